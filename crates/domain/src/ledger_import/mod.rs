//! A ledger of pledges as offices keep it, read from CSV into rows that can become drafts.
//!
//! Every row comes out, good or bad: a good one with warnings about what was assumed, a bad one with everything that is
//! wrong with it, as codes that the interface puts into words. Cells are data and never evaluated. Columns that the
//! product computes (status, completion) are left aside on purpose: nobody imports them.
//! Deliberately absent: decoding of GBK, which browsers do; `guess_encoding` says which decoder to ask.
//! Invariant: any text gives a preview or one typed reason, and the same text always the same.

mod amount;
mod columns;
mod cursor;
mod deadline;
mod encoding;
mod row;

use crate::day::Day;
use crate::quantity::Quantity;
use crate::words::{Due, PledgeWords};
pub use columns::{Column, ColumnUse};
pub use deadline::{ImportedDeadline, Understood};
pub use encoding::{Encoding, guess_encoding};

/// Rows in one file: a district with 264 villages and 10 pledges each has 2,640; nearly twice that.
pub const MAX_ROWS: usize = 5_000;
/// Bytes of a file: 5,000 rows of 800 bytes, where real ledgers have 340. Cells are bounded by the fields they become.
pub const MAX_FILE_BYTES: usize = MAX_ROWS * 800;
/// Columns in one file: a wide office form has 30.
pub const MAX_COLUMNS: usize = 100;
/// Rows above the headings: a title, a unit, a date, a note.
const MAX_ROWS_ABOVE_HEADINGS: usize = 5;
/// What stands between cells: commas, or what spreadsheets write where the comma is the decimal point, or pasted cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// What a file would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The columns from left to right and what each is taken for.
    pub columns: Vec<ColumnUse>,
    /// Every row below the headings that is not empty.
    pub rows: Vec<RowResult>,
}

/// Why a file can't be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// The file is too large.
    #[error("the file has {bytes} bytes, at most {MAX_FILE_BYTES} are read")]
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
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
    /// No heading names a column that every ledger needs.
    #[error("no column is headed as {column:?}")]
    MissingColumn {
        /// The column that is needed.
        column: Column,
    },
}

/// One row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowResult {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// The pledge, or everything that is wrong.
    pub outcome: Result<Box<ImportedPledge>, Vec<RowError>>,
}

/// A pledge as a row gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedPledge {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// Whose ledger row it is.
    pub organisation: Option<String>,
    /// Who pledges.
    pub pledger: Option<String>,
    /// In what post.
    pub post: Option<String>,
    /// The pledge.
    pub text: String,
    /// The field of service.
    pub field: Option<String>,
    /// What is counted.
    pub measure: Option<String>,
    /// How much of it.
    pub quantity: Option<Quantity>,
    /// In what unit.
    pub unit: Option<String>,
    /// By when; `None` when the cell is empty.
    pub deadline: Option<ImportedDeadline>,
    /// Who is responsible.
    pub responsible: Option<String>,
    /// For whom.
    pub beneficiaries: Option<String>,
    /// What was assumed, and what a person should look at.
    pub warnings: Vec<RowWarning>,
}

/// Something wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The line of the file on which the row begins, from 1.
    pub line: u64,
    /// The column, unless the whole row is meant.
    pub column: Option<Column>,
    /// What is wrong.
    pub code: RowErrorCode,
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowErrorCode {
    /// The pledge itself is missing.
    MissingText,
    /// A cell is too long.
    TooLong {
        /// How many characters it has.
        characters: usize,
        /// How many it may have.
        limit: usize,
    },
    /// The quantity is no number.
    NotANumber,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowWarning {
    /// The column.
    pub column: Column,
    /// What to look at.
    pub code: RowWarningCode,
}

/// What a person should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// The deadline was understood, but words beside it were not.
    DeadlinePartlyUnderstood,
    /// The deadline names no year; this one was assumed.
    YearAssumed {
        /// The year.
        year: i32,
    },
}

/// Reads a ledger. A deadline without a year is taken to be in `assumed_year`, unless the row has a year of its own.
pub fn preview(text: &str, assumed_year: i32) -> Result<Preview, LedgerError> {
    if text.len() > MAX_FILE_BYTES {
        return Err(LedgerError::TooLarge { bytes: text.len() });
    }
    // With one kind of line end, a record's line is the one that a person counts.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
    let text = text.as_str();
    if text.chars().all(|character| character.is_whitespace() || SEPARATORS.iter().any(|s| char::from(*s) == character))
    {
        return Err(LedgerError::Empty);
    }
    let (separator, headings_at, columns) = find_headings(text)?;
    let mut reader = row::Reader::new(&columns, assumed_year);
    let mut rows = Vec::new();
    let mut lines = Lines { text, byte: 0, line: 1 };
    for record in records(text, separator).skip(headings_at + 1) {
        let line = lines.of(&record);
        let Some(result) = reader.read(line, &record) else { continue };
        if rows.len() == MAX_ROWS {
            return Err(LedgerError::TooManyRows);
        }
        rows.push(result);
    }
    Ok(Preview { columns, rows })
}

/// Counts lines on the way through a file. The parser's own count does not see the empty lines before a record.
struct Lines<'a> {
    text: &'a str,
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line on which a record begins; records come in the order of the file.
    fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.byte);
        let bytes = self.text.as_bytes();
        let mut end = start.max(self.byte);
        while bytes.get(end) == Some(&b'\n') {
            end += 1;
        }
        let passed = bytes.get(self.byte..end).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.byte = end;
        self.line
    }
}

/// The separator that makes most headings readable, the row they are in, and what they mean.
fn find_headings(text: &str) -> Result<(u8, usize, Vec<ColumnUse>), LedgerError> {
    let mut best: Option<(usize, u8, usize, Vec<ColumnUse>)> = None;
    for separator in SEPARATORS {
        for (index, record) in records(text, separator).take(MAX_ROWS_ABOVE_HEADINGS + 1).enumerate() {
            let columns = columns::recognise(record.iter());
            if !columns.iter().any(|column| column.column == Some(Column::Text)) {
                continue;
            }
            let known = columns.iter().filter(|column| column.column.is_some()).count();
            if best.as_ref().is_none_or(|(most, ..)| known > *most) {
                best = Some((known, separator, index, columns));
            }
        }
    }
    let (_, separator, index, columns) = best.ok_or(LedgerError::MissingColumn { column: Column::Text })?;
    if columns.len() > MAX_COLUMNS {
        return Err(LedgerError::TooManyColumns { columns: columns.len() });
    }
    Ok((separator, index, columns))
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::StringRecord> {
    let reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    // Text in memory that is UTF-8 already leaves the reader nothing to fail on.
    reader.into_records().map_while(Result::ok)
}

impl ImportedPledge {
    /// The words of the draft that the row becomes, from a day on; without a deadline it says so in the given words.
    #[must_use]
    pub fn words(&self, from: Day, without_deadline: &str) -> PledgeWords {
        let no_deadline = || Due::AsWritten { written: without_deadline.to_owned() };
        PledgeWords {
            field: self.field.clone(),
            measure: self.measure.clone(),
            quantity: self.quantity,
            unit: self.unit.clone(),
            responsible: self.responsible.clone(),
            beneficiaries: self.beneficiaries.clone(),
            ..PledgeWords::new(
                self.text.clone(),
                self.deadline.as_ref().map_or_else(no_deadline, |deadline| deadline.due(from)),
            )
        }
    }
}

#[cfg(test)]
mod tests;
