//! The office log beside the public log: each says how far the other had come, and a device that holds both compares
//! (spec rule S20).
//!
//! In the office log the custodian names places of the public log, by whose roster it is judged; in the public log the
//! custodian fixes, once an interval, how far the office log had come. Deliberately absent: who may read the office log;
//! that is the server's to keep, and what a member has read cannot be unread.

use jiannuo_domain::acceptance::Roster;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::{Ledger, Receipt};
use jiannuo_domain::statement::{LogName, Reading, Statement};

use crate::replica::{Replica, SyncError};

/// How far the public log fixes the office log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fixed {
    /// So many entries of the office log.
    pub size: u64,
    /// When the public log received that, in milliseconds since 1970.
    pub received_ms: i64,
}

/// That what both logs say of each other fits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreement {
    /// The newest place that the public log fixes; `None` before the first.
    pub fixed: Option<Fixed>,
}

/// What one log says of the other and is not so: somebody was shown another log than this device was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Disagreement {
    /// The office log was judged by another public log than the one that is here.
    #[error("the office log was judged by another public log at {size} entries")]
    Anchor {
        /// Where.
        size: u64,
    },
    /// The public log fixes another office log than the one that is here, or more of it than there is.
    #[error("the public log fixes another office log at {size} entries")]
    Fixed {
        /// Where.
        size: u64,
    },
}

impl Replica {
    /// Has this office log be judged by what the public log tells by now.
    pub fn judge_by(&mut self, public: &Self) {
        self.logged.judge_by(public.logged.acceptance().roster().clone());
        self.forget(&[]);
    }

    /// Compares this office log with the public log of the same organisation. Both have been synced, the public log first.
    ///
    /// # Errors
    /// [`Disagreement`].
    pub fn agrees_with(&self, public: &Self) -> Result<Agreement, Disagreement> {
        for anchor in self.logged.acceptance().anchors() {
            if public.tree.root_at(anchor.size) != Some(anchor.root) {
                return Err(Disagreement::Anchor { size: anchor.size });
            }
        }
        let mut agreement = Agreement::default();
        for told in &public.logged.children {
            let fixed = told.words().and_then(|words| words.children.iter().find(|child| child.org == self.org));
            let (Some(fixed), Receipt::Logged { received_ms, .. }) = (fixed, told.stamp.receipt) else { continue };
            if self.tree.root_at(fixed.size) != Some(fixed.root) {
                return Err(Disagreement::Fixed { size: fixed.size });
            }
            agreement.fixed = Some(Fixed { size: fixed.size, received_ms });
        }
        Ok(agreement)
    }

    /// Whether enough of the public log is known to judge a kept leaf.
    pub(crate) fn needs_no_more(&self, leaf: &Leaf) -> Result<(), SyncError> {
        // Only an office log is judged by another one; reading every statement of a public log twice is what a start waits for.
        if self.log != LogName::Office {
            return Ok(());
        }
        match Statement::read(&leaf.statement) {
            Ok(Reading::Known(statement)) => needs_no_more(&self.logged, &statement),
            _ => Ok(()),
        }
    }
}

/// Whether enough of the public log is known to judge what follows a statement.
pub(crate) fn needs_no_more(ledger: &Ledger, statement: &Statement) -> Result<(), SyncError> {
    let known: &Roster = ledger.acceptance().roster();
    let named = statement.codes.as_ref().and_then(|codes| codes.public_log);
    match named.filter(|named| statement.kind == Kind::RosterAnchored && named.size > known.size()) {
        Some(named) => Err(SyncError::NeedsPublicLog { size: named.size }),
        None => Ok(()),
    }
}
