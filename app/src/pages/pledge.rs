//! One pledge: its record, and what this device's member can do about it now.

use jiannuo_board::components::pledge_details::pledge_details as details_view;
use jiannuo_board::record::{Addresses, Context, pledge_details};
use jiannuo_domain::acceptance::next;
use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::{Attestation, Ledger, Pledge, Stamp};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wasm_bindgen_futures::spawn_local;

use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::session::{Act, Failure, Speaker};
use crate::words::Words;

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
                let addresses = Addresses::app(&here.membership.slug);
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
    let links = [
        (keeps, Kind::ProgressAdded, "progress", words.add_progress(), "button"),
        (keeps, Kind::PledgeClaimed, "claim", words.claim(), "button"),
        (judges, Kind::PledgeConfirmed, "confirm", words.confirm(), "button"),
        (judges, Kind::PledgeDisputed, "dispute", words.dispute(), "button button-second"),
        (keeps, Kind::PledgeRevised, "revise", words.revise(), "button button-second"),
        (keeps, Kind::PledgeNotFulfilled, "end", words.end_pledge(), "button button-second"),
    ];
    let links = links
        .into_iter()
        .filter(|(may, kind, ..)| *may && next(pledge.state, kind).is_some())
        .map(|(_, _, end, label, class)| {
            view! { <li><a class=class href=here.path(&format!("/pledges/{}/{end}", pledge.id))>{label}</a></li> }
        })
        .collect::<Vec<_>>();
    view! {
        {entered_for_me(here, pledge, speaker, problems)}
        {(!links.is_empty()).then(|| view! {
            <section class="section">
                <h2>{words.what_you_can_do()}</h2>
                <ul class="ways" role="list">{links}</ul>
            </section>
        })}
    }
    .into_any()
}

/// What somebody else entered in this member's name: they may stand by it or not.
fn entered_for_me(here: &Here, pledge: &Pledge, speaker: Speaker, problems: Problems) -> Option<AnyView> {
    let stamps = pledge
        .wordings
        .iter()
        .map(|told| told.stamp)
        .chain(pledge.progress.iter().map(|progress| progress.told.stamp))
        .chain(pledge.claims.iter().map(|told| told.stamp));
    let waiting: Vec<Stamp> = stamps
        .filter(|stamp| {
            stamp.is_entered_for_another() && stamp.about == speaker.member && stamp.attestation == Attestation::Silent
        })
        .collect();
    let first = *waiting.first()?;
    let words = here.session.words();
    let (here, record) = (here.clone(), pledge.id);
    let attest = move |_| {
        problems.clear();
        let here = here.clone();
        spawn_local(async move {
            if let Err(failure) = attest(&here, record, first.entry).await {
                problems.fail(failure);
            }
        });
    };
    Some(attest_panel(words, attest))
}

fn attest_panel(words: Words, attest: impl Fn(leptos::ev::MouseEvent) + 'static) -> AnyView {
    view! {
        <section class="panel">
            <h2>{words.entered_for_you()}</h2>
            <p>{words.entered_for_you_text()}</p>
            <button type="button" class="button button-second" on:click=attest>{words.attest()}</button>
        </section>
    }
    .into_any()
}

async fn attest(here: &Here, record: RecordId, entry: EntryId) -> Result<(), Failure> {
    let speaker = here.speaker.ok_or(Failure::NotAMember)?;
    let mut act = Act::new(here.membership.org, speaker);
    let codes = Codes { entry: Some(entry), ..Codes::default() };
    act.say(Kind::EntryAttested, record, None, None, Some(codes), NO_WORDS)?;
    here.session.commit(act, &[]).await
}

/// For statements without a body.
pub const NO_WORDS: Option<&jiannuo_domain::words::ReasonWords> = None;
