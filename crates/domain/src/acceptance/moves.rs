//! The state machine of every record, as one table: in which states a kind may be said, and what state follows.

use serde::{Deserialize, Serialize};

use crate::kind::Kind;

/// The state of a record as far as statements alone tell it. What is derived from dates and words (in progress, due
/// soon, overdue) is not here (invariant I4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Begun and standing.
    Open,
    /// A pledge whose owner says that it is fulfilled.
    Claimed,
    /// A pledge whose claim was confirmed.
    Confirmed,
    /// A pledge whose claim was disputed.
    Disputed,
    /// A pledge that was not fulfilled, explained.
    NotFulfilled,
    /// Withdrawn, removed, revoked.
    Withdrawn,
    /// An invitation that let a device in.
    Used,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// This state.
    Becomes(State),
    /// The same state.
    Stays,
}

use State::{Claimed, Confirmed, Disputed, NotFulfilled, Open, Used, Withdrawn};
use Then::{Becomes, Stays};

/// Kind, states in which it may be said, state that follows. Kinds that begin a record are not here: they need no state
/// and leave [`State::Open`].
const MOVES: &[(Kind, &[State], Then)] = &[
    (Kind::OrganisationDescribed, &[Open], Stays),
    (Kind::MemberChanged, &[Open], Stays),
    (Kind::MemberRemoved, &[Open], Becomes(Withdrawn)),
    (Kind::InvitationRevoked, &[Open], Becomes(Withdrawn)),
    (Kind::DeviceRevoked, &[Open], Becomes(Withdrawn)),
    (Kind::PostRevised, &[Open], Stays),
    (Kind::PostWithdrawn, &[Open], Becomes(Withdrawn)),
    (Kind::PostClaimed, &[Open], Stays),
    (Kind::PostReleased, &[Open, Withdrawn], Stays),
    (Kind::CycleRevised, &[Open], Stays),
    (Kind::AccountGiven, &[Open], Stays),
    (Kind::PledgeRevised, &[Open, Disputed], Becomes(Open)),
    (Kind::ProgressAdded, &[Open, Claimed, Disputed], Stays),
    (Kind::ProgressWithdrawn, &[Open, Claimed, Disputed], Stays),
    (Kind::PledgeClaimed, &[Open, Disputed], Becomes(Claimed)),
    (Kind::PledgeConfirmed, &[Claimed], Becomes(Confirmed)),
    (Kind::PledgeDisputed, &[Claimed, Confirmed], Becomes(Disputed)),
    (Kind::PledgeNotFulfilled, &[Open, Disputed], Becomes(NotFulfilled)),
    (Kind::PledgeWithdrawn, &[Open, Disputed], Becomes(Withdrawn)),
    (Kind::EntryAttested, &[Open, Claimed, Confirmed, Disputed, NotFulfilled, Withdrawn], Stays),
    (Kind::EntryContested, &[Open, Claimed, Confirmed, Disputed, NotFulfilled, Withdrawn], Stays),
    (Kind::DisclosureRevised, &[Open], Stays),
    (Kind::DisclosureWithdrawn, &[Open], Becomes(Withdrawn)),
    (Kind::DisclosureConcluded, &[Open], Stays),
    (Kind::CatalogueRevised, &[Open], Stays),
    (Kind::CatalogueWithdrawn, &[Open], Becomes(Withdrawn)),
    (Kind::PointRevised, &[Open], Stays),
    (Kind::PointWithdrawn, &[Open], Becomes(Withdrawn)),
    (Kind::PointChecked, &[Open], Stays),
    (Kind::GuideRevised, &[Open], Stays),
    (Kind::GuideWithdrawn, &[Open], Becomes(Withdrawn)),
    (Kind::CustodianDismissed, &[Open], Becomes(Withdrawn)),
    (Kind::ChildrenFixed, &[Open], Stays),
    (Kind::ReleaseServed, &[Open], Stays),
    (Kind::RosterAnchored, &[Open], Stays),
    (Kind::MemoRevised, &[Open], Stays),
    (Kind::BodyErased, &[Open], Stays),
    // Said of the device that it begins; this line is the invitation's.
    (Kind::DeviceJoined, &[Open], Becomes(Used)),
];

/// The state after a kind was said in a state; `None` when it may not be.
pub fn next(state: State, kind: &Kind) -> Option<State> {
    let (_, from, then) = MOVES.iter().find(|(known, _, _)| known == kind)?;
    from.contains(&state).then_some(match then {
        Becomes(next) => *next,
        Stays => state,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Place;

    #[test]
    fn m1_every_kind_that_follows_has_its_line() {
        for kind in Kind::ALL {
            let lines = MOVES.iter().filter(|(known, _, _)| known == kind).count();
            let (_, place, _) = kind.shape().unwrap_or_else(|| unreachable!());
            let wanted = match (place, kind) {
                (_, Kind::DeviceJoined) | (Place::Follows, _) => 1,
                (Place::Beside, Kind::RulesSet | Kind::CalendarSet) => 0,
                (Place::Beside, _) => 1,
                (Place::Begins, _) => 0,
            };
            assert_eq!(lines, wanted, "{kind}");
        }
    }

    #[test]
    fn m2_what_is_over_cannot_be_claimed_and_what_is_unclaimed_cannot_be_confirmed() {
        for state in [Confirmed, NotFulfilled, Withdrawn, Claimed] {
            assert_eq!(next(state, &Kind::PledgeClaimed), None);
        }
        assert_eq!(next(Open, &Kind::PledgeConfirmed), None);
        assert_eq!(next(Claimed, &Kind::PledgeConfirmed), Some(Confirmed));
        assert_eq!(next(Disputed, &Kind::PledgeRevised), Some(Open));
    }

    #[test]
    fn m3_a_claimed_pledge_is_not_reworded_under_the_overseer() {
        assert_eq!(next(Claimed, &Kind::PledgeRevised), None);
        assert_eq!(next(Claimed, &Kind::PledgeWithdrawn), None);
    }
}
