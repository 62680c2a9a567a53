//! Rule S23 on the real database: everything but keys out, and back without overwriting what is newer.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used)]

#[allow(dead_code, reason = "each test binary uses a part")]
mod support;

use std::cell::RefCell;

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{OrganisationId, RecordId};
use jiannuo_store::{DeviceKeys, DeviceStore, Draft, Membership, RestoreError, device};
use jiannuo_sync::LocalBlob;
use jiannuo_sync::backup::BackupError;
use jiannuo_sync::store::{Change, Store as _};
use support::new_store;
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const ORG: OrganisationId = OrganisationId::from_bytes([0xaa; 16]);
/// More than are read at once.
const DRAFTS: u16 = 1_203;
const FILES: u8 = 19;

fn draft(number: u16, content: &str, updated_ms: i64) -> Draft {
    let mut id = [0; 16];
    id[..2].copy_from_slice(&number.to_be_bytes());
    let id = RecordId::from_bytes(id);
    Draft { id, org: ORG, form: "pledge".into(), content: content.into(), updated_ms, batch: None }
}

async fn filled() -> DeviceStore {
    let store = new_store().await;
    let key = DeviceKeys::new(&store).create().await.unwrap().id();
    let member = Some(RecordId::from_bytes([1; 16]));
    let membership = Membership { org: ORG, slug: "hall".into(), name: "大厅".into(), member, key: Some(key) };
    store.put_membership(&membership).await.unwrap();
    let drafts: Vec<_> = (0..DRAFTS).map(|number| draft(number, "{\"text\":\"修路\"}", 5)).collect();
    store.put_drafts(&drafts).await.unwrap();
    store.put_setting("language", "en").await.unwrap();
    store.put_setting("asked-to-persist", "yes").await.unwrap();
    let blobs =
        (0..FILES).map(|number| LocalBlob { hash: Digest::of(&[&[number]]), bytes: vec![number; 70_000].into() });
    store.commit(&ORG, &Change { blobs: blobs.collect(), ..Change::default() }).await.unwrap();
    store
}

async fn backup_of(store: &DeviceStore) -> web_sys::Blob {
    store.back_up(device::now_ms(), |_, _| ()).await.unwrap()
}

#[wasm_bindgen_test]
async fn s23_everything_but_keys_comes_back_on_another_device() {
    let store = filled().await;
    let heard = RefCell::new(Vec::new());
    let file = store.back_up(9, |done, total| heard.borrow_mut().push((done, total))).await.unwrap();
    let total = u64::from(DRAFTS) + u64::from(FILES) + 3;
    assert_eq!(heard.borrow().last(), Some(&(total, total)));
    assert!(heard.borrow().len() > 4, "progress is told on the way");
    let other = new_store().await;
    let opened = DeviceStore::open_backup(&file, |_, _| ()).await.unwrap();
    assert_eq!((opened.made_ms, opened.contents.files), (9, u64::from(FILES)));
    let restored = other.restore(&opened, |_, _| ()).await.unwrap();
    assert_eq!((restored.drafts, restored.files, restored.organisations), (usize::from(DRAFTS), usize::from(FILES), 1));
    assert_eq!(restored.without_key, 1);
    assert_eq!(other.drafts(&ORG).await.unwrap(), store.drafts(&ORG).await.unwrap());
    assert_eq!(other.memberships().await.unwrap()[0].key, None, "no key came with it");
    assert_eq!(other.blob(&ORG, &Digest::of(&[&[7]])).await.unwrap(), Some(vec![7; 70_000]));
    assert_eq!(other.setting("language").await.unwrap().as_deref(), Some("en"));
    assert_eq!(other.setting("asked-to-persist").await.unwrap(), None, "that is about the other device");
    // On the device itself nothing is new, and its key stays.
    let again = store.restore(&opened, |_, _| ()).await.unwrap();
    assert_eq!((again.drafts, again.files, again.organisations), (0, 0, 0));
    assert!(store.memberships().await.unwrap()[0].key.is_some());
}

#[wasm_bindgen_test]
async fn s23_what_is_newer_here_stays_and_what_is_older_is_replaced() {
    let file = backup_of(&filled().await).await;
    let other = new_store().await;
    other.put_drafts(&[draft(1, "newer", 6), draft(2, "older", 4)]).await.unwrap();
    other.put_setting("language", "zh").await.unwrap();
    let opened = DeviceStore::open_backup(&file, |_, _| ()).await.unwrap();
    other.restore(&opened, |_, _| ()).await.unwrap();
    let drafts = other.drafts(&ORG).await.unwrap();
    let content = |number| drafts.iter().find(|one| one.id == draft(number, "", 0).id).unwrap().content.clone();
    assert_eq!((content(1).as_str(), content(2).as_str()), ("newer", "{\"text\":\"修路\"}"));
    assert_eq!(other.setting("language").await.unwrap().as_deref(), Some("zh"));
}

#[wasm_bindgen_test]
async fn s23_a_damaged_file_is_refused() {
    let file = backup_of(&filled().await).await;
    let cut = file.slice_with_f64_and_f64(0.0, file.size() - 10.0).unwrap();
    let refused = DeviceStore::open_backup(&cut, |_, _| ()).await.err();
    assert_eq!(refused, Some(RestoreError::Backup(BackupError::Damaged)));
}
