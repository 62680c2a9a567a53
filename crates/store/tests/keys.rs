//! Keys: made by WebCrypto, kept where nobody can read them out, understood by any P-256.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used)]

#[allow(dead_code, reason = "each test binary uses a part")]
mod support;

use jiannuo_domain::id::{KeyId, OrganisationId};
use jiannuo_domain::key::software::{self, KeyPair};
use jiannuo_domain::key::{PublicKey, Signature};
use jiannuo_domain::reader::Question;
use jiannuo_domain::statement::LogName;
use jiannuo_store::{DeviceKeys, DeviceStore};
use jiannuo_sync::keys::{Keys, KeysError};
use js_sys::{Function, Promise};
use support::{new_name, new_store};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_device_signs_what_others_can_check() {
    let keys = DeviceKeys::new(&new_store().await);
    let public = keys.create().await.unwrap();
    let signature = keys.sign(&public.id(), "承诺").await.unwrap();
    assert!(software::verify(&public, "承诺", &signature));
    assert!(!software::verify(&public, "承诺 ", &signature));
    assert!(keys.verify(&public, "承诺", &signature).await);
}

#[wasm_bindgen_test]
async fn a_device_checks_what_others_signed() {
    let keys = DeviceKeys::new(&new_store().await);
    let pair = KeyPair::from_secret(&[7; 32]).unwrap();
    let signature = pair.sign("承诺");
    assert!(keys.verify(&pair.public_key(), "承诺", &signature).await);
    assert!(!keys.verify(&pair.public_key(), "别的", &signature).await);
    let other = KeyPair::from_secret(&[8; 32]).unwrap();
    assert!(!keys.verify(&other.public_key(), "承诺", &signature).await);
    let mut altered = *signature.as_bytes();
    altered[40] ^= 1;
    assert!(!keys.verify(&pair.public_key(), "承诺", &Signature::from_bytes(&altered).unwrap()).await);
    let mut point = *pair.public_key().as_bytes();
    point[64] ^= 1;
    let off_the_curve = PublicKey::from_bytes(&point).unwrap();
    assert!(!keys.verify(&off_the_curve, "承诺", &signature).await);
}

#[wasm_bindgen_test]
async fn a_key_is_there_when_the_app_is_opened_again() {
    let name = new_name();
    let public = DeviceKeys::new(&DeviceStore::open_named(&name).await.unwrap()).create().await.unwrap();
    let later = DeviceKeys::new(&DeviceStore::open_named(&name).await.unwrap());
    let signature = later.sign(&public.id(), "x").await.unwrap();
    assert!(software::verify(&public, "x", &signature));
}

#[wasm_bindgen_test]
async fn a_kept_key_cannot_be_read_out() {
    let name = new_name();
    let public = DeviceKeys::new(&DeviceStore::open_named(&name).await.unwrap()).create().await.unwrap();
    let script = "
        const database = await new Promise((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        const key = await new Promise((resolve, reject) => {
          const request = database.transaction('keys').objectStore('keys').get(id);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        database.close();
        const told = [key.constructor.name, key.type, key.algorithm.namedCurve, key.extractable, ...key.usages];
        for (const format of ['pkcs8', 'jwk']) {
          told.push(await crypto.subtle.exportKey(format, key).then(() => 'read', (error) => error.name));
        }
        return told.join(' ')";
    let read = Function::new_with_args("name, id", &format!("return (async () => {{ {script} }})()"));
    let told: Promise =
        read.call2(&JsValue::NULL, &name.into(), &public.id().to_string().into()).unwrap().unchecked_into();
    let told = JsFuture::from(told).await.unwrap().as_string().unwrap();
    assert_eq!(told, "CryptoKey private P-256 false sign InvalidAccessError InvalidAccessError");
}

#[wasm_bindgen_test]
async fn a_forgotten_key_signs_nothing_any_more() {
    let keys = DeviceKeys::new(&new_store().await);
    let public = keys.create().await.unwrap();
    let kept = keys.create().await.unwrap();
    keys.forget(&public.id()).await.unwrap();
    assert_eq!(keys.sign(&public.id(), "x").await, Err(KeysError::NoSuchKey));
    assert_eq!(keys.sign(&KeyId::from_bytes([3; 16]), "x").await, Err(KeysError::NoSuchKey));
    assert!(keys.sign(&kept.id(), "x").await.is_ok());
}

#[wasm_bindgen_test]
async fn a_question_is_signed_as_the_server_reads_it() {
    let keys = DeviceKeys::new(&new_store().await);
    let public = keys.create().await.unwrap();
    let org = OrganisationId::from_bytes([0x0a; 16]);
    let question = Question { org, log: LogName::Office, method: "GET", path: "checkpoint", time_ms: 17 };
    let token = keys.ask(&public.id(), &question).await.unwrap();
    assert_eq!((token.key, token.time_ms), (public.id(), 17));
    assert!(software::verify_message(&public, &question.signing_input(), &token.signature));
}
