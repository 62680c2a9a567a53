//! Writing the pushes that wait, all of them together: judge, add to the tree, sign, write, remember.
//!
//! **Why nothing is half done.** From the first judgement until storage has the new entries there is no `await`: no other
//! request of this object runs in between, so what [`intake::receive`] judged, in the order of the queue, is what is
//! written, and the signed checkpoint is that of the tree over exactly these leaves. Leaves, bodies, erasures, tiles and
//! checkpoint are one transaction. Ledger and tree in memory are ahead of storage only within that piece: if the write
//! fails both are dropped and made anew from storage; if the instance traps, the object is constructed anew, which does
//! the same. Nobody is answered and nobody else leads before storage says that it is durable; if the disk fails, the
//! engine breaks the object and with it all who wait. The engine also holds back every other answer of the object until
//! then, so no checkpoint leaves that storage could lose. So an answer tells of entries that are on disk under a checkpoint
//! that is on disk (invariant I1), and a repetition finds them.

use std::rc::Rc;
use std::time::Duration;

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::intake::{self, Arrival};
use jiannuo_domain::push::PushAnswer;
use jiannuo_domain::shelf::Naming;
use jiannuo_domain::statement::LogName;
use jiannuo_tlog::leaf_hash;
use worker::{Delay, console_error};

use super::OrganisationLog;
use super::open::{OpenLog, ReadOnly};
use super::queue::{Seat, Turn};
use super::store::{Addition, LogStore, StoreError};
use crate::faults::{Faults, Point};
use crate::reply::Reply;

/// Rounds of the engine's events that a leader waits for those who are on their way: reading what came in and checking
/// signatures takes a few. Who sends slowly is not waited for longer.
const MAX_ROUNDS: usize = 4;

/// What a batch came to.
struct Judged {
    /// An answer for each push.
    answers: Vec<PushAnswer>,
    /// What is to be written, if anything is new.
    addition: Option<Addition>,
}

impl OrganisationLog {
    /// Writes all that wait, answers them when it is durable, and lets the next one lead.
    pub(super) async fn lead(&self, org: OrganisationId) {
        for _ in 0..MAX_ROUNDS {
            if self.queue.is_complete() {
                break;
            }
            Delay::from(Duration::ZERO).await;
        }
        let batch = self.queue.next_batch();
        let replies = self.write_durably(org, &batch).await.unwrap_or_else(|error| {
            console_error!("{}", serde_json::json!({ "event": "append-failed", "error": error.to_string() }));
            vec![Reply::error(500, "storage"); batch.len()]
        });
        for (seat, reply) in batch.iter().zip(replies) {
            seat.call(Turn::Answer(reply));
        }
        self.queue.pass_on();
    }

    /// The answers to a batch, once they are true for ever.
    async fn write_durably(&self, org: OrganisationId, batch: &[Rc<Seat>]) -> Result<Vec<Reply>, StoreError> {
        let faults = Faults::first(batch.iter().map(|seat| seat.push.faults));
        let Judged { answers, addition } = match self.write(org, batch, faults)? {
            Ok(judged) => judged,
            Err(ReadOnly::NoCustodian) => return Ok(vec![Reply::error(409, "no-custodian"); batch.len()]),
            // For ever, where what is forgotten may come back.
            Err(ReadOnly::Succeeded) => return Ok(vec![Reply::error(409, "succeeded"); batch.len()]),
            Err(_) => return Ok(vec![Reply::error(503, "read-only"); batch.len()]),
        };
        if addition.is_some() {
            self.wake_soon().await;
            faults.at(Point::Reported);
        }
        // Also for repetitions only: what they repeat may have been written a moment ago.
        self.state.storage().sync().await?;
        faults.at(Point::Committed);
        Ok(answers.iter().map(|answer| Reply::json(200, answer)).collect())
    }

    /// Judges a batch and writes it: no `await` in here.
    fn write(
        &self,
        org: OrganisationId,
        batch: &[Rc<Seat>],
        faults: Faults,
    ) -> Result<Result<Judged, ReadOnly>, StoreError> {
        let now_ms = batch.iter().map(|seat| seat.push.now_ms).max().unwrap_or_default();
        if let Some(read_only) = self.with_log(org, now_ms, faults, |log| log.signing.as_ref().err().cloned())? {
            return Ok(Err(read_only));
        }
        let wants = self.with_log(org, now_ms, faults, |log| log.ledger.acceptance().wants_anchor())?;
        let anchor = match self.anchor(org, now_ms, wants && self.log_name()? == LogName::Office) {
            Ok(anchor) => anchor,
            Err(error) => {
                console_error!("{}", serde_json::json!({ "event": "no-anchor", "error": error.to_string() }));
                return Ok(Err(ReadOnly::NoCustodian));
            }
        };
        let judged = match self.with_log(org, now_ms, faults, |log| judge(log, &self.store, anchor, batch, now_ms))? {
            Ok(judged) => judged,
            Err(read_only) => {
                // Nothing was written; what was judged must not be remembered either.
                self.forget();
                return Ok(Err(read_only));
            }
        };
        faults.at(Point::BeforeWrite);
        let Some(addition) = &judged.addition else { return Ok(Ok(judged)) };
        self.store.append((org, self.log_name()?), addition, faults).inspect_err(|_| self.forget())?;
        faults.at(Point::AfterWrite);
        if addition.entries.iter().any(|entry| entry.erases.is_some()) {
            // Folding anew from what is left is the proof that no copy of the words stays in memory.
            self.forget();
        }
        Ok(Ok(judged))
    }
}

/// Takes a batch into the ledger and the tree and signs the tree. After an error neither is storage's any more.
fn judge(
    log: &mut OpenLog,
    shelf: &LogStore,
    anchor: Option<Arrival>,
    batch: &[Rc<Seat>],
    now_ms: i64,
) -> Result<Judged, ReadOnly> {
    let signing = log.signing.as_mut().map_err(|read_only| read_only.clone())?;
    // In an office log: by which roster the rest is judged.
    let mut entries = Vec::new();
    if let Some(anchor) = anchor {
        entries.extend(intake::receive(&mut log.ledger, &[anchor], now_ms).new_entries);
        if entries.is_empty() {
            return Err(ReadOnly::NoCustodian);
        }
    }
    let mut answers = Vec::with_capacity(batch.len());
    let mut naming = Naming::new(shelf);
    for seat in batch {
        let received = intake::receive_with(&mut log.ledger, &seat.push.arrivals, &mut naming, seat.push.now_ms);
        entries.extend(received.new_entries);
        answers.push(PushAnswer { size: log.ledger.acceptance().size(), answers: received.answers });
    }
    if entries.is_empty() {
        return Ok(Judged { answers, addition: None });
    }
    let leaves: Vec<String> =
        entries.iter().map(|entry| String::from_utf8_lossy(&entry.leaf.to_bytes()).into_owned()).collect();
    let appended = log.tiles.append(leaves.iter().map(|leaf| leaf_hash(leaf.as_bytes())));
    let checkpoint = signing.checkpoint(appended.size, appended.root, now_ms)?;
    let first_key = signing.new_key().cloned();
    signing.is_on_record();
    log.keys = signing.keys().clone();
    log.checkpoint = Some(checkpoint.clone());
    Ok(Judged { answers, addition: Some(Addition { entries, leaves, tiles: appended.tiles, checkpoint, first_key }) })
}
