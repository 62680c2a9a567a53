use jiannuo_domain::board::NoticeRow;
use jiannuo_domain::tables::Cell;
use jiannuo_domain::words::DisclosureWords;

use super::{ColumnOf, Source, column, notice_state, placeholder, received};

/// A disclosure, and where it is from.
pub(super) struct Row<'a> {
    source: Source<'a>,
    row: &'a NoticeRow<DisclosureWords>,
}

pub(super) fn rows(source: Source<'_>) -> impl Iterator<Item = Row<'_>> {
    source.board.disclosures.iter().map(move |row| Row { source, row })
}

pub(super) fn columns<'a>() -> [ColumnOf<Row<'a>>; 9] {
    [
        column("id", "编号", "id", |row| Cell::text(row.row.id.to_string())),
        column("title", "标题", "title", |row| {
            row.words()
                .map_or_else(|| placeholder(row.row.words_state, row.source.context), |words| Cell::text(&words.title))
        }),
        column("kind", "类别", "kind", |row| {
            let name = row.source.context.words.disclosure.affairs;
            row.words().map_or(Cell::Empty, |words| Cell::text(name(words.kind)))
        }),
        column("date", "日期", "date", |row| row.words().map(|words| words.date).into()),
        column("text", "内容", "text", text),
        column("files", "附件数", "files", |row| {
            row.words().map_or(Cell::Empty, |words| Cell::count(words.attachments.len() as u64))
        }),
        column("state", "状态", "state", |row| {
            notice_state(row.row.is_withdrawn, row.row.is_revised, row.source.context)
        }),
        column("reason", "更正理由", "reason for the change", |row| {
            row.words().and_then(|words| words.reason.as_ref()).into()
        }),
        column("published", "公开日期", "published", |row| received(row.row.received_ms)),
    ]
}

impl<'a> Row<'a> {
    const fn words(&self) -> Option<&'a DisclosureWords> {
        self.row.words.as_ref()
    }
}

/// The text, while its names are for everybody.
fn text(row: &Row<'_>) -> Cell {
    let Some(words) = row.words() else { return Cell::Empty };
    let until = words.notice.as_ref().and_then(|notice| notice.public_until);
    match until.filter(|_| row.row.names_are_past) {
        Some(until) => {
            let context = row.source.context;
            Cell::text((context.words.disclosing.names_past)(&context.day_text(until)))
        }
        None => Cell::text(&words.body),
    }
}
