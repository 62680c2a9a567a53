//! How a pledge stands on a day: due soon, overdue, kept late. Derived, never stored (invariant I4; spec rules T1–T6).
//!
//! A function of the pledge as the log tells it, the calendar, the rules and today, and of nothing else.

use serde::{Deserialize, Serialize};

use crate::acceptance::State;
use crate::calendar::Calendar;
use crate::day::Day;
use crate::ledger::{Pledge, Receipt, Rules, Stamp};
use crate::period::{Every, Period};
use crate::quantity::Quantity;
use crate::words::{Due, PledgeWords};

/// Periods of a recurring pledge that are looked back upon: five years of months.
pub const MAX_PERIODS_BACK: usize = 60;

/// The one word that a board shows for a pledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Made, nothing done yet.
    Published,
    /// Something was done.
    InProgress,
    /// The due date is near.
    DueSoon,
    /// The due date is past; an entry written offline may still arrive.
    InGrace,
    /// The due date and the grace are past.
    Overdue,
    /// The owner says that it is fulfilled.
    Claimed,
    /// Somebody else confirmed that.
    Confirmed,
    /// Somebody else disputed that.
    Disputed,
    /// Not fulfilled, explained.
    NotFulfilled,
    /// Withdrawn.
    Withdrawn,
}

impl Status {
    /// Every status, in the order in which boards list them.
    pub const ALL: [Self; 10] = [
        Self::Overdue,
        Self::Disputed,
        Self::InGrace,
        Self::DueSoon,
        Self::InProgress,
        Self::Published,
        Self::Claimed,
        Self::Confirmed,
        Self::NotFulfilled,
        Self::Withdrawn,
    ];

    /// Its code in addresses and canonical JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::InProgress => "in-progress",
            Self::DueSoon => "due-soon",
            Self::InGrace => "in-grace",
            Self::Overdue => "overdue",
            Self::Claimed => "claimed",
            Self::Confirmed => "confirmed",
            Self::Disputed => "disputed",
            Self::NotFulfilled => "not-fulfilled",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// A claim against its due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Punctuality {
    /// Received on or before the due date.
    OnTime,
    /// Received after it, within the grace for entries written offline.
    WithinGrace,
    /// Received later.
    Late,
}

/// How a pledge stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The word.
    pub status: Status,
    /// The day by which it is due; for a recurring one, the end of the present period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Whether every year that the due day was counted through has a published calendar.
    pub due_is_certain: bool,
    /// Days from today to the due day; negative when it is past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i64>,
    /// What was done, in the present period when it recurs.
    pub done: Quantity,
    /// For a claim on a pledge with a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub punctuality: Option<Punctuality>,
    /// Past periods that were missed, of those looked back upon.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub missed_periods: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// The day by which words are due, and whether it is certain; `None` without a computable date.
pub fn due_day(words: &PledgeWords, today: Day, calendar: &Calendar) -> Option<(Day, bool)> {
    match &words.due {
        Due::On { on } => Some((*on, true)),
        Due::WithinWorkingDays { from, days } => {
            let counted = calendar.add_working_days(*from, *days);
            Some((counted.day, counted.certain))
        }
        Due::Every { every, from, until } => {
            Some((last_day(current_period(*every, *from, *until, today), *until), true))
        }
        Due::AsWritten { .. } => None,
    }
}

/// How a pledge stands on a day.
pub fn standing(pledge: &Pledge, today: Day, calendar: &Calendar, rules: &Rules) -> Standing {
    let due = pledge.words().and_then(|words| due_day(words, today, calendar));
    let (done, missed_periods, is_met) = match pledge.words().map(|words| (&words.due, words.quantity)) {
        Some((Due::Every { every, from, until }, target)) => {
            let period = current_period(*every, *from, *until, today);
            let span = Span { from: *from, until: *until };
            let missed = missed_periods(pledge, period, span, target, today, rules);
            (done_in(pledge, period, None), missed, is_period_met(pledge, period, target, None))
        }
        _ => (pledge.done(), 0, false),
    };
    let is_started = pledge.standing_progress().next().is_some();
    let status = match pledge.state {
        State::Claimed => Status::Claimed,
        State::Confirmed => Status::Confirmed,
        State::Disputed => Status::Disputed,
        State::NotFulfilled => Status::NotFulfilled,
        State::Withdrawn => Status::Withdrawn,
        State::Open | State::Used => {
            open_status(due.map(|(day, _)| day), today, rules, is_started, missed_periods > 0, is_met)
        }
    };
    Standing {
        status,
        due: due.map(|(day, _)| day),
        due_is_certain: due.is_none_or(|(_, certain)| certain),
        days_left: due.map(|(day, _)| today.days_until(day)),
        done,
        punctuality: due
            .filter(|_| !pledge.words().is_some_and(recurs_without_end))
            .and_then(|(day, _)| punctuality(pledge, day, rules)),
        missed_periods,
    }
}

fn open_status(due: Option<Day>, today: Day, rules: &Rules, started: bool, missed: bool, met: bool) -> Status {
    let resting = if started { Status::InProgress } else { Status::Published };
    if missed {
        return Status::Overdue;
    }
    let Some(due) = due.filter(|_| !met) else { return resting };
    let days_left = today.days_until(due);
    if days_left < -i64::from(rules.offline_grace_days) {
        Status::Overdue
    } else if days_left < 0 {
        Status::InGrace
    } else if days_left <= i64::from(rules.due_soon_days) {
        Status::DueSoon
    } else {
        resting
    }
}

/// Whether the due day moves on with every period for ever: no claim can be early or late then.
const fn recurs_without_end(words: &PledgeWords) -> bool {
    matches!(words.due, Due::Every { until: None, .. })
}

/// How the last claim stands to the due date; the log's receipt counts, not the device's clock (spec rule T2).
fn punctuality(pledge: &Pledge, due: Day, rules: &Rules) -> Option<Punctuality> {
    if !matches!(pledge.state, State::Claimed | State::Confirmed | State::Disputed) {
        return None;
    }
    let Receipt::Logged { received_ms, .. } = pledge.claims.last()?.stamp.receipt else { return None };
    let received = Day::in_shanghai(received_ms);
    Some(if received <= due {
        Punctuality::OnTime
    } else if received <= due.plus_days(i64::from(rules.offline_grace_days)) {
        Punctuality::WithinGrace
    } else {
        Punctuality::Late
    })
}

/// The last day of a period, or of the pledge when it ends first.
fn last_day(period: Period, until: Option<Day>) -> Day {
    until.map_or(period.end, |until| until.min(period.end))
}

/// The days that a recurring pledge runs through.
#[derive(Clone, Copy)]
struct Span {
    from: Day,
    until: Option<Day>,
}

/// The period that today is in, kept between the first and the last day of the pledge.
fn current_period(every: Every, from: Day, until: Option<Day>, today: Day) -> Period {
    let inside = until.map_or(today, |until| today.min(until)).max(from);
    every.period_containing(inside)
}

fn done_in(pledge: &Pledge, period: Period, received_by: Option<Day>) -> Quantity {
    Quantity::total(in_period(pledge, period, received_by).filter_map(|(_, words)| words.quantity))
}

fn in_period(
    pledge: &Pledge,
    period: Period,
    received_by: Option<Day>,
) -> impl Iterator<Item = (Stamp, &crate::words::ProgressWords)> {
    pledge.standing_progress().map(|(told, words)| (told.stamp, words)).filter(move |(stamp, words)| {
        let in_time = match (stamp.receipt, received_by) {
            (Receipt::Logged { received_ms, .. }, Some(by)) => Day::in_shanghai(received_ms) <= by,
            _ => true,
        };
        in_time && period.contains(words.on)
    })
}

fn is_period_met(pledge: &Pledge, period: Period, target: Option<Quantity>, received_by: Option<Day>) -> bool {
    match target {
        Some(target) => done_in(pledge, period, received_by) >= target,
        // A period of which "no" was said last is not met, whatever else was noted.
        None => {
            let said = |told: &(Stamp, &crate::words::ProgressWords)| told.1.kept.map(|kept| (told.1.on, !kept));
            let last = in_period(pledge, period, received_by).filter_map(|told| said(&told)).max();
            last.map_or_else(|| in_period(pledge, period, received_by).next().is_some(), |(_, is_no)| !is_no)
        }
    }
}

/// Periods before the present one whose amount did not arrive by their end and the grace.
fn missed_periods(
    pledge: &Pledge,
    present: Period,
    span: Span,
    target: Option<Quantity>,
    today: Day,
    rules: &Rules,
) -> usize {
    let grace = i64::from(rules.offline_grace_days);
    let mut missed = 0;
    let mut period = present;
    for _ in 0..MAX_PERIODS_BACK {
        let by = last_day(period, span.until).plus_days(grace);
        if today > by && !is_period_met(pledge, period, target, Some(by)) {
            missed += 1;
        }
        let before = period.previous();
        // A first period that began before the pledge did is not asked for in full.
        if before.start < span.from {
            break;
        }
        period = before;
    }
    missed
}

#[cfg(all(test, feature = "software-keys"))]
mod tests;
