//! Who holds a post: whoever took it on last and has not given it up (spec rule M8).

use super::Ledger;
use super::told::Stamp;
use crate::id::{MemberId, RecordId};

/// That a member took a post on, or gave it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// Taken on, or given up.
    pub takes_on: bool,
    /// Who, for whom, when.
    pub stamp: Stamp,
}

/// That a member held a post and does not hold it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastHolding {
    /// By which statement they took it on.
    pub from: Stamp,
    /// By which they gave it up; absent where they left the roster without doing so.
    pub until: Option<Stamp>,
}

impl Ledger {
    /// The members who hold a post now, with the statement by which they took it on; those on the roster only, in the
    /// order in which they came.
    pub fn holders(&self, post: &RecordId) -> Vec<(MemberId, Stamp)> {
        let mut holders: Vec<(MemberId, Stamp)> = Vec::new();
        for holding in self.holdings.get(post).into_iter().flatten() {
            let member = holding.stamp.about;
            let holds = holders.iter().any(|(holder, _)| *holder == member);
            match (holding.takes_on, holds) {
                (true, false) => holders.push((member, holding.stamp)),
                (false, true) => holders.retain(|(holder, _)| *holder != member),
                _ => {}
            }
        }
        holders.retain(|(member, _)| self.members.get(member).is_some_and(|member| member.active));
        holders
    }

    /// Who held a post before, the latest to begin first.
    pub fn past_holders(&self, post: &RecordId) -> Vec<PastHolding> {
        let mut all: Vec<PastHolding> = Vec::new();
        for holding in self.holdings.get(post).into_iter().flatten() {
            let member = holding.stamp.about;
            let open = all.iter_mut().find(|past| past.from.about == member && past.until.is_none());
            match (holding.takes_on, open) {
                (true, None) => all.push(PastHolding { from: holding.stamp, until: None }),
                (false, Some(open)) => open.until = Some(holding.stamp),
                _ => {}
            }
        }
        let holds = self.holders(post);
        all.retain(|past| past.until.is_some() || holds.iter().all(|(member, _)| *member != past.from.about));
        all.reverse();
        all
    }

    /// The posts that a member holds now, withdrawn ones left out.
    pub fn posts_of(&self, member: MemberId) -> Vec<RecordId> {
        let holds = |post: &&RecordId| self.holders(post).iter().any(|(holder, _)| *holder == member);
        let stands = |post: &&RecordId| self.posts.get(*post).is_some_and(|post| post.withdrawal.is_none());
        self.holdings.keys().filter(stands).filter(holds).copied().collect()
    }
}
