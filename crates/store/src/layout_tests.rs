//! What is stored, byte for byte: a device that was written by this version is read by every later one.
#![allow(clippy::unwrap_used)]

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::body::{Salt, SaltedBody};
use jiannuo_domain::clock::Contact;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, KeyId, OrganisationId, RecordId};
use jiannuo_domain::key::Signature;
use jiannuo_domain::push::SignedStatement;
use jiannuo_sync::evidence::{Contradiction, Evidence};
use jiannuo_sync::outbox::{OutboxItem, OutboxState};
use jiannuo_sync::store::{Change, KeptBody, Store as _, Verified};
use jiannuo_tlog::SignerKey;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::database::{Access, Transaction, key};
use crate::files::bytes_of;
use crate::{DeviceStore, Draft, Membership, device};

const ORG: OrganisationId = OrganisationId::from_bytes([0xaa; 16]);

/// A statement as it stands in a log.
const STATEMENT: &str = r#"{"at":0,"entry":"11111111111111111111111111111111","key":"22222222222222222222222222222222","kind":"pledge.published","log":"public","org":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","record":"33333333333333333333333333333333","suite":"p256-sha256","v":1}"#;

async fn store() -> DeviceStore {
    DeviceStore::open_named(&format!("layout-{:?}", device::random_bytes::<8>())).await.unwrap()
}

async fn value(store: &DeviceStore, name: &str, key: JsValue) -> JsValue {
    let read = async |database: &web_sys::IdbDatabase| {
        Transaction::begin(database, &[name], Access::Read)?.get(name, &key)?.value().await
    };
    store.run(read).await.unwrap()
}

async fn row(store: &DeviceStore, name: &str, key: JsValue) -> String {
    value(store, name, key).await.as_string().unwrap()
}

async fn bytes(store: &DeviceStore, name: &str, key: JsValue) -> Vec<u8> {
    bytes_of(value(store, name, key).await).unwrap()
}

fn item(state: OutboxState) -> OutboxItem {
    let body = SaltedBody { salt: Salt([5; 32]), text: "{\"text\":\"修路\"}".to_owned() };
    let signature = Signature::from_bytes(&[7; 64]).unwrap();
    let signed = SignedStatement { statement: STATEMENT.to_owned(), signature, body: Some(body) };
    OutboxItem { order: 9, signed, attempted: true, state }
}

#[wasm_bindgen_test]
async fn an_organisations_rows_are_pinned() {
    let store = store().await;
    let org = ORG.to_string();
    let (present, erased) = (Digest::of(&[b"present"]), Digest::of(&[b"erased"]));
    let body = SaltedBody { salt: Salt([5; 32]), text: "{}".to_owned() };
    let change = Change {
        leaves: vec!["first\n".to_owned(), "second\n".to_owned()],
        bodies: vec![(present, KeptBody::Present(body)), (erased, KeptBody::Erased)],
        contact: Some(Contact { device_ms: 1, server_ms: 2 }),
        ..Change::default()
    };
    store.commit(&ORG, &change).await.unwrap();
    let bundle = [b"\0\x06first\n".as_slice(), b"\0\x07second\n"].concat();
    assert_eq!(bytes(&store, "bundles", key(&org, 0.0)).await, bundle);
    let pack = [present.as_bytes().as_slice(), &[1], &[5; 32], b"\0\0\0\x02{}", erased.as_bytes(), &[0]].concat();
    assert_eq!(bytes(&store, "packs", key(&org, 0.0)).await, pack);
    assert_eq!(row(&store, "contacts", org.as_str().into()).await, r#"{"device_ms":1,"server_ms":2}"#);
}

#[wasm_bindgen_test]
async fn checkpoints_and_evidence_are_pinned() {
    let store = store().await;
    let org = ORG.to_string();
    let key_of_log = SignerKey::from_seed("log", [1; 32]).unwrap().verifier().clone();
    let keys = vec![key_of_log.clone()];
    let verified = Verified { keys: keys.clone(), note: "text\n\n— log\n".into(), device_ms: 1, server_ms: 2 };
    let (held, offered) = (Some("held".to_owned()), "offered".to_owned());
    let row_of = |contradiction| Evidence {
        contradiction,
        keys: keys.clone(),
        held: held.clone(),
        offered: offered.clone(),
        found_ms: 3,
        decided_ms: Some(4),
    };
    for (contradiction, written) in [
        (Contradiction::Unsigned, r#"{"kind":"unsigned"}"#),
        (Contradiction::Smaller { size: 1, seen: 2 }, r#"{"kind":"smaller","size":1,"seen":2}"#),
        (Contradiction::Forked { size: 1 }, r#"{"kind":"forked","size":1}"#),
        (Contradiction::NotExtended { smaller: 1, larger: 2 }, r#"{"kind":"not-extended","smaller":1,"larger":2}"#),
    ] {
        let store = self::store().await;
        let evidence = row_of(contradiction);
        let id = Digest::of(&[b"held\0offered"]).to_string();
        store.commit(&ORG, &Change { evidence: vec![evidence], ..Change::default() }).await.unwrap();
        let expected = format!(
            r#"{{"contradiction":{written},"keys":["{key_of_log}"],"held":"held","offered":"offered","found_ms":3,"decided_ms":4}}"#
        );
        assert_eq!(row(&store, "evidence", key(&org, id)).await, expected);
    }
    store.commit(&ORG, &Change { verified: Some(verified), ..Change::default() }).await.unwrap();
    assert_eq!(
        row(&store, "checkpoints", org.as_str().into()).await,
        format!(r#"{{"keys":["{key_of_log}"],"note":"text\n\n— log\n","device_ms":1,"server_ms":2}}"#)
    );
}

#[wasm_bindgen_test]
async fn outbox_rows_are_pinned() {
    let entry = EntryId::from_bytes([0x11; 16]);
    let head = EntryId::from_bytes([0x44; 16]);
    let escaped = STATEMENT.replace('"', "\\\"");
    let signature = Signature::from_bytes(&[7; 64]).unwrap().to_string();
    let salt = "05".repeat(32);
    for (state, written) in [
        (OutboxState::Waiting, r#"{"state":"waiting"}"#.to_owned()),
        (OutboxState::Conflict { head }, format!(r#"{{"state":"conflict","head":"{head}"}}"#)),
        (
            OutboxState::Refused { refusal: Refusal::KeyRevoked },
            r#"{"state":"refused","refusal":{"code":"key-revoked"}}"#.to_owned(),
        ),
    ] {
        let store = store().await;
        store.commit(&ORG, &Change { add: vec![item(state)], ..Change::default() }).await.unwrap();
        let signed = format!(
            r#"{{"statement":"{escaped}","signature":"{signature}","body":{{"salt":"{salt}","text":"{{\"text\":\"修路\"}}"}}}}"#
        );
        assert_eq!(
            row(&store, "outbox", key(&ORG.to_string(), entry.to_string())).await,
            format!(r#"{{"order":9,"signed":{signed},"attempted":true,"state":{written}}}"#)
        );
    }
}

#[wasm_bindgen_test]
async fn memberships_drafts_and_settings_are_pinned() {
    let store = store().await;
    let org = ORG.to_string();
    let (member, held) = (RecordId::from_bytes([1; 16]), KeyId::from_bytes([2; 16]));
    let membership =
        Membership { org: ORG, slug: "hall".into(), name: "大厅".into(), member: Some(member), key: Some(held) };
    store.put_membership(&membership).await.unwrap();
    assert_eq!(
        row(&store, "memberships", org.as_str().into()).await,
        format!(r#"{{"org":"{org}","slug":"hall","name":"大厅","member":"{member}","key":"{held}"}}"#)
    );
    let id = RecordId::from_bytes([4; 16]);
    let draft = Draft { id, org: ORG, form: "pledge".into(), content: "{}".into(), updated_ms: 3, batch: Some(member) };
    store.put_drafts(&[draft]).await.unwrap();
    assert_eq!(
        row(&store, "drafts", id.to_string().into()).await,
        format!(r#"{{"id":"{id}","org":"{org}","form":"pledge","content":"{{}}","updated_ms":3,"batch":"{member}"}}"#)
    );
    store.put_setting("language", "zh").await.unwrap();
    assert_eq!(row(&store, "settings", "language".into()).await, "zh");
}

#[wasm_bindgen_test]
async fn a_batch_of_drafts_is_kept_as_a_whole_and_told_on_the_way() {
    let store = store().await;
    let draft = |place: u8, content: &str| Draft {
        id: RecordId::from_bytes([place; 16]),
        org: ORG,
        form: "pledge".into(),
        content: content.to_owned(),
        updated_ms: place.into(),
        batch: Some(RecordId::from_bytes([9; 16])),
    };
    let told = std::cell::RefCell::new(Vec::new());
    let drafts: Vec<Draft> = (0..250).map(|place| draft(place, "{}")).collect();
    store.put_batch(&drafts, |put| told.borrow_mut().push(put)).await.unwrap();
    assert_eq!(told.take(), [100, 200]);
    assert_eq!(store.drafts(&ORG).await.unwrap(), drafts);
}

#[wasm_bindgen_test]
async fn a_row_of_another_version_is_not_hidden() {
    let store = store().await;
    let wrote = store
        .run(async |database| {
            let transaction = Transaction::begin(database, &["drafts"], Access::Write)?;
            transaction.put("drafts", &"x".into(), &"{\"shape\":\"new\"}".into())?;
            transaction.finish().await
        })
        .await;
    assert_eq!(wrote, Ok(()));
    let read = store.drafts(&ORG).await;
    assert!(matches!(read, Err(jiannuo_sync::store::StoreError::Unavailable(_))), "{read:?}");
}
