//! Files on a device: those of drafts, and what rows of files are made of. Those of statements are kept and read with their
//! log ([`jiannuo_sync::store::Store`]).
//!
//! A row is the bytes themselves, not a handle of the browser's to them: those were lost by some versions of iOS.

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::RecordId;
use jiannuo_sync::store::StoreError;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::database::{Access, DeviceStore, Transaction, key, second_parts};

/// Files of statements, by log and hash.
pub(crate) const BLOBS: &str = "blobs";
/// Files of drafts, by draft and hash.
pub(crate) const DRAFT_FILES: &str = "draft-files";

/// The bytes of a row, if it is one.
pub(crate) fn bytes_of(row: JsValue) -> Option<Vec<u8>> {
    row.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
}

impl DeviceStore {
    /// Keeps a file of a draft, durably. It goes when the draft goes: with [`DeviceStore::commit_with_drafts`] in the same
    /// transaction that keeps the statement, to which the file is handed over.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was kept then.
    pub async fn put_draft_file(&self, draft: &RecordId, hash: &Digest, bytes: &[u8]) -> Result<(), StoreError> {
        let (key, row) = (key(&draft.to_string(), hash.to_string()), Uint8Array::from(bytes));
        self.run(async |database| {
            let transaction = Transaction::begin(database, &[DRAFT_FILES], Access::Write)?;
            transaction.put(DRAFT_FILES, &key, &row)?;
            transaction.finish().await
        })
        .await
    }

    /// The files of a draft.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn draft_files(&self, draft: &RecordId) -> Result<Vec<(Digest, Vec<u8>)>, StoreError> {
        let draft = draft.to_string();
        let (keys, rows) = self
            .run(async |database| {
                let transaction = Transaction::begin(database, &[DRAFT_FILES], Access::Read)?;
                let keys = transaction.keys_of(DRAFT_FILES, &draft)?;
                let rows = transaction.all(DRAFT_FILES, Some(&draft))?;
                Ok((second_parts(keys.value().await?), rows.value().await?.unchecked_into::<Array>()))
            })
            .await?;
        Ok(keys.iter().zip(rows.iter()).filter_map(|(hash, row)| Some((hash.parse().ok()?, bytes_of(row)?))).collect())
    }

    /// Drops a file of a draft; one that is gone already is no error.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove_draft_file(&self, draft: &RecordId, hash: &Digest) -> Result<(), StoreError> {
        let key = key(&draft.to_string(), hash.to_string());
        self.run(async |database| {
            let transaction = Transaction::begin(database, &[DRAFT_FILES], Access::Write)?;
            transaction.delete(DRAFT_FILES, &key)?;
            transaction.finish().await
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiannuo_domain::id::OrganisationId;
    use jiannuo_sync::LocalBlob;
    use jiannuo_sync::store::{Change, Store as _};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::device;

    const ORG: OrganisationId = OrganisationId::from_bytes([0xaa; 16]);

    async fn store() -> DeviceStore {
        DeviceStore::open_named(&format!("files-{:?}", device::random_bytes::<8>())).await.unwrap()
    }

    #[wasm_bindgen_test]
    async fn s22_a_file_is_kept_and_dropped_with_the_change_that_it_came_with() {
        let store = store().await;
        let hash = Digest::of(&[b"photo"]);
        let bytes: Vec<u8> = (0..=255).cycle().take(300_000).collect();
        let file = LocalBlob { hash, bytes: bytes.clone().into() };
        store.commit(&ORG, &Change { blobs: vec![file], ..Change::default() }).await.unwrap();
        assert_eq!(store.load(&ORG).await.unwrap().blobs, [hash]);
        assert_eq!(store.blob(&ORG, &hash).await.unwrap(), Some(bytes));
        let other = OrganisationId::from_bytes([0xbb; 16]);
        assert_eq!(store.blob(&other, &hash).await.unwrap(), None);
        assert_eq!(store.load(&other).await.unwrap().blobs, []);
        store.commit(&ORG, &Change { drop_blobs: vec![hash], ..Change::default() }).await.unwrap();
        assert_eq!(store.blob(&ORG, &hash).await.unwrap(), None);
        assert_eq!(store.load(&ORG).await.unwrap().blobs, []);
    }

    #[wasm_bindgen_test]
    async fn s22_a_drafts_files_go_with_the_draft() {
        let store = store().await;
        let (draft, other) = (RecordId::from_bytes([1; 16]), RecordId::from_bytes([2; 16]));
        let (first, second) = (Digest::of(&[b"1"]), Digest::of(&[b"2"]));
        for (draft, hash) in [(draft, first), (draft, second), (other, first)] {
            store.put_draft_file(&draft, &hash, &[1, 2, 3]).await.unwrap();
        }
        store.remove_draft_file(&draft, &second).await.unwrap();
        assert_eq!(store.draft_files(&draft).await.unwrap(), [(first, vec![1, 2, 3])]);
        store.commit_with_drafts(&ORG, &Change::default(), &[draft]).await.unwrap();
        assert_eq!(store.draft_files(&draft).await.unwrap(), []);
        store.remove_drafts(&[other]).await.unwrap();
        assert_eq!(store.draft_files(&other).await.unwrap(), []);
    }
}
