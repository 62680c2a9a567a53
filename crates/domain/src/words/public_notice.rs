//! The words of a public notice and its outcome, and of the review before something is published.

use serde::{Deserialize, Serialize};

use super::{Words, WordsError, bounded, optional, required};
use crate::day::Day;
use crate::limits::{MAX_LIMIT_DAYS, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS};

/// When a notice ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum NoticeEnd {
    /// On a day, the last.
    On {
        /// The day.
        on: Day,
    },
    /// With the so-manieth working day; the first day counts when it is one.
    AfterWorkingDays {
        /// How many.
        days: u16,
    },
}

/// The days in which residents can object, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeWords {
    /// The first day.
    pub from: Day,
    /// Until when.
    pub until: NoticeEnd,
    /// Whom to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where to go or write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who takes objections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Working days after the last day within which the outcome is published; absent when it is due at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_within_days: Option<u16>,
    /// The day after which the names in it are no longer for everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_until: Option<Day>,
}

impl NoticeWords {
    pub(super) fn check(&self) -> Result<(), WordsError> {
        let impossible = |field: &str| Err(WordsError::Impossible { field: field.to_owned() });
        match self.until {
            NoticeEnd::On { on } if on < self.from => return impossible("notice_until"),
            NoticeEnd::AfterWorkingDays { days } if days == 0 || days > MAX_LIMIT_DAYS => {
                return impossible("notice_days");
            }
            NoticeEnd::On { .. } | NoticeEnd::AfterWorkingDays { .. } => {}
        }
        optional("objection_phone", self.phone.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("objection_place", self.place.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("objection_person", self.person.as_ref(), MAX_NAME_CHARACTERS)?;
        if self.phone.is_none() && self.place.is_none() {
            return Err(WordsError::Empty { field: "objection_phone".to_owned() });
        }
        if self.outcome_within_days.is_some_and(|days| days > MAX_LIMIT_DAYS) {
            return impossible("outcome_within_days");
        }
        match self.public_until {
            Some(until) if until < self.from => impossible("public_until"),
            _ => Ok(()),
        }
    }
}

/// What came of a public notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeWords {
    /// How many objections there were.
    pub objections: u16,
    /// What came of them; with none it may be empty.
    pub outcome: String,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl Words for OutcomeWords {
    fn check(&self) -> Result<(), WordsError> {
        if self.objections > 0 {
            required("outcome", &self.outcome, MAX_NOTE_CHARACTERS)?;
        }
        bounded("outcome", &self.outcome, MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}

/// That somebody looked before it was published: that it holds no secret and nobody's private matters, that it has to be
/// published, and that it is right. Whoever has not looked at all three has not reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewWords {
    /// Who looked.
    pub by: String,
    /// When.
    pub on: Day,
    /// That it holds no secret and nobody's private matters.
    pub confidentiality: bool,
    /// That it has to be published.
    pub necessity: bool,
    /// That it is right.
    pub accuracy: bool,
}

impl ReviewWords {
    pub(super) fn check(&self) -> Result<(), WordsError> {
        required("review_by", &self.by, MAX_NAME_CHARACTERS)?;
        if self.confidentiality && self.necessity && self.accuracy {
            Ok(())
        } else {
            Err(WordsError::Impossible { field: "review".to_owned() })
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(written: &str) -> Day {
        written.parse().unwrap()
    }

    fn notice() -> NoticeWords {
        NoticeWords {
            from: day("2026-06-08"),
            until: NoticeEnd::On { on: day("2026-06-12") },
            phone: Some("0000-5550101".to_owned()),
            place: None,
            person: None,
            outcome_within_days: None,
            public_until: None,
        }
    }

    #[test]
    fn d14_a_notice_does_not_end_before_it_begins_and_says_where_to_object() {
        assert_eq!(notice().check(), Ok(()));
        let ends = |on| NoticeWords { until: NoticeEnd::On { on: day(on) }, ..notice() };
        assert_eq!(ends("2026-06-07").check(), Err(WordsError::Impossible { field: "notice_until".into() }));
        assert_eq!(ends("2026-06-08").check(), Ok(()), "one day is a period");
        let none = NoticeWords { until: NoticeEnd::AfterWorkingDays { days: 0 }, ..notice() };
        assert_eq!(none.check(), Err(WordsError::Impossible { field: "notice_days".into() }));
        let silent = NoticeWords { phone: None, person: Some("李秘书".into()), ..notice() };
        assert_eq!(silent.check(), Err(WordsError::Empty { field: "objection_phone".into() }));
        let hidden = NoticeWords { public_until: Some(day("2026-06-01")), ..notice() };
        assert_eq!(hidden.check(), Err(WordsError::Impossible { field: "public_until".into() }));
    }

    #[test]
    fn d14_objections_are_counted_and_what_came_of_them_is_told() {
        let outcome = |objections, outcome: &str| OutcomeWords {
            objections,
            outcome: outcome.to_owned(),
            personal_data_reason: None,
        };
        assert!(outcome(0, "").to_body().is_ok());
        assert_eq!(outcome(2, " ").to_body(), Err(WordsError::Empty { field: "outcome".into() }));
        assert!(outcome(2, "一条属实，已改；一条查无此事").to_body().is_ok());
    }

    #[test]
    fn d14_a_review_looked_at_all_three() {
        let review = ReviewWords {
            by: "顾小满".into(),
            on: day("2026-06-01"),
            confidentiality: true,
            necessity: true,
            accuracy: true,
        };
        assert_eq!(review.check(), Ok(()));
        for part in [
            ReviewWords { confidentiality: false, ..review.clone() },
            ReviewWords { necessity: false, ..review.clone() },
            ReviewWords { accuracy: false, ..review.clone() },
        ] {
            assert_eq!(part.check(), Err(WordsError::Impossible { field: "review".into() }));
        }
        assert!(ReviewWords { by: " ".into(), ..review }.check().is_err());
    }
}
