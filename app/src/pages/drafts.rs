//! What is written but not published: forms that were left, and imported rows, batch by batch.

use std::collections::BTreeMap;

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_domain::id::RecordId;
use jiannuo_store::Draft;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::imported::Record;
use super::imported_row;
use super::pledge_form::FORM;
use super::publish_batch::publish_batch;
use crate::parts::form::Problems;
use crate::parts::organisation::Here;

/// Rows of a batch that are shown before it is opened.
const PREVIEWED: usize = 3;
/// Rows that are shown when it is.
const OPENED: usize = 200;

/// The list of drafts; read again whenever `changed` is told.
pub fn drafts(here: Here, changed: Trigger) -> AnyView {
    let all = RwSignal::new_local(Vec::<Draft>::new());
    let problems = Problems::new();
    let reload = Callback::new({
        let here = here.clone();
        move |()| {
            let here = here.clone();
            spawn_local(async move {
                match here.session.device().store.drafts(&here.membership.org).await {
                    Ok(found) => all.set(found),
                    Err(error) => problems.fail(error.into()),
                }
            });
        }
    });
    Effect::new(move |_| {
        changed.track();
        reload.run(());
    });
    let session = here.session;
    view! {
        {problems.summary(session)}
        {move || {
            let words = session.words();
            let (batches, single) = split(all.get());
            let rows = single.iter().map(|draft| {
                let href = here.path(&format!("/pledges/new?draft={}", draft.id));
                view! { <li><a href=href>{title(draft).unwrap_or_else(|| words.untitled().to_owned())}</a></li> }
            });
            let list = (!single.is_empty()).then(|| view! {
                <section class="section">
                    <h2>{words.drafts()}</h2>
                    <p class="hint">{words.drafts_hint()}</p>
                    <ul class="drafts" role="list">{rows.collect_view()}</ul>
                </section>
            });
            let batches = batches
                .into_values()
                .map(|batch| batch_view(here.clone(), batch, problems, reload))
                .collect_view();
            view! { {list} {batches} }
        }}
    }
    .into_any()
}

fn split(all: Vec<Draft>) -> (BTreeMap<RecordId, Vec<Draft>>, Vec<Draft>) {
    let mut batches: BTreeMap<RecordId, Vec<Draft>> = BTreeMap::new();
    let mut single = Vec::new();
    for draft in all.into_iter().filter(Record::is_one) {
        match draft.batch {
            Some(batch) => batches.entry(batch).or_default().push(draft),
            None if draft.form == FORM => single.push(draft),
            None => {}
        }
    }
    (batches, single)
}

/// The first words of a draft.
pub fn title(draft: &Draft) -> Option<String> {
    let record = Record::of(draft).ok()?;
    Some(record.title().to_owned()).filter(|text| !text.trim().is_empty())
}

/// One import: publish it as a whole, or take it back as a whole.
fn batch_view(here: Here, batch: Vec<Draft>, problems: Problems, reload: Callback<()>) -> AnyView {
    let session = here.session;
    let words = session.words();
    let org = here.membership.org;
    let ids: Vec<RecordId> = batch.iter().flat_map(|draft| imported_row::with_its_form(org, draft)).collect();
    let is_of_pledges = batch.iter().all(|draft| draft.form == FORM);
    let list = StoredValue::new_local((here.clone(), batch.clone()));
    let some = move |from: usize, count: usize| {
        list.with_value(|(here, batch)| {
            let rows = batch.iter().skip(from).take(count).map(|draft| row(here, draft, problems, reload));
            rows.collect_view().into_any()
        })
    };
    // Thousands of rows would hold the page up: they are made when somebody opens the list, and no more than are read.
    let is_open = RwSignal::new(false);
    let more = batch.len().saturating_sub(PREVIEWED + OPENED);
    let more = (more > 0).then(|| view! { <p class="hint">{words.batch_rest(more)}</p> });
    let rest = (batch.len() > PREVIEWED).then(|| {
        view! {
            <details on:toggle=move |_| is_open.set(true)>
                <summary>{words.batch_rest(batch.len() - PREVIEWED)}</summary>
                <ul role="list">{move || is_open.get().then(|| some(PREVIEWED, OPENED))}</ul>
                {more}
            </details>
        }
    });
    let first = some(0, PREVIEWED);
    let asks = RwSignal::new(false);
    let take_back = Callback::new(move |()| {
        if !asks.get_untracked() {
            asks.set(true);
            return;
        }
        let ids = ids.clone();
        spawn_local(async move {
            match session.device().store.remove_drafts(&ids).await {
                Ok(()) => reload.run(()),
                Err(error) => problems.fail(error.into()),
            }
        });
    });
    let count = batch.len();
    view! {
        <section class="section batch">
            <h2>{words.batch(count)}</h2>
            <p class="hint">{if is_of_pledges { words.batch_hint() } else { words.batch_hint_records() }}</p>
            <ul class="drafts" role="list">{first}</ul>
            {rest}
            {publish_batch(here, batch, problems, reload)}
            {move || {
                let label = if asks.get() { words.batch_take_back_really(count) } else { words.batch_take_back().to_owned() };
                button(label, ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(take_back))
            }}
        </section>
    }
    .into_any()
}

/// A row of a batch: opened in the form of its kind, where it has one that can express it, and removed.
fn row(here: &Here, draft: &Draft, problems: Problems, reload: Callback<()>) -> AnyView {
    if draft.form == FORM {
        let href = here.path(&format!("/pledges/new?draft={}", draft.id));
        return view! { <li><a href=href>{title(draft)}</a></li> }.into_any();
    }
    let (session, ids) = (here.session, imported_row::with_its_form(here.membership.org, draft));
    let words = session.words();
    let remove = Callback::new(move |()| {
        let ids = ids.clone();
        spawn_local(async move {
            match session.device().store.remove_drafts(&ids).await {
                Ok(()) => reload.run(()),
                Err(error) => problems.fail(error.into()),
            }
        });
    });
    let change = imported_row::can_be_changed(here, draft).then(|| {
        let row = StoredValue::new_local((here.clone(), draft.clone()));
        let open = Callback::new(move |()| row.with_value(|(here, draft)| imported_row::open(here, draft, problems)));
        button(words.draft_change().into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(open))
    });
    view! {
        <li>
            <span>{title(draft)}</span>
            " "
            {change}
            " "
            {button(words.draft_remove().into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(remove))}
        </li>
    }
    .into_any()
}
