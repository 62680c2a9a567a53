//! What is pledged in the demo: texts, amounts, notes and evidence, by level. `{n}` stands for the amount.
//!
//! Modelled on what public bodies really pledge (short texts, amounts that an outsider can count), in words of our own.

mod above;
mod any;
mod hall;
mod village;

pub(crate) use above::{DISTRICT, TOWNSHIP};
pub(crate) use any::{COUNTING, LIMITED, ON_CALL};
pub(crate) use hall::HALL;
pub(crate) use village::{VILLAGE, VILLAGE_MONTHLY};

/// Something to pledge.
#[derive(Clone, Copy)]
pub(crate) struct Matter {
    /// The pledge.
    pub(crate) text: &'static str,
    /// The field of service.
    pub(crate) field: &'static str,
    /// How much.
    pub(crate) quantity: i64,
    /// Of what.
    pub(crate) unit: &'static str,
    /// For whom.
    pub(crate) for_whom: &'static str,
    /// What is noted on the way.
    pub(crate) notes: [&'static str; 2],
    /// What shows that it is done; empty when nothing can.
    pub(crate) evidence: &'static str,
}

/// Fields in which something is built; in the others people do something for people.
const WORKS: [&str; 6] = ["道路交通", "照明", "供水", "排水", "农田水利", "住房"];

impl Matter {
    /// Whether something is built: reasons and doubts sound different then.
    pub(crate) fn is_works(&self) -> bool {
        WORKS.contains(&self.field)
    }
}

/// A line of a table.
const fn matter(
    text: &'static str,
    field: &'static str,
    (quantity, unit): (i64, &'static str),
    for_whom: &'static str,
    notes: [&'static str; 2],
    evidence: &'static str,
) -> Matter {
    Matter { text, field, quantity, unit, for_whom, notes, evidence }
}

/// One of a short list.
pub(crate) fn nth(matters: &'static [Matter], place: i64) -> Option<Matter> {
    matters.iter().copied().cycle().nth(usize::try_from(place).unwrap_or_default())
}

/// Lists from which boards take what they have not shown yet.
pub(crate) struct Shelf {
    matters: &'static [Matter],
    next: usize,
}

impl Shelf {
    pub(crate) const fn new(matters: &'static [Matter]) -> Self {
        Self { matters, next: 0 }
    }

    /// The next one, and which time round it is: the second time amounts differ.
    pub(crate) fn take(&mut self) -> Option<(Matter, i64)> {
        let found = self.matters.get(self.next % self.matters.len().max(1)).copied();
        let round = self.next / self.matters.len().max(1);
        self.next += 1;
        found.map(|matter| (matter, i64::try_from(round).unwrap_or_default()))
    }
}
