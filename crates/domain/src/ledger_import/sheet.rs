//! A table as a file holds it: numbered rows of texts, and what merged cells spread.

use crate::tables::csv::without_apostrophe;

/// One sheet of a file; a CSV file is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What its tab is called; nothing in a CSV file.
    pub name: String,
    /// Whoever made the file hid it.
    pub hidden: bool,
    /// Rows with anything in them, in the order of the file.
    pub rows: Vec<SheetRow>,
    /// Rows end with their last cell, as in a spreadsheet; in a CSV file a row with fewer cells than headings is damaged.
    pub ends_with_last_cell: bool,
    /// How its cells are shown is not known: the first day of a month may stand for the month, a fraction for per cent.
    pub formats_unknown: bool,
}

/// A row of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number from 1, as the program that made the file shows it; in a CSV file the line on which it begins.
    pub number: u64,
    /// Its cells from left to right; what a merged cell covers is empty here.
    pub cells: Vec<String>,
    /// What a merged cell spreads down to a column of this row.
    pub from_above: Vec<(usize, String)>,
    /// What a merged cell spreads to the right.
    pub from_left: Vec<(usize, String)>,
}

/// Cells that are merged into one, rows by their numbers, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The first row.
    pub first_row: u64,
    /// The last row.
    pub last_row: u64,
    /// The first column.
    pub first_column: usize,
    /// The last column.
    pub last_column: usize,
}

/// What stands between cells of a CSV file: commas, or what spreadsheets write where the comma is the decimal point, or
/// pasted cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// Rows by which the separator is told: the headings are among them.
const ROWS_LOOKED_AT: usize = super::MAX_ROWS_ABOVE_HEADINGS + 2;

impl Sheet {
    /// A CSV file's text; the separator is the one that makes most headings readable.
    #[must_use]
    pub fn from_csv(text: &str) -> Self {
        // With one kind of line end, a record's line is the one that a person counts.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
        let text = text.as_str();
        let is_nothing =
            |character: char| character.is_whitespace() || SEPARATORS.iter().any(|s| char::from(*s) == character);
        if text.chars().all(is_nothing) {
            return Self::default();
        }
        let mut lines = Lines { text, byte: 0, line: 1 };
        let row = |record: csv::StringRecord| SheetRow {
            number: lines.of(&record),
            cells: record.iter().map(|cell| without_apostrophe(cell).to_owned()).collect(),
            ..SheetRow::default()
        };
        // Blank lines are no rows: a ledger with many of them between its rows is read to its end.
        let records = records(text, separator(text)).filter(|record| record.iter().any(|cell| !cell.trim().is_empty()));
        let rows = records.take(super::MAX_ROWS_LOOKED_AT).map(row).collect();
        Self { rows, ..Self::default() }
    }

    /// Spreads merged cells: what stands in the first cell reaches those that it covers.
    pub fn spread(&mut self, merges: &[Merge]) {
        let numbers: Vec<u64> = self.rows.iter().map(|row| row.number).collect();
        for merge in merges {
            let first = numbers.partition_point(|number| *number < merge.first_row);
            let end = numbers.partition_point(|number| *number <= merge.last_row);
            let Some(rows) = self.rows.get_mut(first..end) else { continue };
            let text = rows.first().filter(|row| row.number == merge.first_row);
            let Some(text) = text.and_then(|row| row.cells.get(merge.first_column)).cloned() else { continue };
            if text.trim().is_empty() {
                continue;
            }
            let last_column = merge.last_column.min(super::MAX_COLUMNS);
            for row in rows {
                if row.number > merge.first_row {
                    row.from_above.push((merge.first_column, text.clone()));
                }
                row.from_left.extend((merge.first_column + 1..=last_column).map(|column| (column, text.clone())));
            }
        }
    }

    /// How many columns the widest row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default()
    }
}

impl SheetRow {
    /// A cell as a heading: its own words, or those of the merged cell that it is a part of.
    pub(super) fn heading(&self, column: usize) -> &str {
        let own = self.cells.get(column).map_or("", |cell| cell.trim());
        if !own.is_empty() {
            return own;
        }
        let spread = self.from_left.iter().chain(&self.from_above).find(|(at, _)| *at == column);
        spread.map_or("", |(_, text)| text.trim())
    }

    /// Nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

fn separator(text: &str) -> u8 {
    let known = |separator: u8| {
        let rows = records(text, separator).take(ROWS_LOOKED_AT);
        rows.map(|record| (super::columns::most_known(&record), record.len())).max().unwrap_or_default()
    };
    // Of equals the first: the comma.
    SEPARATORS.into_iter().rev().max_by_key(|separator| known(*separator)).unwrap_or(b',')
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::StringRecord> {
    let reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    // Text in memory that is UTF-8 already leaves the reader nothing to fail on.
    reader.into_records().map_while(Result::ok)
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
