//! How far a pledge is, beside the amount that was done: steps, percent, yes or no, and what was measured of a service.
//!
//! Derived from the progress that counts, never stored (invariant I4), and the same in whatever order it arrived (spec
//! rule M7): what is added up commutes, and of what replaces the entry of the latest day holds.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::ledger::Pledge;
use crate::words::{Duration, MAX_PERCENT, PledgeWords, ServiceWords};

/// Steps that were reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// How many were.
    pub reached: u32,
    /// Of how many.
    pub of: u32,
}

/// What was reached of a service, against what was promised and what the law allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceReached {
    /// How many were handled.
    pub handled: u64,
    /// How many of them within the promised time.
    pub in_time: u64,
    /// How long the slowest took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest: Option<Duration>,
    /// Whether the slowest kept to what was promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_promised: Option<bool>,
    /// Whether the slowest kept to the law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_legal: Option<bool>,
}

impl ServiceReached {
    /// The share that was in time, in thousandths, rounded down; nothing while nothing was handled.
    pub fn share_permille(&self) -> Option<u32> {
        let share = u128::from(self.in_time) * 1_000;
        share.checked_div(u128::from(self.handled)).and_then(|share| u32::try_from(share).ok())
    }
}

/// How far a pledge is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// In percent, as of the latest day for which that was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// Whether it was kept, as of the latest day for which that was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// Of its steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<Steps>,
    /// Of its service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceReached>,
}

/// How far a pledge is; nothing when only an amount can tell.
pub fn reached(pledge: &Pledge) -> Option<Reached> {
    let words = pledge.words();
    let told = Reached {
        percent: percent(pledge),
        kept: kept(pledge, |_| true),
        steps: words.and_then(|words| steps(pledge, words)),
        service: words.and_then(|words| words.service.as_ref()).and_then(|service| measured(pledge, service)),
    };
    (told != Reached::default()).then_some(told)
}

/// The percent of the latest day; of two on one day the higher.
fn percent(pledge: &Pledge) -> Option<u8> {
    let told = pledge.standing_progress().filter_map(|(_, words)| Some((words.on, words.percent?)));
    told.max().map(|(_, percent)| percent.min(MAX_PERCENT))
}

/// The answer of the latest of the days that are asked for; of two on one day "no".
pub fn kept(pledge: &Pledge, is_asked: impl Fn(Day) -> bool) -> Option<bool> {
    let told = pledge.standing_progress().filter_map(|(_, words)| Some((words.on, words.kept?)));
    told.filter(|(on, _)| is_asked(*on)).max_by_key(|(on, kept)| (*on, !kept)).map(|(_, kept)| kept)
}

fn steps(pledge: &Pledge, words: &PledgeWords) -> Option<Steps> {
    let of = words.milestones.len();
    let is_reached = |index: usize| {
        let mut told = pledge.standing_progress().filter_map(|(_, words)| words.milestone);
        told.any(|milestone| usize::from(milestone) == index)
    };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let reached = (0..of).filter(|index| is_reached(*index)).count();
    (of > 0).then_some(Steps { reached: count(reached), of: count(of) })
}

fn measured(pledge: &Pledge, service: &ServiceWords) -> Option<ServiceReached> {
    let told = || pledge.standing_progress().filter_map(|(_, words)| words.measured);
    told().next()?;
    let longest = told().filter_map(|measured| measured.longest).max_by(|one, other| {
        // Of two that are equally long in different units always the same one.
        one.compare(other).then_with(|| other.unit.cmp(&one.unit))
    });
    let within = |limit: Option<Duration>| {
        longest.zip(limit).map(|(longest, limit)| longest.compare(&limit) != Ordering::Greater)
    };
    Some(ServiceReached {
        handled: told().map(|measured| u64::from(measured.handled)).fold(0, u64::saturating_add),
        in_time: told().map(|measured| u64::from(measured.in_time)).fold(0, u64::saturating_add),
        longest,
        within_promised: within(Some(service.promised)),
        within_legal: within(service.legal),
    })
}
