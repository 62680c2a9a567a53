use leptos::prelude::*;

use super::{DisclosureDetails, DisclosureRow, DisclosureState};
use crate::{
    components::{
        check_mark::check_mark,
        data_table::data_table,
        definition_list::{Fact, definition_list, fact},
        notice::{Notice, NoticeKind, notice},
        page_shell::phone_link,
        revision_history::revision_history,
        said::{Passage, excerpt, paragraphs, passage, said},
    },
    words::Words,
};

/// The list.
pub fn disclosure_list(words: &'static Words, rows: &[DisclosureRow]) -> AnyView {
    let rows = rows.iter().map(|one| row(words, one)).collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
}

fn row(words: &'static Words, row: &DisclosureRow) -> AnyView {
    let office = row.office.as_deref().map(|office| view! { " " <span>{said(words, office)}</span> });
    let state = state_word(words, &row.state).map(|word| view! { " " <b>{word}</b> });
    let why = match &row.state {
        DisclosureState::Withdrawn(_, reason) => Some(paragraphs(words, &excerpt(reason))),
        DisclosureState::Published | DisclosureState::Revised(..) => None,
    };
    view! {
        <li class="row">
            <h3><a href=row.href.clone()>{passage(words, &row.title.excerpt())}</a></h3>
            <p class="row-facts">
                <time datetime=row.date.machine()>{(words.time.day)(row.date)}</time>
                " "
                <span>{said(words, &row.kind)}</span>
                {office}
                {state}
            </p>
            {why}
            {check_mark(words, &row.check_href)}
        </li>
    }
    .into_any()
}

fn state_word(words: &'static Words, state: &DisclosureState) -> Option<&'static str> {
    match state {
        DisclosureState::Published => None,
        DisclosureState::Revised(..) => Some(words.disclosure.revised),
        DisclosureState::Withdrawn(..) => Some(words.disclosure.withdrawn),
    }
}

/// The page. What became of it comes before its words, so that nobody reads a withdrawn text as one in force.
pub fn disclosure_details(words: &'static Words, disclosure: &DisclosureDetails) -> AnyView {
    let row = &disclosure.row;
    let body = match &disclosure.body {
        Passage::Written(body) => view! { <div class="prose">{paragraphs(words, body)}</div> }.into_any(),
        // The heading has said it.
        Passage::Erased(_) => ().into_any(),
    };
    let revisions = (!disclosure.revisions.is_empty()).then(|| {
        let history = revision_history(words, &disclosure.revisions);
        view! { <section class="section"><h2>{words.pledge.revisions}</h2>{history}</section> }
    });
    view! {
        <article class="details">
            <div class="page-head">
                <h1>{passage(words, &row.title)}</h1>
            </div>
            {check_mark(words, &row.check_href)}
            {became(words, &row.state)}
            {body}
            {disclosure.table.as_ref().map(|table| data_table(words, table))}
            {definition_list(facts(words, disclosure))}
            {revisions}
        </article>
    }
    .into_any()
}

fn became(words: &'static Words, state: &DisclosureState) -> AnyView {
    let (moment, reason, word) = match state {
        DisclosureState::Published => return ().into_any(),
        DisclosureState::Revised(moment, reason) => (moment, reason, words.disclosure.revised),
        DisclosureState::Withdrawn(moment, reason) => (moment, reason, words.disclosure.withdrawn),
    };
    let panel = Notice {
        kind: NoticeKind::Warning,
        title: format!("{word} {}", (words.time.moment)(*moment)),
        text: Some(reason.clone()),
    };
    notice(words, panel)
}

fn facts(words: &'static Words, disclosure: &DisclosureDetails) -> Vec<Fact> {
    let row = &disclosure.row;
    let office = row.office.as_deref().map(|office| fact(words, words.disclosure.office, office));
    let published = disclosure.published.map(|moment| Fact {
        term: words.pledge.published,
        value: view! { <time datetime=moment.machine()>{(words.time.moment)(moment)}</time> }.into_any(),
    });
    let notice = disclosure.notice.as_ref();
    let period =
        notice.map(|notice| fact(words, words.disclosure.notice_period, &(words.time.span)(notice.from, notice.to)));
    let phone = notice
        .and_then(|notice| notice.phone.as_deref())
        .map(|phone| Fact { term: words.disclosure.objection_phone, value: phone_link(words, phone) });
    let date = Fact {
        term: words.disclosure.date,
        value: view! { <time datetime=row.date.machine()>{(words.time.day)(row.date)}</time> }.into_any(),
    };
    let kind = fact(words, words.disclosure.kind, &row.kind);
    [Some(kind), office, Some(date), period, phone, published].into_iter().flatten().collect()
}
