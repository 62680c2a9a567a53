use jiannuo_domain::board::CatalogueRow;
use jiannuo_domain::tables::Cell;
use jiannuo_domain::words::{CatalogueWords, TimeLimit};

use super::{ColumnOf, Source, column, notice_state, placeholder, received};
use crate::record::due::every_period;

/// A row of the catalogue of what must be disclosed, and where it is from.
pub(super) struct Row<'a> {
    source: Source<'a>,
    row: &'a CatalogueRow,
}

pub(super) fn rows(source: Source<'_>) -> impl Iterator<Item = Row<'_>> {
    source.board.catalogue.iter().map(move |row| Row { source, row })
}

pub(super) fn columns<'a>() -> [ColumnOf<Row<'a>>; 15] {
    [
        column("id", "编号", "id", |row| Cell::text(row.row.row.id.to_string())),
        column("matter", "公开事项", "matter", |row| {
            row.words().map_or_else(
                || placeholder(row.row.row.words_state, row.source.context),
                |words| Cell::text(&words.matter),
            )
        }),
        column("item", "公开子项", "item", |row| row.words().map(|words| words.item.clone()).into()),
        column("kind", "类别", "kind", |row| {
            let name = row.source.context.words.disclosure.affairs;
            row.words().map_or(Cell::Empty, |words| Cell::text(name(words.kind)))
        }),
        column("content", "公开内容", "content", |row| row.words().and_then(|words| words.content.as_ref()).into()),
        column("basis", "公开依据", "basis", |row| row.words().and_then(|words| words.basis.as_ref()).into()),
        column("time_limit", "公开频次", "how often", how_often),
        column("limit_days", "公开时限（天）", "limit in days", |row| {
            row.words().and_then(limit_days).map_or(Cell::Empty, |days| Cell::count(days.into()))
        }),
        column("subject", "公开主体", "subject", |row| row.words().and_then(|words| words.subject.as_ref()).into()),
        column("audience", "公开对象", "audience", |row| {
            row.words().and_then(|words| words.audience.as_ref()).into()
        }),
        column("level", "公开层级", "level", |row| {
            let name = row.source.context.words.organisation.level;
            row.words().map_or(Cell::Empty, |words| Cell::text(name(words.level)))
        }),
        column("due", "应公开日期", "due", |row| {
            row.row.standing.as_ref().and_then(|standing| standing.due).into()
        }),
        column("missed", "未公开期数", "periods missed", |row| {
            row.row.standing.as_ref().map_or(Cell::Empty, |standing| Cell::count(standing.missed as u64))
        }),
        column("state", "状态", "state", |row| {
            notice_state(row.row.row.is_withdrawn, row.row.row.is_revised, row.source.context)
        }),
        column("published", "收录日期", "listed", |row| received(row.row.row.received_ms)),
    ]
}

impl<'a> Row<'a> {
    const fn words(&self) -> Option<&'a CatalogueWords> {
        self.row.row.words.as_ref()
    }
}

fn how_often(row: &Row<'_>) -> Cell {
    match row.words().map(|words| &words.time_limit) {
        Some(TimeLimit::Every { every, .. }) => {
            Cell::text((row.source.context.words.pledge.every)(every_period(*every)))
        }
        Some(TimeLimit::AsWritten { written }) => Cell::text(written),
        Some(TimeLimit::Event { .. }) | None => Cell::Empty,
    }
}

const fn limit_days(words: &CatalogueWords) -> Option<u16> {
    match words.time_limit {
        TimeLimit::Every { days, .. } | TimeLimit::Event { days, .. } => Some(days),
        TimeLimit::AsWritten { .. } => None,
    }
}
