//! Where the bytes of files are: behind a trait, so that another place can take them (ADR 0011).

use jiannuo_domain::hash::Digest;
use worker::{SqlStorage, SqlStorageValue};

use super::StoreError;
use super::rows::{bytes, integer};

/// A place for the bytes of files. All calls of one change are made in one transaction of the log's tables; a place outside
/// them has to see to it itself that what the tables call whole is whole, and what they call erased is gone.
pub(super) trait BlobBytes {
    /// Keeps a piece, the first one under number 0.
    fn put(&self, hash: &Digest, number: u64, piece: &[u8]) -> Result<(), StoreError>;

    /// All pieces, one after the other.
    fn get(&self, hash: &Digest) -> Result<Vec<u8>, StoreError>;

    /// Removes all pieces for good.
    fn remove(&self, hash: &Digest) -> Result<(), StoreError>;
}

/// The object's own tables: a row for each piece.
impl BlobBytes for SqlStorage {
    fn put(&self, hash: &Digest, number: u64, piece: &[u8]) -> Result<(), StoreError> {
        let row = vec![hash.to_string().into(), integer(number), SqlStorageValue::Blob(piece.to_vec())];
        self.exec("INSERT INTO blob_chunk VALUES (?, ?, ?)", row)?;
        Ok(())
    }

    fn get(&self, hash: &Digest) -> Result<Vec<u8>, StoreError> {
        let query = "SELECT bytes FROM blob_chunk WHERE hash = ? ORDER BY number";
        let mut whole = Vec::new();
        for row in self.exec(query, vec![hash.to_string().into()])?.raw() {
            whole.extend_from_slice(bytes(&row?, 0));
        }
        Ok(whole)
    }

    fn remove(&self, hash: &Digest) -> Result<(), StoreError> {
        self.exec("DELETE FROM blob_chunk WHERE hash = ?", vec![hash.to_string().into()])?;
        Ok(())
    }
}
