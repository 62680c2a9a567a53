//! One record that was found, with the words that were sought marked in it.

use std::ops::Range;

use jiannuo_board::record::{Addresses, found_address, found_title};
use jiannuo_domain::kind::RecordKind;
use jiannuo_domain::readable_text::for_display;
use jiannuo_finding::{Query, Readings, Record};
use jiannuo_store::Membership;
use leptos::prelude::*;

use super::state_label;
use crate::words::Words;

/// Characters of a text that are shown before the first mark, and in all.
const BEFORE_CHARACTERS: usize = 12;
/// Two lines of a phone.
const SNIPPET_CHARACTERS: usize = 60;
/// The longest of 150 published pledges has 70 characters.
const TITLE_CHARACTERS: usize = 120;

/// A text in runs, some of them marked.
type Runs = Vec<(String, bool)>;

/// One record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    record: Record,
    title: Runs,
    snippet: Runs,
}

impl Hit {
    /// Marks what was sought in a record.
    pub fn new(words: Words, record: &Record, query: &Query, readings: Option<&Readings>) -> Self {
        let called = found_title(words.board(), record);
        let title = for_display(&called);
        let marks = query.marks(&title, readings);
        // What is only in the other texts is shown with what stands around it.
        let elsewhere = || {
            record.texts.iter().find_map(|text| {
                let text = for_display(text);
                let marks = query.marks(&text, readings);
                (!marks.is_empty()).then(|| around(&text, &marks))
            })
        };
        let needs_more = marks.len() < query.words().len();
        let snippet = if needs_more { elsewhere().unwrap_or_default() } else { Runs::new() };
        Self { record: record.clone(), title: runs(&title, &marks, 0, TITLE_CHARACTERS), snippet }
    }

    /// The row.
    pub fn view(self, words: Words, memberships: &[Membership], names_organisation: bool) -> AnyView {
        let record = self.record;
        let membership = memberships.iter().find(|one| one.org == record.org);
        let kind = kind_label(words, record.kind);
        let organisation = membership.filter(|_| names_organisation).map(|one| one.name.clone());
        let owner = record.owner.as_deref().map(|name| words.search_owner(name));
        let due = record.due.map(|day| words.search_due_on(&day.to_string()));
        let state = state_label(words, record.state.code());
        let about = [Some(kind.to_owned()), Some(state), organisation, owner, due];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let title =
            if record.title.is_empty() { words.search_untitled().into_any() } else { marked(words, self.title) };
        let title = match membership.and_then(|one| address(&one.slug, &record)) {
            Some(href) => view! { <a href=href>{title}</a> }.into_any(),
            None => title,
        };
        let snippet =
            (!self.snippet.is_empty()).then(|| view! { <p class="found-text">{marked(words, self.snippet)}</p> });
        view! { <li><h2>{title}</h2>{snippet}<p class="hint">{about}</p></li> }.into_any()
    }
}

/// Where a record has its page.
fn address(slug: &str, record: &Record) -> Option<String> {
    let addresses = Addresses::app(slug);
    match record.kind {
        RecordKind::Member => Some(format!("/app/o/{slug}/members")),
        _ => found_address(record, &addresses),
    }
}

/// What a kind is called.
pub fn kind_label(words: Words, kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Member => words.search_member(),
        _ => jiannuo_board::record::kind_label(words.board(), kind).unwrap_or_default(),
    }
}

fn marked(words: Words, runs: Runs) -> AnyView {
    let runs = runs.into_iter().map(
        |(text, is_marked)| {
            if is_marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
        },
    );
    let language = (words.0 == jiannuo_board::Language::English).then_some("zh-Hans");
    view! { <bdi class="said" lang=language>{runs.collect_view()}</bdi> }.into_any()
}

/// The part of a text around its first mark.
fn around(text: &str, marks: &[Range<usize>]) -> Runs {
    let first = marks.first().map_or(0, |mark| mark.start);
    let from = first.saturating_sub(BEFORE_CHARACTERS);
    let mut runs = runs(text, marks, from, SNIPPET_CHARACTERS);
    if from > 0 {
        runs.insert(0, ("…".to_owned(), false));
    }
    runs
}

/// So many characters of a text from a place on, cut where marks begin and end.
fn runs(text: &str, marks: &[Range<usize>], from: usize, length: usize) -> Runs {
    let mut runs = Runs::new();
    for (place, letter) in text.chars().enumerate().skip(from).take(length) {
        let is_marked = marks.iter().any(|mark| mark.contains(&place));
        match runs.last_mut() {
            Some((run, same)) if *same == is_marked => run.push(letter),
            _ => runs.push((letter.to_string(), is_marked)),
        }
    }
    if text.chars().nth(from + length).is_some() {
        runs.push(("…".to_owned(), false));
    }
    runs
}
