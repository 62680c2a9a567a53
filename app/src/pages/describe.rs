//! Describing the organisation anew: what it is called, where it is, whom everybody may call.

use jiannuo_board::components::field::{Field, FieldKind, field, select};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{OrganisationWords, Words as BodyWords, WordsError};
use leptos::prelude::*;

use super::found::{level, level_choices, level_value};
use super::notice::is_secretary;
use crate::parts::commit::commit_and_go;
use crate::parts::form::{Problems, filled};
use crate::parts::list_editor::ItemList;
use crate::parts::network_lists::{CONTACTS, HOTLINES, contact_rows, contacts, hotline_rows, hotlines};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, Scanned, publish_panel_with};
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
    hotlines: ItemList,
    contacts: ItemList,
    /// What holds now.
    before: StoredValue<OrganisationWords>,
}

impl Fields {
    fn of(words: OrganisationWords) -> Self {
        let text = |text: &Option<String>| RwSignal::new(text.clone().unwrap_or_default());
        Self {
            name: RwSignal::new(words.name.clone()),
            level: RwSignal::new(level_value(words.level).to_owned()),
            address: text(&words.address),
            phone: text(&words.supervision_phone),
            about: text(&words.about),
            hotlines: ItemList::new(&HOTLINES, &hotline_rows(&words.hotlines)),
            contacts: ItemList::new(&CONTACTS, &contact_rows(&words.contacts)),
            before: StoredValue::new(words),
        }
    }

    /// What was typed, or the problems beside the fields.
    fn words(self, words: Words, problems: Problems) -> Option<OrganisationWords> {
        let text = |text: RwSignal<String>| text.with_untracked(|text| filled(text));
        let before = self.before.get_value();
        let hotlines = hotlines(&self.hotlines.content_untracked());
        let contacts = contacts(&self.contacts.content_untracked());
        let hotlines = self.hotlines.understood(words, problems, hotlines);
        let contacts = self.contacts.understood(words, problems, contacts);
        let told = OrganisationWords {
            name: text(self.name).unwrap_or_default(),
            level: self.level.with_untracked(|value| level(value)),
            address: text(self.address),
            supervision_phone: text(self.phone),
            about: text(self.about),
            hotlines: hotlines?,
            contacts: contacts?,
            ..before
        };
        if let Err(error) = told.to_body() {
            problems.field(field_of(&error), say::words_error(words, &error));
            return None;
        }
        Some(told)
    }
}

/// Beside which field of the form an error of the body stands.
fn field_of(error: &WordsError) -> &str {
    match error {
        WordsError::Empty { field }
        | WordsError::TooLong { field, .. }
        | WordsError::TooMany { field, .. }
        | WordsError::Impossible { field } => match field.as_str() {
            "supervision_phone" => "phone",
            field => field,
        },
        _ => "name",
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
    let texts = vec![PublicText { name: |words| words.about_organisation(), text: fields.about }];
    let parts: Vec<Box<dyn Scanned>> = vec![Box::new(fields.hotlines), Box::new(fields.contacts)];
    view! {
        {problems.summary(session)}
        {move || body(session.words(), fields, problems)}
        {publish_panel_with(texts, parts, |words| words.publish(), problems, publish)}
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
    view! {
        <h1>{words.describe()}</h1>
        <p class="lead">{words.describe_hint()}</p>
        {field(board, Field::new("name", words.name()), FieldKind::Text, fields.name, problems.of("name"))}
        {select(board, Field::new("level", words.level()), level_choices(words), fields.level, problems.of("level"))}
        {line("address", words.address(), FieldKind::Text, fields.address)}
        {line("phone", board.shell.supervision_phone, FieldKind::Phone, fields.phone)}
        {line("about", words.about_organisation(), FieldKind::Lines(3, None), fields.about)}
        {fields.hotlines.view(words, problems)}
        {fields.contacts.view(words, problems)}
    }
    .into_any()
}
