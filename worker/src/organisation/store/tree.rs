//! The tables of the tree: tiles, the newest checkpoint, the log's keys.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::statement::LogName;
use jiannuo_tlog::log_key::{LogKey, LogKeys};
use jiannuo_tlog::tile::{Tile, Tiles, WrittenTile};
use jiannuo_tlog::{Checkpoint, Hash, SignedNote};
use worker::SqlStorageValue;

use super::rows::{Row, bytes, integer, number, signed_number, text};
use super::tables::{
    BLOB_TABLES, FORMAT_WITHOUT_TREE, LAST_ENTRY_LOST, STORAGE_FORMAT, TREE_TABLES, WITHOUT_BLOBS, WITHOUT_TREE,
};
use super::{LogStore, StoreError, in_one_transaction};
use crate::faults::{Faults, Point};
use crate::organisation::begin::Beginning;
use crate::organisation::restore::Restoration;
use crate::organisation::succession::Successor;
use crate::organisation::witnesses::Cosigned;

/// A checkpoint as it is kept and served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedCheckpoint {
    /// Leaves of the tree.
    pub(crate) size: u64,
    /// Its root.
    pub(crate) root: Hash,
    /// The signed note.
    pub(crate) note: String,
    /// When it was signed, in milliseconds since 1970.
    pub(crate) signed_ms: i64,
}

impl LogStore {
    /// The newest checkpoint; `None` where there is none that this code wrote.
    pub(crate) fn checkpoint(&self) -> Result<Option<SignedCheckpoint>, StoreError> {
        let rows = self.rows("SELECT size, root, note, signed_ms FROM checkpoint", vec![])?;
        let read = |row: &Row| {
            let root = text(row, 1).parse().ok()?;
            Some(SignedCheckpoint { size: number(row, 0), root, note: text(row, 2), signed_ms: signed_number(row, 3) })
        };
        Ok(rows.first().and_then(read))
    }

    /// The keys that the log has signed with, oldest first; `None` where one is none.
    pub(crate) fn log_keys(&self) -> Result<Option<LogKeys>, StoreError> {
        let rows = self.rows("SELECT vkey, since_ms, handover FROM log_key ORDER BY number", vec![])?;
        let read = |row: &Row| {
            let handover = match row.get(2) {
                Some(SqlStorageValue::String(note)) => Some(note.clone()),
                _ => None,
            };
            Some(LogKey { vkey: text(row, 0).parse().ok()?, since_ms: signed_number(row, 1), handover })
        };
        Ok(rows.iter().map(read).collect::<Option<Vec<_>>>().map(|keys| LogKeys { keys }))
    }

    /// The hashes of a tile of that width; none where it is not there, or not that wide yet.
    pub(crate) fn tile(&self, tile: Tile) -> Result<Option<Vec<u8>>, StoreError> {
        let query = "SELECT hashes FROM tile WHERE level = ? AND idx = ?";
        let rows = self.rows(query, vec![integer(tile.level.into()), integer(tile.index)])?;
        // It may have grown since; what was there has not changed.
        Ok(rows.first().and_then(|row| bytes(row, 0).get(..tile.bytes())).map(<[u8]>::to_vec))
    }

    /// Those tiles, as far as they are there.
    pub(crate) fn tiles(&self, wanted: &[Tile]) -> Result<Tiles, StoreError> {
        let mut tiles = Tiles::new();
        for tile in wanted {
            if let Some(hashes) = self.tile(*tile)? {
                tiles.insert(*tile, &hashes).map_err(|_| StoreError::Damaged(tile.index))?;
            }
        }
        Ok(tiles)
    }

    /// Whether the tiles are these, by level and index, and no others.
    pub(crate) fn has_tiles(&self, expected: &[WrittenTile]) -> Result<bool, StoreError> {
        let mut expected = expected.iter();
        let query = "SELECT level, idx, hashes FROM tile ORDER BY level, idx";
        for row in self.sql().exec(query, None)?.raw() {
            let row = row?;
            let is_next = expected.next().is_some_and(|written| {
                let place = (u64::from(written.tile.level), written.tile.index);
                place == (number(&row, 0), number(&row, 1)) && written.bytes == bytes(&row, 2)
            });
            if !is_next {
                return Ok(false);
            }
        }
        Ok(expected.next().is_none())
    }

    /// Gives a log of format 1 its tree, all or nothing.
    pub(crate) fn add_tree(
        &self,
        tiles: &[WrittenTile],
        key: &LogKey,
        checkpoint: &SignedCheckpoint,
        faults: Faults,
    ) -> Result<(), StoreError> {
        faults.at(Point::BeforeMigration);
        in_one_transaction(&self.storage, || {
            self.make_tree_tables()?;
            self.exec_all(&BLOB_TABLES)?;
            faults.at(Point::MigratedTables);
            self.insert_key(0, key)?;
            faults.at(Point::MigratedKey);
            self.write_tiles(tiles)?;
            faults.at(Point::MigratedTiles);
            self.write_checkpoint(checkpoint)?;
            faults.at(Point::MigratedCheckpoint);
            let query = "UPDATE meta SET value = ? WHERE name = 'format' AND value = ?";
            self.sql().exec(query, vec![STORAGE_FORMAT.into(), FORMAT_WITHOUT_TREE.into()])?;
            Ok(())
        })?;
        faults.at(Point::Migrated);
        Ok(())
    }

    /// Writes down that the log signs with another key now, and the checkpoint that it has signed with it.
    pub(crate) fn hand_over(
        &self,
        keys: &LogKeys,
        checkpoint: &SignedCheckpoint,
        faults: Faults,
    ) -> Result<(), StoreError> {
        faults.at(Point::BeforeHandover);
        in_one_transaction(&self.storage, || {
            if let Some((key, number)) = keys.keys.last().zip((keys.keys.len() as u64).checked_sub(1)) {
                self.insert_key(number, key)?;
            }
            faults.at(Point::HandoverWritten);
            self.write_checkpoint(checkpoint)?;
            faults.at(Point::SignedAnew);
            Ok(())
        })?;
        faults.at(Point::HandedOver);
        Ok(())
    }

    /// A checkpoint of this log that somebody remembered when the log did not.
    pub(crate) fn remembered(&self) -> Result<Option<SignedCheckpoint>, StoreError> {
        let rows = self.rows("SELECT value FROM meta WHERE name = 'remembered'", vec![])?;
        let Some(note) = rows.first().map(|row| text(row, 0)) else { return Ok(None) };
        let checkpoint = SignedNote::parse(note.as_bytes()).ok().and_then(|note| note.text.parse::<Checkpoint>().ok());
        Ok(checkpoint.map(|Checkpoint { size, root, .. }| SignedCheckpoint { size, root, note, signed_ms: 0 }))
    }

    /// Keeps such a checkpoint; from now on the log is filled again, and nothing else.
    pub(crate) fn remember(&self, note: &str) -> Result<(), StoreError> {
        self.sql().exec("INSERT OR REPLACE INTO meta VALUES ('remembered', ?)", vec![note.into()])?;
        Ok(())
    }

    /// Makes the tables of a log that was lost, with its keys and what it had signed, all or nothing.
    pub(crate) fn begin(
        &self,
        (org, log): (OrganisationId, LogName),
        beginning: &Beginning,
        faults: Faults,
    ) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || {
            self.make_tables(org, log)?;
            faults.at(Point::RestorationTables);
            for (number, key) in (0..).zip(&beginning.keys.keys) {
                self.insert_key(number, key)?;
            }
            faults.at(Point::RestorationKeys);
            self.remember(&beginning.note)
        })
    }

    /// The log that continues this one.
    pub(crate) fn successor(&self) -> Result<Option<Successor>, StoreError> {
        let rows = self.rows("SELECT value FROM meta WHERE name = 'successor'", vec![])?;
        let Some(known) = rows.first().map(|row| text(row, 0)) else { return Ok(None) };
        serde_json::from_str(&known).map(Some).map_err(|error| StoreError::Engine(error.to_string()))
    }

    /// Keeps which log continues this one, for ever: a second one is not written over the first.
    pub(crate) fn succeed(&self, successor: &Successor) -> Result<(), StoreError> {
        let known = serde_json::to_string(successor).map_err(|error| StoreError::Engine(error.to_string()))?;
        self.sql().exec("INSERT OR IGNORE INTO meta VALUES ('successor', ?)", vec![known.into()])?;
        Ok(())
    }

    /// Takes entries back, all or none.
    pub(crate) fn restore(&self, restoration: &Restoration, faults: Faults) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || {
            self.insert_restored(&restoration.entries)?;
            faults.at(Point::RestoredEntries);
            for digest in &restoration.erased {
                let query = "UPDATE body SET salt = NULL, text = NULL WHERE hash = ?";
                self.sql().exec(query, vec![digest.to_string().into()])?;
                self.erase_blobs_of(digest)?;
            }
            self.write_tiles(&restoration.tiles)?;
            faults.at(Point::RestoredTiles);
            if let Some(whole) = &restoration.whole {
                self.write_checkpoint(whole)?;
                self.sql().exec("DELETE FROM meta WHERE name = 'remembered'", None)?;
            }
            Ok(())
        })
    }

    /// What a witness has said last, by its key.
    pub(crate) fn cosigned(&self, vkey: &str) -> Result<Option<Cosigned>, StoreError> {
        let query = "SELECT witness, size, root, time_s, line FROM cosignature WHERE witness = ?";
        Ok(self.rows(query, vec![vkey.into()])?.first().and_then(cosigned))
    }

    /// What all witnesses have said last, the newest word first.
    pub(crate) fn all_cosigned(&self) -> Result<Vec<Cosigned>, StoreError> {
        if self.format()?.as_deref() != Some(STORAGE_FORMAT) {
            return Ok(Vec::new());
        }
        let query = "SELECT witness, size, root, time_s, line FROM cosignature ORDER BY time_s DESC, witness";
        Ok(self.rows(query, vec![])?.iter().filter_map(cosigned).collect())
    }

    /// Keeps what a witness has said, in place of what it said before.
    pub(crate) fn keep_cosigned(&self, vkey: &str, said: &Cosigned) -> Result<(), StoreError> {
        let row = vec![
            vkey.into(),
            integer(said.size),
            said.root.to_string().into(),
            integer(said.time_s),
            said.line.as_str().into(),
        ];
        self.sql().exec("INSERT OR REPLACE INTO cosignature VALUES (?, ?, ?, ?, ?)", row)?;
        Ok(())
    }

    pub(super) fn make_tree_tables(&self) -> Result<(), StoreError> {
        self.exec_all(&TREE_TABLES)
    }

    pub(super) fn insert_key(&self, number: u64, key: &LogKey) -> Result<(), StoreError> {
        let handover = key.handover.as_deref().map_or(SqlStorageValue::Null, Into::into);
        let row = vec![integer(number), key.vkey.to_string().into(), SqlStorageValue::Integer(key.since_ms), handover];
        self.sql().exec("INSERT INTO log_key VALUES (?, ?, ?, ?)", row)?;
        Ok(())
    }

    pub(super) fn write_tiles(&self, tiles: &[WrittenTile]) -> Result<(), StoreError> {
        // Bytes do not travel as JSON; a push of 100 entries changes two tiles.
        let query = "INSERT INTO tile VALUES (?, ?, ?) ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes \
                     WHERE length(excluded.hashes) > length(hashes)";
        for WrittenTile { tile, bytes } in tiles {
            self.sql().exec(query, vec![integer(tile.level.into()), integer(tile.index), bytes.clone().into()])?;
        }
        Ok(())
    }

    pub(super) fn write_checkpoint(&self, checkpoint: &SignedCheckpoint) -> Result<(), StoreError> {
        let query = "INSERT INTO checkpoint VALUES (1, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE \
                     SET size = excluded.size, root = excluded.root, note = excluded.note, signed_ms = excluded.signed_ms";
        let SignedCheckpoint { size, root, note, signed_ms } = checkpoint;
        let row =
            vec![integer(*size), root.to_string().into(), note.as_str().into(), SqlStorageValue::Integer(*signed_ms)];
        self.sql().exec(query, row)?;
        Ok(())
    }

    /// Makes the store one of format 1, in tests only.
    pub(crate) fn forget_tree(&self) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || {
            self.exec_all(&WITHOUT_BLOBS)?;
            self.exec_all(&WITHOUT_TREE)
        })
    }

    /// Loses the last entry, in tests only.
    pub(crate) fn lose_last_entry(&self) -> Result<(), StoreError> {
        in_one_transaction(&self.storage, || self.exec_all(&LAST_ENTRY_LOST))
    }
}

fn cosigned(row: &Row) -> Option<Cosigned> {
    Some(Cosigned {
        // A key begins with its name; the rest is its identity.
        witness: text(row, 0).split('+').next()?.to_owned(),
        size: number(row, 1),
        root: text(row, 2).parse().ok()?,
        time_s: number(row, 3),
        line: text(row, 4),
    })
}
