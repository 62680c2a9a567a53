//! The words of a service guide: how one matter is got done, told at once.

use serde::{Deserialize, Serialize};

use super::network::impossible;
use super::{Words, WordsError, at_most, optional, required};
use crate::id::RecordId;
use crate::limits::{
    MAX_COPIES, MAX_GUIDE_POINTS, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_PAPERS, MAX_PLEDGE_CHARACTERS,
    MAX_STEPS,
};

/// A paper that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What it is.
    pub name: String,
    /// In which form: the original, a copy, on a screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// How many copies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<u8>,
    /// Who gives it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// When it is needed, or what to mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Paper {
    /// A paper of which nothing but the name is known yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), format: None, copies: None, issuer: None, note: None }
    }

    fn check(&self, field: &str) -> Result<(), WordsError> {
        required(field, &self.name, MAX_PLEDGE_CHARACTERS)?;
        optional(field, self.format.as_ref(), MAX_NAME_CHARACTERS)?;
        optional(field, self.issuer.as_ref(), MAX_NAME_CHARACTERS)?;
        optional(field, self.note.as_ref(), MAX_PLEDGE_CHARACTERS)?;
        if self.copies.is_none_or(|copies| (1..=MAX_COPIES).contains(&copies)) {
            Ok(())
        } else {
            Err(impossible(field))
        }
    }
}

/// How a matter is got done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideWords {
    /// What is got done.
    pub matter: String,
    /// The heading under which it stands in the list: social security, farming.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The office that handles it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// For whom it is, and when it is not done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<String>,
    /// The service points of this organisation where it is handled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<RecordId>,
    /// The law or rule behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// Within what time the law wants it done, as it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_limit: Option<String>,
    /// Within what time the office promises it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_limit: Option<String>,
    /// The papers to bring.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<String>,
    /// What is done, one thing after another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Where, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whom to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When, as it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// In a revision: what changed and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl GuideWords {
    /// A guide of which nothing but the matter is known yet.
    pub fn new(matter: impl Into<String>) -> Self {
        Self {
            matter: matter.into(),
            group: None,
            office: None,
            conditions: None,
            points: Vec::new(),
            legal_basis: None,
            legal_limit: None,
            promised_limit: None,
            papers: Vec::new(),
            fee: None,
            steps: Vec::new(),
            place: None,
            phone: None,
            hours: None,
            reason: None,
            personal_data_reason: None,
        }
    }
}

impl Words for GuideWords {
    fn check(&self) -> Result<(), WordsError> {
        required("matter", &self.matter, MAX_PLEDGE_CHARACTERS)?;
        optional("group", self.group.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("office", self.office.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("conditions", self.conditions.as_ref(), MAX_NOTE_CHARACTERS)?;
        at_most("points", self.points.len(), MAX_GUIDE_POINTS)?;
        optional("legal_basis", self.legal_basis.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("legal_limit", self.legal_limit.as_ref(), MAX_PLEDGE_CHARACTERS)?;
        optional("promised_limit", self.promised_limit.as_ref(), MAX_PLEDGE_CHARACTERS)?;
        at_most("papers", self.papers.len(), MAX_PAPERS)?;
        self.papers.iter().try_for_each(|paper| paper.check("papers"))?;
        optional("fee", self.fee.as_ref(), MAX_PLEDGE_CHARACTERS)?;
        at_most("steps", self.steps.len(), MAX_STEPS)?;
        self.steps.iter().try_for_each(|step| required("steps", step, MAX_NOTE_CHARACTERS))?;
        optional("place", self.place.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("phone", self.phone.as_ref(), MAX_PLEDGE_CHARACTERS)?;
        optional("hours", self.hours.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        let mut points = self.points.clone();
        points.sort_unstable();
        points.dedup();
        if points.len() == self.points.len() { Ok(()) } else { Err(impossible("points")) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn d16_a_guide_tells_everything_at_once_within_its_bounds() {
        let paper = Paper { copies: Some(2), format: Some("复印件".into()), ..Paper::new("身份证") };
        let full = GuideWords {
            points: vec![RecordId::from_bytes([1; 16]), RecordId::from_bytes([2; 16])],
            legal_limit: Some("20 个工作日".into()),
            promised_limit: Some("当场办结".into()),
            papers: vec![paper.clone()],
            steps: vec!["交材料".into(), "等电话".into()],
            ..GuideWords::new("老年优待证")
        };
        let text = full.to_body().unwrap();
        assert_eq!(GuideWords::from_body(&text).unwrap(), full);
        assert_eq!(GuideWords::new("老年优待证").to_body().unwrap(), r#"{"matter":"老年优待证"}"#);
        let empty = |field: &str| Err(WordsError::Empty { field: field.to_owned() });
        assert_eq!(GuideWords::new(" ").check(), empty("matter"));
        assert_eq!(GuideWords { steps: vec![String::new()], ..full.clone() }.check(), empty("steps"));
        assert_eq!(GuideWords { papers: vec![Paper::new("")], ..full.clone() }.check(), empty("papers"));
        assert_eq!(GuideWords { fee: Some(String::new()), ..full.clone() }.check(), empty("fee"));
        let twice = vec![RecordId::from_bytes([1; 16]); 2];
        assert_eq!(GuideWords { points: twice, ..full.clone() }.check(), Err(impossible("points")));
        let none = Paper { copies: Some(0), ..paper.clone() };
        assert_eq!(GuideWords { papers: vec![none], ..full.clone() }.check(), Err(impossible("papers")));
        let many = GuideWords { papers: vec![paper; MAX_PAPERS + 1], ..full.clone() };
        assert!(matches!(many.check(), Err(WordsError::TooMany { .. })));
        let long = GuideWords { steps: vec!["步".to_owned(); MAX_STEPS + 1], ..full };
        assert!(matches!(long.check(), Err(WordsError::TooMany { .. })));
    }
}
