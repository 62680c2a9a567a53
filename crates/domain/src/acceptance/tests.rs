#![allow(clippy::unwrap_used)]

use super::*;
use crate::compose::Unsigned;
use crate::day::DAY_MS;
use crate::id::EntryId;
use crate::test_support::{Device, ORG, Office, claim_words, day, key_pair, pledge_words};
use crate::words::Due;

mod custodian;
mod moves;
mod office_log;
mod pairs;
mod roles;
mod subjects;
mod succession;

/// An office with one of everybody, and a pledge of the member's that is claimed.
struct Village {
    office: Office,
    member: MemberId,
    phone: Device,
    overseer: MemberId,
    overseer_phone: Device,
    /// On the roster, without a device.
    silent: MemberId,
    pledge: RecordId,
}

fn village() -> Village {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Member);
    let phone = office.device(member);
    let overseer = office.member("监督员乙", Role::Overseer);
    let overseer_phone = office.device(overseer);
    let silent = office.member("成员丙", Role::Member);
    let pledge = office.pledge(&phone, &due_in_june("修好路灯"));
    Village { office, member, phone, overseer, overseer_phone, silent, pledge }
}

fn due_in_june(text: &str) -> crate::words::PledgeWords {
    pledge_words(text, Due::On { on: day("2026-06-30") }, None)
}

impl Village {
    fn claim(&mut self) -> EntryId {
        self.office.tell(&self.phone, &Kind::PledgeClaimed, self.pledge, &claim_words("验收单")).unwrap()
    }

    fn phone_says(&mut self, kind: &Kind) -> Result<EntryId, Refusal> {
        let unsigned = self.office.of_kind(self.phone.key, kind, self.pledge);
        self.office.say(&self.phone.pair, unsigned)
    }

    fn overseer_says(&mut self, kind: &Kind) -> Result<EntryId, Refusal> {
        let unsigned = self.office.of_kind(self.overseer_phone.key, kind, self.pledge);
        self.office.say(&self.overseer_phone.pair, unsigned)
    }

    /// The secretary at the desk speaks about a pledge in somebody's name.
    fn desk_says_for(&mut self, kind: &Kind, record: RecordId, subject: MemberId) -> Result<EntryId, Refusal> {
        let unsigned = self.office.of_kind(self.office.desk.key, kind, record).about(subject);
        self.office.desk_signs(unsigned)
    }

    /// A pledge that the secretary entered for the member without a device.
    fn entered_pledge(&mut self) -> (RecordId, EntryId) {
        let record = RecordId::from_bytes(self.office.fresh());
        let entry = self.desk_says_for(&Kind::PledgePublished, record, self.silent).unwrap();
        (record, entry)
    }
}

fn about_entry(mut unsigned: Unsigned, entry: EntryId) -> Unsigned {
    unsigned.statement.codes.get_or_insert_default().entry = Some(entry);
    unsigned
}

fn codes(field: &str) -> Result<EntryId, Refusal> {
    Err(Refusal::Codes { field: field.to_owned() })
}

fn needs(role: Role) -> Result<EntryId, Refusal> {
    Err(Refusal::NotAllowed { needs: Some(role) })
}

/// Changes the founding statement before it is offered to an empty log.
fn founding(change: impl FnOnce(&mut Statement)) -> Result<(), Refusal> {
    let founded = Office::founded();
    let mut statement = Statement::from_text(&founded.leaves[0].statement).unwrap();
    change(&mut statement);
    let digest = Digest::of(&[b"any"]);
    Acceptance::new(ORG, LogName::Public).check(&Candidate { statement: &statement, digest }, 0)
}

#[test]
fn a1_entry_0_founds_the_organisation_and_names_its_founder() {
    assert_eq!(founding(|_| ()), Ok(()));
    assert_eq!(founding(|s| s.record = RecordId::from_bytes([1; 16])), Err(Refusal::UnknownRecord));
    assert_eq!(founding(|s| s.subject = None), Err(Refusal::UnknownSubject));
    assert_eq!(founding(|s| s.subject = Some(ORG.record())), Err(Refusal::UnknownSubject));
    assert_eq!(founding(|s| s.prev = Some(EntryId::from_bytes([1; 16]))), Err(Refusal::Codes { field: "prev".into() }));
    let office = Office::founded();
    assert_eq!(office.acceptance.member(&office.secretary).unwrap().role, Role::Secretary);
    assert_eq!(office.acceptance.key(&office.desk.key).unwrap().member, office.secretary);
}

#[test]
fn a1_a_founding_is_signed_by_the_key_of_the_founding_code_and_by_no_other() {
    assert_eq!(founding(|s| s.key = key_pair(9).public_key().id()), Err(Refusal::UnknownKey));
    let other = key_pair(9).public_key();
    assert_eq!(founding(|s| s.codes.as_mut().unwrap().founding_key = Some(other)), Err(Refusal::UnknownKey));
}

#[test]
fn a1_the_founding_code_does_not_become_the_founders_device() {
    let same = |s: &mut Statement| {
        let codes = s.codes.as_mut().unwrap();
        codes.public_key = codes.founding_key;
    };
    assert_eq!(founding(same), Err(Refusal::Codes { field: "public_key".into() }));
    let device = |s: &mut Statement| s.subject = s.codes.as_ref().unwrap().public_key.map(|key| key.id().device());
    assert_eq!(founding(device), Err(Refusal::UnknownSubject), "founder and device are two records");
}

#[test]
fn a1_nothing_comes_before_the_founding_and_none_after() {
    let mut empty = Office::unfounded(RecordId::from_bytes([0x51; 16]), Office::founded().desk);
    assert_eq!(empty.desk_says(&Kind::RulesSet, ORG.record()), Err(Refusal::NotFounded));
    let mut office = Office::founded();
    let mut again = Statement::from_text(&office.leaves[0].statement).unwrap();
    again.entry = EntryId::from_bytes([9; 16]);
    again.body = Some(Digest::of(&[b"another"]));
    assert_eq!(office.desk_signs(Unsigned { statement: again, body: None }), Err(Refusal::AlreadyFounded));
}

#[test]
fn a2_a_statement_for_another_organisation_or_log_is_refused() {
    let mut office = Office::founded();
    let mut other_log = office.of_kind(office.desk.key, &Kind::RulesSet, ORG.record());
    other_log.statement.log = LogName::Office;
    assert_eq!(office.desk_signs(other_log), Err(Refusal::WrongLog));
    let mut other_org = office.of_kind(office.desk.key, &Kind::RulesSet, ORG.record());
    other_org.statement.org = OrganisationId::from_bytes([7; 16]);
    assert_eq!(office.desk_signs(other_org), Err(Refusal::WrongLog));
}

#[test]
fn a3_only_keys_on_the_roster_sign_and_only_while_they_are() {
    let Village { mut office, member, phone, .. } = village();
    let stranger = key_pair(77);
    let record = RecordId::from_bytes(office.fresh());
    let unsigned = office.of_kind(stranger.public_key().id(), &Kind::PledgePublished, record);
    assert_eq!(office.say(&stranger, unsigned), Err(Refusal::UnknownKey));

    let second = office.device(member);
    office.desk_says(&Kind::DeviceRevoked, phone.key.device()).unwrap();
    let publish = |office: &mut Office, device: &Device| {
        let record = RecordId::from_bytes(office.fresh());
        let unsigned = office.of_kind(device.key, &Kind::PledgePublished, record);
        office.say(&device.pair, unsigned)
    };
    assert_eq!(publish(&mut office, &phone), Err(Refusal::KeyRevoked));
    assert!(publish(&mut office, &second).is_ok(), "the other device goes on");
    office.desk_says(&Kind::MemberRemoved, member).unwrap();
    assert_eq!(publish(&mut office, &second), Err(Refusal::MemberRemoved));
}

#[test]
fn a4_a_device_is_the_record_of_its_key() {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Member);
    let (_, invitation) = office.invite(member);
    let unsigned = office.of_kind(invitation.key, &Kind::DeviceJoined, RecordId::from_bytes([3; 16]));
    assert_eq!(office.say(&invitation.pair, unsigned), Err(Refusal::UnknownRecord));
}

#[test]
fn a4_a_key_has_one_member_and_one_purpose_for_ever() {
    let Village { mut office, phone, silent, .. } = village();
    let record = RecordId::from_bytes(office.fresh());
    let mut reused = office.of_kind(office.desk.key, &Kind::InvitationIssued, record).about(silent);
    reused.statement.codes.as_mut().unwrap().public_key = Some(phone.pair.public_key());
    assert_eq!(office.desk_signs(reused), codes("public_key"));

    let (_, invitation) = office.invite(silent);
    let mut own = office.of_kind(invitation.key, &Kind::DeviceJoined, invitation.key.device());
    own.statement.codes.as_mut().unwrap().public_key = Some(invitation.pair.public_key());
    assert_eq!(office.say(&invitation.pair, own), codes("public_key"), "an invitation's key is no device's");
}

#[test]
fn a5_an_invitation_lets_one_device_in() {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Member);
    let (_, invitation) = office.invite(member);
    let device = office.join(&invitation).unwrap();
    assert_eq!(office.acceptance.key(&device.key).unwrap().member, member);
    assert_eq!(office.join(&invitation).err(), Some(Refusal::InvitationUsed));
}

#[test]
fn a5_an_invitation_ends_when_it_expires_or_is_taken_back() {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Member);
    let (_, late) = office.invite(member);
    let (record, revoked) = office.invite(member);
    office.desk_says(&Kind::InvitationRevoked, record).unwrap();
    assert_eq!(office.join(&revoked).err(), Some(Refusal::InvitationRevoked));
    office.now_ms += 7 * DAY_MS;
    assert!(office.acceptance.check(&joining(&late), office.now_ms).is_ok(), "the last millisecond counts");
    assert_eq!(office.acceptance.check(&joining(&late), office.now_ms + 1), Err(Refusal::InvitationExpired));
}

/// A joining that is looked at and not said.
fn joining(invitation: &Device) -> Candidate<'static> {
    let public_key = key_pair(500).public_key();
    let record = public_key.id().device();
    let entry = EntryId::from_bytes([5; 16]);
    let unsigned = Unsigned::new(ORG, invitation.key, Kind::DeviceJoined, record, entry, 0)
        .with_codes(Codes { public_key: Some(public_key), ..Codes::default() });
    Candidate { statement: Box::leak(Box::new(unsigned.statement)), digest: Digest::of(&[]) }
}

#[test]
fn a5_an_invitations_key_signs_a_joining_and_nothing_else() {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Secretary);
    let (_, invitation) = office.invite(member);
    let unsigned = office.of_kind(invitation.key, &Kind::RulesSet, ORG.record());
    assert_eq!(office.say(&invitation.pair, unsigned), Err(Refusal::NotAllowed { needs: None }));
    let device = key_pair(501).public_key();
    let mut by_desk = office.of_kind(office.desk.key, &Kind::DeviceJoined, device.id().device());
    by_desk.statement.codes.as_mut().unwrap().public_key = Some(device);
    assert_eq!(office.desk_signs(by_desk), Err(Refusal::NotAllowed { needs: None }), "no joining without invitation");
}

#[test]
fn a5_a_member_invites_their_own_second_device_and_nobody_elses() {
    let Village { mut office, member, phone, silent, .. } = village();
    let mut invite = |subject: Option<MemberId>| {
        let record = RecordId::from_bytes(office.fresh());
        let mut unsigned = office.of_kind(phone.key, &Kind::InvitationIssued, record);
        unsigned.statement.subject = subject;
        office.say(&phone.pair, unsigned)
    };
    assert!(invite(None).is_ok());
    assert!(invite(Some(member)).is_ok());
    assert_eq!(invite(Some(silent)), needs(Role::Secretary));
}

#[test]
fn a5_a_removed_member_is_not_invited_and_does_not_join() {
    let Village { mut office, silent, .. } = village();
    let (_, invitation) = office.invite(silent);
    office.desk_says(&Kind::MemberRemoved, silent).unwrap();
    assert_eq!(office.join(&invitation).err(), Some(Refusal::MemberRemoved));
    let record = RecordId::from_bytes(office.fresh());
    let unsigned = office.of_kind(office.desk.key, &Kind::InvitationIssued, record).about(silent);
    assert_eq!(office.desk_signs(unsigned), Err(Refusal::UnknownSubject));
}

#[test]
fn a5_a_founding_invitation_founds_below_until_it_expires_or_is_taken_back() {
    let mut office = Office::founded();
    let record = RecordId::from_bytes(office.fresh());
    let unsigned = office.of_kind(office.desk.key, &Kind::FoundingInvited, record);
    let key = unsigned.statement.codes.as_ref().unwrap().public_key.unwrap();
    office.desk_signs(unsigned).unwrap();
    let end_ms = office.now_ms + 7 * DAY_MS;
    assert!(office.acceptance.may_found(&key, None, end_ms));
    assert!(!office.acceptance.may_found(&key, None, end_ms + 1));
    assert!(!office.acceptance.may_found(&office.desk.pair.public_key(), None, office.now_ms));
    office.desk_says(&Kind::InvitationRevoked, record).unwrap();
    assert!(!office.acceptance.may_found(&key, None, office.now_ms));
}
