//! How a public notice stands on a day: running, over, its outcome missing.

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, DatedResult};
use crate::day::Day;
use crate::id::RecordId;
use crate::ledger::{Ledger, Notice, Told};
use crate::words::{DisclosureWords, NoticeEnd, NoticeWords, OutcomeWords};

/// The one word for a public notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeStatus {
    /// It is over, and its outcome is past due.
    OutcomeMissing,
    /// Residents can object.
    Running,
    /// It is over; its outcome is to come.
    Ended,
    /// It has not begun.
    Upcoming,
    /// Its outcome is published.
    Concluded,
    /// It was withdrawn.
    Withdrawn,
}

/// How a public notice stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeStanding {
    /// The disclosure.
    pub disclosure: RecordId,
    /// The word.
    pub status: NoticeStatus,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Whether every year that a day was counted through has a published calendar.
    pub until_is_certain: bool,
    /// While it runs: working days that are left, today's included when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days_left: Option<i64>,
    /// The day by which the outcome is due.
    pub outcome_due: Day,
    /// How many objections there were, by its outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objections: Option<u16>,
    /// Whether the day is past until which its names are for everybody.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub names_are_past: bool,
}

/// The last day of a notice; of a number of working days the first counts when it is one.
pub fn last_day(notice: &NoticeWords, calendar: &Calendar) -> DatedResult {
    match notice.until {
        NoticeEnd::On { on } => DatedResult { day: on, certain: true },
        NoticeEnd::AfterWorkingDays { days } => calendar.add_working_days(notice.from.plus_days(-1), days),
    }
}

/// How a disclosure's public notice stands on a day; nothing where it is none.
pub fn notice_standing(ledger: &Ledger, told: &Notice<DisclosureWords>, today: Day) -> Option<NoticeStanding> {
    let notice = told.words()?.notice.as_ref()?;
    let until = last_day(notice, &ledger.calendar);
    let outcome_due = ledger.calendar.add_working_days(until.day, notice.outcome_within_days.unwrap_or(0));
    let outcomes = ledger.outcomes.get(&told.id);
    let status = if told.withdrawal.is_some() {
        NoticeStatus::Withdrawn
    } else if outcomes.is_some() {
        NoticeStatus::Concluded
    } else if today < notice.from {
        NoticeStatus::Upcoming
    } else if today <= until.day {
        NoticeStatus::Running
    } else if today <= outcome_due.day {
        NoticeStatus::Ended
    } else {
        NoticeStatus::OutcomeMissing
    };
    let left = ledger.calendar.working_days_between(today.plus_days(-1), until.day).days;
    Some(NoticeStanding {
        disclosure: told.id,
        status,
        from: notice.from,
        until: until.day,
        until_is_certain: until.certain && outcome_due.certain,
        working_days_left: (status == NoticeStatus::Running).then_some(left),
        outcome_due: outcome_due.day,
        objections: outcomes
            .and_then(|all| all.last())
            .and_then(Told::words)
            .map(|words: &OutcomeWords| words.objections),
        names_are_past: notice.public_until.is_some_and(|until| today > until),
    })
}
