//! *Publish*: a person's act, after the device has looked for personal data (spec rule D5).
//!
//! What was found blocks; it is named, the masked text is offered, and going on needs a reason, which is published too.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use leptos::prelude::*;

use super::form::{Problems, filled};
use super::scan::{self, Found, Place, Ways, findings};
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

/// A part of a form with many texts that will be public: a table, a list.
pub trait Scanned {
    /// What looks like personal data in it.
    fn scan(&self) -> Vec<Found>;
    /// Puts masks on that.
    fn mask(&self);
}

/// What a form publishes: its texts, and its parts with many.
struct Public {
    texts: Vec<PublicText>,
    parts: Vec<Box<dyn Scanned>>,
}

impl Public {
    fn scan(&self) -> Vec<Found> {
        let look =
            |public: &PublicText| public.text.with_untracked(|text| scan::scan(&Place::Field(public.name), text));
        self.texts.iter().flat_map(look).chain(self.parts.iter().flat_map(|part| part.scan())).collect()
    }

    fn mask(&self) {
        self.parts.iter().for_each(|part| part.mask());
        for public in &self.texts {
            public.text.update(|text| *text = scan::masked(text));
        }
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
    publish_panel_with(texts, Vec::new(), label, problems, publish)
}

/// As [`publish_panel`], for a form with tables or lists.
pub fn publish_panel_with(
    texts: Vec<PublicText>,
    parts: Vec<Box<dyn Scanned>>,
    label: fn(Words) -> &'static str,
    problems: Problems,
    publish: impl Fn(Option<String>) + Clone + 'static,
) -> AnyView {
    let session = session();
    let public = StoredValue::new_local(Public { texts, parts });
    let found = RwSignal::new_local(Vec::<Found>::new());
    let reason = RwSignal::new(String::new());
    let publish = StoredValue::new_local(publish);
    let look = move || public.with_value(Public::scan);
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
        public.with_value(Public::mask);
        found.set(look());
    });
    let ways = Ways { mask_label: |words| words.scan_mask(), mask, reason, go_on };
    view! {
        {findings(found, problems, ways)}
        {move || button(label(session.words()).into(), ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(press))}
    }
    .into_any()
}
