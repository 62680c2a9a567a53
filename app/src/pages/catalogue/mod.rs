//! The catalogue of what must be disclosed, as this device holds it, and what a secretary can do with it.

mod form;
mod starter;

use jiannuo_board::components::catalogue::catalogue_details as details_view;
use jiannuo_board::pages::catalogue_page as catalogue_view;
use jiannuo_board::record::{Addresses, Context, catalogue_details, catalogue_page};
use jiannuo_domain::acceptance::next;
use jiannuo_domain::board::Board;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

pub use form::{NewItem, ReviseItem};
pub use starter::Starter;

use super::notice::is_secretary;
use crate::parts::organisation::with_organisation;

/// All rows.
#[component]
pub fn Catalogue() -> impl IntoView {
    with_organisation(|here| {
        (move || {
            let Some(shown) = here.shown() else { return ().into_any() };
            let words = here.session.words();
            let context = Context::on_device(words.board(), &shown.now);
            let board = Board::of(&shown.ledger, shown.root, shown.now.today);
            let page = catalogue_page(&shown.ledger, &board, &Addresses::app(&here.membership.slug), &context);
            let way = |end: &str, label: &'static str, hint: &'static str| {
                let href = here.path(&format!("/catalogue/{end}"));
                view! { <li><a class="button button-second" href=href>{label}</a><p class="hint">{hint}</p></li> }
            };
            let ways = is_secretary(&here, &shown.ledger).then(|| {
                view! {
                    <ul class="ways" role="list">
                        {way("new", words.new_item(), words.item_form_text())}
                        {way("starter", words.starter(), words.starter_hint())}
                    </ul>
                }
            });
            let public = format!("/o/{}/catalogue/", here.membership.slug);
            view! {
                {catalogue_view(words.board(), &page)}
                {ways}
                <p class="hint"><a href=public rel="external">{words.public_page()}</a></p>
            }
            .into_any()
        })
        .into_any()
    })
}

/// One row.
#[component]
pub fn Item() -> impl IntoView {
    with_organisation(|here| {
        let parameters = use_params_map();
        (move || {
            let id: Option<RecordId> = parameters.read().get("id").and_then(|id| id.parse().ok());
            let found = id.zip(here.shown());
            let Some((notice, shown)) =
                found.and_then(|(id, shown)| Some((shown.ledger.catalogue.get(&id)?.clone(), shown)))
            else {
                return super::unable::NoSuchPage().into_any();
            };
            let words = here.session.words();
            let context = Context::on_device(words.board(), &shown.now);
            let addresses = Addresses::app(&here.membership.slug);
            let details = catalogue_details(&shown.ledger, &notice, &addresses, &context);
            let id = notice.id;
            let may = |kind: &Kind| next(notice.state, kind).is_some();
            let links = [
                (may(&Kind::CatalogueRevised), format!("/disclosures/new?item={id}"), words.disclose_now(), "button"),
                (
                    may(&Kind::CatalogueRevised),
                    format!("/catalogue/{id}/revise"),
                    words.correct(),
                    "button button-second",
                ),
                (
                    may(&Kind::CatalogueWithdrawn),
                    format!("/catalogue/{id}/withdraw"),
                    words.withdraw_item(),
                    "button button-second",
                ),
                (true, format!("/catalogue/{id}/erase"), words.erase(), "button button-second"),
            ];
            let links = links.into_iter().filter(|(may, ..)| *may).map(|(_, end, label, class)| {
                view! { <li><a class=class href=here.path(&end)>{label}</a></li> }
            });
            let ways = is_secretary(&here, &shown.ledger).then(|| {
                view! {
                    <section class="section">
                        <h2>{words.what_you_can_do()}</h2>
                        <ul class="ways" role="list">{links.collect_view()}</ul>
                    </section>
                }
            });
            let public = format!("/o/{}/catalogue/{id}", here.membership.slug);
            view! {
                {details_view(words.board(), &details)}
                {ways}
                <p class="hint"><a href=public rel="external">{words.public_page()}</a></p>
            }
            .into_any()
        })
        .into_any()
    })
}
