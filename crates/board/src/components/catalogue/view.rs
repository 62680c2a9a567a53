use leptos::prelude::*;

use super::{CatalogueDetails, CatalogueGroup, CatalogueItem, CatalogueState};
use crate::{
    components::{
        check_mark::check_mark,
        definition_list::{Fact, definition_list, fact},
        disclosing_tag::item_tag,
        disclosure::disclosure_list,
        empty_state::{EmptyState, empty_state},
        notice::{Notice, NoticeKind, notice},
        revision_history::revision_history,
        said::{passage, said},
    },
    words::Words,
};

/// The rows under their matters.
pub fn catalogue_groups(words: &'static Words, groups: &[CatalogueGroup]) -> AnyView {
    let group = |group: &CatalogueGroup| {
        view! {
            <section class="section">
                <h2>{said(words, &group.matter)}</h2>
                {catalogue_list(words, &group.rows)}
            </section>
        }
    };
    groups.iter().map(group).collect_view().into_any()
}

/// Rows without their matters.
pub fn catalogue_list(words: &'static Words, rows: &[CatalogueItem]) -> AnyView {
    let rows = rows.iter().map(|one| row(words, one)).collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
}

fn row(words: &'static Words, row: &CatalogueItem) -> AnyView {
    view! {
        <li class="row">
            <h3><a href=row.href.clone()>{passage(words, &row.item)}</a></h3>
            {row.state.as_ref().map(|told| state(words, told))}
            {row.limit.as_deref().map(|limit| view! { <p class="row-facts">{said(words, limit)}</p> })}
            <p class="row-facts">{last(words, row)}</p>
        </li>
    }
    .into_any()
}

fn state(words: &'static Words, state: &CatalogueState) -> AnyView {
    let lines = state.lines.iter().map(|line| view! { <p class="row-facts">{line.clone()}</p> });
    view! { <p class="tags">{item_tag(words, state.status)}</p> {lines.collect_view()} }.into_any()
}

fn last(words: &'static Words, row: &CatalogueItem) -> AnyView {
    match &row.last {
        Some((link, day)) => view! {
            {words.disclosing.last}
            " "
            <a href=link.href.clone()>{said(words, &link.label)}</a>
            " "
            <time datetime=day.machine()>{(words.time.day)(*day)}</time>
        }
        .into_any(),
        None => words.disclosing.nothing_yet.into_any(),
    }
}

/// The page of a row: how it stands before what it says.
pub fn catalogue_details(words: &'static Words, details: &CatalogueDetails) -> AnyView {
    let withdrawn = details.withdrawn.as_ref().map(|(moment, reason)| {
        let title = format!("{} {}", words.disclosing.row_withdrawn, (words.time.moment)(*moment));
        notice(words, Notice { kind: NoticeKind::Warning, title, text: Some(reason.clone()) })
    });
    let disclosures = match details.disclosures.as_slice() {
        [] => empty_state(EmptyState::new(words.disclosing.nothing_yet)),
        rows => disclosure_list(words, rows),
    };
    let revisions = (!details.revisions.is_empty()).then(|| {
        let history = revision_history(words, &details.revisions);
        view! { <section class="section"><h2>{words.pledge.revisions}</h2>{history}</section> }
    });
    view! {
        <article class="details">
            <div class="page-head">
                <h1>{passage(words, &details.row.item)}</h1>
            </div>
            {check_mark(words, &details.check_href)}
            {withdrawn}
            {details.row.state.as_ref().map(|told| state(words, told))}
            {definition_list(facts(words, details))}
            <section class="section"><h2>{words.disclosing.disclosed}</h2>{disclosures}</section>
            {revisions}
        </article>
    }
    .into_any()
}

fn facts(words: &'static Words, details: &CatalogueDetails) -> Vec<Fact> {
    let elements = details.elements.iter().map(|(term, text)| fact(words, term, text));
    let published = details.published.map(|moment| Fact {
        term: words.pledge.published,
        value: view! { <time datetime=moment.machine()>{(words.time.moment)(moment)}</time> }.into_any(),
    });
    elements.chain(published).collect()
}
