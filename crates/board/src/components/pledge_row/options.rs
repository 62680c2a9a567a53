use crate::components::{
    byline::Byline, due_date::Due, pledge_kinds::RowKinds, progress_meter::Progress, said::Passage, status_tag::Status,
};

/// A pledge in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PledgeRow {
    /// The pledge's own page.
    pub href: String,
    /// Where it can be checked.
    pub check_href: String,
    /// The pledge's words.
    pub text: Passage,
    /// The field of service.
    pub field: Option<String>,
    /// Who made it.
    pub by: Byline,
    /// By when.
    pub due: Due,
    /// The statuses, the weightiest first.
    pub statuses: Vec<Status>,
    /// How far it is, if it promised a quantity.
    pub progress: Option<Progress>,
    /// What it says of its kind.
    pub kinds: RowKinds,
}
