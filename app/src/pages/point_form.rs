//! Publishing a service point, and correcting one that is published.

use jiannuo_board::components::field::{Field, FieldKind, checkbox, field, select};
use jiannuo_domain::hours::typed::{exception, spans};
use jiannuo_domain::hours::{Exception, ExceptionHours, Hours, Span, Week};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::PointWords;
use leptos::prelude::*;

use super::found::{level, level_choices, level_value};
use super::notice::{Standing, Which, id_in_address};
use super::notice_form::{publish, reason_field};
use crate::parts::both;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
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
        Some(PointWords {
            phone: text(self.phone),
            services: text(self.services),
            reason: text(self.reason),
            personal_data_reason,
            ..PointWords::new(
                text(self.name).unwrap_or_default(),
                self.level.with_untracked(|value| level(value)),
                text(self.address).unwrap_or_default(),
                hours,
            )
        })
    }

    /// What a draft keeps.
    fn kept(self) -> Vec<RwSignal<String>> {
        let Self { name, level, address, phone, services, weekdays, saturday, sunday, exceptions, .. } = self;
        vec![name, level, address, phone, services, weekdays, saturday, sunday, exceptions]
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
        PublicText { name: |words| words.revision_reason(), text: fields.reason },
    ];
    view! {
        {problems.summary(session)}
        {beside}
        {move || body(session.words(), fields, problems, is_revision)}
        {kept}
        {publish_panel(texts, super::notice_form::label(is_revision), problems, publish)}
    }
    .into_any()
}

fn body(words: Words, fields: Fields, problems: Problems, is_revision: bool) -> AnyView {
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
        <h2>{words.hours()}</h2>
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
        {checkbox(board, Field::new("follows", words.follows_working_days()), fields.follows, problems.of("follows"))}
        {field(board, exceptions, FieldKind::Lines(3, None), fields.exceptions, problems.of("exceptions"))}
    }
    .into_any()
}
