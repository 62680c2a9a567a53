//! Public keys, signatures and what exactly is signed. Suite `p256-sha256`: ECDSA over P-256 with SHA-256, r‖s.
//!
//! Devices sign with WebCrypto and a key that cannot be exported. [`software`] signs in Rust, for the short-lived
//! keys of invitations and for tools and tests. Deliberately absent: where keys are kept.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::hash::Digest;
use crate::id::KeyId;

/// What precedes the statement's bytes under a signature, so that no signature can be taken for another protocol's.
pub const SIGNING_PREFIX: &[u8] = b"jiannuo/statement/v1\n";

/// What precedes a public key's bytes under the hash that names it.
const KEY_ID_PREFIX: &[u8] = b"jiannuo/key/v1\n";

/// The bytes that a device signs for a statement.
pub fn signing_input(statement: &str) -> Vec<u8> {
    [SIGNING_PREFIX, statement.as_bytes()].concat()
}

/// Why a text is not a key or a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not base64 of 65 bytes that begin with 4.
    #[error("a public key is base64 of an uncompressed P-256 point")]
    PublicKey,
    /// Not base64 of 64 bytes.
    #[error("a signature is base64 of 64 bytes")]
    Signature,
}

/// A P-256 point, uncompressed as in SEC 1 (4 ‖ x ‖ y). That it lies on the curve is found out where it is used.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 65]);

impl PublicKey {
    /// Wraps the bytes that WebCrypto exports as `raw`.
    ///
    /// # Errors
    /// [`KeyError::PublicKey`] unless there are 65 bytes of which the first is 4.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let bytes: [u8; 65] = bytes.try_into().map_err(|_| KeyError::PublicKey)?;
        if bytes[0] == 4 { Ok(Self(bytes)) } else { Err(KeyError::PublicKey) }
    }

    /// The 65 bytes.
    pub const fn as_bytes(&self) -> &[u8; 65] {
        &self.0
    }

    /// The key's name in statements.
    pub fn id(&self) -> KeyId {
        let digest = Digest::of(&[KEY_ID_PREFIX, &self.0]);
        let mut id = [0; 16];
        id.copy_from_slice(&digest.as_bytes()[..16]);
        KeyId::from_bytes(id)
    }
}

/// An ECDSA signature, r‖s, each 32 bytes, as WebCrypto makes it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature([u8; 64]);

impl Signature {
    /// Wraps 64 bytes.
    ///
    /// # Errors
    /// [`KeyError::Signature`] unless there are 64.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        bytes.try_into().map(Self).map_err(|_| KeyError::Signature)
    }

    /// The 64 bytes.
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

macro_rules! base64_text {
    ($name:ident, $error:expr) => {
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&STANDARD.encode(self.0))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}({self})", stringify!($name))
            }
        }
        impl std::str::FromStr for $name {
            type Err = KeyError;
            fn from_str(text: &str) -> Result<Self, KeyError> {
                let bytes = STANDARD.decode(text).map_err(|_| $error)?;
                Self::from_bytes(&bytes)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(D::Error::custom)
            }
        }
    };
}
base64_text!(PublicKey, KeyError::PublicKey);
base64_text!(Signature, KeyError::Signature);

/// P-256 in Rust.
#[cfg(feature = "software-keys")]
pub mod software {
    use p256::ecdsa::signature::{Signer as _, Verifier as _};
    use p256::ecdsa::{SigningKey, VerifyingKey};

    use super::{PublicKey, Signature, signing_input};

    /// A private key that lives in memory.
    #[derive(Clone)]
    pub struct KeyPair(SigningKey);

    impl KeyPair {
        /// The key whose secret number is the given one, big-endian; `None` for 0 and for numbers beyond the curve's
        /// order, which a random number is once in 2^32 times.
        pub fn from_secret(secret: &[u8; 32]) -> Option<Self> {
            SigningKey::from_slice(secret).ok().map(Self)
        }

        /// The public half.
        pub fn public_key(&self) -> PublicKey {
            let point = self.0.verifying_key().to_sec1_point(false);
            let mut bytes = [4; 65];
            bytes.copy_from_slice(point.as_bytes());
            PublicKey(bytes)
        }

        /// Signs a statement's exact text; deterministic (RFC 6979).
        pub fn sign(&self, statement: &str) -> Signature {
            self.sign_message(&signing_input(statement))
        }

        /// Signs exactly these bytes, which must begin as no statement's [`signing_input`] does.
        pub fn sign_message(&self, message: &[u8]) -> Signature {
            let signature: p256::ecdsa::Signature = self.0.sign(message);
            let mut bytes = [0; 64];
            bytes.copy_from_slice(&signature.to_bytes());
            Signature(bytes)
        }
    }

    /// Whether the signature over the statement's exact text is the key's.
    pub fn verify(key: &PublicKey, statement: &str, signature: &Signature) -> bool {
        verify_message(key, &signing_input(statement), signature)
    }

    /// Whether the signature over exactly these bytes is the key's; for a statement they are its [`signing_input`].
    pub fn verify_message(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
        let (Ok(key), Ok(signature)) =
            (VerifyingKey::from_sec1_bytes(key.as_bytes()), p256::ecdsa::Signature::from_slice(signature.as_bytes()))
        else {
            return false;
        };
        key.verify(message, &signature).is_ok()
    }
}

#[cfg(all(test, feature = "software-keys"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::software::{KeyPair, verify};
    use super::*;

    #[test]
    fn b4_a_signature_holds_for_these_bytes_and_this_key_only() {
        let key = KeyPair::from_secret(&[7; 32]).unwrap();
        let other = KeyPair::from_secret(&[8; 32]).unwrap();
        let signature = key.sign("承诺");
        assert!(verify(&key.public_key(), "承诺", &signature));
        assert!(!verify(&key.public_key(), "承诺 ", &signature));
        assert!(!verify(&other.public_key(), "承诺", &signature));
        let mut altered = *signature.as_bytes();
        altered[40] ^= 1;
        assert!(!verify(&key.public_key(), "承诺", &Signature(altered)));
    }

    #[test]
    fn a_point_off_the_curve_signs_nothing() {
        let key = KeyPair::from_secret(&[7; 32]).unwrap();
        let mut point = *key.public_key().as_bytes();
        point[64] ^= 1;
        assert!(!verify(&PublicKey(point), "x", &key.sign("x")));
        assert_eq!(PublicKey::from_bytes(&[2; 33]), Err(KeyError::PublicKey));
    }
}
