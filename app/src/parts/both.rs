//! Writing two versions of one record into one: the form begins with both, and what is published takes the place of what
//! waited for a decision (spec rule S24).

use jiannuo_board::components::side_by_side::side_by_side;
use jiannuo_board::record::{Context, conflict, wording_seen};
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::ledger::Told;
use jiannuo_domain::statement::Statement;
use jiannuo_domain::words::{Words as BodyWords, both};
use jiannuo_sync::outbox::{OutboxItem, OutboxState};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::organisation::Here;

/// The part of an address that names what waits.
const WITH: &str = "with";

/// The form's address for writing both into one.
pub fn address(form: &str, entry: &EntryId) -> String {
    format!("{form}?{WITH}={entry}")
}

/// What the address says is to be written into one with the newer words; of whatever form asks.
pub fn in_address() -> Option<EntryId> {
    let query = window().location().search().ok()?;
    let parts = query.trim_start_matches('?').split('&');
    parts.filter_map(|part| part.split_once('=')).find(|(name, _)| *name == WITH)?.1.parse().ok()
}

/// What waits for a decision about a record, if the address names it.
fn waiting(here: &Here, record: RecordId) -> Option<(OutboxItem, Statement)> {
    let entry = in_address()?;
    let shown = here.session.shown_untracked(here.membership.org)?;
    let asked = |item: &&OutboxItem| matches!(item.state, OutboxState::Conflict { .. });
    shown.outbox.iter().filter(asked).find_map(|item| {
        let statement = item.statement()?;
        (statement.entry == entry && statement.record == record).then(|| (item.clone(), statement))
    })
}

/// What a form that rewords a record begins with: both versions in one; `None` when the address names none.
pub fn start<W>(here: &Here, record: RecordId, wordings: &[Told<W>]) -> Option<W>
where
    W: BodyWords + Serialize + DeserializeOwned + Clone,
{
    let (item, statement) = waiting(here, record)?;
    let shown = here.session.shown_untracked(here.membership.org)?;
    let mine = W::from_body(&item.signed.body.as_ref()?.text).ok()?;
    let newer = wordings.last().and_then(Told::words)?;
    Some(both(wording_seen(&shown.logged, &statement, wordings), &mine, newer))
}

/// Both versions beside each other, above a form that begins with them.
pub fn panel(here: &Here, record: RecordId) -> Option<AnyView> {
    let (item, statement) = waiting(here, record)?;
    let here = here.clone();
    let view = move || {
        let words = here.session.words();
        let shown = here.session.shown_untracked(here.membership.org)?;
        let context = Context::on_device(words.board(), &shown.now);
        let body = item.signed.body.as_ref().map(|body| body.text.as_str());
        let sides = conflict(&shown.logged, &statement, body, &context)?;
        Some(view! { <p>{words.both_text()}</p> {side_by_side(words.board(), &sides)} })
    };
    Some(view! { <div class="panel">{view}</div> }.into_any())
}
