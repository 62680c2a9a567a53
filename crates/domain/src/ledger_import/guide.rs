//! A row of a ledger of service guides.

use super::columns::Column;
use super::row::Row;
use crate::words::{GuideWords, Paper};

/// What stands between papers in one cell.
const BETWEEN_PAPERS: [char; 3] = [';', '；', '\n'];
/// What stands between steps in one cell.
const BETWEEN_STEPS: [char; 6] = ['→', '➔', '⇒', ';', '；', '\n'];

/// Reads a row. Limits, hours and fees stay as they are written: a guide tells them in words.
pub(super) fn read(row: &mut Row<'_>) -> GuideWords {
    let matter = row.require(Column::Matter);
    GuideWords {
        group: row.take(Column::Group),
        office: row.take(Column::Office),
        conditions: row.take(Column::Conditions),
        legal_basis: row.take(Column::LegalBasis),
        legal_limit: row.take(Column::LegalLimit),
        promised_limit: row.take(Column::PromisedLimit),
        papers: list(row.take(Column::Papers), &BETWEEN_PAPERS).map(Paper::new).collect(),
        fee: row.take(Column::Fee),
        steps: list(row.take(Column::Steps), &BETWEEN_STEPS).collect(),
        place: row.take(Column::Place),
        phone: row.take(Column::Phone),
        hours: row.take(Column::Hours),
        ..GuideWords::new(matter)
    }
}

/// The parts of a cell that lists several things.
fn list(cell: Option<String>, between: &[char]) -> impl Iterator<Item = String> {
    let cell = cell.unwrap_or_default();
    let parts: Vec<String> = cell.split(between).map(|part| part.trim().to_owned()).collect();
    parts.into_iter().filter(|part| !part.is_empty())
}
