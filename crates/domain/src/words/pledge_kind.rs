//! What sort of pledge it is, and the words that only that sort has.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{WordsError, at_most, optional, required};
use crate::limits::{MAX_CO_OWNERS, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS};
use crate::quantity::Quantity;

/// What sort of pledge it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PledgeKind {
    /// A person's own.
    #[default]
    Personal,
    /// What a post of the catalogue asks of its holder.
    Post,
    /// A standard of service: how long something takes at most.
    Service,
    /// A project with stages, an owner and money.
    Project,
    /// The organisation's.
    Organisation,
    /// One of a pair that name each other.
    TwoWay,
}

impl PledgeKind {
    /// Every kind, in the order in which forms offer them.
    pub const ALL: [Self; 6] =
        [Self::Personal, Self::Post, Self::Service, Self::Project, Self::Organisation, Self::TwoWay];

    /// Its code in bodies, addresses and tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Post => "post",
            Self::Service => "service",
            Self::Project => "project",
            Self::Organisation => "organisation",
            Self::TwoWay => "two-way",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it is the kind of a pledge that names none.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "the shape that the serialiser asks for")]
    pub(super) fn is_personal(&self) -> bool {
        *self == Self::Personal
    }
}

/// In what a time limit is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeUnit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Working days.
    WorkingDays,
    /// Days.
    Days,
}

impl TimeUnit {
    /// Every unit, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [Self::WorkingDays, Self::Days, Self::Hours, Self::Minutes];

    /// Its code in bodies and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::WorkingDays => "working-days",
            Self::Days => "days",
        }
    }

    /// The unit with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// Minutes in one, to compare limits in different units; a working day counts as a whole day.
    const fn minutes(self) -> i128 {
        match self {
            Self::Minutes => 1,
            Self::Hours => 60,
            Self::WorkingDays | Self::Days => 24 * 60,
        }
    }
}

/// How long something takes at most; nought is "at once".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// How many.
    pub amount: Quantity,
    /// Of what.
    pub unit: TimeUnit,
}

impl Duration {
    /// Which of two is longer.
    pub fn compare(&self, other: &Self) -> Ordering {
        let minutes = |limit: &Self| i128::from(limit.amount.thousandths()) * limit.unit.minutes();
        minutes(self).cmp(&minutes(other))
    }

    fn check(&self, field: &str) -> Result<(), WordsError> {
        if self.amount < Quantity::ZERO { Err(WordsError::Impossible { field: field.to_owned() }) } else { Ok(()) }
    }
}

/// A standard of service: "we issue in 2 working days, the law allows 20".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceWords {
    /// What is promised.
    pub promised: Duration,
    /// What the law allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<Duration>,
}

/// What a project has beside its stages and its owner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectWords {
    /// Who answers for it together with the owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub co_owners: Vec<String>,
    /// Its money, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_yuan: Option<Quantity>,
    /// Where the money comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_source: Option<String>,
}

/// A promise of less time than the law allows is one; more is none. Nothing is promised in less than no time.
pub(super) fn check_service(service: &ServiceWords) -> Result<(), WordsError> {
    service.promised.check("promised")?;
    let Some(legal) = service.legal else { return Ok(()) };
    legal.check("legal")?;
    match service.promised.compare(&legal) {
        Ordering::Greater => Err(WordsError::Impossible { field: "promised".to_owned() }),
        _ => Ok(()),
    }
}

pub(super) fn check_project(project: &ProjectWords) -> Result<(), WordsError> {
    if *project == ProjectWords::default() {
        // What says nothing is left out, so that it has one form.
        return Err(WordsError::Empty { field: "project".to_owned() });
    }
    at_most("co_owners", project.co_owners.len(), MAX_CO_OWNERS)?;
    for name in &project.co_owners {
        required("co_owners", name, MAX_NAME_CHARACTERS)?;
    }
    if project.budget_yuan.is_some_and(|yuan| yuan < Quantity::ZERO) {
        return Err(WordsError::Impossible { field: "budget_yuan".to_owned() });
    }
    optional("budget_source", project.budget_source.as_ref(), MAX_NOTE_CHARACTERS)
}

/// What was measured of a service since the last entry: of so many, so many in time, the longest took so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// How many were handled.
    pub handled: u32,
    /// How many of them within the promised time.
    pub in_time: u32,
    /// How long the slowest took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest: Option<Duration>,
}

pub(super) fn check_measured(measured: &Measured) -> Result<(), WordsError> {
    if measured.in_time > measured.handled {
        return Err(WordsError::Impossible { field: "in_time".to_owned() });
    }
    measured.longest.map_or(Ok(()), |longest| longest.check("longest"))
}
