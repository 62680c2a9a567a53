//! Invitations and founding codes: a key pair that fits in a link or on a slip of paper (spec rule A5).
//!
//! The secret is a code of 16 characters, 80 bits. The key's secret number is derived from it, so that the log and
//! the server hold the public half only. Opening a link consumes nothing; signing with the key does.
//!
//! Deliberately absent: slow hashing. 80 random bits stand on their own: at 10^9 guesses a second they last 10^7 years,
//! and an invitation lives for days.

use std::fmt;
use std::str::FromStr;

use crate::key::software::KeyPair;

/// Characters of a code. 16 × 5 bits = 80 bits.
pub const CODE_CHARACTERS: usize = 16;

/// Random bytes behind a code: 80 bits.
pub const CODE_ENTROPY_BYTES: usize = 10;

/// Characters between two hyphens when a code is shown.
const GROUP_CHARACTERS: usize = 4;

/// Crockford's base 32: no I, L, O, U, so that a code can be read over the telephone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Domain separation of the derivation.
const DERIVATION: &[u8] = b"jiannuo/invitation/v1";

/// The secret of an invitation.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; CODE_ENTROPY_BYTES]);

/// Why a typed text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Too many or too few characters.
    #[error("a code has {CODE_CHARACTERS} letters and digits, this has {0}")]
    Length(usize),
    /// A character that no code has.
    #[error("{0:?} is not used in codes")]
    Character(char),
}

impl Code {
    /// A code from random bytes.
    pub const fn from_entropy(entropy: [u8; CODE_ENTROPY_BYTES]) -> Self {
        Self(entropy)
    }

    /// The key pair that the code stands for.
    pub fn key_pair(&self) -> KeyPair {
        // A derived number is unusable once in 2^32 codes; the next counter then gives another.
        (0_u8..=u8::MAX).find_map(|counter| self.derive(counter)).unwrap_or_else(|| unreachable_key(&self.0))
    }

    fn derive(&self, counter: u8) -> Option<KeyPair> {
        let mut secret = [0; 32];
        hkdf::Hkdf::<sha2::Sha256>::new(Some(DERIVATION), &self.0).expand(&[counter], &mut secret).ok()?;
        KeyPair::from_secret(&secret)
    }
}

/// 256 derivations in a row failed, which has odds of 2^−8192; a fixed key would be forgeable, so stop.
fn unreachable_key(_entropy: &[u8]) -> KeyPair {
    unreachable!("256 derived numbers in a row lie beyond the curve's order")
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        for place in 0..CODE_CHARACTERS {
            if place > 0 && place % GROUP_CHARACTERS == 0 {
                formatter.write_str("-")?;
            }
            let digit = (bits >> (5 * (CODE_CHARACTERS - 1 - place))) & 31;
            write!(formatter, "{}", char::from(ALPHABET[digit as usize]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Code(secret)")
    }
}

impl FromStr for Code {
    type Err = CodeError;

    /// Reads a code as people type it: any case, spaces and hyphens anywhere, full-width letters, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut bits = 0_u128;
        let mut count = 0;
        for character in text.chars() {
            if character.is_whitespace() || matches!(character, '-' | '－' | '—' | '–') {
                continue;
            }
            let narrow = match character {
                '！'..='～' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
                _ => character,
            };
            let typed = match narrow.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit =
                ALPHABET.iter().position(|known| char::from(*known) == typed).ok_or(CodeError::Character(character))?;
            count += 1;
            if count <= CODE_CHARACTERS {
                bits = bits << 5 | digit as u128;
            }
        }
        if count != CODE_CHARACTERS {
            return Err(CodeError::Length(count));
        }
        let mut entropy = [0; CODE_ENTROPY_BYTES];
        entropy.copy_from_slice(&bits.to_be_bytes()[16 - CODE_ENTROPY_BYTES..]);
        Ok(Self(entropy))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a5_a_code_is_read_as_people_type_it() {
        let code = Code::from_entropy(*b"\x00\x44\x32\x14\xc7\x42\x54\xb6\x35\xcf");
        let shown = code.to_string();
        assert_eq!(shown, "0123-4567-89AB-CDEF");
        for typed in ["0123456789abcdef", " o i23 4567—89ab cdef", "０１２３-４５６７－８９ＡＢ-ＣＤＥＦ"]
        {
            assert_eq!(typed.parse::<Code>().unwrap(), code, "{typed}");
        }
        assert_eq!("0123".parse::<Code>(), Err(CodeError::Length(4)));
        assert_eq!("U123-4567-89AB-CDEF".parse::<Code>(), Err(CodeError::Character('U')));
    }

    #[test]
    fn a5_golden_key_of_a_code() {
        let code: Code = "0123-4567-89AB-CDEF".parse().unwrap();
        assert_eq!(code.key_pair().public_key().id().to_string(), GOLDEN_KEY_ID);
    }

    /// Pinned: changing the derivation makes every invitation in circulation worthless.
    const GOLDEN_KEY_ID: &str = "a2daedc61b135e4c7c9b16dedb47906c";

    proptest! {
        #[test]
        fn a5_what_is_shown_is_read_back(entropy in any::<[u8; CODE_ENTROPY_BYTES]>()) {
            let code = Code::from_entropy(entropy);
            prop_assert_eq!(code.to_string().parse::<Code>().unwrap(), code);
        }
    }
}
