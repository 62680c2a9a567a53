//! Rules S1–S6: what goes out.

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::body::{Salt, SaltedBody};
use jiannuo_domain::codes::Role;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::limits::{MAX_BODY_BYTES, MAX_PUSH_ENTRIES};
use jiannuo_domain::push::{Outcome, Push};
use jiannuo_domain::words::WordsError;
use jiannuo_sync::SyncError;
use jiannuo_sync::outbox::OutboxState;
use jiannuo_sync::transport::TransportError;

use crate::support::network::{Call, Fault};
use crate::support::server::Stop;
use crate::support::village::{Phone, Village, check_log};

fn member_with_phone(village: &Village) -> Phone {
    let person = village.person(Role::Member);
    village.synced_phone(person)
}

#[test]
fn s1_a_replayed_push_is_answered_with_the_first_places() {
    let village = Village::founded(1);
    let mut phone = member_with_phone(&village);
    let entry = phone.write(vec![village.pledge(phone.person.key, village.record(), "修路")]).unwrap();
    let push = Push { entries: vec![phone.item().signed.clone()] };
    phone.sync().unwrap();
    let again = village.server.borrow_mut().push(&push, None).unwrap();
    let Outcome::Accepted { index, other_bytes: false, .. } = again.answers[0].outcome else { panic!("{again:?}") };
    assert_eq!(index + 1, again.size);
    assert_eq!(village.count(entry), 1);
    check_log(&village);
}

#[test]
fn s2_an_answer_that_is_lost_is_made_good_by_the_log() {
    for fault in [Fault::LostAnswer, Fault::ServerStops(Stop::AfterDurable), Fault::Doubled] {
        let village = Village::founded(2);
        let mut phone = member_with_phone(&village);
        let entry = phone.write(vec![village.pledge(phone.person.key, village.record(), "修路")]).unwrap();
        phone.network.fail_once(Call::Push, fault);
        let first = phone.sync();
        assert_eq!(first.is_err(), fault != Fault::Doubled, "{fault:?}");
        phone.sync().unwrap();
        assert_eq!((village.count(entry), phone.replica.outbox().len()), (1, 0), "{fault:?}");
        check_log(&village);
    }
}

#[test]
fn s2_nothing_leaves_the_outbox_on_the_servers_word_alone() {
    let village = Village::founded(3);
    let mut phone = member_with_phone(&village);
    let entry = phone.write(vec![village.pledge(phone.person.key, village.record(), "修路")]).unwrap();
    // The push is answered; then the way back to the log is gone.
    let mut pushed = false;
    phone.network.fail(move |call| {
        pushed |= call == Call::Push;
        (pushed && call == Call::Checkpoint).then_some(Fault::LostRequest)
    });
    assert_eq!(phone.sync(), Err(SyncError::Transport(TransportError::Offline)));
    assert_eq!((village.count(entry), phone.replica.outbox().len()), (1, 1));
    phone.network.heal();
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!(phone.replica.outbox(), []);
}

#[test]
fn s3_other_bytes_under_a_published_identity_change_nothing_and_are_reported() {
    let village = Village::founded(4);
    let mut phone = member_with_phone(&village);
    let record = village.record();
    let first = village.pledge(phone.person.key, record, "修路一公里");
    let mut second = village.pledge(phone.person.key, record, "修路两公里");
    second.statement.entry = first.statement.entry;
    let entry = phone.write(vec![first]).unwrap();
    phone.network.fail_once(Call::Push, Fault::LostAnswer);
    phone.sync().unwrap_err();
    // The same draft is made into a statement again by somebody who has not looked at the log.
    let mut phone = village.phone(phone.person);
    phone.write(vec![second]).unwrap();
    let push = Push { entries: vec![phone.item().signed.clone()] };
    let answer = village.server.borrow_mut().push(&push, None).unwrap();
    assert!(matches!(answer.answers[0].outcome, Outcome::Accepted { other_bytes: true, .. }), "{answer:?}");
    let report = phone.sync().unwrap();
    assert_eq!((report.published, report.other_bytes), (1, 1));
    assert_eq!(phone.replica.outbox(), []);
    assert_eq!(village.count(entry), 1);
    assert_eq!(phone.replica.logged().pledges[&record].words().unwrap().text, "修路一公里");
    check_log(&village);
}

#[test]
fn s4_a_push_is_bounded_and_what_is_left_follows() {
    let village = Village::founded(5);
    let mut phone = member_with_phone(&village);
    let key = phone.person.key;
    let many = (0..2 * MAX_PUSH_ENTRIES + 1).map(|_| village.pledge(key, village.record(), "修路")).collect();
    phone.write(many).unwrap();
    assert_eq!(phone.sync().unwrap().published, 2 * MAX_PUSH_ENTRIES + 1);
    assert_eq!(phone.network.count(Call::Push), 3);
    check_log(&village);
}

/// A pledge whose body has a number of bytes; not good words.
fn bulky(village: &Village, phone: &Phone, bytes: usize) -> jiannuo_domain::compose::Unsigned {
    let mut unsigned = village.pledge(phone.person.key, village.record(), "修路");
    let body = SaltedBody { salt: Salt([7; 32]), text: "\"".repeat(bytes) };
    unsigned.statement.body = Some(body.digest());
    unsigned.body = Some(body);
    unsigned
}

#[test]
fn s4_bodies_of_the_longest_kind_go_out_in_several_pushes() {
    let village = Village::founded(6);
    let mut phone = member_with_phone(&village);
    let many = (0..40).map(|_| bulky(&village, &phone, MAX_BODY_BYTES)).collect();
    phone.write(many).unwrap();
    let report = phone.sync().unwrap();
    assert_eq!((report.refused, report.published), (40, 0), "they are not good words, but they reach the door");
    assert_eq!(phone.network.count(Call::Push), 3, "15 of 140 kB in each");
}

#[test]
fn s4_one_that_is_too_large_does_not_block_the_others() {
    let village = Village::founded(7);
    let mut phone = member_with_phone(&village);
    let huge = bulky(&village, &phone, 3 * 1024 * 1024);
    let huge_record = huge.statement.record;
    let small = village.pledge(phone.person.key, village.record(), "修路");
    let dependent = village.progress(phone.person.key, huge_record, "走了一半");
    phone.write(vec![huge, small, dependent]).unwrap();
    let report = phone.sync().unwrap();
    assert_eq!((report.refused, report.published), (1, 1));
    let problem = WordsError::TooLarge { bytes: 3 * 1024 * 1024, limit: MAX_BODY_BYTES };
    let states: Vec<_> = phone.replica.outbox().iter().map(|item| item.state.clone()).collect();
    assert_eq!(states, [OutboxState::Refused { refusal: Refusal::Words { problem } }, OutboxState::Waiting]);
}

#[test]
fn s5_dependents_of_a_refused_one_wait_and_are_not_sent() {
    let village = Village::founded(8);
    let person = village.person(Role::Member);
    let other = village.person(Role::Member);
    let record = village.record();
    let head = village.publish(village.pledge(other.key, record, "修路"));
    let mut phone = village.synced_phone(person);
    // Another member's pledge is not theirs to revise.
    let revision = village.revision(person.key, record, head, "修桥");
    let claim = village.claim(person.key, record, revision.statement.entry);
    let own = village.pledge(person.key, village.record(), "扫街");
    phone.write(vec![revision, claim, own]).unwrap();
    let report = phone.sync().unwrap();
    assert_eq!((report.refused, report.published), (1, 1));
    let pushes = phone.network.count(Call::Push);
    assert!(matches!(phone.replica.outbox()[0].state, OutboxState::Refused { refusal: Refusal::NotAllowed { .. } }));
    assert_eq!(phone.replica.outbox()[1].state, OutboxState::Waiting);
    phone.sync().unwrap();
    assert_eq!(phone.network.count(Call::Push), pushes, "what is held up is not sent again");
    check_log(&village);
}

#[test]
fn s5_a_whole_batch_of_refusals_does_not_stop_the_rest() {
    let village = Village::founded(9);
    let mut phone = member_with_phone(&village);
    let foreign = village.record();
    village.publish(village.pledge(village.secretary.key, foreign, "修路"));
    let mut all: Vec<_> =
        (0..MAX_PUSH_ENTRIES).map(|_| village.progress(phone.person.key, foreign, "走了一半")).collect();
    all.push(village.pledge(phone.person.key, village.record(), "扫街"));
    phone.write(all).unwrap();
    let report = phone.sync().unwrap();
    assert_eq!((report.refused, report.published), (MAX_PUSH_ENTRIES, 1));
}

#[test]
fn s6_taking_back_works_until_the_first_attempt() {
    let village = Village::founded(10);
    let mut phone = member_with_phone(&village);
    let key = phone.person.key;
    let first = phone.write(vec![village.pledge(key, village.record(), "修路")]).unwrap();
    let second = phone.write(vec![village.pledge(key, village.record(), "修桥")]).unwrap();
    assert!(phone.take_back(first));
    // The request is lost, but how should the device know?
    phone.network.fail_once(Call::Push, Fault::LostRequest);
    phone.sync().unwrap_err();
    assert!(!phone.take_back(second));
    phone.sync().unwrap();
    assert_eq!((village.count(first), village.count(second)), (0, 1));
}

#[test]
fn s6_what_another_tab_took_back_is_not_sent() {
    let village = Village::founded(11);
    let mut phone = member_with_phone(&village);
    let key = phone.person.key;
    let (first, second) = (village.record(), village.record());
    let taken = phone.write(vec![village.pledge(key, first, "修路")]).unwrap();
    let kept = phone.write(vec![village.pledge(key, second, "修桥")]).unwrap();
    assert!(phone.other_tab().take_back(taken));
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!((village.count(taken), village.count(kept)), (0, 1));
    assert_eq!(phone.replica.outbox(), []);
}

#[test]
fn s6_an_attempt_is_not_forgotten_when_another_tab_rebases() {
    let village = Village::founded(12);
    let person = village.person(Role::Member);
    let record = village.record();
    let head = village.publish(village.pledge(person.key, record, "修路"));
    let mut phone = village.synced_phone(person);
    let entry = phone.write(vec![village.revision(person.key, record, head, "修桥")]).unwrap();
    let mut other_tab = phone.other_tab();
    phone.network.fail_once(Call::Push, Fault::Delayed);
    phone.sync().unwrap_err();
    // The other tab does not know of the attempt. It rebases, which keeps the item anew.
    let withdrawal = village.statement(
        village.secretary.key,
        Kind::PledgeRevised,
        record,
        &jiannuo_domain::test_support::pledge_words(
            "修渠",
            jiannuo_domain::words::Due::AsWritten { written: "长期".to_owned() },
            None,
        ),
    );
    village.publish(withdrawal.about(person.member).following(head));
    other_tab.network.fail(|call| (call == Call::Push).then_some(Fault::LostRequest));
    let _offline = other_tab.sync();
    assert!(!other_tab.take_back(entry), "it may be in the log already");
}

#[test]
fn s2_an_answer_for_other_statements_is_not_taken() {
    let village = Village::founded(13);
    let mut phone = member_with_phone(&village);
    let entry = phone.write(vec![village.pledge(phone.person.key, village.record(), "修路")]).unwrap();
    phone.network.answer_as_if(vec![village.sign(village.progress(phone.person.key, village.record(), "走了一半"))]);
    assert!(matches!(phone.sync(), Err(SyncError::Transport(TransportError::Malformed(_)))));
    assert_eq!(phone.item().state, OutboxState::Waiting);
    assert_eq!(village.count(entry), 0);
}
