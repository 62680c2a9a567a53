//! What every store keeps to, whatever it is made of: checks over [`Store`] alone, each on a store that is new.

use jiannuo_domain::body::{Salt, SaltedBody};
use jiannuo_domain::clock::Contact;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, KeyId, OrganisationId, RecordId};
use jiannuo_domain::key::Signature;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::push::SignedStatement;
use jiannuo_domain::statement::{LogName, STATEMENT_VERSION, Statement, Suite};
use jiannuo_sync::evidence::{Contradiction, Evidence};
use jiannuo_sync::outbox::{OutboxItem, OutboxState};
use jiannuo_sync::store::{Change, Committed, KeptBody, Store, StoreError, Stored, Verified};

pub(crate) const ORG: OrganisationId = OrganisationId::from_bytes([0xaa; 16]);
pub(crate) const OTHER_ORG: OrganisationId = OrganisationId::from_bytes([0xab; 16]);

pub(crate) fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

pub(crate) fn item(number: u8, order: i64) -> OutboxItem {
    let statement = Statement {
        v: STATEMENT_VERSION,
        suite: Suite::P256Sha256,
        org: ORG,
        log: LogName::Public,
        entry: entry(number),
        kind: Kind::PledgePublished,
        record: RecordId::from_bytes([number; 16]),
        prev: None,
        subject: None,
        key: KeyId::from_bytes([1; 16]),
        at: 0,
        codes: None,
        body: None,
    };
    let signature = Signature::from_bytes(&[7; 64]).unwrap();
    let signed = SignedStatement { statement: statement.to_text().unwrap(), signature, body: Some(body("承诺")) };
    OutboxItem { order, signed, attempted: false, state: OutboxState::Waiting }
}

pub(crate) fn body(text: &str) -> SaltedBody {
    SaltedBody { salt: Salt([5; 32]), text: text.to_owned() }
}

pub(crate) fn leaves(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|index| format!("{{\"leaf\":{index}}}\nsignature\n{index}\n")).collect()
}

fn adding(items: &[OutboxItem]) -> Change {
    Change { add: items.to_vec(), ..Change::default() }
}

pub(crate) async fn an_unknown_organisation_is_empty(store: &impl Store) {
    assert_eq!(store.load(&ORG).await, Ok(Stored::default()));
}

/// Twelve leaves: as texts, 10 would come before 2.
pub(crate) async fn what_was_kept_is_loaded_in_order(store: &impl Store) {
    let present = body("正文");
    let change = Change {
        leaves: leaves(0, 7),
        bodies: vec![(present.digest(), KeptBody::Present(present.clone()))],
        add: vec![item(2, 20), item(3, 10)],
        contact: Some(Contact { device_ms: -1, server_ms: 1_782_000_000_000 }),
        ..Change::default()
    };
    assert_eq!(store.commit(&ORG, &change).await, Ok(Committed::default()));
    store.commit(&ORG, &Change { from: 7, leaves: leaves(7, 12), ..Change::default() }).await.unwrap();
    let stored = store.load(&ORG).await.unwrap();
    assert_eq!(stored.leaves, leaves(0, 12));
    assert_eq!(stored.bodies, [(present.digest(), KeptBody::Present(present))]);
    assert_eq!(stored.outbox, [item(3, 10), item(2, 20)]);
    assert_eq!(stored.contact, Some(Contact { device_ms: -1, server_ms: 1_782_000_000_000 }));
}

pub(crate) async fn leaves_on_another_number_change_nothing(store: &impl Store) {
    store.commit(&ORG, &Change { leaves: leaves(0, 3), add: vec![item(1, 1)], ..Change::default() }).await.unwrap();
    let before = store.load(&ORG).await.unwrap();
    for from in [0, 2, 4] {
        let change = Change {
            from,
            leaves: leaves(3, 5),
            bodies: vec![(Digest::of(&[b"x"]), KeptBody::Erased)],
            add: vec![item(2, 2)],
            remove: vec![entry(1)],
            contact: Some(Contact { device_ms: 1, server_ms: 1 }),
            ..Change::default()
        };
        assert_eq!(store.commit(&ORG, &change).await, Err(StoreError::Moved), "from {from}");
        assert_eq!(store.load(&ORG).await.unwrap(), before, "from {from}");
    }
}

pub(crate) async fn the_number_does_not_matter_without_leaves(store: &impl Store) {
    store.commit(&ORG, &Change { leaves: leaves(0, 3), ..Change::default() }).await.unwrap();
    store.commit(&ORG, &Change { from: 99, add: vec![item(1, 1)], ..Change::default() }).await.unwrap();
    store.commit(&ORG, &Change::default()).await.unwrap();
    assert_eq!(store.load(&ORG).await.unwrap().outbox, [item(1, 1)]);
}

fn verified(note: &str) -> Verified {
    Verified { keys: Vec::new(), note: note.to_owned(), device_ms: 1, server_ms: 2 }
}

fn evidence(offered: &str, found_ms: i64) -> Evidence {
    let contradiction = Contradiction::Smaller { size: 1, seen: 2 };
    let (held, offered) = (Some("held".to_owned()), offered.to_owned());
    Evidence { contradiction, keys: Vec::new(), held, offered, found_ms, decided_ms: None }
}

pub(crate) async fn a_checkpoint_is_kept_with_its_leaves_or_not_at_all(store: &impl Store) {
    let change = |from, to, note| Change {
        from: from as u64,
        leaves: leaves(from, to),
        verified: Some(verified(note)),
        ..Change::default()
    };
    store.commit(&ORG, &change(0, 3, "first")).await.unwrap();
    assert_eq!(store.load(&ORG).await.unwrap().verified, Some(verified("first")));
    // Another tab has moved on: neither leaves nor checkpoint, also where there are no leaves to add.
    for late in [change(2, 4, "late"), change(2, 2, "late"), change(4, 4, "late")] {
        assert_eq!(store.commit(&ORG, &late).await, Err(StoreError::Moved));
    }
    assert_eq!(store.load(&ORG).await.unwrap().verified, Some(verified("first")));
    store.commit(&ORG, &change(3, 3, "second")).await.unwrap();
    store.commit(&ORG, &Change { add: vec![item(1, 1)], ..Change::default() }).await.unwrap();
    assert_eq!(store.load(&ORG).await.unwrap().verified, Some(verified("second")));
}

pub(crate) async fn evidence_stays_and_takes_a_decision_once(store: &impl Store) {
    let keep = |one: Evidence| Change { evidence: vec![one], ..Change::default() };
    store.commit(&ORG, &keep(evidence("later", 9))).await.unwrap();
    store.commit(&ORG, &keep(evidence("first", 5))).await.unwrap();
    let decided = Evidence { decided_ms: Some(20), ..evidence("first", 15) };
    store.commit(&ORG, &keep(decided)).await.unwrap();
    store.commit(&ORG, &keep(evidence("first", 30))).await.unwrap();
    let kept = Evidence { decided_ms: Some(20), ..evidence("first", 5) };
    assert_eq!(store.load(&ORG).await.unwrap().evidence, [kept, evidence("later", 9)]);
    assert_eq!(store.load(&OTHER_ORG).await.unwrap().evidence, []);
}

pub(crate) async fn a_leaf_is_found_by_its_place(store: &impl Store) {
    store.commit(&ORG, &Change { leaves: leaves(0, 3), ..Change::default() }).await.unwrap();
    assert_eq!(store.leaf(&ORG, 2).await.unwrap().as_deref(), Some(leaves(2, 3)[0].as_str()));
    assert_eq!(store.leaf(&ORG, 3).await, Ok(None));
    assert_eq!(store.leaf(&OTHER_ORG, 0).await, Ok(None));
}

pub(crate) async fn an_erased_body_stays_erased(store: &impl Store) {
    let text = body("正文");
    let change = |kept| Change { bodies: vec![(text.digest(), kept)], ..Change::default() };
    store.commit(&ORG, &change(KeptBody::Present(text.clone()))).await.unwrap();
    store.commit(&ORG, &change(KeptBody::Erased)).await.unwrap();
    assert_eq!(store.load(&ORG).await.unwrap().bodies, [(text.digest(), KeptBody::Erased)]);
}

pub(crate) async fn an_update_of_what_is_gone_is_told_and_kept_away(store: &impl Store) {
    store.commit(&ORG, &adding(&[item(1, 1), item(2, 2)])).await.unwrap();
    assert_eq!(store.take_back(&ORG, &entry(1)).await, Ok(true));
    let attempted = |number, order| OutboxItem { attempted: true, ..item(number, order) };
    let change = Change { update: vec![attempted(1, 1), attempted(2, 2)], ..Change::default() };
    assert_eq!(store.commit(&ORG, &change).await, Ok(Committed { gone: vec![entry(1)] }));
    assert_eq!(store.load(&ORG).await.unwrap().outbox, [attempted(2, 2)]);
}

pub(crate) async fn what_was_attempted_stays_so_and_cannot_be_taken_back(store: &impl Store) {
    store.commit(&ORG, &adding(&[item(1, 1)])).await.unwrap();
    let attempted = OutboxItem { attempted: true, ..item(1, 1) };
    store.commit(&ORG, &Change { update: vec![attempted], ..Change::default() }).await.unwrap();
    let state = OutboxState::Conflict { head: entry(9) };
    let unaware = OutboxItem { state: state.clone(), ..item(1, 1) };
    store.commit(&ORG, &Change { update: vec![unaware], ..Change::default() }).await.unwrap();
    let kept = OutboxItem { attempted: true, state, ..item(1, 1) };
    assert_eq!(store.load(&ORG).await.unwrap().outbox, [kept]);
    assert_eq!(store.take_back(&ORG, &entry(1)).await, Ok(false));
    assert_eq!(store.take_back(&ORG, &entry(9)).await, Ok(false), "what never was");
    assert_eq!(store.load(&ORG).await.unwrap().outbox.len(), 1);
}

pub(crate) async fn an_item_is_added_once(store: &impl Store) {
    store.commit(&ORG, &adding(&[item(1, 1)])).await.unwrap();
    assert_eq!(store.commit(&ORG, &adding(&[item(2, 2), item(1, 5)])).await, Err(StoreError::Moved));
    assert_eq!(store.load(&ORG).await.unwrap().outbox, [item(1, 1)]);
}

pub(crate) async fn what_is_removed_is_gone_and_removing_it_again_is_no_error(store: &impl Store) {
    store.commit(&ORG, &adding(&[item(1, 1), item(2, 2)])).await.unwrap();
    for _ in 0..2 {
        store.commit(&ORG, &Change { remove: vec![entry(1)], ..Change::default() }).await.unwrap();
    }
    assert_eq!(store.load(&ORG).await.unwrap().outbox, [item(2, 2)]);
}

pub(crate) async fn organisations_do_not_meet(store: &impl Store) {
    store.commit(&ORG, &Change { leaves: leaves(0, 2), add: vec![item(1, 1)], ..Change::default() }).await.unwrap();
    assert_eq!(store.load(&OTHER_ORG).await, Ok(Stored::default()));
    assert_eq!(store.take_back(&OTHER_ORG, &entry(1)).await, Ok(false));
    store.commit(&OTHER_ORG, &Change { leaves: leaves(0, 1), ..Change::default() }).await.unwrap();
    assert_eq!(store.load(&ORG).await.unwrap().leaves.len(), 2);
    assert_eq!(store.load(&OTHER_ORG).await.unwrap().leaves.len(), 1);
}
