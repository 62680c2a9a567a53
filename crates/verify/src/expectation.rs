//! What a reader brings to a check from elsewhere: without any of it a log can only be checked against itself.

use jiannuo_domain::day::Day;
use jiannuo_domain::id::OrganisationId;
use jiannuo_tlog::VerifierKey;
use jiannuo_tlog::policy::Policy;
use serde::Serialize;

/// Where the key that a check begins with comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// The reader named it.
    Given,
    /// The policy names it.
    Policy,
    /// It was kept at an earlier check.
    Kept,
    /// The log's own list of keys: believed because nothing else is known.
    FirstSeen,
}

/// What is known beforehand.
#[derive(Debug, Clone)]
pub struct Expectations {
    /// A key of the log, which the present one is reached from by handovers.
    pub key: Option<(VerifierKey, Trust)>,
    /// The organisation, if the address names its identity.
    pub org: Option<OrganisationId>,
    /// Notes of earlier checkpoints, as they were kept.
    pub earlier: Vec<Vec<u8>>,
    /// Which witnesses must have cosigned.
    pub policy: Option<Policy>,
    /// The day whose board is asked for; without it the board of the present day is.
    pub on: Option<Day>,
    /// Whether there has to be a board; an archive may be without one.
    pub board: bool,
    /// Whether the app's files are to be what the log says that the server hands out.
    pub release: bool,
    /// The reader's clock, in milliseconds since 1970.
    pub now_ms: i64,
}

impl Expectations {
    /// Nothing but the time; a board and no release.
    pub const fn nothing(now_ms: i64) -> Self {
        Self { key: None, org: None, earlier: Vec::new(), policy: None, on: None, board: true, release: false, now_ms }
    }
}
