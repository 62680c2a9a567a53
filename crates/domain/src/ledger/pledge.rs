//! A pledge as the log tells it: its wordings, progress, claims, verdicts and end.

use super::told::Told;
use crate::acceptance::State;
use crate::codes::Reason;
use crate::id::{EntryId, MemberId, RecordId};
use crate::quantity::Quantity;
use crate::words::{ClaimWords, PledgeWords, ProgressWords, ReasonWords};

/// Somebody else's verdict on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Confirmed, or disputed.
    pub confirms: bool,
    /// Who, when, why.
    pub told: Told<ReasonWords>,
}

/// A member's word that they do not stand by what was entered for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    /// The entry that it is about.
    pub target: EntryId,
    /// Who, when, why.
    pub told: Told<ReasonWords>,
}

/// How a pledge ended without being fulfilled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The reason's code.
    pub reason: Reason,
    /// Who, when, why in words.
    pub told: Told<ReasonWords>,
}

/// A progress entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Who, when, what.
    pub told: Told<ProgressWords>,
    /// Whether it was withdrawn afterwards; it then counts for nothing.
    pub withdrawn: Option<Told<ReasonWords>>,
}

/// A pledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pledge {
    /// Its identity.
    pub id: RecordId,
    /// Whose it is.
    pub owner: MemberId,
    /// Its state as statements tell it.
    pub state: State,
    /// The statement that the next one must follow.
    pub head: EntryId,
    /// Its wordings, the first edition first; never empty.
    pub wordings: Vec<Told<PledgeWords>>,
    /// What was done, in the log's order.
    pub progress: Vec<Progress>,
    /// What its owner claimed.
    pub claims: Vec<Told<ClaimWords>>,
    /// What others said to that.
    pub verdicts: Vec<Verdict>,
    /// What members say against entries made for them.
    pub contests: Vec<Contest>,
    /// Withdrawn or not fulfilled.
    pub ending: Option<Ending>,
}

impl Pledge {
    /// The wording that holds now, unless it was erased.
    pub fn words(&self) -> Option<&PledgeWords> {
        self.wordings.last().and_then(Told::words)
    }

    /// Whether the wording was ever changed.
    pub fn is_revised(&self) -> bool {
        self.wordings.len() > 1
    }

    /// Progress entries that count.
    pub fn standing_progress(&self) -> impl Iterator<Item = (&Told<ProgressWords>, &ProgressWords)> {
        self.progress
            .iter()
            .filter(|progress| progress.withdrawn.is_none())
            .filter_map(|progress| progress.told.words().map(|words| (&progress.told, words)))
    }

    /// The sum of what was done.
    pub fn done(&self) -> Quantity {
        Quantity::total(self.standing_progress().filter_map(|(_, words)| words.quantity))
    }
}
