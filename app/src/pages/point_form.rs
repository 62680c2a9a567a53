//! Publishing a service point, and correcting one that is published.

use jiannuo_board::components::field::{Choice, Field, FieldKind, checkbox, field, select};
use jiannuo_domain::hours::typed::{exception, spans};
use jiannuo_domain::hours::{Exception, ExceptionHours, Hours, Span, Week};
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{Access, Contact, Coordinates, Level, PointWords, Window};
use leptos::prelude::*;

use super::found::{level, level_choices, level_value};
use super::notice::{Standing, Which, id_in_address};
use super::notice_form::{publish, reason_field};
use crate::parts::both;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::network_lines::{self, contact_line, window_line};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::words::Words;

/// The name of the form in drafts.
pub const FORM: &str = "point";

/// Hours as the form asks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TypedHours {
    weekdays: String,
    saturday: String,
    sunday: String,
    exceptions: String,
}

impl TypedHours {
    /// Hours as somebody would have typed them; `None` for those that this form cannot express.
    fn of(hours: &Hours) -> Option<Self> {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = &hours.weekly.0;
        let exceptions: Vec<_> = hours.exceptions.iter().map(exception_line).collect();
        let typed = Self {
            weekdays: spans_line(monday),
            saturday: spans_line(saturday),
            sunday: spans_line(sunday),
            exceptions: exceptions.join("\n"),
        };
        let are_alike = [tuesday, wednesday, thursday, friday].iter().all(|day| *day == monday);
        let reads_back = typed.hours(hours.follows_working_days).as_ref() == Ok(hours);
        (are_alike && reads_back).then_some(typed)
    }

    /// What was typed means; the id of the field that is not understood.
    fn hours(&self, follows_working_days: bool) -> Result<Hours, &'static str> {
        let weekday = spans(&self.weekdays).ok_or("weekdays")?;
        let mut week: [Vec<Span>; 7] = std::array::from_fn(|_| weekday.clone());
        week[5] = spans(&self.saturday).ok_or("saturday")?;
        week[6] = spans(&self.sunday).ok_or("sunday")?;
        let lines = self.exceptions.lines().filter(|line| !line.trim().is_empty());
        let exceptions = lines.map(exception).collect::<Option<Vec<_>>>().ok_or("exceptions")?;
        Ok(Hours { weekly: Week(week), follows_working_days, exceptions })
    }
}

fn spans_line(spans: &[Span]) -> String {
    spans.iter().map(|span| format!("{}-{}", span.opens, span.closes)).collect::<Vec<_>>().join(" ")
}

fn exception_line(exception: &Exception) -> String {
    let hours = match &exception.hours {
        ExceptionHours::EveryDay(hours) => spans_line(hours),
        // Not read back, so that the form leaves these hours alone.
        ExceptionHours::Weekly(_) => String::new(),
    };
    format!("{} {} {hours} {}", exception.from, exception.to, exception.note)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    level: RwSignal<String>,
    address: RwSignal<String>,
    phone: RwSignal<String>,
    services: RwSignal<String>,
    weekdays: RwSignal<String>,
    saturday: RwSignal<String>,
    sunday: RwSignal<String>,
    follows: RwSignal<bool>,
    exceptions: RwSignal<String>,
    reason: RwSignal<String>,
    /// Hours that this form cannot express, kept as they are.
    as_they_are: StoredValue<Option<Hours>>,
    /// The words that are corrected: what this form does not ask for stays as it is.
    others: StoredValue<Option<PointWords>>,
    /// What the place is for, a line for each.
    functions: RwSignal<String>,
    /// Hours in somebody's words.
    hours_written: RwSignal<String>,
    /// Latitude and longitude.
    place: RwSignal<String>,
    /// What there is for people with disabilities, in the order of [`Access::ALL`].
    access: [RwSignal<bool>; Access::ALL.len()],
    access_note: RwSignal<String>,
    /// A line for each.
    windows: RwSignal<String>,
    /// A line for each.
    contacts: RwSignal<String>,
    /// The point that it belongs to, its identity or nothing.
    above: RwSignal<String>,
}

/// Hours that a new service point begins with.
const USUAL_HOURS: &str = "08:30-12:00 14:30-17:30";

impl Fields {
    fn empty() -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            name: text(""),
            level: text("village"),
            address: text(""),
            phone: text(""),
            services: text(""),
            weekdays: text(USUAL_HOURS),
            saturday: text(""),
            sunday: text(""),
            follows: RwSignal::new(true),
            exceptions: text(""),
            reason: text(""),
            as_they_are: StoredValue::new(None),
            others: StoredValue::new(None),
            functions: text(""),
            hours_written: text(""),
            place: text(""),
            access: Access::ALL.map(|_| RwSignal::new(false)),
            access_note: text(""),
            windows: text(""),
            contacts: text(""),
            above: text(""),
        }
    }

    fn of(words: &PointWords) -> Self {
        let fields = Self::empty();
        fields.name.set(words.name.clone());
        fields.level.set(level_value(words.level).to_owned());
        fields.address.set(words.address.clone());
        fields.phone.set(words.phone.clone().unwrap_or_default());
        fields.services.set(words.services.clone().unwrap_or_default());
        fields.follows.set(words.hours.follows_working_days);
        fields.others.set_value(Some(words.clone()));
        for (access, is_there) in Access::ALL.iter().zip(fields.access) {
            is_there.set(words.access.contains(access));
        }
        let place = words.coordinates.map(Coordinates::degrees);
        fields.place.set(place.map(|(latitude, longitude)| format!("{latitude}，{longitude}")).unwrap_or_default());
        fields.access_note.set(words.access_note.clone().unwrap_or_default());
        fields.windows.set(words.windows.iter().map(window_line).collect::<Vec<_>>().join("\n"));
        fields.contacts.set(words.contacts.iter().map(contact_line).collect::<Vec<_>>().join("\n"));
        fields.above.set(words.above.map(|id| id.to_string()).unwrap_or_default());
        fields.functions.set(words.functions.join("\n"));
        fields.hours_written.set(words.hours_written.clone().unwrap_or_default());
        match TypedHours::of(&words.hours) {
            Some(typed) => {
                fields.weekdays.set(typed.weekdays);
                fields.saturday.set(typed.saturday);
                fields.sunday.set(typed.sunday);
                fields.exceptions.set(typed.exceptions);
            }
            None => fields.as_they_are.set_value(Some(words.hours.clone())),
        }
        fields
    }

    /// What was typed, or the problems beside the fields.
    fn words(self, words: Words, problems: Problems, personal_data_reason: Option<String>) -> Option<PointWords> {
        let text = |text: RwSignal<String>| text.with_untracked(|text| filled(text));
        let typed = TypedHours {
            weekdays: self.weekdays.get_untracked(),
            saturday: self.saturday.get_untracked(),
            sunday: self.sunday.get_untracked(),
            exceptions: self.exceptions.get_untracked(),
        };
        let hours = self.as_they_are.get_value().map_or_else(|| typed.hours(self.follows.get_untracked()), Ok);
        let hours = match hours {
            Ok(hours) => hours,
            Err("exceptions") => {
                problems.field("exceptions", words.hour_exceptions_wrong());
                return None;
            }
            Err(day) => {
                problems.field(day, words.hours_wrong());
                return None;
            }
        };
        let (coordinates, windows, contacts) = self.network(words, problems)?;
        let access = Access::ALL.into_iter().zip(self.access).filter(|(_, is_there)| is_there.get_untracked());
        Some(PointWords {
            coordinates,
            windows,
            contacts,
            access: access.map(|(access, _)| access).collect(),
            access_note: text(self.access_note),
            above: self.above.with_untracked(|id| id.parse().ok()),
            phone: text(self.phone),
            services: text(self.services),
            reason: text(self.reason),
            personal_data_reason,
            name: text(self.name).unwrap_or_default(),
            level: self.level.with_untracked(|value| level(value)),
            address: text(self.address).unwrap_or_default(),
            functions: self.functions.with_untracked(|lines| lines.lines().filter_map(filled).collect()),
            hours_written: text(self.hours_written),
            ..match self.others.get_value() {
                Some(others) => PointWords { hours, ..others },
                None => PointWords::new("", Level::Village, "", hours),
            }
        })
    }

    /// Place, windows and contacts, or the problems beside their fields.
    fn network(self, words: Words, problems: Problems) -> Option<(Option<Coordinates>, Vec<Window>, Vec<Contact>)> {
        let before = self.others.get_value();
        let before = before.as_ref();
        let place = self.place.with_untracked(|text| filled(text));
        let read = |text: &String| {
            let (latitude, longitude) = text.split_once([',', '，'])?;
            Coordinates::from_degrees(latitude, longitude)
        };
        let coordinates = place.as_ref().map(read);
        if coordinates == Some(None) {
            problems.field("place", words.place_wrong());
        }
        let windows = self
            .windows
            .with_untracked(|text| network_lines::windows(text, before.map_or(&[], |words| &words.windows)));
        let contacts = self
            .contacts
            .with_untracked(|text| network_lines::contacts(text, before.map_or(&[], |words| &words.contacts)));
        for (id, wrong) in [("windows", windows.as_ref().err()), ("contacts", contacts.as_ref().err())] {
            if let Some(line) = wrong {
                problems.field(id, words.line_wrong(line));
            }
        }
        let (windows, contacts) = (windows.ok()?, contacts.ok()?);
        (coordinates != Some(None)).then(|| (coordinates.flatten(), windows, contacts))
    }

    /// What a draft keeps.
    fn kept(self) -> Vec<RwSignal<String>> {
        let Self { name, level, address, phone, services, weekdays, saturday, sunday, exceptions, .. } = self;
        let Self { functions, hours_written, place, access_note, windows, contacts, above, .. } = self;
        let asked_first = [name, level, address, phone, services, weekdays, saturday, sunday, exceptions];
        let asked_then = [functions, hours_written, place, access_note, windows, contacts, above];
        asked_first.into_iter().chain(asked_then).collect()
    }
}

/// What the form of a new service point keeps as a draft, from words that were not published after all; `None` when the
/// form cannot express them.
pub fn draft_of(words: &PointWords) -> Option<Vec<String>> {
    TypedHours::of(&words.hours)?;
    Some(Fields::of(words).kept().into_iter().map(|text| text.get_untracked()).collect())
}

/// A service point.
#[component]
pub fn NewPoint() -> impl IntoView {
    with_organisation(|here| form(here, Fields::empty(), None))
}

/// Another description of a published service point.
#[component]
pub fn RevisePoint() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let found = id_in_address().zip(shown).and_then(|(id, shown)| {
            let point = shown.ledger.points.get(&id)?;
            let both = both::start(&here, id, &point.wordings);
            let fields = both.as_ref().or(point.words()).map_or_else(Fields::empty, Fields::of);
            fields.reason.set(both.and_then(|both| both.reason).unwrap_or_default());
            Some((fields, Which::Point.standing(&shown.ledger, id)?))
        });
        match found {
            Some((fields, standing)) => form(here, fields, Some(standing)),
            None => super::unable::NoSuchPage().into_any(),
        }
    })
}

fn form(here: Here, fields: Fields, revised: Option<Standing>) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let is_revision = revised.is_some();
    let (revised_id, asked_by) = (revised.as_ref().map(|standing| standing.id), here.clone());
    let beside = revised.as_ref().and_then(|standing| both::panel(&here, standing.id));
    // A correction is written on the words of this moment; kept for later it would hide what others change meanwhile.
    let place = (!is_revision).then(|| DraftPlace::of_form(here.membership.org, FORM, None));
    let kept = place.map(|place| draft::keep(session, place, problems.is_busy, fields.kept()));
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let Some(told) = fields.words(session.words(), problems, personal_data_reason) else { return };
        let (kind, standing) = match &revised {
            Some(standing) => (Kind::PointRevised, Some((standing, told.reason.clone()))),
            None => (Kind::PointPublished, None),
        };
        publish(&here, problems, Which::Point, place, kind, standing, &told);
    };
    // An office's own address and telephone are what a service point is for: only the free text is scanned.
    let texts = vec![
        PublicText { name: |words| words.services(), text: fields.services },
        PublicText { name: |words| words.hour_exceptions(), text: fields.exceptions },
        PublicText { name: |words| words.board().network.functions, text: fields.functions },
        PublicText { name: |words| words.board().network.hours_written, text: fields.hours_written },
        PublicText { name: |words| words.access_note(), text: fields.access_note },
        PublicText { name: |words| words.board().network.windows, text: fields.windows },
        PublicText { name: |words| words.board().network.contacts, text: fields.contacts },
        PublicText { name: |words| words.revision_reason(), text: fields.reason },
    ];
    view! {
        {problems.summary(session)}
        {beside}
        {move || body(&asked_by, session.words(), fields, problems, revised_id)}
        {kept}
        {publish_panel(texts, super::notice_form::label(is_revision), problems, publish)}
    }
    .into_any()
}

fn body(here: &Here, words: Words, fields: Fields, problems: Problems, revised: Option<RecordId>) -> AnyView {
    let is_revision = revised.is_some();
    let board = words.board();
    let line = |id: &'static str, label: &'static str, kind, value, optional: bool| {
        let asked = Field::new(id, label);
        field(board, if optional { asked.optional() } else { asked }, kind, value, problems.of(id))
    };
    let head = if is_revision {
        view! { <h1>{words.correct_point()}</h1> <p class="lead">{words.correct_text()}</p> }.into_any()
    } else {
        view! { <h1>{words.new_point()}</h1> }.into_any()
    };
    view! {
        {head}
        {line("name", words.name(), FieldKind::Text, fields.name, false)}
        {select(board, Field::new("level", words.level()), level_choices(words), fields.level, problems.of("level"))}
        {line("address", words.address(), FieldKind::Text, fields.address, false)}
        {line("phone", words.phone(), FieldKind::Phone, fields.phone, true)}
        {line("services", words.services(), FieldKind::Lines(3, None), fields.services, true)}
        {field(
            board,
            Field::new("functions", board.network.functions).hint(words.a_line_each()).optional(),
            FieldKind::Lines(3, None),
            fields.functions,
            problems.of("functions"),
        )}
        {above(here, fields, problems, revised)}
        {field(
            board,
            Field::new("place", board.network.place).hint(words.places_hint()).optional(),
            FieldKind::Text,
            fields.place,
            problems.of("place"),
        )}
        <h2>{board.network.access}</h2>
        {Access::ALL
            .into_iter()
            .zip(fields.access)
            .enumerate()
            .map(|(number, (access, is_there))| {
                let asked = Field::new(format!("access-{number}"), (board.network.access_item)(access));
                checkbox(board, asked, is_there, problems.of("access"))
            })
            .collect_view()}
        {line("access_note", words.access_note(), FieldKind::Lines(2, None), fields.access_note, true)}
        <h2>{board.network.windows}</h2>
        {field(
            board,
            Field::new("windows", board.network.windows).hint(words.windows_hint()).optional(),
            FieldKind::Lines(4, None),
            fields.windows,
            problems.of("windows"),
        )}
        {field(
            board,
            Field::new("contacts", board.network.contacts).hint(words.contacts_hint()).optional(),
            FieldKind::Lines(4, None),
            fields.contacts,
            problems.of("contacts"),
        )}
        <h2>{words.hours()}</h2>
        {line("hours_written", board.network.hours_written, FieldKind::Lines(2, None), fields.hours_written, true)}
        {hours(words, fields, problems)}
        {is_revision.then(|| reason_field(words, fields.reason, problems))}
    }
    .into_any()
}

fn hours(words: Words, fields: Fields, problems: Problems) -> AnyView {
    if fields.as_they_are.with_value(Option::is_some) {
        return view! { <p class="hint">{words.hours_kept()}</p> }.into_any();
    }
    let board = words.board();
    let day = |id: &'static str, label: &'static str, value| {
        field(board, Field::new(id, label).optional(), FieldKind::Text, value, problems.of(id))
    };
    let exceptions = Field::new("exceptions", words.hour_exceptions()).hint(words.hour_exceptions_hint()).optional();
    view! {
        <p class="hint">{words.hours_hint()}</p>
        {day("weekdays", words.weekdays(), fields.weekdays)}
        {day("saturday", words.saturday(), fields.saturday)}
        {day("sunday", words.sunday(), fields.sunday)}
        {move || past_midnight(words, fields)}
        {checkbox(board, Field::new("follows", words.follows_working_days()), fields.follows, problems.of("follows"))}
        {field(board, exceptions, FieldKind::Lines(3, None), fields.exceptions, problems.of("exceptions"))}
    }
    .into_any()
}

/// To which of the organisation's points it belongs; not asked while there is no other.
fn above(here: &Here, fields: Fields, problems: Problems, revised: Option<RecordId>) -> Option<AnyView> {
    let words = here.session.words();
    let shown = here.session.shown_untracked(here.membership.org)?;
    let others = jiannuo_domain::network::tree(&shown.ledger).into_iter().filter(|(id, _)| Some(*id) != revised);
    let named = others.filter_map(|(id, depth)| {
        let name = &shown.ledger.points.get(&id)?.words()?.name;
        Some(Choice::new(id.to_string(), format!("{}{name}", "　".repeat(depth))))
    });
    let named: Vec<_> = named.collect();
    (!named.is_empty()).then(|| {
        let none = Choice::new("", "—");
        let choices = std::iter::once(none).chain(named).collect();
        let asked = Field::new("above", words.board().network.above).optional();
        select(words.board(), asked, choices, fields.above, problems.of("above"))
    })
}

/// Asks about hours that end on the next day, while they are typed.
fn past_midnight(words: Words, fields: Fields) -> AnyView {
    let typed = [fields.weekdays, fields.saturday, fields.sunday].map(|text| text.with(|text| spans(text)));
    let over: Vec<Span> = typed.into_iter().flatten().flatten().filter(|span| span.closes <= span.opens).collect();
    let text = (!over.is_empty()).then(|| words.hours_past_midnight(&spans_line(&over)));
    view! { <p class="hint" role="status">{text}</p> }.into_any()
}
