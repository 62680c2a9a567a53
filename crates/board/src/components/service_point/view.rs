use leptos::prelude::*;

use super::{ServicePointDetails, ServicePointRow};
use crate::{
    components::{
        check_mark::check_mark,
        definition_list::{Fact, definition_list, fact},
        hours_table::{hours_table, open_now},
        notice::{Notice, NoticeKind, notice},
        page_shell::phone_link,
        revision_history::revision_history,
        said::{excerpt, paragraphs, passage, said},
    },
    time::Moment,
    words::Words,
};

/// The list; the phone is in it, since calling is what most come for.
pub fn service_point_list(words: &'static Words, rows: &[ServicePointRow]) -> AnyView {
    let rows = rows.iter().map(|one| row(words, one)).collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
}

fn row(words: &'static Words, row: &ServicePointRow) -> AnyView {
    view! {
        <li class="row">
            <h3><a href=row.href.clone()>{passage(words, &row.name)}</a></h3>
            {state(words, row)}
            {row.address.as_deref().map(|address| view! { <p>{said(words, address)}</p> })}
            {row.phone.as_deref().map(|phone| view! { <p>{phone_link(words, phone)}</p> })}
            {check_mark(words, &row.check_href)}
        </li>
    }
    .into_any()
}

/// Whether it is open, or when and why it was closed for good.
fn state(words: &'static Words, row: &ServicePointRow) -> AnyView {
    match &row.withdrawn {
        Some((moment, reason)) => {
            let why = paragraphs(words, &excerpt(reason));
            view! { <p><b>{closed(words, *moment)}</b></p>{why} }.into_any()
        }
        None => open_now(words, row.open, row.as_at),
    }
}

fn closed(words: &'static Words, moment: Moment) -> String {
    format!("{} {}", words.service_point.withdrawn, (words.time.moment)(moment))
}

/// The page.
pub fn service_point_details(words: &'static Words, point: &ServicePointDetails) -> AnyView {
    let row = &point.row;
    let terms = &words.service_point;
    let phone = row.phone.as_deref().map(|phone| Fact { term: terms.phone, value: phone_link(words, phone) });
    let facts = [
        phone,
        row.address.as_deref().map(|address| fact(words, terms.address, address)),
        row.level.as_deref().map(|level| fact(words, terms.level, level)),
        point.services.as_deref().map(|services| fact(words, terms.services, services)),
    ];
    let state = match &row.withdrawn {
        Some((moment, reason)) => notice(
            words,
            Notice { kind: NoticeKind::Warning, title: closed(words, *moment), text: Some(reason.clone()) },
        ),
        None => open_now(words, row.open, row.as_at),
    };
    let revisions = (!point.revisions.is_empty()).then(|| {
        let history = revision_history(words, &point.revisions);
        view! { <section class="section"><h2>{words.pledge.revisions}</h2>{history}</section> }
    });
    view! {
        <article class="details">
            <div class="page-head"><h1>{passage(words, &row.name)}</h1></div>
            {check_mark(words, &row.check_href)}
            {state}
            {definition_list(facts.into_iter().flatten().collect())}
            <section class="section"><h2>{terms.hours}</h2>{hours_table(words, &point.hours)}</section>
            {revisions}
        </article>
    }
    .into_any()
}
