//! A time of day to the minute, written "08:30"; "24:00" is the end of a day.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Error as _};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// Minutes in a day: 24 × 60.
pub const DAY_MINUTES: u16 = 24 * 60;
/// "08:30".
const WRITTEN_BYTES: usize = 5;

/// Minutes after midnight, 0 to 1,440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime(u16);

/// The text is not a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time of day is written as HH:MM, from 00:00 to 24:00")]
pub struct ClockTimeError;

impl ClockTime {
    /// The time so many minutes after midnight.
    #[must_use]
    pub fn from_minute_of_day(minute: u16) -> Option<Self> {
        (minute <= DAY_MINUTES).then_some(Self(minute))
    }

    /// Minutes after midnight, 0 to 1,440.
    #[must_use]
    pub fn minute_of_day(self) -> u16 {
        self.0
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for ClockTime {
    type Err = ClockTimeError;

    fn from_str(written: &str) -> Result<Self, ClockTimeError> {
        let bytes: [u8; WRITTEN_BYTES] = written.as_bytes().try_into().map_err(|_| ClockTimeError)?;
        let [h1, h2, b':', m1, m2] = bytes else {
            return Err(ClockTimeError);
        };
        if ![h1, h2, m1, m2].iter().all(u8::is_ascii_digit) {
            return Err(ClockTimeError);
        }
        let two = |tens: u8, ones: u8| u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
        let (hour, minute) = (two(h1, h2), two(m1, m2));
        if minute >= 60 {
            return Err(ClockTimeError);
        }
        Self::from_minute_of_day(hour * 60 + minute).ok_or(ClockTimeError)
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_are_read_strictly() {
        assert_eq!("08:30".parse(), Ok(ClockTime(510)));
        assert_eq!("24:00".parse(), Ok(ClockTime(1_440)));
        for wrong in ["", "8:30", "08:60", "24:01", "25:00", "08.30", "08:3０", "-8:30", "08:30 "] {
            assert_eq!(wrong.parse::<ClockTime>(), Err(ClockTimeError), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn writing_and_reading_agree(minute in 0..=DAY_MINUTES) {
            let time = ClockTime::from_minute_of_day(minute).unwrap();
            prop_assert_eq!(time.to_string().parse(), Ok(time));
            let json = serde_json::to_string(&time).unwrap();
            prop_assert_eq!(serde_json::from_str::<ClockTime>(&json).unwrap(), time);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9]{2}:[0-9]{2}|.*") {
            if let Ok(time) = text.parse::<ClockTime>() {
                prop_assert_eq!(time.to_string(), text);
            }
        }
    }
}
