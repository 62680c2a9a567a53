//! Whether what must be disclosed is disclosed: rule minus instance, for any day. Derived, never stored (invariant I4; spec
//! rule T10).
//!
//! A row of the catalogue is the rule; disclosures that name it are the instances. The log's receipt counts, not the day
//! that a disclosure bears. Deliberately absent: language.

mod doubt;
mod notice;
#[cfg(all(test, feature = "software-keys"))]
mod tests;

use serde::{Deserialize, Serialize};

pub use doubt::{Doubt, doubts};
pub use notice::{NoticeStanding, NoticeStatus, last_day, notice_standing};

use crate::calendar::{Calendar, DatedResult};
use crate::day::Day;
use crate::id::RecordId;
use crate::ledger::{Ledger, Notice, Receipt, Told};
use crate::period::{Every, Period};
use crate::standing::MAX_PERIODS_BACK;
use crate::words::{CatalogueWords, DayCount, DisclosureWords, PeriodWords, TimeLimit};

/// The one word for a row of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemStatus {
    /// Past due, and nothing was ever disclosed.
    Never,
    /// Past due for some period.
    Overdue,
    /// A period is over, its disclosure is not yet due and not yet there.
    Due,
    /// Disclosed the last time, after its due day.
    Late,
    /// Disclosed.
    Disclosed,
    /// Its first period is not over.
    Upcoming,
    /// Asked for whenever something comes about; nothing has been disclosed.
    OnEvent,
    /// No day follows from its time limit, and nothing has been disclosed.
    NotYet,
    /// No longer asked for.
    Withdrawn,
}

impl ItemStatus {
    /// Every status, in the order in which boards list rows.
    pub const ALL: [Self; 9] = [
        Self::Never,
        Self::Overdue,
        Self::Due,
        Self::Late,
        Self::Disclosed,
        Self::Upcoming,
        Self::OnEvent,
        Self::NotYet,
        Self::Withdrawn,
    ];

    /// Whether somebody is waiting for something.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Never | Self::Overdue | Self::Due)
    }
}

/// How a row of the catalogue stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemStanding {
    /// The word.
    pub status: ItemStatus,
    /// The period that the word is about: the earliest missed, else the one that is due, else the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodWords>,
    /// The day by which its disclosure is or was due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Whether every year that the due day was counted through has a published calendar.
    pub due_is_certain: bool,
    /// Periods past due without a disclosure, of those looked back upon.
    pub missed: usize,
    /// Disclosures that came after their due day.
    pub late: usize,
    /// The disclosures that name it, withdrawn ones included; the earliest first.
    pub disclosures: Vec<RecordId>,
}

/// A disclosure that fills a row and stands.
struct Instance<'a> {
    words: &'a DisclosureWords,
    /// The day of receipt; nothing while it waits on a device.
    received: Option<Day>,
}

/// The disclosures that name a row, the earliest first.
fn naming(ledger: &Ledger, item: RecordId) -> Vec<(&Notice<DisclosureWords>, &DisclosureWords)> {
    let words = ledger.disclosures.values().filter_map(|notice| Some((notice, notice.words()?)));
    let mut named: Vec<_> = words.filter(|(_, words)| words.item == Some(item)).collect();
    named.sort_by_key(|(notice, words)| (words.period.map(|period| period.from), words.date, notice.id));
    named
}

/// The day on which the log first received something.
pub fn received_on<W>(wordings: &[Told<W>]) -> Option<Day> {
    match wordings.first()?.stamp.receipt {
        Receipt::Logged { received_ms, .. } => Some(Day::in_shanghai(received_ms)),
        Receipt::Pending => None,
    }
}

/// So many days after a day.
pub fn counted(calendar: &Calendar, from: Day, days: u16, count: DayCount) -> DatedResult {
    match count {
        DayCount::Calendar => DatedResult { day: from.plus_days(i64::from(days)), certain: true },
        DayCount::Working => calendar.add_working_days(from, days),
    }
}

/// How a row stands on a day; nothing where its words are not there to tell what is asked.
pub fn item_standing(ledger: &Ledger, row: &Notice<CatalogueWords>, today: Day) -> Option<ItemStanding> {
    let words = row.words()?;
    let named = naming(ledger, row.id);
    let standing: Vec<_> = named.iter().filter(|(notice, _)| notice.withdrawal.is_none()).collect();
    let instances: Vec<_> =
        standing.iter().map(|(notice, words)| Instance { words, received: received_on(&notice.wordings) }).collect();
    let mut told = match &words.time_limit {
        TimeLimit::Every { every, from, days, count } => {
            recurring(&Rule { every: *every, from: *from, days: *days, count: *count }, &instances, ledger, today)
        }
        TimeLimit::Event { days, count } => on_events(&instances, *days, *count, &ledger.calendar),
        TimeLimit::AsWritten { .. } => {
            plain(if instances.is_empty() { ItemStatus::NotYet } else { ItemStatus::Disclosed })
        }
    };
    if row.withdrawal.is_some() {
        told = plain(ItemStatus::Withdrawn);
    }
    told.disclosures = named.iter().map(|(notice, _)| notice.id).collect();
    Some(told)
}

const fn plain(status: ItemStatus) -> ItemStanding {
    ItemStanding { status, period: None, due: None, due_is_certain: true, missed: 0, late: 0, disclosures: Vec::new() }
}

/// What is asked for in every period.
struct Rule {
    every: Every,
    from: Day,
    days: u16,
    count: DayCount,
}

impl Rule {
    /// The first period that is asked for: one that began before is not whole.
    fn first(&self) -> Period {
        let period = self.every.period_containing(self.from);
        if period.start < self.from { period.next() } else { period }
    }

    fn due(&self, period: Period, calendar: &Calendar) -> DatedResult {
        counted(calendar, period.end, self.days, self.count)
    }
}

/// One period that is over.
struct Past {
    period: Period,
    due: DatedResult,
    kept: Kept,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    InTime,
    Late,
    NotYet,
    Missed,
}

fn recurring(rule: &Rule, instances: &[Instance<'_>], ledger: &Ledger, today: Day) -> ItemStanding {
    let past = past_periods(rule, instances, &ledger.calendar, today);
    let missed = past.iter().filter(|one| one.kept == Kept::Missed).count();
    let late = past.iter().filter(|one| one.kept == Kept::Late).count();
    // They come the latest first.
    let earliest = |kept| past.iter().rfind(|one| one.kept == kept);
    let (status, about) = if let Some(one) = earliest(Kept::Missed) {
        (if instances.is_empty() { ItemStatus::Never } else { ItemStatus::Overdue }, Some(one))
    } else if let Some(one) = earliest(Kept::NotYet) {
        (ItemStatus::Due, Some(one))
    } else {
        match past.first() {
            Some(one) if one.kept == Kept::Late => (ItemStatus::Late, Some(one)),
            Some(one) => (ItemStatus::Disclosed, Some(one)),
            None => (ItemStatus::Upcoming, None),
        }
    };
    let (period, due) = about.map_or_else(
        || {
            let first = rule.first();
            (first, rule.due(first, &ledger.calendar))
        },
        |one| (one.period, one.due),
    );
    ItemStanding {
        period: Some(period.into()),
        due: Some(due.day),
        due_is_certain: due.certain,
        missed,
        late,
        ..plain(status)
    }
}

/// The periods asked for that are over, the latest first.
fn past_periods(rule: &Rule, instances: &[Instance<'_>], calendar: &Calendar, today: Day) -> Vec<Past> {
    let first = rule.first();
    let mut past = Vec::new();
    let mut period = rule.every.period_containing(today).previous();
    while period.start >= first.start && period.end < today && past.len() < MAX_PERIODS_BACK {
        let due = rule.due(period, calendar);
        past.push(Past { period, due, kept: kept(instances, period, due.day, today) });
        if period.previous() == period {
            break;
        }
        period = period.previous();
    }
    past
}

/// Whether a period was disclosed in time: by the earliest disclosure whose own period holds it whole.
fn kept(instances: &[Instance<'_>], period: Period, due: Day, today: Day) -> Kept {
    let holds = |one: &&Instance<'_>| {
        let given = one.words.period.map(PeriodWords::period);
        given.is_some_and(|given| given.start <= period.start && period.end <= given.end)
    };
    let covering = || instances.iter().filter(holds);
    match covering().filter_map(|one| one.received).min() {
        Some(received) if received > due => Kept::Late,
        Some(_) => Kept::InTime,
        // What waits on this device is shown as it will be when it is logged, and is neither early nor late.
        None if covering().next().is_some() => Kept::InTime,
        None if today > due => Kept::Missed,
        None => Kept::NotYet,
    }
}

/// Whatever comes about is disclosed within some days of that day; a disclosure that names none counts from its own.
fn on_events(instances: &[Instance<'_>], days: u16, count: DayCount, calendar: &Calendar) -> ItemStanding {
    let judged: Vec<_> = instances
        .iter()
        .map(|one| {
            let due = counted(calendar, one.words.arose_on.unwrap_or(one.words.date), days, count);
            (one.received, due, one.received.is_some_and(|received| received > due.day))
        })
        .collect();
    let late = judged.iter().filter(|(.., is_late)| *is_late).count();
    let Some((_, due, is_late)) = judged.iter().max_by_key(|(received, due, _)| (*received, due.day)) else {
        return plain(ItemStatus::OnEvent);
    };
    let status = if *is_late { ItemStatus::Late } else { ItemStatus::Disclosed };
    ItemStanding { due: Some(due.day), due_is_certain: due.certain, late, ..plain(status) }
}
