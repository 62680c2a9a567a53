//! The look for personal data before something is published: identity cards, bank cards, mobile phones and addresses
//! that lead to somebody's door.
//!
//! It runs on the writer's device and only points: the writer masks, or goes on with a recorded reason. Office phones
//! (fixed lines) and addresses of public offices are no personal data and stay. Deliberately absent: names of people;
//! they can't be told from other words without a dictionary.
//! Invariant: looking at masked text finds nothing, so that masking once is enough.

mod address;
mod digits;
mod numbers;

use std::ops::Range;

/// What kind of personal data it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A resident identity card: 18 characters with their checksum, or 15 of the old kind.
    IdCard,
    /// A bank card: 13 to 19 digits with their checksum and a known beginning.
    BankCard,
    /// A mobile phone.
    MobilePhone,
    /// A house, flat or room.
    Address,
}

/// A piece of text that looks like personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it looks like.
    pub kind: Kind,
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// What to put in its place.
    pub masked: String,
}

/// Everything in the text that looks like personal data, in order, without overlaps.
#[must_use]
pub fn scan(text: &str) -> Vec<Finding> {
    let numbers = without_overlaps(numbers::candidates(text));
    let mut found = Vec::new();
    let mut gap_start = 0;
    // Addresses are looked for between the numbers, so that a number which takes away one part leaves no other behind.
    for number in numbers {
        found.extend(address::find(text, gap_start..number.range.start));
        gap_start = number.range.end;
        found.push(number);
    }
    found.extend(address::find(text, gap_start..text.len()));
    found
}

/// The text with every finding replaced; findings that don't fit the text are passed over.
#[must_use]
pub fn mask(text: &str, findings: &[Finding]) -> String {
    let mut ordered: Vec<_> = findings.iter().collect();
    ordered.sort_by_key(|finding| finding.range.start);
    let mut masked = String::with_capacity(text.len());
    let mut kept_to = 0;
    for finding in ordered {
        let Some(between) = text.get(kept_to..finding.range.start) else {
            continue;
        };
        if text.get(finding.range.clone()).is_some() {
            masked.push_str(between);
            masked.push_str(&finding.masked);
            kept_to = finding.range.end;
        }
    }
    masked.push_str(text.get(kept_to..).unwrap_or_default());
    masked
}

/// Of candidates that overlap the longest stays, then the one whose kind is the most specific, then the first.
fn without_overlaps(mut candidates: Vec<Finding>) -> Vec<Finding> {
    candidates.sort_by_key(|finding| (std::cmp::Reverse(finding.range.len()), finding.kind, finding.range.start));
    // Kept findings by where they start; they don't overlap, so only the neighbours of a candidate can touch it.
    let mut kept = std::collections::BTreeMap::<usize, Finding>::new();
    for candidate in candidates {
        let before = kept.range(..candidate.range.end).next_back();
        if before.is_none_or(|(_, finding)| finding.range.end <= candidate.range.start) {
            kept.insert(candidate.range.start, candidate);
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
mod tests;
