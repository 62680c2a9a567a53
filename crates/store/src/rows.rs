//! A log's leaves and words in rows that many of them share (`jiannuo_sync::rows`): read, added to, and erased from.
//!
//! A row for each entry would be ten thousand requests where a few hundred do; how much that saves is in
//! `docs/benchmarks.md`.

use jiannuo_domain::hash::Digest;
use jiannuo_domain::leaf::{from_bundle, to_bundle};
use jiannuo_sync::rows::{ENTRIES_IN_A_ROW, pack, unpack};
use jiannuo_sync::store::{KeptBody, StoreError};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::database::{Transaction, Trouble, key};
use crate::files::bytes_of;

/// Leaves, as entry bundles.
pub(crate) const BUNDLES: &str = "bundles";
/// Words, packed.
pub(crate) const PACKS: &str = "packs";

/// Words by the hash that statements name.
pub(crate) type Bodies = Vec<(Digest, KeptBody)>;

/// The leaves of a row, each its exact text.
pub(crate) fn leaves_in(row: JsValue) -> Result<Vec<String>, StoreError> {
    let bytes = bytes_of(row).ok_or_else(damaged)?;
    let leaves = from_bundle(&bytes).map_err(|_| damaged())?;
    leaves.into_iter().map(|leaf| std::str::from_utf8(leaf).map(str::to_owned).map_err(|_| damaged())).collect()
}

/// The leaves of all rows.
pub(crate) fn all_leaves(rows: JsValue) -> Result<Vec<String>, StoreError> {
    gather(rows, leaves_in)
}

/// The words of a row.
pub(crate) fn bodies_in(row: JsValue) -> Result<Bodies, StoreError> {
    bytes_of(row).and_then(|bytes| unpack(&bytes)).ok_or_else(damaged)
}

/// The words of all rows.
pub(crate) fn all_bodies(rows: JsValue) -> Result<Bodies, StoreError> {
    gather(rows, bodies_in)
}

fn gather<T>(rows: JsValue, read: fn(JsValue) -> Result<Vec<T>, StoreError>) -> Result<Vec<T>, StoreError> {
    let mut all = Vec::new();
    for row in rows.unchecked_into::<Array>().iter() {
        all.append(&mut read(row)?);
    }
    Ok(all)
}

/// Leaves as a row.
pub(crate) fn bundle(leaves: &[String]) -> Result<JsValue, StoreError> {
    let bytes =
        to_bundle(leaves.iter().map(String::as_bytes)).map_err(|error| StoreError::Failed(error.to_string()))?;
    Ok(Uint8Array::from(&*bytes).into())
}

/// Words as a row.
pub(crate) fn packed(bodies: &[(Digest, KeptBody)]) -> Result<JsValue, StoreError> {
    let bytes = pack(bodies).ok_or_else(|| StoreError::Failed("words that are too long".to_owned()))?;
    Ok(Uint8Array::from(&*bytes).into())
}

/// The row in which a leaf is, and its place there.
pub(crate) fn place_of(log: &str, index: u64) -> (JsValue, usize) {
    let in_a_row = ENTRIES_IN_A_ROW as u64;
    // A number as JavaScript's: exact up to 2^53, which no log reaches.
    (key(log, (index / in_a_row) as f64), (index % in_a_row) as usize)
}

/// How many leaves are stored.
pub(crate) async fn stored_leaves(transaction: &Transaction, log: &str) -> Result<u64, Trouble> {
    let last = last_row(transaction, BUNDLES, log, leaves_in).await?;
    Ok(last.number * ENTRIES_IN_A_ROW as u64 + last.items.len() as u64)
}

/// Adds leaves behind those that are stored.
pub(crate) async fn add_leaves(transaction: &Transaction, log: &str, leaves: &[String]) -> Result<(), Trouble> {
    add(transaction, BUNDLES, log, leaves, leaves_in, bundle).await
}

/// Keeps words. Where some are kept as erased, what was there of them goes for good.
pub(crate) async fn keep_bodies(
    transaction: &Transaction,
    log: &str,
    bodies: &[(Digest, KeptBody)],
) -> Result<(), Trouble> {
    let erased: Vec<&Digest> =
        bodies.iter().filter(|(_, kept)| *kept == KeptBody::Erased).map(|(hash, _)| hash).collect();
    if !erased.is_empty() {
        forget(transaction, log, &erased).await?;
    }
    add(transaction, PACKS, log, bodies, bodies_in, packed).await
}

/// Rewrites the rows that have words under one of these hashes, without them.
async fn forget(transaction: &Transaction, log: &str, hashes: &[&Digest]) -> Result<(), Trouble> {
    let (keys, rows) = (transaction.keys_of(PACKS, log)?, transaction.all(PACKS, Some(log))?);
    let (keys, rows) = (keys.value().await?.unchecked_into::<Array>(), rows.value().await?.unchecked_into::<Array>());
    for (key, row) in keys.iter().zip(rows.iter()) {
        let mut bodies = bodies_in(row)?;
        let before = bodies.len();
        bodies.retain(|(hash, _)| !hashes.contains(&hash));
        if bodies.len() < before {
            transaction.put(PACKS, &key, &packed(&bodies)?)?;
        }
    }
    Ok(())
}

/// A log's last row; number 0 without anything in it when there is none.
struct LastRow<T> {
    number: u64,
    items: Vec<T>,
}

async fn last_row<T>(
    transaction: &Transaction,
    store: &str,
    log: &str,
    read: fn(JsValue) -> Result<Vec<T>, StoreError>,
) -> Result<LastRow<T>, Trouble> {
    let cursor = transaction.last_key(store, log)?.value().await?;
    if cursor.is_null() {
        return Ok(LastRow { number: 0, items: Vec::new() });
    }
    let key = Reflect::get(&cursor, &"key".into())?;
    let number = Reflect::get(&key, &1.into())?.as_f64().ok_or_else(damaged)?;
    Ok(LastRow { number: number as u64, items: read(transaction.get(store, &key)?.value().await?)? })
}

/// Fills the last row and begins new ones.
async fn add<T: Clone>(
    transaction: &Transaction,
    store: &str,
    log: &str,
    added: &[T],
    read: fn(JsValue) -> Result<Vec<T>, StoreError>,
    write: fn(&[T]) -> Result<JsValue, StoreError>,
) -> Result<(), Trouble> {
    if added.is_empty() {
        return Ok(());
    }
    let LastRow { mut number, mut items } = last_row(transaction, store, log, read).await?;
    let room = ENTRIES_IN_A_ROW.saturating_sub(items.len()).min(added.len());
    let (fits, rest) = added.split_at(room);
    if !fits.is_empty() {
        items.extend_from_slice(fits);
        transaction.put(store, &key(log, number as f64), &write(&items)?)?;
    }
    for row in rest.chunks(ENTRIES_IN_A_ROW) {
        number += 1;
        transaction.put(store, &key(log, number as f64), &write(row)?)?;
    }
    Ok(())
}

fn damaged() -> StoreError {
    StoreError::Failed("a row of the log cannot be read".to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiannuo_domain::body::{Salt, SaltedBody};
    use jiannuo_domain::id::OrganisationId;
    use jiannuo_sync::store::{Change, Store as _};
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::IdbDatabase;

    use super::*;
    use crate::database::Access;
    use crate::{DeviceStore, device};

    const ORG: OrganisationId = OrganisationId::from_bytes([0xaa; 16]);

    async fn store() -> DeviceStore {
        DeviceStore::open_named(&format!("rows-{:?}", device::random_bytes::<8>())).await.unwrap()
    }

    fn leaf(index: usize) -> String {
        format!("leaf {index}\n")
    }

    fn body(index: usize) -> SaltedBody {
        SaltedBody { salt: Salt([3; 32]), text: format!("words {index}.") }
    }

    fn added(from: usize, to: usize) -> Change {
        Change {
            from: from as u64,
            leaves: (from..to).map(leaf).collect(),
            bodies: (from..to).map(|index| (body(index).digest(), KeptBody::Present(body(index)))).collect(),
            ..Change::default()
        }
    }

    async fn count(store: &DeviceStore, name: &str) -> f64 {
        let read = async |database: &IdbDatabase| {
            Transaction::begin(database, &[name], Access::Read)?.count(name)?.value().await
        };
        store.run(read).await.unwrap().as_f64().unwrap()
    }

    #[wasm_bindgen_test]
    async fn entries_share_rows_however_they_come() {
        let store = store().await;
        let steps = [0, 1, 63, 64, 65, 200, 201, 320];
        for step in steps.windows(2) {
            store.commit(&ORG, &added(step[0], step[1])).await.unwrap();
        }
        let stored = store.load(&ORG).await.unwrap();
        assert_eq!(stored.leaves, (0..320).map(leaf).collect::<Vec<_>>());
        assert_eq!(stored.bodies, added(0, 320).bodies);
        assert_eq!((count(&store, BUNDLES).await, count(&store, PACKS).await), (5.0, 5.0));
        for index in [0, 63, 64, 319] {
            assert_eq!(store.leaf(&ORG, index as u64).await.unwrap(), Some(leaf(index)));
        }
        assert_eq!(store.leaf(&ORG, 320).await.unwrap(), None);
        assert_eq!(store.commit(&ORG, &added(319, 321)).await, Err(StoreError::Moved));
    }

    #[wasm_bindgen_test]
    async fn e1_words_that_are_erased_are_in_no_row_any_more() {
        let store = store().await;
        store.commit(&ORG, &added(0, 130)).await.unwrap();
        let erased = [5, 129].map(|index| (body(index).digest(), KeptBody::Erased));
        store.commit(&ORG, &Change { bodies: erased.to_vec(), ..Change::default() }).await.unwrap();
        let read = async |database: &IdbDatabase| {
            Transaction::begin(database, &[PACKS], Access::Read)?.all(PACKS, None)?.value().await
        };
        let rows = store.run(read).await.unwrap().unchecked_into::<Array>();
        let texts: String =
            rows.iter().map(|row| String::from_utf8_lossy(&bytes_of(row).unwrap()).into_owned()).collect();
        for (index, is_there) in [(4, true), (5, false), (128, true), (129, false)] {
            assert_eq!(texts.contains(&format!("words {index}.")), is_there, "{index}");
        }
        let bodies = store.load(&ORG).await.unwrap().bodies;
        assert_eq!(bodies.len(), 130);
        assert!(erased.iter().all(|one| bodies.contains(one)));
    }
}
