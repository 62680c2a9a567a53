//! Where a sheet's headings stand: below titles, in one row or in two.

use super::MAX_ROWS_ABOVE_HEADINGS;
use super::columns::{self, ColumnUse, Heading, LedgerKind};
use super::sheet::{Sheet, SheetRow};

/// Cells by which a row looks like headings when none of them is known.
const FEWEST_HEADINGS: usize = 2;

/// Where the headings are, and what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// How many rows stand before the first row of values.
    pub rows_before_values: usize,
    pub columns: Vec<ColumnUse>,
}

/// The rows that make most columns known; when none does, the first that looks like headings.
pub(super) fn find(sheet: &Sheet, kind: LedgerKind) -> Option<Found> {
    let mut best: Option<((bool, usize, bool), Found)> = None;
    for index in 0..=MAX_ROWS_ABOVE_HEADINGS {
        let Some(row) = sheet.rows.get(index) else { break };
        let below = sheet.rows.get(index + 1);
        let candidates = [Some((single(row, kind), 1)), below.map(|below| (double(row, below, kind), 2))];
        for (columns, height) in candidates.into_iter().flatten() {
            let known = columns.iter().filter(|column| column.column.is_some()).count();
            let has_required = columns.iter().any(|column| column.column == Some(kind.required()));
            // Of equals the one row: what stands above it may be a title.
            let rank = (has_required, known, height == 1);
            if known > 0 && best.as_ref().is_none_or(|(highest, _)| rank > *highest) {
                best = Some((rank, Found { rows_before_values: index + height, columns }));
            }
        }
    }
    best.map(|(_, found)| found).or_else(|| unknown(sheet, kind))
}

/// What a sheet looks like a ledger of: the kind of which most headings are known.
#[must_use]
pub fn guess_kind(sheet: &Sheet) -> Option<LedgerKind> {
    let rank = |kind: &LedgerKind| {
        let columns = find(sheet, *kind).map(|found| found.columns).unwrap_or_default();
        let known = columns.iter().filter(|column| column.column.is_some()).count();
        (columns.iter().any(|column| column.column == Some(kind.required())), known)
    };
    // Of equals the first kind.
    let best = LedgerKind::ALL.into_iter().rev().max_by_key(rank)?;
    Some(best).filter(|kind| rank(kind).1 >= FEWEST_HEADINGS)
}

fn single(row: &SheetRow, kind: LedgerKind) -> Vec<ColumnUse> {
    columns::recognise(kind, (0..width(row)).map(|column| Heading::single(row.heading(column))))
}

/// A row of groups, whose merged cells reach to the right, above a row of headings.
fn double(row: &SheetRow, below: &SheetRow, kind: LedgerKind) -> Vec<ColumnUse> {
    let heading = |column: usize| {
        let own = below.cells.get(column).map_or("", |cell| cell.trim());
        Heading { group: row.heading(column).to_owned(), own: own.to_owned() }
    };
    columns::recognise(kind, (0..width(row).max(width(below))).map(heading))
}

/// As far as anything stands over the columns.
fn width(row: &SheetRow) -> usize {
    let spread = row.from_left.iter().map(|(column, _)| column + 1).max();
    row.cells.len().max(spread.unwrap_or_default())
}

fn unknown(sheet: &Sheet, kind: LedgerKind) -> Option<Found> {
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let looked_at = sheet.rows.iter().take(MAX_ROWS_ABOVE_HEADINGS + 1);
    let (index, row) = looked_at.enumerate().find(|(_, row)| filled(row) >= FEWEST_HEADINGS).or_else(|| {
        let first = sheet.rows.first()?;
        Some((0, first))
    })?;
    Some(Found { rows_before_values: index + 1, columns: single(row, kind) })
}
