//! Rule S14: a log that contradicts itself is not followed, both notes are kept, and nothing is sent to it.

use jiannuo_domain::codes::Role;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_domain::test_support::ORG;
use jiannuo_sync::evidence::{Contradiction, MAX_EVIDENCE};
use jiannuo_sync::{Replica, SyncError};

use crate::support::memory::StoreFault;
use crate::support::network::{Call, Fault};
use crate::support::village::{Phone, Village, contradiction};

/// A member's phone that has seen everything and has something to send, and the log as it was.
fn village_and_phone(seed: u64, entries: usize) -> (Village, Phone, Vec<Leaf>) {
    let village = Village::founded(seed);
    let person = village.person(Role::Member);
    village.grow(entries);
    let mut phone = village.synced_phone(person);
    phone.write(vec![village.pledge(person.key, village.record(), "修桥")]).unwrap();
    let truth = village.server.borrow().leaves.clone();
    (village, phone, truth)
}

/// The server shows another history: its last `forgotten` entries are replaced by `added` others.
fn fork(village: &Village, forgotten: usize, added: usize) {
    let leaves = village.server.borrow().leaves.clone();
    village.server.borrow_mut().show(leaves[..leaves.len() - forgotten].to_vec());
    village.grow(added);
}

/// The phone says this, keeps both notes, takes nothing in and sends nothing; then the truth is back, and still nothing
/// is sent until somebody decides.
fn is_found_out(village: &Village, mut phone: Phone, truth: Vec<Leaf>, expected: Contradiction) {
    let kept = phone.store.snapshot();
    let offered = village.server.borrow().checkpoint().note;
    for _ in 0..2 {
        assert_eq!(contradiction(phone.sync()), expected);
        phone.reload();
    }
    let after = phone.store.snapshot();
    assert_eq!((&after.leaves, &after.verified), (&kept.leaves, &kept.verified));
    assert_eq!(after.evidence, phone.replica.evidence());
    let [evidence] = phone.replica.evidence() else { panic!("{} pieces", phone.replica.evidence().len()) };
    assert_eq!(evidence.held, kept.verified.map(|verified| verified.note));
    assert_eq!(evidence.offered, offered);
    village.server.borrow_mut().show(truth);
    village.grow(1);
    assert_eq!(phone.sync(), Err(SyncError::Undecided));
    assert_eq!(phone.replica.root(), village.root(), "reading goes on");
    assert_eq!(phone.network.count(Call::Push), 0);
    assert!(!phone.item().attempted, "and it can still be taken back");
    phone.decide();
    phone.reload();
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!(phone.replica.evidence().len(), 1, "what was found stays");
}

#[test]
fn s14_a_log_set_back_to_yesterday_is_found_out() {
    let (village, phone, truth) = village_and_phone(1, 5);
    let seen = truth.len() as u64;
    fork(&village, 2, 0);
    is_found_out(&village, phone, truth, Contradiction::Smaller { size: seen - 2, seen });
}

#[test]
fn s14_another_history_of_the_same_size_is_found_out() {
    let (village, phone, truth) = village_and_phone(2, 5);
    let size = truth.len() as u64;
    fork(&village, 2, 2);
    is_found_out(&village, phone, truth, Contradiction::Forked { size });
}

/// At every size around a power of two: there an old tree is no part of its own proof.
#[test]
fn s14_a_longer_log_with_another_beginning_is_found_out() {
    for entries in 1..6 {
        let (village, phone, truth) = village_and_phone(3, entries);
        let smaller = truth.len() as u64;
        fork(&village, 1, 4);
        is_found_out(&village, phone, truth, Contradiction::NotExtended { smaller, larger: smaller + 3 });
    }
}

#[test]
fn s14_another_beginning_is_found_out_across_bundles() {
    let (village, phone, truth) = village_and_phone(4, 3);
    let smaller = truth.len() as u64;
    fork(&village, 1, BUNDLE_ENTRIES as usize + 9);
    let larger = village.server.borrow().leaves.len() as u64;
    is_found_out(&village, phone, truth, Contradiction::NotExtended { smaller, larger });
}

#[test]
fn s14_a_pull_that_was_interrupted_holds_the_log_to_what_it_signed() {
    let village = Village::founded(5);
    village.grow(2 * BUNDLE_ENTRIES as usize + 3);
    let truth = village.server.borrow().leaves.clone();
    let mut phone = village.phone(village.secretary);
    let mut bundles = 0;
    phone.network.fail(move |call| {
        bundles += u32::from(call == Call::Bundle);
        (bundles == 2).then_some(Fault::LostRequest)
    });
    phone.sync().unwrap_err();
    phone.network.heal();
    assert_eq!(phone.replica.logged().acceptance().size(), BUNDLE_ENTRIES);
    // What is here is under both; what was signed for and is not here yet is not.
    let seen = truth.len() as u64;
    fork(&village, 1, 0);
    assert_eq!(contradiction(phone.sync()), Contradiction::Smaller { size: seen - 1, seen });
    village.server.borrow_mut().show(truth);
    fork(&village, 1, 3);
    let expected = Contradiction::NotExtended { smaller: seen, larger: seen + 2 };
    assert_eq!(contradiction(phone.sync()), expected);
    assert_eq!(phone.replica.logged().acceptance().size(), BUNDLE_ENTRIES);
}

#[test]
fn s14_a_checkpoint_with_a_wrong_signature_is_found_out() {
    let (village, mut phone, _) = village_and_phone(6, 2);
    village.grow(1);
    phone.network.fail_once(Call::Checkpoint, Fault::Altered(0));
    assert_eq!(contradiction(phone.sync()), Contradiction::Unsigned);
    assert_eq!(phone.sync(), Err(SyncError::Undecided));
    assert_eq!(phone.network.count(Call::Push), 0);
}

#[test]
fn s14_evidence_is_bounded_and_the_first_pieces_stay() {
    let (village, mut phone, truth) = village_and_phone(7, 2);
    for round in 0..MAX_EVIDENCE + 3 {
        village.server.borrow_mut().show(truth.clone());
        fork(&village, 1, 1 + round % 3);
        phone.sync().unwrap_err();
    }
    let first = phone.replica.evidence().to_vec();
    assert_eq!(first.len(), MAX_EVIDENCE);
    phone.reload();
    assert_eq!(phone.replica.evidence(), first);
}

#[test]
fn s14_the_same_two_notes_are_one_piece_of_evidence() {
    let (village, mut phone, _) = village_and_phone(10, 4);
    fork(&village, 2, 0);
    phone.sync().unwrap_err();
    phone.sync().unwrap_err();
    assert_eq!(phone.replica.evidence().len(), 1);
}

#[test]
fn s14_a_device_without_room_for_evidence_sends_nothing_either() {
    let (village, mut phone, _) = village_and_phone(8, 4);
    fork(&village, 2, 0);
    phone.store.fail(|_| Some(StoreFault::NoRoom));
    assert!(matches!(contradiction(phone.sync()), Contradiction::Smaller { .. }));
    assert!(phone.replica.is_withheld());
    assert_eq!(phone.network.count(Call::Push), 0);
}

#[test]
fn s14_a_decision_of_one_tab_is_not_undone_by_another() {
    let (village, mut phone, truth) = village_and_phone(9, 4);
    fork(&village, 2, 0);
    phone.sync().unwrap_err();
    let mut other_tab = phone.other_tab();
    phone.decide();
    // The other tab does not know of the decision, and meets the same two notes again.
    other_tab.sync().unwrap_err();
    village.server.borrow_mut().show(truth);
    let reopened = pollster::block_on(Replica::open(&*phone.store, ORG)).unwrap();
    assert!(!reopened.is_withheld());
}
