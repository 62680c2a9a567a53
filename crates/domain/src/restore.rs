//! What travels when those who remember a log fill its server again: `POST /o/{org}/log/remembered` with a checkpoint that
//! the server has forgotten, then `POST /o/{org}/log/restore` with entries and words, until it is back where it was.
//!
//! Nobody has to be believed: each batch is proved to belong to the tree that the log itself has signed.
//! Deliberately absent: who may do this. Anybody may give back what is public.

use jiannuo_tlog::Hash;
use serde::{Deserialize, Serialize};

use crate::push::ServedBody;

/// Entries in one batch: those of a bundle.
pub const MAX_RESTORED_ENTRIES: usize = 256;

/// What the server makes of a remembered checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub enum Remembered {
    /// It has all of it.
    Known,
    /// It has forgotten entries, takes nothing new, and wants them back.
    Wanted {
        /// How many entries it has.
        size: u64,
    },
}

/// Entries that a server has forgotten, from the one after its last on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restore {
    /// The index of the first.
    pub from: u64,
    /// The exact leaves, at most [`MAX_RESTORED_ENTRIES`].
    pub leaves: Vec<String>,
    /// The words that they name, as far as they are known, and which of them were erased.
    pub bodies: Vec<ServedBody>,
    /// That the tree with these leaves is a beginning of the remembered one.
    pub proof: Vec<Hash>,
}

/// How far the server is again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// How many entries it has.
    pub size: u64,
    /// Whether that is all that it had signed, as far as it has been told.
    pub is_whole: bool,
}
