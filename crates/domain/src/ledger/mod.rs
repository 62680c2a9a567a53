//! The one fold (invariant I5): entries in, the organisation's record out; the same in worker, app and tests.
//!
//! Total over bodies that are present, erased or missing, over statements of newer versions and over entries that
//! should never have been accepted (kept in [`Ledger::violations`], without effect). Deliberately absent: dates that
//! depend on today ([`crate::standing`]).

mod apply;
mod pledge;
mod post;
mod told;

use std::collections::{BTreeMap, BTreeSet};

pub use pledge::{Contest, Ending, Pledge, Progress, Verdict};
pub use post::{Holding, PastHolding};
pub use told::{Attestation, CLOCK_TOLERANCE_MS, Receipt, Saying, Stamp, Told};

use crate::acceptance::{Acceptance, Refusal, Roster, State};
use crate::calendar::Calendar;
use crate::codes::{Reason, Role};
use crate::id::{EntryId, MemberId, OrganisationId, RecordId};
use crate::statement::LogName;
use crate::succession::Succession;
use crate::words::{
    AccountWords, CatalogueWords, ChildrenWords, CycleWords, DisclosureWords, GuideWords, MemberWords, MemoWords,
    OrganisationWords, OutcomeWords, PointWords, PostWords, ReasonWords, ReleaseWords,
};

/// Version of the fold: raised when the same log gives another board.
pub const FOLD_VERSION: u32 = 2;

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its identity.
    pub id: MemberId,
    /// The role.
    pub role: Role,
    /// Whether on the roster.
    pub active: bool,
    /// The statement that the next one must follow.
    pub head: EntryId,
    /// The name and post, as last told; a founder has none until told.
    pub told: Option<Told<MemberWords>>,
    /// Keys of devices that sign for this member now.
    pub devices: BTreeSet<RecordId>,
}

impl Member {
    /// The name, unless it was erased or never told.
    pub fn name(&self) -> Option<&str> {
        self.words().map(|words| words.name.as_str())
    }

    /// The name and post, unless erased or never told.
    pub fn words(&self) -> Option<&MemberWords> {
        self.told.as_ref().and_then(Told::words)
    }
}

/// A post, a disclosure, a service point or a memo: wordings, and perhaps a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice<W> {
    /// Its identity.
    pub id: RecordId,
    /// Its state.
    pub state: State,
    /// The statement that the next one must follow.
    pub head: EntryId,
    /// Its wordings, the first edition first; never empty.
    pub wordings: Vec<Told<W>>,
    /// Its withdrawal.
    pub withdrawal: Option<(Reason, Told<ReasonWords>)>,
}

impl<W: crate::words::Words> Notice<W> {
    /// The wording that holds now, unless it was erased.
    pub fn words(&self) -> Option<&W> {
        self.wordings.last().and_then(Told::words)
    }
}

/// That words were removed for good: what stays to be read in their place (spec rule E1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// The kind of reason.
    pub reason: Reason,
    /// Who erased them, and when.
    pub stamp: Stamp,
}

/// The organisation's rules, with the entry that set them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// `default` or the entry that set them.
    pub version: String,
    /// Days after a due date within which an entry written offline may still arrive.
    pub offline_grace_days: u8,
    /// Days before a due date from which a pledge counts as due soon.
    pub due_soon_days: u8,
}

/// Until an organisation sets its own: three days for an entry to arrive, a week's reminder.
const DEFAULT_OFFLINE_GRACE_DAYS: u8 = 3;
/// See [`DEFAULT_OFFLINE_GRACE_DAYS`].
const DEFAULT_DUE_SOON_DAYS: u8 = 7;

impl Default for Rules {
    fn default() -> Self {
        Self {
            version: "default".to_owned(),
            offline_grace_days: DEFAULT_OFFLINE_GRACE_DAYS,
            due_soon_days: DEFAULT_DUE_SOON_DAYS,
        }
    }
}

/// One organisation's record.
#[derive(Debug, Clone)]
pub struct Ledger {
    acceptance: Acceptance,
    /// The log that this one continues, if it does.
    pub succeeds: Option<Succession>,
    /// What the organisation says of itself, the first edition first.
    pub organisation: Vec<Told<OrganisationWords>>,
    /// The roster, past members included.
    pub members: BTreeMap<MemberId, Member>,
    /// The catalogue of posts.
    pub posts: BTreeMap<RecordId, Notice<PostWords>>,
    /// Who took on and gave up which post, in the log's order.
    pub holdings: BTreeMap<RecordId, Vec<Holding>>,
    /// Yearly cycles of pledges.
    pub cycles: BTreeMap<RecordId, Notice<CycleWords>>,
    /// Members' accounts of a cycle, in the log's order.
    pub accounts: BTreeMap<RecordId, Vec<Told<AccountWords>>>,
    /// Pledges.
    pub pledges: BTreeMap<RecordId, Pledge>,
    /// Disclosures.
    pub disclosures: BTreeMap<RecordId, Notice<DisclosureWords>>,
    /// What came of public notices, by disclosure, the earliest first.
    pub outcomes: BTreeMap<RecordId, Vec<Told<OutcomeWords>>>,
    /// The catalogue of what must be disclosed.
    pub catalogue: BTreeMap<RecordId, Notice<CatalogueWords>>,

    /// Service points.
    pub points: BTreeMap<RecordId, Notice<PointWords>>,
    /// Who has looked last whether a service point's description still holds, and when.
    pub point_checks: BTreeMap<RecordId, Stamp>,
    /// Service guides.
    pub guides: BTreeMap<RecordId, Notice<GuideWords>>,
    /// What the office has written down for its members; in its office log only.
    pub memos: BTreeMap<RecordId, Notice<MemoWords>>,
    /// How far the logs below had come, the earliest first.
    pub children: Vec<Told<ChildrenWords>>,
    /// The app's releases, the earliest first.
    pub releases: Vec<Told<ReleaseWords>>,
    /// The rules that hold now.
    pub rules: Rules,
    /// The calendar that holds now.
    pub calendar: Calendar,
    /// Records that a statement of a newer version is about.
    newer_records: BTreeSet<RecordId>,
    /// Entries whose words are of a newer version, and their records.
    newer_words: BTreeMap<EntryId, RecordId>,
    /// Entries that should never have been accepted, by index.
    pub violations: Vec<(u64, Refusal)>,
    /// Entries whose words were erased, with what remains to be told of that.
    pub erasures: BTreeMap<EntryId, Erasure>,
}

impl Ledger {
    /// The record of an organisation with nothing in its log.
    pub fn new(org: OrganisationId, log: LogName) -> Self {
        Self {
            acceptance: Acceptance::new(org, log),
            succeeds: None,
            organisation: Vec::new(),
            members: BTreeMap::new(),
            posts: BTreeMap::new(),
            holdings: BTreeMap::new(),
            cycles: BTreeMap::new(),
            accounts: BTreeMap::new(),
            pledges: BTreeMap::new(),
            disclosures: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            catalogue: BTreeMap::new(),
            points: BTreeMap::new(),
            point_checks: BTreeMap::new(),
            guides: BTreeMap::new(),
            memos: BTreeMap::new(),
            children: Vec::new(),
            releases: Vec::new(),
            rules: Rules::default(),
            calendar: Calendar::built_in().clone(),
            newer_records: BTreeSet::new(),
            newer_words: BTreeMap::new(),
            violations: Vec::new(),
            erasures: BTreeMap::new(),
        }
    }

    /// Has an office log be judged by what its organisation's public log tells (spec rule A13).
    pub fn judge_by(&mut self, roster: Roster) {
        self.acceptance.judge_by(roster);
    }

    /// What statements alone tell.
    pub const fn acceptance(&self) -> &Acceptance {
        &self.acceptance
    }

    /// Whether something was said about a record that only a newer version understands (spec rule B8).
    pub fn needs_newer_app(&self, record: &RecordId) -> bool {
        self.newer_records.contains(record) || self.newer_words.values().any(|newer| newer == record)
    }

    /// What the organisation says of itself now.
    pub fn organisation_words(&self) -> Option<&OrganisationWords> {
        self.organisation.last().and_then(Told::words)
    }

    /// A member's name as boards show it; `None` when it was erased or never told.
    pub fn member_name(&self, member: &MemberId) -> Option<&str> {
        self.members.get(member).and_then(Member::name)
    }
}

#[cfg(all(test, feature = "software-keys"))]
mod tests;
