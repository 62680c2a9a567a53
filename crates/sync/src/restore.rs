//! Giving a server back what it has forgotten (spec rule S18): a log that was set back, or has lost entries, takes nothing
//! new until those who remember them bring them.
//!
//! Everything in here is public already. Deliberately absent: the outbox, which is not the log's, and a decision about the
//! evidence, which is a person's.

use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::limits::MAX_PUSH_BYTES;
use jiannuo_domain::push::ServedBody;
use jiannuo_domain::restore::{MAX_RESTORED_ENTRIES, Remembered, Restore};
use jiannuo_domain::statement::{Reading, Statement};
use jiannuo_tlog::proof::prove_consistency;
use jiannuo_tlog::witness::AddCheckpoint;
use jiannuo_tlog::{Hash, SignedNote};

use crate::replica::{Replica, SyncError};
use crate::store::{KeptBody, Store};
use crate::transport::{Transport, TransportError};

/// Bytes of leaves and words in one batch: every byte takes two at most in JSON, and proof and names are small.
const MAX_BATCH_BYTES: usize = MAX_PUSH_BYTES / 2 - 64 * 1024;

impl Replica {
    /// Gives the server what it has forgotten of the log that this device holds; whether anything was given.
    ///
    /// # Errors
    /// [`SyncError`]; what was given before stays given.
    pub async fn give_back(&self, store: &impl Store, transport: &impl Transport) -> Result<bool, SyncError> {
        let Some(held) = self.held.as_ref().filter(|held| held.checkpoint.size <= self.tree.size()) else {
            return Ok(false);
        };
        let size = held.checkpoint.size;
        let Some(mut theirs) = self.remind(transport, &held.verified.note, size).await? else { return Ok(false) };
        while theirs < size {
            let restore = self.batch(store, theirs, size).await?;
            let restored = transport.restore(&self.org, &restore).await?;
            if restored.size <= theirs {
                return Err(TransportError::Malformed("the log takes nothing back".to_owned()).into());
            }
            theirs = restored.size;
        }
        Ok(true)
    }

    /// Shows the server a checkpoint that it has forgotten; how many entries it has, if it wants the others.
    async fn remind(&self, transport: &impl Transport, note: &str, size: u64) -> Result<Option<u64>, SyncError> {
        let malformed = |error: &dyn std::fmt::Display| TransportError::Malformed(error.to_string());
        let note = SignedNote::parse(note.as_bytes()).map_err(|error| malformed(&error))?;
        let mut old = 0;
        // It says how many entries it has; the second time the proof begins there.
        for _ in 0..2 {
            let proof = self.proof_from(old, size)?;
            let request = AddCheckpoint::new(old, proof, note.clone()).map_err(|error| malformed(&error))?;
            match transport.remembered(&self.org, &request.to_string()).await? {
                Remembered::Wanted { size: theirs } if theirs == old => return Ok(Some(old)),
                Remembered::Wanted { size: theirs } if theirs < size => old = theirs,
                _ => return Ok(None),
            }
        }
        Ok(None)
    }

    fn proof_from(&self, old: u64, size: u64) -> Result<Vec<Hash>, SyncError> {
        if old == 0 || old == size {
            return Ok(Vec::new());
        }
        prove_consistency(old, size, &self.tree).map_err(|error| TransportError::Malformed(error.to_string()).into())
    }

    /// The next entries with their words, one at least.
    async fn batch(&self, store: &impl Store, from: u64, size: u64) -> Result<Restore, SyncError> {
        let mut restore = Restore { from, leaves: Vec::new(), bodies: Vec::new(), proof: Vec::new() };
        let mut bytes = 0;
        for index in from..size.min(from + MAX_RESTORED_ENTRIES as u64) {
            let leaf = store.leaf(&self.org, index).await?.ok_or(SyncError::NotGenuine { index })?;
            let body = self.words_of(&leaf);
            bytes += leaf.len() + body.as_ref().map_or(0, length);
            if bytes > MAX_BATCH_BYTES && !restore.leaves.is_empty() {
                break;
            }
            restore.leaves.push(leaf);
            restore.bodies.extend(body);
        }
        restore.proof = self.proof_from(from + restore.leaves.len() as u64, size)?;
        Ok(restore)
    }

    /// The words that a leaf names, as far as this device has them, or that they were erased.
    fn words_of(&self, leaf: &str) -> Option<ServedBody> {
        let leaf = Leaf::from_bytes(leaf.as_bytes()).ok()?;
        let Reading::Known(statement) = Statement::read(&leaf.statement).ok()? else { return None };
        let hash = statement.body?;
        Some(match self.bodies.get(&hash)? {
            KeptBody::Present(body) => ServedBody::Present { hash, body: body.clone() },
            KeptBody::Erased => ServedBody::Erased { hash, erased: true },
        })
    }
}

fn length(body: &ServedBody) -> usize {
    match body {
        ServedBody::Present { body, .. } => body.text.len(),
        ServedBody::Erased { .. } => 0,
    }
}
