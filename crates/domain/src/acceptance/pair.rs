//! Pledges that answer each other: two in one log whose first statements name each other (spec rule A16).

use super::{Acceptance, Refusal};
use crate::codes::Codes;
use crate::id::{MemberId, RecordId};
use crate::kind::{Kind, RecordKind};
use crate::statement::Statement;

/// The other pledge of a pair, as a pledge's first statement names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pairing {
    /// The pledge that answers.
    pub record: RecordId,
    /// Whose it is.
    pub counterpart: MemberId,
}

impl Pairing {
    /// What a statement says of it.
    pub(super) fn of(statement: &Statement) -> Option<Self> {
        match statement.codes.as_ref()? {
            Codes { pair: Some(record), counterpart: Some(counterpart), .. } => {
                Some(Self { record: *record, counterpart: *counterpart })
            }
            _ => None,
        }
    }
}

impl Acceptance {
    /// The other side of a pledge, when there is one and both name each other.
    pub fn other_side(&self, pledge: &RecordId) -> Option<Pairing> {
        let one = self.records.get(pledge)?;
        let pairing = one.pairing?;
        let other = self.records.get(&pairing.record).filter(|other| other.kind == RecordKind::Pledge)?;
        let back = Pairing { record: *pledge, counterpart: one.owner };
        (other.pairing == Some(back) && other.owner == pairing.counterpart).then_some(pairing)
    }

    /// Whether a member answers for the other side of a pledge.
    pub(super) fn is_counterpart(&self, pledge: &RecordId, member: MemberId) -> bool {
        self.other_side(pledge).is_some_and(|other| other.counterpart == member)
    }

    /// Nobody is their own counterpart, and a pledge that stands already is answered only where it asks for that.
    pub(super) fn check_pairing(&self, statement: &Statement, owner: MemberId) -> Result<(), Refusal> {
        let Some(Pairing { record, counterpart }) = Pairing::of(statement).filter(|_| is_pledge(statement)) else {
            return Ok(());
        };
        if record == statement.record {
            return Err(Refusal::Codes { field: "pair".to_owned() });
        }
        if counterpart == owner || !self.members.get(&counterpart).is_some_and(|member| member.active) {
            return Err(Refusal::Codes { field: "counterpart".to_owned() });
        }
        let Some(other) = self.records.get(&record) else { return Ok(()) };
        let asked = Some(Pairing { record: statement.record, counterpart: owner });
        if other.kind == RecordKind::Pledge && other.owner == counterpart && other.pairing == asked {
            Ok(())
        } else {
            Err(Refusal::Codes { field: "pair".to_owned() })
        }
    }
}

fn is_pledge(statement: &Statement) -> bool {
    statement.kind == Kind::PledgePublished
}
