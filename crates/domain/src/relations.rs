//! How pledges stand to each other: parts of one, pairs, what was carried on, what is pledged for a post or a year.
//!
//! Looked up once for a whole board. Only neighbours are asked for, never neighbours of neighbours, so that pledges which
//! name each other in a circle are shown like any others (spec rule V6).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::acceptance::State;
use crate::id::RecordId;
use crate::ledger::{Ledger, Pledge};

/// How many parts a pledge has, and how many of them are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// How many are confirmed.
    pub kept: u32,
    /// Of how many, withdrawn ones left out.
    pub of: u32,
}

/// How the pledges of a ledger stand to each other.
#[derive(Debug, Clone, Default)]
pub struct Relations {
    parts: BTreeMap<RecordId, Vec<RecordId>>,
    carried: BTreeMap<RecordId, Vec<RecordId>>,
    posts: BTreeMap<RecordId, Vec<RecordId>>,
    cycles: BTreeMap<RecordId, Vec<RecordId>>,
}

impl Relations {
    /// Looks them up.
    pub fn of(ledger: &Ledger) -> Self {
        let mut all = Self::default();
        for pledge in ledger.pledges.values() {
            let Some(words) = pledge.words() else { continue };
            for (map, above) in [
                (&mut all.parts, words.part_of),
                (&mut all.carried, words.carried_from),
                (&mut all.posts, words.post),
                (&mut all.cycles, words.cycle),
            ] {
                if let Some(above) = above {
                    map.entry(above).or_default().push(pledge.id);
                }
            }
        }
        all
    }

    /// The pledges that say they are part of one; it is never its own part.
    pub fn parts(&self, pledge: &RecordId) -> Vec<RecordId> {
        named(&self.parts, pledge).iter().filter(|part| *part != pledge).copied().collect()
    }

    /// The pledges that go on with one.
    pub fn carried_into(&self, pledge: &RecordId) -> &[RecordId] {
        named(&self.carried, pledge)
    }

    /// The pledges for a post.
    pub fn for_post(&self, post: &RecordId) -> &[RecordId] {
        named(&self.posts, post)
    }

    /// The pledges of a yearly cycle.
    pub fn in_cycle(&self, cycle: &RecordId) -> &[RecordId] {
        named(&self.cycles, cycle)
    }

    /// How many parts a pledge has and how many are kept; nothing when it has none.
    pub fn count_parts(&self, ledger: &Ledger, pledge: &RecordId) -> Option<Parts> {
        let parts = self.parts(pledge);
        let states = || parts.iter().filter_map(|part| ledger.pledges.get(part)).map(|part: &Pledge| part.state);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let of = count(states().filter(|state| *state != State::Withdrawn).count());
        let kept = count(states().filter(|state| *state == State::Confirmed).count());
        (of > 0).then_some(Parts { kept, of })
    }
}

fn named<'a>(map: &'a BTreeMap<RecordId, Vec<RecordId>>, record: &RecordId) -> &'a [RecordId] {
    map.get(record).map_or(&[], Vec::as_slice)
}

/// A pledge's wording in force names what it is part of, unless that is itself.
pub fn above(pledge: &Pledge) -> Option<RecordId> {
    pledge.words().and_then(|words| words.part_of).filter(|above| *above != pledge.id)
}

#[cfg(all(test, feature = "software-keys"))]
mod tests;
