//! Describing the organisation anew: what it is called, where it is, whom everybody may call.

use jiannuo_board::components::field::{Field, FieldKind, field, select};
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{OrganisationWords, Words as BodyWords, WordsError};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::found::{level, level_choices, level_value};
use super::notice::is_secretary;
use crate::parts::commit::commit_and_go;
use crate::parts::fields::text_fields;
use crate::parts::form::{Problems, filled};
use crate::parts::keeping::Keeping;
use crate::parts::list_editor::{ItemList, RowContent};
use crate::parts::network_lists::{CONTACTS, HOTLINES, contact_rows, contacts, hotline_rows, hotlines};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, Scanned, publish_panel_with};
use crate::parts::say;
use crate::words::Words;

/// The name of the form in drafts.
const FORM: &str = "describe";

text_fields!(DescribeTexts, DescribeTextContent {
    /// What it is called.
    name = "",
    /// Where it stands in the tree of government.
    level = "village",
    /// Where it is.
    address = "",
    /// The telephone for complaints.
    phone = "",
    /// What it stands for.
    about = "",
});

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    texts: DescribeTexts,
    hotlines: ItemList,
    contacts: ItemList,
}

/// The same as a draft keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct DescribeContent {
    texts: DescribeTextContent,
    hotlines: Vec<RowContent>,
    contacts: Vec<RowContent>,
}

impl DescribeContent {
    fn of(words: &OrganisationWords) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            texts: DescribeTextContent {
                name: words.name.clone(),
                level: level_value(words.level).to_owned(),
                address: text(&words.address),
                phone: text(&words.supervision_phone),
                about: text(&words.about),
            },
            hotlines: hotline_rows(&words.hotlines),
            contacts: contact_rows(&words.contacts),
        }
    }
}

impl Fields {
    fn of(content: &DescribeContent) -> Self {
        let fields = Self {
            texts: DescribeTexts::new(),
            hotlines: ItemList::new(&HOTLINES, &[]),
            contacts: ItemList::new(&CONTACTS, &[]),
        };
        fields.fill(content);
        fields
    }

    /// Puts content in; the page may have been left meanwhile.
    fn fill(self, content: &DescribeContent) {
        self.texts.fill(&content.texts);
        self.hotlines.fill(&content.hotlines);
        self.contacts.fill(&content.contacts);
    }

    /// What is in them; tracked.
    fn content(self) -> DescribeContent {
        DescribeContent {
            texts: self.texts.content(),
            hotlines: self.hotlines.content(),
            contacts: self.contacts.content(),
        }
    }

    /// What was typed, on what held before, or the problems beside the fields.
    fn understood(self, words: Words, problems: Problems, before: &OrganisationWords) -> Option<OrganisationWords> {
        let content = untrack(|| self.content());
        let hotlines = self.hotlines.understood(words, problems, hotlines(&content.hotlines));
        let contacts = self.contacts.understood(words, problems, contacts(&content.contacts));
        let texts = content.texts;
        let told = OrganisationWords {
            name: filled(&texts.name).unwrap_or_default(),
            level: level(&texts.level),
            address: filled(&texts.address),
            supervision_phone: filled(&texts.phone),
            about: filled(&texts.about),
            hotlines: hotlines?,
            contacts: contacts?,
            ..before.clone()
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
        let words = words.unwrap_or_else(|| OrganisationWords::new(here.membership.name.clone(), level("village")));
        let head = shown.ledger.acceptance().record(&here.membership.org.record()).map(|facts| facts.head);
        form(here, words, head)
    })
}

fn form(here: Here, before: OrganisationWords, head: Option<EntryId>) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let fields = Fields::of(&DescribeContent::of(&before));
    let (org, record) = (here.membership.org, here.membership.org.record());
    let keeping = match head {
        Some(head) => Keeping::of_correction(org, FORM, record, head),
        None => Keeping::of_new(org, FORM, None),
    };
    let erase = here.path("/describe/erase");
    let kept =
        keeping.keep(session, problems, move || fields.content(), move |left: &DescribeContent| fields.fill(left));
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let Some(told) = fields.understood(session.words(), problems, &before) else { return };
        let told = OrganisationWords { personal_data_reason, ..told };
        commit_and_go(&here, problems, String::new(), keeping.place, |act| {
            act.say(Kind::OrganisationDescribed, record, head, None, None, Some(&told)).map(drop)
        });
    };
    let texts = vec![PublicText { name: |words| words.about_organisation(), text: fields.texts.about }];
    let parts: Vec<Box<dyn Scanned>> = vec![Box::new(fields.hotlines), Box::new(fields.contacts)];
    view! {
        {problems.summary(session)}
        {kept.left}
        {move || body(session.words(), fields, problems)}
        {kept.line}
        {publish_panel_with(texts, parts, |words| words.publish(), problems, publish)}
        <p><a href=erase>{move || session.words().erase()}</a></p>
    }
    .into_any()
}

fn body(words: Words, fields: Fields, problems: Problems) -> AnyView {
    let board = words.board();
    let line = |id: &'static str, label: &'static str, kind, value| {
        field(board, Field::new(id, label).optional(), kind, value, problems.of(id))
    };
    view! {
        <h1>{words.describe()}</h1>
        <p class="lead">{words.describe_hint()}</p>
        {field(board, Field::new("name", words.name()), FieldKind::Text, fields.texts.name, problems.of("name"))}
        {select(board, Field::new("level", words.level()), level_choices(words), fields.texts.level, problems.of("level"))}
        {line("address", words.address(), FieldKind::Text, fields.texts.address)}
        {line("phone", board.shell.supervision_phone, FieldKind::Phone, fields.texts.phone)}
        {line("about", words.about_organisation(), FieldKind::Lines(3, None), fields.texts.about)}
        {fields.hotlines.view(words, problems)}
        {fields.contacts.view(words, problems)}
    }
    .into_any()
}
