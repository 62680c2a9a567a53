//! Joining with an invitation: a link, whose fragment never reaches the server, or a typed code.
//!
//! Opening the link consumes nothing. Joining makes this device's key and signs it with the invitation's (spec rule A5).

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Choice, Field, FieldKind, field, select};
use jiannuo_domain::codes::Codes;
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::id::{EntryId, KeyId, OrganisationId};
use jiannuo_domain::invitation::Code;
use jiannuo_domain::key::software::KeyPair;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::push::{Outcome, Push, SignedStatement};
use jiannuo_domain::statement::Statement;
use jiannuo_store::{ListedOrganisation, Membership, device};
use jiannuo_sync::SyncError;
use jiannuo_sync::transport::{Transport as _, TransportError};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::parts::form::Problems;
use crate::session::{Failure, Session, session};

/// The page.
#[component]
pub fn Join() -> impl IntoView {
    let session = session();
    let navigate = use_navigate();
    let (slug_of_link, code_of_link) = from_fragment(&use_location().hash.get_untracked());
    forget_fragment();
    let slug = RwSignal::new(slug_of_link.unwrap_or_default());
    let code = RwSignal::new(code_of_link.unwrap_or_default());
    let organisations = RwSignal::new_local(Vec::<ListedOrganisation>::new());
    let problems = Problems::new();
    spawn_local(async move {
        match session.list_organisations().await {
            Ok(found) => {
                // The page may have been left while the list was on its way.
                if slug.try_with_untracked(String::is_empty) == Some(true)
                    && let Some(first) = found.first()
                {
                    slug.set(first.slug.clone());
                }
                let _shown = organisations.try_set(found);
            }
            Err(failure) => problems.fail(failure),
        }
    });
    let submit = StoredValue::new_local(move || {
        problems.clear();
        let parsed = code.with_untracked(|text| text.parse::<Code>());
        let Ok(code) = parsed else {
            problems.field("code", session.words().code_wrong());
            return;
        };
        problems.is_busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let organisation = match chosen(session, organisations, &slug.get_untracked()).await {
                Ok(Some(organisation)) => organisation,
                Ok(None) => {
                    problems.field("organisation", session.words().organisation_missing());
                    problems.is_busy.set(false);
                    return;
                }
                Err(failure) => return problems.fail(failure),
            };
            match join(session, &organisation, &code).await {
                // The address with the code leaves the history; it is of no more use.
                Ok(()) => {
                    let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                    navigate(&format!("/o/{}", organisation.slug), options);
                }
                Err(failure) => problems.fail(failure),
            }
        });
    });
    move || {
        let words = session.words();
        let choices = organisations.get().into_iter().map(|one| Choice::new(one.slug, one.name)).collect();
        view! {
            <h1>{words.join()}</h1>
            <p class="lead">{words.join_text()}</p>
            {problems.summary(session)}
            <form on:submit=move |event| { event.prevent_default(); submit.with_value(|submit| submit()); }>
                {select(words.board(), Field::new("organisation", words.organisation()), choices, slug, problems.of("organisation"))}
                {field(
                    words.board(),
                    Field::new("code", words.invitation_code()).hint(words.invitation_code_hint()),
                    FieldKind::Code,
                    code,
                    problems.of("code"),
                )}
                {button(words.join_now().into(), ButtonTone::Main, ButtonKind::Submit, problems.is_busy.into(), None)}
            </form>
        }
    }
}

/// The organisation of that name; asked for again when the list has not come yet, or was made before the organisation.
async fn chosen(
    session: Session,
    organisations: RwSignal<Vec<ListedOrganisation>, LocalStorage>,
    slug: &str,
) -> Result<Option<ListedOrganisation>, Failure> {
    let named = |all: &Vec<ListedOrganisation>| all.iter().find(|one| one.slug == slug).cloned();
    if let Some(listed) = organisations.try_with_untracked(named).flatten() {
        return Ok(Some(listed));
    }
    Ok(named(&session.list_organisations().await?))
}

/// Takes the code out of the address and the history as soon as it is read: the device may be a shared one.
fn forget_fragment() {
    let location = window().location();
    let clean = location.pathname().unwrap_or_else(|_| "/app/join".to_owned());
    if let Ok(history) = window().history() {
        // Where the history cannot be changed the code stays in it until it is used.
        let _forgotten = history.replace_state_with_url(&JsValue::NULL, "", Some(&clean));
    }
}

/// What an invitation's link carries after `#`: `slug.CODE`.
fn from_fragment(fragment: &str) -> (Option<String>, Option<String>) {
    match fragment.trim_start_matches('#').split_once('.') {
        Some((slug, code)) => (Some(slug.to_owned()), Some(code.to_owned())),
        None => (None, None),
    }
}

async fn join(session: Session, organisation: &ListedOrganisation, code: &Code) -> Result<(), Failure> {
    let device = session.device();
    let invitation = code.key_pair();
    // The answer can be lost after the invitation was used: the same statement is then sent again, not another one.
    let place = format!("joining-{}", invitation.public_key().id());
    let kept = device.store.setting(&place).await?;
    let signed = match kept.and_then(|text| serde_json::from_str::<SignedStatement>(&text).ok()) {
        Some(signed) => signed,
        None => {
            let signed = joining(session, organisation.id, &invitation).await?;
            device.store.put_setting(&place, &serde_json::to_string(&signed).unwrap_or_default()).await?;
            signed
        }
    };
    let key = Statement::from_text(&signed.statement)
        .map_err(SyncError::from)?
        .codes
        .and_then(|codes| codes.public_key)
        .map(|key| key.id())
        .ok_or(Failure::NotAMember)?;
    let answer = device.transport.push(&organisation.id, &Push { entries: vec![signed] }).await?;
    match answer.answers.into_iter().next().map(|answer| answer.outcome) {
        Some(Outcome::Accepted { .. }) => {}
        Some(Outcome::Refused { refusal }) => {
            device.keys.forget(&key).await?;
            device.store.put_setting(&place, "").await?;
            return Err(refusal.into());
        }
        None => return Err(TransportError::Malformed("no answer".to_owned()).into()),
    }
    remember(session, organisation, key).await?;
    device.store.put_setting(&place, "").await?;
    Ok(())
}

/// A key for this device, and the statement in which the invitation's key lets it in.
async fn joining(session: Session, org: OrganisationId, invitation: &KeyPair) -> Result<SignedStatement, Failure> {
    let public_key = session.device().keys.create().await?;
    let unsigned = Unsigned::new(
        org,
        invitation.public_key().id(),
        Kind::DeviceJoined,
        public_key.id().device(),
        EntryId::from_bytes(device::random_bytes()),
        device::now_ms(),
    )
    .with_codes(Codes { public_key: Some(public_key), ..Codes::default() });
    let statement = unsigned.statement.to_text().map_err(SyncError::from)?;
    Ok(SignedStatement { signature: invitation.sign(&statement), statement, body: None })
}

/// Finds out from the log whose device this now is, and keeps the organisation.
async fn remember(session: Session, organisation: &ListedOrganisation, key: KeyId) -> Result<(), Failure> {
    let device = session.device();
    let mut replica = jiannuo_sync::Replica::open(&device.store, organisation.id).await?;
    replica.sync(&device.store, &device.transport, &device.keys, device::now_ms()).await?;
    let member = replica.logged().acceptance().key(&key).map(|facts| facts.member);
    let membership = Membership {
        org: organisation.id,
        slug: organisation.slug.clone(),
        name: organisation.name.clone(),
        member,
        key: Some(key),
    };
    session.keep_membership(membership).await
}
