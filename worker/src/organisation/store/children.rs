//! What the logs below have told of themselves: each one's newest checkpoint, and what contradicted it.

use jiannuo_domain::id::OrganisationId;
use jiannuo_tlog::Hash;
use worker::SqlStorageValue;

use super::rows::{Row, integer, number, signed_number, text};
use super::{LogStore, STORAGE_FORMAT, StoreError};

/// Checkpoints that contradict what a child had told, kept of each: one is proof enough, a few show how it went on.
const MAX_EVIDENCE: u64 = 8;

/// How far a child had come, by its own signed word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownChild {
    /// Whose log.
    pub(crate) org: OrganisationId,
    /// How many entries it had.
    pub(crate) size: u64,
    /// Its root.
    pub(crate) root: Hash,
    /// The signed note.
    pub(crate) note: String,
    /// When it was told, in milliseconds since 1970.
    pub(crate) told_ms: i64,
}

impl LogStore {
    /// What a child has told last.
    pub(crate) fn child(&self, org: OrganisationId) -> Result<Option<KnownChild>, StoreError> {
        let query = "SELECT org, size, root, note, told_ms FROM child WHERE org = ?";
        self.rows(query, vec![org.to_string().into()])?.first().map(known).transpose()
    }

    /// What all children have told last.
    pub(crate) fn children(&self) -> Result<Vec<KnownChild>, StoreError> {
        if self.format()?.as_deref() != Some(STORAGE_FORMAT) {
            return Ok(Vec::new());
        }
        self.rows("SELECT org, size, root, note, told_ms FROM child ORDER BY org", vec![])?.iter().map(known).collect()
    }

    /// Keeps what a child tells, in place of what it told before.
    pub(crate) fn keep_child(&self, child: &KnownChild) -> Result<(), StoreError> {
        let query = "INSERT INTO child VALUES (?, ?, ?, ?, ?) ON CONFLICT (org) DO UPDATE SET size = excluded.size, \
                     root = excluded.root, note = excluded.note, told_ms = excluded.told_ms";
        let KnownChild { org, size, root, note, told_ms } = child;
        let row = vec![
            org.to_string().into(),
            integer(*size),
            root.to_string().into(),
            note.as_str().into(),
            SqlStorageValue::Integer(*told_ms),
        ];
        self.sql().exec(query, row)?;
        Ok(())
    }

    /// Keeps a checkpoint that contradicts what a child has told last, beside that, each once.
    pub(crate) fn keep_child_evidence(&self, org: OrganisationId, offered: &str) -> Result<(), StoreError> {
        let org = org.to_string();
        let query = "INSERT OR IGNORE INTO child_evidence SELECT org, note, ? FROM child \
                     WHERE org = ? AND (SELECT count(*) FROM child_evidence WHERE org = ?) < ?";
        self.sql()
            .exec(query, vec![offered.into(), org.as_str().into(), org.as_str().into(), integer(MAX_EVIDENCE)])?;
        Ok(())
    }
}

fn known(row: &Row) -> Result<KnownChild, StoreError> {
    let broken = || StoreError::Engine("what a child has told cannot be read".to_owned());
    Ok(KnownChild {
        org: text(row, 0).parse().map_err(|_| broken())?,
        size: number(row, 1),
        root: text(row, 2).parse().map_err(|_| broken())?,
        note: text(row, 3),
        told_ms: signed_number(row, 4),
    })
}
