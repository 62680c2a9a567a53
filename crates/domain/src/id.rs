//! Random 128-bit identities, written as 32 lower-case hexadecimal digits everywhere.
//!
//! Deliberately absent: making them. Randomness is handed in by the shells (invariant I8).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Why a text is not an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an identity is 32 lower-case hexadecimal digits")]
pub struct NotAnId;

/// Writes bytes as lower-case hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = vec![0; bytes.len() * 2];
    for (byte, pair) in bytes.iter().zip(text.chunks_exact_mut(2)) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    // Digits are text.
    String::from_utf8(text).unwrap_or_default()
}

/// Reads exactly `N` bytes from lower-case hexadecimal digits; upper case is refused, so that a text has one form.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// Wraps 16 random bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }
            /// The 16 bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&to_hex(&self.0))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}({self})", stringify!($name))
            }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                from_hex(text).map(Self).ok_or(NotAnId)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&to_hex(&self.0))
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

identity! {
    /// An organisation, for ever: its name, place and address may change.
    OrganisationId
}
identity! {
    /// One statement, kept when the statement is rebased.
    EntryId
}
identity! {
    /// What a chain of statements is about: a pledge, a disclosure, a service point, a member, a device …
    RecordId
}
identity! {
    /// A signing key: the first half of a hash of its public part, see [`crate::key::PublicKey::id`].
    KeyId
}

/// A member is a record of the organisation's log.
pub type MemberId = RecordId;

impl OrganisationId {
    /// The record that the organisation's own founding and description are statements of.
    pub const fn record(&self) -> RecordId {
        RecordId(self.0)
    }
}

impl KeyId {
    /// The record of the device that holds the key: one device, one key, one record (spec rule A4).
    pub const fn device(&self) -> RecordId {
        RecordId(self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_identity_has_one_text_form() {
        let id = EntryId::from_bytes([0xab; 16]);
        assert_eq!(id.to_string().parse::<EntryId>(), Ok(id));
        for bad in ["", "AB", &"AB".repeat(16), &"ab".repeat(17), &"ag".repeat(16)] {
            assert_eq!(bad.parse::<EntryId>(), Err(NotAnId));
        }
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{}\"", "ab".repeat(16)));
    }
}
