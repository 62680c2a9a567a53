use crate::{
    components::{attachments::Attached, byline::Byline},
    link::Link,
    time::{Day, Moment},
};

/// One entry of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What it is.
    pub kind: EventKind,
    /// Who said so.
    pub by: Byline,
    /// The note; nothing if there was none or it was erased.
    pub note: Option<String>,
    /// A quantity with its unit, if the entry reports one.
    pub quantity: Option<String>,
    /// What a claim rests on.
    pub grounds: Option<Grounds>,
    /// Whether it was taken back afterwards and counts for nothing.
    pub is_withdrawn: bool,
    /// When the device says that it was written.
    pub written: Moment,
    /// When the log received it; nothing while it waits on the device.
    pub received: Option<Moment>,
    /// Whether the two times are too far apart to trust the device.
    pub clock_differs: bool,
    /// Photos and papers.
    pub attachments: Vec<Attached>,
    /// Where it stands outside its record: on which day it was done, and about what.
    pub about: Option<(Day, Link)>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The pledge was published.
    Published,
    /// Something was done.
    Progress,
    /// Something told as done was told by mistake.
    ProgressWithdrawn,
    /// A member does not stand by what was entered for them.
    Contested,
    /// The pledger says that it is fulfilled.
    Claimed,
    /// An overseer says so too.
    Confirmed,
    /// An overseer says otherwise.
    Disputed,
    /// The wording changed.
    Revised,
    /// Taken back.
    Withdrawn,
    /// Explained as not fulfilled.
    NotFulfilled,
}

impl EventKind {
    /// Each kind once.
    pub const ALL: [Self; 10] = [
        Self::Published,
        Self::Progress,
        Self::ProgressWithdrawn,
        Self::Contested,
        Self::Claimed,
        Self::Confirmed,
        Self::Disputed,
        Self::Revised,
        Self::Withdrawn,
        Self::NotFulfilled,
    ];
}

/// What a claim rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// Something to look at.
    Evidence(Vec<Evidence>),
    /// A stated reason why there is nothing.
    None(String),
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it shows.
    pub label: String,
    /// Where it is; nothing if it is described only.
    pub href: Option<String>,
}
