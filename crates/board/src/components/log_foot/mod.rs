//! The foot of an organisation's pages: how long its log is, and who else has seen it.

mod view;

pub use view::{log_foot, with_log_foot};

use crate::time::Moment;

/// What the foot says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFoot {
    /// Entries of the log.
    pub entries: u64,
    /// Who has seen how much of it, the newest word first.
    pub witnesses: Vec<Witness>,
    /// Where it is said how this can be checked.
    pub how_href: String,
    /// Where two phones are compared.
    pub compare_href: String,
}

/// A witness's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The name of its key.
    pub name: String,
    /// How many entries it had seen.
    pub entries: u64,
    /// When, by its own clock.
    pub at: Moment,
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
