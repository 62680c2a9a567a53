//! The backup of a device as one file (spec rule S23, `docs/backup.md`): written and read line by line, and looked through
//! before anything of it is kept.
//!
//! A file is JSON, a value a line: what it is, then each row that a device keeps, then how many there were and the hash of
//! everything before. Deliberately absent: the device's keys, which nobody can read out, and how its clock stands to the
//! server's, which is about that device; the database, which is the shell's.

mod contents;
mod read;
mod write;

pub use contents::{Contents, InLog, LogContents, Offer};
pub use read::Reader;
pub use write::Writer;

use jiannuo_domain::limits::MAX_BLOB_BYTES;
use serde::{Deserialize, Serialize};

/// What every file of this kind says in its first line.
const FORMAT: &str = "jiannuo-backup";

/// The version that this software writes, and the newest that it reads.
pub const BACKUP_VERSION: u32 = 1;

/// Longest line: the largest file in base64, 4 bytes for 3, and a name.
const MAX_LINE_BYTES: usize = MAX_BLOB_BYTES as usize * 4 / 3 + 1024;

/// Most words of a backup that are held in memory at once: 10,000 pledges of 2 kB with as much done towards each are
/// 40 MB; three times that.
pub const MAX_WORDS_BYTES: usize = 128 * 1024 * 1024;

/// Why a file is not restored. Nothing of it was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// It is something else.
    #[error("the file is no backup of a device")]
    NotABackup,
    /// It was written by a newer version of this software.
    #[error("the backup is of version {version}, this software reads up to {BACKUP_VERSION}")]
    Newer {
        /// Which.
        version: u32,
    },
    /// It was cut off or changed, or its parts do not belong together.
    #[error("the backup is damaged")]
    Damaged,
    /// It is larger than a device takes.
    #[error("the backup is too large")]
    TooLarge,
}

/// What a row belongs to: the device's object stores of the same names, without keys and contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// Organisations.
    Memberships,
    /// Settings.
    Settings,
    /// Entries.
    Leaves,
    /// Words.
    Bodies,
    /// Checkpoints that were accepted.
    Checkpoints,
    /// What speaks against a log.
    Evidence,
    /// What waits to be published.
    Outbox,
    /// Forms in progress.
    Drafts,
    /// Files of statements.
    Blobs,
    /// Files of drafts.
    DraftFiles,
}

impl Kept {
    /// Every one, in the order in which files hold them.
    pub const ALL: [Self; 10] = [
        Self::Memberships,
        Self::Settings,
        Self::Leaves,
        Self::Bodies,
        Self::Checkpoints,
        Self::Evidence,
        Self::Outbox,
        Self::Drafts,
        Self::Blobs,
        Self::DraftFiles,
    ];

    /// The name of the object store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Memberships => "memberships",
            Self::Settings => "settings",
            Self::Leaves => "leaves",
            Self::Bodies => "bodies",
            Self::Checkpoints => "checkpoints",
            Self::Evidence => "evidence",
            Self::Outbox => "outbox",
            Self::Drafts => "drafts",
            Self::Blobs => "blobs",
            Self::DraftFiles => "draft-files",
        }
    }
}

/// A row's key, as the device has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RowKey {
    /// A name.
    Name(String),
    /// A log and a place in it.
    Place(String, u64),
    /// A log or a draft, and what it is of it.
    Part(String, String),
}

/// What a row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowValue {
    /// A text, exactly as the device keeps it.
    Text(String),
    /// A file's bytes.
    Bytes(Vec<u8>),
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it belongs to.
    pub kept: Kept,
    /// Its key.
    pub key: RowKey,
    /// What it holds.
    pub value: RowValue,
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    format: String,
    version: u32,
    made_ms: i64,
}

/// A line in the middle.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kept: Kept,
    key: RowKey,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    rows: u64,
    sha256: String,
}

#[cfg(test)]
mod tests;
