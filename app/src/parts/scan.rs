//! What looks like personal data in texts that will be public, and the panel that stands in the way until a person has
//! decided: mask it, or go on with a reason that is published too (spec rule D5).

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Field, FieldKind, field};
use jiannuo_board::components::said::excerpt;
use jiannuo_domain::personal_data::{self, Kind};
use leptos::prelude::*;

use super::form::Problems;
use crate::session::session;
use crate::words::Words;

/// Something found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    kind: Kind,
    /// Where: a field's name, or the pledge of an imported row.
    place: Place,
    excerpt: String,
    masked: String,
}

/// Where something was found.
#[derive(Clone, Debug)]
pub enum Place {
    /// In a field of the form on the page.
    Field(fn(Words) -> &'static str),
    /// In a row that begins like this.
    Row(String),
}

impl PartialEq for Place {
    /// Fields are told apart by their names in one language: the functions themselves have no identity.
    fn eq(&self, other: &Self) -> bool {
        let words = Words(jiannuo_board::Language::Chinese);
        self.name(words) == other.name(words)
    }
}

impl Eq for Place {}

impl Place {
    fn name(&self, words: Words) -> String {
        match self {
            Self::Field(name) => name(words).to_owned(),
            Self::Row(text) => excerpt(text),
        }
    }
}

/// What a text holds.
pub fn scan(place: &Place, text: &str) -> Vec<Found> {
    let found = personal_data::scan(text).into_iter();
    found
        .map(|finding| Found {
            kind: finding.kind,
            place: place.clone(),
            excerpt: text.get(finding.range.clone()).unwrap_or_default().to_owned(),
            masked: finding.masked,
        })
        .collect()
}

/// The text with everything that was found in it masked.
pub fn masked(text: &str) -> String {
    personal_data::mask(text, &personal_data::scan(text))
}

fn kind_name(words: Words, kind: Kind) -> &'static str {
    match kind {
        Kind::IdCard => words.scan_id_card(),
        Kind::BankCard => words.scan_bank_card(),
        Kind::MobilePhone => words.scan_phone(),
        Kind::Address => words.scan_address(),
    }
}

/// What a person can do about what was found.
#[derive(Clone, Copy)]
pub struct Ways {
    /// What masking is called: it fills the fields, or publishes at once.
    pub mask_label: fn(Words) -> &'static str,
    /// Masks.
    pub mask: Callback<()>,
    /// Why it is published all the same.
    pub reason: RwSignal<String>,
    /// Goes on, with the reason.
    pub go_on: Callback<()>,
}

/// The panel; nothing while nothing was found.
pub fn findings(found: RwSignal<Vec<Found>, LocalStorage>, problems: Problems, ways: Ways) -> AnyView {
    let session = session();
    (move || {
        let words = session.words();
        let found = found.get();
        let lines = found.iter().map(|found| {
            view! {
                <li>
                    <b>{kind_name(words, found.kind)}</b>" · "{found.place.name(words)}": "
                    <q>{found.excerpt.clone()}</q>" → "<q>{found.masked.clone()}</q>
                </li>
            }
        });
        (!found.is_empty()).then(|| view! {
            <section class="panel panel-warning" aria-label=words.scan_title() role="alert">
                <h2>{words.scan_title()}</h2>
                <p>{words.scan_text()}</p>
                <ul>{lines.collect_view()}</ul>
                {button((ways.mask_label)(words).into(), ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(ways.mask))}
                {field(
                    words.board(),
                    Field::new("scan-reason", words.scan_reason()).hint(words.scan_reason_hint()),
                    FieldKind::Lines(2, None),
                    ways.reason,
                    problems.of("scan-reason"),
                )}
                {button(words.scan_go_on().into(), ButtonTone::Warning, ButtonKind::Plain, problems.is_busy.into(), Some(ways.go_on))}
            </section>
        })
    })
    .into_any()
}
