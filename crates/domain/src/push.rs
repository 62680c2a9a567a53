//! What travels when a device pushes: `POST /o/{org}/entries` and its answer, shared by client, worker and tests.

use serde::{Deserialize, Serialize};

use crate::acceptance::Refusal;
use crate::body::SaltedBody;
use crate::id::EntryId;
use crate::key::Signature;
use crate::limits::MAX_PUSH_ENTRIES;

/// One signed statement with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedStatement {
    /// The exact statement.
    pub statement: String,
    /// The signature over it.
    pub signature: Signature,
    /// The body that it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<SaltedBody>,
}

/// A push: statements in the order in which they build on each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// At most [`MAX_PUSH_ENTRIES`].
    pub entries: Vec<SignedStatement>,
}

impl Push {
    /// Whether it keeps its bound.
    pub fn fits(&self) -> bool {
        self.entries.len() <= MAX_PUSH_ENTRIES
    }
}

/// What became of one statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome {
    /// It is in the log.
    Accepted {
        /// Where.
        index: u64,
        /// Since when, in milliseconds since 1970.
        received_ms: i64,
        /// Whether it is other bytes under the same identity that are in the log: these ones were made later, from
        /// the same draft, and are not (spec rule S3).
        other_bytes: bool,
    },
    /// It is not in the log.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

/// The answer for one statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which; absent when the statement could not even be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// The answer to a push, one for each statement, in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushAnswer {
    /// How many entries the log has now.
    pub size: u64,
    /// What became of each statement.
    pub answers: Vec<Answer>,
}

/// One line of `/o/{org}/log/bodies/from/{index}`: the words of an entry, or that they were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ServedBody {
    /// Here.
    Present {
        /// The hash that the statement names.
        hash: crate::hash::Digest,
        /// Salt and text.
        #[serde(flatten)]
        body: SaltedBody,
    },
    /// Removed for good.
    Erased {
        /// The hash that the statement names.
        hash: crate::hash::Digest,
        /// Always true.
        erased: bool,
    },
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn l4_a_push_has_a_bound() {
        let signed = SignedStatement {
            statement: "{}".to_owned(),
            signature: Signature::from_bytes(&[1; 64]).unwrap(),
            body: None,
        };
        let push = |count: usize| Push { entries: vec![signed.clone(); count] };
        assert!(push(MAX_PUSH_ENTRIES).fits());
        assert!(!push(MAX_PUSH_ENTRIES + 1).fits());
    }
}
