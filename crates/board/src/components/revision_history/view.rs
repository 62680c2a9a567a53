use leptos::prelude::*;

use super::{Change, Revision};
use crate::{
    components::{byline::byline, said::said},
    words::Words,
};

/// The changes in the order in which they are given, or that there were none.
pub fn revision_history(words: &'static Words, revisions: &[Revision]) -> AnyView {
    if revisions.is_empty() {
        return view! { <p>{words.pledge.never_revised}</p> }.into_any();
    }
    view! { <ol class="revisions" role="list">{revisions.iter().map(|one| revision(words, one)).collect_view()}</ol> }
        .into_any()
}

fn revision(words: &'static Words, revision: &Revision) -> AnyView {
    let when = revision.received;
    let changes = revision.changes.iter().map(|one| change(words, one)).collect_view();
    let unseen = revision.unseen.iter();
    let unseen = unseen.map(|note| view! { <p class="erased">{said(words, note)}</p> }).collect_view();
    view! {
        <li class="revision">
            <h3>{(words.pledge.revision)(revision.number)}</h3>
            <p class="event-times"><time datetime=when.machine()>{(words.time.moment)(when)}</time></p>
            {changes}
            {unseen}
            <p><b>{words.pledge.reason}</b>" "{said(words, &revision.reason)}</p>
            {byline(words, &revision.by)}
        </li>
    }
    .into_any()
}

fn change(words: &'static Words, change: &Change) -> AnyView {
    let Difference { same_before, removed, added, same_after } = difference(&change.before, &change.after);
    let removed = (!removed.is_empty())
        .then(|| view! { <del><span class="hidden-text">{words.pledge.removed}</span>{said(words, removed)}</del> });
    let added = (!added.is_empty())
        .then(|| view! { <ins><span class="hidden-text">{words.pledge.added}</span>{said(words, added)}</ins> });
    view! {
        <p>
            <span class="event-label">{change.field}" "</span>
            {said(words, same_before)}{removed}{added}{said(words, same_after)}
        </p>
    }
    .into_any()
}

/// Where two texts part and meet again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference<'a> {
    /// What both begin with.
    pub same_before: &'a str,
    /// What only the earlier has.
    pub removed: &'a str,
    /// What only the later has.
    pub added: &'a str,
    /// What both end with.
    pub same_after: &'a str,
}

/// Characters of a text that is compared as a whole: a date or a quantity reads best as old and new side by side.
const WHOLE_CHARACTERS_MAX: usize = 16;

/// Finds the longest common beginning and then the longest common end, without cutting a number or a word of Latin
/// letters in two. A pledge has some twenty characters; a finer comparison would cut it into crumbs.
pub fn difference<'a>(before: &'a str, after: &'a str) -> Difference<'a> {
    let is_short = |text: &str| text.chars().nth(WHOLE_CHARACTERS_MAX).is_none();
    if before != after && is_short(before) && is_short(after) {
        return Difference { same_before: "", removed: before, added: after, same_after: "" };
    }
    let same_before = common_beginning(before, after);
    let (before_rest, after_rest) = (rest(before, same_before), rest(after, same_before));
    let same_after = common_end(before_rest, after_rest);
    let removed = before_rest.strip_suffix(same_after).unwrap_or(before_rest);
    let added = after_rest.strip_suffix(same_after).unwrap_or(after_rest);
    Difference { same_before, removed, added, same_after }
}

fn rest<'a>(text: &'a str, beginning: &str) -> &'a str {
    text.strip_prefix(beginning).unwrap_or(text)
}

/// Letters that belong together: where a text is cut, one of them must not be on either side.
fn is_joined(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '.'
}

fn common_beginning<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.chars().zip(other.chars()).take_while(|(left, right)| left == right);
    let length = same.map(|(letter, _)| letter.len_utf8()).sum();
    let beginning = one.get(..length).unwrap_or_default();
    if beginning.len() == one.len() && one.len() == other.len() {
        return beginning;
    }
    beginning.trim_end_matches(is_joined)
}

fn common_end<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.chars().rev().zip(other.chars().rev()).take_while(|(left, right)| left == right);
    let length: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    one.get(one.len().saturating_sub(length)..).unwrap_or_default().trim_start_matches(is_joined)
}
