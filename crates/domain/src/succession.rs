//! What a log says that continues another one, some of whose entries nobody can bring back (spec rule A12).
//!
//! The old log's key has signed for those entries, so that log can never be signed anew without them: its origin ends
//! there, and a new log begins which names what is missing. The old log's word for that is its last checkpoint; the parent
//! signs it in the invitation, the organisation in entry 0.
//! Deliberately absent: whether it is so. That is the affair of whoever keeps both logs (spec rule W30).

use jiannuo_tlog::Hash;
use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;

/// Which log is continued, and what of it is missing: its entries from `kept` up to `size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// The organisation whose log it was; a log's successor has another identity.
    pub org: OrganisationId,
    /// How many entries that log had signed for.
    pub size: u64,
    /// The root that it had signed for them.
    pub root: Hash,
    /// How many of them, from the beginning, are still there.
    pub kept: u64,
    /// The root of those, so that from now on none of them can change without being noticed.
    pub kept_root: Hash,
}

impl Succession {
    /// Whether it makes sense in the log of an organisation: another log is continued, and something of it is missing.
    pub fn makes_sense_for(&self, org: OrganisationId) -> bool {
        self.org != org && self.kept < self.size
    }

    /// The number of the first entry that is missing, as people count: the first entry of a log is 1.
    pub const fn first_missing(&self) -> u64 {
        self.kept.saturating_add(1)
    }
}
