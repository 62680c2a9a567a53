//! When a service point is open: a week of hours, dated exceptions, and whether the working-day calendar counts.
//!
//! A span belongs to the day on which it opens and may close after midnight. Which hours apply to a day is decided in
//! this order: the exception that covers it and is shortest; closed on a statutory holiday and make-up hours on a
//! make-up workday, if the point follows the calendar; the weekday's hours.
//! Prose is read by `written`, as far as it is clear. The clock comes from the caller.

mod clock_time;
mod opening;
pub mod typed;
pub mod written;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, DayKind};
use crate::day::Day;
use crate::limits::MAX_HOUR_EXCEPTIONS;
use crate::readable_text::character_count;
pub use clock_time::{ClockTime, ClockTimeError, DAY_MINUTES};
pub use opening::{Moment, Opening, OpeningState};

/// Spans in one day: morning, noon, afternoon, evening, and as many again.
pub const MAX_SPANS_A_DAY: usize = 8;
/// Characters in the note of an exception: "closed for repairs until the end of the month" has 45.
pub const MAX_EXCEPTION_NOTE_CHARACTERS: usize = 200;
/// Days in a week, Monday first.
const WEEK_DAYS: usize = 7;

/// From one time of day to another; a closing time that is not later is on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// When it opens, before "24:00".
    pub opens: ClockTime,
    /// When it closes, up to "24:00".
    pub closes: ClockTime,
}

/// The hours of each weekday, Monday first; a day without spans is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Week(pub [Vec<Span>; WEEK_DAYS]);

/// The opening hours of a service point.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// The ordinary week.
    pub weekly: Week,
    /// Closed on statutory holidays, open on make-up workdays.
    #[serde(default)]
    pub follows_working_days: bool,
    /// Days on which something else applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
}

/// Hours for a run of days that replace the ordinary ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// What applies then.
    pub hours: ExceptionHours,
    /// Why, in words for visitors.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What applies during an exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionHours {
    /// The same spans each day, whatever the calendar says; none means closed.
    EveryDay(Vec<Span>),
    /// Another week, such as the hours of summer; the calendar counts as it does for the ordinary week.
    Weekly(Week),
}

/// Why hours can't be used as they stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// A day has more spans than anybody reads.
    #[error("{place}: at most {MAX_SPANS_A_DAY} spans a day")]
    TooManySpans {
        /// Where.
        place: Place,
    },
    /// A span opens at "24:00" or closes when it opens.
    #[error("{place}: a span opens before midnight and lasts at least a minute and at most a day")]
    EmptySpan {
        /// Where.
        place: Place,
    },
    /// Two spans of a day cover the same minutes, or stand in the wrong order.
    #[error("{place}: spans of a day follow one another without overlapping")]
    Overlap {
        /// Where.
        place: Place,
    },
    /// An exception ends before it begins.
    #[error("exception {exception}: the last day is before the first")]
    EndsBeforeItBegins {
        /// Which exception, from 0.
        exception: usize,
    },
    /// An exception's note is too long.
    #[error("exception {exception}: a note has at most {MAX_EXCEPTION_NOTE_CHARACTERS} characters")]
    NoteTooLong {
        /// Which exception, from 0.
        exception: usize,
    },
    /// More exceptions than are kept.
    #[error("at most {MAX_HOUR_EXCEPTIONS} exceptions")]
    TooManyExceptions,
}

/// Where in the hours something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A weekday of the ordinary week, 0 for Monday.
    Weekday(usize),
    /// An exception, from 0, and the weekday if it has a week of its own.
    Exception(usize, Option<usize>),
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Weekday(weekday) => write!(out, "weekday {weekday}"),
            Self::Exception(exception, None) => write!(out, "exception {exception}"),
            Self::Exception(exception, Some(weekday)) => {
                write!(out, "exception {exception}, weekday {weekday}")
            }
        }
    }
}

impl Span {
    /// Minutes from opening to closing, past midnight if need be.
    fn length_minutes(self) -> u16 {
        let (opens, closes) = (self.opens.minute_of_day(), self.closes.minute_of_day());
        if closes > opens { closes - opens } else { closes + DAY_MINUTES - opens }
    }
}

impl Week {
    /// The same spans from Monday to Friday, closed at weekends.
    #[must_use]
    pub fn monday_to_friday(spans: &[Span]) -> Self {
        Self(std::array::from_fn(|weekday| if weekday < 5 { spans.to_vec() } else { Vec::new() }))
    }

    /// The same spans every day.
    #[must_use]
    pub fn every_day(spans: &[Span]) -> Self {
        Self(std::array::from_fn(|_| spans.to_vec()))
    }

    fn spans_on(&self, day: Day) -> &[Span] {
        let weekday = usize::from(day.weekday().number_days_from_monday());
        self.0.get(weekday).map_or(&[], Vec::as_slice)
    }

    /// The hours on a make-up workday: those of its weekday where it has some, else those of the first open weekday.
    fn make_up_spans_on(&self, day: Day) -> &[Span] {
        let own = self.spans_on(day);
        if own.is_empty() { self.0.iter().find(|spans| !spans.is_empty()).map_or(&[], Vec::as_slice) } else { own }
    }
}

impl Hours {
    /// Checks everything that can be wrong, and names the first of it.
    pub fn check(&self) -> Result<(), HoursError> {
        check_week(&self.weekly, Place::Weekday)?;
        if self.exceptions.len() > MAX_HOUR_EXCEPTIONS {
            return Err(HoursError::TooManyExceptions);
        }
        self.exceptions.iter().enumerate().try_for_each(|(index, exception)| exception.check(index))
    }

    /// The exception that applies to a day: the shortest that covers it, the later of two equally short.
    #[must_use]
    pub fn exception_on(&self, day: Day) -> Option<&Exception> {
        let covering = self.exceptions.iter().filter(|exception| (exception.from..=exception.to).contains(&day));
        covering.rev().min_by_key(|exception| exception.from.days_until(exception.to))
    }

    /// The spans that open on a day, and whether they hang on a calendar that is not published yet.
    #[must_use]
    pub fn spans_on(&self, day: Day, calendar: &Calendar) -> (&[Span], bool) {
        let week = match self.exception_on(day).map(|exception| &exception.hours) {
            Some(ExceptionHours::EveryDay(spans)) => return (spans, true),
            Some(ExceptionHours::Weekly(week)) => week,
            None => &self.weekly,
        };
        if !self.follows_working_days {
            return (week.spans_on(day), true);
        }
        let spans = match calendar.day_kind(day) {
            DayKind::Holiday => &[],
            DayKind::MakeUpWorkday => week.make_up_spans_on(day),
            DayKind::Weekday | DayKind::Weekend => week.spans_on(day),
        };
        (spans, calendar.is_working_day(day).certain)
    }
}

impl Exception {
    fn check(&self, index: usize) -> Result<(), HoursError> {
        if self.to < self.from {
            return Err(HoursError::EndsBeforeItBegins { exception: index });
        }
        if character_count(&self.note) > MAX_EXCEPTION_NOTE_CHARACTERS {
            return Err(HoursError::NoteTooLong { exception: index });
        }
        match &self.hours {
            ExceptionHours::EveryDay(spans) => check_spans(spans, Place::Exception(index, None)),
            ExceptionHours::Weekly(week) => check_week(week, |weekday| Place::Exception(index, Some(weekday))),
        }
    }
}

fn check_week(week: &Week, place: impl Fn(usize) -> Place) -> Result<(), HoursError> {
    week.0.iter().enumerate().try_for_each(|(weekday, spans)| check_spans(spans, place(weekday)))
}

fn check_spans(spans: &[Span], place: Place) -> Result<(), HoursError> {
    if spans.len() > MAX_SPANS_A_DAY {
        return Err(HoursError::TooManySpans { place });
    }
    let mut closed_at = 0;
    for span in spans {
        if span.opens == span.closes || span.opens.minute_of_day() >= DAY_MINUTES {
            return Err(HoursError::EmptySpan { place });
        }
        if span.opens.minute_of_day() < closed_at {
            return Err(HoursError::Overlap { place });
        }
        closed_at = span.opens.minute_of_day() + span.length_minutes();
    }
    Ok(())
}

#[cfg(test)]
mod tests;
