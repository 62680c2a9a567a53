//! What waits to be published, what was refused and why, what was overtaken; and the drafts.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::empty_state::{EmptyState, empty_state};
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::statement::Statement;
use jiannuo_sync::outbox::{OutboxItem, OutboxState};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::decision::decision;
use super::drafts::drafts;
use super::erasable::said_about;
use super::taken_back::{TakenBack, draft_of, take_back_to_draft};
use crate::parts::evidence::undecided;
use crate::parts::file;
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::say;
use crate::session::{Failure, Shown};
use crate::words::Words;

/// The page.
#[component]
pub fn Outbox() -> impl IntoView {
    with_organisation(|here| {
        let problems = Problems::new();
        let taken_back = TakingBack::new();
        let list = drafts(here.clone(), taken_back.drafts_changed);
        let doubted = here.clone();
        view! {
            {move || view! { <h1>{here.session.words().tab_outbox()}</h1> }}
            {move || taken_back.note(here.session.words())}
            {problems.summary(here.session)}
            {move || undecided(&doubted)}
            {move || {
                let Some(shown) = here.shown() else { return ().into_any() };
                let words = here.session.words();
                if shown.outbox.is_empty() {
                    return empty_state(EmptyState {
                        text: Some(words.outbox_empty_text().into()),
                        ..EmptyState::new(words.outbox_empty())
                    });
                }
                let listed = listed(&shown.outbox);
                let rest = shown.outbox.len() - listed.len();
                let rest = (rest > 0).then(|| view! { <p class="hint">{words.batch_rest(rest)}</p> });
                let items = listed.into_iter().map(|item| row(&here, &shown, item, problems, taken_back)).collect_view();
                let send_now = Callback::new(move |()| here.session.sync_now());
                view! {
                    <p class="lead">{words.outbox_text()}</p>
                    {button(words.send_now().into(), ButtonTone::Second, ButtonKind::Plain, here.session.is_syncing.into(), Some(send_now))}
                    <ul class="outbox" role="list">{items}</ul>
                    {rest}
                    {export(&here, &shown.outbox)}
                }
                .into_any()
            }}
            {list}
        }
        .into_any()
    })
}

/// Items that are listed: an import waits with thousands, and a page that shows them all stands still.
const LISTED: usize = 100;

/// What is listed of an outbox: all of it, or of very many what needs somebody first and then what waits longest.
fn listed(outbox: &[OutboxItem]) -> Vec<&OutboxItem> {
    let mut items: Vec<&OutboxItem> = outbox.iter().collect();
    if items.len() > LISTED {
        items.sort_by_key(|item| item.state == OutboxState::Waiting);
        items.truncate(LISTED);
    }
    items
}

/// How taking items back goes.
#[derive(Clone, Copy)]
struct TakingBack {
    /// The item whose author has to say that it may vanish, and whether a newer draft is in its place.
    asked: RwSignal<Option<(EntryId, bool)>>,
    /// The last that was taken back.
    done: RwSignal<Option<TakenBack>>,
    /// What waits for a decision and would be given up.
    giving_up: RwSignal<Option<EntryId>>,
    /// There are other drafts than before.
    drafts_changed: Trigger,
}

impl TakingBack {
    fn new() -> Self {
        Self {
            asked: RwSignal::new(None),
            done: RwSignal::new(None),
            giving_up: RwSignal::new(None),
            drafts_changed: Trigger::new(),
        }
    }

    /// What came of the last one, and the way to its form.
    fn note(self, words: Words) -> Option<AnyView> {
        let note = match self.done.get()? {
            TakenBack::Draft(form) => view! {
                <p>{words.taken_back()}</p>
                <a class="button" href=form>{words.write_on()}</a>
            }
            .into_any(),
            TakenBack::TooLate => view! { <p>{words.too_late_to_take_back()}</p> }.into_any(),
            TakenBack::Occupied => return None,
        };
        Some(view! { <section class="panel" role="status">{note}</section> }.into_any())
    }

    /// Takes an item back to its form, or asks whether it may vanish.
    async fn take_back(self, here: &Here, item: &OutboxItem, statement: &Statement) -> Result<(), Failure> {
        self.done.set(None);
        let asked = self.asked.get_untracked();
        if asked.is_some_and(|(entry, _)| entry == statement.entry) {
            self.asked.set(None);
            let taken = here.session.take_back(here.membership.org, statement.entry).await?;
            if !taken {
                self.done.set(Some(TakenBack::TooLate));
            }
            return Ok(());
        }
        let Some(again) = draft_of(here.membership.org, item, statement) else {
            self.asked.set(Some((statement.entry, false)));
            return Ok(());
        };
        match take_back_to_draft(here, statement, again).await? {
            TakenBack::Occupied => self.asked.set(Some((statement.entry, true))),
            done => {
                self.done.set(Some(done));
                self.drafts_changed.notify();
            }
        }
        Ok(())
    }
}

fn row(here: &Here, shown: &Shown, item: &OutboxItem, problems: Problems, taking_back: TakingBack) -> Option<AnyView> {
    let words = here.session.words();
    let statement = item.statement()?;
    let what = say::kind(words, &statement.kind);
    let text = item.signed.body.as_ref().and_then(|body| main_text(&body.text));
    let text = text.or_else(|| target(words, &shown.logged, &statement));
    let state = match &item.state {
        OutboxState::Waiting if item.attempted => words.item_trying().to_owned(),
        OutboxState::Waiting => words.item_waiting().to_owned(),
        OutboxState::Conflict { .. } => words.item_conflict().to_owned(),
        OutboxState::Refused { refusal } => say::refusal(words, refusal),
    };
    if matches!(item.state, OutboxState::Conflict { .. }) {
        let decision = decision(here, shown, item, &statement, problems, taking_back.giving_up);
        return Some(
            view! { <li class="outbox-item"><h2>{what}</h2><p class="lead">{state}</p>{decision}</li> }.into_any(),
        );
    }
    Some(
        view! {
            <li class="outbox-item">
                <h2>{what}</h2>
                <p class="said">{text}</p>
                <p class="hint">{state}</p>
                {actions(here, item, &statement, problems, taking_back)}
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

/// The entry whose words are to be erased.
fn target(words: Words, logged: &Ledger, statement: &Statement) -> Option<String> {
    let target = statement.codes.as_ref().filter(|_| statement.kind == Kind::BodyErased)?.entry?;
    let record = logged.acceptance().entry(&target)?.record;
    let said = said_about(words, logged, &record)?;
    said.into_iter().find(|said| said.stamp.entry == target).map(|said| said.heading(words))
}

fn actions(
    here: &Here,
    item: &OutboxItem,
    statement: &Statement,
    problems: Problems,
    taking_back: TakingBack,
) -> AnyView {
    let words = here.session.words();
    let act = |what: What| {
        let (here, item, statement) = (here.clone(), item.clone(), statement.clone());
        Callback::new(move |()| {
            problems.clear();
            let (here, item, statement) = (here.clone(), item.clone(), statement.clone());
            spawn_local(async move {
                let (session, org, entry) = (here.session, here.membership.org, statement.entry);
                let done = match what {
                    What::TakeBack => taking_back.take_back(&here, &item, &statement).await,
                    What::Discard => session.discard(org, entry).await,
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
        OutboxState::Waiting if !item.attempted => match taking_back.asked.get() {
            Some((entry, is_occupied)) if entry == statement.entry => view! {
                <p role="alert"><b>{vanishes(words, statement, is_occupied)}</b></p>
                {press(words.take_back_really(), ButtonTone::Warning, What::TakeBack)}
            }
            .into_any(),
            _ => press(words.take_back(), ButtonTone::Second, What::TakeBack),
        },
        OutboxState::Waiting => ().into_any(),
        OutboxState::Conflict { .. } => ().into_any(),
        OutboxState::Refused { .. } => press(words.discard(), ButtonTone::Second, What::Discard),
    }
}

/// What is lost when an item without a draft is taken back.
fn vanishes(words: Words, statement: &Statement, is_occupied: bool) -> &'static str {
    match (&statement.kind, is_occupied) {
        (Kind::BodyErased, _) => words.vanishes_erasure(),
        (_, true) => words.vanishes_occupied(),
        (_, false) => words.vanishes(),
    }
}

/// What can be done with an item.
#[derive(Clone, Copy)]
enum What {
    TakeBack,
    Discard,
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
