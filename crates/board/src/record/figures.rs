//! The tables of a disclosure with what they add up to, and as a file.

use jiannuo_domain::{
    table_sums::{Finding as Place, Found, figure, findings, has_total, sums},
    tables::{Cell, Column as FileColumn, Table},
    words::{ColumnRole, RowRole, TableWords},
};

use super::Context;
use crate::{
    components::data_table::{Column, DataTable},
    words::disclosing::Finding,
};

/// Each table as pages show it.
pub(super) fn data_tables(tables: &[TableWords], context: &Context) -> Vec<DataTable> {
    tables.iter().zip(1..).map(|(table, number)| data_table(table, number, context)).collect()
}

fn data_table(table: &TableWords, number: usize, context: &Context) -> DataTable {
    let columns = table.columns.iter().enumerate().map(|(index, column)| {
        let is_numeric = column.role != ColumnRole::Text || holds_figures(table, index);
        Column { head: column.head.clone(), is_numeric }
    });
    let is_sum = |index: &usize| table.rows.get(*index).is_some_and(|row| row.role != RowRole::Item);
    DataTable {
        caption: caption(table, number, context),
        unit: table.unit.clone(),
        columns: columns.collect(),
        rows: table.rows.iter().map(|row| row.cells.clone()).collect(),
        sums: (0..table.rows.len()).filter(is_sum).collect(),
        computed: computed(table, context),
        findings: findings(table).iter().map(|place| said(table, place, context)).collect(),
    }
}

fn caption(table: &TableWords, number: usize, context: &Context) -> String {
    table.caption.clone().unwrap_or_else(|| (context.words.disclosing.table)(number))
}

/// Whether every cell of a column that says something says a figure.
fn holds_figures(table: &TableWords, column: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.trim().is_empty());
    let mut any = false;
    let all = cells.all(|cell| {
        any = true;
        figure(cell).is_ok()
    });
    any && all
}

/// The sums of a table of several items that states none itself.
fn computed(table: &TableWords, context: &Context) -> Vec<String> {
    let sums = sums(table);
    let items = table.rows.iter().filter(|row| row.role == RowRole::Item).count();
    if has_total(table) || items < 2 || sums.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut cells: Vec<_> = sums.iter().map(|sum| sum.map(|amount| amount.to_string()).unwrap_or_default()).collect();
    if let Some(first) = cells.first_mut().filter(|first| first.is_empty()) {
        context.words.disclosing.computed.clone_into(first);
    }
    cells
}

fn said(table: &TableWords, place: &Place, context: &Context) -> String {
    let row = table.rows.get(place.row).and_then(|row| row.cells.first()).filter(|name| !name.trim().is_empty());
    let row = row.cloned().unwrap_or_else(|| (place.row + 1).to_string());
    let column = table.columns.get(place.column).map_or("", |column| column.head.as_str());
    let text = |amount: &jiannuo_domain::quantity::Quantity| amount.to_string();
    let finding = match &place.what {
        Found::NotANumber => Finding::NotANumber,
        Found::SumDiffers { stated, computed } => Finding::SumDiffers(text(stated), text(computed)),
        Found::SmallerThanItem { stated, largest } => Finding::SmallerThanItem(text(stated), text(largest)),
        Found::BalanceBreaks { stated, computed } => Finding::BalanceBreaks(text(stated), text(computed)),
    };
    (context.words.disclosing.finding)(&row, column, &finding)
}

/// What is to be looked at in a table, in words; for the form in which it is written.
pub fn table_findings(table: &TableWords, context: &Context) -> Vec<String> {
    findings(table).iter().map(|place| said(table, place, context)).collect()
}

/// The tables of a disclosure as one table to be kept as a file: what each shows before its rows.
pub fn tables_file(tables: &[TableWords], context: &Context) -> Table {
    let width = tables.iter().map(|table| table.columns.len()).max().unwrap_or_default();
    let heads = tables.first().map(|table| table.columns.as_slice()).unwrap_or_default();
    let mut columns: Vec<_> = heads
        .iter()
        .zip(1..)
        .map(|(column, number)| FileColumn::new(format!("column_{number}"), column.head.clone()))
        .collect();
    columns.resize_with(width, || FileColumn::new(String::new(), String::new()));
    let mut rows = Vec::new();
    for (table, number) in tables.iter().zip(1..) {
        if number > 1 {
            rows.push(Vec::new());
            rows.push(vec![Cell::text(caption(table, number, context))]);
            rows.push(table.columns.iter().map(|column| Cell::text(column.head.clone())).collect());
        }
        rows.extend(table.rows.iter().map(|row| row.cells.iter().map(|written| cell(written)).collect()));
    }
    Table { code: "tables".to_owned(), name: context.words.disclosing.tables.to_owned(), columns, rows }
}

/// A figure stays a number; whatever else stays as it was written.
fn cell(written: &str) -> Cell {
    match figure(written) {
        Ok(Some(amount)) => Cell::Number(amount),
        _ => Cell::text(written),
    }
}

/// A table as lines, for comparing two wordings.
pub(super) fn table_lines(tables: &[TableWords], context: &Context) -> String {
    let mut lines = Vec::new();
    for (table, number) in tables.iter().zip(1..) {
        lines.push(caption(table, number, context));
        lines.push(table.columns.iter().map(|column| column.head.as_str()).collect::<Vec<_>>().join(" | "));
        lines.extend(table.rows.iter().map(|row| row.cells.join(" | ")));
    }
    lines.join("\n")
}
