//! Publishing a service point, and correcting one that is published.

use jiannuo_board::components::field::{Choice, Field, FieldKind, checkbox, field, select};
use jiannuo_domain::hours::Span;
use jiannuo_domain::hours::typed::spans;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{Access, PointWords};
use leptos::prelude::*;

use super::found::level_choices;
use super::notice::{Standing, Which, id_in_address};
use super::notice_form::{publish, reason_field};
use super::point_fields::{PointContent, PointFields};
use crate::parts::both;
use crate::parts::form::Problems;
use crate::parts::keeping::Keeping;
use crate::parts::network_lists::spans_line;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, Scanned, publish_panel_with};
use crate::words::Words;

/// The name of the form in drafts.
pub const FORM: &str = "point";

/// The form of a correction in drafts.
const CORRECTION: &str = "correct-point";

/// What the form of a new service point keeps as a draft, from words that were not published after all; `None` when the
/// form cannot express them.
pub fn draft_of(words: &PointWords) -> Option<PointContent> {
    let (content, not_expressed) = PointContent::of(words);
    not_expressed.is_none().then_some(content)
}

/// A service point.
#[component]
pub fn NewPoint() -> impl IntoView {
    with_organisation(|here| form(here, PointFields::new(&PointContent::default(), None), None))
}

/// Another description of a published service point.
#[component]
pub fn RevisePoint() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let found = id_in_address().zip(shown).and_then(|(id, shown)| {
            let point = shown.ledger.points.get(&id)?;
            let both = both::start(&here, id, &point.wordings);
            let before = both.as_ref().or(point.words());
            let (content, hours) = before.map(PointContent::of).unwrap_or_default();
            let fields = PointFields::new(&content, hours);
            let before = before.cloned();
            fields.texts.reason.set(both.and_then(|both| both.reason).unwrap_or_default());
            Some((fields, (Which::Point.standing(&shown.ledger, id)?, before)))
        });
        match found {
            Some((fields, revised)) => form(here, fields, Some(revised)),
            None => super::unable::NoSuchPage().into_any(),
        }
    })
}

fn form(here: Here, fields: PointFields, revised: Option<(Standing, Option<PointWords>)>) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let is_revision = revised.is_some();
    let (revised_id, asked_by) = (revised.as_ref().map(|(standing, _)| standing.id), here.clone());
    let beside = revised_id.and_then(|id| both::panel(&here, id));
    let org = here.membership.org;
    let keeping = match &revised {
        Some((standing, _)) => Keeping::of_correction(org, CORRECTION, standing.id, standing.head),
        None => Keeping::of_new(org, FORM, super::imported_row::in_address()),
    };
    let kept = keeping.keep(session, problems, move || fields.content(), move |left: &PointContent| fields.fill(left));
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let before = revised.as_ref().and_then(|(_, before)| before.clone());
        let told = fields.understood(session.words(), problems, before, personal_data_reason);
        let Some(told) = told else { return };
        let (kind, standing) = match &revised {
            Some((standing, _)) => (Kind::PointRevised, Some((standing, told.reason.clone()))),
            None => (Kind::PointPublished, None),
        };
        publish(&here, problems, Which::Point, keeping.place, kind, standing, &told);
    };
    // An office's own address and telephone are what a service point is for: only the free text is scanned.
    let texts = vec![
        PublicText { name: |words| words.services(), text: fields.texts.services },
        PublicText { name: |words| words.board().network.hours_written, text: fields.texts.hours_written },
        PublicText { name: |words| words.access_note(), text: fields.texts.access_note },
        PublicText { name: |words| words.revision_reason(), text: fields.texts.reason },
    ];
    let lists = fields.lists;
    let lists = [lists.functions, lists.windows, lists.contacts, lists.exceptions];
    let parts = lists.into_iter().map(|list| Box::new(list) as Box<dyn Scanned>).collect();
    view! {
        {problems.summary(session)}
        {beside}
        {kept.left}
        {move || body(&asked_by, session.words(), fields, problems, revised_id)}
        {kept.line}
        {publish_panel_with(texts, parts, super::notice_form::label(is_revision), problems, publish)}
    }
    .into_any()
}

fn body(here: &Here, words: Words, fields: PointFields, problems: Problems, revised: Option<RecordId>) -> AnyView {
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
        {line("name", words.name(), FieldKind::Text, fields.texts.name, false)}
        {select(board, Field::new("level", words.level()), level_choices(words), fields.texts.level, problems.of("level"))}
        {line("address", words.address(), FieldKind::Text, fields.texts.address, false)}
        {line("phone", words.phone(), FieldKind::Phone, fields.texts.phone, true)}
        {line("services", words.services(), FieldKind::Lines(3, None), fields.texts.services, true)}
        {fields.lists.functions.view(words, problems)}
        {above(here, fields, problems, revised)}
        {field(
            board,
            Field::new("place", board.network.place).hint(words.places_hint()).optional(),
            FieldKind::Text,
            fields.texts.place,
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
        {line("access_note", words.access_note(), FieldKind::Lines(2, None), fields.texts.access_note, true)}
        {fields.lists.windows.view(words, problems)}
        {fields.lists.contacts.view(words, problems)}
        <h2>{words.hours()}</h2>
        {line("hours_written", board.network.hours_written, FieldKind::Lines(2, None), fields.texts.hours_written, true)}
        {hours(words, fields, problems)}
        {is_revision.then(|| reason_field(words, fields.texts.reason, problems))}
    }
    .into_any()
}

fn hours(words: Words, fields: PointFields, problems: Problems) -> AnyView {
    if fields.as_they_are.with_value(Option::is_some) {
        return view! { <p class="hint">{words.hours_kept()}</p> }.into_any();
    }
    let board = words.board();
    let day = |id: &'static str, label: &'static str, value| {
        field(board, Field::new(id, label).optional(), FieldKind::Text, value, problems.of(id))
    };
    view! {
        <p class="hint">{words.hours_hint()}</p>
        {day("weekdays", words.weekdays(), fields.texts.weekdays)}
        {day("saturday", words.saturday(), fields.texts.saturday)}
        {day("sunday", words.sunday(), fields.texts.sunday)}
        {move || past_midnight(words, fields)}
        {checkbox(board, Field::new("follows", words.follows_working_days()), fields.follows, problems.of("follows"))}
        {fields.lists.exceptions.view(words, problems)}
    }
    .into_any()
}

/// To which of the organisation's points it belongs; not asked while there is no other.
fn above(here: &Here, fields: PointFields, problems: Problems, revised: Option<RecordId>) -> Option<AnyView> {
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
        select(words.board(), asked, choices, fields.texts.above, problems.of("above"))
    })
}

/// Asks about hours that end on the next day, while they are typed.
fn past_midnight(words: Words, fields: PointFields) -> AnyView {
    let typed =
        [fields.texts.weekdays, fields.texts.saturday, fields.texts.sunday].map(|text| text.with(|text| spans(text)));
    let over: Vec<Span> = typed.into_iter().flatten().flatten().filter(|span| span.closes <= span.opens).collect();
    let text = (!over.is_empty()).then(|| words.hours_past_midnight(&spans_line(&over)));
    view! { <p class="hint" role="status">{text}</p> }.into_any()
}
