//! The way to the server.

use jiannuo_domain::id::{KeyId, OrganisationId};
use jiannuo_domain::push::{Push, PushAnswer, ServedBody};
use jiannuo_domain::reader::Question;
use jiannuo_domain::restore::{Remembered, Restore, Restored};
use jiannuo_domain::statement::LogName;
use jiannuo_domain::words::Blob;
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::tile::Tile;

use crate::keys::Keys;

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

/// How much of a file a server has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    /// Bytes of it, from the first one on.
    pub offset: u32,
    /// Whether that is all, found to be what it should be, and durable.
    pub is_complete: bool,
}

/// The member who brings a file: every question is signed anew, with the time at which it is asked.
pub struct Asker<'a, K: Keys> {
    /// The device's keys.
    pub keys: &'a K,
    /// Which of them.
    pub key: KeyId,
    /// The server's clock less this device's, in milliseconds.
    pub ahead_ms: i64,
}

impl<K: Keys> Asker<'_, K> {
    /// The header `jiannuo-reader` for a question about a file, at a time by the device's clock.
    ///
    /// # Errors
    /// [`TransportError::Rejected`] as the server would say it, when the device does not hold the key.
    pub async fn token(
        &self,
        org: &OrganisationId,
        method: &str,
        blob: &Blob,
        device_ms: i64,
    ) -> Result<String, TransportError> {
        let time_ms = device_ms.saturating_add(self.ahead_ms);
        let path = format!("blobs/{}", blob.hash);
        let question = Question { org: *org, log: LogName::Public, method, path: &path, time_ms };
        let token = self.keys.ask(&self.key, &question).await;
        token.map(|token| token.to_string()).map_err(|_| TransportError::Rejected { code: "reader-refused".to_owned() })
    }
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

    /// How much of a file the server has.
    ///
    /// # Errors
    /// [`TransportError`]; a way that only reads brings nothing.
    async fn brought<K: Keys>(
        &self,
        _org: &OrganisationId,
        _blob: &Blob,
        _asker: &Asker<'_, K>,
    ) -> Result<Brought, TransportError> {
        Err(TransportError::Rejected { code: "only-reading".to_owned() })
    }

    /// Brings a piece of a file that follows what the server has; how much it has then, which may be something else than
    /// was thought.
    ///
    /// # Errors
    /// [`TransportError`]; a way that only reads brings nothing.
    async fn bring<K: Keys>(
        &self,
        _org: &OrganisationId,
        _blob: &Blob,
        _offset: u32,
        _chunk: &[u8],
        _asker: &Asker<'_, K>,
    ) -> Result<Brought, TransportError> {
        Err(TransportError::Rejected { code: "only-reading".to_owned() })
    }
}
