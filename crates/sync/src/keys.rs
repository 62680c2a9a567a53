//! Signing and checking, which the shells do (WebCrypto in browsers).

use jiannuo_domain::id::KeyId;
use jiannuo_domain::key::{PublicKey, Signature};
use jiannuo_domain::reader::{Question, ReaderToken};

/// Why a signature could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    /// The device does not hold that key.
    #[error("this device does not hold the key")]
    NoSuchKey,
    /// The cryptography of the platform failed.
    #[error("signing failed: {0}")]
    Failed(String),
}

/// The device's keys.
#[expect(async_fn_in_trait, reason = "used in one thread, with one implementation a build")]
pub trait Keys {
    /// Signs a statement's exact text.
    ///
    /// # Errors
    /// [`KeysError`].
    async fn sign(&self, key: &KeyId, statement: &str) -> Result<Signature, KeysError>;

    /// Signs a question that only members may ask.
    ///
    /// # Errors
    /// [`KeysError`]; a device that only reads what is public asks none.
    async fn ask(&self, _key: &KeyId, _question: &Question<'_>) -> Result<ReaderToken, KeysError> {
        Err(KeysError::NoSuchKey)
    }

    /// Whether a signature over a statement's exact text is the key's.
    async fn verify(&self, key: &PublicKey, statement: &str, signature: &Signature) -> bool;
}
