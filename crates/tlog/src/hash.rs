//! Hashes of a log as a tree (RFC 6962, section 2.1): leaves and inner nodes are told apart by a first byte, so that one
//! can never be passed off as the other.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// Goes before a leaf.
const LEAF_PREFIX: [u8; 1] = [0];
/// Goes before the two hashes of a node.
const NODE_PREFIX: [u8; 1] = [1];

/// A SHA-256 hash; as text it is standard base64, as in a checkpoint.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// Text that is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 32 bytes in standard base64")]
pub struct NotAHash;

/// The hash of a leaf's bytes.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    digest(&[&LEAF_PREFIX, leaf])
}

/// The hash of a node over its left and right subtree.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    digest(&[&NODE_PREFIX, &left.0, &right.0])
}

/// The root of a log without entries.
pub fn empty_root() -> Hash {
    digest(&[])
}

fn digest(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let bytes = STANDARD.decode(text).map_err(|_| NotAHash)?;
        bytes.try_into().map(Self).map_err(|_| NotAHash)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn t_a_leaf_and_a_node_of_the_same_bytes_differ() {
        let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
        let bytes = [left.0, right.0].concat();
        assert_ne!(node_hash(&left, &right), leaf_hash(&bytes));
        assert_ne!(node_hash(&left, &right), node_hash(&right, &left));
        assert_eq!(empty_root().to_string(), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn t_a_hash_is_written_in_one_way() {
        let written = empty_root().to_string();
        assert_eq!(written.parse(), Ok(empty_root()));
        let ways = [
            written.trim_end_matches('=').to_owned(),
            written.replace("FU=", "FV="),
            written.replace('+', "-"),
            format!("{written}="),
            format!(" {written}"),
            format!("{written}\n"),
            format!("AAAA{written}"),
            written[4..].to_owned(),
            String::new(),
        ];
        for way in ways {
            assert_eq!(way.parse::<Hash>(), Err(NotAHash), "{way:?}");
        }
    }

    proptest! {
        #[test]
        fn t_hashes_come_back_as_they_went(bytes in any::<[u8; 32]>()) {
            prop_assert_eq!(Hash(bytes).to_string().parse(), Ok(Hash(bytes)));
        }
    }
}
