//! What a backup holds, and what of it a device takes: what it does not have, and nothing older than what it has.

use std::collections::{BTreeMap, BTreeSet};

use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::leaf::Leaf;
use jiannuo_tlog::leaf_hash;
use serde::Deserialize;

use super::{BackupError, Kept, MAX_WORDS_BYTES, Row, RowKey, RowValue};
use crate::accept::Held;
use crate::outbox::OutboxItem;
use crate::store::Verified;
use crate::tree::Tree;

/// What a backup holds of one log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogContents {
    /// Its leaves by their place.
    leaves: BTreeMap<u64, String>,
    /// Rows of words by hash.
    pub bodies: BTreeMap<String, String>,
    /// The row of the accepted checkpoint.
    pub checkpoint: Option<String>,
    /// Rows of evidence by their identity.
    pub evidence: BTreeMap<String, String>,
    /// Rows of what waits by entry.
    pub outbox: BTreeMap<String, String>,
}

/// What a backup offers of a log to a device that holds some of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer<'a> {
    /// Nothing that it does not have.
    Nothing,
    /// These leaves behind those that it has.
    More(Vec<&'a str>),
    /// Another history than its own; the device keeps what it has.
    Other,
}

/// What a backup holds: its words whole, of its files how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// The logs, by the name under which a device keeps them.
    pub logs: BTreeMap<String, LogContents>,
    /// Rows of organisations.
    pub memberships: BTreeMap<String, String>,
    /// Rows of drafts.
    pub drafts: BTreeMap<String, String>,
    /// Settings.
    pub settings: BTreeMap<String, String>,
    /// How many files.
    pub files: u64,
    words_bytes: usize,
}

impl Contents {
    /// Takes a row in.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] for one that no device keeps, [`BackupError::TooLarge`] for one too many.
    pub fn take(&mut self, row: Row) -> Result<(), BackupError> {
        let text = match row.value {
            RowValue::Text(text) => text,
            RowValue::Bytes(_) if matches!(row.kept, Kept::Blobs | Kept::DraftFiles) => {
                self.files += 1;
                return Ok(());
            }
            RowValue::Bytes(_) => return Err(BackupError::Damaged),
        };
        self.words_bytes = self.words_bytes.saturating_add(text.len());
        if self.words_bytes > MAX_WORDS_BYTES {
            return Err(BackupError::TooLarge);
        }
        let earlier = match (row.kept, row.key) {
            (Kept::Memberships, RowKey::Name(name)) => self.memberships.insert(name, text),
            (Kept::Drafts, RowKey::Name(name)) => self.drafts.insert(name, text),
            (Kept::Settings, RowKey::Name(name)) => self.settings.insert(name, text),
            (Kept::Leaves, RowKey::Place(name, place)) => self.log(name).leaves.insert(place, text),
            (Kept::Bodies, RowKey::Part(name, hash)) => self.log(name).bodies.insert(hash, text),
            (Kept::Checkpoints, RowKey::Name(name)) => self.log(name).checkpoint.replace(text),
            (Kept::Evidence, RowKey::Part(name, id)) => self.log(name).evidence.insert(id, text),
            (Kept::Outbox, RowKey::Part(name, entry)) => self.log(name).outbox.insert(entry, text),
            _ => return Err(BackupError::Damaged),
        };
        // A device keeps one row under a key.
        if earlier.is_some() { Err(BackupError::Damaged) } else { Ok(()) }
    }

    fn log(&mut self, name: String) -> &mut LogContents {
        self.logs.entry(name).or_default()
    }

    /// Looks whether each log is one: leaves without a gap, those of the checkpoint that was accepted, and things that
    /// wait which can be read.
    ///
    /// # Errors
    /// [`BackupError::Damaged`].
    pub fn check(&self) -> Result<(), BackupError> {
        self.logs.values().try_for_each(LogContents::check)
    }

    /// How many things wait to be published.
    pub fn waiting(&self) -> usize {
        self.logs.values().map(|log| log.outbox.len()).sum()
    }
}

impl LogContents {
    /// The leaves, the first one first.
    pub fn leaves(&self) -> impl ExactSizeIterator<Item = &str> {
        self.leaves.values().map(String::as_str)
    }

    /// What a device that holds some leaves is offered.
    pub fn offer(&self, held: &[String]) -> Offer<'_> {
        let mut leaves = self.leaves();
        if !held.iter().zip(&mut leaves).all(|(held, offered)| held == offered) {
            return Offer::Other;
        }
        let more: Vec<_> = self.leaves().skip(held.len()).collect();
        if more.is_empty() { Offer::Nothing } else { Offer::More(more) }
    }

    fn check(&self) -> Result<(), BackupError> {
        let mut tree = Tree::default();
        for (place, leaf) in (0..).zip(&self.leaves) {
            if *leaf.0 != place || Leaf::from_bytes(leaf.1.as_bytes()).is_err() {
                return Err(BackupError::Damaged);
            }
            tree.push(leaf_hash(leaf.1.as_bytes()));
        }
        for (entry, row) in &self.outbox {
            let item: OutboxItem = serde_json::from_str(row).map_err(|_| BackupError::Damaged)?;
            let is_it = item.statement().is_some_and(|statement| statement.entry.to_string() == *entry);
            if !is_it {
                return Err(BackupError::Damaged);
            }
        }
        let Some(row) = &self.checkpoint else { return Ok(()) };
        let verified: Verified = serde_json::from_str(row).map_err(|_| BackupError::Damaged)?;
        let held = Held::from_kept(verified).ok_or(BackupError::Damaged)?;
        // Of a pull that was interrupted not all leaves are there yet.
        match tree.root_at(held.checkpoint.size) {
            Some(root) if root != held.checkpoint.root => Err(BackupError::Damaged),
            _ => Ok(()),
        }
    }
}

/// What is in a log already: it does not wait any more, and what a draft was for is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InLog {
    entries: BTreeSet<EntryId>,
    records: BTreeSet<RecordId>,
}

/// What every version of a statement says.
#[derive(Deserialize)]
struct Named {
    entry: EntryId,
    record: RecordId,
}

impl InLog {
    /// Of leaves.
    pub fn of<'a>(leaves: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        found.add(leaves);
        found
    }

    /// Adds what other leaves name.
    pub fn add<'a>(&mut self, leaves: impl Iterator<Item = &'a str>) {
        for leaf in leaves {
            let statement = leaf.lines().next().unwrap_or_default();
            let Ok(Named { entry, record }) = serde_json::from_str(statement) else { continue };
            self.entries.insert(entry);
            self.records.insert(record);
        }
    }

    /// Whether an entry is there.
    pub fn has_entry(&self, entry: &str) -> bool {
        entry.parse().is_ok_and(|entry| self.entries.contains(&entry))
    }

    /// Whether a record is there.
    pub fn has_record(&self, record: &RecordId) -> bool {
        self.records.contains(record)
    }
}
