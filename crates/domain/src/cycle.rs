//! How a yearly cycle stands on a day: which stage it is in, who has pledged and who has not, who has given an account.
//! Derived, never stored (invariant I4; spec rule T9).

use serde::{Deserialize, Serialize};

use crate::acceptance::State;
use crate::board::{Person, person};
use crate::codes::Role;
use crate::day::Day;
use crate::id::{MemberId, RecordId};
use crate::ledger::{Ledger, Pledge, Receipt, Stamp};
use crate::relations::Relations;
use crate::standing::{Status, standing};
use crate::words::CycleWords;

/// Where in the year a cycle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Members pledge.
    Pledging,
    /// Pledges are being kept; the look at half-way is ahead.
    FirstHalf,
    /// The look at half-way is over; accounts are given.
    SecondHalf,
    /// Accounts were due; ratings and what is left.
    Rating,
    /// Over.
    Closed,
}

impl Stage {
    /// Every stage in its order.
    pub const ALL: [Self; 5] = [Self::Pledging, Self::FirstHalf, Self::SecondHalf, Self::Rating, Self::Closed];

    /// The stage on a day; a day that is named is the last one of its stage.
    pub fn on(words: &CycleWords, today: Day) -> Self {
        let ends = [words.pledge_by, words.mid_check, words.account_by, words.close_on];
        let passed = ends.iter().filter(|end| today > **end).count();
        Self::ALL.get(passed).copied().unwrap_or(Self::Closed)
    }
}

/// One member's year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberYear {
    /// Who.
    pub member: Person,
    /// The pledges of this cycle, withdrawn ones left out.
    pub pledges: Vec<RecordId>,
    /// Whether the first of them was received by the day for it; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pledged_in_time: Option<bool>,
    /// How many of them are confirmed.
    pub kept: u32,
    /// How many are overdue today.
    pub overdue: u32,
    /// When the last account was received; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_ms: Option<i64>,
    /// Whether an account was received by the day for it.
    pub accounted_in_time: bool,
    /// Whether the day for pledging is over and there is no pledge.
    pub pledge_missing: bool,
    /// Whether the day for accounts is over and there is none.
    pub account_missing: bool,
}

/// A cycle on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleStanding {
    /// The stage.
    pub stage: Stage,
    /// Every member of the roster who pledges: overseers, who judge, are left out unless they have pledged.
    pub members: Vec<MemberYear>,
}

impl CycleStanding {
    /// How many have pledged.
    pub fn pledged(&self) -> usize {
        self.members.iter().filter(|year| !year.pledges.is_empty()).count()
    }

    /// How many have given an account.
    pub fn accounted(&self) -> usize {
        self.members.iter().filter(|year| year.account_ms.is_some()).count()
    }
}

/// How a cycle stands; nothing when its words were erased.
pub fn cycle_standing(ledger: &Ledger, relations: &Relations, cycle: RecordId, today: Day) -> Option<CycleStanding> {
    let words = ledger.cycles.get(&cycle)?.words()?;
    let pledges = relations.in_cycle(&cycle).iter().filter_map(|id| ledger.pledges.get(id));
    let pledges: Vec<&Pledge> = pledges.filter(|pledge| pledge.state != State::Withdrawn).collect();
    let looked = Look { ledger, words, cycle, today, pledges };
    let members = ledger.members.values().filter(|member| {
        let owns = || looked.pledges.iter().any(|pledge| pledge.owner == member.id);
        owns() || (member.active && member.role != Role::Overseer)
    });
    let members = members.map(|member| looked.year(member.id)).collect();
    Some(CycleStanding { stage: Stage::on(words, today), members })
}

struct Look<'a> {
    ledger: &'a Ledger,
    words: &'a CycleWords,
    cycle: RecordId,
    today: Day,
    pledges: Vec<&'a Pledge>,
}

impl Look<'_> {
    fn year(&self, member: MemberId) -> MemberYear {
        let own = || self.pledges.iter().filter(|pledge| pledge.owner == member);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let is_overdue = |pledge: &&&Pledge| {
            standing(pledge, self.today, &self.ledger.calendar, &self.ledger.rules).status == Status::Overdue
        };
        let first = own().filter_map(|pledge| Some(day_of(pledge.wordings.first()?.stamp))).min();
        let accounts = self.ledger.accounts.get(&self.cycle).into_iter().flatten();
        let accounts: Vec<Stamp> = accounts.map(|told| told.stamp).filter(|stamp| stamp.about == member).collect();
        let pledges: Vec<RecordId> = own().map(|pledge| pledge.id).collect();
        MemberYear {
            member: person(self.ledger, member),
            pledge_missing: pledges.is_empty() && self.today > self.words.pledge_by,
            pledges,
            pledged_in_time: first.map(|day| day <= self.words.pledge_by),
            kept: count(own().filter(|pledge| pledge.state == State::Confirmed).count()),
            overdue: count(own().filter(is_overdue).count()),
            account_ms: accounts.last().map(|stamp| time_of(*stamp)),
            accounted_in_time: accounts.iter().any(|stamp| day_of(*stamp) <= self.words.account_by),
            account_missing: accounts.is_empty() && self.today > self.words.account_by,
        }
    }
}

/// The receipt counts; what waits on the device has only the time of writing.
const fn time_of(stamp: Stamp) -> i64 {
    match stamp.receipt {
        Receipt::Logged { received_ms, .. } => received_ms,
        Receipt::Pending => stamp.written_ms,
    }
}

fn day_of(stamp: Stamp) -> Day {
    Day::in_shanghai(time_of(stamp))
}

/// The cycle that a pledge of a day belongs to: of those that are not over the one that closes first; nothing when all are
/// over.
pub fn present_cycle(ledger: &Ledger, today: Day) -> Option<RecordId> {
    let open = ledger.cycles.values().filter_map(|cycle| Some((cycle.words()?.close_on, cycle.id)));
    open.filter(|(close_on, _)| *close_on >= today).min().map(|(_, id)| id)
}

#[cfg(all(test, feature = "software-keys"))]
mod tests;
