//! The yearly cycle from inside: pledging, the look at half-way, accounts, and what can be carried over.

pub mod account;
pub mod form;

use jiannuo_board::components::empty_state::{EmptyState, empty_state};
use jiannuo_board::pages::year_page as year_view;
use jiannuo_board::record::{Context, cycle_title, year_page};
use jiannuo_domain::acceptance::State;
use jiannuo_domain::cycle::{Stage, present_cycle};
use jiannuo_domain::id::{MemberId, RecordId};
use jiannuo_domain::ledger::{Ledger, Pledge};
use jiannuo_domain::relations::Relations;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::pages::notice::is_secretary;
use crate::pages::unable::NoSuchPage;
use crate::parts::organisation::{Here, with_organisation};
use crate::session::Shown;
use crate::words::Words;

/// All years.
#[component]
pub fn Cycles() -> impl IntoView {
    with_organisation(|here| {
        (move || {
            let Some(shown) = here.shown() else { return ().into_any() };
            let words = here.session.words();
            let context = Context::on_device(words.board(), &shown.now);
            let mut all: Vec<_> = shown.ledger.cycles.values().collect();
            all.sort_by_key(|cycle| (std::cmp::Reverse(cycle.words().map(|words| words.year)), cycle.id));
            let rows = all.iter().map(|cycle| {
                let stage = cycle.words().map(|cycle| Stage::on(cycle, shown.now.today));
                let stage = stage.map(|stage| (words.board().pledging.stage)(stage));
                let href = here.path(&format!("/cycles/{}", cycle.id));
                view! { <li><a class="button button-second" href=href>{cycle_title(cycle, &context)}</a><p class="hint">{stage}</p></li> }
            });
            let list = if all.is_empty() {
                empty_state(EmptyState::new(words.no_cycles()))
            } else {
                view! { <ul class="ways" role="list">{rows.collect_view()}</ul> }.into_any()
            };
            let new = is_secretary(&here, &shown.ledger)
                .then(|| view! { <p><a class="button" href=here.path("/cycles/new")>{words.open_cycle()}</a></p> });
            view! { <h1>{words.cycles()}</h1> <p class="lead">{words.cycles_hint()}</p> {list} {new} }.into_any()
        })
        .into_any()
    })
}

/// One year.
#[component]
pub fn CyclePage() -> impl IntoView {
    with_organisation(|here| {
        let parameters = use_params_map();
        (move || {
            let id: Option<RecordId> = parameters.read().get("id").and_then(|id| id.parse().ok());
            let Some((id, shown)) = id.zip(here.shown()) else { return NoSuchPage().into_any() };
            let words = here.session.words();
            let context = Context::on_device(words.board(), &shown.now);
            let addresses = here.addresses();
            let Some(page) = year_page(&shown.ledger, &id, &addresses, &context) else {
                return NoSuchPage().into_any();
            };
            let public = format!("/o/{}/cycles/{id}", here.membership.slug);
            view! {
                {year_view(words.board(), &page)}
                {ways(&here, &shown, id, words)}
                {unfinished(&here, &shown, id, words)}
                <p class="hint"><a href=public rel="external">{words.public_page()}</a></p>
            }
            .into_any()
        })
        .into_any()
    })
}

fn ways(here: &Here, shown: &Shown, cycle: RecordId, words: Words) -> Option<AnyView> {
    here.speaker?;
    let is_open = present_cycle(&shown.ledger, shown.now.today).is_some();
    let way = |end: String, label: &'static str, class: &'static str| {
        view! { <li><a class=class href=here.path(&end)>{label}</a></li> }
    };
    let secretary = is_secretary(here, &shown.ledger).then(|| {
        view! {
            {way(format!("/cycles/{cycle}/revise"), words.revise_cycle(), "button button-second")}
            {way(format!("/cycles/{cycle}/erase"), words.erase(), "button button-second")}
        }
    });
    Some(
        view! {
            <section class="section">
                <h2>{words.what_you_can_do()}</h2>
                <ul class="ways" role="list">
                    {is_open.then(|| way(format!("/pledges/new?cycle={cycle}"), words.pledge_for_year(), "button"))}
                    {way(format!("/cycles/{cycle}/account"), words.give_account(), "button button-second")}
                    {secretary}
                </ul>
            </section>
        }
        .into_any(),
    )
}

/// The member's pledges of other years that were left unfinished; a year that is over takes nothing in any more.
fn unfinished(here: &Here, shown: &Shown, cycle: RecordId, words: Words) -> Option<AnyView> {
    let speaker = here.speaker?;
    let closes = shown.ledger.cycles.get(&cycle)?.words()?.close_on;
    let relations = Relations::of(&shown.ledger);
    let left = left_over(&shown.ledger, speaker.member, cycle);
    if closes < shown.now.today || left.is_empty() {
        return None;
    }
    let rows = left.into_iter().map(|pledge| {
        let text = pledge.words().map(|words| words.text.clone());
        let href = here.path(&format!("/pledges/{}", pledge.id));
        let carry = match relations.carried_into(&pledge.id) {
            [] => {
                let href = here.path(&format!("/pledges/new?carry={}&cycle={cycle}", pledge.id));
                view! { <a class="button button-second" href=href>{words.carry_on()}</a> }.into_any()
            }
            _ => words.carried_already().into_any(),
        };
        view! { <li><p><a href=href>{text}</a></p> {carry}</li> }
    });
    Some(
        view! {
            <section class="section">
                <h2>{words.unfinished_before()}</h2>
                <ul class="ways" role="list">{rows.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// A member's pledges of other years that are neither kept nor withdrawn.
fn left_over(ledger: &Ledger, member: MemberId, cycle: RecordId) -> Vec<&Pledge> {
    let is_left = |pledge: &&Pledge| {
        let year = pledge.words().and_then(|words| words.cycle);
        pledge.owner == member
            && year.is_some_and(|year| year != cycle)
            && matches!(pledge.state, State::Open | State::Disputed | State::NotFulfilled)
    };
    ledger.pledges.values().filter(is_left).collect()
}
