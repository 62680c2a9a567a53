//! What the door asks of the files that words name (spec rule E4): each is kept already, is what the words say, and is no
//! other record's.
//!
//! Like everything at the door, this is asked once and never again: no acceptance depends on it (invariant I3).
//! Deliberately absent: the bytes, and where they are kept.

use std::collections::BTreeMap;

use crate::acceptance::Refusal;
use crate::hash::Digest;
use crate::id::RecordId;
use crate::statement::Statement;
use crate::words::{Blob, blobs_of};

/// A file that a server keeps, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// What it is.
    pub blob: Blob,
    /// The record whose entries name it; none while no entry has.
    pub record: Option<RecordId>,
}

/// The files that a server keeps.
pub trait Shelf {
    /// The one under a hash, if it is here whole and was not erased.
    fn find(&self, hash: &Digest) -> Option<Shelved>;
}

/// A server without files.
#[derive(Debug, Clone, Copy, Default)]
pub struct EmptyShelf;

impl Shelf for EmptyShelf {
    fn find(&self, _hash: &Digest) -> Option<Shelved> {
        None
    }
}

impl Shelf for BTreeMap<Digest, Shelved> {
    fn find(&self, hash: &Digest) -> Option<Shelved> {
        self.get(hash).cloned()
    }
}

/// A shelf, and what entries name on it that are not kept yet.
#[derive(Debug)]
pub struct Naming<'a, S: Shelf> {
    shelf: &'a S,
    named: BTreeMap<Digest, RecordId>,
}

impl<'a, S: Shelf> Naming<'a, S> {
    /// Begins with what is kept.
    pub const fn new(shelf: &'a S) -> Self {
        Self { shelf, named: BTreeMap::new() }
    }

    /// Whether a statement's words may name the files that they name.
    ///
    /// # Errors
    /// [`Refusal::BlobMissing`], [`Refusal::BlobMismatch`], [`Refusal::BlobTaken`].
    pub fn check(&self, statement: &Statement, text: &str) -> Result<(), Refusal> {
        for blob in blobs_of(&statement.kind, text) {
            let hash = blob.hash;
            let Some(shelved) = self.shelf.find(&hash) else { return Err(Refusal::BlobMissing { hash }) };
            if shelved.blob != blob {
                return Err(Refusal::BlobMismatch { hash });
            }
            let record = self.named.get(&hash).copied().or(shelved.record);
            if record.is_some_and(|record| record != statement.record) {
                return Err(Refusal::BlobTaken { hash });
            }
        }
        Ok(())
    }

    /// Remembers the files of a statement that was accepted.
    pub fn note(&mut self, statement: &Statement, text: &str) {
        self.named.extend(blobs_of(&statement.kind, text).into_iter().map(|blob| (blob.hash, statement.record)));
    }
}
