//! Trust policies: which logs, which witnesses, and how many of them must have cosigned (C2SP tlog-policy).
//!
//! **Invariant:** a policy that parses can be evaluated: every name was defined before it is used, so groups have no
//! circles, and no witness counts twice. Deliberately absent: the clock; how old a cosignature may be is for those to
//! say who have one, from the times in the verdict.

mod parse;

pub use parse::{MAX_GROUPS, MAX_LOGS, MAX_POLICY_BYTES, MAX_WITNESSES, PolicyError, PolicyFault};

use crate::checkpoint::{Checkpoint, OpenError, open_parsed};
use crate::cosignature;
use crate::note::{NoteError, SignedNote, VerifierKey};

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    /// In the order of their definition; members of a group stand before it.
    groups: Vec<Group>,
    /// Nothing for `quorum none`.
    quorum: Option<Member>,
}

/// A log that a policy accepts (tlog-policy, "Defining a log").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its key, whose name is its origin.
    pub key: VerifierKey,
    /// Where it is, for those who interact with it; opaque bytes.
    pub url: Option<Vec<u8>>,
}

/// A witness that a policy knows (tlog-policy, "Defining a witness").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyWitness {
    /// Its name within the policy, opaque bytes; the name of the key is another matter.
    pub name: Vec<u8>,
    /// Its key.
    pub key: VerifierKey,
    /// Where it is; opaque bytes.
    pub url: Option<Vec<u8>>,
}

/// A number of members of which a number must have witnessed (tlog-policy, "Defining a witness group").
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    threshold: usize,
    members: Vec<Member>,
}

/// A witness or a group, by its place among its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// What a policy finds in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict<'policy> {
    /// The checkpoint, signed by an accepted log.
    pub checkpoint: Checkpoint,
    /// The policy's witnesses that have cosigned it, in the policy's order.
    pub cosigned: Vec<Cosigned<'policy>>,
    /// Whether they are the quorum. Nothing else makes a checkpoint valid.
    pub quorum_met: bool,
}

/// A witness's word on a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cosigned<'policy> {
    /// Whose.
    pub witness: &'policy PolicyWitness,
    /// As of when it was the largest tree of the log that the witness had seen, in seconds since 1970; the latest time
    /// if it has cosigned more than once.
    pub time_s: u64,
}

impl Policy {
    /// The logs, in the policy's order; none if the policy leaves them to the context.
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses, in the policy's order.
    pub fn witnesses(&self) -> &[PolicyWitness] {
        &self.witnesses
    }

    /// Evaluates the policy on a checkpoint's note. `context_logs` are the log keys known from elsewhere; they count only
    /// if the policy lists no log itself (tlog-policy, "What is a policy?").
    ///
    /// # Errors
    /// [`OpenError`] if the note is not a checkpoint signed by an accepted log, or if a known witness's cosignature in it
    /// does not hold. That too few witnesses have cosigned is no error but in the verdict.
    pub fn evaluate(&self, note: &SignedNote, context_logs: &[VerifierKey]) -> Result<Verdict<'_>, OpenError> {
        let listed: Vec<VerifierKey> = self.logs.iter().map(|log| log.key.clone()).collect();
        let checkpoint = open_parsed(note, if listed.is_empty() { context_logs } else { &listed })?;
        let times: Vec<Option<u64>> =
            self.witnesses.iter().map(|witness| latest_time(witness, note)).collect::<Result<_, _>>()?;
        let cosigned = self.witnesses.iter().zip(&times);
        let cosigned = cosigned.filter_map(|(witness, time_s)| time_s.map(|time_s| Cosigned { witness, time_s }));
        Ok(Verdict { checkpoint, cosigned: cosigned.collect(), quorum_met: self.quorum_met(&times) })
    }

    /// Whether the witnesses that have a time are the quorum.
    fn quorum_met(&self, times: &[Option<u64>]) -> bool {
        let Some(quorum) = self.quorum else { return true };
        let mut groups_met = Vec::with_capacity(self.groups.len());
        let met = |member: &Member, groups_met: &[bool]| match *member {
            Member::Witness(place) => times.get(place).is_some_and(Option::is_some),
            Member::Group(place) => groups_met.get(place).is_some_and(|met| *met),
        };
        for group in &self.groups {
            let count = group.members.iter().filter(|member| met(member, &groups_met)).count();
            groups_met.push(count >= group.threshold);
        }
        met(&quorum, &groups_met)
    }
}

/// The latest time of a witness's cosignatures in the note.
fn latest_time(witness: &PolicyWitness, note: &SignedNote) -> Result<Option<u64>, NoteError> {
    let mut latest = None;
    for signature in note.signatures.iter().filter(|signature| witness.key.is_named_by(signature)) {
        let time_s = cosignature::verify(&witness.key, &note.text, signature)
            .map_err(|_| NoteError::BadSignature { name: signature.name.clone() })?;
        latest = latest.max(Some(time_s));
    }
    Ok(latest)
}

#[cfg(test)]
mod tests;
