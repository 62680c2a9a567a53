//! What a device keeps, and what it takes for now: full stores, wrong clocks, people who left.

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::codes::Role;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Receipt;
use jiannuo_domain::test_support::{BEGINNING_MS, ORG, day};
use jiannuo_sync::outbox::OutboxState;
use jiannuo_sync::store::StoreError;
use jiannuo_sync::{Replica, SyncError};

use crate::support::memory::StoreFault;
use crate::support::network::Call;
use crate::support::run_or_crash;
use crate::support::village::{Phone, Village, board, check_log};

const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1_000;

fn member_with_phone(seed: u64) -> (Village, Phone) {
    let village = Village::founded(seed);
    let person = village.person(Role::Member);
    let phone = village.synced_phone(person);
    (village, phone)
}

#[test]
fn i1_what_is_written_is_shown_at_once_and_after_opening_again() {
    let (village, mut phone) = member_with_phone(1);
    let record = village.record();
    phone.write(vec![village.pledge(phone.person.key, record, "修路")]).unwrap();
    phone.write(vec![village.progress(phone.person.key, record, "走了一半")]).unwrap();
    let reopened = pollster::block_on(Replica::open(&*phone.store, ORG)).unwrap();
    for replica in [&phone.replica, &reopened] {
        let pledge = &replica.shown().pledges[&record];
        assert_eq!(pledge.wordings[0].stamp.receipt, Receipt::Pending);
        assert_eq!(pledge.progress.len(), 1);
        assert!(!replica.logged().pledges.contains_key(&record));
    }
    assert_eq!(board(phone.replica.shown()), board(reopened.shown()));
}

#[test]
fn i1_no_room_means_an_error_and_nothing_half_saved() {
    let (village, mut phone) = member_with_phone(2);
    let kept = phone.store.snapshot();
    let (first, second) = (village.record(), village.record());
    let both = vec![village.pledge(phone.person.key, first, "修路"), village.pledge(phone.person.key, second, "修桥")];
    phone.store.fail(|_| Some(StoreFault::NoRoom));
    assert_eq!(phone.write(both.clone()), Err(SyncError::Store(StoreError::NoRoom)));
    assert_eq!(phone.store.snapshot(), kept);
    assert_eq!(phone.replica.outbox(), []);
    assert!(phone.replica.shown().pledges.is_empty());
    phone.store.heal();
    phone.write(both).unwrap();
    assert_eq!(phone.sync().unwrap().published, 2);
}

#[test]
fn i1_a_device_with_no_room_for_the_log_still_publishes() {
    let (village, mut phone) = member_with_phone(3);
    let entry = phone.write(vec![village.pledge(phone.person.key, village.record(), "修路")]).unwrap();
    village.publish(village.pledge(village.secretary.key, village.record(), "修桥"));
    phone.store.fail(|change| (!change.leaves.is_empty()).then_some(StoreFault::NoRoom));
    assert_eq!(phone.sync(), Err(SyncError::Store(StoreError::NoRoom)));
    assert_eq!((village.count(entry), phone.replica.outbox().len()), (1, 1));
    phone.store.heal();
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!(phone.network.count(Call::Push), 1);
}

#[test]
fn i1_a_crash_at_any_commit_of_a_sync_loses_nothing_and_doubles_nothing() {
    for fault in [StoreFault::CrashBefore, StoreFault::CrashAfter] {
        for at in 0.. {
            let (village, mut phone) = member_with_phone(4);
            let entry = phone.write(vec![village.pledge(phone.person.key, village.record(), "修路")]).unwrap();
            let mut commit = 0;
            phone.store.fail(move |_| {
                commit += 1;
                (commit == at + 1).then_some(fault)
            });
            let sync = phone.replica.sync(&*phone.store, &phone.network, &*phone.ring, phone.device_ms);
            let crashed = run_or_crash(sync).is_none();
            phone.store.heal();
            phone.replica = pollster::block_on(Replica::open(&*phone.store, ORG)).unwrap();
            phone.sync().unwrap();
            assert_eq!((village.count(entry), phone.replica.outbox().len()), (1, 0), "{fault:?} at {at}");
            check_log(&village);
            if !crashed {
                assert!(at >= 2, "a sync that publishes has an attempt and a pull to keep");
                break;
            }
        }
    }
}

#[test]
fn t5_a_device_in_1970_and_one_a_year_ahead_publish_and_give_no_verdicts() {
    for off_ms in [-BEGINNING_MS, YEAR_MS] {
        let (village, mut phone) = member_with_phone(5);
        phone.device_ms = BEGINNING_MS + off_ms;
        let mut pledge = village.pledge(phone.person.key, village.record(), "修路");
        pledge.statement.at = phone.device_ms;
        let record = pledge.statement.record;
        let entry = phone.write(vec![pledge]).unwrap();
        assert_eq!(phone.sync().unwrap().published, 1);
        assert_eq!(village.count(entry), 1);
        assert_eq!(phone.replica.now(phone.device_ms).clock_off_ms, Some(off_ms));
        assert_eq!(phone.replica.now(phone.device_ms).today, day("2026-06-01").plus_days(off_ms.max(0) / 86_400_000));
        let stamp = phone.replica.logged().pledges[&record].wordings[0].stamp;
        assert!(stamp.has_wrong_clock());
        // The comparison of clocks outlives the app.
        phone.reload();
        assert_eq!(phone.replica.now(phone.device_ms).clock_off_ms, Some(off_ms));
        check_log(&village);
    }
}

#[test]
fn t5_a_clock_that_was_set_right_is_noticed_at_the_next_sync_and_then_costs_no_writes() {
    let (_village, mut phone) = member_with_phone(6);
    phone.device_ms += YEAR_MS;
    phone.sync().unwrap();
    assert!(phone.replica.now(phone.device_ms).clock_off_ms.is_some());
    phone.device_ms -= YEAR_MS;
    phone.sync().unwrap();
    assert_eq!(phone.replica.now(phone.device_ms).clock_off_ms, None);
    phone.store.fail(|_| Some(StoreFault::FailsBefore));
    phone.sync().unwrap();
}

#[test]
fn a3_a_member_removed_while_offline_keeps_what_was_refused_with_its_reason() {
    let (village, mut phone) = member_with_phone(7);
    let record = village.record();
    let pledge = village.pledge(phone.person.key, record, "修路");
    let progress = village.progress(phone.person.key, record, "走了一半");
    phone.write(vec![pledge, progress]).unwrap();
    let member = phone.person.member;
    let head = village.server.borrow().ledger().acceptance().record(&member).unwrap().head;
    village.publish(village.bare(village.secretary.key, Kind::MemberRemoved, member).following(head));
    assert_eq!(phone.sync().unwrap().refused, 1);
    let states: Vec<_> = phone.replica.outbox().iter().map(|item| &item.state).collect();
    assert_eq!(states, [&OutboxState::Refused { refusal: Refusal::MemberRemoved }, &OutboxState::Waiting]);
    phone.reload();
    assert_eq!(phone.replica.outbox().len(), 2, "kept, to be shown and exported");
    assert!(phone.replica.outbox()[0].signed.body.as_ref().unwrap().text.contains("修路"));
    let pushes = phone.network.count(Call::Push);
    phone.sync().unwrap();
    assert_eq!(phone.network.count(Call::Push), pushes);
    check_log(&village);
}

#[test]
fn a5_a_new_phone_joins_and_speaks_in_one_push() {
    let village = Village::founded(8);
    let member = village.person(Role::Member);
    let invitation = village.ring.make().id();
    village.publish(village.invitation(village.secretary.key, member.member, invitation));
    let key = village.ring.make().id();
    let mut phone = village.phone(crate::support::village::Person { key, ..member });
    phone.write(vec![village.joining(invitation, key), village.pledge(key, village.record(), "修路")]).unwrap();
    assert_eq!(phone.sync().unwrap().published, 2);
    assert_eq!(phone.network.count(Call::Push), 1);
    check_log(&village);
}

#[test]
fn a5_what_was_written_under_a_refused_joining_waits() {
    let village = Village::founded(9);
    let member = village.person(Role::Member);
    let invitation = village.ring.make().id();
    village.publish(village.invitation(village.secretary.key, member.member, invitation));
    village.publish(village.joining(invitation, village.ring.make().id()));
    let key = village.ring.make().id();
    let mut phone = village.synced_phone(crate::support::village::Person { key, ..member });
    phone.write(vec![village.joining(invitation, key), village.pledge(key, village.record(), "修路")]).unwrap();
    assert_eq!(phone.sync().unwrap().refused, 1);
    let states: Vec<_> = phone.replica.outbox().iter().map(|item| &item.state).collect();
    assert_eq!(states, [&OutboxState::Refused { refusal: Refusal::InvitationUsed }, &OutboxState::Waiting]);
}
