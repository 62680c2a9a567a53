//! The working-day calendar of mainland China: weekends and statutory holidays are off, make-up workdays (调休) are on.
//!
//! The state publishes one list a year. A year without a list is a state of its own: the weekend rule applies and every
//! answer that depended on it says `certain: false`, so that a reader can be told. Deliberately absent: day counts of
//! any rule; they are data of an organisation. An organisation can lay its own list for a year over the built-in one.

mod built_in;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// Days that depart from the weekend rule, by year, under a version that boards carry in their identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Names this state of the calendar.
    pub version: String,
    /// The published lists; a year that is absent has none.
    pub years: BTreeMap<i32, YearTable>,
}

/// The list of one year. A day in both sets is worked; a day of another year is never looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearTable {
    /// Holidays, weekends within them included or not.
    pub off: BTreeSet<Day>,
    /// Make-up workdays, which fall on weekends.
    pub work: BTreeSet<Day>,
}

/// A list for a year that contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// A day that is not in the year.
    #[error("{day} is not a day of {year}")]
    OtherYear {
        /// The day in question.
        day: Day,
        /// The year of the list.
        year: i32,
    },
    /// A day that is both off and worked.
    #[error("{day} is listed as a day off and as a working day")]
    BothOffAndWork {
        /// The day in question.
        day: Day,
    },
}

/// Whether a day is worked, and whether a published list says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkingDay {
    /// Worked.
    pub yes: bool,
    /// The year has a list.
    pub certain: bool,
}

/// What kind of day it is. A weekend day inside a holiday counts as holiday where the list names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Monday to Friday, worked.
    Weekday,
    /// Saturday or Sunday, not worked.
    Weekend,
    /// Not worked because of a statutory holiday.
    Holiday,
    /// Saturday or Sunday, worked to make up for a holiday.
    MakeUpWorkday,
}

/// A day that was counted out, and whether every year on the way has a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedResult {
    /// The day arrived at.
    pub day: Day,
    /// Every year on the way has a list, and the calendar did not end first.
    pub certain: bool,
}

/// How many working days lie between two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkingDayCount {
    /// Negative when the second day is the earlier one.
    pub days: i64,
    /// Every year on the way has a list.
    pub certain: bool,
}

impl YearTable {
    /// Checks that every day belongs to the year and is on one side only.
    pub fn check(&self, year: i32) -> Result<(), CalendarError> {
        if let Some(day) = self.off.iter().chain(&self.work).find(|day| day.year() != year) {
            return Err(CalendarError::OtherYear { day: *day, year });
        }
        match self.off.intersection(&self.work).next() {
            Some(day) => Err(CalendarError::BothOffAndWork { day: *day }),
            None => Ok(()),
        }
    }

    /// How much the days after `after` up to `until` add to what the weekend rule counts.
    fn correction(&self, after: Day, until: Day) -> i64 {
        let inside = |day: &&Day| **day > after && **day <= until;
        let lost = self.off.iter().filter(inside).filter(|day| is_weekday(**day) && !self.work.contains(day));
        let gained = self.work.iter().filter(inside).filter(|day| !is_weekday(**day));
        count(gained) - count(lost)
    }
}

impl Calendar {
    /// The published lists that this release knows.
    #[must_use]
    pub fn built_in() -> &'static Self {
        built_in::calendar()
    }

    /// The same calendar with an organisation's own list for a year, under a new version.
    pub fn with_year(&self, year: i32, table: YearTable, version: impl Into<String>) -> Result<Self, CalendarError> {
        table.check(year)?;
        let mut years = self.years.clone();
        years.insert(year, table);
        Ok(Self { version: version.into(), years })
    }

    /// Whether the day is worked.
    #[must_use]
    pub fn is_working_day(&self, day: Day) -> WorkingDay {
        let kind = self.day_kind(day);
        let yes = matches!(kind, DayKind::Weekday | DayKind::MakeUpWorkday);
        WorkingDay { yes, certain: self.years.contains_key(&day.year()) }
    }

    /// What the lists, or for want of one the week, make of the day.
    #[must_use]
    pub fn day_kind(&self, day: Day) -> DayKind {
        let table = self.years.get(&day.year());
        let worked = table.is_some_and(|table| table.work.contains(&day));
        let off = table.is_some_and(|table| table.off.contains(&day));
        match (worked, off, is_weekday(day)) {
            (true, _, false) => DayKind::MakeUpWorkday,
            (true, _, true) | (false, false, true) => DayKind::Weekday,
            (false, true, _) => DayKind::Holiday,
            (false, false, false) => DayKind::Weekend,
        }
    }

    /// The n-th working day after a day of receipt, which itself is day 0.
    ///
    /// `n` is 16 bits wide so that counting stays short: 65,535 working days are about 260 years.
    #[must_use]
    pub fn add_working_days(&self, receipt: Day, n: u16) -> DatedResult {
        let mut at = DatedResult { day: receipt, certain: true };
        for _ in 0..n {
            at = self.next_working_day(at);
        }
        at
    }

    fn next_working_day(&self, from: DatedResult) -> DatedResult {
        let mut at = from;
        while at.day < Day::MAX {
            at.day = at.day.plus_days(1);
            let found = self.is_working_day(at.day);
            at.certain &= found.certain;
            if found.yes {
                return at;
            }
        }
        DatedResult { day: Day::MAX, certain: false }
    }

    /// The working days after `from` up to and including `to`, as `add_working_days` counts them.
    #[must_use]
    pub fn working_days_between(&self, from: Day, to: Day) -> WorkingDayCount {
        if to < from {
            let forward = self.working_days_between(to, from);
            return WorkingDayCount { days: -forward.days, ..forward };
        }
        if to == from {
            return WorkingDayCount { days: 0, certain: true };
        }
        let years = from.plus_days(1).year()..=to.year();
        let mut days = weekdays_through(to) - weekdays_through(from);
        for (year, table) in self.years.range(years.clone()) {
            let before_year = Day::from_ymd(*year, 1, 1).unwrap_or(Day::MIN).plus_days(-1);
            let end_of_year = Day::from_ymd(*year, 12, 31).unwrap_or(Day::MAX);
            days += table.correction(from.max(before_year), to.min(end_of_year));
        }
        WorkingDayCount { days, certain: years.clone().count() == self.years.range(years).count() }
    }
}

fn count<'a>(days: impl Iterator<Item = &'a Day>) -> i64 {
    i64::try_from(days.count()).unwrap_or(i64::MAX)
}

fn is_weekday(day: Day) -> bool {
    day.weekday().number_days_from_monday() < 5
}

/// Mondays to Fridays from a fixed Monday through this day, so that two of them subtract to a count between days.
fn weekdays_through(day: Day) -> i64 {
    // 29 December 1969 was a Monday and is day -3.
    let days = day.epoch_day() + 3 + 1;
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}

#[cfg(test)]
mod tests;
