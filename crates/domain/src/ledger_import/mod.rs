//! A ledger as offices keep it, read from a table into rows that can become drafts.
//!
//! Every row comes out, good or bad: a good one with warnings about what was assumed, a bad one with everything that is
//! wrong with it, as codes that the interface puts into words. Cells are data and never evaluated. Columns that the
//! product computes (status, completion) are left aside on purpose: nobody imports them. What is not clear is asked, once
//! for all cells with the same words.
//! Deliberately absent: files. `jiannuo-table-reader` makes a [`Sheet`] of one.
//! Invariant: any sheet gives a preview or one typed reason, and the same sheet and settings always the same.

mod amount;
mod catalogue;
mod columns;
mod cursor;
mod deadline;
mod disclosure;
mod duplicate;
mod encoding;
mod figures;
mod find;
mod guide;
mod headings;
mod pledge;
mod point;
pub mod protocol;
mod question;
mod read;
mod row;
mod sheet;

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::words::{CatalogueWords, DisclosureWords, GuideWords, PointWords};
pub use columns::{Column, ColumnUse, LedgerKind};
pub use deadline::{ImportedDeadline, Understood};
pub use duplicate::{catalogue_key, disclosure_key, guide_key, pledge_key, point_key};
pub use encoding::{Encoding, guess_encoding};
pub use find::guess_kind;
pub use pledge::ImportedPledge;
pub use question::{Answer, MAX_QUESTIONS, Question, Unclear};
pub use read::{Settings, read};
pub use sheet::{Merge, Sheet, SheetRow};

/// Rows in one file: a district with 264 villages and 10 pledges each has 2,640; nearly twice that.
pub const MAX_ROWS: usize = 5_000;
/// Bytes of a CSV file: 5,000 rows of 800 bytes, where real ledgers have 340. Cells are bounded by the fields they become.
pub const MAX_FILE_BYTES: usize = MAX_ROWS * 800;
/// Bytes of a workbook: 5,000 rows of 30 columns take about 1 MB packed, with pictures of seals and logos several; eight.
pub const MAX_WORKBOOK_BYTES: usize = 8 * 1024 * 1024;
/// Columns in one file: a wide office form has 30.
pub const MAX_COLUMNS: usize = 100;
/// Rows above the headings: a title, a unit, a date, a note.
pub const MAX_ROWS_ABOVE_HEADINGS: usize = 5;
/// Rows of a sheet that are looked at: every row that may be read, what may stand above it with two rows of headings, and
/// one more, so that too many are noticed.
pub const MAX_ROWS_LOOKED_AT: usize = MAX_ROWS + MAX_ROWS_ABOVE_HEADINGS + 2 + 1;
/// What a sheet would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The columns from left to right and what each is taken for.
    pub columns: Vec<ColumnUse>,
    /// The column that such a ledger needs and no heading names; then there are no rows.
    pub missing: Option<Column>,
    /// Every row below the headings that is not empty.
    pub rows: Vec<RowResult>,
    /// What a person is asked.
    pub questions: Vec<Question>,
}

/// Why a file can't be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum LedgerError {
    /// There are too many rows.
    #[error("the file has more than {MAX_ROWS} rows")]
    TooManyRows,
    /// There are too many columns.
    #[error("the file has {columns} columns, at most {MAX_COLUMNS} are read")]
    TooManyColumns {
        /// How many there are.
        columns: usize,
    },
    /// There is no cell with anything in it.
    #[error("the file is empty")]
    Empty,
}

/// One row of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowResult {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// What it brings, or everything that is wrong.
    pub outcome: Result<Imported, Vec<RowError>>,
    /// What was assumed, and what a person should look at.
    pub warnings: Vec<RowWarning>,
    /// What it repeats.
    pub duplicate: Option<Duplicate>,
}

/// What a good row brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Imported {
    /// A pledge.
    Pledge(Box<ImportedPledge>),
    /// A disclosure.
    Disclosure(Box<DisclosureWords>),
    /// A service point.
    Point(Box<PointWords>),
    /// A service guide.
    Guide(Box<GuideWords>),
    /// A row of the catalogue.
    Catalogue(Box<CatalogueWords>),
}

/// What a row repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duplicate {
    /// An earlier row of the same file.
    Row {
        /// Its line.
        line: u64,
    },
    /// What is on this device already: published, waiting or a draft.
    OnDevice,
}

/// Something wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// The line of the file on which the row begins, from 1.
    pub line: u64,
    /// The column, unless the whole row is meant.
    pub column: Option<Column>,
    /// What is wrong.
    pub code: RowErrorCode,
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowErrorCode {
    /// What every row needs is missing.
    Missing,
    /// The cell gives no single day.
    NotADay,
    /// A formula in the spreadsheet failed, and this cell shows its error.
    FormulaFailed,
    /// The row as a whole breaks a bound.
    Unfit,
    /// A cell is too long.
    TooLong {
        /// How many characters it has.
        characters: usize,
        /// How many it may have.
        limit: usize,
    },
    /// The quantity is no number.
    NotANumber,
    /// The quantity is a fraction that may stand for per cent.
    MayBePercent,
    /// The quantity is below nought.
    Negative,
    /// The quantity is larger than can be kept.
    NumberTooLarge,
    /// The quantity has more places after the point than can be kept.
    NumberTooFine,
    /// The deadline is a day that the calendar does not have.
    ImpossibleDate,
    /// "As above" where nothing is above.
    NothingAbove,
    /// "As above" where every row needs a value of its own.
    AsAboveNotAllowed,
    /// Fewer cells than headings.
    TooFewCells {
        /// How many there are.
        cells: usize,
        /// How many headings there are.
        columns: usize,
    },
    /// More cells than headings.
    TooManyCells {
        /// How many there are.
        cells: usize,
        /// How many headings there are.
        columns: usize,
    },
}

/// Something about a good row that a person should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowWarning {
    /// The column.
    pub column: Column,
    /// What to look at.
    pub code: RowWarningCode,
}

/// What a person should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowWarningCode {
    /// The cell looks like a formula; it was taken as the text that it is.
    FormulaKeptAsText,
    /// The cell holds characters that can't be seen or that reorder what is shown.
    HiddenCharacters,
    /// The number was written as approximate or as a bound; the bare number was taken.
    NotExact,
    /// The unit was taken from behind the number.
    UnitFromQuantity,
    /// The deadline stays as it is written.
    DeadlineNotUnderstood,
    /// The kind or level is not known; the most usual was taken.
    KindAssumed,
    /// The hours are not clear.
    HoursNotUnderstood,
    /// A bare number was taken for a spreadsheet's number of a day.
    DayFromNumber {
        /// The day.
        day: Day,
    },
    /// The deadline names no year; this one was assumed.
    YearAssumed {
        /// The year.
        year: i32,
    },
}

#[cfg(test)]
mod tests;
