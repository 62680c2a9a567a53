//! The office log: who writes there stands in the public log.

use super::*;
use crate::codes::Reason;

/// A village with its office log, which says nothing yet.
struct Rooms {
    village: Village,
    office_log: Office,
    custodian: Device,
}

fn rooms() -> Rooms {
    let mut village = village();
    let custodian = village.office.appoint();
    let office_log = village.office.office_log();
    Rooms { village, office_log, custodian }
}

impl Rooms {
    fn anchor(&mut self) -> Result<EntryId, Refusal> {
        let unsigned = self.office_log.anchor_to(&self.village.office, &self.custodian);
        self.office_log.say(&self.custodian.pair, unsigned)
    }

    fn writes(&mut self, device: &Device) -> Result<EntryId, Refusal> {
        let record = RecordId::from_bytes(self.office_log.fresh());
        self.says(device, &Kind::MemoWritten, record)
    }

    fn says(&mut self, device: &Device, kind: &Kind, record: RecordId) -> Result<EntryId, Refusal> {
        let unsigned = self.office_log.of_kind(device.key, kind, record);
        self.office_log.say(&device.pair, unsigned)
    }

    fn record_of(&self, entry: EntryId) -> RecordId {
        self.office_log.acceptance.entry(&entry).unwrap().record
    }
}

#[test]
fn a13_the_office_log_begins_with_the_place_of_the_public_log_that_it_is_judged_by() {
    let mut rooms = rooms();
    let phone = rooms.village.phone.clone();
    assert_eq!(rooms.writes(&phone), Err(Refusal::NotFounded));
    rooms.anchor().unwrap();
    assert!(rooms.writes(&phone).is_ok());
    let size = rooms.village.office.acceptance.size();
    assert_eq!(rooms.office_log.acceptance.anchors().iter().map(|anchor| anchor.size).collect::<Vec<_>>(), [size]);
    assert_eq!(rooms.anchor(), codes("public_log"), "the same place again says nothing");
}

#[test]
fn a13_only_the_custodian_says_how_far_the_public_log_has_come_and_not_further_than_it_has() {
    let mut rooms = rooms();
    let desk = rooms.village.office.desk.clone();
    let mut by_secretary = rooms.office_log.anchor_to(&rooms.village.office, &rooms.custodian);
    by_secretary.statement.key = desk.key;
    by_secretary.statement.record = desk.key.device();
    assert_eq!(rooms.office_log.say(&desk.pair, by_secretary), Err(Refusal::NotAllowed { needs: None }));
    let mut beyond = rooms.office_log.anchor_to(&rooms.village.office, &rooms.custodian);
    beyond.statement.codes.as_mut().unwrap().public_log.as_mut().unwrap().size += 1;
    assert_eq!(rooms.office_log.say(&rooms.custodian.pair, beyond), codes("public_log"));
    rooms.village.office.desk_says(&Kind::CustodianDismissed, rooms.custodian.key.device()).unwrap();
    assert_eq!(rooms.anchor(), Err(Refusal::UnknownKey), "dismissed in the public log");
}

#[test]
fn a13_the_roster_at_the_named_size_decides_and_no_later_one() {
    let mut rooms = rooms();
    rooms.anchor().unwrap();
    let newcomer = rooms.village.office.member("成员丁", Role::Member);
    let new_phone = rooms.village.office.device(newcomer);
    let (old_phone, member) = (rooms.village.phone.clone(), rooms.village.member);
    rooms.village.office.desk_says(&Kind::MemberRemoved, member).unwrap();
    // Judged by a longer roster, but by its state at the size that was named.
    rooms.office_log.acceptance.judge_by(rooms.village.office.acceptance.roster().clone());
    assert!(rooms.office_log.acceptance.wants_anchor());
    assert!(rooms.writes(&old_phone).is_ok());
    assert_eq!(rooms.writes(&new_phone), Err(Refusal::MemberRemoved));
    rooms.anchor().unwrap();
    assert!(!rooms.office_log.acceptance.wants_anchor());
    assert_eq!(rooms.writes(&old_phone), Err(Refusal::MemberRemoved));
    assert!(rooms.writes(&new_phone).is_ok());
    rooms.village.office.desk_says(&Kind::DeviceRevoked, new_phone.key.device()).unwrap();
    rooms.anchor().unwrap();
    assert_eq!(rooms.writes(&new_phone), Err(Refusal::KeyRevoked));
    assert_eq!(rooms.office_log.ledger().violations, [], "a replay judges each entry as it was judged");
}

#[test]
fn a13_members_write_owners_and_secretaries_correct_secretaries_erase() {
    let mut rooms = rooms();
    rooms.anchor().unwrap();
    let (phone, overseer) = (rooms.village.phone.clone(), rooms.village.overseer_phone.clone());
    let desk = rooms.village.office.desk.clone();
    let memo = rooms.writes(&phone).unwrap();
    let record = rooms.record_of(memo);
    assert_eq!(rooms.says(&overseer, &Kind::MemoRevised, record), needs(Role::Secretary));
    assert!(rooms.says(&phone, &Kind::MemoRevised, record).is_ok());
    assert!(rooms.says(&desk, &Kind::MemoRevised, record).is_ok());
    let erasing = |rooms: &mut Rooms, device: &Device| {
        let mut unsigned = rooms.office_log.of_kind(device.key, &Kind::BodyErased, ORG.record());
        unsigned.statement.codes =
            Some(Codes { entry: Some(memo), reason: Some(Reason::PersonalData), ..Codes::default() });
        rooms.office_log.say(&device.pair, unsigned)
    };
    assert_eq!(erasing(&mut rooms, &phone), needs(Role::Secretary));
    erasing(&mut rooms, &desk).unwrap();
    let ledger = rooms.office_log.ledger();
    let told = &ledger.memos[&record];
    assert_eq!(told.wordings.len(), 3);
    assert!(told.wordings[0].words().is_none() && told.words().is_some());
    assert_eq!(ledger.violations, []);
}

#[test]
fn a13_what_is_for_one_log_is_refused_in_the_other() {
    let mut rooms = rooms();
    rooms.anchor().unwrap();
    let phone = rooms.village.phone.clone();
    let fresh = RecordId::from_bytes(rooms.office_log.fresh());
    assert_eq!(rooms.says(&phone, &Kind::PledgePublished, fresh), Err(Refusal::WrongLog));
    let memo = rooms.village.office.of_kind(phone.key, &Kind::MemoWritten, fresh);
    assert_eq!(rooms.village.office.say(&phone.pair, memo.clone()), Err(Refusal::WrongLog));
    assert_eq!(rooms.office_log.say(&phone.pair, memo), Err(Refusal::WrongLog), "signed for the public log");
}

#[test]
fn a13_a_stranger_and_an_invitations_key_write_nothing() {
    let mut rooms = rooms();
    rooms.anchor().unwrap();
    let (_, invitation) = rooms.village.office.invite(rooms.village.silent);
    rooms.anchor().unwrap();
    assert_eq!(rooms.writes(&invitation), Err(Refusal::UnknownKey));
    let custodian = rooms.custodian.clone();
    assert_eq!(rooms.writes(&custodian), Err(Refusal::NotAllowed { needs: None }));
}
