//! What a member has done, as this device holds it.

use jiannuo_board::pages::performance_page;
use jiannuo_board::record::{BoardFilter, Context, performance_page as performance_of};
use jiannuo_domain::id::MemberId;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::parts::organisation::with_organisation;

/// The page.
#[component]
pub fn Performance() -> impl IntoView {
    with_organisation(|here| {
        let (parameters, query) = (use_params_map(), use_query_map());
        (move || {
            let id: Option<MemberId> = parameters.read().get("id").and_then(|id| id.parse().ok());
            let page =
                query.read().get("page").and_then(|page| page.parse().ok()).unwrap_or(BoardFilter::default().page);
            let found = id.zip(here.shown());
            let Some((id, shown)) = found else { return super::unable::NoSuchPage().into_any() };
            let Some(member) = shown.ledger.members.get(&id) else { return super::unable::NoSuchPage().into_any() };
            let words = here.session.words();
            let context = Context::on_device(words.board(), &shown.now);
            let log = performance_of(&shown.ledger, member, &here.addresses(), &context, page);
            let public = format!("/o/{}/members/{id}", here.membership.slug);
            view! {
                {performance_page(words.board(), &log)}
                <p class="hint"><a href=public rel="external">{words.public_page()}</a></p>
            }
            .into_any()
        })
        .into_any()
    })
}
