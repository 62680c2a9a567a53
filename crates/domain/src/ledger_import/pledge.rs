//! A row of a ledger of pledges.

use serde::{Deserialize, Serialize};

use super::amount::{self, Amount};
use super::columns::Column;
use super::cursor::folded;
use super::deadline::{self, Reading};
use super::question::Unclear;
use super::row::Row;
use super::{ImportedDeadline, RowErrorCode, RowWarningCode, Understood};
use crate::day::Day;
use crate::quantity::Quantity;
use crate::words::{Due, PledgeWords};

/// A pledge as a row gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedPledge {
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
}

impl ImportedPledge {
    /// The words of the draft that the row becomes, from a day on; without a deadline it says so in the given words.
    #[must_use]
    pub fn words(&self, from: Day, without_deadline: &str) -> PledgeWords {
        let no_deadline = || Due::AsWritten { written: without_deadline.to_owned() };
        let due = self.deadline.as_ref().map_or_else(no_deadline, |deadline| deadline.due(from));
        PledgeWords {
            field: self.field.clone(),
            measure: self.measure.clone(),
            quantity: self.quantity,
            unit: self.unit.clone(),
            responsible: self.responsible.clone(),
            beneficiaries: self.beneficiaries.clone(),
            ..PledgeWords::new(self.text.clone(), due)
        }
    }
}

/// Reads a row.
pub(super) fn read(row: &mut Row<'_>, assumed_year: i32) -> ImportedPledge {
    let text = row.require(Column::Text);
    let (quantity, unit) = quantity_and_unit(row);
    let own_year = row.take(Column::Year).and_then(|year| own_year(&year));
    let deadline = deadline(row, own_year, assumed_year);
    ImportedPledge {
        organisation: row.take(Column::Organisation),
        pledger: row.take(Column::Pledger),
        post: row.take(Column::Post),
        text,
        field: row.take(Column::Field),
        measure: row.take(Column::Measure),
        quantity,
        unit,
        deadline,
        responsible: row.take(Column::Responsible),
        beneficiaries: row.take(Column::Beneficiaries),
    }
}

fn quantity_and_unit(row: &mut Row<'_>) -> (Option<Quantity>, Option<String>) {
    let unit = row.take(Column::Unit);
    let Some(cell) = row.take(Column::Quantity) else { return (None, unit) };
    if row.formats_unknown
        && !row.is_answered(Column::Quantity, &cell)
        && let Some(percent) = amount::as_percent(&cell)
    {
        row.ask(Column::Quantity, &cell, Unclear::Format, vec![percent, cell.clone()]);
        row.fail(Some(Column::Quantity), RowErrorCode::MayBePercent);
        return (None, unit);
    }
    let amount = match amount::read(&row.answered(Column::Quantity, &cell)) {
        Ok(Some(amount)) => amount,
        Ok(None) => return (None, unit),
        Err(code) => {
            row.fail(Some(Column::Quantity), code);
            return (None, unit);
        }
    };
    if !amount.exact {
        row.warn(Column::Quantity, RowWarningCode::NotExact);
    }
    (Some(amount.quantity), unit_of(row, &amount, unit))
}

/// The unit of its own column; without one, what stands behind the number. Two that differ are an error.
fn unit_of(row: &mut Row<'_>, amount: &Amount, unit: Option<String>) -> Option<String> {
    match (&amount.unit, unit) {
        (Some(behind), None) => {
            row.warn(Column::Quantity, RowWarningCode::UnitFromQuantity);
            Some(behind.clone())
        }
        (Some(behind), Some(unit)) if *behind != folded(&unit) => {
            row.fail(Some(Column::Quantity), RowErrorCode::NotANumber);
            Some(unit)
        }
        (_, unit) => unit,
    }
}

fn deadline(row: &mut Row<'_>, own_year: Option<i32>, assumed_year: i32) -> Option<ImportedDeadline> {
    let written = row.take(Column::Deadline)?;
    let year = own_year.unwrap_or(assumed_year);
    if let Some(day) = row.may_be_a_month(Column::Deadline, &written) {
        row.warn(Column::Deadline, RowWarningCode::DeadlineNotUnderstood);
        row.ask(Column::Deadline, &written, Unclear::Format, deadline::first_day_readings(day));
        return Some(ImportedDeadline { written, understood: None });
    }
    let meant = row.answered(Column::Deadline, &written);
    // "Yearly" is the row's year where the row says which.
    let meant = if own_year.is_some() && meant.starts_with("年度") { format!("本{meant}") } else { meant };
    let reading = match deadline::read(&meant, year) {
        Ok(reading) => reading,
        Err(code) => {
            row.fail(Some(Column::Deadline), code);
            return None;
        }
    };
    say_what_was_assumed(row, &written, reading, own_year, year);
    Some(ImportedDeadline { written, understood: reading.understood })
}

fn say_what_was_assumed(row: &mut Row<'_>, written: &str, reading: Reading, own_year: Option<i32>, year: i32) {
    let column = Column::Deadline;
    if reading.understood.is_none() {
        row.warn(column, RowWarningCode::DeadlineNotUnderstood);
        row.ask(column, written, Unclear::Deadline, Vec::new());
    }
    if let (Some(Understood::On(day)), true) = (reading.understood, reading.from_number) {
        row.warn(column, RowWarningCode::DayFromNumber { day });
    }
    if reading.year_assumed && own_year.is_none() {
        row.warn(column, RowWarningCode::YearAssumed { year });
    }
}

fn own_year(cell: &str) -> Option<i32> {
    match deadline::read(cell, 0) {
        Ok(Reading { understood: Some(Understood::Year(year)), year_assumed: false, .. }) => Some(year),
        _ => None,
    }
}
