//! An organisation's board as this device holds it, with what waits to be published on top.

use jiannuo_board::pages::board_page;
use jiannuo_board::record::{BoardFilter, Context, board_page as board_of};
use jiannuo_domain::board::Board;
use jiannuo_domain::standing::Status;
use jiannuo_domain::words::PledgeKind;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::parts::evidence::undecided;
use crate::parts::organisation::with_organisation;
use crate::parts::stale_points;
use crate::parts::succession::succession_here;

/// The page.
#[component]
pub fn OrganisationBoard() -> impl IntoView {
    with_organisation(|here| {
        let query = use_query_map();
        let lost = succession_here(&here);
        view! {
            {lost}
            {move || {
                let Some(shown) = here.shown() else { return ().into_any() };
                let words = here.session.words();
                let filter = query.with(|query| BoardFilter {
                    status: query.get("status").and_then(|code| Status::from_code(&code)),
                    page: query.get("page").and_then(|page| page.parse().ok()).unwrap_or_default(),
                    member: query.get("member").and_then(|member| member.parse().ok()),
                    kind: query.get("kind").and_then(|code| PledgeKind::from_code(&code)),
                    field: query.get("field"),
                    ..BoardFilter::default()
                });
                let board = Board::of(&shown.ledger, shown.root, shown.now.today);
                let addresses = here.addresses();
                let mut page = board_of(&shown.ledger, &board, &addresses, &Context::on_device(words.board(), &shown.now), &filter, Vec::new());
                // The app has a page for it, over everything that is on the device.
                page.search = None;
                let public = format!("/o/{}/", here.membership.slug);
                view! {
                    {undecided(&here)}
                    {stale_points::reminder(&here)}
                    <p><a class="button button-second" href=here.path("/search")>{words.search()}</a></p>
                    {board_page(words.board(), &page)}
                    <p class="hint"><a href=public rel="external">{words.public_board()}</a></p>
                }
                .into_any()
            }}
        }
        .into_any()
    })
}
