//! What follows from a service network's records: which point belongs to which, and whose description nobody has looked
//! at for too long.
//!
//! Deliberately absent: opening hours ([`crate::hours`]) and anything that a record declares of itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::day::Day;
use crate::id::RecordId;
use crate::ledger::{Ledger, Notice, Receipt, Stamp};
use crate::words::PointWords;

/// After how many days a description that nobody has looked at counts as stale: a quarter, so that every point is seen
/// four times a year.
pub const POINT_STALE_DAYS: i64 = 90;

/// How deep points stand under each other: four levels of government, each in two steps. What is said to be deeper stands
/// by itself.
pub const MAX_POINT_LEVELS: usize = 8;

/// When somebody last published, revised or checked a point's description, by the log's clock, and who (spec rule T11).
pub fn last_checked(ledger: &Ledger, point: &Notice<PointWords>) -> Option<Stamp> {
    let told = point.wordings.last().map(|told| told.stamp);
    let checked = ledger.point_checks.get(&point.id).copied();
    [told, checked].into_iter().flatten().max_by_key(|stamp| received_ms(*stamp))
}

/// The day on which that was.
pub fn day_of(stamp: Stamp) -> Day {
    Day::in_shanghai(received_ms(stamp))
}

/// Whether a point that is still open was not looked at for too long.
pub fn is_stale(ledger: &Ledger, point: &Notice<PointWords>, today: Day) -> bool {
    let is_old = |stamp| day_of(stamp).days_until(today) > POINT_STALE_DAYS;
    point.withdrawal.is_none() && last_checked(ledger, point).is_some_and(is_old)
}

/// The points that are stale on a day, with the day on which somebody looked last; the one that has waited longest first.
pub fn stale_points(ledger: &Ledger, today: Day) -> Vec<(RecordId, Day)> {
    let stale = ledger.points.values().filter(|point| is_stale(ledger, point, today));
    let mut found: Vec<_> = stale.filter_map(|point| Some((point.id, day_of(last_checked(ledger, point)?)))).collect();
    found.sort_by_key(|(id, day)| (*day, *id));
    found
}

/// What is pending was received now at the latest: its own clock is the best that is known.
const fn received_ms(stamp: Stamp) -> i64 {
    match stamp.receipt {
        Receipt::Logged { received_ms, .. } => received_ms,
        Receipt::Pending => stamp.written_ms,
    }
}

/// The point that a point belongs to: one that is there and still open, and does not in its turn belong to it, however
/// far up (spec rule V8).
pub fn above(ledger: &Ledger, id: &RecordId) -> Option<RecordId> {
    let named = named_above(ledger, id)?;
    let mut seen = BTreeSet::from([*id]);
    let mut next = Some(named);
    while let Some(place) = next {
        if !seen.insert(place) || seen.len() > MAX_POINT_LEVELS {
            return None;
        }
        next = named_above(ledger, &place);
    }
    Some(named)
}

fn named_above(ledger: &Ledger, id: &RecordId) -> Option<RecordId> {
    let named = ledger.points.get(id)?.words()?.above?;
    ledger.points.get(&named).is_some_and(|point| point.withdrawal.is_none()).then_some(named)
}

/// Open points with their depth, each under the one that it belongs to; in one place by level and name.
pub fn tree(ledger: &Ledger) -> Vec<(RecordId, usize)> {
    let mut below: BTreeMap<Option<RecordId>, Vec<&Notice<PointWords>>> = BTreeMap::new();
    for point in ledger.points.values().filter(|point| point.withdrawal.is_none()) {
        below.entry(above(ledger, &point.id)).or_default().push(point);
    }
    for points in below.values_mut() {
        points.sort_by_cached_key(|point| (point.words().map(|words| (words.level, words.name.clone())), point.id));
    }
    let mut order = Vec::new();
    let mut waiting: Vec<(RecordId, usize)> = Vec::new();
    let push = |waiting: &mut Vec<(RecordId, usize)>, at: Option<RecordId>, depth: usize| {
        // The last one put there is the first one taken.
        waiting.extend(below.get(&at).into_iter().flatten().rev().map(|point| (point.id, depth)));
    };
    push(&mut waiting, None, 0);
    while let Some((id, depth)) = waiting.pop() {
        order.push((id, depth));
        push(&mut waiting, Some(id), depth + 1);
    }
    order
}

#[cfg(all(test, feature = "software-keys"))]
mod tests;
