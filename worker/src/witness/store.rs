//! What a witness keeps of one log: the latest checkpoint that it cosigned, and proof of two histories if it saw one.

use jiannuo_tlog::witness::Latest;
use worker::{Result, SqlStorageValue, Storage};

/// The version of the tables; a store of another version is not opened.
const STORAGE_FORMAT: &str = "1";

/// The tables of format 1. Changing this text needs a new format and a migration.
const TABLES: [&str; 3] = [
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS latest (id INTEGER PRIMARY KEY CHECK (id = 0), size INTEGER NOT NULL, root TEXT NOT NULL, \
     note TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS evidence (id INTEGER PRIMARY KEY, cosigned TEXT NOT NULL, offered TEXT NOT NULL)",
];

/// Proofs of two histories that are kept of one log: one is proof enough, a few show how it went on.
const MAX_EVIDENCE: i64 = 8;

/// The tables of one origin.
#[derive(Debug)]
pub(super) struct WitnessStore {
    storage: Storage,
}

impl WitnessStore {
    /// The tables in a storage; nothing is read or made yet.
    pub(super) const fn new(storage: Storage) -> Self {
        Self { storage }
    }

    fn rows(&self, query: &str, bindings: Vec<SqlStorageValue>) -> Result<Vec<Vec<SqlStorageValue>>> {
        self.storage.sql().exec(query, bindings)?.raw().collect()
    }

    /// Makes the tables when there are none; refuses those of another version.
    pub(super) fn open(&self) -> Result<()> {
        for table in TABLES {
            self.storage.sql().exec(table, None)?;
        }
        self.rows("INSERT OR IGNORE INTO meta VALUES ('format', ?)", vec![STORAGE_FORMAT.into()])?;
        match self.rows("SELECT value FROM meta WHERE name = 'format'", vec![])?.first().and_then(|row| text(row, 0)) {
            Some(format) if format == STORAGE_FORMAT => Ok(()),
            format => Err(format!("the witness has format {format:?}").into()),
        }
    }

    /// What was cosigned last; an error when it cannot be read, so that nothing is ever cosigned from nothing again.
    pub(super) fn latest(&self) -> Result<Option<Latest>> {
        let rows = self.rows("SELECT size, root FROM latest", vec![])?;
        let Some(row) = rows.first() else { return Ok(None) };
        let size = match row.first() {
            Some(SqlStorageValue::Integer(size)) => u64::try_from(*size).ok(),
            _ => None,
        };
        match (size, text(row, 1).and_then(|root| root.parse().ok())) {
            (Some(size), Some(root)) => Ok(Some(Latest { size, root })),
            _ => Err("what was cosigned last cannot be read".into()),
        }
    }

    /// Keeps what is about to be cosigned, in one statement.
    pub(super) fn keep(&self, next: &Latest, note: &str) -> Result<()> {
        let size = i64::try_from(next.size).map_err(|_| "a log of that size cannot be".to_owned())?;
        let row = vec![SqlStorageValue::Integer(size), next.root.to_string().into(), note.into()];
        self.rows("INSERT OR REPLACE INTO latest VALUES (0, ?, ?, ?)", row).map(drop)
    }

    /// Keeps a checkpoint that contradicts the one that was cosigned last, beside that one.
    pub(super) fn keep_evidence(&self, offered: &str) -> Result<()> {
        let query = "INSERT INTO evidence (cosigned, offered) SELECT note, ? FROM latest \
                     WHERE (SELECT COUNT(*) FROM evidence) < ?";
        self.rows(query, vec![offered.into(), SqlStorageValue::Integer(MAX_EVIDENCE)]).map(drop)
    }
}

fn text(row: &[SqlStorageValue], column: usize) -> Option<String> {
    match row.get(column) {
        Some(SqlStorageValue::String(text)) => Some(text.clone()),
        _ => None,
    }
}
