//! Pledges that name each other, posts and accounts.

use super::*;
use crate::test_support::reason_words;

/// A village where the member and another one with a phone have pledged to each other; the member's pledge first.
struct Pair {
    village: Village,
    other: MemberId,
    other_phone: Device,
    mine: RecordId,
    theirs: RecordId,
}

fn names(record: RecordId, counterpart: MemberId) -> Codes {
    Codes { pair: Some(record), counterpart: Some(counterpart), ..Codes::default() }
}

fn publish(village: &mut Village, device: &Device, record: RecordId, codes: Codes) -> Result<EntryId, Refusal> {
    let mut unsigned = village.office.of_kind(device.key, &Kind::PledgePublished, record);
    unsigned.statement.codes = Some(codes);
    village.office.say(&device.pair, unsigned)
}

fn asked() -> Pair {
    let mut village = village();
    let other = village.silent;
    let other_phone = village.office.device(other);
    let mine = RecordId::from_bytes(village.office.fresh());
    let theirs = RecordId::from_bytes(village.office.fresh());
    let phone = village.phone.clone();
    publish(&mut village, &phone, mine, names(theirs, other)).unwrap();
    Pair { village, other, other_phone, mine, theirs }
}

fn answered() -> Pair {
    let mut pair = asked();
    let codes = names(pair.mine, pair.village.member);
    publish(&mut pair.village, &pair.other_phone, pair.theirs, codes).unwrap();
    pair
}

#[test]
fn a16_two_pledges_are_a_pair_when_both_name_each_other() {
    let Pair { village, other, mine, theirs, .. } = asked();
    assert_eq!(village.office.acceptance.other_side(&mine), None, "nobody has answered");
    assert_eq!(
        village.office.acceptance.record(&mine).unwrap().pairing,
        Some(Pairing { record: theirs, counterpart: other })
    );
    let Pair { village, mine, theirs, .. } = answered();
    let side = |pledge: &RecordId| village.office.acceptance.other_side(pledge).map(|side| side.record);
    assert_eq!((side(&mine), side(&theirs)), (Some(theirs), Some(mine)));
}

#[test]
fn a16_an_answer_is_given_by_the_member_who_was_asked_and_names_what_it_answers() {
    let Pair { mut village, other, other_phone, mine, theirs } = asked();
    let (member, overseer) = (village.member, village.overseer);
    let overseer_phone = village.overseer_phone.clone();
    let by_another = publish(&mut village, &overseer_phone, theirs, names(mine, member));
    assert_eq!(by_another, codes("pair"));
    assert_eq!(publish(&mut village, &other_phone, theirs, names(mine, overseer)), codes("pair"));
    let elsewhere = RecordId::from_bytes(village.office.fresh());
    assert_eq!(publish(&mut village, &other_phone, elsewhere, names(mine, member)), codes("pair"));
    assert_eq!(publish(&mut village, &other_phone, theirs, names(theirs, member)), codes("pair"), "nor itself");
    assert_eq!(publish(&mut village, &other_phone, theirs, names(elsewhere, other)), codes("counterpart"));
    let mut unsigned = village.office.of_kind(village.office.desk.key, &Kind::PledgePublished, theirs).about(other);
    unsigned.statement.codes = Some(names(mine, member));
    assert!(village.office.desk_signs(unsigned).is_ok(), "a secretary may enter it for them");
}

#[test]
fn a16_each_side_judges_the_others_claim_and_nobody_elses() {
    let Pair { mut village, other_phone, mine, theirs, .. } = answered();
    let phone = village.phone.clone();
    for pledge in [mine, village.pledge] {
        village.office.tell(&phone, &Kind::PledgeClaimed, pledge, &claim_words("照片")).unwrap();
    }
    let judge = |village: &mut Village, device: &Device, kind: &Kind, pledge| {
        village.office.tell(device, kind, pledge, &reason_words("看过了"))
    };
    let unpaired = village.pledge;
    assert_eq!(judge(&mut village, &other_phone, &Kind::PledgeConfirmed, unpaired), needs(Role::Overseer));
    assert_eq!(judge(&mut village, &phone, &Kind::PledgeConfirmed, mine), needs(Role::Overseer));
    assert!(judge(&mut village, &other_phone, &Kind::PledgeConfirmed, mine).is_ok());
    assert!(judge(&mut village, &other_phone, &Kind::PledgeDisputed, mine).is_ok(), "and can be shaken later");
    village.office.tell(&other_phone, &Kind::PledgeClaimed, theirs, &claim_words("台账")).unwrap();
    assert!(judge(&mut village, &phone, &Kind::PledgeConfirmed, theirs).is_ok());
}

#[test]
fn a16_who_was_named_and_has_not_answered_judges_nothing() {
    let Pair { mut village, other_phone, mine, .. } = asked();
    let phone = village.phone.clone();
    village.office.tell(&phone, &Kind::PledgeClaimed, mine, &claim_words("照片")).unwrap();
    let verdict = village.office.tell(&other_phone, &Kind::PledgeConfirmed, mine, &reason_words("看过了"));
    assert_eq!(verdict, needs(Role::Overseer));
}

#[test]
fn a17_members_take_posts_and_account_for_themselves_and_a_secretary_enters_it_for_them() {
    let mut village = village();
    let (member, silent) = (village.member, village.silent);
    let [post, cycle] = [Kind::PostDefined, Kind::CycleOpened].map(|kind| {
        let record = RecordId::from_bytes(village.office.fresh());
        village.office.desk_says(&kind, record).unwrap();
        record
    });
    for (kind, record) in [(Kind::PostClaimed, post), (Kind::PostReleased, post), (Kind::AccountGiven, cycle)] {
        let unsigned = village.office.of_kind(village.phone.key, &kind, record).about(silent);
        assert_eq!(village.office.say(&village.phone.pair, unsigned), needs(Role::Secretary), "{kind}");
        assert!(village.desk_says_for(&kind, record, silent).is_ok(), "{kind}");
        let own = village.office.of_kind(village.phone.key, &kind, record);
        assert!(village.office.say(&village.phone.pair, own).is_ok(), "{kind}");
    }
    village.office.desk_says(&Kind::MemberRemoved, member).unwrap();
    assert_eq!(village.desk_says_for(&Kind::PostClaimed, post, member), Err(Refusal::UnknownSubject));
    assert!(village.desk_says_for(&Kind::PostReleased, post, member).is_ok(), "what they held is given up for them");
    village.office.desk_says(&Kind::PostWithdrawn, post).unwrap();
    let late = village.desk_says_for(&Kind::PostClaimed, post, silent);
    assert_eq!(late, Err(Refusal::IllegalMove { state: State::Withdrawn }));
}
