//! Cosignatures: a witness's signed word that at a time this was the largest tree of a log that it had seen, consistent
//! with all that it had seen before (C2SP tlog-cosignature, the Ed25519 kind).
//!
//! Deliberately absent: the ML-DSA-44 kind, and the decision to cosign (`witness`). **Invariant:** the text is signed
//! whole, extension lines included, and the time lies under the signature.

use crate::note::{KeyKind, NoteSignature, SignerKey, VerifierKey, VerifierKeyError};

/// The first line of what is signed; no checkpoint begins with it and a log's signature is over the text alone, so
/// neither can be taken for the other.
const HEADER: &str = "cosignature/v1\n";

/// The latest time that a cosignature can carry, in seconds since 1970 (tlog-cosignature, "Format").
pub const MAX_TIME_S: u64 = i64::MAX as u64;

/// Bytes of the time before the Ed25519 signature.
const TIME_BYTES: usize = 8;

/// Why a cosignature is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CosignatureError {
    /// The key does not make cosignatures, or the signature is under another key's name or id.
    #[error("this is not a cosignature of that key")]
    OtherKey,
    /// Not 8 + 64 bytes.
    #[error("a cosignature has 72 bytes")]
    Length,
    /// Beyond [`MAX_TIME_S`].
    #[error("a cosignature's time is below 2^63 seconds")]
    Time,
    /// The key has not signed this text with this time.
    #[error("the cosignature does not hold")]
    Signature,
}

/// A witness's secret key.
#[derive(Debug, Clone)]
pub struct CosignerKey(SignerKey);

impl CosignerKey {
    /// The key of this seed.
    ///
    /// # Errors
    /// [`VerifierKeyError::Name`].
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, VerifierKeyError> {
        SignerKey::of_kind(name, KeyKind::Cosignature, seed).map(Self)
    }

    /// The public half, of type 0x04.
    pub const fn verifier(&self) -> &VerifierKey {
        self.0.verifier()
    }

    /// Cosigns a checkpoint's text as of a time in seconds since 1970.
    ///
    /// # Errors
    /// [`CosignatureError::Time`].
    pub fn cosign(&self, text: &str, time_s: u64) -> Result<NoteSignature, CosignatureError> {
        let signature = self.0.sign_bytes(&signed_message(text, time_s)?);
        Ok(self.0.named([time_s.to_be_bytes().as_slice(), &signature].concat()))
    }
}

/// The time of a cosignature of this key over a checkpoint's text, in seconds since 1970. Whether that time lies in the
/// future is for those to say who have a clock.
///
/// # Errors
/// Any of [`CosignatureError`].
pub fn verify(key: &VerifierKey, text: &str, signature: &NoteSignature) -> Result<u64, CosignatureError> {
    if key.kind() != KeyKind::Cosignature || !key.is_named_by(signature) {
        return Err(CosignatureError::OtherKey);
    }
    let (time, ed25519) = signature.signature.split_first_chunk::<TIME_BYTES>().ok_or(CosignatureError::Length)?;
    if ed25519.len() != ed25519_dalek::SIGNATURE_LENGTH {
        return Err(CosignatureError::Length);
    }
    let time_s = u64::from_be_bytes(*time);
    if key.verifies_bytes(&signed_message(text, time_s)?, ed25519) {
        Ok(time_s)
    } else {
        Err(CosignatureError::Signature)
    }
}

/// The time that a signature says it was made at, in seconds since 1970, if it has the form of a cosignature. Nothing is
/// verified: this is for telling people what a note claims where the witness's key is not known.
pub fn claimed_time_s(signature: &NoteSignature) -> Option<u64> {
    let (time, ed25519) = signature.signature.split_first_chunk::<TIME_BYTES>()?;
    let time_s = u64::from_be_bytes(*time);
    (ed25519.len() == ed25519_dalek::SIGNATURE_LENGTH && time_s <= MAX_TIME_S).then_some(time_s)
}

/// What is signed: header line, time line, text (tlog-cosignature, "Ed25519 signed message").
fn signed_message(text: &str, time_s: u64) -> Result<Vec<u8>, CosignatureError> {
    if time_s > MAX_TIME_S {
        return Err(CosignatureError::Time);
    }
    Ok(format!("{HEADER}time {time_s}\n{text}").into_bytes())
}

#[cfg(test)]
mod tests;
