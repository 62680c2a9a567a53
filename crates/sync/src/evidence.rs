//! What a device keeps when a log contradicts itself (spec rule S14): both notes, so that anybody can look at them.
//!
//! Deliberately absent: who is to blame. A server can have been set back to a copy of yesterday, or somebody can stand
//! in between; that two checkpoints cannot both be true is all that is said here.

use jiannuo_domain::hash::Digest;
use jiannuo_tlog::VerifierKey;
use serde::{Deserialize, Serialize};

use crate::replica::{Replica, SyncError};
use crate::store::{Change, Store};

/// Pieces of evidence that a device keeps of one log; the first ones stay. Two notes of at most 128 KiB in each are 4 MiB
/// at the very worst, and two of 1 kB are usual.
pub const MAX_EVIDENCE: usize = 16;

/// How a checkpoint contradicts what this device holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Contradiction {
    /// No key of the log that this device trusts, or that one of those handed over to, has signed it.
    #[error("the log's checkpoint is not signed by the log's key")]
    Unsigned,
    /// It has fewer entries than this device has seen.
    #[error("the log has {size} entries, this device has seen {seen}")]
    Smaller {
        /// How many the checkpoint says.
        size: u64,
        /// How many this device has seen.
        seen: u64,
    },
    /// It has as many entries as another checkpoint, and they are others.
    #[error("the log has two histories of {size} entries")]
    Forked {
        /// How many.
        size: u64,
    },
    /// The tree with more entries does not begin with the one with fewer.
    #[error("the log of {larger} entries does not begin with the log of {smaller} entries")]
    NotExtended {
        /// Entries of the one.
        smaller: u64,
        /// Entries of the other.
        larger: u64,
    },
}

/// Two checkpoints that cannot both be true, or one that is not the log's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// How they contradict each other.
    pub contradiction: Contradiction,
    /// The log's keys that the device trusted, oldest first.
    pub keys: Vec<VerifierKey>,
    /// The checkpoint that the device held, a signed note; absent on a device that held entries and no checkpoint yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
    /// The one that was offered, as it came.
    pub offered: String,
    /// When, by the device's clock.
    pub found_ms: i64,
    /// When a person decided to go on with this log, by the device's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_ms: Option<i64>,
}

impl Evidence {
    /// Its name: the same two notes are one piece of evidence, however often they come.
    pub fn id(&self) -> Digest {
        // Notes have no zero bytes, so that one cannot run into the other.
        Digest::of(&[self.held.as_deref().unwrap_or_default().as_bytes(), &[0], self.offered.as_bytes()])
    }
}

impl Replica {
    /// What speaks against this log, oldest first; decided or not, it stays.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Whether nothing is sent to this log until a person decides (spec rule S14).
    pub fn is_withheld(&self) -> bool {
        self.evidence.iter().any(|evidence| evidence.decided_ms.is_none())
    }

    /// A person has looked at the evidence and wants to go on with this log. What was found stays; another
    /// contradiction withholds again.
    ///
    /// # Errors
    /// [`SyncError::Store`]; nothing was decided then.
    pub async fn decide(&mut self, store: &impl Store, device_ms: i64) -> Result<(), SyncError> {
        let decided = |evidence: &Evidence| Evidence { decided_ms: Some(device_ms), ..evidence.clone() };
        let open = self.evidence.iter().filter(|evidence| evidence.decided_ms.is_none());
        let change = Change { evidence: open.map(decided).collect(), ..Change::default() };
        store.commit(&self.org, &change).await?;
        for evidence in self.evidence.iter_mut().filter(|evidence| evidence.decided_ms.is_none()) {
            evidence.decided_ms = Some(device_ms);
        }
        Ok(())
    }

    /// Keeps evidence, unless it is kept already or there is too much of it; the error to stop with.
    pub(crate) async fn accuse(
        &mut self,
        store: &impl Store,
        contradiction: Contradiction,
        offered: &str,
        device_ms: i64,
    ) -> SyncError {
        let evidence = Evidence {
            contradiction,
            keys: self.held.as_ref().map(|held| held.verified.keys.clone()).unwrap_or_default(),
            held: self.held.as_ref().map(|held| held.verified.note.clone()),
            offered: offered.to_owned(),
            found_ms: device_ms,
            decided_ms: None,
        };
        let is_known = self.evidence.iter().any(|known| known.id() == evidence.id());
        if !is_known && self.evidence.len() < MAX_EVIDENCE {
            // In memory first: a device that is full must not send either.
            self.evidence.push(evidence.clone());
            let change = Change { evidence: vec![evidence.clone()], ..Change::default() };
            // What cannot be kept now is found again at the next sync, and the contradiction is the news to tell.
            let _kept = store.commit(&self.org, &change).await;
        }
        SyncError::Contradicted(Box::new(evidence))
    }
}
