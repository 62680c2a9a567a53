//! The database's shape and its life: pinned stores, upgrades, connections that come and go.
#![allow(clippy::unwrap_used)]

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use jiannuo_domain::body::{Salt, SaltedBody};
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_sync::store::{KeptBody, Store as _, StoreError};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{IdbDatabase, IdbTransaction};

use super::open::open;
use super::steps::{STEPS, Step};
use super::transaction::{Access, Transaction, Trouble, key};
use super::{DATABASE_VERSION, DeviceStore};
use crate::device;

/// A database that no other test uses.
fn new_name() -> String {
    let digits: Vec<String> = device::random_bytes::<8>().iter().map(u8::to_string).collect();
    format!("test-{}", digits.join("-"))
}

fn later(database: &IdbDatabase, upgrade: &IdbTransaction) -> Result<(), JsValue> {
    database.create_object_store("later")?;
    upgrade.object_store("settings")?.put_with_key(&"moved".into(), &"later".into())?;
    Ok(())
}

fn failing(database: &IdbDatabase, _upgrade: &IdbTransaction) -> Result<(), JsValue> {
    database.create_object_store("half")?;
    Err("out of luck".into())
}

const LATER: &[Step] = &[STEPS[0], STEPS[1], STEPS[2], STEPS[3], later];
const BROKEN: &[Step] = &[STEPS[0], STEPS[1], STEPS[2], STEPS[3], failing];

fn store_names(database: &IdbDatabase) -> Vec<String> {
    let names = database.object_store_names();
    (0..names.length()).filter_map(|place| names.get(place)).collect()
}

#[wasm_bindgen_test]
async fn each_version_has_its_stores_for_ever() {
    let first = open(&new_name(), &STEPS[..1]).await.unwrap();
    let of_first = ["bodies", "contacts", "drafts", "keys", "leaves", "memberships", "outbox", "settings"];
    assert_eq!(store_names(&first), of_first);
    let database = open(&new_name(), STEPS).await.unwrap();
    assert_eq!(DATABASE_VERSION, 4);
    assert_eq!(database.version() as usize, DATABASE_VERSION);
    let mut expected =
        [&of_first[..], &["checkpoints", "evidence", "blobs", "draft-files", "bundles", "packs"]].concat();
    expected.retain(|name| !["leaves", "bodies"].contains(name));
    expected.sort_unstable();
    assert_eq!(store_names(&database), expected);
    for name in expected {
        let transaction = database.transaction_with_str(name).unwrap();
        let store = transaction.object_store(name).unwrap();
        assert!(store.key_path().unwrap().is_null(), "{name} has its keys outside");
        assert!(!store.auto_increment(), "{name}");
        assert_eq!(store.index_names().length(), 0, "{name}");
    }
}

#[wasm_bindgen_test]
async fn an_older_database_is_brought_up_with_everything_in_it() {
    let name = new_name();
    let old = DeviceStore::open_at(&name, STEPS).await.unwrap();
    old.put_setting("language", "zh").await.unwrap();
    // The old connection gives way by itself.
    let new = DeviceStore::open_at(&name, LATER).await.unwrap();
    assert_eq!(new.setting("language").await.unwrap().as_deref(), Some("zh"));
    assert_eq!(new.setting("later").await.unwrap().as_deref(), Some("moved"));
    // And from nothing all steps are taken.
    let fresh = DeviceStore::open_at(&new_name(), LATER).await.unwrap();
    assert_eq!(fresh.setting("later").await.unwrap().as_deref(), Some("moved"));
}

#[wasm_bindgen_test]
async fn entries_of_the_third_version_share_rows_and_none_is_lost() {
    let name = new_name();
    let old = DeviceStore::open_at(&name, &STEPS[..3]).await.unwrap();
    let logs = [OrganisationId::from_bytes([1; 16]), OrganisationId::from_bytes([2; 16])];
    let leaf = |org: &OrganisationId, index: usize| format!("{org}\n{index}\n");
    let body = |index: usize| SaltedBody { salt: Salt([index as u8; 32]), text: format!("修路 {index}") };
    let put = async |database: &IdbDatabase| {
        let transaction = Transaction::begin(database, &["leaves", "bodies"], Access::Write)?;
        for org in &logs {
            for index in 0..130 {
                transaction.put("leaves", &key(&org.to_string(), index as f64), &leaf(org, index).into())?;
                let hash = body(index).digest().to_string();
                let kept = if index == 7 {
                    "\"erased\"".to_owned()
                } else {
                    format!(r#"{{"present":{}}}"#, serde_json::to_string(&body(index)).unwrap())
                };
                let row = format!(r#"{{"hash":"{hash}","kept":{kept}}}"#);
                transaction.put("bodies", &key(&org.to_string(), hash), &row.into())?;
            }
        }
        transaction.finish().await
    };
    old.run(put).await.unwrap();
    let new = DeviceStore::open_at(&name, STEPS).await.unwrap();
    for org in &logs {
        let stored = new.load(org).await.unwrap();
        assert_eq!(stored.leaves, (0..130).map(|index| leaf(org, index)).collect::<Vec<_>>());
        let bodies: HashMap<Digest, KeptBody> = stored.bodies.into_iter().collect();
        assert_eq!(bodies.len(), 130);
        for index in 0..130 {
            let expected = if index == 7 { KeptBody::Erased } else { KeptBody::Present(body(index)) };
            assert_eq!(bodies[&body(index).digest()], expected);
        }
    }
}

#[wasm_bindgen_test]
async fn a_row_that_cannot_be_moved_leaves_the_third_version_as_it_was() {
    let name = new_name();
    let old = DeviceStore::open_at(&name, &STEPS[..3]).await.unwrap();
    let put = async |database: &IdbDatabase| {
        let transaction = Transaction::begin(database, &["bodies"], Access::Write)?;
        transaction.put("bodies", &key("log", "hash"), &"not a row".into())?;
        transaction.finish().await
    };
    old.run(put).await.unwrap();
    assert!(DeviceStore::open_at(&name, STEPS).await.is_err());
    let database = open(&name, &STEPS[..3]).await.unwrap();
    assert!(store_names(&database).contains(&"bodies".to_owned()));
}

#[wasm_bindgen_test]
async fn a_newer_database_is_left_alone_and_said_so() {
    let name = new_name();
    let old = DeviceStore::open_at(&name, STEPS).await.unwrap();
    let _new = DeviceStore::open_at(&name, LATER).await.unwrap();
    let refused = [old.setting("x").await.err(), DeviceStore::open_named(&name).await.err()];
    for error in refused {
        let Some(StoreError::Unavailable(why)) = error else { panic!("{error:?}") };
        assert!(why.contains("newer version"), "{why}");
    }
}

#[wasm_bindgen_test]
async fn a_step_that_fails_leaves_the_database_as_it_was() {
    let name = new_name();
    let old = DeviceStore::open_at(&name, STEPS).await.unwrap();
    old.put_setting("language", "zh").await.unwrap();
    let failed = DeviceStore::open_at(&name, BROKEN).await.err();
    assert!(matches!(&failed, Some(StoreError::Unavailable(why)) if why.contains("out of luck")), "{failed:?}");
    let database = open(&name, STEPS).await.unwrap();
    assert_eq!(database.version() as usize, DATABASE_VERSION);
    assert!(!store_names(&database).contains(&"half".to_owned()));
    assert_eq!(old.setting("language").await.unwrap().as_deref(), Some("zh"));
}

#[wasm_bindgen_test]
async fn a_tab_that_will_not_close_makes_an_upgrade_fail_in_time() {
    let name = new_name();
    let stubborn = open(&name, STEPS).await.unwrap();
    stubborn.set_onversionchange(None);
    let blocked = DeviceStore::open_at(&name, LATER).await.err();
    assert!(matches!(&blocked, Some(StoreError::Unavailable(why)) if why.contains("another tab")), "{blocked:?}");
    stubborn.close();
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_closed_is_opened_again() {
    let store = DeviceStore::open_at(&new_name(), STEPS).await.unwrap();
    store.put_setting("language", "zh").await.unwrap();
    let connection = store.0.connection.borrow().clone().unwrap();
    connection.close();
    assert_eq!(store.setting("language").await.unwrap().as_deref(), Some("zh"));
    let connection = store.0.connection.borrow().clone().unwrap();
    connection.close();
    store.put_setting("language", "en").await.unwrap();
    assert_eq!(store.setting("language").await.unwrap().as_deref(), Some("en"));
}

#[wasm_bindgen_test]
async fn what_is_lost_twice_is_an_error() {
    let store = DeviceStore::open_at(&new_name(), STEPS).await.unwrap();
    let tries = Rc::new(Cell::new(0));
    let result: Result<(), StoreError> = store
        .run(async |_| {
            tries.set(tries.get() + 1);
            Err(Trouble::Lost("InvalidStateError: gone".to_owned()))
        })
        .await;
    assert_eq!(result, Err(StoreError::Failed("InvalidStateError: gone".to_owned())));
    assert_eq!(tries.get(), 2);
}

#[wasm_bindgen_test]
async fn a_transaction_that_is_left_in_the_middle_keeps_nothing() {
    let store = DeviceStore::open_at(&new_name(), STEPS).await.unwrap();
    let left = store
        .run(async |database| {
            let transaction = Transaction::begin(database, &["settings", "drafts"], Access::Write)?;
            transaction.put("settings", &"language".into(), &"zh".into())?;
            transaction.get("settings", &"language".into())?.value().await?;
            transaction.put("drafts", &"half".into(), &"{}".into())?;
            Err::<(), _>(StoreError::Moved.into())
        })
        .await;
    assert_eq!(left, Err(StoreError::Moved));
    assert_eq!(store.setting("language").await.unwrap(), None);
    assert!(store.every("drafts").await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_row_that_is_there_already_undoes_the_whole_transaction() {
    let store = DeviceStore::open_at(&new_name(), STEPS).await.unwrap();
    store.put_setting("language", "zh").await.unwrap();
    let refused = store
        .run(async |database| {
            let transaction = Transaction::begin(database, &["settings"], Access::Write)?;
            transaction.put("settings", &"size".into(), &"large".into())?;
            transaction.add("settings", &"language".into(), &"en".into())?;
            transaction.finish().await
        })
        .await;
    assert_eq!(refused, Err(StoreError::Moved));
    assert_eq!(store.setting("size").await.unwrap(), None);
    assert_eq!(store.setting("language").await.unwrap().as_deref(), Some("zh"));
}

#[wasm_bindgen_test]
fn a_full_device_is_told_from_other_troubles() {
    let named = |name: &str| {
        let error = web_sys::DomException::new_with_message_and_name("why", name).unwrap();
        StoreError::from(Trouble::from(JsValue::from(error)))
    };
    assert_eq!(named("QuotaExceededError"), StoreError::NoRoom);
    assert_eq!(named("ConstraintError"), StoreError::Moved);
    assert_eq!(named("DataCloneError"), StoreError::Failed("DataCloneError: why".to_owned()));
}
