//! The words of a memo: what an office writes down for itself, in its own log.

use serde::{Deserialize, Serialize};

use super::{Words, WordsError, optional, required};
use crate::day::Day;
use crate::limits::{MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_TEXT_CHARACTERS};

/// What kind of memo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MemoKind {
    /// Minutes of a meeting.
    Minutes,
    /// An instruction to members.
    Order,
    /// Something that was noted.
    Note,
}

/// Something that an office writes down for its members, so that nobody can say later that it was never said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemoWords {
    /// What it is.
    pub kind: MemoKind,
    /// What it is about, in a line.
    pub title: String,
    /// The day that it is about: of the meeting, of what was seen.
    pub day: Day,
    /// The text.
    pub text: String,
    /// In a revision: what changed and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Words for MemoWords {
    fn check(&self) -> Result<(), WordsError> {
        required("title", &self.title, MAX_NAME_CHARACTERS)?;
        required("text", &self.text, MAX_TEXT_CHARACTERS)?;
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}
