//! From a row for each entry to rows that many share: a step of the database moves what earlier versions kept.

use jiannuo_domain::hash::Digest;
use jiannuo_sync::rows::ENTRIES_IN_A_ROW;
use jiannuo_sync::store::{KeptBody, StoreError};
use js_sys::Array;
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbTransaction};

use super::transaction::key;
use crate::json::from_json;
use crate::rows::{bundle, packed};

/// Makes one row of what were several.
type Join = fn(&[String]) -> Result<JsValue, StoreError>;

/// A row of `bodies`, as it was.
#[derive(Deserialize)]
struct BodyRow {
    hash: Digest,
    kept: KeptBody,
}

/// Leaves as a row.
pub(super) fn leaves(rows: &[String]) -> Result<JsValue, StoreError> {
    bundle(rows)
}

/// Words as a row.
pub(super) fn bodies(rows: &[String]) -> Result<JsValue, StoreError> {
    let bodies = rows.iter().map(|row| from_json::<BodyRow>(row).map(|row| (row.hash, row.kept)));
    packed(&bodies.collect::<Result<Vec<_>, _>>()?)
}

/// Moves every row of an object store into another one, several to a row, and removes the store. The upgrade ends when
/// that is done; it fails as a whole when a row cannot be read.
pub(super) fn move_rows(
    database: &IdbDatabase,
    upgrade: &IdbTransaction,
    from: &'static str,
    to: &'static str,
    join: Join,
) -> Result<(), JsValue> {
    let store = upgrade.object_store(from)?;
    // Requests are answered in their order: when the rows are there, the keys are.
    let (keys, rows) = (store.get_all_keys()?, store.get_all()?);
    let moved = Closure::once_into_js({
        let (database, upgrade, rows) = (database.clone(), upgrade.clone(), rows.clone());
        // What is thrown here makes the browser abort the upgrade.
        move |_event: JsValue| -> Result<(), JsValue> {
            let (keys, rows): (Array, Array) = (keys.result()?.unchecked_into(), rows.result()?.unchecked_into());
            let to = upgrade.object_store(to)?;
            for (log, rows) in by_log(&keys, &rows) {
                for (number, rows) in rows.chunks(ENTRIES_IN_A_ROW).enumerate() {
                    let row = join(rows).map_err(|error| JsError::new(&error.to_string()))?;
                    to.put_with_key(&row, &key(&log, number as f64))?;
                }
            }
            database.delete_object_store(from)
        }
    });
    rows.set_onsuccess(Some(moved.unchecked_ref()));
    Ok(())
}

/// The rows of each log, in the order of their keys.
fn by_log(keys: &Array, rows: &Array) -> Vec<(String, Vec<String>)> {
    let mut logs: Vec<(String, Vec<String>)> = Vec::new();
    for (key, row) in keys.iter().zip(rows.iter()) {
        let log = key.unchecked_into::<Array>().get(0).as_string().unwrap_or_default();
        let row = row.as_string().unwrap_or_default();
        match logs.last_mut() {
            Some((last, rows)) if *last == log => rows.push(row),
            _ => logs.push((log, vec![row])),
        }
    }
    logs
}
