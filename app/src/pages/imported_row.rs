//! A row of an imported batch in the form of its kind: opened to be changed, and put back into its batch.
//!
//! What is typed is kept as the form's own draft, told apart by the row; the row stays as it is until it is put back.

use jiannuo_domain::id::{OrganisationId, RecordId};
use jiannuo_domain::words::{DisclosureWords, Words as BodyWords};
use jiannuo_store::{Draft, device};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use serde::Serialize;
use wasm_bindgen_futures::spawn_local;

use super::disclosure_fields::DisclosureContent;
use super::imported::{Record, form_of};
use super::notice::Which;
use super::{disclosure_form, guide_form, point_form};
use crate::parts::draft::DraftPlace;
use crate::parts::form::Problems;
use crate::parts::organisation::Here;
use crate::session::Failure;

/// The part of an address that names the row.
const ROW: &str = "row";

/// The row that the form in the address is about.
pub fn in_address() -> Option<RecordId> {
    let query = window().location().search().ok()?;
    let parts = query.trim_start_matches('?').split('&');
    parts.filter_map(|part| part.split_once('=')).find(|(name, _)| *name == ROW)?.1.parse().ok()
}

/// The form of a row's kind: where it keeps what is typed, and its address; `None` for what has no such form.
fn form(org: OrganisationId, draft: &Draft) -> Option<(DraftPlace, &'static str)> {
    let of = |which| draft.form == form_of(which);
    let (form, path) = match () {
        () if of(Which::Disclosure) => (disclosure_form::FORM, "/disclosures/new"),
        () if of(Which::Point) => (point_form::FORM, "/points/new"),
        () if of(Which::Guide) => (guide_form::FORM, "/guides/new"),
        () => return None,
    };
    Some((DraftPlace::of_form(org, form, Some(draft.id)), path))
}

/// A row and what its form keeps: what goes when the row goes.
pub fn with_its_form(org: OrganisationId, draft: &Draft) -> Vec<RecordId> {
    let kept = form(org, draft).map(|(place, _)| place.id);
    std::iter::once(draft.id).chain(kept).collect()
}

/// Whether a row can be changed in a form of its kind.
pub fn can_be_changed(here: &Here, draft: &Draft) -> bool {
    form(here.membership.org, draft).is_some() && Record::of(draft).is_ok_and(|record| content(here, &record).is_some())
}

/// What the form begins with; `None` where it cannot express the row.
fn content(here: &Here, record: &Record) -> Option<String> {
    fn written(content: &impl Serialize) -> Option<String> {
        serde_json::to_string(content).ok()
    }
    match record {
        Record::Disclosure(words) => written(&disclosure(here, words)?),
        Record::Point(words) => written(&point_form::draft_of(words)?),
        Record::Guide(words) => written(&guide_form::draft_of(words)),
        Record::Pledge(_) | Record::Catalogue(_) => None,
    }
}

/// Whoever puts it back reviews it, today.
fn disclosure(here: &Here, words: &DisclosureWords) -> Option<DisclosureContent> {
    let shown = here.session.shown_untracked(here.membership.org)?;
    let begun = DisclosureContent::begun(shown.now.today, &disclosure_form::writer(here, &shown)).texts;
    let mut content = DisclosureContent::from_words(words);
    content.texts.review_on = begun.review_on;
    content.texts.review_by = begun.review_by;
    Some(content)
}

/// Opens a row in its form; what was typed there before and not put back is still there.
pub fn open(here: &Here, draft: &Draft, problems: Problems) {
    let go = use_navigate();
    let (here, row) = (here.clone(), draft.clone());
    spawn_local(async move {
        match begin(&here, &row).await {
            Ok(Some(path)) => go(&format!("/o/{}{path}?{ROW}={}", here.membership.slug, row.id), Default::default()),
            Ok(None) => {}
            Err(failure) => problems.fail(failure),
        }
    });
}

async fn begin(here: &Here, row: &Draft) -> Result<Option<&'static str>, Failure> {
    let Some((place, path)) = form(here.membership.org, row) else { return Ok(None) };
    let store = &here.session.device().store;
    let has_begun = store.drafts(&here.membership.org).await?.iter().any(|draft| draft.id == place.id);
    if !has_begun {
        let Some(content) = content(here, &Record::of(row)?) else { return Ok(None) };
        let (id, form) = (place.id, place.form.to_owned());
        store.put_drafts(&[Draft { id, form, content, batch: None, ..row.clone() }]).await?;
    }
    Ok(Some(path))
}

/// Puts what was typed back into the row's batch, then goes to the drafts.
pub fn put_back(
    here: &Here,
    problems: Problems,
    which: Which,
    row: RecordId,
    kept: Option<DraftPlace>,
    told: &impl BodyWords,
) {
    let content = match serde_json::to_string(told) {
        Ok(content) => content,
        Err(error) => return problems.fail(jiannuo_sync::store::StoreError::Unavailable(error.to_string()).into()),
    };
    problems.is_busy.set(true);
    let go = use_navigate();
    let here = here.clone();
    spawn_local(async move {
        match replace(&here, which, row, kept, content).await {
            Ok(()) => go(&format!("/o/{}/outbox", here.membership.slug), Default::default()),
            Err(failure) => problems.fail(failure),
        }
    });
}

async fn replace(
    here: &Here,
    which: Which,
    row: RecordId,
    kept: Option<DraftPlace>,
    content: String,
) -> Result<(), Failure> {
    let org = here.membership.org;
    let store = &here.session.device().store;
    let before = store.drafts(&org).await?.into_iter().find(|draft| draft.id == row);
    // Published or taken back meanwhile, in another tab: what was typed is a batch of its own and another record.
    let (id, batch) = match before {
        Some(before) => (row, before.batch),
        None => (RecordId::from_bytes(device::random_bytes()), Some(row)),
    };
    let form = form_of(which).to_owned();
    store.put_drafts(&[Draft { id, org, form, content, updated_ms: device::now_ms(), batch }]).await?;
    let kept: Vec<RecordId> = kept.into_iter().map(|place| place.id).collect();
    store.remove_drafts(&kept).await.map_err(Failure::from)
}
