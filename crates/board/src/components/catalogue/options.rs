use jiannuo_domain::disclosing::ItemStatus;

use crate::{
    components::{disclosure::DisclosureRow, revision_history::Revision, said::Passage},
    link::Link,
    time::{Day, Moment},
};

/// Rows of one matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueGroup {
    /// The matter.
    pub matter: String,
    /// Its rows.
    pub rows: Vec<CatalogueItem>,
}

/// A row in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueItem {
    /// Its own page.
    pub href: String,
    /// What is to be disclosed.
    pub item: Passage,
    /// By when, as its catalogue says.
    pub limit: Option<String>,
    /// What today makes of it; nothing where the clock cannot be trusted or the words are not there.
    pub state: Option<CatalogueState>,
    /// The last disclosure of it.
    pub last: Option<(Link, Day)>,
}

/// What today makes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueState {
    /// The word.
    pub status: ItemStatus,
    /// Which period is due, and by when; how many are missing, how many came late.
    pub lines: Vec<String>,
}

/// A row on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueDetails {
    /// What the list shows.
    pub row: CatalogueItem,
    /// Where it can be checked.
    pub check_href: String,
    /// Its elements, each under its name.
    pub elements: Vec<(&'static str, String)>,
    /// When and why it was withdrawn, if it was.
    pub withdrawn: Option<(Moment, String)>,
    /// Everything that was disclosed of it, the newest first.
    pub disclosures: Vec<DisclosureRow>,
    /// When it was published.
    pub published: Option<Moment>,
    /// The corrections, the newest first.
    pub revisions: Vec<Revision>,
}
