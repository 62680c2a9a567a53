//! A body: the words beside a statement, under a salted hash (invariant I3).
//!
//! The hash is SHA-256(salt ‖ body). Erasing removes salt and body; without the salt the hash says nothing.

use serde::{Deserialize, Serialize};

use crate::hash::Digest;
use crate::id::{from_hex, to_hex};
use crate::limits::{MAX_BODY_BYTES, SALT_BYTES};

/// The random bytes hashed before a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; SALT_BYTES]);

impl Serialize for Salt {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&to_hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        from_hex(&text).map(Self).ok_or_else(|| serde::de::Error::custom("a salt is 64 lower-case hexadecimal digits"))
    }
}

/// A body's exact text with its salt, as pushed and as served at `/o/{org}/log/bodies/{hash}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaltedBody {
    /// The salt.
    pub salt: Salt,
    /// The exact text, canonical JSON.
    pub text: String,
}

impl SaltedBody {
    /// The hash that a statement names it by.
    pub fn digest(&self) -> Digest {
        Digest::of(&[&self.salt.0, self.text.as_bytes()])
    }

    /// Whether its size is within [`MAX_BODY_BYTES`].
    pub fn fits(&self) -> bool {
        self.text.len() <= MAX_BODY_BYTES
    }
}

/// What a reader holds for an entry that names a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyState<'a> {
    /// The exact text, already checked against its hash.
    Present(&'a str),
    /// Removed for good; an erasure entry says when and why.
    Erased,
    /// Not here (not pulled yet, or lost).
    Missing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b3_the_same_words_under_another_salt_have_another_hash() {
        let body = |salt: u8| SaltedBody { salt: Salt([salt; SALT_BYTES]), text: "{}".to_owned() };
        assert_ne!(body(1).digest(), body(2).digest());
        assert_eq!(body(1).digest(), Digest::of(&[&[[1; SALT_BYTES].as_slice(), b"{}"].concat()]));
        assert!(!SaltedBody { salt: Salt([1; SALT_BYTES]), text: "a".repeat(MAX_BODY_BYTES + 1) }.fits());
    }
}
