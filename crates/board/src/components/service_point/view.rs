use leptos::prelude::*;

use super::{ServicePointDetails, ServicePointRow};
use crate::{
    components::{
        check_mark::check_mark,
        contact_card::contact_cards,
        definition_list::{Fact, definition_list, fact},
        hours_table::{OpeningHours, hours_table, open_now},
        notice::{Notice, NoticeKind, notice},
        page_shell::phone_link,
        revision_history::revision_history,
        said::{excerpt, paragraphs, passage, said},
        window_table::window_table,
    },
    link::Link,
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
            {written(words, row)}
            {stale(row)}
            {check_mark(words, &row.check_href)}
            {list_below(words, &row.below)}
        </li>
    }
    .into_any()
}

/// Hours in somebody's words, where no clock can tell.
fn written(words: &'static Words, row: &ServicePointRow) -> Option<AnyView> {
    row.hours_written.as_deref().map(|text| view! { <p>{said(words, text)}</p> }.into_any())
}

fn stale(row: &ServicePointRow) -> Option<AnyView> {
    row.stale.clone().map(|text| view! { <p class="stale"><b>{text}</b></p> }.into_any())
}

/// The points that belong to it.
fn list_below(words: &'static Words, rows: &[ServicePointRow]) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        let list = rows.iter().map(|one| row(words, one)).collect_view();
        let label = words.network.below;
        view! { <ul class="rows rows-below" role="list" aria-label=label>{list}</ul> }.into_any()
    })
}

/// Whether it is open, or when and why it was closed for good.
fn state(words: &'static Words, row: &ServicePointRow) -> AnyView {
    match &row.withdrawn {
        Some((moment, reason)) => {
            let why = paragraphs(words, &excerpt(reason));
            view! { <p><b>{closed(words, *moment)}</b></p>{why} }.into_any()
        }
        None => open_or_not(words, row),
    }
}

/// Whether it is open, and why that is not certain.
fn open_or_not(words: &'static Words, row: &ServicePointRow) -> AnyView {
    let doubt = row.open_doubt.clone().map(|doubt| view! { <p class="stale">{doubt}</p> });
    view! { {open_now(words, row.open, row.as_at)}{doubt} }.into_any()
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
    let facts: Vec<_> = facts.into_iter().flatten().chain(more_facts(words, point)).collect();
    let more = &point.more;
    let section = |title: &'static str, content: AnyView| {
        view! { <section class="section"><h2>{title}</h2>{content}</section> }.into_any()
    };
    let windows =
        (!more.windows.is_empty()).then(|| section(words.network.windows, window_table(words, &more.windows)));
    let contacts =
        (!more.contacts.is_empty()).then(|| section(words.network.contacts, contact_cards(words, &more.contacts)));
    let guides = (!more.guides.is_empty()).then(|| section(words.network.guides, links(words, &more.guides)));
    let below = list_below(words, &row.below).map(|list| section(words.network.below, list));
    let state = match &row.withdrawn {
        Some((moment, reason)) => notice(
            words,
            Notice { kind: NoticeKind::Warning, title: closed(words, *moment), text: Some(reason.clone()) },
        ),
        None => open_or_not(words, row),
    };
    let are_hours_told = row.hours_written.is_some() || point.hours != OpeningHours::default();
    let hours = are_hours_told
        .then(|| section(terms.hours, view! { {written(words, row)}{hours_table(words, &point.hours)} }.into_any()));
    let revisions = (!point.revisions.is_empty()).then(|| {
        let history = revision_history(words, &point.revisions);
        view! { <section class="section"><h2>{words.pledge.revisions}</h2>{history}</section> }
    });
    view! {
        <article class="details">
            <div class="page-head"><h1>{passage(words, &row.name)}</h1></div>
            {check_mark(words, &row.check_href)}
            {state}
            {stale(row)}
            {definition_list(facts)}
            {hours}
            {windows}
            {guides}
            {contacts}
            {below}
            {revisions}
        </article>
    }
    .into_any()
}

fn more_facts(words: &'static Words, point: &ServicePointDetails) -> Vec<Fact> {
    let (terms, more) = (&words.network, &point.more);
    let place = more.place.as_ref().map(|(latitude, longitude)| {
        let label = (terms.coordinates)(latitude, longitude);
        let value = view! { <a href=format!("geo:{latitude},{longitude}")>{label}</a> }.into_any();
        Fact { term: terms.place, value }
    });
    let above = more.above.as_ref().map(|link| {
        let value = view! { <a href=link.href.clone()>{said(words, &link.label)}</a> }.into_any();
        Fact { term: terms.above, value }
    });
    let functions =
        (!more.functions.is_empty()).then(|| fact(words, terms.functions, &more.functions.join(terms.between)));
    let access: Vec<_> = more.access.iter().map(|access| (terms.access_item)(*access)).collect();
    let access = (!access.is_empty() || more.access_note.is_some()).then(|| {
        let note = more.access_note.as_deref().map(|note| view! { <p>{said(words, note)}</p> });
        let value = view! { {access.join(terms.between)}{note} }.into_any();
        Fact { term: terms.access, value }
    });
    let checked = more.checked.as_deref().map(|checked| fact(words, terms.checked, checked));
    [place, above, functions, access, checked].into_iter().flatten().collect()
}

fn links(words: &'static Words, links: &[Link]) -> AnyView {
    let links = links.iter().map(|link| view! { <li><a href=link.href.clone()>{said(words, &link.label)}</a></li> });
    view! { <ul class="also" role="list">{links.collect_view()}</ul> }.into_any()
}
