//! One row: its cells, what stands above them, and what is wrong or worth a look.

use super::amount::{self, Amount};
use super::columns::{Column, ColumnUse};
use super::cursor::folded;
use super::deadline;
use super::{ImportedDeadline, ImportedPledge, RowError, RowErrorCode, RowResult, RowWarning, RowWarningCode};
use crate::quantity::Quantity;
use crate::readable_text::{self, character_count};

/// How a cell refers to the one above it.
const AS_ABOVE: [&str; 9] = ["同上", "同前", "〃", "″", "〞", "\"", "asabove", "sameasabove", "ditto"];
/// What makes a spreadsheet take a cell for a formula.
const FORMULA_STARTS: [char; 4] = ['=', '+', '-', '@'];

/// Goes through the rows in order, because a cell may refer to the one above.
pub(super) struct Reader<'a> {
    columns: &'a [ColumnUse],
    assumed_year: i32,
    /// The last row's cells by column of the file, "as above" already replaced.
    above: Vec<Option<String>>,
}

/// A row while it is read.
struct Row {
    line: u64,
    cells: Vec<(Column, String)>,
    errors: Vec<RowError>,
    warnings: Vec<RowWarning>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(columns: &'a [ColumnUse], assumed_year: i32) -> Self {
        Self { columns, assumed_year, above: vec![None; columns.len()] }
    }

    /// The row that begins on a line, unless it is empty.
    pub(super) fn read(&mut self, line: u64, record: &csv::StringRecord) -> Option<RowResult> {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let mut row = Row { line, cells: Vec::new(), errors: Vec::new(), warnings: Vec::new() };
        row.check_width(record, self.columns.len());
        for ((cell, column), above) in record.iter().zip(self.columns).zip(&mut self.above) {
            let Some(column) = column.column else { continue };
            if let Some(cell) = row.resolve(column, cell, above) {
                *above = Some(cell.clone()).filter(|cell| !cell.is_empty());
                row.cells.push((column, cell));
            }
        }
        let pledge = row.pledge(self.assumed_year);
        let outcome = if row.errors.is_empty() { Ok(Box::new(pledge)) } else { Err(row.errors) };
        Some(RowResult { line, outcome })
    }
}

impl Row {
    fn fail(&mut self, column: Option<Column>, code: RowErrorCode) {
        self.errors.push(RowError { line: self.line, column, code });
    }

    fn warn(&mut self, column: Column, code: RowWarningCode) {
        self.warnings.push(RowWarning { column, code });
    }

    fn check_width(&mut self, record: &csv::StringRecord, columns: usize) {
        let cells = record.len();
        if cells < columns {
            self.fail(None, RowErrorCode::TooFewCells { cells, columns });
        } else if record.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
            self.fail(None, RowErrorCode::TooManyCells { cells, columns });
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

    fn take(&mut self, column: Column) -> Option<String> {
        let at = self.cells.iter().position(|(kind, cell)| *kind == column && !cell.is_empty())?;
        Some(self.cells.swap_remove(at).1)
    }

    fn pledge(&mut self, assumed_year: i32) -> ImportedPledge {
        let text = self.take(Column::Text);
        if text.is_none() && self.errors.iter().all(|error| error.column != Some(Column::Text)) {
            self.fail(Some(Column::Text), RowErrorCode::MissingText);
        }
        let (quantity, unit) = self.quantity_and_unit();
        let own_year = self.take(Column::Year).and_then(|year| own_year(&year));
        let deadline = self.deadline(own_year, assumed_year);
        ImportedPledge {
            line: self.line,
            organisation: self.take(Column::Organisation),
            pledger: self.take(Column::Pledger),
            post: self.take(Column::Post),
            text: text.unwrap_or_default(),
            field: self.take(Column::Field),
            measure: self.take(Column::Measure),
            quantity,
            unit,
            deadline,
            responsible: self.take(Column::Responsible),
            beneficiaries: self.take(Column::Beneficiaries),
            warnings: std::mem::take(&mut self.warnings),
        }
    }

    fn quantity_and_unit(&mut self) -> (Option<Quantity>, Option<String>) {
        let unit = self.take(Column::Unit);
        let Some(cell) = self.take(Column::Quantity) else { return (None, unit) };
        let amount = match amount::read(&cell) {
            Ok(Some(amount)) => amount,
            Ok(None) => return (None, unit),
            Err(code) => {
                self.fail(Some(Column::Quantity), code);
                return (None, unit);
            }
        };
        if !amount.exact {
            self.warn(Column::Quantity, RowWarningCode::NotExact);
        }
        (Some(amount.quantity), self.unit_of(&amount, unit))
    }

    /// The unit of its own column; without one, what stands behind the number. Two that differ are an error.
    fn unit_of(&mut self, amount: &Amount, unit: Option<String>) -> Option<String> {
        match (&amount.unit, unit) {
            (Some(behind), None) => {
                self.warn(Column::Quantity, RowWarningCode::UnitFromQuantity);
                Some(behind.clone())
            }
            (Some(behind), Some(unit)) if *behind != folded(&unit) => {
                self.fail(Some(Column::Quantity), RowErrorCode::NotANumber);
                Some(unit)
            }
            (_, unit) => unit,
        }
    }

    fn deadline(&mut self, own_year: Option<i32>, assumed_year: i32) -> Option<ImportedDeadline> {
        let written = self.take(Column::Deadline)?;
        let year = own_year.unwrap_or(assumed_year);
        let reading = match deadline::read(&written, year) {
            Ok(reading) => reading,
            Err(code) => {
                self.fail(Some(Column::Deadline), code);
                return None;
            }
        };
        if reading.understood.is_none() {
            self.warn(Column::Deadline, RowWarningCode::DeadlineNotUnderstood);
        }
        if reading.partly {
            self.warn(Column::Deadline, RowWarningCode::DeadlinePartlyUnderstood);
        }
        if reading.year_assumed && own_year.is_none() {
            self.warn(Column::Deadline, RowWarningCode::YearAssumed { year });
        }
        Some(ImportedDeadline { written, understood: reading.understood })
    }
}

fn own_year(cell: &str) -> Option<i32> {
    match deadline::read(cell, 0) {
        Ok(deadline::Reading { understood: Some(super::Understood::Year(year)), year_assumed: false, .. }) => {
            Some(year)
        }
        _ => None,
    }
}

/// Begins as a formula does, and is neither a number nor the dash that stands for nothing.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(FORMULA_STARTS)
        && cell.chars().any(char::is_alphanumeric)
        && cell.trim_start_matches('+').parse::<Quantity>().is_err()
}
