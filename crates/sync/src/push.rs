//! Push: the outbox goes out in order, as much at once as the server takes (spec rules S1–S6).

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::limits::{MAX_BODY_BYTES, MAX_PUSH_BYTES, MAX_PUSH_ENTRIES};
use jiannuo_domain::push::{Outcome, Push, PushAnswer};
use jiannuo_domain::words::WordsError;

use crate::keys::Keys;
use crate::outbox::{OutboxItem, OutboxState};
use crate::replica::{Replica, SyncError, SyncReport};
use crate::store::Store;
use crate::transport::{Transport, TransportError};

/// Room that JSON needs beside the statements' and bodies' own bytes: names and quotes (90), a signature (88), a salt
/// (64), and as much again.
const ENVELOPE_BYTES: usize = 512;

/// Every byte of a canonical text takes at most two inside a JSON text: the rare ones are escaped already.
const ESCAPED_BYTES: usize = 2;

impl Replica {
    /// Pushes what is ready; whether the log may have changed by it and there may be more to do.
    pub(crate) async fn push(
        &mut self,
        store: &impl Store,
        transport: &impl Transport,
        keys: &impl Keys,
        report: &mut SyncReport,
    ) -> Result<bool, SyncError> {
        let ready = self.outbox.ready(|item, statement| !self.has_brought(item, statement));
        let (ready, too_large): (Vec<_>, Vec<_>) = ready.into_iter().partition(fits);
        if !too_large.is_empty() {
            // One that no push can carry must not stand in the way of the others.
            report.refused += too_large.len();
            self.keep(store, too_large.into_iter().map(refuse_as_too_large).collect()).await?;
            return Ok(true);
        }
        let batch = one_push(ready);
        if batch.is_empty() {
            // What needs no files goes first: words are small, and others wait for them.
            return self.bring_files(store, transport, keys, report).await;
        }
        if self.is_withheld() {
            return Err(SyncError::Undecided);
        }
        let Some(batch) = self.mark_attempted(store, batch).await? else { return Ok(true) };
        let push = Push { entries: batch.iter().map(|item| item.signed.clone()).collect() };
        let answer = transport.push(&self.org, &push).await?;
        self.note_answers(store, &batch, answer, report).await
    }

    /// From here on an item can no longer be taken back. `None` when one was taken back in another tab: what builds on
    /// it has to be looked at again.
    async fn mark_attempted(
        &mut self,
        store: &impl Store,
        batch: Vec<OutboxItem>,
    ) -> Result<Option<Vec<OutboxItem>>, SyncError> {
        let batch: Vec<_> = batch.into_iter().map(|item| OutboxItem { attempted: true, ..item }).collect();
        let gone = self.keep(store, batch.clone()).await?;
        Ok(gone.is_empty().then_some(batch))
    }

    async fn note_answers(
        &mut self,
        store: &impl Store,
        batch: &[OutboxItem],
        answer: PushAnswer,
        report: &mut SyncReport,
    ) -> Result<bool, SyncError> {
        if answer.answers.len() != batch.len() {
            return Err(TransportError::Malformed("another number of answers than of statements".to_owned()).into());
        }
        let mut refused = Vec::new();
        let mut may_go_on = false;
        for (item, answer) in batch.iter().zip(answer.answers) {
            let is_for_another = |entry| item.statement().is_some_and(|statement| statement.entry != entry);
            if answer.entry.is_some_and(is_for_another) {
                return Err(TransportError::Malformed("an answer to another statement".to_owned()).into());
            }
            match answer.outcome {
                // It leaves the outbox when it is seen in the log, not before (invariant I1).
                Outcome::Accepted { .. } => may_go_on = true,
                // The pull that follows brings the newer head; then it is rebased or shown to its author.
                Outcome::Refused { refusal: Refusal::StaleHead { .. } } => may_go_on = true,
                // The server has dropped a file since, or never had it: it is brought again. Not so where it was not let
                // in: then this is the answer.
                Outcome::Refused { refusal: Refusal::BlobMissing { hash } } if !self.is_given_up(item) => {
                    self.bring_again(&hash);
                    may_go_on = true;
                }
                // Held back with what it builds on.
                Outcome::Refused { refusal: Refusal::DependsOnRefused { .. } } => {}
                Outcome::Refused { refusal } => {
                    refused.push(OutboxItem { state: OutboxState::Refused { refusal }, ..item.clone() });
                }
            }
        }
        if !refused.is_empty() {
            may_go_on = true;
            report.refused += refused.len();
            self.keep(store, refused).await?;
        }
        Ok(may_go_on)
    }
}

impl Replica {
    /// Whether an item was pushed although its files could not be brought.
    fn is_given_up(&self, item: &OutboxItem) -> bool {
        item.statement().is_none_or(|statement| self.was_not_let_in(&statement.entry))
    }
}

fn body_bytes(item: &OutboxItem) -> usize {
    item.signed.body.as_ref().map_or(0, |body| body.text.len())
}

/// Whether a push can carry it; with a body within its bound, one always can: 512 + 2 × (4 KiB + 64 KiB) < 2 MiB.
fn fits(item: &OutboxItem) -> bool {
    body_bytes(item) <= MAX_BODY_BYTES
}

/// What the server would say if it could be asked.
fn refuse_as_too_large(item: OutboxItem) -> OutboxItem {
    let problem = WordsError::TooLarge { bytes: body_bytes(&item), limit: MAX_BODY_BYTES };
    OutboxItem { state: OutboxState::Refused { refusal: Refusal::Words { problem } }, ..item }
}

/// As many items as one push takes, the first ones.
fn one_push(ready: Vec<OutboxItem>) -> Vec<OutboxItem> {
    let mut bytes = ENVELOPE_BYTES;
    ready
        .into_iter()
        .take(MAX_PUSH_ENTRIES)
        .take_while(|item| {
            bytes += ENVELOPE_BYTES + ESCAPED_BYTES * (item.signed.statement.len() + body_bytes(item));
            bytes <= MAX_PUSH_BYTES
        })
        .collect()
}
