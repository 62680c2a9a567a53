//! One pledge: its record, and what this device's member can do about it now.

use jiannuo_board::components::pledge_details::pledge_details as details_view;
use jiannuo_board::record::{Context, pledge_details};
use jiannuo_domain::acceptance::{State, next};
use jiannuo_domain::checkable::look;
use jiannuo_domain::codes::Role;
use jiannuo_domain::cycle::present_cycle;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::{Attestation, Ledger, Pledge};
use jiannuo_domain::relations::Relations;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::entered::{entered_for, entered_for_me};
use super::notice::is_secretary;
use super::pledge_start::asked;
use crate::parts::checkable::doubts;
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::session::Speaker;

/// The page.
#[component]
pub fn PledgePage() -> impl IntoView {
    with_organisation(|here| {
        let parameters = use_params_map();
        let problems = Problems::new();
        view! {
            {problems.summary(here.session)}
            {move || {
                let id: Option<RecordId> = parameters.read().get("id").and_then(|id| id.parse().ok());
                let shown = here.shown();
                let found = id.zip(shown).and_then(|(id, shown)| {
                    let pledge = shown.ledger.pledges.get(&id)?.clone();
                    Some((shown, pledge))
                });
                let Some((shown, pledge)) = found else { return super::unable::NoSuchPage().into_any() };
                let words = here.session.words();
                let addresses = here.addresses();
                let details = pledge_details(&shown.ledger, &pledge, &addresses, &Context::on_device(words.board(), &shown.now));
                let public = format!("/o/{}/pledges/{}", here.membership.slug, pledge.id);
                view! {
                    {answer(&here, &shown.ledger, &pledge)}
                    {details_view(words.board(), &details)}
                    {hints(&here, &shown.ledger, &pledge)}
                    {here.speaker.map(|speaker| acts(&here, &shown.ledger, &pledge, speaker, problems))}
                    <p class="hint"><a href=public rel="external">{words.public_page()}</a></p>
                }
                .into_any()
            }}
        }
        .into_any()
    })
}

/// A pledge that asks for an answer, to whoever may give it.
fn answer(here: &Here, ledger: &Ledger, pledge: &Pledge) -> Option<AnyView> {
    asked(here, ledger, pledge.id)?;
    let words = here.session.words();
    let href = here.path(&format!("/pledges/new?answer={}", pledge.id));
    Some(
        view! {
            <div class="panel">
                <p>{words.answer_text()}</p>
                <p><a class="button" href=href>{words.answer()}</a></p>
            </div>
        }
        .into_any(),
    )
}

/// What an outsider could not check, for the owner and for a secretary, while the wording can still be changed.
fn hints(here: &Here, ledger: &Ledger, pledge: &Pledge) -> Option<AnyView> {
    let speaker = here.speaker?;
    let keeps = speaker.member == pledge.owner || is_secretary(here, ledger);
    next(pledge.state, &Kind::PledgeRevised).filter(|_| keeps)?;
    let words = here.session.words();
    doubts(words, &look(pledge.words()?), words.outsider_for_secretary())
}

/// Ways on from a pledge: a part of it, and carrying it over into the present year.
fn onward(here: &Here, ledger: &Ledger, pledge: &Pledge, keeps: bool) -> Vec<AnyView> {
    let words = here.session.words();
    let today = here.shown().map(|shown| shown.now.today);
    let way = |end: String, label: &'static str| {
        view! { <li><a class="button button-second" href=here.path(&end)>{label}</a></li> }.into_any()
    };
    let part = (keeps && pledge.state == State::Open)
        .then(|| way(format!("/pledges/new?part_of={}", pledge.id), words.add_part()));
    let year = pledge.words().and_then(|words| words.cycle);
    let is_other = |present: RecordId| year.is_some_and(|year| year != present);
    let carries = keeps
        && matches!(pledge.state, State::Open | State::Disputed | State::NotFulfilled)
        && Relations::of(ledger).carried_into(&pledge.id).is_empty()
        && today.and_then(|today| present_cycle(ledger, today)).is_some_and(is_other);
    let carry = carries.then(|| way(format!("/pledges/new?carry={}", pledge.id), words.carry_on()));
    part.into_iter().chain(carry).collect()
}

/// What the member can do, in the state that the pledge is in.
fn acts(here: &Here, ledger: &Ledger, pledge: &Pledge, speaker: Speaker, problems: Problems) -> AnyView {
    let words = here.session.words();
    let role = ledger.members.get(&speaker.member).map(|member| member.role);
    let keeps = pledge.owner == speaker.member || role == Some(Role::Secretary);
    let is_counterpart =
        ledger.acceptance().other_side(&pledge.id).is_some_and(|side| side.counterpart == speaker.member);
    let judges =
        pledge.owner != speaker.member && (is_counterpart || matches!(role, Some(Role::Secretary | Role::Overseer)));
    let is_secretary = role == Some(Role::Secretary);
    let has_progress = pledge.progress.iter().any(|progress| progress.withdrawn.is_none());
    let contestable =
        !entered_for(words, ledger, pledge, speaker, |attestation| attestation == Attestation::Attested).is_empty();
    let links = [
        (keeps, Kind::ProgressAdded, "progress", words.add_progress(), "button"),
        (keeps, Kind::PledgeClaimed, "claim", words.claim(), "button"),
        (judges, Kind::PledgeConfirmed, "confirm", words.confirm(), "button"),
        (judges, Kind::PledgeDisputed, "dispute", words.dispute(), "button button-second"),
        (keeps, Kind::PledgeRevised, "revise", words.revise(), "button button-second"),
        (keeps, Kind::PledgeNotFulfilled, "end", words.end_pledge(), "button button-second"),
        (
            keeps && has_progress,
            Kind::ProgressWithdrawn,
            "withdraw-progress",
            words.withdraw_progress(),
            "button button-second",
        ),
        (contestable, Kind::EntryContested, "contest", words.contest_title(), "button button-second"),
        (is_secretary, Kind::BodyErased, "erase", words.erase(), "button button-second"),
    ];
    let links = links
        .into_iter()
        // An erasure is about the organisation's record, which stands as long as there is one.
        .filter(|(may, kind, ..)| *may && (*kind == Kind::BodyErased || next(pledge.state, kind).is_some()))
        .map(|(_, _, end, label, class)| {
            view! { <li><a class=class href=here.path(&format!("/pledges/{}/{end}", pledge.id))>{label}</a></li> }
                .into_any()
        })
        .chain(onward(here, ledger, pledge, keeps))
        .collect::<Vec<_>>();
    view! {
        {entered_for_me(here, ledger, pledge, speaker, problems)}
        {(!links.is_empty()).then(|| view! {
            <section class="section">
                <h2>{words.what_you_can_do()}</h2>
                <ul class="ways" role="list">{links}</ul>
            </section>
        })}
    }
    .into_any()
}
