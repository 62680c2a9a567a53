//! Who is spoken for, and by whom.

use super::*;

#[test]
fn a6_a_secretary_enters_for_a_member_by_naming_them() {
    let mut village = village();
    let (record, entry) = village.entered_pledge();
    let facts = village.office.acceptance.entry(&entry).unwrap();
    assert_eq!((facts.signer, facts.about), (village.office.secretary, village.silent));
    assert_eq!(village.office.acceptance.record(&record).unwrap().owner, village.silent);
    let silent = village.silent;
    assert!(village.desk_says_for(&Kind::ProgressAdded, record, silent).is_ok());
    let unnamed = village.office.desk_says(&Kind::ProgressAdded, record);
    assert_eq!(unnamed, Err(Refusal::UnknownSubject), "progress on another's pledge names the other");
    let somebody_else = village.member;
    assert_eq!(village.desk_says_for(&Kind::ProgressAdded, record, somebody_else), Err(Refusal::UnknownSubject));
}

#[test]
fn a6_a_member_speaks_for_nobody_else() {
    let Village { mut office, phone, silent, overseer, pledge, overseer_phone, .. } = village();
    let record = RecordId::from_bytes(office.fresh());
    let unsigned = office.of_kind(phone.key, &Kind::PledgePublished, record).about(silent);
    assert_eq!(office.say(&phone.pair, unsigned), needs(Role::Secretary));
    let unsigned = office.of_kind(overseer_phone.key, &Kind::ProgressAdded, pledge);
    assert_eq!(office.say(&overseer_phone.pair, unsigned), needs(Role::Secretary));
    assert!(office.acceptance.member(&overseer).unwrap().active);
}

#[test]
fn a6_nobody_is_named_who_has_nothing_to_do_with_it() {
    let mut village = village();
    let (member, silent) = (village.member, village.silent);
    for kind in [Kind::RulesSet, Kind::CalendarSet] {
        assert_eq!(village.desk_says_for(&kind, ORG.record(), member), Err(Refusal::UnknownSubject), "{kind}");
    }
    let record = RecordId::from_bytes(village.office.fresh());
    for kind in [Kind::DisclosurePublished, Kind::PointPublished, Kind::MemberAdded] {
        assert_eq!(village.desk_says_for(&kind, record, member), Err(Refusal::UnknownSubject), "{kind}");
    }
    assert_eq!(village.desk_says_for(&Kind::MemberChanged, silent, member), Err(Refusal::UnknownSubject));
    let nobody = RecordId::from_bytes([0xee; 16]);
    assert_eq!(village.desk_says_for(&Kind::PledgePublished, record, nobody), Err(Refusal::UnknownSubject));
}

#[test]
fn a6_a_member_who_left_is_spoken_about_but_begins_nothing() {
    let mut village = village();
    let (record, _) = village.entered_pledge();
    let silent = village.silent;
    village.office.desk_says(&Kind::MemberRemoved, silent).unwrap();
    assert!(village.desk_says_for(&Kind::PledgeNotFulfilled, record, silent).is_ok());
    let another = RecordId::from_bytes(village.office.fresh());
    assert_eq!(village.desk_says_for(&Kind::PledgePublished, another, silent), Err(Refusal::UnknownSubject));
}

#[test]
fn a6_what_was_entered_for_a_member_is_attested_by_that_member_alone() {
    let mut village = village();
    let (record, entry) = village.entered_pledge();
    let silent_phone = village.office.device(village.silent);
    let mut stand_by = |device: &Device, kind: &Kind, entry: EntryId| {
        let unsigned = about_entry(village.office.of_kind(device.key, kind, record), entry);
        village.office.say(&device.pair, unsigned)
    };
    assert_eq!(stand_by(&village.phone, &Kind::EntryAttested, entry), Err(Refusal::NotAllowed { needs: None }));
    let attested = stand_by(&silent_phone, &Kind::EntryAttested, entry).unwrap();
    assert!(stand_by(&silent_phone, &Kind::EntryContested, entry).is_ok());
    assert_eq!(stand_by(&silent_phone, &Kind::EntryAttested, attested), Err(Refusal::UnknownEntry), "own words");
    let elsewhere = EntryId::from_bytes([0xee; 16]);
    assert_eq!(stand_by(&silent_phone, &Kind::EntryAttested, elsewhere), Err(Refusal::UnknownEntry));
}
