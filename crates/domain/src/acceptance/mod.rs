//! Who may say what, when, building on what: the fold of a log's statements alone (invariants I3 and I6).
//!
//! [`Acceptance::check`] answers for one statement at the log's end; [`Acceptance::apply`] takes it in. Worker,
//! verifier, simulated server and app all ask this one function. It never sees a body, so that erasing words cannot
//! change what was allowed.
//!
//! Deliberately absent: signatures (checked by the shells, over [`crate::key::signing_input`] with the key that
//! [`Acceptance::public_key`] or the statement's own codes give) and the door's checks of bodies.

mod check;
mod moves;
mod office;
mod pair;
mod refusal;
mod roster;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use moves::{State, next};
pub use office::Anchor;
pub use pair::Pairing;
pub use refusal::Refusal;
pub use roster::{Roster, RosterKey};

use crate::codes::{Codes, Role};
use crate::hash::Digest;
use crate::id::{EntryId, KeyId, MemberId, OrganisationId, RecordId};
use crate::key::PublicKey;
use crate::kind::{Kind, Place, RecordKind};
use crate::statement::{LogName, Statement};
use crate::succession::Succession;

/// What acceptance remembers of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFacts {
    /// What it is.
    pub kind: RecordKind,
    /// Its state.
    pub state: State,
    /// Its last statement that was not said beside it.
    pub head: EntryId,
    /// The statement with its present wording.
    pub wording: EntryId,
    /// Whose it is: the subject of its first statement, or that statement's signer.
    pub owner: MemberId,
    /// The pledge that is to answer it, and whose.
    pub pairing: Option<Pairing>,
}

/// What acceptance remembers of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFacts {
    /// Its place in the log.
    pub index: u64,
    /// What it is about.
    pub record: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// The member whose key signed it.
    pub signer: MemberId,
    /// The member that it is about.
    pub about: MemberId,
    /// Hash of the statement's exact text, to tell a replay from other bytes.
    pub digest: Digest,
    /// When it was received.
    pub received_ms: i64,
    /// The hash of its body.
    pub body: Option<Digest>,
}

/// What acceptance remembers of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberFacts {
    /// The role.
    pub role: Role,
    /// Whether on the roster now.
    pub active: bool,
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// It signs for a member; the device's record is [`KeyId::device`].
    Device,
    /// It signs one device's joining.
    Invitation {
        /// The invitation.
        invitation: RecordId,
        /// Until when.
        expires_ms: i64,
    },
    /// It founds one organisation below this one; it signs nothing in this log.
    Founding {
        /// The invitation.
        invitation: RecordId,
        /// Until when.
        expires_ms: i64,
        /// The log that it is to continue, if it is given out for that.
        succeeds: Option<Succession>,
    },
    /// It signs for the server that keeps the log, and only what only a server can know; its record is
    /// [`KeyId::device`].
    Custodian,
}

/// What acceptance remembers of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyFacts {
    /// The key.
    pub public_key: PublicKey,
    /// For whom it signs; a custodian's key for the organisation as such.
    pub member: MemberId,
    /// What for.
    pub purpose: KeyUse,
}

/// A statement whose text was read: the parts that acceptance needs.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// Hash of its exact text.
    pub digest: Digest,
}

/// The state of one log as statements alone tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    org: OrganisationId,
    log: LogName,
    size: u64,
    received_ms: i64,
    entries: HashMap<EntryId, EntryFacts>,
    records: HashMap<RecordId, RecordFacts>,
    members: BTreeMap<MemberId, MemberFacts>,
    keys: HashMap<KeyId, KeyFacts>,
    bodies: HashSet<Digest>,
    /// A public log's own; in an office log, the public log's.
    roster: Roster,
    /// What an office log says of the public log.
    anchors: Vec<Anchor>,
}

impl Acceptance {
    /// An empty log.
    pub fn new(org: OrganisationId, log: LogName) -> Self {
        Self {
            org,
            log,
            size: 0,
            received_ms: 0,
            entries: HashMap::new(),
            records: HashMap::new(),
            members: BTreeMap::new(),
            keys: HashMap::new(),
            bodies: HashSet::new(),
            roster: Roster::default(),
            anchors: Vec::new(),
        }
    }

    /// The organisation.
    pub const fn org(&self) -> OrganisationId {
        self.org
    }

    /// Which of its logs.
    pub const fn log(&self) -> LogName {
        self.log
    }

    /// How many entries.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// When the last entry was received; the next one's time is not before it.
    pub const fn received_ms(&self) -> i64 {
        self.received_ms
    }

    /// What is known of an entry.
    pub fn entry(&self, entry: &EntryId) -> Option<&EntryFacts> {
        self.entries.get(entry)
    }

    /// The entry that names a body: there is one at most (spec rule E3).
    pub fn entry_of_body(&self, body: &Digest) -> Option<&EntryId> {
        let is_its = |facts: &EntryFacts| facts.body == Some(*body);
        self.bodies
            .contains(body)
            .then(|| self.entries.iter().find(|(_, facts)| is_its(facts)))?
            .map(|(entry, _)| entry)
    }

    /// What is known of a record.
    pub fn record(&self, record: &RecordId) -> Option<&RecordFacts> {
        self.records.get(record)
    }

    /// What is known of a member.
    pub fn member(&self, member: &MemberId) -> Option<&MemberFacts> {
        self.members.get(member)
    }

    /// What is known of a key.
    pub fn key(&self, key: &KeyId) -> Option<&KeyFacts> {
        self.keys.get(key)
    }

    /// The key of that name, if this log has ever known it.
    pub fn public_key(&self, key: &KeyId) -> Option<PublicKey> {
        let own = self.keys.get(key).map(|facts| facts.public_key);
        own.or_else(|| self.roster.key(key).map(|known| known.public_key))
    }

    /// The devices and open invitations of this log, with what they are for.
    pub fn keys(&self) -> impl Iterator<Item = (&KeyId, &KeyFacts)> {
        self.keys.iter()
    }

    /// Whether a founding key may found an organisation below this one at a time, one that continues exactly the log
    /// that the key was given out for, or none (spec rule A12). That it founds one only is kept by whoever keeps the
    /// tree: the new organisation's log is not this one.
    pub fn may_found(&self, founding_key: &PublicKey, continues: Option<&Succession>, now_ms: i64) -> bool {
        self.invited_to_found(founding_key, now_ms).is_some_and(|invited| invited.as_ref() == continues)
    }

    /// What a founding key is given out for at a time, if for anything: the log that the new organisation is to
    /// continue, or none.
    pub fn invited_to_found(&self, founding_key: &PublicKey, now_ms: i64) -> Option<Option<Succession>> {
        match self.keys.get(&founding_key.id()).map(|facts| facts.purpose) {
            Some(KeyUse::Founding { invitation, expires_ms, succeeds }) => {
                let stands = self.records.get(&invitation).is_some_and(|record| record.state == State::Open);
                (stands && now_ms <= expires_ms).then_some(succeeds)
            }
            _ => None,
        }
    }

    /// Takes in a statement that [`Acceptance::check`] let pass.
    ///
    /// Total: applied to a statement that was not allowed it changes some state, never panics.
    pub fn apply(&mut self, candidate: &Candidate<'_>, received_ms: i64) {
        let statement = candidate.statement;
        let (signer, about) = self.parties(statement);
        match self.log {
            LogName::Public => self.note_in_roster(candidate),
            LogName::Office => self.apply_anchor(statement),
        }
        self.apply_keys(statement);
        self.apply_members(statement);
        self.apply_record(statement, about);
        let facts = EntryFacts {
            index: self.size,
            record: statement.record,
            kind: statement.kind.clone(),
            signer,
            about,
            digest: candidate.digest,
            received_ms,
            body: statement.body,
        };
        self.entries.insert(statement.entry, facts);
        self.bodies.extend(statement.body);
        self.skip(received_ms);
    }

    /// Gives an entry that is of a newer version, or should never have been accepted, its place and nothing else.
    pub fn skip(&mut self, received_ms: i64) {
        self.size += 1;
        self.received_ms = self.received_ms.max(received_ms);
        if self.log == LogName::Public {
            self.count_in_roster();
        }
    }

    /// The member who signs and the member whom it is about.
    fn parties(&self, statement: &Statement) -> (MemberId, MemberId) {
        let founder = statement.subject.filter(|_| statement.kind == Kind::OrganisationFounded);
        let signer = founder
            .or_else(|| self.keys.get(&statement.key).map(|facts| facts.member))
            .or_else(|| self.office_member(statement))
            .unwrap_or_else(|| statement.org.record());
        (signer, statement.subject.unwrap_or(signer))
    }

    fn apply_keys(&mut self, statement: &Statement) {
        let none = Codes::default();
        let codes = statement.codes.as_ref().unwrap_or(&none);
        let Some(public_key) = codes.public_key else { return };
        let expires_ms = codes.expires_ms.unwrap_or_default();
        let (signer, about) = self.parties(statement);
        let (member, purpose) = match statement.kind {
            Kind::OrganisationFounded => (about, KeyUse::Device),
            Kind::DeviceJoined => (signer, KeyUse::Device),
            Kind::InvitationIssued => (about, KeyUse::Invitation { invitation: statement.record, expires_ms }),
            Kind::FoundingInvited => {
                let succeeds = codes.succeeds;
                (about, KeyUse::Founding { invitation: statement.record, expires_ms, succeeds })
            }
            Kind::CustodianAppointed => (self.org.record(), KeyUse::Custodian),
            _ => return,
        };
        self.keys.insert(public_key.id(), KeyFacts { public_key, member, purpose });
    }

    /// The founder is a member, and the founder's device a record, without statements of their own.
    fn apply_founder(&mut self, statement: &Statement, founder: MemberId) {
        let facts = |kind| RecordFacts {
            kind,
            state: State::Open,
            head: statement.entry,
            wording: statement.entry,
            owner: founder,
            pairing: None,
        };
        self.members.insert(founder, MemberFacts { role: Role::Secretary, active: true });
        self.records.insert(founder, facts(RecordKind::Member));
        if let Some(key) = statement.codes.as_ref().and_then(|codes| codes.public_key) {
            self.records.insert(key.id().device(), facts(RecordKind::Device));
        }
    }

    fn apply_members(&mut self, statement: &Statement) {
        let role = statement.codes.as_ref().and_then(|codes| codes.role);
        match (&statement.kind, statement.subject) {
            (Kind::OrganisationFounded, Some(founder)) => self.apply_founder(statement, founder),
            (Kind::MemberAdded, _) => {
                let role = role.unwrap_or(Role::Member);
                self.members.insert(statement.record, MemberFacts { role, active: true });
            }
            (Kind::MemberChanged, _) => {
                if let (Some(facts), Some(role)) = (self.members.get_mut(&statement.record), role) {
                    facts.role = role;
                }
            }
            (Kind::MemberRemoved, _) => {
                if let Some(facts) = self.members.get_mut(&statement.record) {
                    facts.active = false;
                }
            }
            _ => {}
        }
    }

    fn apply_record(&mut self, statement: &Statement, about: MemberId) {
        let Some((kind, place, _)) = statement.kind.shape() else { return };
        match place {
            Place::Begins => {
                let owner = if kind == RecordKind::Member { statement.record } else { about };
                let facts = RecordFacts {
                    kind,
                    state: State::Open,
                    head: statement.entry,
                    wording: statement.entry,
                    owner,
                    pairing: Pairing::of(statement),
                };
                self.records.insert(statement.record, facts);
                if statement.kind == Kind::DeviceJoined {
                    self.use_invitation(statement);
                }
            }
            Place::Follows => {
                if let Some(facts) = self.records.get_mut(&statement.record) {
                    facts.state = next(facts.state, &statement.kind).unwrap_or(facts.state);
                    facts.head = statement.entry;
                    if statement.kind.rewords() {
                        facts.wording = statement.entry;
                    }
                }
            }
            Place::Beside => {}
        }
    }

    fn use_invitation(&mut self, statement: &Statement) {
        let Some(KeyFacts { purpose: KeyUse::Invitation { invitation, .. }, .. }) = self.keys.get(&statement.key)
        else {
            return;
        };
        if let Some(facts) = self.records.get_mut(invitation) {
            facts.state = next(facts.state, &statement.kind).unwrap_or(facts.state);
        }
    }
}

#[cfg(all(test, feature = "software-keys"))]
mod tests;
