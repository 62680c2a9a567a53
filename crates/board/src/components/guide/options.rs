use crate::{
    components::{revision_history::Revision, said::Passage},
    link::Link,
    time::Moment,
};

/// A guide in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideRow {
    /// Its own page.
    pub href: String,
    /// What is got done.
    pub matter: Passage,
    /// Within what time the office promises it.
    pub promised_limit: Option<String>,
    /// What it costs.
    pub fee: Option<String>,
    /// When and why it was withdrawn, if it was.
    pub withdrawn: Option<(Moment, String)>,
}

/// Guides under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideGroup {
    /// The heading.
    pub title: String,
    /// The guides.
    pub guides: Vec<GuideRow>,
}

/// A paper to bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperRow {
    /// What it is.
    pub name: String,
    /// In which form.
    pub format: Option<String>,
    /// How many.
    pub copies: Option<u8>,
    /// Who gives it out.
    pub issuer: Option<String>,
    /// What to mind.
    pub note: Option<String>,
}

/// A guide on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideDetails {
    /// What the line shows.
    pub row: GuideRow,
    /// Where it can be checked.
    pub check_href: String,
    /// The page's whole address, for the code; none where it is not known.
    pub address: Option<String>,
    /// The organisation.
    pub organisation: String,
    /// Term and words, in the order of reading.
    pub facts: Vec<(&'static str, String)>,
    /// Whom to call.
    pub phone: Option<String>,
    /// Where it is handled.
    pub points: Vec<Link>,
    /// The papers to bring.
    pub papers: Vec<PaperRow>,
    /// What is done, one after another.
    pub steps: Vec<String>,
    /// The changes of its description, the newest first.
    pub revisions: Vec<Revision>,
}
