use jiannuo_sync::backup::{Kept, Row, RowValue, Writer};
use jiannuo_sync::store::StoreError;
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, IdbDatabase};

use super::from_js;
use crate::database::{Access, DeviceStore, Transaction, Trouble};
use crate::files::bytes_of;

/// Rows of words that are read at once: 500 of about 2 kB are 1 MB.
const WORDS_AT_ONCE: u32 = 500;
/// Files that are read at once: 8 of up to 4 MiB are 32 MiB in base64 and as much beside.
const FILES_AT_ONCE: u32 = 8;

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
    let stores = Kept::ALL.map(Kept::name);
    let transaction = Transaction::begin(database, &stores, Access::Read)?;
    let mut total = 0;
    for store in stores {
        total += transaction.count(store)?.value().await?.as_f64().unwrap_or_default() as u64;
    }
    let (mut writer, head) = Writer::begin(made_ms);
    let parts = Array::of1(&head.into());
    for kept in Kept::ALL {
        let at_once = if matches!(kept, Kept::Blobs | Kept::DraftFiles) { FILES_AT_ONCE } else { WORDS_AT_ONCE };
        let mut after = None;
        loop {
            let (keys, rows) = transaction.page(kept.name(), after.as_ref(), at_once)?;
            let keys: Array = keys.value().await?.unchecked_into();
            let rows: Array = rows.value().await?.unchecked_into();
            if keys.length() == 0 {
                break;
            }
            let pairs = keys.iter().zip(rows.iter());
            let text: String = pairs.filter_map(|(key, row)| line(&mut writer, kept, &key, row)).collect();
            parts.push(&blob(&Array::of1(&text.into()))?.into());
            progress(writer.rows(), total);
            after = Some(keys.get(keys.length() - 1));
        }
    }
    parts.push(&writer.end().into());
    Ok(parts)
}

fn line(writer: &mut Writer, kept: Kept, key: &JsValue, row: JsValue) -> Option<String> {
    let value = match row.as_string() {
        Some(text) => RowValue::Text(text),
        None => RowValue::Bytes(bytes_of(row)?),
    };
    Some(writer.row(Row { kept, key: from_js(key)?, value }))
}

fn blob(parts: &Array) -> Result<Blob, JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/jsonl");
    Blob::new_with_str_sequence_and_options(parts, &options)
}
