//! The way to the server.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::push::{Push, PushAnswer, ServedBody};
use jiannuo_domain::restore::{Remembered, Restore, Restored};
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::tile::Tile;

/// Why nothing came back, or nothing of use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No answer: no network, or the server is away. What was sent may or may not have arrived.
    #[error("no answer from the server")]
    Offline,
    /// The server asks to wait.
    #[error("the server asks to wait {retry_after_ms} ms")]
    Busy {
        /// For how long.
        retry_after_ms: u32,
    },
    /// The server does not know the organisation.
    #[error("the server does not know this organisation")]
    UnknownOrganisation,
    /// The server refused the request as a whole.
    #[error("the server refused the request: {code}")]
    Rejected {
        /// Its code.
        code: String,
    },
    /// The answer makes no sense.
    #[error("the server's answer cannot be read: {0}")]
    Malformed(String),
}

/// The code of a server that takes nothing new because it has forgotten something.
pub const READ_ONLY: &str = "read-only";

/// What a server says that keeps a log which another one continues (spec rule W30).
pub const SUCCEEDED: &str = "succeeded";

/// What a server offers as the log's checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// A signed note, if it is what it should be.
    pub note: String,
    /// The server's clock, in milliseconds since 1970.
    pub now_ms: i64,
}

/// The way to the server.
#[expect(async_fn_in_trait, reason = "used in one thread, with one implementation a build")]
pub trait Transport {
    /// The log's checkpoint, and the server's clock.
    ///
    /// # Errors
    /// [`TransportError`].
    async fn checkpoint(&self, org: &OrganisationId) -> Result<Offered, TransportError>;

    /// A tile of the log's tree.
    ///
    /// # Errors
    /// [`TransportError`].
    async fn tile(&self, org: &OrganisationId, tile: Tile) -> Result<Vec<u8>, TransportError>;

    /// The keys that the log has had.
    ///
    /// # Errors
    /// [`TransportError`].
    async fn keys(&self, org: &OrganisationId) -> Result<LogKeys, TransportError>;

    /// An entry bundle: the tile with that number, `width` entries of it.
    ///
    /// # Errors
    /// [`TransportError`].
    async fn bundle(&self, org: &OrganisationId, tile: u64, width: u64) -> Result<Vec<u8>, TransportError>;

    /// The bodies of entries from an index on, as many as the server sends at once.
    ///
    /// # Errors
    /// [`TransportError`].
    async fn bodies(&self, org: &OrganisationId, from: u64) -> Result<Vec<ServedBody>, TransportError>;

    /// Shows the server a checkpoint of its own, as a C2SP tlog-witness request.
    ///
    /// # Errors
    /// [`TransportError`].
    async fn remembered(&self, org: &OrganisationId, request: &str) -> Result<Remembered, TransportError>;

    /// Gives the server entries that it has forgotten.
    ///
    /// # Errors
    /// [`TransportError`].
    async fn restore(&self, org: &OrganisationId, restore: &Restore) -> Result<Restored, TransportError>;

    /// Pushes statements.
    ///
    /// # Errors
    /// [`TransportError`].
    async fn push(&self, org: &OrganisationId, push: &Push) -> Result<PushAnswer, TransportError>;
}
