use jiannuo_domain::cycle::Stage;

use crate::{
    components::{byline::Byline, said::Passage},
    link::Link,
    time::{Day, Moment},
};

/// A year of pledging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Its stages with their last days.
    pub stages: Vec<StageRow>,
    /// How many have pledged.
    pub pledged: u32,
    /// How many have given an account.
    pub accounted: u32,
    /// Of how many.
    pub of: u32,
    /// How many of its pledges are overdue.
    pub overdue: u32,
    /// Each member's year.
    pub members: Vec<MemberRow>,
    /// The accounts, the newest first.
    pub accounts: Vec<Account>,
}

/// A stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageRow {
    /// Which.
    pub stage: Stage,
    /// Its last day.
    pub until: Day,
    /// Whether it is over, now or ahead.
    pub state: StageState,
}

/// Where a stage is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    /// It is over.
    Over,
    /// It is now.
    Now,
    /// It is ahead.
    Ahead,
}

/// A member's pledges of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PledgesMade {
    /// None yet; the day for it has not passed.
    NotYet,
    /// None, and the day has passed.
    Missing,
    /// So many, with where they are listed, and whether the first came after the day.
    Made(Link, bool),
}

/// A member's account of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountGiven {
    /// Not yet; the day for it has not passed.
    NotYet,
    /// None, and the day has passed.
    Missing,
    /// On a day, and whether that was after the one for it.
    Given(Day, bool),
}

/// One member's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Who.
    pub name: String,
    /// The pledges.
    pub pledges: PledgesMade,
    /// How many are kept.
    pub kept: u32,
    /// How many are overdue.
    pub overdue: u32,
    /// The account.
    pub account: AccountGiven,
}

/// An account as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// By whom.
    pub by: Byline,
    /// In what words.
    pub text: Passage,
    /// When the log received it.
    pub received: Option<Moment>,
}
