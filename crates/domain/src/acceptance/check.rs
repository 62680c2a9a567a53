//! The questions that a statement must pass at the log's end, in the order in which they are asked.

use super::{Acceptance, Candidate, KeyFacts, KeyUse, Refusal, State, next};
use crate::codes::{Codes, Role};
use crate::id::{KeyId, MemberId};
use crate::kind::{BodyRule, Kind, Place, RecordKind};
use crate::limits::MAX_MEMBERS;
use crate::statement::{LogName, Statement};

/// The signer of a statement, as the roster knows it.
struct Signer {
    member: MemberId,
    role: Role,
}

impl Acceptance {
    /// Whether a statement may be the log's next entry (spec rules A1–A9, M1–M3).
    ///
    /// The caller has checked the signature. A caller that answers pushes looks for the entry's identity first
    /// ([`Acceptance::entry`]): a replay is good news there and a refusal here.
    ///
    /// # Errors
    /// [`Refusal`], the first that applies.
    pub fn check(&self, candidate: &Candidate<'_>, received_ms: i64) -> Result<(), Refusal> {
        let statement = candidate.statement;
        if statement.org != self.org || statement.log != self.log {
            return Err(Refusal::WrongLog);
        }
        let (kind, place, body) = statement.kind.shape().ok_or(Refusal::UnknownKind)?;
        Codes::fit(statement.codes.as_ref(), &statement.kind)
            .map_err(|field| Refusal::Codes { field: field.to_owned() })?;
        if self.entries.contains_key(&statement.entry) {
            return Err(Refusal::RecordExists);
        }
        if !statement.kind.is_said_in(self.log) {
            return Err(Refusal::WrongLog);
        }
        self.check_body_hash(statement, body)?;
        if self.log == LogName::Office {
            return self.check_in_office(statement, kind, place);
        }
        if statement.kind == Kind::OrganisationFounded {
            return self.check_founding(statement);
        }
        if self.size == 0 {
            return Err(Refusal::NotFounded);
        }
        if let Some(KeyFacts { purpose: KeyUse::Custodian, .. }) = self.keys.get(&statement.key) {
            return self.check_custodian(statement, kind, place);
        }
        let signer = self.signer(statement, received_ms)?;
        self.check_place(statement, kind, place)?;
        self.check_subject(statement, &signer)?;
        self.check_new_key(statement)?;
        check_calendar(statement)?;
        check_succession(statement)?;
        self.check_pairing(statement, statement.subject.unwrap_or(signer.member))?;
        self.check_authority(statement, &signer)
    }

    /// A body belongs to one entry, so that erasing it there removes it everywhere (spec rule E3).
    fn check_body_hash(&self, statement: &Statement, rule: BodyRule) -> Result<(), Refusal> {
        match (rule, statement.body) {
            (BodyRule::Required, Some(hash)) if !self.bodies.contains(&hash) => Ok(()),
            (BodyRule::Forbidden, None) => Ok(()),
            _ => Err(Refusal::Body),
        }
    }

    /// The server that keeps the log speaks for nobody, and of nothing that people do (spec rule A11).
    fn check_custodian(&self, statement: &Statement, kind: RecordKind, place: Place) -> Result<(), Refusal> {
        if !matches!(statement.kind, Kind::ChildrenFixed | Kind::ReleaseServed) {
            return Err(Refusal::NotAllowed { needs: None });
        }
        if statement.record != statement.key.device() {
            return Err(Refusal::UnknownRecord);
        }
        if statement.subject.is_some() {
            return Err(Refusal::UnknownSubject);
        }
        let record = self.records.get(&statement.record);
        if record.is_some_and(|record| record.state == State::Withdrawn) {
            return Err(Refusal::KeyRevoked);
        }
        self.check_place(statement, kind, place)
    }

    fn check_founding(&self, statement: &Statement) -> Result<(), Refusal> {
        if self.size > 0 {
            return Err(Refusal::AlreadyFounded);
        }
        if statement.record != self.org.record() {
            return Err(Refusal::UnknownRecord);
        }
        if statement.prev.is_some() {
            return Err(Refusal::Codes { field: "prev".to_owned() });
        }
        let codes = statement.codes.as_ref();
        check_succession(statement)?;
        let founding_key = codes.and_then(|codes| codes.founding_key);
        if founding_key.is_none_or(|key| key.id() != statement.key) {
            return Err(Refusal::UnknownKey);
        }
        // Whoever gave the founding code away knows its key: it must not go on to sign as the founder's device.
        let device = codes.and_then(|codes| codes.public_key).map(|key| key.id());
        if device == Some(statement.key) {
            return Err(Refusal::Codes { field: "public_key".to_owned() });
        }
        match statement.subject {
            Some(founder) if founder != statement.record && Some(founder) != device.map(|key| key.device()) => Ok(()),
            _ => Err(Refusal::UnknownSubject),
        }
    }

    /// The roster's answer to "whose key is this, and may it sign now?".
    fn signer(&self, statement: &Statement, received_ms: i64) -> Result<Signer, Refusal> {
        let facts = self.keys.get(&statement.key).ok_or(Refusal::UnknownKey)?;
        let member = self.members.get(&facts.member).ok_or(Refusal::UnknownKey)?;
        if !member.active {
            return Err(Refusal::MemberRemoved);
        }
        match (facts.purpose, statement.kind == Kind::DeviceJoined) {
            (KeyUse::Device, false) => {
                if self.records.get(&statement.key.device()).is_some_and(|record| record.state == State::Withdrawn) {
                    return Err(Refusal::KeyRevoked);
                }
            }
            (KeyUse::Invitation { invitation, expires_ms }, true) => {
                match self.records.get(&invitation).map(|record| record.state) {
                    Some(State::Open) => {}
                    Some(State::Used) => return Err(Refusal::InvitationUsed),
                    _ => return Err(Refusal::InvitationRevoked),
                }
                if received_ms > expires_ms {
                    return Err(Refusal::InvitationExpired);
                }
            }
            _ => return Err(Refusal::NotAllowed { needs: None }),
        }
        Ok(Signer { member: facts.member, role: member.role })
    }

    pub(super) fn check_place(&self, statement: &Statement, kind: RecordKind, place: Place) -> Result<(), Refusal> {
        let record = self.records.get(&statement.record);
        if place != Place::Follows && statement.prev.is_some() {
            return Err(Refusal::Codes { field: "prev".to_owned() });
        }
        match place {
            Place::Begins => record.map_or(Ok(()), |_| Err(Refusal::RecordExists)),
            Place::Beside if matches!(kind, RecordKind::Rules | RecordKind::Calendar) => {
                // Rules and calendar are the organisation's: one record, no states, the last one holds.
                if statement.record == self.org.record() { Ok(()) } else { Err(Refusal::UnknownRecord) }
            }
            Place::Follows | Place::Beside => {
                let record = record.filter(|record| record.kind == kind).ok_or(Refusal::UnknownRecord)?;
                if place == Place::Follows && statement.prev != Some(record.head) {
                    return Err(Refusal::StaleHead { head: record.head });
                }
                next(record.state, &statement.kind).ok_or(Refusal::IllegalMove { state: record.state })?;
                self.check_target(statement)
            }
        }
    }

    /// The entry that a statement is about stands in the same record, is of a fitting kind, and is not the statement's
    /// own business to judge twice.
    fn check_target(&self, statement: &Statement) -> Result<(), Refusal> {
        let Some(target) = statement.codes.as_ref().and_then(|codes| codes.entry) else { return Ok(()) };
        let target = self.entries.get(&target).ok_or(Refusal::UnknownEntry)?;
        let fits = match statement.kind {
            Kind::ProgressWithdrawn => target.record == statement.record && target.kind == Kind::ProgressAdded,
            Kind::EntryAttested | Kind::EntryContested => {
                target.record == statement.record && target.signer != target.about
            }
            Kind::BodyErased => target.body.is_some(),
            _ => false,
        };
        if fits { Ok(()) } else { Err(Refusal::UnknownEntry) }
    }

    /// Nobody is named who has nothing to do with it: words would be put into their mouth (spec rule A6).
    fn check_subject(&self, statement: &Statement, signer: &Signer) -> Result<(), Refusal> {
        let Some(subject) = statement.subject else { return Ok(()) };
        let member = self.members.get(&subject).ok_or(Refusal::UnknownSubject)?;
        // A member who left can still be spoken about, but nothing new begins in their name.
        let begins = statement.kind.shape().is_some_and(|(_, place, _)| place == Place::Begins);
        if begins && !member.active {
            return Err(Refusal::UnknownSubject);
        }
        let is_owner = || self.records.get(&statement.record).is_some_and(|record| record.owner == subject);
        let fits = match statement.kind {
            _ if subject == signer.member => true,
            Kind::InvitationIssued | Kind::PledgePublished | Kind::DeviceJoined => true,
            Kind::PledgeConfirmed | Kind::PledgeDisputed => {
                member.active && (may_judge(member.role) || self.is_counterpart(&statement.record, subject))
            }
            // Nobody who has left takes a post on; giving it up and accounting for a year can still be told of them.
            Kind::PostClaimed => member.active,
            Kind::PostReleased | Kind::AccountGiven => true,
            Kind::MemberChanged
            | Kind::MemberRemoved
            | Kind::InvitationRevoked
            | Kind::DeviceRevoked
            | Kind::PledgeRevised
            | Kind::PledgeClaimed
            | Kind::PledgeNotFulfilled
            | Kind::PledgeWithdrawn
            | Kind::ProgressAdded
            | Kind::ProgressWithdrawn => is_owner(),
            _ => false,
        };
        if fits { Ok(()) } else { Err(Refusal::UnknownSubject) }
    }

    /// A key signs for one member and one purpose, for ever.
    fn check_new_key(&self, statement: &Statement) -> Result<(), Refusal> {
        let new = statement.codes.as_ref().and_then(|codes| codes.public_key);
        if new.is_some_and(|key| self.keys.contains_key(&key.id())) {
            return Err(Refusal::Codes { field: "public_key".to_owned() });
        }
        Ok(())
    }

    fn check_authority(&self, statement: &Statement, signer: &Signer) -> Result<(), Refusal> {
        let is_secretary = signer.role == Role::Secretary;
        let secretary_only =
            || if is_secretary { Ok(()) } else { Err(Refusal::NotAllowed { needs: Some(Role::Secretary) }) };
        match statement.kind {
            Kind::DeviceJoined => self.check_joining(statement),
            Kind::MemberAdded => {
                secretary_only()?;
                if self.members.len() >= MAX_MEMBERS {
                    return Err(Refusal::Full { limit: "members".to_owned() });
                }
                Ok(())
            }
            Kind::MemberChanged => self.check_member_change(statement, signer),
            Kind::MemberRemoved => {
                secretary_only()?;
                self.keep_a_secretary(|member, _| member != statement.record)
            }
            Kind::InvitationIssued => {
                let subject = statement.subject.unwrap_or(signer.member);
                if subject == signer.member { Ok(()) } else { secretary_only() }
            }
            Kind::InvitationRevoked => self.own_or_secretary(statement, signer),
            Kind::DeviceRevoked => {
                self.own_or_secretary(statement, signer)?;
                self.keep_a_secretary(|_, device| device.device() != statement.record)
            }
            Kind::PledgePublished | Kind::PostClaimed | Kind::PostReleased | Kind::AccountGiven => {
                if statement.subject.is_none_or(|subject| subject == signer.member) { Ok(()) } else { secretary_only() }
            }
            Kind::PledgeRevised
            | Kind::PledgeClaimed
            | Kind::PledgeNotFulfilled
            | Kind::PledgeWithdrawn
            | Kind::ProgressAdded
            | Kind::ProgressWithdrawn => self.check_keeping(statement, signer),
            Kind::PledgeConfirmed | Kind::PledgeDisputed => self.check_judging(statement, signer),
            Kind::EntryAttested | Kind::EntryContested => self.check_standing_by(statement, signer),
            Kind::CustodianAppointed => {
                secretary_only()?;
                let public_key = statement.codes.as_ref().and_then(|codes| codes.public_key);
                if public_key.is_some_and(|key| key.id().device() == statement.record) {
                    Ok(())
                } else {
                    Err(Refusal::UnknownRecord)
                }
            }
            Kind::ChildrenFixed | Kind::ReleaseServed => Err(Refusal::NotAllowed { needs: None }),
            // Whoever passes by can look whether the door is open; the name under it is theirs.
            Kind::PointChecked => Ok(()),
            _ => secretary_only(),
        }
    }

    fn check_joining(&self, statement: &Statement) -> Result<(), Refusal> {
        let invited = match self.keys.get(&statement.key) {
            Some(KeyFacts { member, purpose: KeyUse::Invitation { .. }, .. }) => *member,
            _ => return Err(Refusal::UnknownKey),
        };
        let public_key = statement.codes.as_ref().and_then(|codes| codes.public_key);
        if public_key.is_none_or(|key| key.id().device() != statement.record) {
            return Err(Refusal::UnknownRecord);
        }
        if statement.subject.is_none_or(|subject| subject == invited) { Ok(()) } else { Err(Refusal::UnknownSubject) }
    }

    fn check_member_change(&self, statement: &Statement, signer: &Signer) -> Result<(), Refusal> {
        let role = statement.codes.as_ref().and_then(|codes| codes.role);
        if signer.role == Role::Secretary {
            return if role.is_some_and(|role| role != Role::Secretary) {
                self.keep_a_secretary(|member, _| member != statement.record)
            } else {
                Ok(())
            };
        }
        if role.is_none() && statement.record == signer.member {
            Ok(())
        } else {
            Err(Refusal::NotAllowed { needs: Some(Role::Secretary) })
        }
    }

    /// Somebody must stay who can sign as secretary; one without a device could not let anybody in.
    fn keep_a_secretary(&self, stays: impl Fn(MemberId, KeyId) -> bool) -> Result<(), Refusal> {
        let can_sign = |key: &KeyId, facts: &KeyFacts| {
            facts.purpose == KeyUse::Device
                && self.records.get(&key.device()).is_some_and(|device| device.state == State::Open)
                && self.members.get(&facts.member).is_some_and(|member| member.active && member.role == Role::Secretary)
        };
        if self.keys.iter().any(|(key, facts)| can_sign(key, facts) && stays(facts.member, *key)) {
            Ok(())
        } else {
            Err(Refusal::LastSecretary)
        }
    }

    fn own_or_secretary(&self, statement: &Statement, signer: &Signer) -> Result<(), Refusal> {
        let own = self.records.get(&statement.record).is_some_and(|record| record.owner == signer.member);
        if own || signer.role == Role::Secretary {
            Ok(())
        } else {
            Err(Refusal::NotAllowed { needs: Some(Role::Secretary) })
        }
    }

    /// The owner speaks for themself; a secretary may, and then names the owner: "entered by X for Y".
    fn check_keeping(&self, statement: &Statement, signer: &Signer) -> Result<(), Refusal> {
        self.own_or_secretary(statement, signer)?;
        let owner = self.records.get(&statement.record).map(|record| record.owner);
        if Some(statement.subject.unwrap_or(signer.member)) == owner { Ok(()) } else { Err(Refusal::UnknownSubject) }
    }

    /// Confirming is somebody else's: not the owner's, and not the doing of whoever entered the claim.
    fn check_judging(&self, statement: &Statement, signer: &Signer) -> Result<(), Refusal> {
        if !may_judge(signer.role) && !self.is_counterpart(&statement.record, signer.member) {
            return Err(Refusal::NotAllowed { needs: Some(Role::Overseer) });
        }
        let judge = statement.subject.unwrap_or(signer.member);
        if judge != signer.member && signer.role != Role::Secretary {
            return Err(Refusal::NotAllowed { needs: Some(Role::Secretary) });
        }
        let Some(record) = self.records.get(&statement.record) else { return Err(Refusal::UnknownRecord) };
        let entered_the_claim = statement.kind == Kind::PledgeConfirmed
            && self.entries.get(&record.head).is_some_and(|claim| claim.signer == signer.member);
        if record.owner == judge || record.owner == signer.member || entered_the_claim {
            Err(Refusal::OwnRecord)
        } else {
            Ok(())
        }
    }

    fn check_standing_by(&self, statement: &Statement, signer: &Signer) -> Result<(), Refusal> {
        let target = statement.codes.as_ref().and_then(|codes| codes.entry).and_then(|entry| self.entries.get(&entry));
        match target {
            Some(target) if target.about == signer.member => Ok(()),
            _ => Err(Refusal::NotAllowed { needs: None }),
        }
    }
}

/// Who may confirm and dispute.
const fn may_judge(role: Role) -> bool {
    matches!(role, Role::Overseer | Role::Secretary)
}

/// Another log is continued than the one in which that is said, and only when something of it is missing (spec rule A12).
fn check_succession(statement: &Statement) -> Result<(), Refusal> {
    match statement.codes.as_ref().and_then(|codes| codes.succeeds) {
        Some(succession) if !succession.makes_sense_for(statement.org) => {
            Err(Refusal::Codes { field: "succeeds".to_owned() })
        }
        _ => Ok(()),
    }
}

/// A year's list that contradicts itself would be logged and have no effect; its writer is told instead.
fn check_calendar(statement: &Statement) -> Result<(), Refusal> {
    match statement.codes.as_ref().and_then(|codes| codes.calendar.as_ref()) {
        Some(calendar) if calendar.table().check(calendar.year).is_err() => {
            Err(Refusal::Codes { field: "calendar".to_owned() })
        }
        _ => Ok(()),
    }
}
