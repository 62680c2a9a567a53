//! Reading a sheet as a ledger of a kind.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::columns::{Column, ColumnUse, LedgerKind};
use super::question::{Answer, Questions};
use super::row::{Cells, Row};
use super::sheet::Sheet;
use super::{
    Duplicate, Imported, LedgerError, MAX_COLUMNS, MAX_ROWS, Preview, RowErrorCode, RowResult, catalogue, disclosure,
    find, guide, pledge, point,
};
use crate::day::Day;
use crate::words::Words as _;

/// How a sheet is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// As what.
    pub kind: LedgerKind,
    /// From which day recurring deadlines count; a date without a year is taken to be in its year.
    pub today: Day,
    /// Who pledges where a row names nobody.
    pub own_name: String,
    /// What stands for a deadline that there is none of.
    pub without_deadline: String,
    /// What somebody took the columns for, instead of what their headings say; as many as there are headings.
    pub columns: Option<Vec<Option<Column>>>,
    /// What was answered.
    pub answers: Vec<Answer>,
    /// The keys of what is on the device already.
    pub known: BTreeSet<String>,
}

/// Reads a sheet.
///
/// # Errors
/// [`LedgerError`] when it is empty or breaks a bound.
pub fn read(sheet: &Sheet, settings: &Settings) -> Result<Preview, LedgerError> {
    let found = find::find(sheet, settings.kind).ok_or(LedgerError::Empty)?;
    if found.columns.len() > MAX_COLUMNS {
        return Err(LedgerError::TooManyColumns { columns: found.columns.len() });
    }
    let columns = chosen(found.columns, settings.columns.as_deref());
    let required = settings.kind.required();
    if columns.iter().all(|column| column.column != Some(required)) {
        return Ok(Preview { columns, missing: Some(required), rows: Vec::new(), questions: Vec::new() });
    }
    let mut cells = Cells::new(&columns, sheet);
    let mut questions = Questions::answered_by(&settings.answers);
    let mut seen = BTreeMap::new();
    let mut rows = Vec::new();
    for row in sheet.rows.iter().skip(found.rows_before_values) {
        let Some(mut row) = cells.read(row, &mut questions) else { continue };
        if rows.len() == MAX_ROWS {
            return Err(LedgerError::TooManyRows);
        }
        let imported = imported(&mut row, settings);
        rows.push(result(row, imported, settings, &mut seen));
    }
    Ok(Preview { columns, missing: None, rows, questions: questions.asked() })
}

/// Somebody's choice instead of what was recognised, if it is one for these columns.
fn chosen(mut columns: Vec<ColumnUse>, choice: Option<&[Option<Column>]>) -> Vec<ColumnUse> {
    if let Some(choice) = choice.filter(|choice| choice.len() == columns.len()) {
        for (column, chosen) in columns.iter_mut().zip(choice) {
            column.column = *chosen;
        }
    }
    columns
}

fn imported(row: &mut Row<'_>, settings: &Settings) -> Imported {
    let year = settings.today.year();
    match settings.kind {
        LedgerKind::Pledges => Imported::Pledge(Box::new(pledge::read(row, year))),
        LedgerKind::Disclosures => Imported::Disclosure(Box::new(disclosure::read(row, year))),
        LedgerKind::Points => Imported::Point(Box::new(point::read(row))),
        LedgerKind::Guides => Imported::Guide(Box::new(guide::read(row))),
        LedgerKind::Catalogue => Imported::Catalogue(Box::new(catalogue::read(row, settings.today))),
    }
}

fn result(mut row: Row<'_>, imported: Imported, settings: &Settings, seen: &mut BTreeMap<String, u64>) -> RowResult {
    if row.errors.is_empty() && !imported.fits(settings) {
        row.fail(None, RowErrorCode::Unfit);
    }
    let (line, warnings) = (row.line, row.warnings);
    if !row.errors.is_empty() {
        return RowResult { line, outcome: Err(row.errors), warnings, duplicate: None };
    }
    let key = imported.key(settings);
    let duplicate = if settings.known.contains(&key) {
        Some(Duplicate::OnDevice)
    } else {
        seen.get(&key).map(|line| Duplicate::Row { line: *line })
    };
    seen.entry(key).or_insert(line);
    RowResult { line, outcome: Ok(imported), warnings, duplicate }
}

impl Imported {
    /// Whether the words that it becomes keep every bound.
    fn fits(&self, settings: &Settings) -> bool {
        match self {
            Self::Pledge(pledge) => pledge.words(settings.today, &settings.without_deadline).to_body().is_ok(),
            Self::Disclosure(words) => words.to_body().is_ok(),
            Self::Point(words) => words.to_body().is_ok(),
            Self::Guide(words) => words.to_body().is_ok(),
            Self::Catalogue(words) => words.to_body().is_ok(),
        }
    }

    /// What makes it the same as another.
    fn key(&self, settings: &Settings) -> String {
        match self {
            Self::Pledge(pledge) => {
                let pledger = pledge.pledger.as_ref().or(pledge.organisation.as_ref()).unwrap_or(&settings.own_name);
                super::pledge_key(pledger, &pledge.words(settings.today, &settings.without_deadline))
            }
            Self::Disclosure(words) => super::disclosure_key(words),
            Self::Point(words) => super::point_key(words),
            Self::Guide(words) => super::guide_key(words),
            Self::Catalogue(words) => super::catalogue_key(words),
        }
    }
}
