use crate::{
    components::{data_table::DataTable, revision_history::Revision, said::Passage},
    time::{Day, Moment},
};

/// A disclosure in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosureRow {
    /// Its own page.
    pub href: String,
    /// Where it can be checked.
    pub check_href: String,
    /// What it is called.
    pub title: Passage,
    /// What kind of affairs.
    pub kind: String,
    /// Its day.
    pub date: Day,
    /// The office that published it.
    pub office: Option<String>,
    /// What became of it.
    pub state: DisclosureState,
}

/// What became of a disclosure after it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DisclosureState {
    /// It stands as first published.
    #[default]
    Published,
    /// It was corrected, when and why.
    Revised(Moment, String),
    /// It was withdrawn, when and why; the page stays.
    Withdrawn(Moment, String),
}

/// A disclosure on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosureDetails {
    /// What the row shows.
    pub row: DisclosureRow,
    /// The text.
    pub body: Passage,
    /// Its figures.
    pub table: Option<DataTable>,
    /// The days in which residents can object.
    pub notice: Option<NoticePeriod>,
    /// When it was published.
    pub published: Option<Moment>,
    /// The corrections, the newest first.
    pub revisions: Vec<Revision>,
}

/// The days in which residents can object, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticePeriod {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Whom to call.
    pub phone: Option<String>,
}
