use jiannuo_domain::disclosing::NoticeStatus;

use crate::{
    components::{
        attachments::Attached, byline::Byline, data_table::DataTable, revision_history::Revision, said::Passage,
    },
    link::Link,
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
    /// How its public notice stands, if it is one.
    pub notice: Option<NoticeMark>,
}

/// How a public notice stands today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeMark {
    /// The word.
    pub status: NoticeStatus,
    /// Days left, or by when its outcome is due.
    pub text: Option<String>,
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
    /// Photos and papers.
    pub attachments: Vec<Attached>,
    /// Its figures.
    pub tables: Vec<DataTable>,
    /// Where they are as CSV.
    pub tables_href: Option<String>,
    /// The days in which residents can object.
    pub notice: Option<NoticePeriod>,
    /// What came of its notice, the latest first.
    pub outcomes: Vec<Outcome>,
    /// The row of the catalogue that it fills.
    pub fills: Option<Link>,
    /// The period that it is about.
    pub period: Option<String>,
    /// When what it tells came about.
    pub arose_on: Option<Day>,
    /// Who looked at it before it was published, and when.
    pub review: Option<String>,
    /// What does not fit together.
    pub doubts: Vec<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// The corrections, the newest first.
    pub revisions: Vec<Revision>,
}

/// The days in which residents can object, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticePeriod {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// Whom to call.
    pub phone: Option<String>,
    /// Where to go.
    pub place: Option<String>,
    /// Who takes objections.
    pub person: Option<String>,
    /// The day after which its names are no longer for everybody.
    pub public_until: Option<Day>,
    /// The year whose working-day calendar is not known, if its last day depends on one.
    pub calendar_missing: Option<i32>,
}

/// What came of a public notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How many objections.
    pub objections: Option<u16>,
    /// What came of them, or what stands in the place of words.
    pub text: Passage,
    /// Who published it.
    pub by: Byline,
    /// When.
    pub at: Moment,
}
