//! Rows of the device's store that many entries share: how many, and how their words are packed.
//!
//! Leaves share a row as an entry bundle ([`jiannuo_domain::leaf::to_bundle`]); words are packed apart from them, because
//! words can be erased and leaves cannot. Deliberately absent: the database, which is the shell's.

use jiannuo_domain::body::{Salt, SaltedBody};
use jiannuo_domain::hash::Digest;

use crate::store::KeptBody;

/// Entries that share a row: one more rewrites at most 64 × 640 bytes = 41 kB, and 10,000 are 157 rows.
pub const ENTRIES_IN_A_ROW: usize = 64;

/// What is kept of words that were erased.
const ERASED: u8 = 0;
/// What stands before words that are kept: their salt, their length as four bytes, big-endian, and their text follow.
const PRESENT: u8 = 1;

/// Words as one row: each the hash that statements name, then [`ERASED`] or [`PRESENT`] with what belongs to it. `None`
/// when a text is longer than four bytes can say, which no body is.
pub fn pack(bodies: &[(Digest, KeptBody)]) -> Option<Vec<u8>> {
    let mut row = Vec::new();
    for (hash, kept) in bodies {
        row.extend_from_slice(hash.as_bytes());
        match kept {
            KeptBody::Erased => row.push(ERASED),
            KeptBody::Present(SaltedBody { salt, text }) => {
                row.push(PRESENT);
                row.extend_from_slice(&salt.0);
                row.extend_from_slice(&u32::try_from(text.len()).ok()?.to_be_bytes());
                row.extend_from_slice(text.as_bytes());
            }
        }
    }
    Some(row)
}

/// What [`pack`] has made; `None` for anything else.
pub fn unpack(mut row: &[u8]) -> Option<Vec<(Digest, KeptBody)>> {
    let mut bodies = Vec::new();
    while !row.is_empty() {
        let hash = Digest::from_bytes(take(&mut row)?);
        let [state] = take(&mut row)?;
        let kept = match state {
            ERASED => KeptBody::Erased,
            PRESENT => {
                let salt = Salt(take(&mut row)?);
                let length = usize::try_from(u32::from_be_bytes(take(&mut row)?)).ok()?;
                let (text, rest) = row.split_at_checked(length)?;
                row = rest;
                KeptBody::Present(SaltedBody { salt, text: std::str::from_utf8(text).ok()?.to_owned() })
            }
            _ => return None,
        };
        bodies.push((hash, kept));
    }
    Some(bodies)
}

fn take<const BYTES: usize>(row: &mut &[u8]) -> Option<[u8; BYTES]> {
    let (taken, rest) = row.split_first_chunk::<BYTES>()?;
    *row = rest;
    Some(*taken)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn body() -> impl Strategy<Value = (Digest, KeptBody)> {
        let kept = prop_oneof![
            Just(KeptBody::Erased),
            (any::<[u8; 32]>(), ".{0,40}")
                .prop_map(|(salt, text)| KeptBody::Present(SaltedBody { salt: Salt(salt), text })),
        ];
        (any::<[u8; 32]>().prop_map(Digest::from_bytes), kept)
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(bodies in proptest::collection::vec(body(), 0..5)) {
            prop_assert_eq!(unpack(&pack(&bodies).unwrap()), Some(bodies));
        }

        #[test]
        fn rows_one_behind_the_other_are_a_row(first in proptest::collection::vec(body(), 0..3), second in body()) {
            let joined = [pack(&first).unwrap(), pack(std::slice::from_ref(&second)).unwrap()].concat();
            prop_assert_eq!(unpack(&joined), Some([first, vec![second]].concat()));
        }

        #[test]
        fn what_was_cut_off_is_no_row(body in body(), cut in 1_usize..33) {
            let row = pack(&[body]).unwrap();
            prop_assert_eq!(unpack(&row[..row.len() - cut]), None);
        }

        #[test]
        fn other_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _maybe = unpack(&bytes);
        }
    }
}
