//! A table of figures in one cell: a line for each row, cells between bars.

use crate::limits::{MAX_CELL_CHARACTERS, MAX_NAME_CHARACTERS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS};
use crate::quantity::Quantity;
use crate::readable_text::character_count;
use crate::words::{ColumnRole, ColumnWords, RowRole, RowWords, TableWords};

/// The table that a cell holds; `None` when it is none, or not a whole one.
pub(super) fn table(cell: &str) -> Option<TableWords> {
    let mut lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
    let heads = cells(lines.next()?);
    let rows: Vec<Vec<String>> = lines.map(cells).collect();
    let is_whole = heads.len() > 1
        && heads.len() <= MAX_TABLE_COLUMNS
        && (1..=MAX_TABLE_ROWS).contains(&rows.len())
        && heads.iter().all(|head| (1..=MAX_NAME_CHARACTERS).contains(&character_count(head)))
        && rows.iter().all(|row| row.len() == heads.len())
        && rows.iter().flatten().all(|cell| character_count(cell) <= MAX_CELL_CHARACTERS);
    if !is_whole {
        return None;
    }
    let columns =
        heads.into_iter().enumerate().map(|(place, head)| ColumnWords { role: role(&head, place, &rows), head });
    let columns = columns.collect();
    let rows = rows.into_iter().map(|cells| RowWords { role: row_role(&cells), cells }).collect();
    Some(TableWords { columns, rows, ..TableWords::default() })
}

fn cells(line: &str) -> Vec<String> {
    line.split(['|', '｜']).map(|cell| cell.trim().to_owned()).collect()
}

/// What a column holds: money by its head, an amount by its cells, where every one is a number.
fn role(head: &str, place: usize, rows: &[Vec<String>]) -> ColumnRole {
    let is_number = |cell: &String| cell.is_empty() || cell.replace([',', '，'], "").parse::<Quantity>().is_ok();
    let of_column = || rows.iter().filter_map(|row| row.get(place));
    if place == 0 || !of_column().all(is_number) || of_column().all(String::is_empty) {
        ColumnRole::Text
    } else if head.contains("收入") {
        ColumnRole::Income
    } else if head.contains("支出") {
        ColumnRole::Spending
    } else {
        ColumnRole::Amount
    }
}

fn row_role(cells: &[String]) -> RowRole {
    match cells.first().map(String::as_str) {
        Some("合计" | "总计" | "总额") => RowRole::Total,
        Some("小计") => RowRole::Subtotal,
        _ => RowRole::Item,
    }
}
