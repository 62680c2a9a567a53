use crate::{
    components::{
        byline::Byline, due_date::Due, pledge_kinds::Around, progress_meter::Progress, revision_history::Revision,
        said::Passage, status_tag::Status, timeline::Event,
    },
    link::Link,
    time::{Day, Moment},
};

/// A pledge on its own page.
#[derive(Clone, Debug)]
pub struct PledgeDetails {
    /// Where it can be checked.
    pub check_href: String,
    /// The words in force.
    pub text: Passage,
    /// The statuses, the weightiest first.
    pub statuses: Vec<Status>,
    /// Who made it.
    pub by: Byline,
    /// On whose board it stands.
    pub organisation: Link,
    /// The responsible person, if it is not the pledger.
    pub responsible: Option<String>,
    /// The field of service.
    pub field: Option<String>,
    /// How fulfilment is measured.
    pub measure: Option<String>,
    /// The quantity promised, with its unit.
    pub target: Option<String>,
    /// For whom.
    pub beneficiaries: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// By when.
    pub due: Due,
    /// How far it is, if it promised a quantity.
    pub progress: Option<Progress>,
    /// The steps on the way.
    pub milestones: Vec<Milestone>,
    /// Its kind, and the pledges around it.
    pub around: Around,
    /// The record, the newest first.
    pub events: Vec<Event>,
    /// The changes of wording, the newest first.
    pub revisions: Vec<Revision>,
}

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// What is to be reached.
    pub text: String,
    /// By when.
    pub due: Option<Day>,
    /// Whether it was.
    pub state: MilestoneState,
}

/// Whether a step was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MilestoneState {
    /// It was.
    Reached,
    /// Its day has not come.
    Open,
    /// Its day has passed.
    Missed,
}
