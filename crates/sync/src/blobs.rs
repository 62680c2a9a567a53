//! Files on their way out and on the device (spec rules S21, S22): what a statement names is brought to the server before
//! the statement; what is here of files is here because something that waits or something public names it.
//!
//! Deliberately absent: fetching files. Whoever shows one that is not here asks the server for it by its address.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, KeyId};
use jiannuo_domain::limits::{BLOB_CHUNK_BYTES, MAX_KEPT_BLOB_BYTES};
use jiannuo_domain::statement::{LogName, Statement};
use jiannuo_domain::words::{Blob, blobs_of};

use crate::keys::Keys;
use crate::outbox::{OutboxItem, OutboxState};
use crate::replica::{Replica, SyncError, SyncReport};
use crate::store::{Change, KeptBody, Store};
use crate::transport::{Asker, Brought, Transport, TransportError};

/// A file's bytes on their way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalBlob {
    /// Its salted hash.
    pub hash: Digest,
    /// The bytes.
    pub bytes: Arc<[u8]>,
}

impl LocalBlob {
    /// A file with what words say about it.
    pub fn new(blob: &Blob, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { hash: blob.hash, bytes: bytes.into() }
    }
}

/// Answers in a row by which a file has come no further, after which a server is not asked again in this sync.
const MAX_STALLS: u32 = 2;

/// What a server says who does not let a key bring anything.
const NOT_A_MEMBER: [&str; 2] = ["reader-refused", "reader-missing"];
/// What it says of a file that it does not take.
const NOT_TAKEN: [&str; 4] = ["blob-mismatch", "blob-type", "blob-metadata", "too-large"];
/// What it says when the organisation has as many files as it may have.
const NO_ROOM: &str = "blobs-full";
/// What it says of a file whose words were erased.
const ERASED: &str = "erased";

/// How bringing a file ended.
enum End {
    /// It is there.
    Brought,
    /// It will not be, for this reason.
    Refused(Refusal),
    /// The key may bring nothing; why, the log says when the statement is pushed.
    NotLetIn,
}

/// The files that an outbox item's words name.
pub(crate) fn named_by(item: &OutboxItem, statement: &Statement) -> Vec<Blob> {
    item.signed.body.as_ref().map_or_else(Vec::new, |body| blobs_of(&statement.kind, &body.text))
}

impl Replica {
    /// Whether this device has a file's bytes, for [`Store::blob`].
    pub fn has_blob(&self, hash: &Digest) -> bool {
        self.local_blobs.contains(hash)
    }

    /// The files that words which stand in the log name, the newest first.
    fn standing_blobs(&self) -> impl Iterator<Item = &Blob> {
        let stands = |body: &Digest| matches!(self.bodies.get(body), Some(KeptBody::Present(_)));
        self.attached.values().rev().filter(move |(body, _)| stands(body)).flat_map(|(_, blobs)| blobs)
    }

    /// Notes the files that an entry's words name.
    pub(crate) fn note_attached(&mut self, index: u64, statement: &Statement) {
        if self.log != LogName::Public {
            return;
        }
        let Some(body) = statement.body else { return };
        let Some(KeptBody::Present(salted)) = self.bodies.get(&body) else { return };
        let blobs = blobs_of(&statement.kind, &salted.text);
        if !blobs.is_empty() {
            self.attached.insert(index, (body, blobs));
        }
    }

    /// Of the files that come with statements, those that the statements name; an error when one is missing that neither
    /// comes with them nor is here or public already.
    pub(crate) fn files_for(&self, items: &[OutboxItem], files: Vec<LocalBlob>) -> Result<Vec<LocalBlob>, SyncError> {
        let named: Vec<Blob> = items
            .iter()
            .filter_map(|item| Some((item, item.statement()?)))
            .flat_map(|(item, statement)| named_by(item, &statement))
            .collect();
        let is_named = |file: &LocalBlob| named.iter().any(|blob| blob.hash == file.hash && blob.is_of(&file.bytes));
        let kept: Vec<LocalBlob> = files.into_iter().filter(is_named).collect();
        let is_known = |blob: &&Blob| {
            kept.iter().any(|file| file.hash == blob.hash)
                || self.has_blob(&blob.hash)
                || self.standing_blobs().any(|standing| standing.hash == blob.hash)
        };
        match named.iter().find(|blob| !is_known(blob)) {
            Some(blob) => Err(SyncError::FileMissing { hash: blob.hash }),
            None => Ok(kept),
        }
    }

    /// Whether an item may be pushed as far as its files go.
    pub(crate) fn has_brought(&self, item: &OutboxItem, statement: &Statement) -> bool {
        self.not_let_in.contains(&statement.entry)
            || named_by(item, statement).iter().all(|blob| self.brought.contains(&blob.hash))
    }

    /// Brings the files of the first item that waits for nothing else; whether there is more to do.
    pub(crate) async fn bring_files(
        &mut self,
        store: &impl Store,
        transport: &impl Transport,
        keys: &impl Keys,
        report: &mut SyncReport,
    ) -> Result<bool, SyncError> {
        let waiting = self.outbox.ready(|_, _| false);
        let next = waiting.into_iter().find_map(|item| {
            let statement = item.statement().filter(|statement| !self.has_brought(&item, statement))?;
            Some((item, statement))
        });
        let Some((item, statement)) = next else { return Ok(false) };
        // A key that is on its way into the log goes before what it signed; one that is neither there nor on its way will
        // bring nothing, and the server says so of the statement.
        if self.logged.acceptance().key(&statement.key).is_none() {
            self.not_let_in.insert(statement.entry);
            return Ok(true);
        }
        if self.is_withheld() {
            return Err(SyncError::Undecided);
        }
        for blob in named_by(&item, &statement) {
            if self.brought.contains(&blob.hash) {
                continue;
            }
            match self.bring(store, transport, keys, &statement.key, &blob).await? {
                End::Brought => {
                    self.brought.insert(blob.hash);
                }
                End::NotLetIn => {
                    self.not_let_in.insert(statement.entry);
                    break;
                }
                End::Refused(refusal) => {
                    report.refused += 1;
                    self.keep(store, vec![OutboxItem { state: OutboxState::Refused { refusal }, ..item }]).await?;
                    break;
                }
            }
        }
        Ok(true)
    }

    async fn bring(
        &self,
        store: &impl Store,
        transport: &impl Transport,
        keys: &impl Keys,
        key: &KeyId,
        blob: &Blob,
    ) -> Result<End, SyncError> {
        let asker = Asker { keys, key: *key, ahead_ms: self.ahead_ms() };
        match self.bring_bytes(store, transport, &asker, blob).await {
            Ok(Some(())) => Ok(End::Brought),
            Ok(None) => Ok(End::Refused(Refusal::BlobMissing { hash: blob.hash })),
            Err(SyncError::Transport(TransportError::Rejected { code })) => {
                end_of(&code, blob.hash).ok_or(SyncError::Transport(TransportError::Rejected { code }))
            }
            Err(error) => Err(error),
        }
    }

    /// Brings a file from where the server has it on; nothing when this device has lost it.
    async fn bring_bytes<K: Keys>(
        &self,
        store: &impl Store,
        transport: &impl Transport,
        asker: &Asker<'_, K>,
        blob: &Blob,
    ) -> Result<Option<()>, SyncError> {
        let mut there = transport.brought(&self.org, blob, asker).await?;
        if there.is_complete {
            return Ok(Some(()));
        }
        let Some(bytes) = store.blob(&self.org, &blob.hash).await?.filter(|bytes| blob.is_of(bytes)) else {
            return Ok(None);
        };
        let mut stalls = 0;
        while !there.is_complete {
            let from = usize::try_from(there.offset).unwrap_or(usize::MAX);
            let rest = bytes.get(from..).filter(|rest| !rest.is_empty());
            let rest = rest.ok_or_else(|| TransportError::Malformed("more of a file than there is".to_owned()))?;
            let chunk = rest.get(..BLOB_CHUNK_BYTES.min(rest.len())).unwrap_or(rest);
            let next = transport.bring(&self.org, blob, there.offset, chunk, asker).await?;
            stalls = if next.is_complete || next.offset > there.offset { 0 } else { stalls + 1 };
            if stalls > MAX_STALLS {
                return Err(TransportError::Malformed("a file comes no further".to_owned()).into());
            }
            there = next;
        }
        Ok(Some(()))
    }

    /// The server's clock less this device's, as far as they were compared.
    fn ahead_ms(&self) -> i64 {
        self.contact.map_or(0, |contact| contact.server_ms.saturating_sub(contact.device_ms))
    }

    /// Forgets what is brought in vain: the server has not kept it, so it is asked again.
    pub(crate) fn bring_again(&mut self, hash: &Digest) {
        self.brought.remove(hash);
    }

    /// Drops the files that nothing here needs any more: those of words that were erased or taken back, and of what is
    /// public all but the newest.
    pub(crate) async fn tidy_files(&mut self, store: &impl Store) -> Result<(), SyncError> {
        if self.local_blobs.is_empty() {
            return Ok(());
        }
        let mut needed: BTreeSet<Digest> =
            self.outbox.iter().flat_map(|(item, statement)| named_by(item, statement)).map(|blob| blob.hash).collect();
        let mut kept_bytes = 0;
        for blob in self.standing_blobs().filter(|blob| self.local_blobs.contains(&blob.hash)) {
            kept_bytes += u64::from(blob.bytes);
            if kept_bytes > MAX_KEPT_BLOB_BYTES {
                break;
            }
            needed.insert(blob.hash);
        }
        let drop_blobs: Vec<Digest> = self.local_blobs.difference(&needed).copied().collect();
        if drop_blobs.is_empty() {
            return Ok(());
        }
        let change = Change { drop_blobs, ..Change::default() };
        store.commit(&self.org, &change).await?;
        for hash in &change.drop_blobs {
            self.local_blobs.remove(hash);
        }
        Ok(())
    }

    /// Whether a statement was pushed without its files, to hear why its key may bring none.
    pub(crate) fn was_not_let_in(&self, entry: &EntryId) -> bool {
        self.not_let_in.contains(entry)
    }
}

/// What a server's word means for a file; nothing where it may say something else the next time.
fn end_of(code: &str, hash: Digest) -> Option<End> {
    match code {
        _ if NOT_A_MEMBER.contains(&code) => Some(End::NotLetIn),
        _ if NOT_TAKEN.contains(&code) => Some(End::Refused(Refusal::BlobMismatch { hash })),
        NO_ROOM => Some(End::Refused(Refusal::Full { limit: NO_ROOM.to_owned() })),
        ERASED => Some(End::Refused(Refusal::BlobMissing { hash })),
        _ => None,
    }
}

impl Brought {
    /// Nothing of it yet.
    pub const NOTHING: Self = Self { offset: 0, is_complete: false };
}
