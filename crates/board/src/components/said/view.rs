use leptos::prelude::*;

use super::Passage;
use crate::words::{Words, language_of_content};

/// Characters of a text that a list shows before it sends the reader to the text's own page.
/// The longest of 150 published pledges has 70; three times that leaves room.
pub const EXCERPT_CHARACTERS: usize = 210;

/// One run of somebody's words.
pub fn said(words: &'static Words, text: &str) -> AnyView {
    let language = language_of_content(words, text);
    view! { <bdi class="said" lang=language>{text.to_owned()}</bdi> }.into_any()
}

/// Longer words, a paragraph for each line that has any.
pub fn paragraphs(words: &'static Words, text: &str) -> AnyView {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| view! { <p>{said(words, line)}</p> }).collect_view().into_any()
}

/// Words in one run, or in their place what is to be read of their erasure.
pub fn passage(words: &'static Words, passage: &Passage) -> AnyView {
    match passage {
        Passage::Written(text) => said(words, text),
        Passage::Erased(note) => view! { <span class="erased">{said(words, note)}</span> }.into_any(),
    }
}

/// The beginning of a text for a list, ending in `…` where something is left out.
pub fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
