//! The device's keys: WebCrypto makes them, IndexedDB keeps them, nobody can read them out.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use jiannuo_domain::id::KeyId;
use jiannuo_domain::key::{PublicKey, Signature, signing_input};
use jiannuo_domain::reader::{Question, ReaderToken};
use jiannuo_sync::keys::{Keys, KeysError};
use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::database::{Access, DeviceStore, Transaction, describe};
use crate::device;

/// The device's keys. Cheap to clone; clones share what they have in hand.
#[derive(Clone)]
pub struct DeviceKeys {
    store: DeviceStore,
    /// Keys that were used already: a batch of a thousand signatures reads its key once.
    at_hand: Rc<RefCell<AtHand>>,
}

#[derive(Default)]
struct AtHand {
    private: HashMap<KeyId, CryptoKey>,
    public: HashMap<PublicKey, CryptoKey>,
}

impl DeviceKeys {
    /// The keys that a device keeps.
    pub fn new(store: &DeviceStore) -> Self {
        Self { store: store.clone(), at_hand: Rc::default() }
    }

    /// Makes a key and keeps it. When this returns the private half is saved and cannot be exported.
    ///
    /// # Errors
    /// [`KeysError::Failed`]; nothing was kept then.
    pub async fn create(&self) -> Result<PublicKey, KeysError> {
        let (private, public) = generate().await.map_err(|error| failed(&error))?;
        let public = PublicKey::from_bytes(&public).map_err(|error| KeysError::Failed(error.to_string()))?;
        let key: JsValue = public.id().to_string().into();
        self.store
            .run(async |database| {
                let transaction = Transaction::begin(database, &["keys"], Access::Write)?;
                transaction.add("keys", &key, &private)?;
                transaction.finish().await
            })
            .await
            .map_err(|error| KeysError::Failed(error.to_string()))?;
        self.at_hand.borrow_mut().private.insert(public.id(), private);
        Ok(public)
    }

    /// Removes a key for good. One that is gone already is no error.
    ///
    /// # Errors
    /// [`KeysError::Failed`].
    pub async fn forget(&self, key: &KeyId) -> Result<(), KeysError> {
        self.at_hand.borrow_mut().private.remove(key);
        let key: JsValue = key.to_string().into();
        self.store
            .run(async |database| {
                let transaction = Transaction::begin(database, &["keys"], Access::Write)?;
                transaction.delete("keys", &key)?;
                transaction.finish().await
            })
            .await
            .map_err(|error| KeysError::Failed(error.to_string()))
    }

    /// Signs a question to a log that is for members ([`jiannuo_domain::reader`]).
    ///
    /// # Errors
    /// [`KeysError`].
    pub async fn ask(&self, key: &KeyId, question: &Question<'_>) -> Result<ReaderToken, KeysError> {
        let private = self.private(key).await?;
        let bytes = sign_bytes(&private, &question.signing_input()).await.map_err(|error| failed(&error))?;
        let signature = Signature::from_bytes(&bytes).map_err(|error| KeysError::Failed(error.to_string()))?;
        Ok(ReaderToken { key: *key, time_ms: question.time_ms, signature })
    }

    /// The private key of that name.
    async fn private(&self, id: &KeyId) -> Result<CryptoKey, KeysError> {
        if let Some(key) = self.at_hand.borrow().private.get(id).cloned() {
            return Ok(key);
        }
        let name: JsValue = id.to_string().into();
        let row = self
            .store
            .run(async |database| {
                let transaction = Transaction::begin(database, &["keys"], Access::Read)?;
                transaction.get("keys", &name)?.value().await
            })
            .await
            .map_err(|error| KeysError::Failed(error.to_string()))?;
        let key: CryptoKey = row.dyn_into().map_err(|_| KeysError::NoSuchKey)?;
        self.at_hand.borrow_mut().private.insert(*id, key.clone());
        Ok(key)
    }

    /// A public key in WebCrypto's form.
    async fn public(&self, key: &PublicKey) -> Result<CryptoKey, JsValue> {
        if let Some(key) = self.at_hand.borrow().public.get(key).cloned() {
            return Ok(key);
        }
        let bytes = Uint8Array::from(key.as_bytes().as_slice());
        let usages = Array::of1(&"verify".into());
        let imported: CryptoKey =
            done(subtle()?.import_key_with_object("raw", &bytes, &curve()?, true, &usages)?).await?.unchecked_into();
        self.at_hand.borrow_mut().public.insert(*key, imported.clone());
        Ok(imported)
    }

    async fn check(&self, key: &PublicKey, statement: &str, signature: &Signature) -> Result<bool, JsValue> {
        let key = self.public(key).await?;
        let holds = subtle()?.verify_with_object_and_u8_array_and_u8_array(
            &algorithm()?,
            &key,
            signature.as_bytes(),
            &signing_input(statement),
        )?;
        Ok(done(holds).await?.is_truthy())
    }
}

impl Keys for DeviceKeys {
    async fn sign(&self, key: &KeyId, statement: &str) -> Result<Signature, KeysError> {
        let key = self.private(key).await?;
        let bytes = sign_bytes(&key, &signing_input(statement)).await.map_err(|error| failed(&error))?;
        Signature::from_bytes(&bytes).map_err(|error| KeysError::Failed(error.to_string()))
    }

    async fn ask(&self, key: &KeyId, question: &Question<'_>) -> Result<ReaderToken, KeysError> {
        Self::ask(self, key, question).await
    }

    async fn verify(&self, key: &PublicKey, statement: &str, signature: &Signature) -> bool {
        // A point off the curve cannot be imported: such a key has signed nothing.
        self.check(key, statement, signature).await.unwrap_or(false)
    }
}

/// A private key, and its public half's bytes.
async fn generate() -> Result<(CryptoKey, Vec<u8>), JsValue> {
    let subtle = subtle()?;
    let usages = Array::of2(&"sign".into(), &"verify".into());
    // Not extractable; that holds for the private half, a public half can always be exported.
    let pair = done(subtle.generate_key_with_object(&curve()?, false, &usages)?).await?;
    let private: CryptoKey = Reflect::get(&pair, &"privateKey".into())?.dyn_into()?;
    let public: CryptoKey = Reflect::get(&pair, &"publicKey".into())?.dyn_into()?;
    let bytes: ArrayBuffer = done(subtle.export_key("raw", &public)?).await?.dyn_into()?;
    Ok((private, Uint8Array::new(&bytes).to_vec()))
}

async fn sign_bytes(key: &CryptoKey, bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    let signed = subtle()?.sign_with_object_and_u8_array(&algorithm()?, key, bytes)?;
    let bytes: ArrayBuffer = done(signed).await?.dyn_into()?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

async fn done(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    device::subtle().ok_or_else(|| "this browser has no WebCrypto here".into())
}

/// Which keys are made and read.
fn curve() -> Result<Object, JsValue> {
    named("ECDSA", "namedCurve", "P-256")
}

/// How they sign.
fn algorithm() -> Result<Object, JsValue> {
    named("ECDSA", "hash", "SHA-256")
}

fn named(name: &str, property: &str, value: &str) -> Result<Object, JsValue> {
    let object = Object::new();
    Reflect::set(&object, &"name".into(), &name.into())?;
    Reflect::set(&object, &property.into(), &value.into())?;
    Ok(object)
}

fn failed(error: &JsValue) -> KeysError {
    KeysError::Failed(describe(error))
}
