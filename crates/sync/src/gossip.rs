//! Two devices compare what the log told them (spec rule S15): a server that shows two histories is found out by the
//! first two people who hold their phones together.

use jiannuo_tlog::SignedNote;
use jiannuo_tlog::checkpoint::{Checkpoint, open_parsed};

use crate::evidence::{Contradiction, Evidence};
use crate::replica::{Replica, SyncError};
use crate::store::Store;

/// What another device's checkpoint says about this log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// It is another organisation's.
    OtherLog,
    /// Not a note, or not signed by a key that this device trusts; anybody can write such a thing, so it proves nothing.
    NotSigned,
    /// This device has not yet accepted a checkpoint to compare with.
    NothingHeld,
    /// Both devices have seen the same log up to here.
    Agrees {
        /// Entries that the other device has seen.
        size: u64,
    },
    /// The other device has seen more; compare again after the next sync.
    Newer {
        /// Entries that the other device has seen.
        size: u64,
    },
    /// The log showed the two devices two histories. Kept.
    Contradicts(Box<Evidence>),
}

impl Replica {
    /// Compares another device's checkpoint, a signed note, with what is held here.
    ///
    /// # Errors
    /// None at present; what cannot be kept is told all the same.
    pub async fn compare(&mut self, store: &impl Store, note: &str, device_ms: i64) -> Result<Compared, SyncError> {
        let Ok(signed) = SignedNote::parse(note.as_bytes()) else { return Ok(Compared::NotSigned) };
        let Ok(theirs) = signed.text.parse::<Checkpoint>() else { return Ok(Compared::NotSigned) };
        if theirs.origin != self.origin() {
            return Ok(Compared::OtherLog);
        }
        let Some(held) = &self.held else { return Ok(Compared::NothingHeld) };
        // Each alone: one that was handed over long ago still vouches for an old checkpoint.
        let is_signed = |key| open_parsed(&signed, std::slice::from_ref(key)).is_ok();
        if !held.verified.keys.iter().any(is_signed) {
            return Ok(Compared::NotSigned);
        }
        let size = theirs.size;
        let ours = match self.tree.root_at(size) {
            Some(root) => root,
            None if size == held.checkpoint.size => held.checkpoint.root,
            None => return Ok(Compared::Newer { size }),
        };
        if ours == theirs.root {
            return Ok(Compared::Agrees { size });
        }
        let held_size = held.checkpoint.size;
        let contradiction = if size == held_size {
            Contradiction::Forked { size }
        } else {
            Contradiction::NotExtended { smaller: size.min(held_size), larger: size.max(held_size) }
        };
        match self.accuse(store, contradiction, note, device_ms).await {
            SyncError::Contradicted(evidence) => Ok(Compared::Contradicts(evidence)),
            other => Err(other),
        }
    }
}
