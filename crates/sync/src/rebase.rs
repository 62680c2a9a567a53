//! Rebase: what was written on an older head is put on the newer one, under the same identity (spec rules S10–S12).
//!
//! By itself only while nobody has changed the record's words in between: then the author meant what now stands. When
//! the words have changed, or a verdict was meant for a claim that has moved on, the author is asked, once, and nothing
//! is sent until then.

use jiannuo_domain::acceptance::Acceptance;
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::statement::Statement;

use crate::keys::{Keys, KeysError};
use crate::outbox::{OutboxItem, OutboxState};
use crate::replica::{Replica, SyncError, sign};
use crate::store::Store;

/// What to do with an item whose record has moved on.
enum Move {
    Rebase { head: EntryId },
    Ask { head: EntryId },
}

impl Replica {
    /// Puts waiting items on the heads that were pulled.
    pub(crate) async fn rebase(&mut self, store: &impl Store, keys: &impl Keys) -> Result<(), SyncError> {
        let mut update = Vec::new();
        for (item, statement) in self.outbox.iter().filter(|(item, _)| item.state == OutboxState::Waiting) {
            // What builds on another item of the outbox follows that one, which keeps its identity.
            if statement.prev.is_none_or(|prev| self.outbox.get(&prev).is_some()) {
                continue;
            }
            match needed_move(self.logged.acceptance(), statement) {
                Some(Move::Rebase { head }) => update.push(match rebased(keys, item, statement, head).await {
                    // After a restoration the key can be gone (spec rule S23): what must be signed anew waits, not the rest.
                    Err(SyncError::Keys(KeysError::NoSuchKey)) => {
                        OutboxItem { state: OutboxState::Conflict { head }, ..item.clone() }
                    }
                    rebased => rebased?,
                }),
                Some(Move::Ask { head }) => {
                    update.push(OutboxItem { state: OutboxState::Conflict { head }, ..item.clone() });
                }
                None => {}
            }
        }
        self.keep(store, update).await?;
        Ok(())
    }

    /// The author wants their words on top of the newer ones.
    ///
    /// # Errors
    /// [`SyncError`]; the conflict stays then.
    pub async fn keep_mine(&mut self, store: &impl Store, keys: &impl Keys, entry: &EntryId) -> Result<(), SyncError> {
        let Some((item, statement)) = self.outbox.get(entry) else { return Ok(()) };
        let OutboxState::Conflict { head } = item.state else { return Ok(()) };
        // The record may have moved on again since the author was asked.
        let head = self.logged.acceptance().record(&statement.record).map_or(head, |record| record.head);
        let update = vec![rebased(keys, item, statement, head).await?];
        self.keep(store, update).await?;
        Ok(())
    }
}

fn needed_move(log: &Acceptance, statement: &Statement) -> Option<Move> {
    let prev = statement.prev?;
    let record = log.record(&statement.record)?;
    if record.head == prev {
        return None;
    }
    let head = record.head;
    let index = |entry: &EntryId| log.entry(entry).map(|facts| facts.index);
    let is_same_wording = match (index(&record.wording), index(&prev)) {
        (Some(wording), Some(prev)) => wording <= prev,
        _ => false,
    };
    // A verdict is on the one claim that its author read; what follows a claim is another verdict or another claim.
    let is_verdict = matches!(statement.kind, Kind::PledgeConfirmed | Kind::PledgeDisputed);
    Some(if is_same_wording && !is_verdict { Move::Rebase { head } } else { Move::Ask { head } })
}

async fn rebased(
    keys: &impl Keys,
    item: &OutboxItem,
    statement: &Statement,
    head: EntryId,
) -> Result<OutboxItem, SyncError> {
    let statement = Statement { prev: Some(head), ..statement.clone() };
    let signed = sign(keys, &statement, item.signed.body.clone()).await?;
    Ok(OutboxItem { signed, state: OutboxState::Waiting, ..item.clone() })
}
