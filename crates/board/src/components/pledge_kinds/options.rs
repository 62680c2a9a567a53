use jiannuo_domain::words::{PledgeKind, TimeUnit};

use crate::{
    components::{pledge_row::PledgeRow, said::Passage, status_tag::Status},
    link::Link,
};

/// A time limit: how much, of what.
pub type Limit = (String, TimeUnit);

/// A standard of service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// What is promised.
    pub promised: Limit,
    /// What the law allows.
    pub legal: Option<Limit>,
    /// What was measured, if anything was.
    pub measured: Option<Measured>,
}

/// What was reached of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// How many were handled.
    pub handled: u64,
    /// How many of them in time.
    pub in_time: u64,
    /// The share of those in per cent, as it is to be read.
    pub share: String,
    /// How long the slowest took, and what that is against what was promised.
    pub longest: Option<(Limit, Verdict)>,
}

/// The slowest against what was promised and what the law allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Within what was promised.
    WithinPromised,
    /// Longer than promised, within what the law allows.
    WithinLegal,
    /// Longer than promised; nobody has named what the law allows.
    BeyondPromised,
    /// Longer than the law allows.
    BeyondLegal,
}

/// What a project has beside its steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// Who answers for it together with the owner.
    pub co_owners: Vec<String>,
    /// Its money in yuan, as it is to be read.
    pub budget: Option<String>,
    /// Where that comes from.
    pub source: Option<String>,
}

/// The other side of a two-way pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairSide {
    /// Whose it is.
    pub name: String,
    /// Its words and where it stands; nothing while it was not given.
    pub pledge: Option<(String, Passage)>,
    /// Its statuses.
    pub statuses: Vec<Status>,
}

/// What a row says of its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowKinds {
    /// The kind, where it is not a person's own.
    pub kind: Option<PledgeKind>,
    /// The standard of a service.
    pub service: Option<Service>,
    /// Whether it was kept, as of the last word, where that is what is told of it.
    pub kept: Option<bool>,
    /// How many of its parts are kept, of how many.
    pub parts: Option<(u32, u32)>,
    /// The other side.
    pub pair: Option<PairSide>,
}

/// Both sides of a pair, beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Whose page this is, and what they pledge.
    pub own: PairSide,
    /// The other side.
    pub other: PairSide,
}

/// The parts of a pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// How many are kept.
    pub kept: u32,
    /// Of how many.
    pub of: u32,
    /// The parts.
    pub rows: Vec<PledgeRow>,
}

/// What a pledge's own page says of its kind and of the pledges around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The kind.
    pub kind: PledgeKind,
    /// The post that it is for.
    pub post: Option<Link>,
    /// The standard of a service.
    pub service: Option<Service>,
    /// What a project has.
    pub project: Option<Project>,
    /// Whether it was kept, as of the last word.
    pub kept: Option<bool>,
    /// The pledge above.
    pub part_of: Option<Link>,
    /// Its parts.
    pub parts: Option<Parts>,
    /// Its year.
    pub cycle: Option<Link>,
    /// The pledge that it goes on with.
    pub carried_from: Option<Link>,
    /// The pledges that go on with it.
    pub carried_into: Vec<Link>,
    /// The pair that it belongs to.
    pub pair: Option<Pair>,
}
