//! Publishing a disclosure, and correcting one that is published.

use jiannuo_board::components::field::{Choice, Field, FieldKind, date_field, field, select};
use jiannuo_domain::day::Day;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{DisclosureKind, DisclosureWords};
use jiannuo_store::device;
use leptos::prelude::*;

use super::notice::{Standing, Which, id_in_address};
use super::notice_form::{publish, reason_field};
use crate::parts::both;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::words::Words;

/// The name of the form in drafts.
pub const FORM: &str = "disclosure";

const KINDS: [(&str, DisclosureKind); 6] = [
    ("village", DisclosureKind::Village),
    ("party", DisclosureKind::Party),
    ("government", DisclosureKind::Government),
    ("finance", DisclosureKind::Finance),
    ("notice", DisclosureKind::Notice),
    ("circular", DisclosureKind::Circular),
];

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    title: RwSignal<String>,
    kind: RwSignal<String>,
    date: RwSignal<String>,
    body: RwSignal<String>,
    reason: RwSignal<String>,
}

/// What the form of a new disclosure keeps as a draft, from words that were not published after all.
pub fn draft_of(words: &DisclosureWords) -> Vec<String> {
    vec![words.title.clone(), value_of(words.kind).to_owned(), words.date.to_string(), words.body.clone()]
}

fn value_of(kind: DisclosureKind) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("village", |(value, _)| value)
}

impl Fields {
    fn of(words: Option<&DisclosureWords>) -> Self {
        let today = || Day::in_shanghai(device::now_ms()).to_string();
        let text = |text: Option<&String>| RwSignal::new(text.cloned().unwrap_or_default());
        Self {
            title: text(words.map(|words| &words.title)),
            kind: RwSignal::new(value_of(words.map_or(DisclosureKind::Village, |words| words.kind)).to_owned()),
            date: RwSignal::new(words.map_or_else(today, |words| words.date.to_string())),
            body: text(words.map(|words| &words.body)),
            reason: text(None),
        }
    }

    /// What was typed, or the problems beside the fields.
    fn words(self, words: Words, problems: Problems, personal_data_reason: Option<String>) -> Option<DisclosureWords> {
        let Ok(date) = self.date.with_untracked(|text| text.parse::<Day>()) else {
            problems.field("date", words.not_a_day());
            return None;
        };
        let kind = self.kind.with_untracked(|value| {
            KINDS.iter().find(|(known, _)| known == value).map_or(DisclosureKind::Village, |(_, kind)| *kind)
        });
        let title = self.title.with_untracked(|text| filled(text)).unwrap_or_default();
        let body = self.body.with_untracked(|text| filled(text)).unwrap_or_default();
        let reason = self.reason.with_untracked(|text| filled(text));
        Some(DisclosureWords { reason, personal_data_reason, ..DisclosureWords::new(title, kind, date, body) })
    }
}

/// A disclosure.
#[component]
pub fn NewDisclosure() -> impl IntoView {
    with_organisation(|here| form(here, Fields::of(None), None))
}

/// Other words for a published disclosure.
#[component]
pub fn ReviseDisclosure() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let found = id_in_address().zip(shown).and_then(|(id, shown)| {
            let disclosure = shown.ledger.disclosures.get(&id)?;
            let both = both::start(&here, id, &disclosure.wordings);
            let fields = Fields::of(both.as_ref().or(disclosure.words()));
            fields.reason.set(both.and_then(|both| both.reason).unwrap_or_default());
            Some((fields, Which::Disclosure.standing(&shown.ledger, id)?))
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
    let Fields { title, kind, date, body, reason } = fields;
    let is_revision = revised.is_some();
    let beside = revised.as_ref().and_then(|standing| both::panel(&here, standing.id));
    // A correction is written on the words of this moment; kept for later it would hide what others change meanwhile.
    let place = (!is_revision).then(|| DraftPlace::of_form(here.membership.org, FORM, None));
    let kept = place.map(|place| draft::keep(session, place, problems.is_busy, vec![title, kind, date, body]));
    let view = move || {
        let words = session.words();
        let board = words.board();
        let kinds = KINDS.iter().map(|(value, kind)| Choice::new(*value, kind_name(words, *kind))).collect();
        let head = if is_revision {
            view! { <h1>{words.correct_disclosure()}</h1> <p class="lead">{words.correct_text()}</p> }.into_any()
        } else {
            view! { <h1>{words.new_disclosure()}</h1> }.into_any()
        };
        view! {
            {head}
            {field(board, Field::new("title", words.title()), FieldKind::Text, title, problems.of("title"))}
            {select(board, Field::new("kind", words.disclosure_kind()), kinds, kind, problems.of("kind"))}
            {date_field(board, Field::new("date", words.date()), date, problems.of("date"))}
            {field(board, Field::new("body", words.body_text()).hint(words.body_text_hint()), FieldKind::Lines(10, None), body, problems.of("body"))}
            {is_revision.then(|| reason_field(words, reason, problems))}
        }
    };
    let publish = {
        let here = here.clone();
        move |personal_data_reason: Option<String>| {
            problems.clear();
            let Some(told) = fields.words(session.words(), problems, personal_data_reason) else { return };
            let (kind, standing) = match &revised {
                Some(standing) => (Kind::DisclosureRevised, Some((standing, told.reason.clone()))),
                None => (Kind::DisclosurePublished, None),
            };
            publish(&here, problems, Which::Disclosure, place, kind, standing, &told);
        }
    };
    let texts = vec![
        PublicText { name: |words| words.title(), text: title },
        PublicText { name: |words| words.body_text(), text: body },
        PublicText { name: |words| words.revision_reason(), text: reason },
    ];
    view! {
        {problems.summary(session)}
        {beside}
        {view}
        {kept}
        {publish_panel(texts, super::notice_form::label(is_revision), problems, publish)}
    }
    .into_any()
}

fn kind_name(words: Words, kind: DisclosureKind) -> &'static str {
    match kind {
        DisclosureKind::Party => words.disclosure_party(),
        DisclosureKind::Government => words.disclosure_government(),
        DisclosureKind::Village => words.disclosure_village(),
        DisclosureKind::Finance => words.disclosure_finance(),
        DisclosureKind::Notice => words.disclosure_notice(),
        DisclosureKind::Circular => words.disclosure_circular(),
    }
}
