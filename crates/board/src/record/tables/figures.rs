use jiannuo_domain::board::NoticeRow;
use jiannuo_domain::table_sums::figure;
use jiannuo_domain::tables::Cell;
use jiannuo_domain::words::{ColumnRole, ColumnWords, DisclosureWords, RowRole, TableWords};

use super::{ColumnOf, Source, column};
use crate::Language;

/// One cell of a table in a disclosure. Tables have columns of their own, so that all of them fit into one only this way: a
/// pivot table makes them again.
pub(super) struct Row<'a> {
    source: Source<'a>,
    notice: &'a NoticeRow<DisclosureWords>,
    words: &'a DisclosureWords,
    table: &'a TableWords,
    role: RowRole,
    /// From 1.
    number: usize,
    head: &'a ColumnWords,
    written: &'a str,
}

pub(super) fn rows(source: Source<'_>) -> impl Iterator<Item = Row<'_>> {
    let standing = source.board.disclosures.iter().filter(|row| !row.is_withdrawn);
    let told = standing.filter_map(|notice| Some((notice, notice.words.as_ref()?)));
    told.flat_map(move |(notice, words)| {
        words.tables.iter().flat_map(move |table| {
            (1..).zip(&table.rows).flat_map(move |(number, row)| {
                let cells = table.columns.iter().zip(&row.cells);
                cells.map(move |(head, written)| Row {
                    source,
                    notice,
                    words,
                    table,
                    role: row.role,
                    number,
                    head,
                    written,
                })
            })
        })
    })
}

pub(super) fn columns<'a>() -> [ColumnOf<Row<'a>>; 9] {
    [
        column("disclosure_id", "公开编号", "disclosure id", |row| Cell::text(row.notice.id.to_string())),
        column("title", "标题", "title", |row| Cell::text(&row.words.title)),
        column("date", "日期", "date", |row| Cell::Day(row.words.date)),
        column("table", "表名", "table", |row| row.table.caption.as_ref().into()),
        column("unit", "单位", "unit", |row| row.table.unit.as_ref().into()),
        column("row", "行", "row", |row| Cell::count(row.number as u64)),
        column("row_role", "行别", "kind of row", |row| {
            Cell::text(role(row.role, row.source.context.words.language))
        }),
        column("column", "栏目", "column", |row| Cell::text(&row.head.head)),
        column("value", "内容", "value", value),
    ]
}

const fn role(role: RowRole, language: Language) -> &'static str {
    match (role, language) {
        (RowRole::Item, Language::Chinese) => "明细",
        (RowRole::Item, Language::English) => "item",
        (RowRole::Subtotal, Language::Chinese) => "小计",
        (RowRole::Subtotal, Language::English) => "subtotal",
        (RowRole::Total, Language::Chinese) => "合计",
        (RowRole::Total, Language::English) => "total",
    }
}

/// A figure as a number where the column holds figures and the cell is one.
fn value(row: &Row<'_>) -> Cell {
    match (row.head.role, figure(row.written)) {
        (ColumnRole::Text, _) | (_, Ok(None) | Err(_)) => Cell::text(row.written),
        (_, Ok(Some(number))) => Cell::Number(number),
    }
}
