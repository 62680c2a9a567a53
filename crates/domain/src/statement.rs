//! A statement: what is claimed, by which key, about what, building on what; signed as exact text.
//!
//! Random ids, codes and times only (invariant I3); the words are in the body. Deliberately absent: whether it may be
//! said ([`crate::acceptance`]) and what follows from it ([`crate::ledger`]).

use serde::{Deserialize, Serialize};

use crate::canonical::{CanonicalError, from_canonical, from_exact, to_canonical};
use crate::codes::Codes;
use crate::hash::Digest;
use crate::id::{EntryId, KeyId, MemberId, OrganisationId, RecordId};
use crate::kind::Kind;
use crate::limits::{MAX_EXACT_INTEGER, MAX_STATEMENT_BYTES};

/// The format version that this code writes.
pub const STATEMENT_VERSION: u32 = 1;

/// Names the signature and hash algorithms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Suite {
    /// ECDSA over P-256 with SHA-256; SHA-256 for hashes.
    #[serde(rename = "p256-sha256")]
    P256Sha256,
}

/// Which of an organisation's logs a statement belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogName {
    /// The one that everybody reads.
    Public,
    /// The one that members read.
    Office,
}

/// The name that a log has for everybody who keeps or checks it, and the name of the key that signs its checkpoints
/// (spec rule K3): made of identities that are never given again, so that a log can move to another address.
pub fn origin(org: OrganisationId, log: LogName) -> String {
    let log = match log {
        LogName::Public => "public",
        LogName::Office => "office",
    };
    format!("jiannuo/{org}/{log}")
}

/// What is claimed (spec rule B2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Format version, [`STATEMENT_VERSION`].
    pub v: u32,
    /// Algorithms.
    pub suite: Suite,
    /// The organisation.
    pub org: OrganisationId,
    /// Which of its logs.
    pub log: LogName,
    /// This statement's own identity, kept when it is rebased.
    pub entry: EntryId,
    /// What kind of statement.
    pub kind: Kind,
    /// What it is about.
    pub record: RecordId,
    /// The statement that it builds on, the record's head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<EntryId>,
    /// The member that it is about, when that is not the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<MemberId>,
    /// The key that signs it.
    pub key: KeyId,
    /// Time on the device, in milliseconds since 1970.
    pub at: i64,
    /// Codes that accepting it depends on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codes: Option<Codes>,
    /// Salted hash of its body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Digest>,
}

/// Why text is not a statement of this version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Longer than [`MAX_STATEMENT_BYTES`].
    #[error("a statement has at most {MAX_STATEMENT_BYTES} bytes")]
    TooLong,
    /// Not canonical JSON of the statement's shape (unknown fields included).
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Another version.
    #[error("statement version {0} is not known")]
    Version(u32),
    /// A time that a canonical number cannot carry.
    #[error("the device time is out of range")]
    Time,
}

/// What a reader can make of a logged statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Understood in full.
    Known(Box<Statement>),
    /// Well formed, but of a version, kind or with fields that this code does not know (spec rule B8).
    Newer(Newer),
}

/// The part of a newer statement that every version has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Newer {
    /// The organisation.
    pub org: OrganisationId,
    /// Its identity.
    pub entry: EntryId,
    /// What it is about.
    pub record: RecordId,
}

impl Statement {
    /// The exact text that is signed and logged.
    ///
    /// # Errors
    /// [`StatementError`] when it is too long or a time is out of range.
    pub fn to_text(&self) -> Result<String, StatementError> {
        self.check_ranges()?;
        let text = to_canonical(self)?;
        if text.len() > MAX_STATEMENT_BYTES { Err(StatementError::TooLong) } else { Ok(text) }
    }

    /// Reads a statement at the door: exactly the text that [`Statement::to_text`] makes, and of this version.
    ///
    /// # Errors
    /// [`StatementError`]; unknown fields are an error here.
    pub fn from_text(text: &str) -> Result<Self, StatementError> {
        if text.len() > MAX_STATEMENT_BYTES {
            return Err(StatementError::TooLong);
        }
        let statement: Self = from_exact(text)?;
        if statement.v != STATEMENT_VERSION {
            return Err(StatementError::Version(statement.v));
        }
        statement.check_ranges()?;
        Ok(statement)
    }

    /// Reads a logged statement, which may be of a newer version.
    ///
    /// # Errors
    /// [`StatementError`] when it is not even what every version shares.
    pub fn read(text: &str) -> Result<Reading, StatementError> {
        match Self::from_text(text) {
            Ok(statement) if statement.kind.shape().is_some() => Ok(Reading::Known(Box::new(statement))),
            Ok(statement) => {
                Ok(Reading::Newer(Newer { org: statement.org, entry: statement.entry, record: statement.record }))
            }
            Err(error) => from_canonical::<Newer>(text).map(Reading::Newer).map_err(|_| error),
        }
    }

    fn check_ranges(&self) -> Result<(), StatementError> {
        if (-MAX_EXACT_INTEGER..=MAX_EXACT_INTEGER).contains(&self.at) { Ok(()) } else { Err(StatementError::Time) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn statement() -> Statement {
        Statement {
            v: 1,
            suite: Suite::P256Sha256,
            org: OrganisationId::from_bytes([1; 16]),
            log: LogName::Public,
            entry: EntryId::from_bytes([2; 16]),
            kind: Kind::ProgressAdded,
            record: RecordId::from_bytes([3; 16]),
            prev: None,
            subject: None,
            key: KeyId::from_bytes([4; 16]),
            at: 1_782_000_000_000,
            codes: None,
            body: Some(Digest::of(&[b"salt", b"{}"])),
        }
    }

    #[test]
    fn b2_a_statement_is_its_canonical_text() {
        let text = statement().to_text().unwrap();
        assert!(text.starts_with(r#"{"at":1782000000000,"body":""#), "{text}");
        assert_eq!(Statement::from_text(&text), Ok(statement()));
        assert!(Statement::from_text(&format!("{text} ")).is_err());
    }

    #[test]
    fn b2_what_is_absent_has_one_form() {
        let text = statement().to_text().unwrap();
        let second_form = text.replace(r#","record""#, r#","prev":null,"record""#);
        assert_ne!(second_form, text);
        assert!(Statement::from_text(&second_form).is_err());
    }

    #[test]
    fn l1_a_statement_has_a_bound() {
        let mut long = statement();
        long.kind = Kind::Newer("k".repeat(MAX_STATEMENT_BYTES));
        assert_eq!(long.to_text(), Err(StatementError::TooLong));
        let text = to_canonical(&long).unwrap();
        assert_eq!(Statement::from_text(&text), Err(StatementError::TooLong));
        let mut late = statement();
        late.at = MAX_EXACT_INTEGER + 1;
        assert_eq!(late.to_text(), Err(StatementError::Time));
    }

    #[test]
    fn b8_the_door_refuses_what_a_reader_keeps_as_newer() {
        let text = statement().to_text().unwrap();
        let newer = [
            text.replace("progress.added", "ballot.cast"),
            text.replace("\"v\":1", "\"v\":2"),
            text.replace("\"v\":1", "\"v\":1,\"weight\":3"),
            text.replace("p256-sha256", "sm2-sm3"),
        ];
        for text in newer {
            assert!(matches!(Statement::read(&text), Ok(Reading::Newer(_))), "{text}");
        }
        assert!(Statement::from_text(&text.replace("\"v\":1", "\"v\":1,\"weight\":3")).is_err());
        assert!(Statement::read("{}").is_err());
        assert!(Statement::read(r#"["承诺"]"#).is_err());
    }
}
