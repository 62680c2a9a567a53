//! The directory's tables, and the step from one format to the next.

use jiannuo_domain::id::OrganisationId;
use worker::{Result, SqlStorageValue, Storage};

use super::{Listed, Reservation, Told};
use crate::organisation::in_one_transaction;

/// The version of the tables; a store of another version is not opened.
const STORAGE_FORMAT: &str = "2";

/// The version before: the same without successions. It is brought up to date when it is opened.
const FORMAT_WITHOUT_SUCCESSIONS: &str = "1";

/// The tables of format 1, in format 2 as well. Changing this text needs a new format and a migration.
const TABLES: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS organisation (org TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, parent TEXT, \
     founding_key TEXT NOT NULL UNIQUE, statement TEXT NOT NULL, active INTEGER NOT NULL, summary TEXT) WITHOUT ROWID",
];

/// What format 2 adds: which organisation's log continues which; each is continued once and continues one. Changing this
/// text needs a new format and a migration.
const SUCCESSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS succession (org TEXT PRIMARY KEY, \
     successor TEXT NOT NULL UNIQUE) WITHOUT ROWID";

/// What became of a reservation.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reserving {
    /// Made now or before, for the same founding.
    Done,
    /// Something is another's already; what.
    Taken(&'static str),
}

/// The table of organisations.
#[derive(Debug)]
pub(super) struct DirectoryStore {
    storage: Storage,
}

type Row = Vec<SqlStorageValue>;

impl DirectoryStore {
    /// The table in a storage; nothing is read or made yet.
    pub(super) const fn new(storage: Storage) -> Self {
        Self { storage }
    }

    fn rows(&self, query: &str, bindings: Vec<SqlStorageValue>) -> Result<Vec<Row>> {
        self.storage.sql().exec(query, bindings)?.raw().collect()
    }

    /// Makes the tables when there are none, brings those of format 1 up to date, refuses those of another version.
    pub(super) fn open(&self) -> Result<()> {
        for table in TABLES {
            self.storage.sql().exec(table, None)?;
        }
        match text(&self.rows("SELECT value FROM meta WHERE name = 'format'", vec![])?, 0).as_deref() {
            Some(STORAGE_FORMAT) => Ok(()),
            None | Some(FORMAT_WITHOUT_SUCCESSIONS) => self.add_successions(),
            format => Err(format!("the directory has format {format:?}").into()),
        }
    }

    /// Makes a new store, or one of the format before, one of this format: whole or not at all.
    fn add_successions(&self) -> Result<()> {
        self.at_once(|| {
            self.rows(SUCCESSION_TABLE, vec![])?;
            self.rows("INSERT OR REPLACE INTO meta VALUES ('format', ?)", vec![STORAGE_FORMAT.into()])
        })
    }

    /// Makes the store one of format 1, in tests only.
    pub(super) fn forget_successions(&self) -> Result<()> {
        self.at_once(|| {
            self.rows("DROP TABLE succession", vec![])?;
            self.rows("UPDATE meta SET value = ? WHERE name = 'format'", vec![FORMAT_WITHOUT_SUCCESSIONS.into()])
        })
    }

    fn at_once(&self, work: impl Fn() -> Result<Vec<Row>>) -> Result<()> {
        in_one_transaction(&self.storage, || Ok(work().map(drop)?)).map_err(|error| error.to_string().into())
    }

    /// All organisations, in the order of their slugs.
    pub(super) fn list(&self) -> Result<Vec<Listed>> {
        let query = "SELECT org, slug, parent, summary, successor FROM organisation LEFT JOIN succession USING (org) \
                     WHERE active ORDER BY slug";
        Ok(self.rows(query, vec![])?.iter().filter_map(|row| listed(row)).collect())
    }

    /// The organisation with a slug or an identity.
    pub(super) fn find(&self, name: &str) -> Result<Option<Listed>> {
        let query = "SELECT org, slug, parent, NULL, successor FROM organisation LEFT JOIN succession USING (org) \
                     WHERE active AND (slug = ? OR org = ?)";
        let rows = self.rows(query, vec![name.into(), name.into()])?;
        Ok(rows.first().and_then(|row| listed(row)))
    }

    /// The organisation above one; also of one that is not public yet.
    pub(super) fn parent(&self, org: &str) -> Result<Option<OrganisationId>> {
        let rows = self.rows("SELECT parent FROM organisation WHERE org = ?", vec![org.into()])?;
        Ok(rows.first().and_then(|row| organisation(row, 0)))
    }

    /// The founding that a key was used for.
    pub(super) fn founding(&self, key: &str) -> Result<Option<Reservation>> {
        let query = "SELECT org, slug, parent, founding_key, statement FROM organisation WHERE founding_key = ?";
        Ok(self.rows(query, vec![key.into()])?.first().and_then(|row| reservation(row)))
    }

    /// Gives slug and founding key to an organisation, for ever.
    pub(super) fn reserve(&self, asked: &Reservation) -> Result<Reserving> {
        if let Some(known) = self.founding(&asked.founding_key.to_string())? {
            return Ok(if known == *asked { Reserving::Done } else { Reserving::Taken("founding-key-used") });
        }
        let query = "SELECT org FROM organisation WHERE org = ?";
        if !self.rows(query, vec![asked.org.to_string().into()])?.is_empty() {
            return Ok(Reserving::Taken("organisation-exists"));
        }
        let query = "SELECT org FROM organisation WHERE slug = ?";
        if !self.rows(query, vec![asked.slug.as_str().into()])?.is_empty() {
            return Ok(Reserving::Taken("slug-taken"));
        }
        let parent = asked.parent.map(|parent| parent.to_string());
        self.rows(
            "INSERT INTO organisation VALUES (?, ?, ?, ?, ?, 0, NULL)",
            vec![
                asked.org.to_string().into(),
                asked.slug.as_str().into(),
                parent.into(),
                asked.founding_key.to_string().into(),
                asked.statement.to_string().into(),
            ],
        )?;
        Ok(Reserving::Done)
    }

    /// Makes an organisation public, and known as the successor of the one that it continues; whether there is one.
    pub(super) fn activate(&self, org: &str, continues: Option<&str>) -> Result<bool> {
        let mut is_there = Vec::new();
        in_one_transaction(&self.storage, || {
            is_there = self.rows("UPDATE organisation SET active = 1 WHERE org = ? RETURNING org", vec![org.into()])?;
            if let Some(old) = continues.filter(|_| !is_there.is_empty()) {
                self.rows("INSERT OR IGNORE INTO succession VALUES (?, ?)", vec![old.into(), org.into()])?;
            }
            Ok(())
        })
        .map_err(|error| worker::Error::RustError(error.to_string()))?;
        Ok(!is_there.is_empty())
    }

    /// Keeps an organisation's line; whether there is such an organisation.
    pub(super) fn keep_summary(&self, told: &Told) -> Result<bool> {
        let summary = serde_json::to_string(&told.summary)?;
        let query = "UPDATE organisation SET summary = ? WHERE org = ? RETURNING org";
        Ok(!self.rows(query, vec![summary.into(), told.org.to_string().into()])?.is_empty())
    }
}

fn column(row: &[SqlStorageValue], column: usize) -> Option<&str> {
    match row.get(column) {
        Some(SqlStorageValue::String(text)) => Some(text),
        _ => None,
    }
}

fn text(rows: &[Row], index: usize) -> Option<String> {
    rows.first().and_then(|row| column(row, index)).map(str::to_owned)
}

fn organisation(row: &[SqlStorageValue], index: usize) -> Option<OrganisationId> {
    column(row, index)?.parse().ok()
}

fn listed(row: &[SqlStorageValue]) -> Option<Listed> {
    Some(Listed {
        org: organisation(row, 0)?,
        slug: column(row, 1)?.to_owned(),
        parent: organisation(row, 2),
        summary: column(row, 3).and_then(|json| serde_json::from_str(json).ok()),
        successor: organisation(row, 4),
    })
}

fn reservation(row: &[SqlStorageValue]) -> Option<Reservation> {
    Some(Reservation {
        org: organisation(row, 0)?,
        slug: column(row, 1)?.to_owned(),
        parent: organisation(row, 2),
        founding_key: column(row, 3)?.parse().ok()?,
        statement: column(row, 4)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use jiannuo_domain::hash::Digest;

    use super::*;

    #[test]
    fn w20_the_tables_of_format_1_are_these() {
        let digest = Digest::of(&[TABLES.join("\n").as_bytes(), FORMAT_WITHOUT_SUCCESSIONS.as_bytes()]);
        assert_eq!(digest.to_string(), TABLES_DIGEST, "other tables need another format and a migration");
    }

    #[test]
    fn w20_the_table_that_format_2_adds_is_this() {
        let digest = Digest::of(&[SUCCESSION_TABLE.as_bytes(), STORAGE_FORMAT.as_bytes()]);
        assert_eq!(digest.to_string(), SUCCESSION_DIGEST, "other tables need another format and a migration");
    }

    const SUCCESSION_DIGEST: &str = "10b0c85ec63e829606419d9b3502c03dd2f616045d303c6482de09b5c63f864d";

    const TABLES_DIGEST: &str = "f9f6067126e5d4904b369da97d0b2527471808a9b6bc4fc4258770ce55390657";
}
