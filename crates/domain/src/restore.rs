//! What travels when those who remember a log fill its server again: `POST /o/{org}/log/remembered` with a checkpoint that
//! the server has forgotten, then `POST /o/{org}/log/restore` with entries and words, until it is back where it was.
//!
//! A server that does not even know the organisation is made to by its operator first: `POST /organisations/restored`.
//!
//! Nobody has to be believed: each batch is proved to belong to the tree that the log itself has signed.
//! Deliberately absent: who may do this. Anybody may give back what is public; only a place in addresses is the operator's
//! to give.

use jiannuo_tlog::Hash;
use jiannuo_tlog::log_key::LogKeys;
use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;
use crate::key::Signature;
use crate::push::ServedBody;

/// What precedes slug and checkpoint under the operator's signature.
const OPERATOR_PREFIX: &str = "jiannuo/restored/v1\n";

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

/// An organisation that a server has lost with everything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestoredOrganisation {
    /// Its name in addresses.
    pub slug: String,
    /// The newest checkpoint of its log that is known, a signed note.
    pub checkpoint: String,
    /// The keys that the log has signed with.
    pub keys: LogKeys,
    /// Entry 0, its exact leaf.
    pub founding: String,
    /// That this leaf is the first of the tree.
    pub proof: Vec<Hash>,
    /// Over [`operators_input`], by the founding code of the server's store.
    pub signature: Signature,
}

/// What the operator signs: the name, and the checkpoint without its signatures. Not the server: whoever repeats it gives
/// the same organisation the same name again.
pub fn operators_input(slug: &str, checkpoint_text: &str) -> Vec<u8> {
    format!("{OPERATOR_PREFIX}{slug}\n{checkpoint_text}").into_bytes()
}

/// What the server answers, and its object to its front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestorationBegun {
    /// The organisation.
    pub org: OrganisationId,
    /// Its name in addresses.
    pub slug: String,
    /// How many entries it has.
    pub size: u64,
}
