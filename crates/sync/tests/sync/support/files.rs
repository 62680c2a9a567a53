//! The server's files: brought piece by piece, named by entries, gone with the words that name them.

use std::collections::BTreeMap;

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::intake::NewEntry;
use jiannuo_domain::limits::BLOB_CHUNK_BYTES;
use jiannuo_domain::shelf::{Shelf, Shelved};
use jiannuo_domain::words::Blob;
use jiannuo_sync::transport::{Brought, TransportError};

#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    blob: Option<Blob>,
    pub(crate) bytes: Vec<u8>,
    is_whole: bool,
    record: Option<RecordId>,
    /// The words that name it.
    words: Vec<Digest>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Files(pub(crate) BTreeMap<Digest, Kept>);

impl Shelf for Files {
    fn find(&self, hash: &Digest) -> Option<Shelved> {
        let kept = self.0.get(hash).filter(|kept| kept.is_whole)?;
        Some(Shelved { blob: kept.blob.clone()?, record: kept.record })
    }
}

impl Kept {
    pub(crate) const fn is_named(&self) -> bool {
        self.record.is_some()
    }
}

impl Files {
    pub(crate) fn is_whole(&self, hash: &Digest) -> bool {
        self.0.get(hash).is_some_and(|kept| kept.is_whole && kept.blob.is_some())
    }

    pub(crate) fn brought(&self, hash: &Digest) -> Result<Brought, TransportError> {
        match self.0.get(hash) {
            None => Ok(Brought::NOTHING),
            Some(Kept { blob: None, .. }) => Err(TransportError::Rejected { code: "erased".to_owned() }),
            Some(kept) => Ok(Brought { offset: kept.bytes.len() as u32, is_complete: kept.is_whole }),
        }
    }

    pub(crate) fn bring(&mut self, blob: &Blob, offset: u32, piece: &[u8]) -> Result<Brought, TransportError> {
        let before = self.brought(&blob.hash)?;
        if before.is_complete || before.offset != offset {
            return Ok(before);
        }
        let end = offset as usize + piece.len();
        assert!(piece.len() == BLOB_CHUNK_BYTES || end == blob.bytes as usize, "a piece of another length");
        let kept = self.0.entry(blob.hash).or_default();
        kept.blob = Some(blob.clone());
        kept.bytes.extend_from_slice(piece);
        kept.is_whole = kept.bytes.len() == blob.bytes as usize;
        if kept.is_whole && !blob.is_of(&kept.bytes) {
            self.0.remove(&blob.hash);
            return Err(TransportError::Rejected { code: "blob-mismatch".to_owned() });
        }
        self.brought(&blob.hash)
    }

    /// An entry names its files.
    pub(crate) fn name(&mut self, new: &NewEntry) {
        for blob in &new.blobs {
            let kept = self.0.entry(blob.hash).or_default();
            kept.record = Some(new.record);
            kept.words.extend(new.body.as_ref().map(|(digest, _)| *digest));
        }
    }

    /// Words are erased, and with them the files that no others name.
    pub(crate) fn erase(&mut self, words: &Digest) {
        for kept in self.0.values_mut().filter(|kept| kept.words.contains(words)) {
            kept.words.retain(|other| other != words);
            if kept.words.is_empty() {
                *kept = Kept { record: kept.record, ..Kept::default() };
            }
        }
    }

    /// What no entry names is removed.
    pub(crate) fn drop_orphans(&mut self) {
        self.0.retain(|_, kept| kept.record.is_some());
    }
}
