//! A calendar day as people in mainland China write it, with no time of day and no zone.
//!
//! Every instant becomes a day at UTC+8: the whole country keeps one clock and no summer time, so no zone database
//! is needed. Deliberately absent: "today". Whoever calls this crate says which day it is.
//! Invariant: a `Day` is always between 1 January of year 1 and 31 December 9999, and nothing here panics.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Error as _};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
pub use time::Weekday;
use time::{Date, Month};

/// Milliseconds in a day: 24 h × 60 min × 60 s × 1,000.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// What the clock in Shanghai is ahead of UTC: 8 h × 60 min × 60 s × 1,000.
pub const SHANGHAI_AHEAD_MS: i64 = 8 * 60 * 60 * 1_000;
/// Julian day number of 1 January 1970, the day that instants count from.
const EPOCH_JULIAN_DAY: i64 = 2_440_588;
/// "YYYY-MM-DD".
const WRITTEN_BYTES: usize = 10;

/// One calendar day between the years 1 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// The text is not a day written as "YYYY-MM-DD".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a day is written as YYYY-MM-DD and has to exist in the calendar")]
pub struct DayError;

impl Day {
    /// The first day that can be named.
    pub const MIN: Self = Self::constant(1, Month::January, 1);
    /// The last day that can be named.
    pub const MAX: Self = Self::constant(9_999, Month::December, 31);

    const fn constant(year: i32, month: Month, day: u8) -> Self {
        match Date::from_calendar_date(year, month, day) {
            Ok(date) => Self(date),
            Err(_) => panic!("a constant names a day that exists"),
        }
    }

    /// The day with these numbers, if the calendar has it.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        let found = Self(Date::from_calendar_date(year, month, day).ok()?);
        (Self::MIN..=Self::MAX).contains(&found).then_some(found)
    }

    /// The day on which this instant (milliseconds since 1970, UTC) falls in Shanghai; the first or last day beyond them.
    #[must_use]
    pub fn in_shanghai(instant_ms: i64) -> Self {
        Self::from_epoch_day(instant_ms.saturating_add(SHANGHAI_AHEAD_MS).div_euclid(DAY_MS))
    }

    /// The first instant of this day in Shanghai, in milliseconds since 1970, UTC.
    #[must_use]
    pub fn start_ms(self) -> i64 {
        self.epoch_day() * DAY_MS - SHANGHAI_AHEAD_MS
    }

    /// The last millisecond of this day in Shanghai.
    #[must_use]
    pub fn end_ms(self) -> i64 {
        self.start_ms() + DAY_MS - 1
    }

    /// So many days later (earlier when negative), stopping at the first and last day that can be named.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_epoch_day(self.epoch_day().saturating_add(days))
    }

    /// How many days later the other day is; negative when it is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.epoch_day() - self.epoch_day()
    }

    /// Days since 1 January 1970.
    #[must_use]
    pub fn epoch_day(self) -> i64 {
        i64::from(self.0.to_julian_day()) - EPOCH_JULIAN_DAY
    }

    fn from_epoch_day(epoch_day: i64) -> Self {
        let kept = epoch_day.clamp(Self::MIN.epoch_day(), Self::MAX.epoch_day());
        i32::try_from(kept + EPOCH_JULIAN_DAY)
            .ok()
            .and_then(|julian_day| Date::from_julian_day(julian_day).ok())
            .map_or(Self::MAX, Self)
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        u8::from(self.0.month())
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.0.day()
    }

    /// The year that the ISO week belongs to and its number; weeks start on Monday.
    #[must_use]
    pub fn iso_week(self) -> (i32, u8) {
        let (year, week, _) = self.0.to_iso_week_date();
        (year, week)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(written: &str) -> Result<Self, DayError> {
        let bytes = written.as_bytes();
        if bytes.len() != WRITTEN_BYTES || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return Err(DayError);
        }
        let year = digits(bytes.get(..4)).ok_or(DayError)?;
        let month = digits(bytes.get(5..7)).and_then(|n| u8::try_from(n).ok());
        let day = digits(bytes.get(8..)).and_then(|n| u8::try_from(n).ok());
        Self::from_ymd(year, month.ok_or(DayError)?, day.ok_or(DayError)?).ok_or(DayError)
    }
}

fn digits(bytes: Option<&[u8]>) -> Option<i32> {
    bytes?.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i32::from(byte - b'0')))
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    pub(crate) fn any_day() -> impl Strategy<Value = Day> {
        (Day::MIN.epoch_day()..=Day::MAX.epoch_day()).prop_map(Day::from_epoch_day)
    }

    #[test]
    fn a_day_changes_at_midnight_in_shanghai_not_in_utc() {
        let first = Day::from_ymd(2026, 1, 1).unwrap();
        // 2025-12-31T16:00:00Z is midnight in Shanghai.
        assert_eq!(first.start_ms(), 1_767_196_800_000);
        assert_eq!(Day::in_shanghai(1_767_196_800_000), first);
        assert_eq!(Day::in_shanghai(1_767_196_799_999).to_string(), "2025-12-31");
        assert_eq!(Day::in_shanghai(0).to_string(), "1970-01-01");
        assert_eq!(Day::in_shanghai(-SHANGHAI_AHEAD_MS - 1).to_string(), "1969-12-31");
    }

    #[test]
    fn instants_beyond_the_calendar_stop_at_its_ends() {
        assert_eq!(Day::in_shanghai(i64::MAX), Day::MAX);
        assert_eq!(Day::in_shanghai(i64::MIN), Day::MIN);
        assert_eq!(Day::MAX.plus_days(i64::MAX), Day::MAX);
        assert_eq!(Day::MIN.plus_days(i64::MIN), Day::MIN);
    }

    #[test]
    fn only_days_of_the_calendar_exist() {
        assert!(Day::from_ymd(2024, 2, 29).is_some());
        for (year, month, day) in [(2026, 2, 29), (2026, 2, 30), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31), (0, 1, 1)]
        {
            assert_eq!(Day::from_ymd(year, month, day), None, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn a_day_is_read_strictly() {
        for wrong in [
            "",
            "2026-6-30",
            "2026/06/30",
            "2026-06-31",
            " 2026-06-30",
            "2026-06-30 ",
            "+026-06-30",
            "2026-06-3０",
            "20260630",
        ] {
            assert_eq!(wrong.parse::<Day>(), Err(DayError), "{wrong:?}");
            assert!(serde_json::from_value::<Day>(serde_json::Value::from(wrong)).is_err());
        }
        assert!(serde_json::from_str::<Day>("20260630").is_err());
        assert_eq!(serde_json::to_string(&"2026-06-30".parse::<Day>().unwrap()).unwrap(), "\"2026-06-30\"");
    }

    proptest! {
        #[test]
        fn writing_and_reading_agree(day in any_day()) {
            prop_assert_eq!(day.to_string().parse(), Ok(day));
            let json = serde_json::to_string(&day).unwrap();
            prop_assert_eq!(serde_json::from_str::<Day>(&json).unwrap(), day);
        }

        #[test]
        fn a_day_holds_its_own_instants_and_no_others(day in any_day()) {
            prop_assert_eq!(Day::in_shanghai(day.start_ms()), day);
            prop_assert_eq!(Day::in_shanghai(day.end_ms()), day);
            prop_assert_eq!(Day::in_shanghai(day.end_ms() + 1), day.plus_days(1));
        }

        #[test]
        fn the_order_of_instants_is_the_order_of_days(a: i64, b: i64) {
            let (early, late) = (a.min(b), a.max(b));
            prop_assert!(Day::in_shanghai(early) <= Day::in_shanghai(late));
        }

        #[test]
        fn adding_the_distance_arrives(a in any_day(), b in any_day()) {
            prop_assert_eq!(a.plus_days(a.days_until(b)), b);
            prop_assert_eq!(a.days_until(b) > 0, a < b);
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            if let Ok(day) = text.parse::<Day>() {
                prop_assert_eq!(day.to_string(), text);
            }
        }
    }
}
