//! What stands where words are not.

use jiannuo_domain::{
    board::WordsState,
    day::Day,
    id::EntryId,
    ledger::{Ledger, Pledge, Saying, Told},
    words::Words,
};

use super::{Context, context::shown, people::counted_ms};
use crate::{Language, components::said::Passage};

/// The words through a reading of them, or what stands in their place.
pub(super) fn said<W: Words>(
    ledger: &Ledger,
    told: &Told<W>,
    context: &Context,
    read: impl FnOnce(&W) -> String,
) -> String {
    match passage(ledger, told, context, read) {
        Passage::Written(text) | Passage::Erased(text) => text,
    }
}

/// As [`said`], for places that show erased words as such.
pub(super) fn passage<W: Words>(
    ledger: &Ledger,
    told: &Told<W>,
    context: &Context,
    read: impl FnOnce(&W) -> String,
) -> Passage {
    let words = &context.words.pledge;
    match &told.saying {
        Saying::Words(words) => Passage::Written(read(words)),
        Saying::Erased => Passage::Erased(erased(ledger, &told.stamp.entry, context)),
        Saying::Missing => words.words_missing.into(),
        Saying::Newer => words.words_newer.into(),
    }
}

/// What a pledge says now.
pub(super) fn pledge_text(ledger: &Ledger, pledge: Option<&Pledge>, state: WordsState, context: &Context) -> Passage {
    let last = pledge.and_then(|pledge| pledge.wordings.last());
    match (last, state) {
        // A record that needs a newer app shows the words that can be read, under a tag that says so.
        (Some(told), WordsState::NeedsNewerApp) if told.words().is_none() => context.words.pledge.words_newer.into(),
        (Some(told), _) => passage(ledger, told, context, |words| words.text.clone()),
        (None, _) => context.words.pledge.words_missing.into(),
    }
}

/// When, by which office and for what kind of reason the words of an entry were erased (spec rule E1).
fn erased(ledger: &Ledger, entry: &EntryId, context: &Context) -> String {
    let words = &context.words.pledge;
    match ledger.erasures.get(entry) {
        Some(erasure) => {
            let day = Day::in_shanghai(counted_ms(&erasure.stamp));
            let reason = (words.reason_code)(erasure.reason);
            (words.words_erased)(&(context.words.time.day)(shown(day)), &office(ledger, context), reason)
        }
        // The words are gone, and the entry that says why has not come yet.
        None => words.words_erased_unexplained.to_owned(),
    }
}

/// The office whose log this is, also when its own words were erased.
fn office(ledger: &Ledger, context: &Context) -> String {
    let Some(words) = ledger.organisation_words() else { return context.words.organisation.this_one.to_owned() };
    let english = words.name_english.as_ref().filter(|_| context.words.language == Language::English);
    english.unwrap_or(&words.name).clone()
}
