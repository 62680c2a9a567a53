//! A leaf: what the log hashes and serves, three lines that a text editor shows.
//!
//! Statement bytes, signature, time of receipt in milliseconds; each ended by a line feed. The time never decreases
//! along a log (spec rule B5).

use crate::key::Signature;
use crate::limits::{MAX_EXACT_INTEGER, MAX_LEAF_BYTES};

/// A leaf taken apart; the statement is exact text, not yet understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The exact statement, without a line feed.
    pub statement: String,
    /// The signature over it.
    pub signature: Signature,
    /// When the log received it, in milliseconds since 1970.
    pub received_ms: i64,
}

/// Why bytes are not a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    /// Longer than a bundle can say.
    #[error("a leaf has at most {MAX_LEAF_BYTES} bytes")]
    TooLong,
    /// Not UTF-8.
    #[error("a leaf is UTF-8 text")]
    NotText,
    /// Not three lines, each ended by a line feed.
    #[error("a leaf is three lines, each ended by a line feed")]
    Lines,
    /// The second line is not a signature.
    #[error("the second line is not a signature")]
    Signature,
    /// The third line is not a time.
    #[error("the third line is not a time in milliseconds")]
    Time,
    /// A bundle ends inside an entry.
    #[error("the bundle ends inside an entry")]
    Truncated,
}

impl Leaf {
    /// The bytes that are hashed.
    pub fn to_bytes(&self) -> Vec<u8> {
        format!("{}\n{}\n{}\n", self.statement, self.signature, self.received_ms).into_bytes()
    }

    /// Takes a leaf apart; accepts exactly what [`Leaf::to_bytes`] makes.
    ///
    /// # Errors
    /// [`LeafError`] says which line is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LeafError> {
        if bytes.len() > MAX_LEAF_BYTES {
            return Err(LeafError::TooLong);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| LeafError::NotText)?;
        let mut lines = text.strip_suffix('\n').ok_or(LeafError::Lines)?.split('\n');
        let (Some(statement), Some(signature), Some(received), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(LeafError::Lines);
        };
        let received_ms: i64 = received.parse().map_err(|_| LeafError::Time)?;
        if received_ms.to_string() != received || !(0..=MAX_EXACT_INTEGER).contains(&received_ms) {
            return Err(LeafError::Time);
        }
        let parsed: Signature = signature.parse().map_err(|_| LeafError::Signature)?;
        if parsed.to_string() != signature {
            return Err(LeafError::Signature);
        }
        Ok(Self { statement: statement.to_owned(), signature: parsed, received_ms })
    }
}

/// Joins leaves into an entry bundle: each with its length as two bytes, big-endian (C2SP tlog-tiles, "Log Entries").
///
/// # Errors
/// [`LeafError::TooLong`] when a leaf is longer than [`MAX_LEAF_BYTES`].
pub fn to_bundle<'a>(leaves: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, LeafError> {
    let mut bundle = Vec::new();
    for leaf in leaves {
        let length = u16::try_from(leaf.len()).map_err(|_| LeafError::TooLong)?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(leaf);
    }
    Ok(bundle)
}

/// Takes an entry bundle apart into the leaves' bytes.
///
/// # Errors
/// [`LeafError::Truncated`] when it ends inside an entry.
pub fn from_bundle(mut bundle: &[u8]) -> Result<Vec<&[u8]>, LeafError> {
    let mut leaves = Vec::new();
    while !bundle.is_empty() {
        let (length, rest) = bundle.split_first_chunk::<2>().ok_or(LeafError::Truncated)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (leaf, rest) = rest.split_at_checked(length).ok_or(LeafError::Truncated)?;
        leaves.push(leaf);
        bundle = rest;
    }
    Ok(leaves)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn leaf() -> Leaf {
        Leaf {
            statement: "{}".into(),
            signature: Signature::from_bytes(&[1; 64]).unwrap(),
            received_ms: 1_782_000_000_000,
        }
    }

    #[test]
    fn b5_a_leaf_is_three_lines() {
        let bytes = leaf().to_bytes();
        assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 3);
        assert_eq!(Leaf::from_bytes(&bytes), Ok(leaf()));
        let text = String::from_utf8(bytes).unwrap();
        for bad in [
            text.trim_end().to_owned(),
            format!("{text}\n"),
            text.replace("1782", "+1782"),
            text.replace("1782", "01782"),
        ] {
            assert!(Leaf::from_bytes(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn l1_a_leaf_has_a_bound() {
        let mut long = leaf();
        long.statement = "k".repeat(MAX_LEAF_BYTES);
        assert_eq!(Leaf::from_bytes(&long.to_bytes()), Err(LeafError::TooLong));
        assert_eq!(to_bundle([long.to_bytes().as_slice()]), Err(LeafError::TooLong));
    }

    proptest! {
        #[test]
        fn b6_bundles_give_back_their_leaves(leaves in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..300), 0..20)) {
            let bundle = to_bundle(leaves.iter().map(Vec::as_slice)).unwrap();
            prop_assert_eq!(from_bundle(&bundle).unwrap(), leaves.iter().map(Vec::as_slice).collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_are_a_leaf_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(leaf) = Leaf::from_bytes(&bytes) {
                prop_assert_eq!(leaf.to_bytes(), bytes);
            }
        }
    }
}
