//! One organisation's log on disk, and the only code that writes it.
//!
//! `leaf` is append only, guarded by triggers (invariant I2). `body` holds the words beside it; an erased body keeps its
//! row without salt and text. Tiles, checkpoint and keys are the tree over the leaves ([`tree`]). All that one batch of
//! pushes brings is written in one transaction: an error or a trap on the way leaves nothing of it.

mod blob_bytes;
mod blobs;
mod children;
mod rows;
mod tables;
mod tree;

use jiannuo_domain::body::{BodyState, SaltedBody};
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::intake::NewEntry;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::push::ServedBody;
use jiannuo_domain::statement::LogName;
use jiannuo_tlog::log_key::LogKey;
use jiannuo_tlog::tile::WrittenTile;
use jiannuo_tlog::{Hash, leaf_hash};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::{SqlStorage, SqlStorageValue, Storage};

use super::restore::RestoredEntry;
use crate::faults::{Faults, Point};
pub(crate) use blobs::{KnownBlob, Piece, orphaned_ms};
pub(crate) use children::KnownChild;
use rows::{Row, integer, number, portions, salted, text};
use tables::{BLOB_TABLES, LOG_TABLES};
pub(crate) use tables::{FORMAT_WITHOUT_BLOBS, FORMAT_WITHOUT_TREE, STORAGE_FORMAT};
pub(crate) use tree::SignedCheckpoint;

/// Why storage did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// The engine's words.
    #[error("storage failed: {0}")]
    Engine(String),
    /// Written by another version.
    #[error("the store has format {0}, this worker reads format {STORAGE_FORMAT}")]
    Format(String),
    /// Something that this code never writes.
    #[error("the store is damaged at entry {0}")]
    Damaged(u64),
}

impl From<worker::Error> for StoreError {
    fn from(error: worker::Error) -> Self {
        Self::Engine(error.to_string())
    }
}

impl From<StoreError> for worker::Error {
    fn from(error: StoreError) -> Self {
        Self::RustError(error.to_string())
    }
}

#[wasm_bindgen]
extern "C" {
    /// The part of the storage interface that the `worker` crate does not bind.
    type TransactionalStorage;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &TransactionalStorage,
        work: &mut dyn FnMut() -> Result<JsValue, JsValue>,
    ) -> Result<JsValue, JsValue>;
}

/// Runs work that either happens as a whole or not at all; an error or a trap in it undoes what it wrote.
pub(crate) fn in_one_transaction(
    storage: &Storage,
    mut work: impl FnMut() -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let storage: &TransactionalStorage = storage.as_raw().unchecked_ref();
    let mut callback = || work().map(|()| JsValue::UNDEFINED).map_err(|error| JsValue::from_str(&error.to_string()));
    storage.transaction_sync(&mut callback).map(drop).map_err(|error| StoreError::Engine(format!("{error:?}")))
}

/// The tables of one organisation.
#[derive(Debug)]
pub(crate) struct LogStore {
    storage: Storage,
}

#[derive(Serialize)]
struct LeafRow<'a>(u64, String, &'a str);

#[derive(Serialize)]
struct BodyRow<'a>(u64, String, String, &'a str);

/// A log as its leaves tell it.
#[derive(Debug)]
pub(crate) struct Folded {
    /// What they say.
    pub(crate) ledger: Ledger,
    /// Their hashes, 32 bytes each: 3 MB for 100,000 entries, for as long as the tree is compared with them.
    pub(crate) leaves: Vec<Hash>,
}

/// What one batch of pushes adds.
#[derive(Debug)]
pub(crate) struct Addition {
    /// The entries.
    pub(crate) entries: Vec<NewEntry>,
    /// Their leaves' texts.
    pub(crate) leaves: Vec<String>,
    /// The tiles that they change.
    pub(crate) tiles: Vec<WrittenTile>,
    /// The checkpoint of the tree with them.
    pub(crate) checkpoint: SignedCheckpoint,
    /// The log's first key, when these are its first entries.
    pub(crate) first_key: Option<LogKey>,
}

impl LogStore {
    /// The tables in a storage; nothing is read or made yet.
    pub(crate) const fn new(storage: Storage) -> Self {
        Self { storage }
    }

    fn sql(&self) -> SqlStorage {
        self.storage.sql()
    }

    /// The version of the tables; `None` while there are none.
    pub(crate) fn format(&self) -> Result<Option<String>, StoreError> {
        let tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'meta'", vec![])?;
        if tables.is_empty() {
            return Ok(None);
        }
        let rows = self.rows("SELECT value FROM meta WHERE name = 'format'", vec![])?;
        let format = rows.first().map(|row| text(row, 0)).unwrap_or_default();
        let is_known = [STORAGE_FORMAT, FORMAT_WITHOUT_BLOBS, FORMAT_WITHOUT_TREE].contains(&format.as_str());
        if is_known { Ok(Some(format)) } else { Err(StoreError::Format(format)) }
    }

    fn rows(&self, query: &str, bindings: Vec<SqlStorageValue>) -> Result<Vec<Row>, StoreError> {
        self.sql().exec(query, bindings)?.raw().map(|row| row.map_err(StoreError::from)).collect()
    }

    fn exec_all(&self, queries: &[&str]) -> Result<(), StoreError> {
        for query in queries {
            self.sql().exec(query, None)?;
        }
        Ok(())
    }

    /// Whose log it is; `None` while there is none.
    pub(crate) fn organisation(&self) -> Result<Option<OrganisationId>, StoreError> {
        if self.format()?.is_none() {
            return Ok(None);
        }
        let rows = self.rows("SELECT value FROM meta WHERE name = 'organisation'", vec![])?;
        Ok(rows.first().and_then(|row| text(row, 0).parse().ok()))
    }

    /// Which of its organisation's logs it is, by its own record; the public one while there is none.
    pub(crate) fn log_name(&self) -> Result<LogName, StoreError> {
        if self.format()?.is_none() {
            return Ok(LogName::Public);
        }
        let rows = self.rows("SELECT value FROM meta WHERE name = 'log'", vec![])?;
        Ok(if rows.is_empty() { LogName::Public } else { LogName::Office })
    }

    /// Folds the whole log into an empty ledger, from its leaves and the bodies that are there.
    pub(crate) fn fold(&self, empty: Ledger) -> Result<Folded, StoreError> {
        let mut folded = Folded { ledger: empty, leaves: Vec::new() };
        if self.format()?.is_none() {
            return Ok(folded);
        }
        let query = "SELECT leaf.leaf, body.text, body.idx FROM leaf LEFT JOIN body USING (idx) ORDER BY leaf.idx";
        for (index, row) in (0..).zip(self.sql().exec(query, None)?.raw()) {
            let row = row?;
            let damaged = || StoreError::Damaged(index);
            let bytes = text(&row, 0).into_bytes();
            let leaf = Leaf::from_bytes(&bytes).map_err(|_| damaged())?;
            let body = match (row.get(1), row.get(2)) {
                (Some(SqlStorageValue::String(text)), _) => BodyState::Present(text),
                (_, Some(SqlStorageValue::Integer(_))) => BodyState::Erased,
                _ => BodyState::Missing,
            };
            folded.ledger.apply_leaf(&leaf, body).map_err(|_| damaged())?;
            folded.leaves.push(leaf_hash(&bytes));
        }
        Ok(folded)
    }

    /// Makes new entries part of the log, all or none. The answer may leave only when the engine has made them durable,
    /// which it sees to by itself: it holds back whatever the object sends until its writes are on disk.
    pub(crate) fn append(
        &self,
        (org, log): (OrganisationId, LogName),
        addition: &Addition,
        faults: Faults,
    ) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || {
            if let Some(key) = &addition.first_key {
                self.make_tables(org, log)?;
                faults.at(Point::AfterTables);
                self.insert_key(0, key)?;
                faults.at(Point::AfterKey);
            }
            self.insert_leaves(addition)?;
            faults.at(Point::AfterLeaves);
            self.insert_bodies(&addition.entries)?;
            self.name_blobs(&addition.entries)?;
            faults.at(Point::AfterBodies);
            for digest in addition.entries.iter().filter_map(|entry| entry.erases) {
                let query = "UPDATE body SET salt = NULL, text = NULL WHERE hash = ?";
                self.sql().exec(query, vec![digest.to_string().into()])?;
                self.erase_blobs_of(&digest)?;
            }
            faults.at(Point::AfterErasures);
            self.write_tiles(&addition.tiles)?;
            faults.at(Point::AfterTiles);
            self.write_checkpoint(&addition.checkpoint)?;
            faults.at(Point::AfterCheckpoint);
            Ok(())
        })
    }

    pub(super) fn make_tables(&self, org: OrganisationId, log: LogName) -> Result<(), StoreError> {
        self.exec_all(&LOG_TABLES)?;
        self.make_tree_tables()?;
        self.exec_all(&BLOB_TABLES)?;
        self.sql().exec("INSERT INTO meta VALUES ('format', ?)", vec![STORAGE_FORMAT.into()])?;
        self.sql().exec("INSERT INTO meta VALUES ('organisation', ?)", vec![org.to_string().into()])?;
        if log == LogName::Office {
            self.sql().exec("INSERT INTO meta VALUES ('log', 'office')", None)?;
        }
        Ok(())
    }

    fn insert_leaves(&self, addition: &Addition) -> Result<(), StoreError> {
        let rows = addition.entries.iter().zip(&addition.leaves);
        let rows = rows.map(|(entry, text)| LeafRow(entry.index, entry.entry.to_string(), text));
        self.insert("INSERT INTO leaf SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)", rows)
    }

    fn insert_bodies(&self, entries: &[NewEntry]) -> Result<(), StoreError> {
        let rows = entries.iter().filter_map(|entry| {
            let (digest, body) = entry.body.as_ref()?;
            let salt = jiannuo_domain::id::to_hex(&body.salt.0);
            Some(BodyRow(entry.index, digest.to_string(), salt, &body.text))
        });
        let query = "INSERT INTO body SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)";
        self.insert(query, rows)
    }

    fn insert_restored(&self, entries: &[RestoredEntry]) -> Result<(), StoreError> {
        let leaves = entries.iter().map(|entry| LeafRow(entry.index, entry.entry.clone(), &entry.leaf));
        self.insert("INSERT INTO leaf SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)", leaves)?;
        let bodies = entries.iter().filter_map(|entry| Some((entry.index, entry.body.clone()?)));
        self.insert_words(&bodies.collect::<Vec<_>>())
    }

    /// Adds words to entries that are here without them, all or none.
    pub(crate) fn add_words(&self, words: &[(u64, ServedBody)]) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || self.insert_words(words))
    }

    fn insert_words(&self, words: &[(u64, ServedBody)]) -> Result<(), StoreError> {
        let rows = words.iter().map(|(index, served)| match served {
            ServedBody::Present { hash, body } => {
                let salt = jiannuo_domain::id::to_hex(&body.salt.0);
                (*index, hash.to_string(), Some(salt), Some(body.text.as_str()))
            }
            ServedBody::Erased { hash, .. } => (*index, hash.to_string(), None, None),
        });
        // Where leaves were lost, their words may still be here.
        let query = "INSERT OR IGNORE INTO body \
                     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)";
        self.insert(query, rows)?;
        self.want_blobs(words)
    }

    fn insert(&self, query: &str, rows: impl Iterator<Item = impl Serialize>) -> Result<(), StoreError> {
        for portion in portions(rows) {
            self.sql().exec(query, vec![portion.into()])?;
        }
        Ok(())
    }

    /// The leaves from an index on, at most so many.
    pub(crate) fn leaves(&self, from: u64, count: u64) -> Result<Vec<String>, StoreError> {
        let query = "SELECT leaf FROM leaf WHERE idx >= ? ORDER BY idx LIMIT ?";
        let rows = self.rows(query, vec![integer(from), integer(count)])?;
        Ok(rows.iter().map(|row| text(row, 0)).collect())
    }

    /// The body of a hash; `Some(None)` when it was erased.
    pub(crate) fn body(&self, digest: &Digest) -> Result<Option<Option<SaltedBody>>, StoreError> {
        // Should two entries name one body, the words are there while any of them has them.
        let query = "SELECT salt, text FROM body WHERE hash = ? ORDER BY text IS NULL LIMIT 1";
        let rows = self.rows(query, vec![digest.to_string().into()])?;
        Ok(rows.first().map(|row| salted(row, 0)))
    }

    /// The bodies of so many entries from an index on, in the log's order; entries without a body have none. Fewer when
    /// their texts are longer than a bound together, but always the first.
    pub(crate) fn bodies(&self, from: u64, count: u64, limit_bytes: u64) -> Result<Vec<ServedBody>, StoreError> {
        let within = vec![integer(from), integer(from.saturating_add(count))];
        // Lengths first, so that what is not sent is not read into memory either.
        let query = "SELECT length(CAST(text AS BLOB)) FROM body WHERE idx >= ? AND idx < ? ORDER BY idx";
        let lengths = self.rows(query, within.clone())?;
        let fitting = fitting(lengths.iter().map(|row| number(row, 0)), limit_bytes);
        let query = "SELECT hash, salt, text, idx FROM body WHERE idx >= ? AND idx < ? ORDER BY idx LIMIT ?";
        let rows = self.rows(query, within.into_iter().chain([integer(fitting)]).collect())?;
        rows.iter()
            .map(|row| {
                let hash = text(row, 0).parse().map_err(|_| StoreError::Damaged(number(row, 3)))?;
                Ok(match salted(row, 1) {
                    Some(body) => ServedBody::Present { hash, body },
                    None => ServedBody::Erased { hash, erased: true },
                })
            })
            .collect()
    }
}

/// How many of these lengths are within a limit together, and the first in any case.
fn fitting(lengths: impl Iterator<Item = u64>, limit_bytes: u64) -> u64 {
    let mut sum_bytes = 0;
    let mut count = 0;
    for length in lengths {
        sum_bytes += length;
        if count > 0 && sum_bytes > limit_bytes {
            break;
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w13_bodies_come_up_to_a_bound_and_at_least_one() {
        assert_eq!(fitting([1, 2, 3].into_iter(), 3), 2);
        assert_eq!(fitting([4, 1].into_iter(), 3), 1);
        assert_eq!(fitting([0, 0, 3, 0].into_iter(), 3), 4);
        assert_eq!(fitting(std::iter::empty(), 3), 0);
    }
}
