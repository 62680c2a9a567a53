use leptos::prelude::*;

use super::{DisclosureDetails, DisclosureRow, DisclosureState};
use crate::{
    components::{
        data_table::data_table,
        definition_list::{Fact, definition_list, fact},
        notice::{Notice, NoticeKind, notice},
        page_shell::phone_link,
        said::{excerpt, paragraphs, said},
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
    view! {
        <li class="row">
            <h3><a href=row.href.clone()>{title(words, row.title.as_deref().map(excerpt).as_deref())}</a></h3>
            <p class="row-facts">
                <time datetime=row.date.machine()>{(words.time.day)(row.date)}</time>
                " "
                <span>{said(words, &row.kind)}</span>
                {office}
                {state}
            </p>
        </li>
    }
    .into_any()
}

fn title(words: &'static Words, title: Option<&str>) -> AnyView {
    match title {
        Some(title) => said(words, title),
        None => view! { <span class="erased">{words.pledge.words_erased}</span> }.into_any(),
    }
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
    let body = match disclosure.body.as_deref() {
        Some(body) => paragraphs(words, body),
        None => view! { <p class="erased">{words.pledge.words_erased}</p> }.into_any(),
    };
    view! {
        <article class="details">
            <div class="page-head">
                <h1>{title(words, row.title.as_deref())}</h1>
            </div>
            {became(words, &row.state)}
            <div class="prose">{body}</div>
            {disclosure.table.as_ref().map(|table| data_table(words, table))}
            {definition_list(facts(words, disclosure))}
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
