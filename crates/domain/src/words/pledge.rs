//! The words of a pledge, of progress towards it, of a claim and of reasons.

use serde::{Deserialize, Serialize};

use super::attachment::{Attachment, check_attachments};
use super::{Words, WordsError, at_most, optional, required};
use crate::day::Day;
use crate::limits::{
    MAX_MILESTONES, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_PLEDGE_CHARACTERS, MAX_WORKING_DAYS,
};
use crate::period::Every;
use crate::quantity::Quantity;

/// By when a pledge is to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Due {
    /// On or before a day.
    On {
        /// The last day.
        on: Day,
    },
    /// Within working days, counted from a day which is day 0.
    WithinWorkingDays {
        /// Day 0.
        from: Day,
        /// How many, at most [`MAX_WORKING_DAYS`].
        days: u16,
    },
    /// In every period anew: so much each month, once a quarter.
    Every {
        /// How long a period is.
        every: Every,
        /// The first day.
        from: Day,
        /// The last day, when there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Day>,
    },
    /// No date that can be computed; what was written instead.
    AsWritten {
        /// The words, such as "long term".
        written: String,
    },
}

/// A step on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// What is done by then.
    pub text: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
}

/// What is pledged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PledgeWords {
    /// The pledge itself.
    pub text: String,
    /// The field of service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// How much of it; for a recurring pledge, in each period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// In what unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// By when.
    pub due: Due,
    /// Steps on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// Who is responsible, when the pledge is an organisation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneficiaries: Option<String>,
    /// In a revision: why the wording changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl Words for PledgeWords {
    fn check(&self) -> Result<(), WordsError> {
        required("text", &self.text, MAX_PLEDGE_CHARACTERS)?;
        optional("field", self.field.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("measure", self.measure.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("unit", self.unit.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("responsible", self.responsible.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("beneficiaries", self.beneficiaries.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        not_negative(self.quantity)?;
        at_most("milestones", self.milestones.len(), MAX_MILESTONES)?;
        for milestone in &self.milestones {
            required("milestones", &milestone.text, MAX_PLEDGE_CHARACTERS)?;
        }
        match &self.due {
            Due::AsWritten { written } => required("due", written, MAX_NAME_CHARACTERS),
            Due::Every { from, until: Some(until), .. } if until < from => {
                Err(WordsError::Impossible { field: "due".to_owned() })
            }
            Due::WithinWorkingDays { days, .. } if *days > MAX_WORKING_DAYS => {
                Err(WordsError::Impossible { field: "due".to_owned() })
            }
            Due::On { .. } | Due::WithinWorkingDays { .. } | Due::Every { .. } => Ok(()),
        }
    }
}

/// Less than nothing is neither pledged nor done; what was entered by mistake is withdrawn, in public.
fn not_negative(quantity: Option<Quantity>) -> Result<(), WordsError> {
    match quantity {
        Some(amount) if amount < Quantity::ZERO => Err(WordsError::Impossible { field: "quantity".to_owned() }),
        _ => Ok(()),
    }
}

/// Something done towards a pledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgressWords {
    /// The day on which it was done.
    pub on: Day,
    /// What was done.
    pub note: String,
    /// How much was done, added to what was done before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Which milestone it reaches, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milestone: Option<u16>,
    /// Photos and papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// See [`PledgeWords::personal_data_reason`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl Words for ProgressWords {
    fn check(&self) -> Result<(), WordsError> {
        required("note", &self.note, MAX_NOTE_CHARACTERS)?;
        not_negative(self.quantity)?;
        check_attachments(&self.attachments)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}

/// The claim that a pledge is fulfilled: evidence, or a stated reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimWords {
    /// What shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Why nothing shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_evidence_reason: Option<String>,
    /// Photos and papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// See [`PledgeWords::personal_data_reason`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl Words for ClaimWords {
    fn check(&self) -> Result<(), WordsError> {
        optional("evidence", self.evidence.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("no_evidence_reason", self.no_evidence_reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        check_attachments(&self.attachments)?;
        if self.evidence.is_some() == self.no_evidence_reason.is_some() {
            return Err(WordsError::Empty { field: "evidence".to_owned() });
        }
        Ok(())
    }
}

/// A reason in words, for the public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonWords {
    /// The reason.
    pub reason: String,
    /// See [`PledgeWords::personal_data_reason`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl Words for ReasonWords {
    fn check(&self) -> Result<(), WordsError> {
        required("reason", &self.reason, MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn pledge(text: &str) -> PledgeWords {
        PledgeWords {
            text: text.to_owned(),
            field: None,
            measure: None,
            quantity: None,
            unit: None,
            due: Due::AsWritten { written: "长期".to_owned() },
            milestones: Vec::new(),
            responsible: None,
            beneficiaries: None,
            reason: None,
            personal_data_reason: None,
        }
    }

    #[test]
    fn d1_a_pledge_has_words_and_not_too_many() {
        assert_eq!(pledge(" \n").to_body(), Err(WordsError::Empty { field: "text".into() }));
        assert!(matches!(pledge(&"字".repeat(10_000)).to_body(), Err(WordsError::TooLong { characters: 10_000, .. })));
        let body = pledge("<script>alert(1)</script>").to_body().unwrap();
        assert_eq!(PledgeWords::from_body(&body).unwrap().text, "<script>alert(1)</script>");
    }

    #[test]
    fn d1_a_body_with_unknown_fields_is_not_read_in_part() {
        let body = pledge("修路").to_body().unwrap().replace("}", "").replace("\"text\"", "\"tail\":1,\"text\"");
        assert!(matches!(PledgeWords::from_body(&format!("{body}}}")), Err(WordsError::Malformed { .. })));
    }

    #[test]
    fn d2_less_than_nothing_is_neither_pledged_nor_done() {
        let mut less = pledge("修路");
        less.quantity = Some("-1".parse().unwrap());
        assert_eq!(less.to_body(), Err(WordsError::Impossible { field: "quantity".into() }));
        less.quantity = Some(Quantity::ZERO);
        assert!(less.to_body().is_ok(), "no accident is a pledge");
        let body = r#"{"note":"退回","on":"2026-06-01","quantity":"-3"}"#;
        assert!(matches!(ProgressWords::from_body(body), Err(WordsError::Impossible { .. })));
    }

    #[test]
    fn d3_a_recurring_pledge_does_not_end_before_it_begins() {
        let mut words = pledge("走访");
        let day = |written: &str| written.parse::<Day>().unwrap();
        let due = |until: &str| Due::Every { every: Every::Month, from: day("2026-06-15"), until: Some(day(until)) };
        words.due = due("2026-06-14");
        assert_eq!(words.to_body(), Err(WordsError::Impossible { field: "due".into() }));
        words.due = due("2026-06-15");
        assert!(words.to_body().is_ok());
    }

    #[test]
    fn l2_working_days_are_counted_for_four_years_and_no_longer() {
        let mut words = pledge("修桥");
        let due = |days| Due::WithinWorkingDays { from: "2026-06-01".parse().unwrap(), days };
        words.due = due(MAX_WORKING_DAYS);
        assert!(words.to_body().is_ok());
        for days in [MAX_WORKING_DAYS + 1, u16::MAX] {
            words.due = due(days);
            assert_eq!(words.to_body(), Err(WordsError::Impossible { field: "due".into() }));
        }
    }

    #[test]
    fn l2_lists_and_texts_of_a_pledge_have_bounds() {
        let mut words = pledge("修路");
        words.milestones = vec![Milestone { text: "立项".into(), on: None }; MAX_MILESTONES + 1];
        assert!(matches!(words.to_body(), Err(WordsError::TooMany { limit: MAX_MILESTONES, .. })));
        let body = format!(r#"{{"due":{{"kind":"as-written","written":"长期"}},"text":"{}"}}"#, "a".repeat(70_000));
        assert!(matches!(PledgeWords::from_body(&body), Err(WordsError::TooLarge { .. })));
    }

    #[test]
    fn b7_an_absent_word_has_one_form() {
        let body = pledge("修路").to_body().unwrap();
        let second_form = body.replace(r#","text""#, r#","milestones":[],"text""#);
        assert_ne!(second_form, body);
        assert!(matches!(PledgeWords::from_body(&second_form), Err(WordsError::Malformed { .. })));
    }

    #[test]
    fn d4_a_claim_has_evidence_or_a_reason_never_both_or_neither() {
        let claim = |evidence: Option<&str>, reason: Option<&str>| ClaimWords {
            evidence: evidence.map(Into::into),
            no_evidence_reason: reason.map(Into::into),
            attachments: Vec::new(),
            personal_data_reason: None,
        };
        assert!(claim(Some("验收单"), None).check().is_ok());
        assert!(claim(None, Some("口头答复")).check().is_ok());
        assert!(claim(None, None).check().is_err());
        assert!(claim(Some("a"), Some("b")).check().is_err());
    }
}
