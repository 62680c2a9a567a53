//! Making statements: the one place where a statement and its body are put together, for app, seed and tests.
//!
//! Deliberately absent: signing (the device's key never comes here) and randomness (ids and salts are handed in).

use crate::body::{Salt, SaltedBody};
use crate::codes::Codes;
use crate::id::{EntryId, KeyId, MemberId, OrganisationId, RecordId};
use crate::kind::Kind;
use crate::statement::{LogName, STATEMENT_VERSION, Statement, Suite};
use crate::words::{Words, WordsError};

/// A statement with its body, not yet signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsigned {
    /// The statement.
    pub statement: Statement,
    /// The body that it names.
    pub body: Option<SaltedBody>,
}

impl Unsigned {
    /// Begins a statement for an organisation's public log.
    pub fn new(org: OrganisationId, key: KeyId, kind: Kind, record: RecordId, entry: EntryId, at: i64) -> Self {
        let statement = Statement {
            v: STATEMENT_VERSION,
            suite: Suite::P256Sha256,
            org,
            log: LogName::Public,
            entry,
            kind,
            record,
            prev: None,
            subject: None,
            key,
            at,
            codes: None,
            body: None,
        };
        Self { statement, body: None }
    }

    /// Says it in the organisation's office log instead.
    #[must_use]
    pub const fn in_office(mut self) -> Self {
        self.statement.log = LogName::Office;
        self
    }

    /// Says what it builds on.
    #[must_use]
    pub fn following(mut self, head: EntryId) -> Self {
        self.statement.prev = Some(head);
        self
    }

    /// Says whom it is about; leave it out when that is the signer.
    #[must_use]
    pub fn about(mut self, subject: MemberId) -> Self {
        self.statement.subject = Some(subject);
        self
    }

    /// Adds codes.
    #[must_use]
    pub fn with_codes(mut self, codes: Codes) -> Self {
        self.statement.codes = Some(codes);
        self
    }

    /// Adds words under a salt.
    ///
    /// # Errors
    /// [`WordsError`] when they do not keep their bounds.
    pub fn with_words(mut self, words: &impl Words, salt: Salt) -> Result<Self, WordsError> {
        let body = SaltedBody { salt, text: words.to_body()? };
        self.statement.body = Some(body.digest());
        self.body = Some(body);
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::words::{ReasonWords, check_body};

    fn begun() -> Unsigned {
        let (org, key) = (OrganisationId::from_bytes([1; 16]), KeyId::from_bytes([2; 16]));
        Unsigned::new(org, key, Kind::PledgeWithdrawn, RecordId::from_bytes([3; 16]), EntryId::from_bytes([4; 16]), 5)
    }

    fn words(reason: &str) -> ReasonWords {
        ReasonWords { reason: reason.to_owned(), personal_data_reason: None }
    }

    #[test]
    fn b3_a_statement_names_the_body_that_goes_with_it() {
        let unsigned = begun().with_words(&words("资金未到位"), Salt([7; 32])).unwrap();
        let body = unsigned.body.unwrap();
        assert_eq!(unsigned.statement.body, Some(body.digest()));
        assert_eq!(check_body(&unsigned.statement.kind, &body.text), Ok(()));
    }

    #[test]
    fn b2_what_was_composed_is_read_back() {
        let head = EntryId::from_bytes([6; 16]);
        let subject = MemberId::from_bytes([8; 16]);
        let unsigned = begun().following(head).about(subject).with_codes(Codes::default());
        let statement = Statement::from_text(&unsigned.statement.to_text().unwrap()).unwrap();
        assert_eq!((statement.prev, statement.subject), (Some(head), Some(subject)));
        assert_eq!(statement, unsigned.statement);
    }

    #[test]
    fn d1_words_that_break_a_bound_compose_nothing() {
        assert_eq!(begun().with_words(&words(" "), Salt([7; 32])), Err(WordsError::Empty { field: "reason".into() }));
    }
}
