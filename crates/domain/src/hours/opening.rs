//! Open now, and until when; or closed, and when it opens next.

use crate::calendar::Calendar;
use crate::day::Day;

use super::{ClockTime, DAY_MINUTES, Hours};

/// How far ahead the next opening is looked for: a year and a month, so that yearly seasons are found.
const LOOK_AHEAD_DAYS: i64 = 366 + 31;
/// Open without a break for longer than this is told as open round the clock.
const ROUND_THE_CLOCK_DAYS: i64 = 8;
/// The same as [`DAY_MINUTES`], wide enough to count across days.
const MINUTES_A_DAY: i64 = DAY_MINUTES as i64;

/// A day and a time on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day in Shanghai.
    pub day: Day,
    /// The time on it.
    pub time: ClockTime,
}

/// Open or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpeningState {
    /// Open now.
    Open {
        /// When it closes; `None` when it stays open round the clock.
        until: Option<Moment>,
    },
    /// Closed now.
    Closed {
        /// When it opens; `None` when no opening is known within a year.
        opens: Option<Moment>,
    },
}

/// Open or closed, and whether every day that was looked at has a published calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Open or closed.
    pub state: OpeningState,
    /// False when the answer hangs on a year without a list of holidays.
    pub certain: bool,
}

impl Hours {
    /// Whether the point is open at a minute of a day in Shanghai, and what comes next.
    #[must_use]
    pub fn opening_state(&self, today: Day, minute_of_day: u16, calendar: &Calendar) -> Opening {
        let now = i64::from(minute_of_day.min(DAY_MINUTES - 1));
        let mut open_until: Option<i64> = None;
        let mut certain = true;
        // Minutes count from midnight today; yesterday's spans may reach past it.
        for offset in -1..=LOOK_AHEAD_DAYS {
            let day = today.plus_days(offset);
            if today.days_until(day) != offset {
                continue;
            }
            if open_until.is_some_and(|until| until < offset * MINUTES_A_DAY) {
                break;
            }
            if offset > ROUND_THE_CLOCK_DAYS && open_until.is_some() {
                return Opening { state: OpeningState::Open { until: None }, certain };
            }
            let (spans, known) = self.spans_on(day, calendar);
            certain &= known;
            for span in spans {
                let opens = offset * MINUTES_A_DAY + i64::from(span.opens.minute_of_day());
                let closes = opens + i64::from(span.length_minutes());
                match open_until {
                    None if opens > now => {
                        return Opening {
                            state: OpeningState::Closed { opens: opening_moment(today, opens) },
                            certain,
                        };
                    }
                    None if closes > now => open_until = Some(closes),
                    Some(until) if opens <= until => open_until = Some(until.max(closes)),
                    None | Some(_) => {}
                }
            }
        }
        let state = match open_until {
            Some(until) => OpeningState::Open { until: closing_moment(today, until) },
            None => OpeningState::Closed { opens: None },
        };
        Opening { state, certain }
    }
}

/// An opening minute, counted from midnight today, as day and time: midnight is "00:00".
fn opening_moment(today: Day, minutes: i64) -> Option<Moment> {
    moment(today, minutes.div_euclid(MINUTES_A_DAY), minutes)
}

/// A closing minute as day and time: midnight is "24:00" of the day that ends.
fn closing_moment(today: Day, minutes: i64) -> Option<Moment> {
    moment(today, (minutes - 1).div_euclid(MINUTES_A_DAY), minutes)
}

fn moment(today: Day, days: i64, minutes: i64) -> Option<Moment> {
    let minute_of_day = u16::try_from(minutes - days * MINUTES_A_DAY).ok()?;
    Some(Moment { day: today.plus_days(days), time: ClockTime::from_minute_of_day(minute_of_day)? })
}
