//! The words of a pledge, of progress towards it, of a claim and of reasons.

use serde::{Deserialize, Serialize};

use super::attachment::{Attachment, check_attachments};
use super::pledge_kind::{
    Measured, PledgeKind, ProjectWords, ServiceWords, check_measured, check_project, check_service,
};
use super::{Words, WordsError, at_most, optional, required};
use crate::day::Day;
use crate::id::RecordId;
use crate::limits::{
    MAX_MILESTONES, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_PLEDGE_CHARACTERS, MAX_WORKING_DAYS,
};
use crate::period::Every;
use crate::quantity::Quantity;

/// All of it.
pub const MAX_PERCENT: u8 = 100;

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
    /// What sort of pledge it is; a person's own when absent.
    #[serde(default, skip_serializing_if = "PledgeKind::is_personal")]
    pub kind: PledgeKind,
    /// The post that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<RecordId>,
    /// The promised and the legal limit of a service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceWords>,
    /// What a project has beside its stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectWords>,
    /// The pledge above, of which this one is a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<RecordId>,
    /// The yearly cycle that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<RecordId>,
    /// The pledge of an earlier cycle that it goes on with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<RecordId>,
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

/// What a progress entry on a pledge tells, beside its note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// How much was done, which is added up.
    Number,
    /// How many were handled, how many in time, how long the slowest took.
    Measured,
    /// Which step was reached.
    Milestone,
    /// How far it is, in percent.
    Percent,
    /// Whether it was kept, yes or no.
    Kept,
}

impl PledgeWords {
    /// A person's own pledge with nothing but its words and by when.
    pub fn new(text: impl Into<String>, due: Due) -> Self {
        Self {
            text: text.into(),
            kind: PledgeKind::Personal,
            post: None,
            service: None,
            project: None,
            part_of: None,
            cycle: None,
            carried_from: None,
            field: None,
            measure: None,
            quantity: None,
            unit: None,
            due,
            milestones: Vec::new(),
            responsible: None,
            beneficiaries: None,
            reason: None,
            personal_data_reason: None,
        }
    }

    /// What fits it: a standard of service is measured, an amount counted, steps ticked off, what never ends kept or not.
    pub fn told_by(&self) -> ToldBy {
        match self.due {
            _ if self.service.is_some() => ToldBy::Measured,
            _ if self.quantity.is_some() => ToldBy::Number,
            _ if !self.milestones.is_empty() => ToldBy::Milestone,
            Due::Every { .. } | Due::AsWritten { .. } => ToldBy::Kept,
            Due::On { .. } | Due::WithinWorkingDays { .. } => ToldBy::Percent,
        }
    }

    /// A kind has its own words and no other kind's.
    fn check_kind(&self) -> Result<(), WordsError> {
        let has = [
            ("post", self.post.is_some(), PledgeKind::Post, true),
            ("service", self.service.is_some(), PledgeKind::Service, true),
            ("project", self.project.is_some(), PledgeKind::Project, false),
        ];
        for (field, is_there, kind, is_needed) in has {
            match (is_there, self.kind == kind) {
                (true, false) => return Err(WordsError::Impossible { field: field.to_owned() }),
                (false, true) if is_needed => return Err(WordsError::Empty { field: field.to_owned() }),
                _ => {}
            }
        }
        self.service.as_ref().map_or(Ok(()), check_service)?;
        self.project.as_ref().map_or(Ok(()), check_project)
    }
}

impl Words for PledgeWords {
    fn check(&self) -> Result<(), WordsError> {
        required("text", &self.text, MAX_PLEDGE_CHARACTERS)?;
        self.check_kind()?;
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
    /// How far the pledge is by then, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// Whether it was kept, yes or no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// What was measured of a service, added to what was measured before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Measured>,
    /// Photos and papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// See [`PledgeWords::personal_data_reason`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl ProgressWords {
    /// Something done on a day, with nothing but a note.
    pub fn new(on: Day, note: impl Into<String>) -> Self {
        Self {
            on,
            note: note.into(),
            quantity: None,
            milestone: None,
            percent: None,
            kept: None,
            measured: None,
            attachments: Vec::new(),
            personal_data_reason: None,
        }
    }
}

impl Words for ProgressWords {
    fn check(&self) -> Result<(), WordsError> {
        required("note", &self.note, MAX_NOTE_CHARACTERS)?;
        not_negative(self.quantity)?;
        if self.percent.is_some_and(|percent| percent > MAX_PERCENT) {
            return Err(WordsError::Impossible { field: "percent".to_owned() });
        }
        self.measured.as_ref().map_or(Ok(()), check_measured)?;
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
    use super::super::pledge_kind::{Duration, TimeUnit};
    use super::*;

    fn pledge(text: &str) -> PledgeWords {
        PledgeWords::new(text, Due::AsWritten { written: "长期".to_owned() })
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
    fn d10_each_kind_has_its_own_words_and_no_other_kinds() {
        let limit =
            |amount: i64| Duration { amount: Quantity::from_whole(amount).unwrap(), unit: TimeUnit::WorkingDays };
        let mut words = pledge("办好营业执照");
        words.kind = PledgeKind::Service;
        assert_eq!(words.to_body(), Err(WordsError::Empty { field: "service".into() }));
        words.service = Some(ServiceWords { promised: limit(2), legal: Some(limit(20)) });
        let body = words.to_body().unwrap();
        assert_eq!(PledgeWords::from_body(&body).unwrap(), words);
        words.kind = PledgeKind::Personal;
        assert_eq!(words.to_body(), Err(WordsError::Impossible { field: "service".into() }));
        words.kind = PledgeKind::Service;
        words.service = Some(ServiceWords { promised: limit(21), legal: Some(limit(20)) });
        assert_eq!(
            words.to_body(),
            Err(WordsError::Impossible { field: "promised".into() }),
            "more than the law allows"
        );
        let mut post = pledge("讲政策");
        post.kind = PledgeKind::Post;
        assert_eq!(post.to_body(), Err(WordsError::Empty { field: "post".into() }));
        let mut project = pledge("建文化广场");
        project.kind = PledgeKind::Project;
        assert!(project.to_body().is_ok(), "a project may have neither co-owners nor money");
        project.project = Some(ProjectWords::default());
        assert_eq!(project.to_body(), Err(WordsError::Empty { field: "project".into() }));
        let personal = pledge("修路").to_body().unwrap();
        assert!(!personal.contains("kind\":\"personal"), "{personal}");
        let second_form = personal.replace(r#","text""#, r#","kind":"personal","text""#);
        assert!(PledgeWords::from_body(&second_form).is_err());
    }

    #[test]
    fn d10_progress_is_told_by_what_fits_the_pledge() {
        let mut words = pledge("全天有人值守");
        assert_eq!(words.told_by(), ToldBy::Kept);
        words.due = Due::On { on: "2026-06-30".parse().unwrap() };
        assert_eq!(words.told_by(), ToldBy::Percent);
        words.milestones = vec![Milestone { text: "立项".into(), on: None }];
        assert_eq!(words.told_by(), ToldBy::Milestone);
        words.quantity = Some(Quantity::ZERO);
        assert_eq!(words.told_by(), ToldBy::Number);
        let told = |percent, in_time| ProgressWords {
            percent: Some(percent),
            measured: Some(Measured { handled: 3, in_time, longest: None }),
            ..ProgressWords::new("2026-06-01".parse().unwrap(), "做了一半")
        };
        assert!(told(100, 3).check().is_ok());
        assert_eq!(told(101, 3).check(), Err(WordsError::Impossible { field: "percent".into() }));
        assert_eq!(told(0, 4).check(), Err(WordsError::Impossible { field: "in_time".into() }));
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
