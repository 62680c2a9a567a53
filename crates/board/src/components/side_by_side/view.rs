use leptos::prelude::*;

use super::{Said, SideBySide};
use crate::{
    components::{
        byline::byline,
        revision_history::{Change, Difference, difference, revision_history},
        said::{paragraphs, said},
    },
    words::Words,
};

/// The author's words and the newer ones: beside each other where there is room, the author's first where there is not.
pub fn side_by_side(words: &'static Words, both: &SideBySide) -> AnyView {
    let names = &words.conflict;
    let is_wording = both.is_same || !both.differing.is_empty();
    let mine = if is_wording && !both.is_same {
        both.differing.iter().map(|change| own(words, change)).collect_view().into_any()
    } else {
        both.mine.iter().map(|(field, text)| whole(words, field, text)).collect_view().into_any()
    };
    let theirs = both.differing.iter().map(|change| others(words, change)).collect_view();
    let newer = both.newer.iter().map(|revision| {
        let when = revision.received;
        view! {
            <div class="version-by">
                {byline(words, &revision.by)}
                <time datetime=when.machine()>{(words.time.moment)(when)}</time>
            </div>
            <p><b>{words.pledge.reason}</b>" "{said(words, &revision.reason)}</p>
        }
    });
    // What is no wording stands beside what changed, marked as in the history of a record.
    let history = (!is_wording && !both.newer.is_empty()).then(|| revision_history(words, &both.newer));
    let newer = history.is_none().then(|| newer.collect_view());
    let rest = (is_wording && !both.is_same).then(|| view! { <p class="hint">{names.rest_is_same}</p> });
    let same = both.is_same.then(|| view! { <p>{names.is_same}</p> });
    view! {
        <div class="versions">
            <section class="version">
                <h3>{names.mine}</h3>
                {mine}
            </section>
            <section class="version">
                <h3>{names.theirs}</h3>
                {newer}
                {theirs}
                {history}
                {both.said.iter().map(|one| meanwhile(words, one)).collect_view()}
                {same}
            </section>
        </div>
        {rest}
    }
    .into_any()
}

fn own(words: &'static Words, change: &Change) -> AnyView {
    let Difference { same_before, added, same_after, .. } = difference(&change.before, &change.after);
    marked(words, change.field, [same_before, added, same_after])
}

fn others(words: &'static Words, change: &Change) -> AnyView {
    let Difference { same_before, removed, same_after, .. } = difference(&change.before, &change.after);
    marked(words, change.field, [same_before, removed, same_after])
}

fn marked(words: &'static Words, field: &'static str, [before, differs, after]: [&str; 3]) -> AnyView {
    let nothing = [before, differs, after].iter().all(|part| part.is_empty());
    let differs = (!differs.is_empty()).then(|| {
        view! { <mark class="differs"><span class="hidden-text">{words.conflict.differs}</span>{said(words, differs)}</mark> }
    });
    view! {
        <p>
            <span class="event-label">{field}" "</span>
            {nothing.then_some(words.conflict.nothing)}
            {said(words, before)}{differs}{said(words, after)}
        </p>
    }
    .into_any()
}

fn whole(words: &'static Words, field: &'static str, text: &str) -> AnyView {
    view! { <div><p class="event-label">{field}</p>{paragraphs(words, text)}</div> }.into_any()
}

fn meanwhile(words: &'static Words, one: &Said) -> AnyView {
    let when = one.received;
    view! {
        <div class="version-by">
            {byline(words, &one.by)}
            <time datetime=when.machine()>{(words.time.moment)(when)}</time>
        </div>
        {paragraphs(words, &one.text)}
    }
    .into_any()
}
