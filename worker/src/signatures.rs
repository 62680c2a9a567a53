//! Checking signatures with the engine's WebCrypto: ECDSA over P-256 with SHA-256, about 0.1 ms each, where P-256 in
//! wasm takes about 1 ms. There is no second way: an engine without it accepts nothing.

use std::cell::RefCell;
use std::collections::HashMap;

use jiannuo_domain::key::{PublicKey, Signature, signing_input};
use wasm_bindgen::prelude::*;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Array, Object, Promise, Reflect, Uint8Array};

/// Imported keys that an isolate keeps: 1,000 members with two devices each, about 200 bytes a key.
const MAX_KEPT_KEYS: usize = 2_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = importKey)]
    fn import_key(
        format: &str,
        key: &Uint8Array,
        algorithm: &Object,
        extractable: bool,
        usages: &Array,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["crypto", "subtle"], js_name = verify)]
    fn verify_with(
        algorithm: &Object,
        key: &JsValue,
        signature: &Uint8Array,
        data: &Uint8Array,
    ) -> Result<Promise, JsValue>;
}

thread_local! {
    static KEYS: RefCell<HashMap<PublicKey, JsValue>> = RefCell::new(HashMap::new());
}

/// One signature to check.
#[derive(Debug)]
pub(crate) struct Claim<'a> {
    /// The key that should have signed.
    pub(crate) key: PublicKey,
    /// The exact statement.
    pub(crate) statement: &'a str,
    /// The signature.
    pub(crate) signature: Signature,
}

/// Whether each signature holds. A key that is not a point of the curve has signed nothing.
pub(crate) async fn verify(claims: &[Claim<'_>]) -> Vec<bool> {
    let mut pending = Vec::with_capacity(claims.len());
    for claim in claims {
        let promise = match imported(&claim.key).await {
            Some(key) => start(&key, claim),
            None => None,
        };
        pending.push(promise);
    }
    // All are under way now; the engine checks them on its own threads or one after another, as it likes.
    let mut verdicts = Vec::with_capacity(claims.len());
    for promise in pending {
        let verdict = match promise {
            Some(promise) => JsFuture::from(promise).await.ok().and_then(|value| value.as_bool()),
            None => None,
        };
        verdicts.push(verdict == Some(true));
    }
    verdicts
}

/// Whether a key has signed exactly these bytes, which are no statement's.
pub(crate) async fn verify_message(key: &PublicKey, message: &[u8], signature: Signature) -> bool {
    let Some(key) = imported(key).await else { return false };
    let Some(promise) = start_with(&key, message, signature) else { return false };
    JsFuture::from(promise).await.ok().and_then(|value| value.as_bool()) == Some(true)
}

fn start(key: &JsValue, claim: &Claim<'_>) -> Option<Promise> {
    start_with(key, &signing_input(claim.statement), claim.signature)
}

fn start_with(key: &JsValue, message: &[u8], signature: Signature) -> Option<Promise> {
    let algorithm = object(&[("name", "ECDSA"), ("hash", "SHA-256")]);
    let signature = Uint8Array::from(signature.as_bytes().as_slice());
    verify_with(&algorithm, key, &signature, &Uint8Array::from(message)).ok()
}

async fn imported(key: &PublicKey) -> Option<JsValue> {
    if let Some(known) = KEYS.with_borrow(|keys| keys.get(key).cloned()) {
        return Some(known);
    }
    let bytes = Uint8Array::from(key.as_bytes().as_slice());
    let algorithm = object(&[("name", "ECDSA"), ("namedCurve", "P-256")]);
    let usages = Array::of1(&"verify".into());
    let promise = import_key("raw", &bytes, &algorithm, false, &usages).ok()?;
    let imported: JsValue = JsFuture::from(promise).await.ok()?;
    KEYS.with_borrow_mut(|keys| {
        if keys.len() >= MAX_KEPT_KEYS {
            keys.clear();
        }
        keys.insert(*key, imported.clone());
    });
    Some(imported)
}

fn object(fields: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object
}
