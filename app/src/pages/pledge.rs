//! One pledge: its record, and what this device's member can do about it now.

use jiannuo_board::components::pledge_details::pledge_details as details_view;
use jiannuo_board::record::{Context, pledge_details};
use jiannuo_domain::acceptance::next;
use jiannuo_domain::codes::Role;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::{Attestation, Ledger, Pledge};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::entered::{entered_for, entered_for_me};
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
                    {details_view(words.board(), &details)}
                    {here.speaker.map(|speaker| acts(&here, &shown.ledger, &pledge, speaker, problems))}
                    <p class="hint"><a href=public rel="external">{words.public_page()}</a></p>
                }
                .into_any()
            }}
        }
        .into_any()
    })
}

/// What the member can do, in the state that the pledge is in.
fn acts(here: &Here, ledger: &Ledger, pledge: &Pledge, speaker: Speaker, problems: Problems) -> AnyView {
    let words = here.session.words();
    let role = ledger.members.get(&speaker.member).map(|member| member.role);
    let keeps = pledge.owner == speaker.member || role == Some(Role::Secretary);
    let judges = pledge.owner != speaker.member && matches!(role, Some(Role::Secretary | Role::Overseer));
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
        })
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
