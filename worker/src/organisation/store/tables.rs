//! The tables of one organisation's log, and the step from one format to the next.
//!
//! `leaf` is append only. A `tile` grows at its right end until it is full, and the `checkpoint` never goes back, so that
//! no mistake elsewhere can make the log contradict what it has signed. `log_key` has the keys that it has signed with.

/// The version of the tables; a store of another version is not opened.
pub(crate) const STORAGE_FORMAT: &str = "3";

/// The version before: the same without files. It is brought up to date when it is opened.
pub(crate) const FORMAT_WITHOUT_BLOBS: &str = "2";

/// The one before that: without the tree as well.
pub(crate) const FORMAT_WITHOUT_TREE: &str = "1";

/// The tables of format 1, in the later ones as well. Changing this text needs a new format and a migration.
pub(super) const LOG_TABLES: [&str; 6] = [
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE leaf (idx INTEGER PRIMARY KEY, entry TEXT NOT NULL UNIQUE, leaf TEXT NOT NULL)",
    "CREATE TABLE body (idx INTEGER PRIMARY KEY, hash TEXT NOT NULL, salt TEXT, text TEXT)",
    "CREATE INDEX body_hash ON body (hash)",
    "CREATE TRIGGER leaf_update BEFORE UPDATE ON leaf BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER leaf_delete BEFORE DELETE ON leaf BEGIN SELECT RAISE(ABORT, 'append only'); END",
];

/// What format 2 adds: tiles of up to 256 hashes of 32 bytes, the newest checkpoint, the keys,
/// the newest word of each witness and of each log below, and what contradicted that. Changing this text needs a new format
/// and a migration.
pub(super) const TREE_TABLES: [&str; 13] = [
    "CREATE TABLE tile (level INTEGER NOT NULL, idx INTEGER NOT NULL, hashes BLOB NOT NULL \
     CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0), PRIMARY KEY (level, idx))",
    "CREATE TABLE checkpoint (id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, root TEXT NOT NULL, \
     note TEXT NOT NULL, signed_ms INTEGER NOT NULL)",
    "CREATE TABLE log_key (number INTEGER PRIMARY KEY, vkey TEXT NOT NULL UNIQUE, since_ms INTEGER NOT NULL, \
     handover TEXT, CHECK ((number = 0) = (handover IS NULL)))",
    "CREATE TABLE cosignature (witness TEXT PRIMARY KEY, size INTEGER NOT NULL, root TEXT NOT NULL, \
     time_s INTEGER NOT NULL, line TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE child (org TEXT PRIMARY KEY, size INTEGER NOT NULL, root TEXT NOT NULL, note TEXT NOT NULL, \
     told_ms INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE child_evidence (org TEXT NOT NULL, told TEXT NOT NULL, offered TEXT NOT NULL, \
     PRIMARY KEY (org, offered)) WITHOUT ROWID",
    "CREATE TRIGGER child_update BEFORE UPDATE ON child WHEN NEW.size < OLD.size \
     OR (NEW.size = OLD.size AND NEW.root <> OLD.root) BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER tile_update BEFORE UPDATE ON tile WHEN NEW.level <> OLD.level OR NEW.idx <> OLD.idx \
     OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes OR length(OLD.hashes) = 8192 \
     BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER tile_delete BEFORE DELETE ON tile BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint WHEN NEW.size < OLD.size \
     OR (NEW.size = OLD.size AND NEW.root <> OLD.root) BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER log_key_update BEFORE UPDATE ON log_key BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER log_key_delete BEFORE DELETE ON log_key BEGIN SELECT RAISE(ABORT, 'append only'); END",
];

/// What format 3 adds: files in pieces of at most 256 KiB, what they are said to be and whose they are, and which entries
/// name them. Changing this text needs a new format and a migration.
pub(super) const BLOB_TABLES: [&str; 4] = [
    "CREATE TABLE blob (hash TEXT PRIMARY KEY, salt TEXT, media TEXT, bytes INTEGER NOT NULL, received INTEGER NOT NULL, \
     is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1) AND (is_whole = 0 OR received = bytes)), record TEXT, key TEXT, \
     begun_ms INTEGER NOT NULL, CHECK ((salt IS NULL) = (media IS NULL))) WITHOUT ROWID",
    "CREATE TABLE blob_chunk (hash TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL \
     CHECK (length(bytes) BETWEEN 1 AND 262144), PRIMARY KEY (hash, number))",
    "CREATE TABLE blob_use (hash TEXT NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY (hash, idx)) WITHOUT ROWID",
    "CREATE INDEX blob_use_idx ON blob_use (idx)",
];

/// What makes a store of format 3 one of format 2, for the tests of the migration.
pub(super) const WITHOUT_BLOBS: [&str; 4] = [
    "DROP TABLE blob",
    "DROP TABLE blob_chunk",
    "DROP TABLE blob_use",
    "UPDATE meta SET value = '2' WHERE name = 'format'",
];

/// What makes a store of format 2 one of format 1, for the tests of the migration.
pub(super) const WITHOUT_TREE: [&str; 7] = [
    "DROP TABLE tile",
    "DROP TABLE checkpoint",
    "DROP TABLE log_key",
    "DROP TABLE cosignature",
    "DROP TABLE child",
    "DROP TABLE child_evidence",
    "UPDATE meta SET value = '1' WHERE name = 'format'",
];

/// What makes a log lose its last entry, as no code does and a damaged disk might, for the tests of opening.
pub(super) const LAST_ENTRY_LOST: [&str; 3] = [
    "DROP TRIGGER leaf_delete",
    "DELETE FROM leaf WHERE idx = (SELECT max(idx) FROM leaf)",
    "CREATE TRIGGER leaf_delete BEFORE DELETE ON leaf BEGIN SELECT RAISE(ABORT, 'append only'); END",
];

#[cfg(test)]
mod tests {
    use jiannuo_domain::hash::Digest;

    use super::*;

    #[test]
    fn w20_the_tables_of_format_1_are_these() {
        let digest = Digest::of(&[LOG_TABLES.join("\n").as_bytes(), FORMAT_WITHOUT_TREE.as_bytes()]);
        assert_eq!(digest.to_string(), "ad08ed36949fe1886fe27bc7cc763dd6b349e48cd3f21251ae3e12c7513de0bc");
    }

    #[test]
    fn w20_the_tables_of_format_2_are_these() {
        let tables = [LOG_TABLES.as_slice(), TREE_TABLES.as_slice()].concat();
        let digest = Digest::of(&[tables.join("\n").as_bytes(), FORMAT_WITHOUT_BLOBS.as_bytes()]);
        assert_eq!(digest.to_string(), DIGEST, "other tables need another format and a migration");
    }

    #[test]
    fn w20_the_tables_of_format_3_are_these() {
        let tables = [LOG_TABLES.as_slice(), TREE_TABLES.as_slice(), BLOB_TABLES.as_slice()].concat();
        let digest = Digest::of(&[tables.join("\n").as_bytes(), STORAGE_FORMAT.as_bytes()]);
        assert_eq!(digest.to_string(), DIGEST_3, "other tables need another format and a migration");
    }

    const DIGEST_3: &str = "0ec81cdd0d974d08e915453bc556534655c79d140e0cf1ed657ddee09ac62eb7";
    const DIGEST: &str = "94b3c8edcc290bbc2744c22f27d3dbb3e1ae2fc5016e21c6023a54b3d2f5bd71";
}
