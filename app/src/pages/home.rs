//! The first page: the organisations on this device, and the ways to get one there.

use leptos::prelude::*;

use crate::parts::in_app::in_app_browser;
use crate::session::session;

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    let session = session();
    move || {
        let words = session.words();
        let memberships = session.memberships.get();
        let rows = memberships.iter().map(|membership| {
            let name = membership.member.and_then(|member| {
                session.shown(membership.org).and_then(|shown| shown.ledger.member_name(&member).map(str::to_owned))
            });
            view! {
                <li class="organisation">
                    <a href=format!("/app/o/{}", membership.slug)>{membership.name.clone()}</a>
                    <span class="hint">{name.map_or_else(|| words.reads_only().to_owned(), |name| words.speaks_as(&name))}</span>
                </li>
            }
        });
        let list = (!memberships.is_empty())
            .then(|| view! { <ul class="organisations" role="list">{rows.collect_view()}</ul> });
        view! {
            {in_app_browser(words, words.in_app_browser(), |name| words.in_app_browser_text(name))}
            <h1>{if memberships.is_empty() { words.welcome() } else { words.my_organisations() }}</h1>
            {memberships.is_empty().then(|| view! { <p class="lead">{words.welcome_text()}</p> })}
            {list}
            {(!memberships.is_empty()).then(|| view! { <p><a class="button button-second" href="/app/search">{words.search_all()}</a></p> })}
            <ul class="ways" role="list">
                <li><a class="button" href="/app/join">{words.join()}</a><p class="hint">{words.join_hint()}</p></li>
                <li><a class="button button-second" href="/app/found">{words.found()}</a><p class="hint">{words.found_hint()}</p></li>
                <li><a class="button button-second" href="/" rel="external">{words.to_boards()}</a><p class="hint">{words.to_boards_hint()}</p></li>
            </ul>
            <p><a href="/app/settings">{words.settings()}</a></p>
        }
    }
}
