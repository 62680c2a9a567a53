//! The tables of one organisation's log, and the only code that writes them.
//!
//! `leaf` is append only, guarded by triggers (invariant I2). `body` holds the words beside it; an erased body keeps its
//! row without salt and text. All that one push brings is written in one transaction: an error or a trap on the way
//! leaves nothing of it.
//!
//! The engine takes at most 100 parameters and rows of 2 MB: rows travel in bulk as one JSON parameter, in portions.

use jiannuo_domain::body::{BodyState, SaltedBody};
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::intake::NewEntry;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::push::ServedBody;
use jiannuo_domain::statement::LogName;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::{SqlStorage, SqlStorageValue, Storage};

use crate::faults::{Faults, Point};

/// The version of the tables; a store of another version is not opened.
pub(crate) const STORAGE_FORMAT: &str = "1";

/// The tables of format 1. Changing this text needs a new format and a migration.
const TABLES: [&str; 6] = [
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE leaf (idx INTEGER PRIMARY KEY, entry TEXT NOT NULL UNIQUE, leaf TEXT NOT NULL)",
    "CREATE TABLE body (idx INTEGER PRIMARY KEY, hash TEXT NOT NULL, salt TEXT, text TEXT)",
    "CREATE INDEX body_hash ON body (hash)",
    "CREATE TRIGGER leaf_update BEFORE UPDATE ON leaf BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER leaf_delete BEFORE DELETE ON leaf BEGIN SELECT RAISE(ABORT, 'append only'); END",
];

/// Bytes of one JSON parameter, before its last row: a quarter of what the engine takes, and a row has at most 64 KiB of
/// body, doubled by escapes.
const PORTION_BYTES: usize = 512 * 1024;

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

impl LogStore {
    /// The tables in a storage; nothing is read or made yet.
    pub(crate) const fn new(storage: Storage) -> Self {
        Self { storage }
    }

    fn sql(&self) -> SqlStorage {
        self.storage.sql()
    }

    /// The version of the tables; `None` while there are none.
    fn format(&self) -> Result<Option<String>, StoreError> {
        let tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'meta'", vec![])?;
        if tables.is_empty() {
            return Ok(None);
        }
        let rows = self.rows("SELECT value FROM meta WHERE name = 'format'", vec![])?;
        Ok(rows.into_iter().next().map(|row| text(&row, 0)).or_else(|| Some(String::new())))
    }

    fn rows(&self, query: &str, bindings: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>, StoreError> {
        self.sql().exec(query, bindings)?.raw().map(|row| row.map_err(StoreError::from)).collect()
    }

    /// Whose log it is; `None` while there is none.
    pub(crate) fn organisation(&self) -> Result<Option<OrganisationId>, StoreError> {
        if self.format()?.is_none() {
            return Ok(None);
        }
        let rows = self.rows("SELECT value FROM meta WHERE name = 'organisation'", vec![])?;
        Ok(rows.first().and_then(|row| text(row, 0).parse().ok()))
    }

    /// Folds the whole log from its leaves and the bodies that are there.
    pub(crate) fn fold(&self, org: OrganisationId) -> Result<Ledger, StoreError> {
        let mut ledger = Ledger::new(org, LogName::Public);
        match self.format()? {
            None => return Ok(ledger),
            Some(format) if format == STORAGE_FORMAT => {}
            Some(format) => return Err(StoreError::Format(format)),
        }
        let query = "SELECT leaf.leaf, body.text, body.idx FROM leaf LEFT JOIN body USING (idx) ORDER BY leaf.idx";
        for (index, row) in (0..).zip(self.sql().exec(query, None)?.raw()) {
            let row = row?;
            let damaged = || StoreError::Damaged(index);
            let leaf = Leaf::from_bytes(text(&row, 0).as_bytes()).map_err(|_| damaged())?;
            let body = match (row.get(1), row.get(2)) {
                (Some(SqlStorageValue::String(text)), _) => BodyState::Present(text),
                (_, Some(SqlStorageValue::Integer(_))) => BodyState::Erased,
                _ => BodyState::Missing,
            };
            ledger.apply_leaf(&leaf, body).map_err(|_| damaged())?;
        }
        Ok(ledger)
    }

    /// Makes new entries part of the log, all or none. The answer may leave only when the engine has made them durable,
    /// which it sees to by itself: it holds back whatever the object sends until its writes are on disk.
    pub(crate) fn append(&self, org: OrganisationId, entries: &[NewEntry], faults: Faults) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || {
            if self.format()?.is_none() {
                self.make_tables(org)?;
            }
            self.insert_leaves(entries)?;
            faults.at(Point::WithinWrite);
            self.insert_bodies(entries)?;
            for digest in entries.iter().filter_map(|entry| entry.erases) {
                let query = "UPDATE body SET salt = NULL, text = NULL WHERE hash = ?";
                self.sql().exec(query, vec![digest.to_string().into()])?;
            }
            Ok(())
        })
    }

    fn make_tables(&self, org: OrganisationId) -> Result<(), StoreError> {
        for table in TABLES {
            self.sql().exec(table, None)?;
        }
        self.sql().exec("INSERT INTO meta VALUES ('format', ?)", vec![STORAGE_FORMAT.into()])?;
        self.sql().exec("INSERT INTO meta VALUES ('organisation', ?)", vec![org.to_string().into()])?;
        Ok(())
    }

    fn insert_leaves(&self, entries: &[NewEntry]) -> Result<(), StoreError> {
        let texts: Vec<_> =
            entries.iter().map(|entry| String::from_utf8_lossy(&entry.leaf.to_bytes()).into_owned()).collect();
        let rows = entries.iter().zip(&texts).map(|(entry, text)| LeafRow(entry.index, entry.entry.to_string(), text));
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

    /// The root of the leaves as a tree. Computed over all of them until the tree is kept beside them.
    pub(crate) fn root(&self) -> Result<jiannuo_tlog::Hash, StoreError> {
        fn root_of(leaves: &[String]) -> jiannuo_tlog::Hash {
            match leaves {
                [] => jiannuo_tlog::empty_root(),
                [leaf] => jiannuo_tlog::leaf_hash(leaf.as_bytes()),
                _ => {
                    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                    jiannuo_tlog::node_hash(&root_of(left), &root_of(right))
                }
            }
        }
        let leaves = if self.format()?.is_some() { self.leaves(0, u64::MAX)? } else { Vec::new() };
        Ok(root_of(&leaves))
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

fn integer(number: u64) -> SqlStorageValue {
    SqlStorageValue::Integer(i64::try_from(number).unwrap_or(i64::MAX).min(jiannuo_domain::limits::MAX_EXACT_INTEGER))
}

fn text(row: &[SqlStorageValue], column: usize) -> String {
    match row.get(column) {
        Some(SqlStorageValue::String(text)) => text.clone(),
        _ => String::new(),
    }
}

/// A whole number; 0 where there is none.
fn number(row: &[SqlStorageValue], column: usize) -> u64 {
    match row.get(column) {
        Some(SqlStorageValue::Integer(number)) => u64::try_from(*number).unwrap_or_default(),
        _ => 0,
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

/// Salt and text from two neighbouring columns.
fn salted(row: &[SqlStorageValue], column: usize) -> Option<SaltedBody> {
    let (Some(SqlStorageValue::String(salt)), Some(SqlStorageValue::String(text))) =
        (row.get(column), row.get(column + 1))
    else {
        return None;
    };
    let salt = jiannuo_domain::id::from_hex(salt).map(jiannuo_domain::body::Salt)?;
    Some(SaltedBody { salt, text: text.clone() })
}

/// Rows as JSON arrays, each of about [`PORTION_BYTES`].
fn portions(rows: impl Iterator<Item = impl Serialize>) -> Vec<String> {
    let mut portions = Vec::new();
    let mut portion = String::new();
    for row in rows {
        // Serialising numbers and texts into memory cannot fail.
        let row = serde_json::to_string(&row).unwrap_or_default();
        portion.push(if portion.is_empty() { '[' } else { ',' });
        portion.push_str(&row);
        if portion.len() >= PORTION_BYTES {
            portion.push(']');
            portions.push(std::mem::take(&mut portion));
        }
    }
    if !portion.is_empty() {
        portion.push(']');
        portions.push(portion);
    }
    portions
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn rows_travel_in_portions_that_the_engine_takes() {
        let words = "字".repeat(20_000);
        let rows: Vec<_> = (0..100_u64).map(|index| BodyRow(index, "h".into(), "s".into(), &words)).collect();
        let portions = portions(rows.iter());
        assert!(portions.len() > 1);
        assert!(portions.iter().all(|portion| portion.len() < 1024 * 1024));
        let count: usize =
            portions.iter().map(|portion| serde_json::from_str::<Vec<serde_json::Value>>(portion).unwrap().len()).sum();
        assert_eq!(count, 100);
        assert!(super::portions(std::iter::empty::<u64>()).is_empty());
    }

    #[test]
    fn w13_bodies_come_up_to_a_bound_and_at_least_one() {
        assert_eq!(fitting([1, 2, 3].into_iter(), 3), 2);
        assert_eq!(fitting([4, 1].into_iter(), 3), 1);
        assert_eq!(fitting([0, 0, 3, 0].into_iter(), 3), 4);
        assert_eq!(fitting(std::iter::empty(), 3), 0);
    }

    #[test]
    fn w20_the_tables_of_format_1_are_these() {
        let digest = Digest::of(&[TABLES.join("\n").as_bytes(), STORAGE_FORMAT.as_bytes()]);
        assert_eq!(digest.to_string(), TABLES_DIGEST, "other tables need another format and a migration");
    }

    const TABLES_DIGEST: &str = "ad08ed36949fe1886fe27bc7cc763dd6b349e48cd3f21251ae3e12c7513de0bc";
}
