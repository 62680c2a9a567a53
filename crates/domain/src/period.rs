//! Recurring periods: the week, month, quarter, half-year or year that a day falls in.
//!
//! A recurring pledge or disclosure is due once in each of them. Periods of one kind tile the calendar: every day is
//! in exactly one. Weeks start on Monday and are numbered as ISO 8601 numbers them.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// How often something comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Monday to Sunday.
    Week,
    /// The first to the last of a month.
    Month,
    /// Three months, from January, April, July or October.
    Quarter,
    /// Six months, from January or July.
    HalfYear,
    /// January to December.
    Year,
}

/// One week, month, quarter, half-year or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Which kind of period.
    pub every: Every,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
}

/// What a reader calls a period: "week 7 of 2026", "second quarter of 2026". A year has the index 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PeriodLabel {
    /// The year that it belongs to; for a week the year that holds its Thursday.
    pub year: i32,
    /// Its number within that year, from 1.
    pub index: u8,
}

impl Every {
    /// The period of this kind that holds the day.
    #[must_use]
    pub fn period_containing(self, day: Day) -> Period {
        let (start, end) = match self.months() {
            None => {
                let monday = day.plus_days(-i64::from(day.weekday().number_days_from_monday()));
                (monday, monday.plus_days(6))
            }
            Some(months) => {
                let first_month = (day.month() - 1) / months * months + 1;
                (first_of_month(day.year(), first_month), last_of_month(day.year(), first_month + months - 1))
            }
        };
        Period { every: self, start, end }
    }

    /// How many months long; a week is not made of months.
    fn months(self) -> Option<u8> {
        match self {
            Self::Week => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::HalfYear => Some(6),
            Self::Year => Some(12),
        }
    }
}

impl Period {
    /// The period just before; at the beginning of the calendar the same one.
    #[must_use]
    pub fn previous(self) -> Self {
        self.every.period_containing(self.start.plus_days(-1))
    }

    /// The period just after; at the end of the calendar the same one.
    #[must_use]
    pub fn next(self) -> Self {
        self.every.period_containing(self.end.plus_days(1))
    }

    /// Whether the day is in it.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        (self.start..=self.end).contains(&day)
    }

    /// The numbers that its name is made of.
    #[must_use]
    pub fn label(self) -> PeriodLabel {
        match self.every.months() {
            None => {
                let (year, index) = self.start.iso_week();
                PeriodLabel { year, index }
            }
            Some(months) => PeriodLabel { year: self.start.year(), index: (self.start.month() - 1) / months + 1 },
        }
    }
}

fn first_of_month(year: i32, month: u8) -> Day {
    Day::from_ymd(year, month, 1).unwrap_or(Day::MIN)
}

/// The last day of a month; months are 28 to 31 days long.
#[must_use]
pub fn last_of_month(year: i32, month: u8) -> Day {
    (28..=31).rev().find_map(|day| Day::from_ymd(year, month, day)).unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::day::tests::any_day;

    const ALL: [Every; 5] = [Every::Week, Every::Month, Every::Quarter, Every::HalfYear, Every::Year];

    fn any_kind() -> impl Strategy<Value = Every> {
        prop::sample::select(ALL.to_vec())
    }

    #[test]
    fn known_periods_have_their_ends_and_names() {
        for (every, day, start, end, year, index) in [
            (Every::Week, "2026-06-30", "2026-06-29", "2026-07-05", 2026, 27),
            (Every::Week, "2026-06-28", "2026-06-22", "2026-06-28", 2026, 26),
            (Every::Week, "2027-01-03", "2026-12-28", "2027-01-03", 2026, 53),
            (Every::Month, "2024-02-10", "2024-02-01", "2024-02-29", 2024, 2),
            (Every::Quarter, "2026-06-30", "2026-04-01", "2026-06-30", 2026, 2),
            (Every::HalfYear, "2026-07-01", "2026-07-01", "2026-12-31", 2026, 2),
            (Every::Year, "2026-07-01", "2026-01-01", "2026-12-31", 2026, 1),
        ] {
            let period = every.period_containing(day.parse().unwrap());
            assert_eq!(
                (period.start.to_string().as_str(), period.end.to_string().as_str()),
                (start, end),
                "{every:?} {day}"
            );
            assert_eq!(period.label(), PeriodLabel { year, index }, "{every:?} {day}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_periods_too() {
        for every in ALL {
            let (first, last) = (every.period_containing(Day::MIN), every.period_containing(Day::MAX));
            assert_eq!((first.start, first.previous()), (Day::MIN, first));
            assert_eq!((last.end, last.next()), (Day::MAX, last));
        }
    }

    proptest! {
        #[test]
        fn every_day_is_in_the_period_that_contains_it(every in any_kind(), day in any_day()) {
            let period = every.period_containing(day);
            prop_assert!(period.contains(day));
            prop_assert_eq!(every.period_containing(period.start), period);
            prop_assert_eq!(every.period_containing(period.end), period);
        }

        #[test]
        fn periods_tile_the_calendar(every in any_kind(), day in any_day()) {
            let period = every.period_containing(day);
            let next = period.next();
            prop_assert!(next == period || next.start == period.end.plus_days(1));
            prop_assert!(next == period || next.previous() == period);
            prop_assert!(next == period || next.label() > period.label());
        }
    }
}
