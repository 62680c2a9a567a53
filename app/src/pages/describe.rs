//! Describing the organisation anew: what it is called, where it is, whom everybody may call.

use jiannuo_board::components::field::{Field, FieldKind, field, select};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{OrganisationWords, Words as BodyWords};
use leptos::prelude::*;

use super::found::{level, level_choices, level_value};
use super::notice::is_secretary;
use crate::parts::commit::commit_and_go;
use crate::parts::form::{Problems, filled};
use crate::parts::network_lines::{contact_line, contacts, hotline_line, hotlines};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::parts::say;
use crate::words::Words;

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    level: RwSignal<String>,
    address: RwSignal<String>,
    phone: RwSignal<String>,
    about: RwSignal<String>,
    hotlines: RwSignal<String>,
    contacts: RwSignal<String>,
    /// What holds now.
    before: StoredValue<OrganisationWords>,
}

impl Fields {
    fn of(words: OrganisationWords) -> Self {
        let text = |text: &Option<String>| RwSignal::new(text.clone().unwrap_or_default());
        let lines = |lines: Vec<String>| RwSignal::new(lines.join("\n"));
        Self {
            name: RwSignal::new(words.name.clone()),
            level: RwSignal::new(level_value(words.level).to_owned()),
            address: text(&words.address),
            phone: text(&words.supervision_phone),
            about: text(&words.about),
            hotlines: lines(words.hotlines.iter().map(hotline_line).collect()),
            contacts: lines(words.contacts.iter().map(contact_line).collect()),
            before: StoredValue::new(words),
        }
    }

    /// What was typed, or the problems beside the fields.
    fn words(self, words: Words, problems: Problems) -> Option<OrganisationWords> {
        let text = |text: RwSignal<String>| text.with_untracked(|text| filled(text));
        let before = self.before.get_value();
        let typed_hotlines = self.hotlines.with_untracked(|text| hotlines(text, &before.hotlines));
        let typed_contacts = self.contacts.with_untracked(|text| contacts(text, &before.contacts));
        if let Err(line) = &typed_hotlines {
            problems.field("hotlines", words.line_wrong(line));
        }
        if let Err(line) = &typed_contacts {
            problems.field("contacts", words.line_wrong(line));
        }
        let told = OrganisationWords {
            name: text(self.name).unwrap_or_default(),
            level: self.level.with_untracked(|value| level(value)),
            address: text(self.address),
            supervision_phone: text(self.phone),
            about: text(self.about),
            hotlines: typed_hotlines.ok()?,
            contacts: typed_contacts.ok()?,
            ..before
        };
        if let Err(error) = told.to_body() {
            problems.field("name", say::words_error(words, &error));
            return None;
        }
        Some(told)
    }
}

/// The page.
#[component]
pub fn Describe() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let Some(shown) = shown.filter(|shown| is_secretary(&here, &shown.ledger)) else {
            return super::unable::NoSuchPage().into_any();
        };
        let words = shown.ledger.organisation_words().cloned();
        let name = here.membership.name.clone();
        form(here, Fields::of(words.unwrap_or_else(|| OrganisationWords::new(name, level("village")))))
    })
}

fn form(here: Here, fields: Fields) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        if let Some(told) = fields.words(session.words(), problems) {
            describe(&here, problems, &OrganisationWords { personal_data_reason, ..told });
        }
    };
    let texts = vec![
        PublicText { name: |words| words.about_organisation(), text: fields.about },
        PublicText { name: |words| words.board().network.hotlines, text: fields.hotlines },
        PublicText { name: |words| words.board().network.contacts, text: fields.contacts },
    ];
    view! {
        {problems.summary(session)}
        {move || body(session.words(), fields, problems)}
        {publish_panel(texts, |words| words.publish(), problems, publish)}
    }
    .into_any()
}

fn describe(here: &Here, problems: Problems, told: &OrganisationWords) {
    let record = here.membership.org.record();
    let shown = here.session.shown_untracked(here.membership.org);
    let head = shown.and_then(|shown| shown.ledger.acceptance().record(&record).map(|facts| facts.head));
    commit_and_go(here, problems, String::new(), None, |act| {
        act.say(Kind::OrganisationDescribed, record, head, None, None, Some(told)).map(drop)
    });
}

fn body(words: Words, fields: Fields, problems: Problems) -> AnyView {
    let board = words.board();
    let line = |id: &'static str, label: &'static str, kind, value| {
        field(board, Field::new(id, label).optional(), kind, value, problems.of(id))
    };
    let lines = |id: &'static str, label: &'static str, hint: &'static str, value| {
        field(board, Field::new(id, label).hint(hint).optional(), FieldKind::Lines(4, None), value, problems.of(id))
    };
    view! {
        <h1>{words.describe()}</h1>
        <p class="lead">{words.describe_hint()}</p>
        {field(board, Field::new("name", words.name()), FieldKind::Text, fields.name, problems.of("name"))}
        {select(board, Field::new("level", words.level()), level_choices(words), fields.level, problems.of("level"))}
        {line("address", words.address(), FieldKind::Text, fields.address)}
        {line("phone", board.shell.supervision_phone, FieldKind::Phone, fields.phone)}
        {line("about", words.about_organisation(), FieldKind::Lines(3, None), fields.about)}
        {lines("hotlines", board.network.hotlines, words.hotlines_hint(), fields.hotlines)}
        {lines("contacts", board.network.contacts, words.contacts_hint(), fields.contacts)}
    }
    .into_any()
}
