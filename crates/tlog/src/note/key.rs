//! The keys of notes: names, ids, the text form of public keys, signing and verifying (C2SP signed-note).
//!
//! **Invariant:** a [`VerifierKey`] is a point that can be trusted to be somebody's: keys of small order, for which
//! anybody can make signatures, do not become one. Deliberately absent: where secrets come from (`log_key`).

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use super::{KEY_ID_BYTES, NoteSignature};
use crate::cosignature;

/// Bytes of a key's name that are taken: as many as a cosigned message has room for (tlog-cosignature, "ML-DSA-44
/// signed message"), so that a name can be carried over to that algorithm.
pub const MAX_KEY_NAME_BYTES: usize = 255;

/// Bytes of a key's text that are read: name, plus, 8 digits, plus, base64 of 33 bytes.
const MAX_VERIFIER_KEY_BYTES: usize = MAX_KEY_NAME_BYTES + 1 + 2 * KEY_ID_BYTES + 1 + 44;

/// What a key's signatures are over (signed-note, "Signature types").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// Type 0x01: Ed25519 over the note's text. What logs sign with.
    Ed25519,
    /// Type 0x04: Ed25519 over the time and the note's text (tlog-cosignature). What witnesses sign with.
    Cosignature,
}

impl KeyKind {
    /// The signature type identifier byte.
    pub const fn identifier(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::Cosignature => 0x04,
        }
    }
}

/// Why a text or bytes are not a public key of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifierKeyError {
    /// Not three parts with plus between them, or not written in the one way that keys are written.
    #[error("a verifier key is a name, the key id in 8 lower-case hex digits and base64, with plus between")]
    Form,
    /// Empty, too long, or with spaces, plus or control characters.
    #[error("a key's name has 1 to {MAX_KEY_NAME_BYTES} bytes and neither spaces nor plus nor control characters")]
    Name,
    /// A signature type that is not read.
    #[error("signature type {0:#04x} is not supported")]
    Kind(u8),
    /// The id is not the one of this name and key.
    #[error("the key id is not that of the name and the key")]
    Id,
    /// Not a point of the curve, or one of small order.
    #[error("these 32 bytes are not an Ed25519 public key that can be somebody's")]
    Point,
}

/// A public key with its name. As text it is the "vkey" of signed-note.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    id: [u8; KEY_ID_BYTES],
    point: VerifyingKey,
}

impl VerifierKey {
    /// A key from its parts.
    ///
    /// # Errors
    /// [`VerifierKeyError::Name`], [`VerifierKeyError::Point`].
    pub fn new(name: &str, kind: KeyKind, public_key: &[u8; 32]) -> Result<Self, VerifierKeyError> {
        if !is_key_name(name) {
            return Err(VerifierKeyError::Name);
        }
        let point = VerifyingKey::from_bytes(public_key).map_err(|_| VerifierKeyError::Point)?;
        if point.is_weak() {
            return Err(VerifierKeyError::Point);
        }
        Ok(Self { name: name.to_owned(), kind, id: key_id(name, kind, public_key), point })
    }

    /// The key's name; a log's is its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its signatures are over.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The id that its signatures carry.
    pub const fn id(&self) -> [u8; KEY_ID_BYTES] {
        self.id
    }

    /// The 32 bytes of the point (RFC 8032).
    pub fn public_key(&self) -> [u8; 32] {
        self.point.to_bytes()
    }

    /// Whether the signature says that it is this key's.
    pub fn is_named_by(&self, signature: &NoteSignature) -> bool {
        signature.key_id == self.id && signature.name == self.name
    }

    /// Whether the signature over this text is this key's, the time in a cosignature included.
    pub fn verifies(&self, text: &str, signature: &NoteSignature) -> bool {
        if !self.is_named_by(signature) {
            return false;
        }
        match self.kind {
            KeyKind::Ed25519 => self.verifies_bytes(text.as_bytes(), &signature.signature),
            KeyKind::Cosignature => cosignature::verify(self, text, signature).is_ok(),
        }
    }

    /// Whether these are this key's 64 bytes of signature over exactly the message, whatever the key's kind. Strict:
    /// neither a point of small order nor an encoding that is not the only one of its signature passes, so that all who
    /// verify agree on what they have seen.
    pub fn verifies_bytes(&self, message: &[u8], signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| self.point.verify_strict(message, &signature).is_ok())
    }
}

/// The vkey.
impl fmt::Display for VerifierKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let material = [[self.kind.identifier()].as_slice(), self.point.as_bytes()].concat();
        write!(formatter, "{}+{:08x}+{}", self.name, u32::from_be_bytes(self.id), STANDARD.encode(material))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = VerifierKeyError;

    fn from_str(text: &str) -> Result<Self, VerifierKeyError> {
        if text.len() > MAX_VERIFIER_KEY_BYTES {
            return Err(VerifierKeyError::Form);
        }
        // Base64 has plus as well, so the parts are told apart from the left.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(_id), Some(material)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(VerifierKeyError::Form);
        };
        let material = STANDARD.decode(material).map_err(|_| VerifierKeyError::Form)?;
        let (identifier, public_key) = material.split_first().ok_or(VerifierKeyError::Form)?;
        let kind = [KeyKind::Ed25519, KeyKind::Cosignature]
            .into_iter()
            .find(|kind| kind.identifier() == *identifier)
            .ok_or(VerifierKeyError::Kind(*identifier))?;
        let public_key = public_key.try_into().map_err(|_| VerifierKeyError::Point)?;
        let key = Self::new(name, kind, public_key)?;
        // All but the id is canonical by now.
        if key.to_string() == text { Ok(key) } else { Err(VerifierKeyError::Id) }
    }
}

impl Serialize for VerifierKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VerifierKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A secret key that signs notes, with its name.
#[derive(Clone)]
pub struct SignerKey {
    secret: SigningKey,
    verifier: VerifierKey,
}

impl SignerKey {
    /// The Ed25519 key of this seed (RFC 8032, section 5.1.5).
    ///
    /// # Errors
    /// [`VerifierKeyError::Name`].
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, VerifierKeyError> {
        Self::of_kind(name, KeyKind::Ed25519, seed)
    }

    pub(crate) fn of_kind(name: &str, kind: KeyKind, seed: [u8; 32]) -> Result<Self, VerifierKeyError> {
        let secret = SigningKey::from_bytes(&seed);
        let verifier = VerifierKey::new(name, kind, secret.verifying_key().as_bytes())?;
        Ok(Self { secret, verifier })
    }

    /// The public half.
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Signs a note's text, which has its last newline.
    pub fn sign(&self, text: &str) -> NoteSignature {
        self.named(self.sign_bytes(text.as_bytes()).to_vec())
    }

    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    pub(crate) fn named(&self, signature: Vec<u8>) -> NoteSignature {
        NoteSignature { name: self.verifier.name.clone(), key_id: self.verifier.id, signature }
    }
}

/// Without the secret.
impl fmt::Debug for SignerKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SignerKey({})", self.verifier)
    }
}

/// Whether the name can stand in a signature line and in a vkey.
pub(super) fn is_key_name(name: &str) -> bool {
    let refused = |character: char| character.is_whitespace() || character == '+' || character < ' ';
    !name.is_empty() && name.len() <= MAX_KEY_NAME_BYTES && !name.contains(refused)
}

/// The first bytes of SHA-256 over name, newline, signature type and key (signed-note, "Signatures").
fn key_id(name: &str, kind: KeyKind, public_key: &[u8; 32]) -> [u8; KEY_ID_BYTES] {
    let mut hasher = Sha256::new();
    hasher.update(name);
    hasher.update(b"\n");
    hasher.update([kind.identifier()]);
    hasher.update(public_key);
    let digest: [u8; 32] = hasher.finalize().into();
    [digest[0], digest[1], digest[2], digest[3]]
}
