//! What a device keeps of an organisation's log, and how it changes: in one transaction at a time.

use jiannuo_domain::body::SaltedBody;
use jiannuo_domain::clock::Contact;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, OrganisationId};
use jiannuo_tlog::VerifierKey;
use serde::{Deserialize, Serialize};

use crate::blobs::LocalBlob;
use crate::evidence::Evidence;
use crate::outbox::OutboxItem;

/// Why something could not be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The device has no room; nothing was kept.
    #[error("there is no room left on this device")]
    NoRoom,
    /// Another tab has moved on; load again.
    #[error("another tab has changed the store")]
    Moved,
    /// The store is of a newer version, or cannot be opened.
    #[error("the store cannot be opened: {0}")]
    Unavailable(String),
    /// Anything else; nothing was kept.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// A body as kept on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeptBody {
    /// Salt and text.
    Present(SaltedBody),
    /// Removed for good.
    Erased,
}

/// What a device has verified of a log: the last checkpoint that it accepted, and the keys that it trusts for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// The log's keys, oldest first: the one that the device saw first, and those that were handed over to.
    pub keys: Vec<VerifierKey>,
    /// The checkpoint, a signed note with all its signatures. Entries under it may still be on their way.
    pub note: String,
    /// When the device last saw it or found it kept to, by its own clock; up to an hour later than is kept.
    pub device_ms: i64,
    /// The same by the server's clock.
    pub server_ms: i64,
}

/// Everything that a device keeps of one organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    /// Leaves from entry 0 on.
    pub leaves: Vec<String>,
    /// Bodies by the hash that statements name.
    pub bodies: Vec<(Digest, KeptBody)>,
    /// The outbox, in order.
    pub outbox: Vec<OutboxItem>,
    /// When this device and the server last compared clocks.
    pub contact: Option<Contact>,
    /// The accepted checkpoint; absent before the first one.
    pub verified: Option<Verified>,
    /// What speaks against the log, oldest first.
    pub evidence: Vec<Evidence>,
    /// The files that are kept, by their hash.
    pub blobs: Vec<Digest>,
}

/// A change, kept as a whole or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The leaves that the device holds already; another number is [`StoreError::Moved`]. Only looked at when there are
    /// leaves to add or a checkpoint to keep.
    pub from: u64,
    /// Leaves to add.
    pub leaves: Vec<String>,
    /// Bodies to keep, or to forget for good.
    pub bodies: Vec<(Digest, KeptBody)>,
    /// Outbox items to add; an identity that is there already is [`StoreError::Moved`].
    pub add: Vec<OutboxItem>,
    /// Outbox items to replace, found by their entry's identity; one that is no longer there stays away (it was taken back
    /// in another tab), and one that is kept as attempted stays so, whatever the replacement says (another tab may have
    /// sent it meanwhile).
    pub update: Vec<OutboxItem>,
    /// Outbox items to remove.
    pub remove: Vec<EntryId>,
    /// Clocks compared.
    pub contact: Option<Contact>,
    /// The accepted checkpoint; takes the place of the one before.
    pub verified: Option<Verified>,
    /// Evidence to add. What is there already, by [`Evidence::id`], stays as it is, but for a decision about it.
    pub evidence: Vec<Evidence>,
    /// Files to keep.
    pub blobs: Vec<LocalBlob>,
    /// Files to drop.
    pub drop_blobs: Vec<Digest>,
}

/// What a change came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// Items of [`Change::update`] that were no longer there.
    pub gone: Vec<EntryId>,
}

/// Where a device keeps things. IndexedDB in browsers; in tests a double that fails on purpose.
#[expect(async_fn_in_trait, reason = "used in one thread, with one implementation a build")]
pub trait Store {
    /// Everything kept of an organisation; empty for one that the device has not seen.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn load(&self, org: &OrganisationId) -> Result<Stored, StoreError>;

    /// The exact text of one leaf, if it is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn leaf(&self, org: &OrganisationId, index: u64) -> Result<Option<String>, StoreError>;

    /// Keeps a change as a whole, durably, or nothing of it.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was kept then.
    async fn commit(&self, org: &OrganisationId, change: &Change) -> Result<Committed, StoreError>;

    /// The bytes of a file, if they are kept.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn blob(&self, org: &OrganisationId, hash: &Digest) -> Result<Option<Vec<u8>>, StoreError>;

    /// Removes an outbox item if no push of it was ever begun; whether it did.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn take_back(&self, org: &OrganisationId, entry: &EntryId) -> Result<bool, StoreError>;
}
