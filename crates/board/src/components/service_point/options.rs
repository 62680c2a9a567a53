use crate::{
    components::{
        hours_table::{OpenState, OpeningHours},
        revision_history::Revision,
        said::Passage,
    },
    time::Moment,
};

/// A service point in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePointRow {
    /// Its own page.
    pub href: String,
    /// Where it can be checked.
    pub check_href: String,
    /// Its name.
    pub name: Passage,
    /// Its level in the network, in words.
    pub level: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// Whom to call.
    pub phone: Option<String>,
    /// Whether it is open.
    pub open: OpenState,
    /// For which moment that holds.
    pub as_at: Moment,
    /// When and why it was closed for good, if it was.
    pub withdrawn: Option<(Moment, String)>,
}

/// A service point on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePointDetails {
    /// What the row shows.
    pub row: ServicePointRow,
    /// What is done there.
    pub services: Option<String>,
    /// When it is open.
    pub hours: OpeningHours,
    /// The changes of its description, the newest first.
    pub revisions: Vec<Revision>,
}
