//! Rules S7–S9: what comes in.

use jiannuo_domain::codes::{Codes, Reason, Role};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_domain::push::{Push, SignedStatement};
use jiannuo_domain::test_support::ORG;
use jiannuo_sync::evidence::Contradiction;
use jiannuo_sync::store::{KeptBody, StoreError};
use jiannuo_sync::transport::TransportError;
use jiannuo_sync::{Replica, SyncError};

use crate::support::network::{Call, Fault};
use crate::support::village::{ELSEWHERE, Phone, Village, board, check_log};

/// A server with ten entries after the people, and a phone that has seen none of them.
fn village_with_news(seed: u64) -> (Village, Phone) {
    let village = Village::founded(seed);
    let person = village.person(Role::Member);
    let phone = village.synced_phone(person);
    for _ in 0..10 {
        village.publish(village.pledge(village.secretary.key, village.record(), "修路"));
    }
    (village, phone)
}

/// Changes the server's last leaf into what a liar would serve.
fn lie(village: &Village, change: impl FnOnce(&mut Leaf)) {
    change(village.server.borrow_mut().leaves.last_mut().unwrap());
}

/// The phone refuses the bundle: nothing of it is folded or kept, and nothing is sent to such a server.
fn refuses(phone: &mut Phone, village: &Village) {
    let (size, kept) = (phone.replica.logged().acceptance().size(), phone.store.snapshot());
    phone.replica.outbox().iter().for_each(|item| assert!(!item.attempted));
    let error = phone.sync().unwrap_err();
    let last = village.server.borrow().leaves.len() as u64 - 1;
    assert_eq!(error, SyncError::NotGenuine { index: last });
    assert_eq!(phone.replica.logged().acceptance().size(), size);
    assert_eq!(phone.store.snapshot(), kept);
    assert_eq!(phone.network.count(Call::Push), 0);
}

#[test]
fn s7_an_altered_statement_is_refused() {
    let (village, mut phone) = village_with_news(1);
    lie(&village, |leaf| leaf.statement = leaf.statement.replace("\"at\":1", "\"at\":2"));
    refuses(&mut phone, &village);
}

#[test]
fn s7_an_altered_signature_is_refused() {
    let (village, mut phone) = village_with_news(2);
    lie(&village, |leaf| {
        let mut bytes = *leaf.signature.as_bytes();
        bytes[17] ^= 4;
        leaf.signature = jiannuo_domain::key::Signature::from_bytes(&bytes).unwrap();
    });
    refuses(&mut phone, &village);
}

#[test]
fn s7_a_key_that_the_log_never_introduced_is_refused() {
    let (village, mut phone) = village_with_news(3);
    let stranger = village.ring.make().id();
    let forged = village.sign(village.pledge(stranger, village.record(), "修庙"));
    lie(&village, |leaf| (leaf.statement, leaf.signature) = (forged.statement, forged.signature));
    refuses(&mut phone, &village);
}

#[test]
fn s7_a_statement_for_another_organisation_is_refused() {
    let (village, mut phone) = village_with_news(4);
    let mut unsigned = village.pledge(village.secretary.key, village.record(), "修庙");
    unsigned.statement.org = ELSEWHERE;
    let foreign = village.sign(unsigned);
    lie(&village, |leaf| (leaf.statement, leaf.signature) = (foreign.statement, foreign.signature));
    refuses(&mut phone, &village);
}

#[test]
fn s7_times_of_receipt_that_run_backwards_are_refused() {
    let (village, mut phone) = village_with_news(5);
    lie(&village, |leaf| leaf.received_ms -= 1);
    refuses(&mut phone, &village);
}

#[test]
fn s7_a_shrunk_log_is_refused() {
    let (village, mut phone) = village_with_news(6);
    phone.sync().unwrap();
    let seen = phone.replica.logged().acceptance().size();
    village.server.borrow_mut().leaves.pop();
    let Err(SyncError::Contradicted(evidence)) = phone.sync() else { panic!("it was accepted") };
    assert_eq!(evidence.contradiction, Contradiction::Smaller { size: seen - 1, seen });
    assert_eq!(phone.replica.logged().acceptance().size(), seen);
}

#[test]
fn s7_a_bundle_that_ends_too_early_is_refused() {
    let (_village, mut phone) = village_with_news(7);
    let kept = phone.store.snapshot();
    phone.network.fail_once(Call::Bundle, Fault::Truncated);
    assert!(matches!(phone.sync(), Err(SyncError::Transport(TransportError::Malformed(_)))));
    assert_eq!(phone.store.snapshot(), kept);
    phone.sync().unwrap();
}

#[test]
fn s7_an_erasure_that_nobody_had_the_right_to_removes_nothing_here() {
    let (village, mut phone) = village_with_news(8);
    let member = village.person(Role::Member);
    let entry = village.publish(village.pledge(village.secretary.key, village.record(), "修路"));
    phone.sync().unwrap();
    let body = village.server.borrow().ledger().acceptance().entry(&entry).unwrap().body.unwrap();
    // A member's own signature holds, but only a secretary erases; this server lets it in all the same.
    let codes = Codes { entry: Some(entry), reason: Some(Reason::Other), ..Codes::default() };
    let signed = village.sign(village.bare(member.key, Kind::BodyErased, ORG.record()).with_codes(codes));
    append(&village, signed);
    phone.sync().unwrap();
    assert!(matches!(phone.store.has_body(&body), Some(KeptBody::Present(_))));
    assert_eq!(phone.replica.logged().violations.len(), 1);
}

/// Puts a statement into the log past every check.
fn append(village: &Village, signed: SignedStatement) {
    let mut server = village.server.borrow_mut();
    let received_ms = server.now_ms;
    server.leaves.push(Leaf { statement: signed.statement, signature: signed.signature, received_ms });
    server.reopen();
}

#[test]
fn s8_newer_kinds_are_kept_checked_and_marked() {
    let (village, mut phone) = village_with_news(9);
    let record = village.record();
    village.publish(village.pledge(village.secretary.key, record, "修路"));
    append(&village, village.sign(village.bare(village.secretary.key, Kind::Newer("ballot.cast".into()), record)));
    let after = village.publish(village.pledge(village.secretary.key, village.record(), "修桥"));
    phone.sync().unwrap();
    assert!(phone.replica.logged().needs_newer_app(&record));
    assert!(phone.replica.logged().acceptance().entry(&after).is_some());
    assert_eq!(board(phone.replica.logged()), board(village.server.borrow().ledger()));
    let reopened = pollster::block_on(Replica::open(&*phone.store, ORG)).unwrap();
    assert_eq!(board(reopened.logged()), board(phone.replica.logged()));
}

#[test]
fn s8_a_newer_kind_is_no_way_around_the_signature() {
    let (village, mut phone) = village_with_news(10);
    for change in [("pledge.published", "ballot.cast"), ("\"v\":1", "\"v\":2"), ("\"kind\"", "\"kinds\"")] {
        let genuine = village.server.borrow().leaves.last().unwrap().clone();
        lie(&village, |leaf| {
            let statement = leaf.statement.replace(change.0, change.1);
            assert_ne!(statement, leaf.statement);
            leaf.statement = statement;
        });
        refuses(&mut phone, &village);
        lie(&village, |leaf| *leaf = genuine);
    }
    phone.sync().unwrap();
}

#[test]
fn s9_more_than_one_bundle_comes_in_window_by_window() {
    let village = Village::founded(11);
    let entries = (0..2 * BUNDLE_ENTRIES + 30)
        .map(|_| village.sign(village.pledge(village.secretary.key, village.record(), "修路")))
        .collect();
    village.server.borrow_mut().push(&Push { entries }, None);
    for page_bodies in [1, 7, 1_000] {
        village.server.borrow_mut().page_bodies = page_bodies;
        let mut phone = village.phone(village.secretary);
        // The second bundle is lost once: what came before it stays.
        let mut bundles = 0;
        phone.network.fail(move |call| {
            bundles += u32::from(call == Call::Bundle);
            (call == Call::Bundle && bundles == 2).then_some(Fault::LostRequest)
        });
        phone.sync().unwrap_err();
        assert_eq!(phone.replica.logged().acceptance().size(), BUNDLE_ENTRIES);
        phone.sync().unwrap();
        assert_eq!(board(phone.replica.logged()), board(village.server.borrow().ledger()), "{page_bodies} a page");
    }
}

#[test]
fn s9_words_that_are_altered_or_not_served_are_asked_for_again() {
    for fault in [Fault::Altered(3), Fault::Truncated] {
        let (village, mut phone) = village_with_news(12);
        phone.network.fail_once(Call::Bodies, fault);
        phone.sync().unwrap();
        village.publish(village.pledge(village.secretary.key, village.record(), "修桥"));
        phone.sync().unwrap();
        assert_eq!(board(phone.replica.logged()), board(village.server.borrow().ledger()), "{fault:?}");
    }
}

#[test]
fn s9_words_that_the_server_lost_stay_missing_and_are_not_asked_for_at_every_turn() {
    let (village, mut phone) = village_with_news(13);
    let record = village.record();
    let entry = village.publish(village.pledge(village.secretary.key, record, "修桥"));
    let body = village.server.borrow().ledger().acceptance().entry(&entry).unwrap().body.unwrap();
    let lost = village.server.borrow_mut().bodies.remove(&body).unwrap();
    phone.sync().unwrap();
    assert_eq!(phone.replica.logged().pledges[&record].words(), None);
    phone.sync().unwrap();
    let asked = phone.network.count(Call::Bodies);
    phone.sync().unwrap();
    assert_eq!(phone.network.count(Call::Bodies), asked);
    // Found again in a backup.
    village.server.borrow_mut().bodies.insert(body, lost);
    phone.replica = pollster::block_on(Replica::open(&*phone.store, ORG)).unwrap();
    phone.sync().unwrap();
    assert_eq!(phone.replica.logged().pledges[&record].words().unwrap().text, "修桥");
}

#[test]
fn s9_own_words_do_not_depend_on_the_server_keeping_them() {
    let village = Village::founded(14);
    let person = village.person(Role::Member);
    let mut phone = village.synced_phone(person);
    let record = village.record();
    phone.write(vec![village.pledge(person.key, record, "修路")]).unwrap();
    phone.network.fail_once(Call::Push, Fault::LostAnswer);
    phone.sync().unwrap_err();
    village.server.borrow_mut().bodies.clear();
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!(phone.replica.logged().pledges[&record].words().unwrap().text, "修路");
}

#[test]
fn s9_erased_is_believed_of_the_log_alone_and_forgets_the_words() {
    let (village, mut phone) = village_with_news(15);
    let record = village.record();
    let entry = village.publish(village.pledge(village.secretary.key, record, "王某欠款"));
    phone.sync().unwrap();
    let body = village.server.borrow().ledger().acceptance().entry(&entry).unwrap().body.unwrap();
    assert!(matches!(phone.store.has_body(&body), Some(KeptBody::Present(_))));
    let codes = Codes { entry: Some(entry), reason: Some(Reason::PersonalData), ..Codes::default() };
    village.publish(village.bare(village.secretary.key, Kind::BodyErased, ORG.record()).with_codes(codes));
    phone.sync().unwrap();
    assert_eq!(phone.store.has_body(&body), Some(KeptBody::Erased));
    assert_eq!(board(phone.replica.logged()), board(village.server.borrow().ledger()));
    // A device that comes later never sees the words and ends alike.
    let late = village.synced_phone(village.secretary);
    assert_eq!(board(late.replica.logged()), board(phone.replica.logged()));
    check_log(&village);
}

#[test]
fn s9_another_tab_that_pulled_first_is_moved_and_loads_again() {
    let (village, mut phone) = village_with_news(16);
    let mut other_tab = phone.other_tab();
    other_tab.sync().unwrap();
    village.publish(village.pledge(village.secretary.key, village.record(), "修桥"));
    assert_eq!(phone.sync(), Err(SyncError::Store(StoreError::Moved)));
    phone.reload();
    phone.sync().unwrap();
    assert_eq!(board(phone.replica.logged()), board(village.server.borrow().ledger()));
}

#[test]
fn s9_an_item_that_another_tab_saw_published_leaves_the_outbox() {
    let village = Village::founded(17);
    let person = village.person(Role::Member);
    let mut phone = village.synced_phone(person);
    let mut other_tab = phone.other_tab();
    phone.write(vec![village.pledge(person.key, village.record(), "修路")]).unwrap();
    phone.network.fail_once(Call::Push, Fault::LostAnswer);
    phone.sync().unwrap_err();
    // The other tab was opened before and does not know the item.
    other_tab.sync().unwrap();
    phone.reload();
    assert_eq!(phone.replica.outbox().len(), 1);
    let pushes = phone.network.count(Call::Push);
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!((phone.replica.outbox().len(), phone.network.count(Call::Push)), (0, pushes));
}

/// A server cannot make a device give up what was written by logging something else under its identity.
#[test]
fn s9_the_same_identity_by_another_key_is_not_ones_own() {
    let (village, mut phone) = village_with_news(18);
    let own = village.pledge(phone.person.key, village.record(), "修路");
    let mut other = village.pledge(village.secretary.key, village.record(), "不修路");
    other.statement.entry = own.statement.entry;
    phone.write(vec![own]).unwrap();
    village.publish(other);
    phone.sync().unwrap();
    assert_eq!(phone.replica.outbox().len(), 1);
}
