//! What waits to be published, what was refused and why, what was overtaken; and the drafts.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::empty_state::{EmptyState, empty_state};
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::statement::Statement;
use jiannuo_sync::outbox::{OutboxItem, OutboxState};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::drafts::drafts;
use crate::parts::file;
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::say;
use crate::words::Words;

/// The page.
#[component]
pub fn Outbox() -> impl IntoView {
    with_organisation(|here| {
        let problems = Problems::new();
        let list = drafts(here.clone());
        view! {
            {move || view! { <h1>{here.session.words().tab_outbox()}</h1> }}
            {problems.summary(here.session)}
            {move || {
                let Some(shown) = here.shown() else { return ().into_any() };
                let words = here.session.words();
                if shown.outbox.is_empty() {
                    return empty_state(EmptyState {
                        text: Some(words.outbox_empty_text().into()),
                        ..EmptyState::new(words.outbox_empty())
                    });
                }
                let items = shown.outbox.iter().map(|item| row(&here, &shown.logged, item, problems)).collect_view();
                let send_now = Callback::new(move |()| here.session.sync_now());
                view! {
                    <p class="lead">{words.outbox_text()}</p>
                    {button(words.send_now().into(), ButtonTone::Second, ButtonKind::Plain, here.session.is_syncing.into(), Some(send_now))}
                    <ul class="outbox" role="list">{items}</ul>
                    {export(&here, &shown.outbox)}
                }
                .into_any()
            }}
            {list}
        }
        .into_any()
    })
}

fn row(here: &Here, logged: &Ledger, item: &OutboxItem, problems: Problems) -> Option<AnyView> {
    let words = here.session.words();
    let statement = item.statement()?;
    let what = say::kind(words, &statement.kind);
    let text = item.signed.body.as_ref().and_then(|body| main_text(&body.text));
    let state = match &item.state {
        OutboxState::Waiting if item.attempted => words.item_trying().to_owned(),
        OutboxState::Waiting => words.item_waiting().to_owned(),
        OutboxState::Conflict { .. } => words.item_conflict().to_owned(),
        OutboxState::Refused { refusal } => say::refusal(words, refusal),
    };
    let theirs =
        matches!(item.state, OutboxState::Conflict { .. }).then(|| theirs(words, logged, &statement)).flatten();
    Some(
        view! {
            <li class="outbox-item">
                <h2>{what}</h2>
                <p class="said">{text}</p>
                {theirs}
                <p class="hint">{state}</p>
                {actions(here, item, &statement, problems)}
            </li>
        }
        .into_any(),
    )
}

/// The first words of a body, whatever its kind.
fn main_text(body: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(body).ok()?;
    ["text", "note", "evidence", "no_evidence_reason", "reason", "title", "name"]
        .iter()
        .find_map(|field| value.get(field)?.as_str().map(str::to_owned))
}

/// What the record says now, beside what the author wrote.
fn theirs(words: Words, logged: &Ledger, statement: &Statement) -> Option<AnyView> {
    let text = logged.pledges.get(&statement.record)?.words()?.text.clone();
    Some(view! { <p>{words.item_theirs()}" "<q>{text}</q></p> }.into_any())
}

fn actions(here: &Here, item: &OutboxItem, statement: &Statement, problems: Problems) -> AnyView {
    let words = here.session.words();
    let (session, org, entry) = (here.session, here.membership.org, statement.entry);
    let act = move |what: What| {
        Callback::new(move |()| {
            problems.clear();
            spawn_local(async move {
                let done = match what {
                    What::TakeBack => session.take_back(org, entry).await.map(drop),
                    What::Discard => session.discard(org, entry).await,
                    What::KeepMine => session.keep_mine(org, entry).await,
                };
                if let Err(failure) = done {
                    problems.fail(failure);
                }
            });
        })
    };
    let press = |label: &'static str, tone, what| {
        button(label.into(), tone, ButtonKind::Plain, problems.is_busy.into(), Some(act(what)))
    };
    match item.state {
        OutboxState::Waiting if !item.attempted => press(words.take_back(), ButtonTone::Second, What::TakeBack),
        OutboxState::Waiting => ().into_any(),
        OutboxState::Conflict { .. } => view! {
            {press(words.keep_mine(), ButtonTone::Main, What::KeepMine)}
            {press(words.keep_theirs(), ButtonTone::Second, What::Discard)}
        }
        .into_any(),
        OutboxState::Refused { .. } => press(words.discard(), ButtonTone::Second, What::Discard),
    }
}

/// What can be done with an item.
#[derive(Clone, Copy)]
enum What {
    TakeBack,
    Discard,
    KeepMine,
}

/// What was refused stays on the phone and can be carried elsewhere as a file.
fn export(here: &Here, outbox: &[OutboxItem]) -> Option<AnyView> {
    let refused: Vec<&OutboxItem> =
        outbox.iter().filter(|item| matches!(item.state, OutboxState::Refused { .. })).collect();
    if refused.is_empty() {
        return None;
    }
    let text = serde_json::to_string_pretty(&refused).unwrap_or_default();
    let words = here.session.words();
    let press = Callback::new(move |()| file::save("jiannuo-refused.json", "application/json", &text));
    Some(button(words.export_refused().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(press)))
}
