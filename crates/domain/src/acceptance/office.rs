//! The questions that a statement must pass in the office log (spec rule A13).
//!
//! Only members read this log, and only members and the custodian write it. Who they are stands in the public log; the
//! custodian says here how far that had come ([`Kind::RosterAnchored`]), and until it says so again the roster at that
//! size holds. Deliberately absent: everything that is for everybody's eyes; such kinds are refused here.

use jiannuo_tlog::Hash;
use serde::{Deserialize, Serialize};

use super::{Acceptance, RecordFacts, Refusal, Roster, State};
use crate::codes::Role;
use crate::id::MemberId;
use crate::kind::{Kind, Place, RecordKind};
use crate::statement::Statement;

/// How far a public log had come, by the custodian's word in the office log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// How many entries it had.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl Acceptance {
    /// The places of the public log that this office log names, in its order; empty in a public log.
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// Whether the office log has to name a newer size of the public log before anything else is said in it: the roster
    /// has changed since.
    pub fn wants_anchor(&self) -> bool {
        self.anchored() < self.roster.changed_at()
    }

    /// Has an office log be judged by what a public log tells; an older telling than the one that is here changes nothing.
    pub fn judge_by(&mut self, roster: Roster) {
        if roster.size() > self.roster.size() {
            self.roster = roster;
        }
    }

    /// The public log's size by which the next statement is judged; 0 before the first.
    fn anchored(&self) -> u64 {
        self.anchors.last().map_or(0, |anchor| anchor.size)
    }

    /// The member for whom a key signs in the office log.
    pub(super) fn office_member(&self, statement: &Statement) -> Option<MemberId> {
        self.roster.key(&statement.key).map(|key| key.member)
    }

    pub(super) fn check_in_office(&self, statement: &Statement, kind: RecordKind, place: Place) -> Result<(), Refusal> {
        if statement.kind == Kind::RosterAnchored {
            return self.check_anchor(statement);
        }
        let anchored = self.anchored();
        if anchored == 0 {
            return Err(Refusal::NotFounded);
        }
        let key = self.roster.key(&statement.key).ok_or(Refusal::UnknownKey)?;
        if self.roster.role(&key.member, anchored).is_none() && !key.is_custodian {
            return Err(Refusal::MemberRemoved);
        }
        let signer = self.roster.signer(&statement.key, anchored).ok_or(Refusal::KeyRevoked)?;
        let role = self.roster.role(&signer.member, anchored).ok_or(Refusal::NotAllowed { needs: None })?;
        self.check_place(statement, kind, place)?;
        if statement.subject.is_some_and(|subject| subject != signer.member) {
            return Err(Refusal::UnknownSubject);
        }
        let owns = self.record(&statement.record).is_some_and(|record| record.owner == signer.member);
        match statement.kind {
            Kind::MemoWritten => Ok(()),
            Kind::MemoRevised if owns => Ok(()),
            Kind::MemoRevised | Kind::BodyErased if role == Role::Secretary => Ok(()),
            _ => Err(Refusal::NotAllowed { needs: Some(Role::Secretary) }),
        }
    }

    /// Takes in how far the public log has come. With the first word of it the log can be spoken about, too.
    pub(super) fn apply_anchor(&mut self, statement: &Statement) {
        let Some(anchor) = statement.codes.as_ref().and_then(|codes| codes.public_log) else { return };
        self.anchors.push(anchor);
        let custodian = statement.record;
        for (record, kind) in [(self.org.record(), RecordKind::Organisation), (custodian, RecordKind::Custodian)] {
            self.records.entry(record).or_insert(RecordFacts {
                kind,
                state: State::Open,
                head: statement.entry,
                wording: statement.entry,
                owner: self.org.record(),
                pairing: None,
            });
        }
    }

    /// The custodian says how far the public log has come; that never goes back.
    fn check_anchor(&self, statement: &Statement) -> Result<(), Refusal> {
        let wrong = || Refusal::Codes { field: "public_log".to_owned() };
        let anchor = statement.codes.as_ref().and_then(|codes| codes.public_log).ok_or_else(wrong)?;
        if anchor.size <= self.anchored() || anchor.size > self.roster.size() {
            return Err(wrong());
        }
        let signer = self.roster.signer(&statement.key, anchor.size).ok_or(Refusal::UnknownKey)?;
        if !signer.is_custodian {
            return Err(Refusal::NotAllowed { needs: None });
        }
        if statement.record != statement.key.device() || statement.prev.is_some() {
            return Err(Refusal::UnknownRecord);
        }
        if statement.subject.is_some() { Err(Refusal::UnknownSubject) } else { Ok(()) }
    }
}
