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

#[cfg(all(test, feature = "test-support"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::body::Salt;
    use crate::intake::{Arrival, read, receive_with};
    use crate::kind::Kind;
    use crate::push::{Outcome, SignedStatement};
    use crate::test_support::{BEGINNING_MS, Office, day, progress_words};
    use crate::words::{Attachment, MediaType, ProgressWords};

    fn paper(number: u8) -> Attachment {
        let file = Blob { hash: Digest::of(&[&[number]]), salt: Salt([number; 32]), media: MediaType::Pdf, bytes: 9 };
        Attachment { file, thumbnail: None, size: None, shows: None, name: Some("协议.pdf".into()) }
    }

    fn shelf_of(papers: &[&Attachment]) -> BTreeMap<Digest, Shelved> {
        let shelved = |paper: &&Attachment| (paper.file.hash, Shelved { blob: paper.file.clone(), record: None });
        papers.iter().map(shelved).collect()
    }

    /// A village with two pledges.
    fn village() -> (Office, [RecordId; 2]) {
        let mut office = Office::founded();
        let pledges = [1, 2].map(|number| RecordId::from_bytes([number; 16]));
        for pledge in pledges {
            office.desk_says(&Kind::PledgePublished, pledge).unwrap();
        }
        (office, pledges)
    }

    fn progress(office: &mut Office, pledge: RecordId, papers: &[&Attachment]) -> SignedStatement {
        let attachments = papers.iter().copied().cloned().collect();
        let words = ProgressWords { attachments, ..progress_words(day("2026-06-02"), "已完成", None) };
        let salt = office.salt();
        let unsigned = office.begin(office.desk.key, Kind::ProgressAdded, pledge).with_words(&words, salt).unwrap();
        let statement = unsigned.statement.to_text().unwrap();
        let signature = office.desk.pair.sign(&statement);
        SignedStatement { statement, signature, body: unsigned.body }
    }

    fn refusals(office: &Office, shelf: &impl Shelf, said: &[SignedStatement]) -> Vec<Option<Refusal>> {
        let mut ledger = office.ledger();
        let arrivals: Vec<_> =
            said.iter().map(|signed| Arrival::Good(Box::new(read(signed.clone()).unwrap()))).collect();
        let received = receive_with(&mut ledger, &arrivals, &mut Naming::new(shelf), BEGINNING_MS);
        let refusal = |outcome| match outcome {
            Outcome::Accepted { .. } => None,
            Outcome::Refused { refusal } => Some(refusal),
        };
        received.answers.into_iter().map(|answer| refusal(answer.outcome)).collect()
    }

    #[test]
    fn e4_the_door_asks_for_the_files_that_words_name() {
        let (mut office, [pledge, _]) = village();
        let (first, second) = (paper(1), paper(2));
        let said = [progress(&mut office, pledge, &[&first, &second])];
        let hash = second.file.hash;
        assert_eq!(refusals(&office, &shelf_of(&[&first]), &said), [Some(Refusal::BlobMissing { hash })]);
        assert_eq!(refusals(&office, &shelf_of(&[&first, &second]), &said), [None]);
        assert!(matches!(refusals(&office, &EmptyShelf, &said)[..], [Some(Refusal::BlobMissing { .. })]));
        let mut shelf = shelf_of(&[&first, &second]);
        for change in [
            Blob { bytes: 8, ..second.file.clone() },
            Blob { salt: Salt([9; 32]), ..second.file.clone() },
            Blob { media: MediaType::Csv, ..second.file.clone() },
        ] {
            shelf.insert(hash, Shelved { blob: change, record: None });
            assert_eq!(refusals(&office, &shelf, &said), [Some(Refusal::BlobMismatch { hash })]);
        }
        let without = [progress(&mut office, pledge, &[])];
        assert_eq!(refusals(&office, &EmptyShelf, &without), [None]);
    }

    #[test]
    fn e4_a_file_belongs_to_one_record() {
        let (mut office, [pledge, other]) = village();
        let file = paper(1);
        let hash = file.file.hash;
        let said = [
            progress(&mut office, pledge, &[&file]),
            progress(&mut office, other, &[&file]),
            progress(&mut office, pledge, &[&file]),
        ];
        let taken = Some(Refusal::BlobTaken { hash });
        assert_eq!(refusals(&office, &shelf_of(&[&file]), &said), [None, taken.clone(), None], "in one push");
        let mut shelf = shelf_of(&[&file]);
        shelf.insert(hash, Shelved { blob: file.file, record: Some(other) });
        assert_eq!(refusals(&office, &shelf, &said), [taken.clone(), None, taken], "and of what was named before");
    }
}
