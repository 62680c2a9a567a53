//! Who could sign at each size of the public log: what the office log is judged by (spec rule A13).
//!
//! An organisation has one roster, in its public log. The office log does not repeat it; it says how far the public log
//! had come when each part of it was written, and the roster at that size decides. So a roster is kept as a history:
//! since when, and until when. Deliberately absent: invitations, which let devices into the public log only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Acceptance, Candidate};
use crate::codes::Role;
use crate::id::{KeyId, MemberId, RecordId};
use crate::key::PublicKey;
use crate::kind::Kind;

/// A key that signs, or signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterKey {
    /// The key.
    pub public_key: PublicKey,
    /// For whom it signs; a custodian's key for the organisation as such.
    pub member: MemberId,
    /// Whether it is the custodian's.
    pub is_custodian: bool,
    /// The entry that let it in; it signs at sizes beyond.
    since: u64,
    /// The entry that ended it; it signs at sizes up to that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<u64>,
}

/// A member's place on the roster from one entry on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    /// The entry.
    since: u64,
    /// The role; `None` once the member has left.
    role: Option<Role>,
}

/// The roster at every size of a public log up to one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// How many entries of the public log it tells of.
    size: u64,
    /// The size from which on it is as it is now.
    changed_at: u64,
    keys: BTreeMap<KeyId, RosterKey>,
    members: BTreeMap<MemberId, Vec<Place>>,
}

impl Roster {
    /// How many entries of the public log it tells of; 0 when nothing is known.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The size from which on it is as it is now.
    pub const fn changed_at(&self) -> u64 {
        self.changed_at
    }

    /// A key by its name, whether or not it signs now.
    pub fn key(&self, key: &KeyId) -> Option<&RosterKey> {
        self.keys.get(key)
    }

    /// The key of that name, if it signed when the public log had a size, the member's leaving included.
    pub fn signer(&self, key: &KeyId, size: u64) -> Option<&RosterKey> {
        let is_on = |found: &&RosterKey| found.since < size && found.until.is_none_or(|until| size <= until);
        let found = self.keys.get(key).filter(is_on)?;
        (found.is_custodian || self.role(&found.member, size).is_some()).then_some(found)
    }

    /// A member's role when the public log had a size; `None` for one who was not on the roster then.
    pub fn role(&self, member: &MemberId, size: u64) -> Option<Role> {
        self.members.get(member)?.iter().rev().find(|place| place.since < size)?.role
    }

    /// All keys that have ever signed.
    pub fn keys(&self) -> impl Iterator<Item = (&KeyId, &RosterKey)> {
        self.keys.iter()
    }

    fn let_in(&mut self, public_key: PublicKey, member: MemberId, is_custodian: bool, since: u64) {
        self.keys.insert(public_key.id(), RosterKey { public_key, member, is_custodian, since, until: None });
    }

    fn end(&mut self, device: &RecordId, until: u64) {
        if let Some((_, key)) = self.keys.iter_mut().find(|(id, _)| id.device() == *device) {
            key.until = Some(until);
        }
    }

    fn place(&mut self, member: MemberId, since: u64, role: Option<Role>) {
        self.members.entry(member).or_default().push(Place { since, role });
    }
}

impl Acceptance {
    /// The roster as far as this log knows it: a public log's own; in an office log the one that it is judged by.
    pub const fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Counts an entry of a public log.
    pub(super) fn count_in_roster(&mut self) {
        self.roster.size = self.size;
    }

    /// Takes a public log's statement into the history of its roster; called with the state before it.
    pub(super) fn note_in_roster(&mut self, candidate: &Candidate<'_>) {
        let statement = candidate.statement;
        let (signer, about) = self.parties(statement);
        let codes = statement.codes.as_ref();
        let public_key = codes.and_then(|codes| codes.public_key);
        let role = codes.and_then(|codes| codes.role);
        let (at, record) = (self.size, statement.record);
        let org = self.org.record();
        let roster = &mut self.roster;
        match (&statement.kind, public_key) {
            (Kind::OrganisationFounded, Some(key)) => {
                roster.place(about, at, Some(Role::Secretary));
                roster.let_in(key, about, false, at);
            }
            (Kind::MemberAdded, _) => roster.place(record, at, Some(role.unwrap_or(Role::Member))),
            (Kind::MemberChanged, _) if role.is_some() => roster.place(record, at, role),
            (Kind::MemberRemoved, _) => roster.place(record, at, None),
            (Kind::DeviceJoined, Some(key)) => roster.let_in(key, signer, false, at),
            (Kind::CustodianAppointed, Some(key)) => roster.let_in(key, org, true, at),
            (Kind::DeviceRevoked | Kind::CustodianDismissed, _) => roster.end(&record, at),
            _ => return,
        }
        roster.changed_at = at + 1;
    }
}
