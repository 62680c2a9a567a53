//! One row: its cells, what stands above them, and what is wrong or worth a look, whatever the kind of ledger.

use std::collections::BTreeMap;

use super::columns::{Column, ColumnUse};
use super::cursor::folded;
use super::question::{Questions, Unclear};
use super::sheet::{Sheet, SheetRow};
use super::{RowError, RowErrorCode, RowWarning, RowWarningCode};
use crate::day::Day;
use crate::quantity::Quantity;
use crate::readable_text::{self, character_count};

/// How a cell refers to the one above it.
const AS_ABOVE: [&str; 9] = ["同上", "同前", "〃", "″", "〞", "\"", "asabove", "sameasabove", "ditto"];
/// What makes a spreadsheet take a cell for a formula.
const FORMULA_STARTS: [char; 4] = ['=', '+', '-', '@'];
/// What a spreadsheet shows where a formula failed.
const FAILED: [&str; 9] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DATA!", "#SPILL!"];

/// Goes through the rows in order, because a cell may refer to the one above.
pub(super) struct Cells<'a> {
    columns: &'a [ColumnUse],
    ends_with_last_cell: bool,
    formats_unknown: bool,
    /// The last row's cells by column of the file, "as above" already replaced.
    above: Vec<Option<String>>,
}

/// A row while it is read.
pub(super) struct Row<'a> {
    pub line: u64,
    pub cells: BTreeMap<Column, String>,
    pub errors: Vec<RowError>,
    pub warnings: Vec<RowWarning>,
    /// How the cells are shown is not known.
    pub formats_unknown: bool,
    questions: &'a mut Questions,
}

impl<'a> Cells<'a> {
    pub(super) fn new(columns: &'a [ColumnUse], sheet: &Sheet) -> Self {
        Self {
            columns,
            ends_with_last_cell: sheet.ends_with_last_cell,
            formats_unknown: sheet.formats_unknown,
            above: vec![None; columns.len()],
        }
    }

    /// The cells of a row by what they mean, unless it is empty.
    pub(super) fn read<'q>(&mut self, read: &SheetRow, questions: &'q mut Questions) -> Option<Row<'q>> {
        if read.is_empty() {
            return None;
        }
        let mut row = Row {
            line: read.number,
            cells: BTreeMap::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
            formats_unknown: self.formats_unknown,
            questions,
        };
        row.check_width(&read.cells, self.columns.len(), self.ends_with_last_cell);
        for (place, (column, above)) in self.columns.iter().zip(&mut self.above).enumerate() {
            let Some(column) = column.column else { continue };
            let own = read.cells.get(place).map_or("", String::as_str);
            let merged = read.from_above.iter().find(|(at, _)| *at == place).filter(|_| column.spreads_down());
            let cell = if own.trim().is_empty() { merged.map_or(own, |(_, text)| text) } else { own };
            if let Some(cell) = row.resolve(column, cell, above) {
                *above = Some(cell.clone()).filter(|cell| !cell.is_empty());
                if !cell.is_empty() {
                    row.cells.entry(column).or_insert(cell);
                }
            }
        }
        Some(row)
    }
}

impl Row<'_> {
    pub(super) fn fail(&mut self, column: Option<Column>, code: RowErrorCode) {
        self.errors.push(RowError { line: self.line, column, code });
    }

    pub(super) fn warn(&mut self, column: Column, code: RowWarningCode) {
        self.warnings.push(RowWarning { column, code });
    }

    /// What a cell says, used up.
    pub(super) fn take(&mut self, column: Column) -> Option<String> {
        self.cells.remove(&column)
    }

    /// What a cell must say; an error unless it has one already.
    pub(super) fn require(&mut self, column: Column) -> String {
        let text = self.take(column);
        if text.is_none() && self.errors.iter().all(|error| error.column != Some(column)) {
            self.fail(Some(column), RowErrorCode::Missing);
        }
        text.unwrap_or_default()
    }

    /// What somebody has answered to the question about a cell, or the cell itself.
    pub(super) fn answered(&self, column: Column, written: &str) -> String {
        self.questions.answer(column, written).unwrap_or(written).to_owned()
    }

    /// Whether somebody has answered the question about a cell.
    pub(super) fn is_answered(&self, column: Column, written: &str) -> bool {
        self.questions.answer(column, written).is_some()
    }

    /// The day of a cell that may stand for its whole month or year: spreadsheets keep both as the first day, and nobody
    /// has said which is meant.
    pub(super) fn may_be_a_month(&self, column: Column, written: &str) -> Option<Day> {
        let day = written.parse::<Day>().ok().filter(|day| day.day() == 1)?;
        (self.formats_unknown && !self.is_answered(column, written)).then_some(day)
    }

    /// Asks what a cell means, once for all cells of a column with the same words.
    pub(super) fn ask(&mut self, column: Column, written: &str, unclear: Unclear, suggestions: Vec<String>) {
        self.questions.ask(column, written, self.line, unclear, suggestions);
    }

    fn check_width(&mut self, cells: &[String], columns: usize, ends_with_last_cell: bool) {
        if cells.len() < columns && !ends_with_last_cell {
            self.fail(None, RowErrorCode::TooFewCells { cells: cells.len(), columns });
        } else if cells.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
            self.fail(None, RowErrorCode::TooManyCells { cells: cells.len(), columns });
        }
    }

    /// The cell's own text, or that of the cell above; `None` when it has an error.
    fn resolve(&mut self, column: Column, cell: &str, above: &Option<String>) -> Option<String> {
        let cell = cell.trim().replace("\r\n", "\n");
        if AS_ABOVE.contains(&folded(&cell).as_str()) {
            if !column.takes_as_above() {
                self.fail(Some(column), RowErrorCode::AsAboveNotAllowed);
            } else if above.is_none() {
                self.fail(Some(column), RowErrorCode::NothingAbove);
            }
            return above.clone().filter(|_| column.takes_as_above());
        }
        if FAILED.contains(&cell.as_str()) {
            self.fail(Some(column), RowErrorCode::FormulaFailed);
            return None;
        }
        let (characters, limit) = (character_count(&cell), column.max_characters());
        if characters > limit {
            self.fail(Some(column), RowErrorCode::TooLong { characters, limit });
            return None;
        }
        if !readable_text::check(&cell, limit).is_empty() {
            self.warn(column, RowWarningCode::HiddenCharacters);
        }
        if is_formula(&cell) {
            self.warn(column, RowWarningCode::FormulaKeptAsText);
        }
        Some(cell)
    }
}

/// Begins as a formula does, and is neither a number nor the dash that stands for nothing.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(FORMULA_STARTS)
        && cell.chars().any(char::is_alphanumeric)
        && cell.trim_start_matches('+').parse::<Quantity>().is_err()
}
