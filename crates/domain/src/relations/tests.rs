#![allow(clippy::unwrap_used)]

use super::*;
use crate::board::Board;
use crate::codes::Role;
use crate::kind::Kind;
use crate::test_support::{Device, Office, claim_words, day, pledge_words, reason_words};
use crate::words::{Due, PledgeWords};

fn office() -> (Office, Device, Device) {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Member);
    let overseer = office.member("监督员乙", Role::Overseer);
    let (phone, overseer_phone) = (office.device(member), office.device(overseer));
    (office, phone, overseer_phone)
}

fn words(part_of: Option<RecordId>) -> PledgeWords {
    PledgeWords { part_of, ..pledge_words("修好一段", Due::On { on: day("2026-06-30") }, None) }
}

#[test]
fn v6_a_pledge_counts_its_parts_and_how_many_are_kept() {
    let (mut office, phone, overseer) = office();
    let whole = office.pledge(&phone, &words(None));
    let parts: Vec<_> = (0..4).map(|_| office.pledge(&phone, &words(Some(whole)))).collect();
    office.desk_says(&Kind::RulesSet, crate::test_support::ORG.record()).unwrap();
    for part in &parts[..2] {
        office.tell(&phone, &Kind::PledgeClaimed, *part, &claim_words("照片")).unwrap();
    }
    office.tell(&overseer, &Kind::PledgeConfirmed, parts[0], &reason_words("看过")).unwrap();
    let withdrawn = office.of_kind(phone.key, &Kind::PledgeWithdrawn, parts[3]);
    office.say(&phone.pair, withdrawn).unwrap();
    let ledger = office.ledger();
    let relations = Relations::of(&ledger);
    assert_eq!(relations.count_parts(&ledger, &whole), Some(Parts { kept: 1, of: 3 }), "a withdrawn part is none");
    assert_eq!(relations.count_parts(&ledger, &parts[0]), None);
    assert_eq!(above(&ledger.pledges[&parts[1]]), Some(whole));
}

#[test]
fn v6_pledges_that_name_each_other_in_a_circle_are_shown_like_any_others() {
    let (mut office, phone, _) = office();
    let one = office.pledge(&phone, &words(None));
    let two = office.pledge(&phone, &words(Some(one)));
    for (pledge, part_of) in [(one, Some(two)), (two, Some(one))] {
        let revised = PledgeWords { reason: Some("归类".into()), carried_from: part_of, ..words(part_of) };
        office.tell(&phone, &Kind::PledgeRevised, pledge, &revised).unwrap();
    }
    let own = office.pledge(&phone, &words(None));
    office.tell(&phone, &Kind::PledgeRevised, own, &words(Some(own))).unwrap();
    let ledger = office.ledger();
    let relations = Relations::of(&ledger);
    assert_eq!((relations.parts(&one), relations.parts(&two)), (vec![two], vec![one]));
    assert_eq!((relations.parts(&own), above(&ledger.pledges[&own])), (vec![], None), "nothing is a part of itself");
    assert_eq!(Board::of(&ledger, jiannuo_tlog::empty_root(), day("2026-06-02")).pledges.len(), 3);
}

#[test]
fn v6_what_is_named_and_is_not_there_changes_nothing() {
    let (mut office, phone, _) = office();
    let nowhere = RecordId::from_bytes([0xee; 16]);
    let pledge = office.pledge(&phone, &PledgeWords { cycle: Some(nowhere), ..words(Some(nowhere)) });
    let ledger = office.ledger();
    let board = Board::of(&ledger, jiannuo_tlog::empty_root(), day("2026-06-02"));
    assert_eq!((board.pledges[0].id, board.pledges[0].parts), (pledge, None));
    assert!(board.cycles.is_empty());
}
