//! The words of a disclosure.

use serde::{Deserialize, Serialize};

use super::attachment::{Attachment, check_attachments};
use super::{Words, WordsError, optional, required};
use crate::day::Day;
use crate::limits::{MAX_NOTE_CHARACTERS, MAX_PLEDGE_CHARACTERS, MAX_TEXT_CHARACTERS};

/// Which affairs a disclosure opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisclosureKind {
    /// 党务
    Party,
    /// 政务
    Government,
    /// 村务
    Village,
    /// 财务
    Finance,
    /// 公示
    Notice,
    /// 通报
    Circular,
}

/// What is disclosed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureWords {
    /// Its heading.
    pub title: String,
    /// Which affairs.
    pub kind: DisclosureKind,
    /// The day that it bears.
    pub date: Day,
    /// The text.
    pub body: String,
    /// Photos and papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// In a revision: what changed and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl Words for DisclosureWords {
    fn check(&self) -> Result<(), WordsError> {
        required("title", &self.title, MAX_PLEDGE_CHARACTERS)?;
        required("body", &self.body, MAX_TEXT_CHARACTERS)?;
        check_attachments(&self.attachments)?;
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}
