//! Files beside the log: what is known of each, which entries name it, and when it goes.
//!
//! A file is on its way until it is whole, an orphan until an entry names it, and erased when no standing words name it any
//! more: then its row stays without salt and measures, so that nobody brings it back. Bytes are in [`super::blob_bytes`].

use jiannuo_domain::body::Salt;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{KeyId, RecordId, from_hex, to_hex};
use jiannuo_domain::intake::NewEntry;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::push::ServedBody;
use jiannuo_domain::shelf::{Shelf, Shelved};
use jiannuo_domain::statement::{Reading, Statement};
use jiannuo_domain::words::{Blob, MediaType, blobs_of};
use worker::{SqlStorageValue, console_error};

use super::blob_bytes::BlobBytes as _;
use super::rows::{Row, integer, number, signed_number, text};
use super::tables::{BLOB_TABLES, FORMAT_WITHOUT_BLOBS, STORAGE_FORMAT, WITHOUT_BLOBS};
use super::{LogStore, StoreError, in_one_transaction};
use crate::faults::{Faults, Point};

/// How long a file waits for an entry that names it.
const ORPHAN_MS: i64 = 24 * 60 * 60 * 1_000;

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownBlob {
    /// What it is said to be; nothing once it is erased.
    pub(crate) blob: Option<Blob>,
    /// Bytes of it that are here.
    pub(crate) received: u32,
    /// All are, and they are what they should be.
    pub(crate) is_whole: bool,
    /// The record whose entries name it, or have named it.
    pub(crate) record: Option<RecordId>,
}

/// A piece of a file that comes in.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    /// The file.
    pub(crate) blob: &'a Blob,
    /// Its number.
    pub(crate) number: u64,
    /// The bytes.
    pub(crate) bytes: &'a [u8],
    /// How many are here with it.
    pub(crate) received: u32,
    /// Whether the file is whole with it.
    pub(crate) is_whole: bool,
    /// Who brings it; nobody where words in the log vouch for it.
    pub(crate) key: Option<KeyId>,
    /// When, by the engine's clock.
    pub(crate) now_ms: i64,
}

impl Shelf for LogStore {
    fn find(&self, hash: &Digest) -> Option<Shelved> {
        let known = self.blob(hash).unwrap_or_else(|error| {
            console_error!("{}", serde_json::json!({ "event": "storage", "error": error.to_string() }));
            None
        })?;
        let KnownBlob { blob, is_whole, record, .. } = known;
        Some(Shelved { blob: blob.filter(|_| is_whole)?, record })
    }
}

impl LogStore {
    /// What is known of a file.
    pub(crate) fn blob(&self, hash: &Digest) -> Result<Option<KnownBlob>, StoreError> {
        let query = "SELECT salt, media, bytes, received, is_whole, record FROM blob WHERE hash = ?";
        let rows = self.rows(query, vec![hash.to_string().into()])?;
        Ok(rows.first().map(|row| known(*hash, row)))
    }

    /// The bytes of a file, as far as they are here.
    pub(crate) fn blob_bytes(&self, hash: &Digest) -> Result<Vec<u8>, StoreError> {
        self.sql().get(hash)
    }

    /// Bytes that a key has begun to bring and that no entry names.
    pub(crate) fn pending_bytes(&self, key: &KeyId) -> Result<u64, StoreError> {
        let query = "SELECT sum(bytes) FROM blob WHERE key = ? AND record IS NULL";
        Ok(self.rows(query, vec![key.to_string().into()])?.first().map_or(0, |row| number(row, 0)))
    }

    /// Bytes of all files, those on their way included.
    pub(crate) fn all_blob_bytes(&self) -> Result<u64, StoreError> {
        Ok(self.rows("SELECT sum(bytes) FROM blob", vec![])?.first().map_or(0, |row| number(row, 0)))
    }

    /// Keeps a piece of a file, and with the first one what is said of it.
    pub(crate) fn put_piece(&self, piece: &Piece<'_>, faults: Faults) -> Result<(), StoreError> {
        let hash = piece.blob.hash;
        in_one_transaction(&self.storage, || {
            if piece.number == 0 {
                self.sql().remove(&hash)?;
                let query = "INSERT INTO blob (hash, salt, media, bytes, received, is_whole, key, begun_ms) \
                             VALUES (?, ?, ?, ?, 0, 0, ?, ?) ON CONFLICT (hash) DO NOTHING";
                let key = piece.key.map_or(SqlStorageValue::Null, |key| key.to_string().into());
                let row = [described(piece.blob), vec![key, SqlStorageValue::Integer(piece.now_ms)]].concat();
                self.sql().exec(query, row)?;
            }
            self.sql().put(&hash, piece.number, piece.bytes)?;
            faults.at(Point::PieceWritten);
            let counts =
                vec![integer(u64::from(piece.received)), integer(u64::from(piece.is_whole)), hash.to_string().into()];
            self.sql().exec("UPDATE blob SET received = ?, is_whole = ? WHERE hash = ?", counts)?;
            Ok(())
        })
    }

    /// Removes what has come of a file. What words in the log name stays known, and can be brought anew.
    pub(crate) fn give_up_blob(&self, hash: &Digest) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || {
            self.sql().remove(hash)?;
            let name = vec![SqlStorageValue::from(hash.to_string())];
            self.sql().exec("DELETE FROM blob WHERE hash = ? AND record IS NULL", name.clone())?;
            self.sql().exec("UPDATE blob SET received = 0, is_whole = 0 WHERE hash = ?", name)?;
            Ok(())
        })
    }

    /// Removes files that no entry has named for a day; when the next ones are due.
    pub(crate) fn drop_orphans(&self, now_ms: i64) -> Result<Option<i64>, StoreError> {
        if self.format()?.as_deref() != Some(STORAGE_FORMAT) {
            return Ok(None);
        }
        let query = "SELECT hash FROM blob WHERE record IS NULL AND begun_ms <= ?";
        let late = self.hashes(query, SqlStorageValue::Integer(now_ms.saturating_sub(ORPHAN_MS)))?;
        for hash in late {
            self.give_up_blob(&hash)?;
        }
        let rows = self.rows("SELECT min(begun_ms) FROM blob WHERE record IS NULL", vec![])?;
        let earliest = rows.first().filter(|row| !matches!(row.first(), None | Some(SqlStorageValue::Null)));
        Ok(earliest.map(|row| orphaned_ms(signed_number(row, 0))))
    }

    /// In the transaction of new entries: they name their files.
    pub(super) fn name_blobs(&self, entries: &[NewEntry]) -> Result<(), StoreError> {
        for entry in entries {
            for blob in &entry.blobs {
                self.name_blob(&blob.hash, entry.index, entry.record)?;
            }
        }
        Ok(())
    }

    fn name_blob(&self, hash: &Digest, index: u64, record: RecordId) -> Result<(), StoreError> {
        let named = vec![record.to_string().into(), hash.to_string().into()];
        self.sql().exec("UPDATE blob SET record = ?, key = NULL WHERE hash = ?", named)?;
        let used = vec![hash.to_string().into(), integer(index)];
        self.sql().exec("INSERT OR IGNORE INTO blob_use VALUES (?, ?)", used)?;
        Ok(())
    }

    /// In the transaction that gives words back to a log: it knows again which files they name, and takes these from anybody
    /// who has them.
    pub(super) fn want_blobs(&self, words: &[(u64, ServedBody)]) -> Result<(), StoreError> {
        for (index, served) in words {
            let ServedBody::Present { body, .. } = served else { continue };
            let Some(statement) = self.statement_with_files(*index, &body.text)? else { continue };
            for blob in blobs_of(&statement.kind, &body.text) {
                let query = "INSERT INTO blob (hash, salt, media, bytes, received, is_whole, begun_ms) \
                             VALUES (?, ?, ?, ?, 0, 0, 0) ON CONFLICT (hash) DO NOTHING";
                self.sql().exec(query, described(&blob))?;
                self.name_blob(&blob.hash, *index, statement.record)?;
            }
        }
        Ok(())
    }

    /// An entry's statement, if its words may name files.
    fn statement_with_files(&self, index: u64, words: &str) -> Result<Option<Box<Statement>>, StoreError> {
        if !words.contains("\"attachments\"") {
            return Ok(None);
        }
        let leaves = self.leaves(index, 1)?;
        let leaf = leaves.first().and_then(|leaf| Leaf::from_bytes(leaf.as_bytes()).ok());
        Ok(match leaf.map(|leaf| Statement::read(&leaf.statement)) {
            Some(Ok(Reading::Known(statement))) => Some(statement),
            _ => None,
        })
    }

    /// In the transaction of an erasure: files that only these words named go with them.
    pub(super) fn erase_blobs_of(&self, body: &Digest) -> Result<(), StoreError> {
        let of_body = "SELECT hash FROM blob_use WHERE idx IN (SELECT idx FROM body WHERE hash = ?)";
        let named = self.hashes(of_body, body.to_string().into())?;
        let words = vec![SqlStorageValue::from(body.to_string())];
        self.sql().exec("DELETE FROM blob_use WHERE idx IN (SELECT idx FROM body WHERE hash = ?)", words)?;
        for hash in named {
            let name = vec![SqlStorageValue::from(hash.to_string())];
            if !self.rows("SELECT 1 FROM blob_use WHERE hash = ? LIMIT 1", name.clone())?.is_empty() {
                continue;
            }
            self.sql().remove(&hash)?;
            let query = "UPDATE blob SET salt = NULL, media = NULL, bytes = 0, received = 0, is_whole = 0, key = NULL \
                         WHERE hash = ?";
            self.sql().exec(query, name)?;
        }
        Ok(())
    }

    /// Gives a log of format 2 the tables of files, all or nothing.
    pub(crate) fn add_blob_tables(&self) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || {
            self.exec_all(&BLOB_TABLES)?;
            let query = "UPDATE meta SET value = ? WHERE name = 'format' AND value = ?";
            self.sql().exec(query, vec![STORAGE_FORMAT.into(), FORMAT_WITHOUT_BLOBS.into()])?;
            Ok(())
        })
    }

    /// Makes the store one of format 2, in tests only.
    pub(crate) fn forget_blob_tables(&self) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || self.exec_all(&WITHOUT_BLOBS))
    }

    /// Lets a day go by for files that no entry names, in tests only.
    pub(crate) fn age_orphans(&self) -> Result<(), StoreError> {
        let day = vec![SqlStorageValue::Integer(ORPHAN_MS)];
        self.sql().exec("UPDATE blob SET begun_ms = begun_ms - ? WHERE record IS NULL", day)?;
        Ok(())
    }

    /// Loses the bytes of all files, as no code does and a damaged disk might, in tests only.
    pub(crate) fn lose_blobs(&self) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || {
            self.exec_all(&["DELETE FROM blob_chunk", "UPDATE blob SET received = 0, is_whole = 0"])
        })
    }

    fn hashes(&self, query: &str, parameter: SqlStorageValue) -> Result<Vec<Digest>, StoreError> {
        Ok(self.rows(query, vec![parameter])?.iter().filter_map(|row| text(row, 0).parse().ok()).collect())
    }
}

/// When a file that was begun then is removed, if no entry has named it.
pub(crate) const fn orphaned_ms(begun_ms: i64) -> i64 {
    begun_ms.saturating_add(ORPHAN_MS)
}

/// Hash, salt, type and length as parameters.
fn described(blob: &Blob) -> Vec<SqlStorageValue> {
    vec![
        blob.hash.to_string().into(),
        to_hex(&blob.salt.0).into(),
        blob.media.name().into(),
        integer(u64::from(blob.bytes)),
    ]
}

fn known(hash: Digest, row: &Row) -> KnownBlob {
    let small = |column| u32::try_from(number(row, column)).unwrap_or(u32::MAX);
    let salt = from_hex(&text(row, 0)).map(Salt);
    let media = MediaType::ALL.into_iter().find(|media| media.name() == text(row, 1));
    let blob = salt.zip(media).map(|(salt, media)| Blob { hash, salt, media, bytes: small(2) });
    KnownBlob { blob, received: small(3), is_whole: number(row, 4) == 1, record: text(row, 5).parse().ok() }
}
