//! Rules S10–S12: what was written on an older head.

use jiannuo_domain::codes::Role;
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::push::Push;
use jiannuo_sync::outbox::OutboxState;

use crate::support::network::{Call, Fault};
use crate::support::village::{Person, Phone, Village, check_log};

/// A member with a published pledge, and a phone that has seen it.
fn pledged(seed: u64) -> (Village, Phone, RecordId, EntryId) {
    let village = Village::founded(seed);
    let person = village.person(Role::Member);
    let record = village.record();
    let head = village.publish(village.pledge(person.key, record, "修路"));
    let phone = village.synced_phone(person);
    (village, phone, record, head)
}

/// The secretary rewords the pledge for its owner meanwhile.
fn reworded(village: &Village, owner: Person, record: RecordId, head: EntryId) -> EntryId {
    village.publish(village.revision(village.secretary.key, record, head, "修渠").about(owner.member))
}

/// The secretary says something that changes the head and not the words.
fn claimed(village: &Village, owner: Person, record: RecordId, head: EntryId) -> EntryId {
    village.publish(village.claim(village.secretary.key, record, head).about(owner.member))
}

#[test]
fn s10_a_stale_head_is_replaced_under_the_same_identity_and_the_same_words() {
    let (village, mut phone, record, head) = pledged(1);
    let overseer = village.person(Role::Overseer);
    let entry = phone.write(vec![village.revision(phone.person.key, record, head, "修桥")]).unwrap();
    let before = phone.item().clone();
    let claim = claimed(&village, phone.person, record, head);
    let dispute = village.publish(village.verdict(overseer.key, Kind::PledgeDisputed, record, claim));
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!(village.count(entry), 1);
    let server = village.server.borrow();
    let statement = server.leaves.last().unwrap().statement.clone();
    let published = jiannuo_domain::statement::Statement::from_text(&statement).unwrap();
    let written = before.statement().unwrap();
    assert_eq!((published.entry, published.body, published.at), (written.entry, written.body, written.at));
    assert_eq!(published.prev, Some(dispute));
    drop(server);
    check_log(&village);
}

#[test]
fn s10_a_head_that_moves_between_pull_and_push_is_met_by_another_round() {
    let (village, mut phone, record, head) = pledged(2);
    let entry = phone.write(vec![village.revision(phone.person.key, record, head, "修桥")]).unwrap();
    // While the push is on its way, a claim is published and disputed.
    let overseer = village.person(Role::Overseer);
    let claim = village.claim(village.secretary.key, record, head).about(phone.person.member);
    let dispute = village.verdict(overseer.key, Kind::PledgeDisputed, record, claim.statement.entry);
    let mut others = vec![Push { entries: vec![village.sign(claim), village.sign(dispute)] }];
    let server = std::rc::Rc::clone(&village.server);
    phone.network.fail(move |call| {
        if call == Call::Push
            && let Some(push) = others.pop()
        {
            server.borrow_mut().push(&push, None);
        }
        None
    });
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!(phone.network.count(Call::Push), 2);
    assert_eq!(village.count(entry), 1);
    check_log(&village);
}

#[test]
fn s10_a_late_copy_of_the_older_bytes_changes_nothing() {
    let (village, mut phone, record, head) = pledged(3);
    let entry = phone.write(vec![village.revision(phone.person.key, record, head, "修桥")]).unwrap();
    phone.network.fail_once(Call::Push, Fault::Delayed);
    phone.sync().unwrap_err();
    let overseer = village.person(Role::Overseer);
    let claim = claimed(&village, phone.person, record, head);
    village.publish(village.verdict(overseer.key, Kind::PledgeDisputed, record, claim));
    assert_eq!(phone.sync().unwrap().published, 1);
    phone.network.deliver_delayed();
    assert_eq!(village.count(entry), 1);
    assert_eq!(phone.sync().unwrap().pulled, 0);
    check_log(&village);
}

#[test]
fn s11_reworded_meanwhile_asks_the_author_and_sends_nothing() {
    let (village, mut phone, record, head) = pledged(4);
    let entry = phone.write(vec![village.revision(phone.person.key, record, head, "修桥")]).unwrap();
    let newer = reworded(&village, phone.person, record, head);
    let report = phone.sync().unwrap();
    assert_eq!((report.conflicts, report.published, phone.network.count(Call::Push)), (1, 0, 0));
    assert_eq!(phone.item().state, OutboxState::Conflict { head: newer });
    phone.sync().unwrap();
    assert_eq!(phone.network.count(Call::Push), 0);

    phone.keep_mine(entry);
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!(phone.replica.logged().pledges[&record].words().unwrap().text, "修桥");
    check_log(&village);
}

#[test]
fn s11_keeping_mine_takes_the_head_of_now_not_of_the_question() {
    let (village, mut phone, record, head) = pledged(5);
    let entry = phone.write(vec![village.revision(phone.person.key, record, head, "修桥")]).unwrap();
    let newer = reworded(&village, phone.person, record, head);
    phone.sync().unwrap();
    reworded(&village, phone.person, record, newer);
    phone.sync().unwrap();
    phone.keep_mine(entry);
    assert_eq!(phone.sync().unwrap().published, 1);
    check_log(&village);
}

#[test]
fn s11_discarding_leaves_the_newer_words_and_frees_nothing_else() {
    let (village, mut phone, record, head) = pledged(6);
    let revision = village.revision(phone.person.key, record, head, "修桥");
    let claim = village.claim(phone.person.key, record, revision.statement.entry);
    let (first, second) = (revision.statement.entry, claim.statement.entry);
    phone.write(vec![revision, claim]).unwrap();
    let newer = reworded(&village, phone.person, record, head);
    phone.sync().unwrap();
    phone.discard(first);
    phone.sync().unwrap();
    // The claim was made of words that were never published: its author is asked as well.
    assert_eq!(phone.item().state, OutboxState::Conflict { head: newer });
    assert_eq!((village.count(first), village.count(second)), (0, 0));
    phone.discard(second);
    assert_eq!(phone.replica.logged().pledges[&record].words().unwrap().text, "修渠");
    assert_eq!(phone.replica.outbox(), []);
}

#[test]
fn s11_only_what_was_refused_or_asked_about_can_be_discarded() {
    let (village, mut phone, _, _) = pledged(7);
    let entry = phone.write(vec![village.pledge(phone.person.key, village.record(), "扫街")]).unwrap();
    phone.discard(entry);
    assert_eq!(phone.replica.outbox().len(), 1);
    assert_eq!(phone.sync().unwrap().published, 1);
}

#[test]
fn s11_a_verdict_is_on_the_claim_that_its_author_read() {
    let (village, phone, record, head) = pledged(8);
    let (first, second) = (village.person(Role::Overseer), village.person(Role::Overseer));
    let claim = claimed(&village, phone.person, record, head);
    let mut overseer = village.synced_phone(first);
    let confirmed = village.verdict(first.key, Kind::PledgeConfirmed, record, claim);
    let entry = overseer.write(vec![confirmed]).unwrap();
    // Meanwhile the claim is disputed, and another one is made.
    let dispute = village.publish(village.verdict(second.key, Kind::PledgeDisputed, record, claim));
    let again = claimed(&village, phone.person, record, dispute);
    assert_eq!(overseer.sync().unwrap().conflicts, 1);
    assert_eq!(overseer.item().state, OutboxState::Conflict { head: again });
    assert_eq!(village.count(entry), 0);
}

#[test]
fn s24_a_wording_made_of_both_takes_the_place_of_what_waited_in_one_transaction() {
    let (village, mut phone, record, head) = pledged(11);
    let waited = phone.write(vec![village.revision(phone.person.key, record, head, "修桥")]).unwrap();
    let newer = reworded(&village, phone.person, record, head);
    phone.sync().unwrap();
    let both = phone.write_in_place_of(waited, village.revision(phone.person.key, record, newer, "修渠和修桥"));
    assert_eq!(phone.replica.outbox().len(), 1);
    phone.reload();
    assert_eq!(phone.item().statement().unwrap().entry, both, "as it is kept");
    assert_eq!(phone.item().state, OutboxState::Waiting);
    assert_eq!(phone.sync().unwrap().published, 1);
    assert_eq!((village.count(waited), village.count(both)), (0, 1));
    assert_eq!(phone.replica.logged().pledges[&record].words().unwrap().text, "修渠和修桥");
    assert_eq!(phone.replica.outbox(), [], "nothing is asked again");
    check_log(&village);
}

#[test]
fn s24_nothing_goes_that_is_not_asked_about_or_is_about_another_record() {
    let (village, mut phone, record, head) = pledged(12);
    let other = village.record();
    let elsewhere = phone.write(vec![village.pledge(phone.person.key, other, "扫街")]).unwrap();
    let revision = phone.write(vec![village.revision(phone.person.key, record, head, "修桥")]).unwrap();
    phone.write_in_place_of(elsewhere, village.revision(phone.person.key, other, elsewhere, "每天扫街"));
    assert_eq!(phone.replica.outbox().len(), 3, "what only waits to be sent stays");
    reworded(&village, phone.person, record, head);
    phone.sync().unwrap();
    assert_eq!(phone.item().statement().unwrap().entry, revision);
    let third = village.record();
    phone.write_in_place_of(revision, village.pledge(phone.person.key, third, "种树"));
    assert_eq!(phone.replica.outbox().len(), 2, "a pledge about something else decides nothing");
}

#[test]
fn s12_what_builds_on_an_own_item_follows_it_through_a_rebase() {
    let (village, mut phone, record, head) = pledged(9);
    let revision = village.revision(phone.person.key, record, head, "修桥");
    let next = village.revision(phone.person.key, record, revision.statement.entry, "修大桥");
    let claim = village.claim(phone.person.key, record, next.statement.entry);
    phone.write(vec![revision, next, claim]).unwrap();
    let overseer = village.person(Role::Overseer);
    let others = claimed(&village, phone.person, record, head);
    village.publish(village.verdict(overseer.key, Kind::PledgeDisputed, record, others));
    assert_eq!(phone.sync().unwrap().published, 3);
    assert_eq!(phone.replica.logged().pledges[&record].words().unwrap().text, "修大桥");
    check_log(&village);
}

#[test]
fn s12_progress_builds_on_nothing_and_is_never_asked_about() {
    let (village, mut phone, record, head) = pledged(10);
    phone.write(vec![village.progress(phone.person.key, record, "走了一半")]).unwrap();
    reworded(&village, phone.person, record, head);
    assert_eq!(phone.sync().unwrap().published, 1);
}

#[test]
fn s23_what_waits_goes_out_without_its_key_and_what_must_be_signed_anew_waits_for_a_person() {
    let (village, mut phone, record, head) = pledged(23);
    let other = village.record();
    let stale = phone.write(vec![village.revision(phone.person.key, record, head, "修桥")]).unwrap();
    let fresh = phone.write(vec![village.pledge(phone.person.key, other, "修路灯")]).unwrap();
    let moved = claimed(&village, phone.person, record, head);
    let head =
        village.publish(village.verdict(village.person(Role::Overseer).key, Kind::PledgeDisputed, record, moved));
    // What a backup brings to another device: everything but the keys.
    phone.ring.lose(&phone.person.key);
    let report = phone.sync().unwrap();
    assert_eq!((report.published, village.count(fresh), village.count(stale)), (1, 1, 0));
    assert_eq!(phone.item().state, OutboxState::Conflict { head });
    assert_eq!(phone.sync().unwrap().published, 0, "and it is no trouble to sync again");
    check_log(&village);
}
