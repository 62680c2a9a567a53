//! How a member shows who is reading: what is for members only is asked for with a signature of the device (spec rule
//! A14).
//!
//! A token is for one question, in one log, at one time. Whoever gets hold of one can ask the same question again for
//! [`MAX_TOKEN_AGE_MS`], and nothing else. Deliberately absent: sessions, which would have to be kept and could be stolen.

use std::fmt;
use std::str::FromStr;

use crate::id::{KeyId, OrganisationId};
use crate::key::Signature;
use crate::statement::{LogName, origin};

/// How far the time in a token may be from the server's: clocks of phones that were never set are a minute or two off, and
/// a question is on its way for seconds.
pub const MAX_TOKEN_AGE_MS: u64 = 5 * 60 * 1_000;

/// What precedes the rest under a token's signature, so that it can be taken for no statement and for nothing else.
const TOKEN_PREFIX: &str = "jiannuo/reader/v1";

/// One question to a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question<'a> {
    /// Whose log.
    pub org: OrganisationId,
    /// Which of its logs.
    pub log: LogName,
    /// `GET` or `POST`; a `HEAD` asks what its `GET` would.
    pub method: &'a str,
    /// What follows the log's address, with the question mark and what comes after it.
    pub path: &'a str,
    /// When, in milliseconds since 1970.
    pub time_ms: i64,
}

impl Question<'_> {
    /// The bytes that the device signs.
    pub fn signing_input(&self) -> Vec<u8> {
        let Self { org, log, method, path, time_ms } = self;
        format!("{TOKEN_PREFIX}\n{}\n{method} {path}\n{time_ms}\n", origin(*org, *log)).into_bytes()
    }
}

/// Who asks: the header `jiannuo-reader`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderToken {
    /// The device's key.
    pub key: KeyId,
    /// When the question was asked, in milliseconds since 1970.
    pub time_ms: i64,
    /// The signature over [`Question::signing_input`].
    pub signature: Signature,
}

impl ReaderToken {
    /// Whether its time is near enough to the server's.
    pub const fn is_timely(&self, now_ms: i64) -> bool {
        self.time_ms.abs_diff(now_ms) <= MAX_TOKEN_AGE_MS
    }
}

impl fmt::Display for ReaderToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} {}", self.key, self.time_ms, self.signature)
    }
}

/// A text that is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a reader's token is a key, a time in milliseconds and a signature")]
pub struct TokenError;

impl FromStr for ReaderToken {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        let mut parts = text.split(' ');
        let (Some(key), Some(time_ms), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(TokenError);
        };
        Ok(Self {
            key: key.parse().map_err(|_| TokenError)?,
            time_ms: time_ms.parse().map_err(|_| TokenError)?,
            signature: signature.parse().map_err(|_| TokenError)?,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a14_golden_bytes_of_a_readers_token() {
        let org = OrganisationId::from_bytes([0x0a; 16]);
        let question = Question { org, log: LogName::Office, method: "GET", path: "bodies/from/3", time_ms: 17 };
        let text = "jiannuo/reader/v1\njiannuo/0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a/office\nGET bodies/from/3\n17\n";
        assert_eq!(String::from_utf8(question.signing_input()).unwrap(), text);
        let token = ReaderToken {
            key: KeyId::from_bytes([0x0b; 16]),
            time_ms: 17,
            signature: Signature::from_bytes(&[1; 64]).unwrap(),
        };
        assert!(token.to_string().starts_with("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b 17 AQEB"));
        assert_eq!(token.to_string().parse(), Ok(token));
    }

    #[test]
    fn a14_what_is_no_token_is_none() {
        for text in ["", "0b0b", "x 1 y", "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b 17 AQEB", "a b c d"] {
            assert_eq!(text.parse::<ReaderToken>(), Err(TokenError), "{text}");
        }
    }

    #[test]
    fn a14_a_token_is_for_its_time() {
        let signature = Signature::from_bytes(&[1; 64]).unwrap();
        let token = ReaderToken { key: KeyId::from_bytes([0; 16]), time_ms: 1_000_000, signature };
        assert!(token.is_timely(1_000_000 + 300_000) && token.is_timely(1_000_000 - 300_000));
        assert!(!token.is_timely(1_000_000 + 300_001) && !token.is_timely(i64::MIN));
    }
}
