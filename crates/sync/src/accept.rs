//! Which checkpoint a device accepts: signed by the log's key, not smaller than the one it holds, and extending it (spec
//! rules S13, S14, S16).
//!
//! Deliberately absent: the entries under it ([`crate::pull`]); they are proved to belong to it window by window.

use jiannuo_domain::statement::origin;
use jiannuo_tlog::checkpoint::{Checkpoint, open_parsed};
use jiannuo_tlog::{Hash, SignedNote, VerifierKey};

use crate::evidence::Contradiction;
use crate::replica::{Replica, SyncError};
use crate::store::{Change, Store, Verified};
use crate::tiles::PullTiles;
use crate::transport::{Offered, Transport, TransportError};

/// Entries of a log that a device reads: a hundred a day for 28 years. A server that signs for more makes no device
/// download them, and proofs stay within three levels of tiles, 24 kB.
pub const MAX_LOG_ENTRIES: u64 = 1 << 20;

/// How old the time of the last check may be before it is kept again: one write an hour while nothing happens.
const KEPT_CHECK_MS: i64 = 60 * 60 * 1_000;

/// A checkpoint with what was verified of it.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) verified: Verified,
    pub(crate) checkpoint: Checkpoint,
}

impl Held {
    /// As kept in the store; `None` when it is not what this code keeps.
    pub(crate) fn from_kept(verified: Verified) -> Option<Self> {
        let note = SignedNote::parse(verified.note.as_bytes()).ok()?;
        Some(Self { checkpoint: note.text.parse().ok()?, verified })
    }
}

impl Replica {
    /// The last checkpoint that this device accepted, with the keys that it trusts and when it looked.
    pub fn checkpoint(&self) -> Option<&Verified> {
        self.held.as_ref().map(|held| &held.verified)
    }

    /// The log's name in checkpoints.
    pub(crate) fn origin(&self) -> String {
        origin(self.org, self.log)
    }

    /// Asks for the log's checkpoint and accepts it, or says why not. Nothing is kept yet but evidence.
    pub(crate) async fn accept(
        &mut self,
        store: &impl Store,
        transport: &impl Transport,
        tiles: &mut PullTiles,
        device_ms: i64,
    ) -> Result<Held, SyncError> {
        let Offered { note, now_ms } = transport.checkpoint(&self.org).await?;
        let looked = |verified: &Verified| Verified { device_ms, server_ms: now_ms, ..verified.clone() };
        if let Some(held) = self.held.as_ref().filter(|held| held.verified.note == note) {
            return Ok(Held { verified: looked(&held.verified), checkpoint: held.checkpoint.clone() });
        }
        let malformed = |error: &dyn std::fmt::Display| TransportError::Malformed(format!("checkpoint: {error}"));
        let signed = SignedNote::parse(note.as_bytes()).map_err(|error| malformed(&error))?;
        let checkpoint: Checkpoint = signed.text.parse().map_err(|error| malformed(&error))?;
        if checkpoint.origin != self.origin() {
            return Err(malformed(&"another log's").into());
        }
        let Some(keys) = self.keys_that_signed(transport, &signed).await? else {
            return Err(self.accuse(store, Contradiction::Unsigned, &note, device_ms).await);
        };
        if checkpoint.size > MAX_LOG_ENTRIES {
            return Err(SyncError::TooLong { size: checkpoint.size });
        }
        if let Some(contradiction) = self.contradiction(transport, tiles, &checkpoint).await? {
            return Err(self.accuse(store, contradiction, &note, device_ms).await);
        }
        Ok(Held { verified: Verified { keys, note, device_ms, server_ms: now_ms }, checkpoint })
    }

    /// The keys to trust from now on: the ones trusted so far and those that the newest of them handed over to, when the
    /// last one has signed the note. `None` when it has not.
    async fn keys_that_signed(
        &self,
        transport: &impl Transport,
        note: &SignedNote,
    ) -> Result<Option<Vec<VerifierKey>>, SyncError> {
        let has_signed = |key: &VerifierKey| open_parsed(note, std::slice::from_ref(key)).is_ok();
        let trusted = self.held.as_ref().map(|held| held.verified.keys.clone()).unwrap_or_default();
        let Some(newest) = trusted.last() else {
            return self.first_key(transport, note).await.map(Some);
        };
        if has_signed(newest) {
            return Ok(Some(trusted));
        }
        let listed = transport.keys(&self.org).await?;
        if listed.follow(newest).is_err() {
            return Ok(None);
        }
        let from = listed.keys.iter().position(|key| key.vkey == *newest).unwrap_or_default();
        let handed_over = listed.keys.iter().skip(from + 1).map(|key| key.vkey.clone());
        let keys: Vec<_> = trusted.iter().cloned().chain(handed_over).collect();
        Ok(keys.last().is_some_and(has_signed).then_some(keys))
    }

    /// The key that this device trusts from now on because it saw it first.
    async fn first_key(&self, transport: &impl Transport, note: &SignedNote) -> Result<Vec<VerifierKey>, SyncError> {
        let listed = transport.keys(&self.org).await?;
        let newest = listed.newest().filter(|key| open_parsed(note, std::slice::from_ref(*key)).is_ok());
        let newest = newest.ok_or_else(|| TransportError::Malformed("no key of the log has signed".to_owned()))?;
        Ok(vec![newest.clone()])
    }

    /// How a signed checkpoint contradicts what this device holds, as far as that can be said before entries come.
    async fn contradiction(
        &self,
        transport: &impl Transport,
        tiles: &mut PullTiles,
        offered: &Checkpoint,
    ) -> Result<Option<Contradiction>, SyncError> {
        let Some((seen, root)) = self.seen() else { return Ok(None) };
        let size = offered.size;
        Ok(match size.cmp(&seen) {
            std::cmp::Ordering::Less => Some(Contradiction::Smaller { size, seen }),
            std::cmp::Ordering::Equal => (offered.root != root).then_some(Contradiction::Forked { size }),
            // The entries held here prove it together with the first ones that come; without them, tiles must.
            std::cmp::Ordering::Greater if self.tree.size() == seen => None,
            std::cmp::Ordering::Greater => {
                let extends = tiles.extends(transport, &self.org, (seen, root), offered).await?;
                (!extends).then_some(Contradiction::NotExtended { smaller: seen, larger: size })
            }
        })
    }

    /// The largest tree that this device knows to be the log's: that of the checkpoint it holds, whose entries may not
    /// all be here yet, or that of its entries from before logs had checkpoints.
    pub(crate) fn seen(&self) -> Option<(u64, Hash)> {
        match &self.held {
            Some(held) => Some((held.checkpoint.size, held.checkpoint.root)),
            None => (self.tree.size() > 0).then(|| (self.tree.size(), self.root())),
        }
    }

    /// Keeps an accepted checkpoint that came without new entries, when there is anything new about it.
    pub(crate) async fn keep_accepted(&mut self, store: &impl Store, accepted: Held) -> Result<(), SyncError> {
        let Some(held) = &mut self.held else { return self.keep_held(store, accepted).await };
        let (old, new) = (&held.verified, &accepted.verified);
        let is_same_tree = held.checkpoint == accepted.checkpoint;
        let signatures = |verified: &Verified| verified.note.lines().count();
        if is_same_tree && signatures(old) > signatures(new) && old.keys == new.keys {
            // Cosignatures that were there once are worth keeping.
            return Ok(());
        }
        let is_recent = new.device_ms.saturating_sub(old.device_ms).abs() < KEPT_CHECK_MS;
        if old.note == new.note && old.keys == new.keys && is_recent {
            return Ok(());
        }
        self.keep_held(store, accepted).await
    }

    async fn keep_held(&mut self, store: &impl Store, accepted: Held) -> Result<(), SyncError> {
        let change = Change { from: self.tree.size(), verified: Some(accepted.verified.clone()), ..Change::default() };
        store.commit(&self.org, &change).await?;
        self.held = Some(accepted);
        Ok(())
    }
}
