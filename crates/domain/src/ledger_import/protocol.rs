//! What the app and the reader of tables say to each other: the reader runs beside the page, in a worker of its own.

use serde::{Deserialize, Serialize};

use super::{Column, ColumnUse};
use super::{Imported, LedgerError, LedgerKind, Preview, Question, RowError, RowResult, Settings};

/// Rows that a preview shows; the rest are counted.
pub const ROWS_SHOWN: usize = 200;
/// Rows that are handed over at a time: 500 rows of about 600 bytes are 300 kB, some ten milliseconds of reading.
pub const ROWS_AT_A_TIME: usize = 500;

/// What the app asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Read the file whose bytes come with this.
    Open,
    /// Read a sheet of it.
    Read {
        /// Which, from 0.
        sheet: usize,
        /// How.
        settings: Box<Settings>,
    },
    /// Hand over good rows of the sheet that was read last.
    Rows {
        /// How many have been handed over already.
        from: usize,
        /// Those too that repeat something.
        with_duplicates: bool,
    },
}

/// What the reader answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// The sheets of the file.
    Opened {
        /// In its order.
        sheets: Vec<SheetFound>,
    },
    /// What a sheet would bring.
    Read(Box<Shown>),
    /// Some rows, in the order of the file; none when all were handed over.
    Rows {
        /// What they bring.
        rows: Vec<Imported>,
    },
    /// It could not be done.
    Failed(Failure),
}

/// A sheet of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetFound {
    /// What its tab is called; nothing in a CSV file.
    pub name: String,
    /// Whoever made the file hid it.
    pub hidden: bool,
    /// Rows with anything in them.
    pub rows: usize,
    /// What it looks like a ledger of.
    pub kind: Option<LedgerKind>,
}

/// A preview as far as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The columns and what each is taken for.
    pub columns: Vec<ColumnUse>,
    /// The column that is missing.
    pub missing: Option<Column>,
    /// Good rows that repeat nothing.
    pub good: usize,
    /// Good rows that repeat something.
    pub duplicates: usize,
    /// Good rows with something that a person should look at.
    pub with_warnings: usize,
    /// The first good rows.
    pub rows: Vec<RowResult>,
    /// How many rows are bad.
    pub bad: usize,
    /// Everything that is wrong.
    pub errors: Vec<RowError>,
    /// What is asked.
    pub questions: Vec<Question>,
}

/// Why something could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// The file is none that can be read.
    #[error("the file is no table that can be read")]
    NotATable,
    /// The file is damaged, or made to be.
    #[error("the file is damaged")]
    Damaged,
    /// The file asks for a password.
    #[error("the file asks for a password")]
    Locked,
    /// The file is too large, or becomes so when it is unpacked.
    #[error("the file is too large: {bytes} bytes, {limit} are read")]
    TooLarge {
        /// How large it is, as far as that was looked at.
        bytes: u64,
        /// How large it may be.
        limit: u64,
    },
    /// It holds too many sheets.
    #[error("the file has {sheets} sheets")]
    TooManySheets {
        /// How many.
        sheets: usize,
    },
    /// The sheet is no ledger.
    #[error(transparent)]
    Ledger(LedgerError),
    /// Something was asked out of turn.
    #[error("nothing was read yet")]
    NothingRead,
}

impl Shown {
    /// What of a preview is shown.
    #[must_use]
    pub fn of(preview: &Preview) -> Self {
        let good = || preview.rows.iter().filter(|row| row.outcome.is_ok());
        let bad = || preview.rows.iter().filter_map(|row| row.outcome.as_ref().err());
        let duplicates = good().filter(|row| row.duplicate.is_some()).count();
        Self {
            columns: preview.columns.clone(),
            missing: preview.missing,
            good: good().count() - duplicates,
            duplicates,
            with_warnings: good().filter(|row| !row.warnings.is_empty()).count(),
            rows: good().take(ROWS_SHOWN).cloned().collect(),
            bad: bad().count(),
            errors: bad().flatten().copied().collect(),
            questions: preview.questions.clone(),
        }
    }
}

impl Preview {
    /// Good rows, some at a time.
    #[must_use]
    pub fn handed_over(&self, from: usize, with_duplicates: bool) -> Vec<Imported> {
        let wanted = self.rows.iter().filter(|row| with_duplicates || row.duplicate.is_none());
        wanted.filter_map(|row| row.outcome.as_ref().ok()).skip(from).take(ROWS_AT_A_TIME).cloned().collect()
    }
}
