//! Which role may say what, and what nobody says of their own.

use super::*;
use crate::test_support::reason_words;

/// Who may say each kind when nothing else stands in the way: secretary, the record's owner, another member, overseer.
fn may_say(kind: &Kind) -> [bool; 4] {
    match kind {
        Kind::PledgePublished | Kind::InvitationIssued | Kind::PointChecked => [true, true, true, true],
        // For themself.
        Kind::PostClaimed | Kind::PostReleased | Kind::AccountGiven => [true, true, true, true],
        Kind::PledgeConfirmed | Kind::PledgeDisputed => [true, false, false, true],
        // A secretary keeps another's pledge by naming the owner, which the table does.
        Kind::PledgeRevised
        | Kind::PledgeClaimed
        | Kind::PledgeNotFulfilled
        | Kind::PledgeWithdrawn
        | Kind::ProgressAdded
        | Kind::ProgressWithdrawn
        | Kind::MemberChanged
        | Kind::DeviceRevoked
        | Kind::InvitationRevoked => [true, true, false, false],
        // Said by the member for whom something was entered; the table's target was entered for the owner.
        Kind::EntryAttested | Kind::EntryContested => [false, true, false, false],
        // Said by an invitation's key, or at the very beginning.
        Kind::DeviceJoined | Kind::OrganisationFounded => [false; 4],
        // Said by the server that keeps the log.
        Kind::ChildrenFixed | Kind::ReleaseServed => [false; 4],
        // Said in the office log.
        Kind::RosterAnchored | Kind::MemoWritten | Kind::MemoRevised => [false; 4],
        _ => [true, false, false, false],
    }
}

#[test]
fn a8_each_kind_is_for_the_roles_that_may_say_it() {
    for kind in Kind::ALL {
        for (signer, expected) in may_say(kind).into_iter().enumerate() {
            let verdict = say_as(kind, signer);
            assert_eq!(verdict.is_ok(), expected, "{kind} by signer {signer}: {verdict:?}");
        }
    }
}

/// Offers a kind by one of four signers, each time to a fresh village where the record is ready for it.
fn say_as(kind: &Kind, signer: usize) -> Result<EntryId, Refusal> {
    let mut village = village();
    let other_phone = village.office.device(village.silent);
    let owner = village.member;
    if matches!(kind, Kind::PledgeConfirmed | Kind::PledgeDisputed) {
        village.claim();
    }
    let pledge = village.pledge;
    let entered = village.desk_says_for(&Kind::ProgressAdded, pledge, owner).unwrap();
    let record = ready_record(&mut village, kind);
    let device = [&village.office.desk, &village.phone, &other_phone, &village.overseer_phone][signer];
    let (key, pair) = (device.key, device.pair.clone());
    let mut unsigned = village.office.of_kind(key, kind, record);
    match kind {
        Kind::ProgressWithdrawn | Kind::EntryAttested | Kind::EntryContested => {
            unsigned = about_entry(unsigned, entered);
        }
        Kind::BodyErased => {
            unsigned = about_entry(unsigned, entered);
            unsigned.statement.codes.as_mut().unwrap().reason = Some(crate::codes::Reason::PersonalData);
        }
        _ => {}
    }
    let is_keeping = kind
        .shape()
        .is_some_and(|(about, place, _)| about == RecordKind::Pledge && place != Place::Begins)
        && !matches!(kind, Kind::PledgeConfirmed | Kind::PledgeDisputed | Kind::EntryAttested | Kind::EntryContested);
    if is_keeping && signer == 0 {
        unsigned.statement.subject = Some(owner);
    }
    village.office.say(&pair, unsigned)
}

/// A record about which a kind may be said: one of the member's own where members have some.
fn ready_record(village: &mut Village, kind: &Kind) -> RecordId {
    let (record, place, _) = kind.shape().unwrap();
    let fresh = RecordId::from_bytes(village.office.fresh());
    let begun = |village: &mut Village, kind: &Kind| {
        village.office.desk_says(kind, fresh).unwrap();
        fresh
    };
    match record {
        RecordKind::Organisation | RecordKind::Rules | RecordKind::Calendar => ORG.record(),
        _ if place == Place::Begins => fresh,
        RecordKind::Member => village.member,
        RecordKind::Device => village.phone.key.device(),
        RecordKind::Invitation => village.office.invite(village.member).0,
        RecordKind::Pledge => village.pledge,
        RecordKind::Post => begun(village, &Kind::PostDefined),
        RecordKind::Cycle => begun(village, &Kind::CycleOpened),
        RecordKind::Disclosure => begun(village, &Kind::DisclosurePublished),
        RecordKind::Point => begun(village, &Kind::PointPublished),
        RecordKind::Guide => begun(village, &Kind::GuidePublished),
        RecordKind::Custodian => village.office.appoint().key.device(),
        RecordKind::Memo => fresh,
        RecordKind::CatalogueItem => begun(village, &Kind::CatalogueDefined),
    }
}

#[test]
fn a8_a_member_renames_themself_and_gives_nobody_a_role() {
    let Village { mut office, member, phone, .. } = village();
    let mut promoted = office.of_kind(phone.key, &Kind::MemberChanged, member);
    promoted.statement.codes = Some(Codes { role: Some(Role::Secretary), ..Codes::default() });
    assert_eq!(office.say(&phone.pair, promoted), needs(Role::Secretary));
    let renamed = office.of_kind(phone.key, &Kind::MemberChanged, member);
    assert!(office.say(&phone.pair, renamed).is_ok());
}

#[test]
fn a8_a_roster_is_not_longer_than_its_bound() {
    let mut office = Office::founded();
    for number in 0..crate::limits::MAX_MEMBERS {
        let mut id = [0xaa; 16];
        id[..8].copy_from_slice(&number.to_be_bytes());
        let facts = MemberFacts { role: Role::Member, active: false };
        office.acceptance.members.insert(RecordId::from_bytes(id), facts);
    }
    let record = RecordId::from_bytes(office.fresh());
    let refused = office.desk_says(&Kind::MemberAdded, record);
    assert_eq!(refused, Err(Refusal::Full { limit: "members".into() }));
}

#[test]
fn a9_nobody_confirms_or_disputes_their_own_pledge() {
    let mut village = village();
    let own = village.office.desk_says(&Kind::PledgePublished, RecordId::from_bytes([0x77; 16])).unwrap();
    let record = village.office.acceptance.entry(&own).unwrap().record;
    village.office.desk_says(&Kind::PledgeClaimed, record).unwrap();
    for kind in [Kind::PledgeConfirmed, Kind::PledgeDisputed] {
        assert_eq!(village.office.desk_says(&kind, record), Err(Refusal::OwnRecord));
        let overseer = village.overseer;
        let for_another = village.desk_says_for(&kind, record, overseer);
        assert_eq!(for_another, Err(Refusal::OwnRecord), "not under another's name either");
    }
}

#[test]
fn a9_whoever_entered_a_claim_does_not_confirm_it() {
    let mut village = village();
    let (pledge, member) = (village.pledge, village.member);
    village.desk_says_for(&Kind::PledgeClaimed, pledge, member).unwrap();
    assert_eq!(village.office.desk_says(&Kind::PledgeConfirmed, pledge), Err(Refusal::OwnRecord));
    assert!(village.overseer_says(&Kind::PledgeConfirmed).is_ok());
}

#[test]
fn a9_a_verdict_is_entered_for_one_who_may_give_it() {
    let mut village = village();
    village.claim();
    let (pledge, overseer, silent, member) = (village.pledge, village.overseer, village.silent, village.member);
    assert_eq!(village.desk_says_for(&Kind::PledgeConfirmed, pledge, silent), Err(Refusal::UnknownSubject));
    assert_eq!(village.desk_says_for(&Kind::PledgeConfirmed, pledge, member), Err(Refusal::UnknownSubject));
    let secretary = village.office.secretary;
    let unsigned = village.office.of_kind(village.overseer_phone.key, &Kind::PledgeConfirmed, pledge).about(secretary);
    assert_eq!(village.office.say(&village.overseer_phone.pair, unsigned), needs(Role::Secretary));
    assert!(village.desk_says_for(&Kind::PledgeConfirmed, pledge, overseer).is_ok());
}

#[test]
fn a10_somebody_stays_who_can_sign_as_secretary() {
    let mut office = Office::founded();
    let founder = office.secretary;
    let second = office.member("副书记", Role::Secretary);
    let demote = |office: &mut Office, member: MemberId| {
        let mut unsigned = office.of_kind(office.desk.key, &Kind::MemberChanged, member);
        unsigned.statement.codes = Some(Codes { role: Some(Role::Member), ..Codes::default() });
        office.desk_signs(unsigned)
    };
    let desk = office.desk.key.device();
    assert_eq!(office.desk_says(&Kind::MemberRemoved, founder), Err(Refusal::LastSecretary), "no device, no secretary");
    assert_eq!(office.desk_says(&Kind::DeviceRevoked, desk), Err(Refusal::LastSecretary));
    assert_eq!(demote(&mut office, founder), Err(Refusal::LastSecretary));
    let tablet = office.device(second);
    assert!(demote(&mut office, founder).is_ok());
    let unsigned = office.of_kind(tablet.key, &Kind::DeviceRevoked, tablet.key.device());
    assert_eq!(office.say(&tablet.pair, unsigned), Err(Refusal::LastSecretary));
}

#[test]
fn a9_a_reason_is_given_with_every_verdict() {
    let mut village = village();
    village.claim();
    let verdict =
        village.office.tell(&village.overseer_phone, &Kind::PledgeDisputed, village.pledge, &reason_words("灯不亮"));
    assert!(verdict.is_ok());
    let mut wordless = village.office.of_kind(village.phone.key, &Kind::PledgeClaimed, village.pledge);
    wordless.statement.body = None;
    assert_eq!(village.office.say(&village.phone.pair, wordless), Err(Refusal::Body));
}
