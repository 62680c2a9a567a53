//! What is left of everything: by kind, state, field, post and due date.

use jiannuo_domain::day::Day;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::kind::RecordKind;
use jiannuo_domain::standing::Status;

use crate::index::Record;

/// How a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It holds.
    Current,
    /// It was withdrawn, or left.
    Withdrawn,
    /// A pledge, on its day.
    Pledge(Status),
}

impl State {
    /// Its code in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Withdrawn | Self::Pledge(Status::Withdrawn) => "withdrawn",
            Self::Pledge(status) => status.code(),
        }
    }
}

/// When something is due, as seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueWindow {
    /// Past, with its grace.
    Overdue,
    /// Within a week from the day.
    Week,
    /// In the day's month.
    Month,
    /// In the day's year.
    Year,
    /// On no day that can be computed.
    NoDate,
}

/// Days of the coming week, today included.
const WEEK_DAYS: i64 = 7;

impl DueWindow {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Overdue, Self::Week, Self::Month, Self::Year, Self::NoDate];

    /// Its code in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::NoDate => "none",
        }
    }

    /// The window with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|window| window.code() == code)
    }

    /// Whether a pledge is in it; nothing else is ever due.
    fn holds(self, record: &Record, today: Day) -> bool {
        let State::Pledge(status) = record.state else { return false };
        match (self, record.due) {
            (Self::Overdue, _) => status == Status::Overdue,
            (Self::NoDate, due) => due.is_none(),
            (_, None) => false,
            (Self::Week, Some(due)) => (0..WEEK_DAYS).contains(&today.days_until(due)),
            (Self::Month, Some(due)) => (due.year(), due.month()) == (today.year(), today.month()),
            (Self::Year, Some(due)) => due.year() == today.year(),
        }
    }
}

/// What is left of everything; what is `None` leaves all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this organisation.
    pub org: Option<OrganisationId>,
    /// Of this kind.
    pub kind: Option<RecordKind>,
    /// In the state with this code.
    pub state: Option<String>,
    /// In this field of service.
    pub field: Option<String>,
    /// Of this post.
    pub post: Option<String>,
    /// Due then.
    pub due: Option<DueWindow>,
}

impl Filter {
    /// Whether a record is left, its kind not asked.
    pub(crate) fn holds_but_for_kind(&self, record: &Record, today: Day) -> bool {
        self.org.is_none_or(|org| record.org == org)
            && self.state.as_deref().is_none_or(|code| record.state.code() == code)
            && self.field.is_none_or_equal(&record.field)
            && self.post.is_none_or_equal(&record.post)
            && self.due.is_none_or(|window| window.holds(record, today))
    }
}

trait IsNoneOrEqual {
    fn is_none_or_equal(&self, other: &Self) -> bool;
}

impl IsNoneOrEqual for Option<String> {
    fn is_none_or_equal(&self, other: &Self) -> bool {
        self.is_none() || self == other
    }
}
