//! The device's store keeps the contract of stores, alone, between tabs, and when the device is full.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used)]

mod contract;
#[allow(dead_code, reason = "each test binary uses a part")]
mod support;

use contract::{ORG, OTHER_ORG, entry, item, leaves};
use jiannuo_domain::id::{KeyId, RecordId};
use jiannuo_store::{DeviceStore, Draft, Membership, OfficeStore, device};
use jiannuo_sync::outbox::OutboxItem;
use jiannuo_sync::store::{Change, Store, StoreError};
use support::{both, new_name, new_store};
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The same contract, kept by the office logs beside the public ones.
macro_rules! office_keeps_to {
    ($($rule:ident),* $(,)?) => {mod office_logs {
        use super::*;
        $(#[wasm_bindgen_test]
        async fn $rule() {
            contract::$rule(&OfficeStore::new(&new_store().await)).await;
        })*
    }};
}

macro_rules! keeps_to {
    ($($rule:ident),* $(,)?) => {$(
        #[wasm_bindgen_test]
        async fn $rule() {
            contract::$rule(&new_store().await).await;
        }
    )*};
}

keeps_to!(
    an_unknown_organisation_is_empty,
    what_was_kept_is_loaded_in_order,
    leaves_on_another_number_change_nothing,
    the_number_does_not_matter_without_leaves,
    a_checkpoint_is_kept_with_its_leaves_or_not_at_all,
    evidence_stays_and_takes_a_decision_once,
    a_leaf_is_found_by_its_place,
    an_erased_body_stays_erased,
    an_update_of_what_is_gone_is_told_and_kept_away,
    what_was_attempted_stays_so_and_cannot_be_taken_back,
    an_item_is_added_once,
    what_is_removed_is_gone_and_removing_it_again_is_no_error,
    organisations_do_not_meet,
);

office_keeps_to!(
    an_unknown_organisation_is_empty,
    what_was_kept_is_loaded_in_order,
    leaves_on_another_number_change_nothing,
    the_number_does_not_matter_without_leaves,
    a_checkpoint_is_kept_with_its_leaves_or_not_at_all,
    evidence_stays_and_takes_a_decision_once,
    a_leaf_is_found_by_its_place,
    an_erased_body_stays_erased,
    an_update_of_what_is_gone_is_told_and_kept_away,
    what_was_attempted_stays_so_and_cannot_be_taken_back,
    an_item_is_added_once,
    what_is_removed_is_gone_and_removing_it_again_is_no_error,
    organisations_do_not_meet,
);

#[wasm_bindgen_test]
async fn an_office_log_and_a_public_log_of_one_organisation_are_two() {
    let store = new_store().await;
    let office = OfficeStore::new(&store);
    store.commit(&ORG, &Change { leaves: leaves(0, 3), ..Change::default() }).await.unwrap();
    office.commit(&ORG, &Change { leaves: leaves(5, 6), add: vec![item(1, 1)], ..Change::default() }).await.unwrap();
    assert_eq!(store.load(&ORG).await.unwrap().leaves, leaves(0, 3));
    assert_eq!(office.load(&ORG).await.unwrap().leaves, leaves(5, 6));
    assert!(store.load(&ORG).await.unwrap().outbox.is_empty());
    assert_eq!(office.load(&ORG).await.unwrap().outbox.len(), 1);
}

async fn two_tabs() -> (DeviceStore, DeviceStore) {
    let name = new_name();
    (DeviceStore::open_named(&name).await.unwrap(), DeviceStore::open_named(&name).await.unwrap())
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_pull_the_same_leaves_one_moves_on() {
    let (one, other) = two_tabs().await;
    let change = Change { leaves: leaves(0, 5), ..Change::default() };
    let outcome = both(one.commit(&ORG, &change), other.commit(&ORG, &change)).await;
    let moved = [outcome.0.err(), outcome.1.err()];
    assert_eq!(moved.iter().flatten().collect::<Vec<_>>(), [&StoreError::Moved]);
    assert_eq!(one.load(&ORG).await.unwrap().leaves, leaves(0, 5));
    assert_eq!(one.load(&ORG).await, other.load(&ORG).await);
}

#[wasm_bindgen_test]
async fn an_item_is_taken_back_in_one_tab_or_sent_by_the_other() {
    let (one, other) = two_tabs().await;
    for number in 0..20 {
        one.commit(&ORG, &Change { add: vec![item(number, 1)], ..Change::default() }).await.unwrap();
        let attempted = OutboxItem { attempted: true, ..item(number, 1) };
        let sending = Change { update: vec![attempted], ..Change::default() };
        let taking = entry(number);
        let (taken, sent) = if number % 2 == 0 {
            both(one.take_back(&ORG, &taking), other.commit(&ORG, &sending)).await
        } else {
            let (sent, taken) = both(other.commit(&ORG, &sending), one.take_back(&ORG, &taking)).await;
            (taken, sent)
        };
        assert_eq!(taken.unwrap(), sent.unwrap().gone == [taking], "item {number}");
    }
}

#[wasm_bindgen_test]
async fn what_one_connection_kept_is_there_for_the_next() {
    let name = new_name();
    let change = Change { leaves: leaves(0, 3), add: vec![item(1, 1)], ..Change::default() };
    DeviceStore::open_named(&name).await.unwrap().commit(&ORG, &change).await.unwrap();
    let stored = DeviceStore::open_named(&name).await.unwrap().load(&ORG).await.unwrap();
    assert_eq!((stored.leaves, stored.outbox), (leaves(0, 3), vec![item(1, 1)]));
}

#[wasm_bindgen_test]
async fn ten_thousand_leaves_are_loaded_in_a_moment() {
    const LIMIT_MS: i64 = 5_000;
    let store = new_store().await;
    let filler = "x".repeat(700);
    let big: Vec<String> = leaves(0, 10_000).into_iter().map(|leaf| leaf + &filler).collect();
    let start_ms = device::now_ms();
    store.commit(&ORG, &Change { leaves: big.clone(), ..Change::default() }).await.unwrap();
    let kept_ms = device::now_ms();
    assert_eq!(store.load(&ORG).await.unwrap().leaves, big);
    let loaded_ms = device::now_ms();
    console_log!("10,000 leaves: kept in {} ms, loaded in {} ms", kept_ms - start_ms, loaded_ms - kept_ms);
    assert!(loaded_ms - kept_ms < LIMIT_MS);
}

fn draft(number: u8, org: jiannuo_domain::id::OrganisationId) -> Draft {
    Draft {
        id: RecordId::from_bytes([number; 16]),
        org,
        form: "pledge".to_owned(),
        content: "{\"text\":\"修路\"}".to_owned(),
        updated_ms: 100 - i64::from(number),
        batch: None,
    }
}

#[wasm_bindgen_test]
async fn drafts_are_kept_replaced_and_removed() {
    let store = new_store().await;
    store.put_drafts(&[draft(1, ORG), draft(2, ORG), draft(3, OTHER_ORG)]).await.unwrap();
    let changed = Draft { content: "{}".to_owned(), batch: Some(RecordId::from_bytes([9; 16])), ..draft(2, ORG) };
    store.put_drafts(std::slice::from_ref(&changed)).await.unwrap();
    assert_eq!(store.drafts(&ORG).await.unwrap(), [changed, draft(1, ORG)], "oldest first");
    store.remove_drafts(&[draft(1, ORG).id, draft(2, ORG).id]).await.unwrap();
    assert_eq!(store.drafts(&ORG).await.unwrap(), []);
    assert_eq!(store.drafts(&OTHER_ORG).await.unwrap(), [draft(3, OTHER_ORG)]);
}

#[wasm_bindgen_test]
async fn drafts_become_outbox_items_as_a_whole_or_not_at_all() {
    let store = new_store().await;
    store.put_drafts(&[draft(1, ORG), draft(2, ORG)]).await.unwrap();
    let overtaken = Change { from: 4, leaves: leaves(4, 5), add: vec![item(1, 1)], ..Change::default() };
    let refused = store.commit_with_drafts(&ORG, &overtaken, &[draft(1, ORG).id]).await;
    assert_eq!(refused, Err(StoreError::Moved));
    assert_eq!(store.drafts(&ORG).await.unwrap().len(), 2);
    let change = Change { add: vec![item(1, 1)], ..Change::default() };
    store.commit_with_drafts(&ORG, &change, &[draft(1, ORG).id]).await.unwrap();
    assert_eq!(store.drafts(&ORG).await.unwrap(), [draft(2, ORG)]);
    assert_eq!(store.load(&ORG).await.unwrap().outbox, [item(1, 1)]);
}

#[wasm_bindgen_test]
async fn memberships_and_settings_are_kept() {
    let store = new_store().await;
    let reader = Membership { org: ORG, slug: "hall".into(), name: "大厅".into(), member: None, key: None };
    let member = Some(RecordId::from_bytes([1; 16]));
    let joined = Membership { member, key: Some(KeyId::from_bytes([2; 16])), ..reader.clone() };
    store.put_membership(&reader).await.unwrap();
    store.put_membership(&joined).await.unwrap();
    assert_eq!(store.memberships().await.unwrap(), [joined]);
    store.remove_membership(&ORG).await.unwrap();
    assert_eq!(store.memberships().await.unwrap(), []);
    assert_eq!(store.setting("language").await.unwrap(), None);
    store.put_setting("language", "en").await.unwrap();
    assert_eq!(store.setting("language").await.unwrap().as_deref(), Some("en"));
}

/// Browsers tell of a full device at different times: when a row is placed, or when everything is to be made durable.
#[wasm_bindgen_test]
async fn on_a_full_device_nothing_is_kept_and_that_is_said() {
    const AT_ONCE: &str = "throw new DOMException('full', 'QuotaExceededError')";
    const AT_THE_END: &str = "
        Object.defineProperty(this.transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') });
        this.transaction.abort();
        return request";
    let store = new_store().await;
    let change = Change { leaves: leaves(0, 3), add: vec![item(1, 1)], ..Change::default() };
    for failing in [AT_ONCE, AT_THE_END] {
        full_device(Some(failing));
        let outcome = store.commit(&ORG, &change).await;
        full_device(None);
        assert_eq!(outcome, Err(StoreError::NoRoom), "{failing}");
        assert_eq!(store.load(&ORG).await, Ok(jiannuo_sync::store::Stored::default()));
    }
    store.commit(&ORG, &change).await.unwrap();
}

/// Makes every row that is written fail in some way, until told to stop.
fn full_device(failing: Option<&str>) {
    let script = match failing {
        Some(failing) => format!(
            "const write = globalThis.realAdd = IDBObjectStore.prototype.add;
             IDBObjectStore.prototype.add = function (...row) {{ const request = write.apply(this, row); {failing}; }}"
        ),
        None => "IDBObjectStore.prototype.add = globalThis.realAdd".to_owned(),
    };
    js_sys::Function::new_no_args(&script).call0(&js_sys::global()).unwrap();
}
