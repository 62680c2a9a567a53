use crate::{components::byline::Byline, time::Moment};

/// One change of wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Counted from 1.
    pub number: u32,
    /// When the log received it.
    pub received: Moment,
    /// Who changed it.
    pub by: Byline,
    /// Why.
    pub reason: String,
    /// What changed.
    pub changes: Vec<Change>,
    /// What stands where one of the two wordings was.
    pub unseen: Vec<String>,
}

/// One field before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field's name in the language of the page.
    pub field: &'static str,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}
