use crate::time::{Clock, Day, Weekday};

/// From when to when.
pub type Hours = (Clock, Clock);

/// When a service point is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpeningHours {
    /// The usual week, as many rows as are known.
    pub week: Vec<(Weekday, Vec<Hours>)>,
    /// The days that differ.
    pub exceptions: Vec<Exception>,
    /// What the hours are where nobody has put them into figures.
    pub as_written: Option<String>,
}

/// A day that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The day, or the first of several.
    pub day: Day,
    /// The last of several days.
    pub last: Option<Day>,
    /// Its hours; none means closed.
    pub hours: Vec<Hours>,
    /// Why.
    pub reason: Option<String>,
}

/// Whether a service point is open at the moment of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenState {
    /// Open until a time of today.
    OpenUntil(Clock),
    /// Open until a time of a later day.
    OpenUntilDay(Day, Clock),
    /// Open day and night.
    RoundTheClock,
    /// Closed, and opens at a time of today.
    OpensToday(Clock),
    /// Closed, and opens on a later day.
    OpensOn(Day, Clock),
    /// Closed, and no opening is known.
    Closed,
    /// Nobody has put in any hours.
    Unknown,
}

impl OpenState {
    /// Whether somebody who goes there now gets in.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::OpenUntil(_) | Self::OpenUntilDay(..) | Self::RoundTheClock)
    }
}
