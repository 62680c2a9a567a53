//! *Publish*: a person's act, after the device has looked for personal data (spec rule D6).
//!
//! What was found blocks; it is named, the masked text is offered, and going on needs a reason, which is published too.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Field, FieldKind, field};
use jiannuo_domain::personal_data::{self, Kind};
use leptos::prelude::*;

use super::form::{Problems, filled};
use crate::session::{Session, session};
use crate::words::Words;

/// A text that will be public, with the name of its field.
#[derive(Clone)]
pub struct PublicText {
    /// The field's name, by language.
    pub name: fn(Words) -> &'static str,
    /// What is in it.
    pub text: RwSignal<String>,
}

/// Something found in a text.
#[derive(Clone, PartialEq, Eq)]
struct Found {
    place: usize,
    kind: Kind,
    excerpt: String,
    masked: String,
}

fn scan(texts: &[PublicText]) -> Vec<Found> {
    texts
        .iter()
        .enumerate()
        .flat_map(|(place, public)| {
            public.text.with_untracked(|text| {
                personal_data::scan(text)
                    .into_iter()
                    .map(|finding| Found {
                        place,
                        kind: finding.kind,
                        excerpt: text.get(finding.range.clone()).unwrap_or_default().to_owned(),
                        masked: finding.masked,
                    })
                    .collect::<Vec<_>>()
            })
        })
        .collect()
}

fn mask_all(texts: &[PublicText]) {
    for public in texts {
        public.text.update(|text| *text = personal_data::mask(text, &personal_data::scan(text)));
    }
}

/// What kind of personal data was found.
pub fn kind_name(words: Words, kind: Kind) -> &'static str {
    match kind {
        Kind::IdCard => words.scan_id_card(),
        Kind::BankCard => words.scan_bank_card(),
        Kind::MobilePhone => words.scan_phone(),
        Kind::Address => words.scan_address(),
    }
}

/// The button, and what the device found when it was pressed. `publish` is given the reason for going on, if one was
/// needed.
pub fn publish_panel(
    texts: Vec<PublicText>,
    label: fn(Words) -> &'static str,
    problems: Problems,
    publish: impl Fn(Option<String>) + Clone + 'static,
) -> AnyView {
    let session = session();
    let texts = StoredValue::new_local(texts);
    let found = RwSignal::new_local(Vec::<Found>::new());
    let reason = RwSignal::new(String::new());
    let publish = StoredValue::new_local(publish);
    let press = Callback::new(move |()| {
        if problems.is_busy.get_untracked() {
            return;
        }
        let now = texts.with_value(|texts| scan(texts));
        if now.is_empty() {
            found.set(now);
            publish.with_value(|publish| publish(None));
        } else {
            found.set(now);
        }
    });
    let go_on = Callback::new(move |()| match filled(&reason.get_untracked()) {
        Some(_) if problems.is_busy.get_untracked() => {}
        // What was changed since it was looked at is looked at first.
        Some(_) if texts.with_value(|texts| scan(texts)) != found.get_untracked() => {
            found.set(texts.with_value(|texts| scan(texts)));
        }
        Some(reason) => publish.with_value(|publish| publish(Some(reason))),
        None => {
            problems.clear();
            problems.field("scan-reason", session.words().scan_reason_missing());
        }
    });
    let mask = Callback::new(move |()| {
        texts.with_value(|texts| mask_all(texts));
        found.set(texts.with_value(|texts| scan(texts)));
    });
    view! {
        {move || {
            let found = found.get();
            (!found.is_empty()).then(|| findings(session, texts, &found, reason, problems, mask, go_on))
        }}
        {move || button(label(session.words()).into(), ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(press))}
    }
    .into_any()
}

fn findings(
    session: Session,
    texts: StoredValue<Vec<PublicText>, LocalStorage>,
    found: &[Found],
    reason: RwSignal<String>,
    problems: Problems,
    mask: Callback<()>,
    go_on: Callback<()>,
) -> AnyView {
    let words = session.words();
    let lines = found.iter().map(|found| {
        let name = texts.with_value(|texts| texts.get(found.place).map(|public| (public.name)(words)));
        view! {
            <li>
                <b>{kind_name(words, found.kind)}</b>" · "{name}": "
                <q>{found.excerpt.clone()}</q>" → "<q>{found.masked.clone()}</q>
            </li>
        }
    });
    view! {
        <section class="panel panel-warning" aria-labelledby="scan-title" role="alert">
            <h2 id="scan-title">{words.scan_title()}</h2>
            <p>{words.scan_text()}</p>
            <ul>{lines.collect_view()}</ul>
            {button(words.scan_mask().into(), ButtonTone::Main, ButtonKind::Plain, false.into(), Some(mask))}
            {field(
                words.board(),
                Field::new("scan-reason", words.scan_reason()).hint(words.scan_reason_hint()),
                FieldKind::Lines(2, None),
                reason,
                problems.of("scan-reason"),
            )}
            {button(words.scan_go_on().into(), ButtonTone::Warning, ButtonKind::Plain, problems.is_busy.into(), Some(go_on))}
        </section>
    }
    .into_any()
}
