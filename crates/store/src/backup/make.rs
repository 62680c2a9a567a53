use std::collections::HashSet;

use jiannuo_domain::hash::Digest;
use jiannuo_sync::backup::{Kept, Row, RowKey, RowValue, Writer};
use jiannuo_sync::rows::ENTRIES_IN_A_ROW;
use jiannuo_sync::store::StoreError;
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, IdbDatabase};

use super::{BodyRow, from_js, store_of};
use crate::database::{Access, DeviceStore, Transaction, Trouble};
use crate::files::bytes_of;
use crate::json::to_json;
use crate::rows::{bodies_in, leaves_in};

/// Rows of words that are read at once: 500 of about 2 kB are 1 MB.
const WORDS_AT_ONCE: u32 = 500;
/// Files that are read at once: 8 of up to 4 MiB are 32 MiB in base64 and as much beside.
const FILES_AT_ONCE: u32 = 8;
/// Rows of many entries that are read at once: 8 of 64 entries of about 2 kB are 1 MB.
const SHARED_AT_ONCE: u32 = 8;

impl DeviceStore {
    /// Everything on this device but its keys as one file, as of one moment. `progress` hears how many rows of how many are
    /// in it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn back_up(&self, made_ms: i64, progress: impl Fn(u64, u64)) -> Result<Blob, StoreError> {
        let parts = self.run(async |database| write(database, made_ms, &progress).await).await?;
        blob(&parts).map_err(|error| StoreError::Failed(crate::database::describe(&error)))
    }
}

/// The parts of the file. Each goes to the browser as soon as it is made, which keeps large ones on the disk.
async fn write(database: &IdbDatabase, made_ms: i64, progress: &impl Fn(u64, u64)) -> Result<Array, Trouble> {
    let stores = Kept::ALL.map(store_of);
    let transaction = Transaction::begin(database, &stores, Access::Read)?;
    let (mut done, mut total) = (0, 0);
    for store in stores {
        total += transaction.count(store)?.value().await?.as_f64().unwrap_or_default() as u64;
    }
    let (writer, head) = Writer::begin(made_ms);
    let mut lines = Lines { writer, words: HashSet::new() };
    let parts = Array::of1(&head.into());
    for kept in Kept::ALL {
        let mut after = None;
        loop {
            let (keys, rows) = transaction.page(store_of(kept), after.as_ref(), at_once(kept))?;
            let keys: Array = keys.value().await?.unchecked_into();
            let rows: Array = rows.value().await?.unchecked_into();
            if keys.length() == 0 {
                break;
            }
            let mut text = String::new();
            for (key, row) in keys.iter().zip(rows.iter()) {
                text.push_str(&lines.of(kept, &key, row)?);
            }
            parts.push(&blob(&Array::of1(&text.into()))?.into());
            done += u64::from(keys.length());
            progress(done, total);
            after = Some(keys.get(keys.length() - 1));
        }
    }
    parts.push(&lines.writer.end().into());
    Ok(parts)
}

const fn at_once(kept: Kept) -> u32 {
    match kept {
        Kept::Blobs | Kept::DraftFiles => FILES_AT_ONCE,
        Kept::Leaves | Kept::Bodies => SHARED_AT_ONCE,
        _ => WORDS_AT_ONCE,
    }
}

/// The lines of rows. In a file every entry has a line of its own, however many share a row of the database.
struct Lines {
    writer: Writer,
    /// Words that have their line: two entries may name the same.
    words: HashSet<(String, Digest)>,
}

impl Lines {
    fn of(&mut self, kept: Kept, key: &JsValue, row: JsValue) -> Result<String, StoreError> {
        let Some(key) = from_js(key) else { return Ok(String::new()) };
        match (kept, key) {
            (Kept::Leaves, RowKey::Place(log, number)) => self.leaves(&log, number, row),
            (Kept::Bodies, RowKey::Place(log, _)) => self.bodies(&log, row),
            (kept, key) => {
                let value = row.as_string().map(RowValue::Text).or_else(|| bytes_of(row).map(RowValue::Bytes));
                Ok(value.map(|value| self.writer.row(Row { kept, key, value })).unwrap_or_default())
            }
        }
    }

    fn leaves(&mut self, log: &str, number: u64, row: JsValue) -> Result<String, StoreError> {
        let first = number * ENTRIES_IN_A_ROW as u64;
        let line = |(place, leaf)| {
            let key = RowKey::Place(log.to_owned(), place);
            self.writer.row(Row { kept: Kept::Leaves, key, value: RowValue::Text(leaf) })
        };
        Ok((first..).zip(leaves_in(row)?).map(line).collect())
    }

    fn bodies(&mut self, log: &str, row: JsValue) -> Result<String, StoreError> {
        let mut text = String::new();
        for (hash, kept) in bodies_in(row)? {
            if self.words.insert((log.to_owned(), hash)) {
                let key = RowKey::Part(log.to_owned(), hash.to_string());
                let value = RowValue::Text(to_json(&BodyRow { hash, kept })?);
                text.push_str(&self.writer.row(Row { kept: Kept::Bodies, key, value }));
            }
        }
        Ok(text)
    }
}

fn blob(parts: &Array) -> Result<Blob, JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/jsonl");
    Blob::new_with_str_sequence_and_options(parts, &options)
}
