//! What a check came to, for programs; the sentences for people are made from it.

use jiannuo_domain::day::Day;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::succession::Succession;
use jiannuo_tlog::{Hash, VerifierKey};
use serde::Serialize;

use crate::expectation::Trust;
use crate::finding::Finding;

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything was looked at and holds.
    Holds,
    /// Something does not hold.
    DoesNotHold,
    /// Nothing was found, but not everything could be looked at.
    NotChecked,
}

impl Verdict {
    /// The exit status of the command.
    pub const fn status(self) -> u8 {
        match self {
            Self::Holds => 0,
            Self::DoesNotHold => 1,
            Self::NotChecked => 2,
        }
    }
}

/// How much was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Entries that were hashed.
    pub entries: u64,
    /// Entries whose signature was checked.
    pub signatures: u64,
    /// Entries of newer versions, which this one cannot judge in full.
    pub newer: u64,
    /// Entry bundles that were read.
    pub bundles: u64,
    /// Tiles that were compared.
    pub tiles: u64,
    /// Words that were compared with their hash.
    pub bodies: u64,
    /// Words that were erased.
    pub erased: u64,
    /// Files that were compared with their hash.
    pub blobs: u64,
}

/// The head that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedHead {
    /// The log's name.
    pub origin: String,
    /// The organisation.
    pub org: OrganisationId,
    /// Entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
    /// The signed note as it came; who keeps it can tell later whether the log was changed.
    pub note: String,
}

/// The key that vouches for the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedKey {
    /// The log's present key.
    pub vkey: VerifierKey,
    /// Why the key that the check began with was believed.
    pub trust: Trust,
    /// How many handovers lead from that key to the present one.
    pub handovers: usize,
}

/// An earlier checkpoint that the log continues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Continued {
    /// Entries at that time.
    pub size: u64,
    /// The root at that time.
    pub root: Hash,
}

/// The board that was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ComparedBoard {
    /// Its day.
    pub today: Day,
    /// How many pledges it shows.
    pub pledges: usize,
    /// How many disclosures.
    pub disclosures: usize,
    /// How many service points.
    pub points: usize,
}

/// The app's files that were compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedRelease {
    /// The name of the build that they are of, by the log.
    pub build: String,
    /// How many files, all of them what the log says.
    pub files: usize,
}

/// A witness that has cosigned the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Witnessed {
    /// The name of its key.
    pub name: String,
    /// When, by its clock, in seconds since 1970.
    pub time_s: u64,
}

/// Why something could not be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// An address did not answer, or not in a way that can be judged.
    Unreachable,
    /// There is no log at this address.
    NoLog,
    /// Which app is handed out is said by the log above all others, and this is another.
    ReleaseElsewhere,
    /// The log is longer than a check reads.
    TooManyEntries,
    /// Entries or the board are of a newer version than this command.
    NeedsNewerVerifier,
}

/// Something that could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unchecked {
    /// Why.
    pub reason: Reason,
    /// More, in English.
    pub detail: String,
}

/// What a check came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// In one word.
    pub verdict: Verdict,
    /// The head; absent if there was none that could be read.
    pub checkpoint: Option<CheckedHead>,
    /// The key; absent if none is known.
    pub key: Option<CheckedKey>,
    /// How much was looked at.
    pub counts: Counts,
    /// Earlier checkpoints that the log continues.
    pub continues: Vec<Continued>,
    /// Witnesses of the policy that have cosigned; without a policy nobody's word is asked for.
    pub witnesses: Vec<Witnessed>,
    /// Cosignatures and other signatures under the checkpoint that are not the log's own and were not asked for.
    pub other_signatures: usize,
    /// The board, if it was compared and is the log's.
    pub board: Option<ComparedBoard>,
    /// The app's files, if they were compared and are what the log says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<ComparedRelease>,
    /// The log that this one continues, and what of it is missing, by its own first entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub succeeds: Option<Succession>,
    /// What does not hold.
    pub findings: Vec<Finding>,
    /// How many more findings there were.
    pub findings_omitted: u64,
    /// What could not be looked at.
    pub unchecked: Vec<Unchecked>,
}

impl Report {
    pub(crate) const fn begun() -> Self {
        Self {
            verdict: Verdict::NotChecked,
            checkpoint: None,
            key: None,
            counts: Counts {
                entries: 0,
                signatures: 0,
                newer: 0,
                bundles: 0,
                tiles: 0,
                bodies: 0,
                erased: 0,
                blobs: 0,
            },
            continues: Vec::new(),
            witnesses: Vec::new(),
            other_signatures: 0,
            board: None,
            release: None,
            succeeds: None,
            findings: Vec::new(),
            findings_omitted: 0,
            unchecked: Vec::new(),
        }
    }

    /// Adds what was found beside the check itself.
    pub fn add(&mut self, finding: Finding) {
        self.verdict = Verdict::DoesNotHold;
        self.findings.push(finding);
    }

    pub(crate) fn unchecked(&mut self, reason: Reason, detail: impl ToString) {
        self.unchecked.push(Unchecked { reason, detail: detail.to_string() });
    }
}
