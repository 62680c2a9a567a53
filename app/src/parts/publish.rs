//! *Publish*: a person's act, after the device has looked for personal data (spec rule D5).
//!
//! What was found blocks; it is named, the masked text is offered, and going on needs a reason, which is published too.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use leptos::prelude::*;

use super::form::{Problems, filled};
use super::scan::{self, Found, Place, Ways, findings};
use super::table_editor::Tables;
use crate::session::session;
use crate::words::Words;

/// A text that will be public, with the name of its field.
#[derive(Clone)]
pub struct PublicText {
    /// The field's name, by language.
    pub name: fn(Words) -> &'static str,
    /// What is in it.
    pub text: RwSignal<String>,
}

fn scan_all(texts: &[PublicText], tables: Option<Tables>) -> Vec<Found> {
    let found =
        texts.iter().map(|public| public.text.with_untracked(|text| scan::scan(&Place::Field(public.name), text)));
    found.flatten().chain(tables.map(Tables::scan).into_iter().flatten()).collect()
}

fn mask_all(texts: &[PublicText], tables: Option<Tables>) {
    if let Some(tables) = tables {
        tables.mask();
    }
    for public in texts {
        public.text.update(|text| *text = scan::masked(text));
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
    publish_panel_with_tables(texts, None, label, problems, publish)
}

/// As [`publish_panel`], for a form with tables.
pub fn publish_panel_with_tables(
    texts: Vec<PublicText>,
    tables: Option<Tables>,
    label: fn(Words) -> &'static str,
    problems: Problems,
    publish: impl Fn(Option<String>) + Clone + 'static,
) -> AnyView {
    let session = session();
    let texts = StoredValue::new_local(texts);
    let found = RwSignal::new_local(Vec::<Found>::new());
    let reason = RwSignal::new(String::new());
    let publish = StoredValue::new_local(publish);
    let look = move || texts.with_value(|texts| scan_all(texts, tables));
    let press = Callback::new(move |()| {
        if problems.is_busy.get_untracked() {
            return;
        }
        let now = look();
        let is_clean = now.is_empty();
        found.set(now);
        if is_clean {
            publish.with_value(|publish| publish(None));
        }
    });
    let go_on = Callback::new(move |()| match filled(&reason.get_untracked()) {
        Some(_) if problems.is_busy.get_untracked() => {}
        // What was changed since it was looked at is looked at first.
        Some(_) if look() != found.get_untracked() => found.set(look()),
        Some(reason) => publish.with_value(|publish| publish(Some(reason))),
        None => {
            problems.clear();
            problems.field("scan-reason", session.words().scan_reason_missing());
        }
    });
    let mask = Callback::new(move |()| {
        texts.with_value(|texts| mask_all(texts, tables));
        found.set(look());
    });
    let ways = Ways { mask_label: |words| words.scan_mask(), mask, reason, go_on };
    view! {
        {findings(found, problems, ways)}
        {move || button(label(session.words()).into(), ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(press))}
    }
    .into_any()
}
