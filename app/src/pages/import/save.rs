//! Saving the good rows as drafts: one batch, one transaction, a bar meanwhile.

use jiannuo_domain::id::RecordId;
use jiannuo_domain::ledger_import::ImportedPledge;
use jiannuo_domain::ledger_import::protocol::{Ask, Reply};
use jiannuo_store::{Draft, device};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::state::{State, Step, own_name, today};
use crate::pages::imported::Record;
use crate::pages::pledge_fields::PledgeContent;
use crate::parts::organisation::Here;
use crate::session::Failure;
use crate::words::Words;

/// The bar.
pub(super) fn progress(words: Words, state: State) -> AnyView {
    let bar = move || {
        let (done, all) = state.saved.get();
        view! {
            <p role="status">{words.import_saved_so_far(done, all)}</p>
            // The words above it say the same, to everybody.
            <progress value=done.to_string() max=all.to_string() aria-hidden="true"></progress>
        }
    };
    view! {
        <section class="section waiting meter">
            <h2>{words.import_saving()}</h2>
            <p class="hint">{words.import_saving_text()}</p>
            {bar}
        </section>
    }
    .into_any()
}

/// Saves the rows.
pub(super) fn save(state: State, count: usize) {
    state.problems.clear();
    state.problems.is_busy.set(true);
    state.saved.set((0, count));
    state.step.set(Step::Saving);
    spawn_local(async move {
        match saved(state, count).await {
            Ok(()) => {
                let _told = state.problems.is_busy.try_set(false);
                let _told = state.step.try_set(Step::Saved(count));
            }
            Err(failure) => {
                let _told = state.step.try_set(Step::Preview);
                state.problems.fail(failure);
            }
        }
    });
}

async fn saved(state: State, count: usize) -> Result<(), Failure> {
    let Some(here) = state.here.try_get_value() else { return Ok(()) };
    let batch = drafts(state, &here, count).await?;
    let told = move |put: usize| {
        let _told = state.saved.try_set((put, count));
    };
    here.session.device().store.put_batch(&batch, told).await?;
    here.session.ask_to_persist_once().await;
    Ok(())
}

/// The drafts that the rows become, handed over by the reader some at a time.
async fn drafts(state: State, here: &Here, count: usize) -> Result<Vec<Draft>, Failure> {
    let importer = state.importer().ok_or(Failure::File)?;
    let (from, own_name, now_ms) = (today(here), own_name(here), device::now_ms());
    let without_deadline = here.session.words().no_deadline();
    let with_duplicates = state.with_duplicates.get_untracked();
    let batch = RecordId::from_bytes(device::random_bytes());
    let pledge = |row: &ImportedPledge| PledgeContent {
        pledger: row.pledger.clone().or_else(|| row.organisation.clone()).unwrap_or_else(|| own_name.clone()),
        pledger_post: row.post.clone().unwrap_or_default(),
        ..PledgeContent::from_words(&row.words(from, without_deadline))
    };
    let mut drafts: Vec<Draft> = Vec::with_capacity(count);
    loop {
        let ask = Ask::Rows { from: drafts.len(), with_duplicates };
        let Ok(Reply::Rows { rows }) = importer.ask(&ask, None).await else { return Err(Failure::File) };
        if rows.is_empty() {
            return Ok(drafts);
        }
        for row in rows {
            let (form, content) = Record::imported(row, pledge).kept();
            // Drafts are listed by this time: the ledger's order is kept.
            let place = i64::try_from(drafts.len()).unwrap_or(i64::MAX);
            drafts.push(Draft {
                id: RecordId::from_bytes(device::random_bytes()),
                org: here.membership.org,
                form: form.to_owned(),
                content,
                updated_ms: now_ms.saturating_add(place),
                batch: Some(batch),
            });
        }
    }
}
