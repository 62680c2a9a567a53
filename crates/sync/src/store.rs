//! What a device keeps of an organisation's log, and how it changes: in one transaction at a time.

use jiannuo_domain::body::SaltedBody;
use jiannuo_domain::clock::Contact;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, OrganisationId};
use serde::{Deserialize, Serialize};

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
}

/// A change, kept as a whole or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The leaves that the device holds already; another number is [`StoreError::Moved`]. Only looked at when there are
    /// leaves to add.
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

    /// Keeps a change as a whole, durably, or nothing of it.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was kept then.
    async fn commit(&self, org: &OrganisationId, change: &Change) -> Result<Committed, StoreError>;

    /// Removes an outbox item if no push of it was ever begun; whether it did.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn take_back(&self, org: &OrganisationId, entry: &EntryId) -> Result<bool, StoreError>;
}
