//! What an organisation's log tells the directory: enough for a line on the front page on any later day.
//!
//! Overdue is not a number in here but a list of days from which pledges are overdue if nothing more is said, so that
//! the front page derives it for its own day (invariant I4).

use std::collections::BTreeMap;

use jiannuo_domain::acceptance::State;
use jiannuo_domain::day::Day;
use jiannuo_domain::ledger::{Ledger, Pledge};
use jiannuo_domain::standing::{Status, standing};
use jiannuo_domain::succession::Succession;
use jiannuo_domain::words::{Due, Level, OrganisationWords};
use serde::{Deserialize, Serialize};

/// How far a recurring pledge is looked ahead: this period and the next. By then the log has reported again, or nobody
/// has said anything for a whole period, which is overdue.
const PERIODS_AHEAD: usize = 2;

/// One organisation's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// How many entries the log had.
    pub(crate) size: u64,
    /// When it was told, in milliseconds since 1970.
    pub(crate) as_at_ms: i64,
    /// The name; absent when it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The name for readers of English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name_english: Option<String>,
    /// The level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) level: Option<Level>,
    /// How many pledges there are.
    pub(crate) pledges: u32,
    /// How many are open: neither claimed nor ended.
    pub(crate) open: u32,
    /// How many are claimed and not judged.
    pub(crate) claimed: u32,
    /// How many are confirmed.
    pub(crate) confirmed: u32,
    /// How many were not fulfilled, explained.
    pub(crate) not_fulfilled: u32,
    /// How many pledges begin to be overdue on which day.
    pub(crate) overdue_from: BTreeMap<Day, u32>,
    /// What the log has forgotten of what it had signed for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lost: Option<Succession>,
}

impl Summary {
    /// The line of a ledger.
    pub(crate) fn of(ledger: &Ledger, lost: Option<Succession>, today: Day, now_ms: i64) -> Self {
        let mut overdue_from = BTreeMap::new();
        for day in ledger.pledges.values().filter_map(|pledge| overdue_from_day(ledger, pledge, today)) {
            *overdue_from.entry(day).or_default() += 1;
        }
        let in_state = |state| count(ledger.pledges.values().filter(|pledge| pledge.state == state).count());
        let words: Option<&OrganisationWords> = ledger.organisation_words();
        Self {
            size: ledger.acceptance().size(),
            as_at_ms: now_ms,
            name: words.map(|words| words.name.clone()),
            name_english: words.and_then(|words| words.name_english.clone()),
            level: words.map(|words| words.level),
            pledges: count(ledger.pledges.len()),
            open: in_state(State::Open),
            claimed: in_state(State::Claimed),
            confirmed: in_state(State::Confirmed),
            not_fulfilled: in_state(State::NotFulfilled),
            overdue_from,
            lost,
        }
    }

    /// How many pledges are overdue on a day.
    pub(crate) fn overdue(&self, today: Day) -> u32 {
        self.overdue_from.range(..=today).map(|(_, count)| count).sum()
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The day from which a pledge is overdue if nothing more is said, looked for where that can change: for one that is
/// overdue today back to where it began, otherwise after the grace of the due days ahead.
fn overdue_from_day(ledger: &Ledger, pledge: &Pledge, today: Day) -> Option<Day> {
    let mut day = today;
    for round in 0..=PERIODS_AHEAD {
        let standing = standing(pledge, day, &ledger.calendar, &ledger.rules);
        if standing.status == Status::Overdue {
            return Some(if round == 0 { first_overdue_day(ledger, pledge, today) } else { day });
        }
        day = standing.due?.plus_days(i64::from(ledger.rules.offline_grace_days) + 1).max(day.plus_days(1));
    }
    None
}

/// Since when a pledge has been overdue that is overdue today: once overdue it stays so while nothing is said, so that the
/// first day is between a day on which it was not and today. A recurring one is not before it begins, another not when
/// it falls due.
fn first_overdue_day(ledger: &Ledger, pledge: &Pledge, today: Day) -> Day {
    let is_overdue = |day| standing(pledge, day, &ledger.calendar, &ledger.rules).status == Status::Overdue;
    let start = match pledge.words().map(|words| &words.due) {
        Some(Due::Every { from, .. }) => Some(*from),
        _ => standing(pledge, today, &ledger.calendar, &ledger.rules).due,
    };
    let Some(mut before) = start.filter(|start| *start < today && !is_overdue(*start)) else { return today };
    let mut since = today;
    while before.days_until(since) > 1 {
        let middle = before.plus_days(before.days_until(since) / 2);
        if is_overdue(middle) {
            since = middle;
        } else {
            before = middle;
        }
    }
    since
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn w15_overdue_is_counted_for_the_readers_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let overdue_from = [(day("2026-07-04"), 2), (day("2026-08-01"), 1)].into();
        let summary = Summary {
            size: 9,
            as_at_ms: 0,
            name: None,
            name_english: None,
            level: None,
            pledges: 5,
            open: 4,
            claimed: 1,
            confirmed: 0,
            not_fulfilled: 0,
            overdue_from,
            lost: None,
        };
        assert_eq!(summary.overdue(day("2026-07-03")), 0);
        assert_eq!(summary.overdue(day("2026-07-04")), 2);
        assert_eq!(summary.overdue(day("2027-01-01")), 3);
        let json = serde_json::to_string(&summary).unwrap();
        assert_eq!(serde_json::from_str::<Summary>(&json).unwrap(), summary);
    }
}
