//! What does not hold: a stable code for programs, what it is about, and a detail for whoever looks closer.
//!
//! Deliberately absent: sentences for people; those are in [`crate::words`].

use jiannuo_domain::hash::Digest;
use serde::Serialize;

use crate::limits::MAX_FINDINGS;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What does not hold. The texts are stable: programs may rely on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as programs read it.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// What is at `log/checkpoint` is not a checkpoint.
    CheckpointMalformed = "checkpoint-malformed",
    /// The checkpoint is not signed by the log's key.
    CheckpointSignature = "checkpoint-signature",
    /// The log is another than the key, the address or an earlier checkpoint say.
    AnotherLog = "another-log",
    /// What is at `log/keys` is not a list of keys.
    KeysMalformed = "keys-malformed",
    /// A new key was not handed over by the one before.
    Handover = "handover",
    /// The log's list of keys does not hold the key that it must have.
    KeyNotListed = "key-not-listed",
    /// An earlier checkpoint is not signed by any of the log's keys.
    EarlierSignature = "earlier-signature",
    /// The log is shorter than it was.
    RolledBack = "rolled-back",
    /// The log has another history than it had.
    HistoryDiffers = "history-differs",
    /// Too few of the witnesses that the policy asks for have signed the checkpoint.
    Witnesses = "witnesses",
    /// The entries do not make the tree that the checkpoint is signed for.
    RootDiffers = "root-differs",
    /// A tile of hashes is not there.
    TileMissing = "tile-missing",
    /// A tile of hashes is not that of the entries.
    TileDiffers = "tile-differs",
    /// A bundle of entries is not there.
    BundleMissing = "bundle-missing",
    /// A bundle has too few or too many entries, or ends inside one.
    BundleMalformed = "bundle-malformed",
    /// An entry is not one.
    EntryMalformed = "entry-malformed",
    /// An entry belongs to another organisation or log.
    EntryAnotherLog = "entry-another-log",
    /// An entry was received before the one in front of it, or in the future.
    EntryTime = "entry-time",
    /// An entry's signature does not hold.
    EntrySignature = "entry-signature",
    /// An entry is in the log that its signer had no right to, or that nothing allows there.
    EntryNotAllowed = "entry-not-allowed",
    /// Words are missing and were not erased.
    BodyMissing = "body-missing",
    /// Words are not those that were signed.
    BodyDiffers = "body-differs",
    /// Words were erased and are still served.
    BodyNotErased = "body-not-erased",
    /// Words were erased and their address does not say so (410).
    ErasedNotGone = "erased-not-gone",
    /// A file that words name is missing and its words were not erased.
    BlobMissing = "blob-missing",
    /// A file is not the one that words name.
    BlobDiffers = "blob-differs",
    /// There is no board.
    BoardMissing = "board-missing",
    /// The board is not canonical JSON with an identity.
    BoardMalformed = "board-malformed",
    /// The board is of another log, size or root than the checkpoint's.
    BoardIdentity = "board-identity",
    /// The board is of another day than it must be.
    BoardDay = "board-day",
    /// The board shows something else than its log.
    BoardDiffers = "board-differs",
    /// The log does not say which files of the app the server hands out.
    ReleaseMissing = "release-missing",
    /// A file of the app is another one than the log says.
    ReleaseDiffers = "release-differs",
    /// A file of the app that the log names is not handed out.
    ReleaseFileMissing = "release-file-missing",
    /// A file of an archive is not what the archive's own list says.
    ArchiveDiffers = "archive-differs",
    /// An answer is longer than any honest one.
    AnswerTooLong = "answer-too-long",
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Subject {
    /// The signed head of the log.
    Checkpoint,
    /// An earlier checkpoint.
    EarlierCheckpoint {
        /// Its size in entries.
        size: u64,
    },
    /// One of the log's keys.
    Key {
        /// The key.
        vkey: String,
    },
    /// A tile or an entry bundle, or another address of the log.
    Address {
        /// Below the organisation's address.
        path: String,
    },
    /// An entry.
    Entry {
        /// Its place in the log, from 0.
        index: u64,
    },
    /// The words of an entry.
    Body {
        /// The entry's place.
        index: u64,
        /// The hash that it names them by.
        hash: Digest,
    },
    /// A file that goes with the words of an entry.
    Blob {
        /// The entry's place.
        index: u64,
        /// The file's hash.
        hash: Digest,
    },
    /// Which files of the app are handed out.
    Release,
    /// The board, or one record on it.
    Board {
        /// The record.
        #[serde(skip_serializing_if = "Option::is_none")]
        record: Option<String>,
    },
}

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What does not hold.
    pub code: Code,
    /// About what.
    pub about: Subject,
    /// More, in English, for whoever looks closer.
    pub detail: String,
}

/// Findings in the order in which they were made, not more than [`MAX_FINDINGS`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    pub(crate) listed: Vec<Finding>,
    /// How many more there were.
    pub(crate) omitted: u64,
}

impl Findings {
    /// Adds a finding, unless the same thing was found of the same already.
    pub(crate) fn add(&mut self, code: Code, about: Subject, detail: impl ToString) {
        if self.has(code, &about) {
            return;
        }
        if self.listed.len() < MAX_FINDINGS {
            self.listed.push(Finding { code, about, detail: detail.to_string() });
        } else {
            self.omitted += 1;
        }
    }

    /// Whether this was found of that.
    pub(crate) fn has(&self, code: Code, about: &Subject) -> bool {
        self.listed.iter().any(|finding| finding.code == code && finding.about == *about)
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        self.listed.len() as u64 + self.omitted
    }
}
