//! Everything on this device as one file, and back (spec rule S23; the format is `jiannuo_sync::backup`'s).
//!
//! Deliberately absent: keys, which nobody reads out, and contacts, which are about this device's clock.

mod make;
mod restore;

pub use restore::{Opened, RestoreError, Restored};

use jiannuo_domain::hash::Digest;
use jiannuo_sync::backup::{Kept, RowKey};
use jiannuo_sync::store::KeptBody;
use js_sys::Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast as _, JsValue};

/// A line of words.
#[derive(Serialize, Deserialize)]
struct BodyRow {
    hash: Digest,
    kept: KeptBody,
}

/// The object store that a line's row is from.
const fn store_of(kept: Kept) -> &'static str {
    match kept {
        Kept::Leaves => crate::rows::BUNDLES,
        Kept::Bodies => crate::rows::PACKS,
        other => other.name(),
    }
}

/// A row's key as the database has it, for rows that are lines themselves.
fn to_js(key: &RowKey) -> JsValue {
    match key {
        RowKey::Name(name) => name.into(),
        // A place as JavaScript's number: exact up to 2^53, which no log reaches.
        RowKey::Place(log, place) => crate::database::key(log, *place as f64),
        RowKey::Part(of, part) => crate::database::key(of, part.as_str()),
    }
}

/// The key of a row; `None` for one that this version does not keep.
fn from_js(key: &JsValue) -> Option<RowKey> {
    if let Some(name) = key.as_string() {
        return Some(RowKey::Name(name));
    }
    let parts: &Array = key.dyn_ref()?;
    let first = parts.get(0).as_string()?;
    let second = parts.get(1);
    match second.as_string() {
        Some(part) => Some(RowKey::Part(first, part)),
        None => second.as_f64().map(|place| RowKey::Place(first, place as u64)),
    }
}
