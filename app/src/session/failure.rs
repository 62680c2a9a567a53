//! What can go wrong, in one type that the interface can put into words.

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::words::WordsError;
use jiannuo_store::device::Missing;
use jiannuo_sync::SyncError;
use jiannuo_sync::keys::KeysError;
use jiannuo_sync::store::StoreError;
use jiannuo_sync::transport::TransportError;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Failure {
    /// The browser lacks something.
    #[error("the browser lacks {0:?}")]
    Missing(Missing),
    /// Keeping, sending, or checking.
    #[error(transparent)]
    Sync(#[from] SyncError),
    /// Words that do not keep their bounds.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// The organisation's rules.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// This device does not speak for anybody in this organisation.
    #[error("this device is not a member's")]
    NotAMember,
    /// A file that could not be read.
    #[error("the file could not be read")]
    File,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Sync(error.into())
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Sync(error.into())
    }
}

impl From<KeysError> for Failure {
    fn from(error: KeysError) -> Self {
        Self::Sync(error.into())
    }
}
