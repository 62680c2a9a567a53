use crate::time::Moment;

/// The heading of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageHead {
    /// The name, usually of an organisation.
    pub title: String,
    /// What it is, such as a level of organisation.
    pub kind: Option<String>,
    /// The moment for which the page holds.
    pub as_at: Option<Moment>,
}
