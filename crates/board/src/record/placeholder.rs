//! What stands where words are not.

use jiannuo_domain::{board::WordsState, ledger::Saying, words::Words};

use super::Context;

/// The words through a reading of them, or what stands in their place.
pub(super) fn said<W: Words>(saying: &Saying<W>, context: &Context, read: impl FnOnce(&W) -> String) -> String {
    let words = &context.words.pledge;
    match saying {
        Saying::Words(words) => read(words),
        Saying::Erased => words.words_erased.to_owned(),
        Saying::Missing => words.words_missing.to_owned(),
        Saying::Newer => words.words_newer.to_owned(),
    }
}

/// A text for an option in which nothing means that it was erased.
pub(super) fn text(present: Option<&str>, state: WordsState, context: &Context) -> Option<String> {
    let words = &context.words.pledge;
    present.map(str::to_owned).or_else(|| match state {
        WordsState::Erased => None,
        WordsState::Present | WordsState::Missing => Some(words.words_missing.to_owned()),
        WordsState::NeedsNewerApp => Some(words.words_newer.to_owned()),
    })
}
