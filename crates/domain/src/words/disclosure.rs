//! The words of a disclosure.

use serde::{Deserialize, Serialize};

use super::attachment::{Attachment, check_attachments};
use super::public_notice::{NoticeWords, ReviewWords};
use super::table::{TableWords, check_tables};
use super::{Words, WordsError, bounded, optional, required};
use crate::day::Day;
use crate::id::RecordId;
use crate::limits::{MAX_NOTE_CHARACTERS, MAX_PLEDGE_CHARACTERS, MAX_TEXT_CHARACTERS};
use crate::period::{Every, Period};

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

/// The week, month, quarter, half-year or year that something is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodWords {
    /// How long it is.
    pub every: Every,
    /// Its first day.
    pub from: Day,
}

impl PeriodWords {
    /// Its days.
    pub fn period(self) -> Period {
        self.every.period_containing(self.from)
    }
}

impl From<Period> for PeriodWords {
    fn from(period: Period) -> Self {
        Self { every: period.every, from: period.start }
    }
}

/// How much a correction changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// What it says.
    Major,
    /// A slip of the pen.
    Minor,
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
    /// The text; it may be empty where a table says it all.
    pub body: String,
    /// The row of the catalogue that it fills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<RecordId>,
    /// The period that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodWords>,
    /// The day on which what it tells came about or changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arose_on: Option<Day>,
    /// Its figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableWords>,
    /// The days in which residents can object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeWords>,
    /// Who looked at it before it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewWords>,
    /// Photos and papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// In a revision: how much it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// In a revision: what changed and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl DisclosureWords {
    /// A disclosure with what every disclosure has.
    pub fn new(title: impl Into<String>, kind: DisclosureKind, date: Day, body: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            kind,
            date,
            body: body.into(),
            item: None,
            period: None,
            arose_on: None,
            tables: Vec::new(),
            notice: None,
            review: None,
            attachments: Vec::new(),
            grade: None,
            reason: None,
            personal_data_reason: None,
        }
    }

    /// What is still for everybody when its names no longer are: no text, tables or files.
    pub fn without_names(self) -> Self {
        Self { body: String::new(), tables: Vec::new(), attachments: Vec::new(), ..self }
    }
}

impl Words for DisclosureWords {
    fn check(&self) -> Result<(), WordsError> {
        let impossible = |field: &str| Err(WordsError::Impossible { field: field.to_owned() });
        required("title", &self.title, MAX_PLEDGE_CHARACTERS)?;
        if self.tables.is_empty() {
            required("body", &self.body, MAX_TEXT_CHARACTERS)?;
        }
        bounded("body", &self.body, MAX_TEXT_CHARACTERS)?;
        if self.period.is_some_and(|period| period.period().start != period.from) {
            return impossible("period");
        }
        if self.arose_on.is_some_and(|arose_on| arose_on > self.date) {
            return impossible("arose_on");
        }
        check_tables(&self.tables)?;
        self.notice.as_ref().map_or(Ok(()), NoticeWords::check)?;
        self.review.as_ref().map_or(Ok(()), ReviewWords::check)?;
        check_attachments(&self.attachments)?;
        if self.grade == Some(Grade::Major) && self.reason.is_none() {
            return Err(WordsError::Empty { field: "reason".to_owned() });
        }
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(written: &str) -> Day {
        written.parse().unwrap()
    }

    fn words() -> DisclosureWords {
        DisclosureWords::new("五月收支", DisclosureKind::Finance, day("2026-06-05"), "收入与支出")
    }

    #[test]
    fn d12_a_disclosure_is_bound_to_a_row_and_a_whole_period() {
        let period = PeriodWords { every: Every::Month, from: day("2026-05-01") };
        let bound = DisclosureWords { item: Some(RecordId::from_bytes([7; 16])), period: Some(period), ..words() };
        let body = bound.to_body().unwrap();
        assert_eq!(DisclosureWords::from_body(&body).unwrap(), bound);
        let begun = PeriodWords { every: Every::Month, from: day("2026-05-02") };
        let begun = DisclosureWords { period: Some(begun), ..words() };
        assert_eq!(begun.to_body(), Err(WordsError::Impossible { field: "period".into() }));
        assert!(!words().to_body().unwrap().contains("period"), "what is absent is left out");
    }

    #[test]
    fn d12_nothing_is_announced_before_it_came_about() {
        let early = DisclosureWords { arose_on: Some(day("2026-06-18")), ..words() };
        assert_eq!(early.to_body(), Err(WordsError::Impossible { field: "arose_on".into() }));
        let same_day = DisclosureWords { arose_on: Some(day("2026-06-05")), ..words() };
        assert!(same_day.to_body().is_ok());
    }

    #[test]
    fn d14_a_major_correction_says_what_changed() {
        let major = DisclosureWords { grade: Some(Grade::Major), ..words() };
        assert_eq!(major.to_body(), Err(WordsError::Empty { field: "reason".into() }));
        let minor = DisclosureWords { grade: Some(Grade::Minor), ..words() };
        assert!(minor.to_body().is_ok());
    }
}
