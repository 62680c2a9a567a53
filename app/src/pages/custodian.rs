//! The server that keeps this organisation's logs, as its log has appointed it: whether it is the one that answers now, and
//! what a secretary does when it is not (after a change of the deployment's seeds, or for an older organisation).

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_domain::acceptance::{KeyUse, State};
use jiannuo_domain::codes::Codes;
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::words::ReasonWords;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::notice::is_secretary;
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::session::{Act, Failure};

/// A statement that needs none.
const NO_WORDS: Option<&ReasonWords> = None;

/// What the server says of itself.
#[derive(Clone)]
enum Server {
    Asked,
    Key(Option<PublicKey>),
    Failed(Failure),
}

/// The page.
#[component]
pub fn Custodian() -> impl IntoView {
    with_organisation(|here| {
        let server = RwSignal::new_local(Server::Asked);
        let problems = Problems::new();
        let device = here.session.device();
        spawn_local(async move {
            let answer = device.transport.organisations().await;
            let answer =
                answer.map_or_else(|error| Server::Failed(error.into()), |listing| Server::Key(listing.custodian));
            // The page may have been left meanwhile.
            let _told = server.try_set(answer);
        });
        view! {
            {move || view! { <h1>{here.session.words().custodian()}</h1> <p class="lead">{here.session.words().custodian_lead()}</p> }}
            {problems.summary(here.session)}
            {move || match (server.get(), here.shown()) {
                (Server::Key(key), Some(shown)) => standing(&here, problems, &shown.ledger, key),
                (Server::Failed(failure), _) => {
                    view! { <p role="status">{crate::parts::say::failure(here.session.words(), &failure)}</p> }.into_any()
                }
                _ => view! { <p role="status">{here.session.words().custodian_asking()}</p> }.into_any(),
            }}
        }
        .into_any()
    })
}

/// The keys that may speak as custodian now.
fn appointed(ledger: &Ledger) -> Vec<(PublicKey, RecordId, EntryId)> {
    let acceptance = ledger.acceptance();
    let open = |key: &PublicKey| {
        let record = acceptance.record(&key.id().device()).filter(|record| record.state == State::Open)?;
        Some((*key, key.id().device(), record.head))
    };
    let keys = acceptance.keys().filter(|(_, facts)| facts.purpose == KeyUse::Custodian);
    keys.filter_map(|(_, facts)| open(&facts.public_key)).collect()
}

fn standing(here: &Here, problems: Problems, ledger: &Ledger, server: Option<PublicKey>) -> AnyView {
    let words = here.session.words();
    let appointed = appointed(ledger);
    let is_appointed = appointed.iter().any(|(key, ..)| Some(*key) == server);
    let may_act = is_secretary(here, ledger);
    let says = match server {
        None => words.custodian_none(),
        Some(_) if is_appointed => words.custodian_is_appointed(),
        Some(_) => words.custodian_is_not_appointed(),
    };
    let appoint = server.filter(|key| may_act && ledger.acceptance().key(&key.id()).is_none()).map(|key| {
        let codes = Codes { public_key: Some(key), ..Codes::default() };
        let act = (Kind::CustodianAppointed, key.id().device(), None, Some(codes));
        acting(here, problems, words.custodian_appoint(), ButtonTone::Main, act)
    });
    let others = appointed.into_iter().filter(|(key, ..)| Some(*key) != server).map(|(_, record, head)| {
        let act = (Kind::CustodianDismissed, record, Some(head), None);
        let dismiss = may_act.then(|| acting(here, problems, words.custodian_dismiss(), ButtonTone::Second, act));
        view! { <li><p>{words.custodian_other(&record.to_string())}</p>{dismiss}</li> }
    });
    let others = others.collect_view();
    view! {
        <p>{says}</p>
        {appoint}
        <ul class="outbox" role="list">{others}</ul>
        {(!may_act).then(|| view! { <p class="hint">{words.not_for_you()}</p> })}
    }
    .into_any()
}

fn acting(
    here: &Here,
    problems: Problems,
    label: &'static str,
    tone: ButtonTone,
    act: (Kind, RecordId, Option<EntryId>, Option<Codes>),
) -> AnyView {
    let here = here.clone();
    let press = Callback::new(move |()| {
        problems.clear();
        let Some(speaker) = here.speaker else { return problems.fail(Failure::NotAMember) };
        let (kind, record, head, codes) = act.clone();
        let mut said = Act::new(here.membership.org, speaker);
        if let Err(failure) = said.say(kind, record, head, None, codes, NO_WORDS) {
            return problems.fail(failure);
        }
        problems.is_busy.set(true);
        let session = here.session;
        spawn_local(async move {
            match session.commit(said, &[]).await {
                Ok(()) => drop(problems.is_busy.try_set(false)),
                Err(failure) => problems.fail(failure),
            }
        });
    });
    button(label.into(), tone, ButtonKind::Plain, problems.is_busy.into(), Some(press)).into_any()
}
