use jiannuo_domain::board::PledgeRow;
use jiannuo_domain::ledger::Progress;
use jiannuo_domain::tables::Cell;
use jiannuo_domain::words::ProgressWords;

use super::{ColumnOf, Source, column, said_on};
use crate::record::people::member_name;
use crate::record::placeholder::said;

/// One entry of progress, and the pledge that it is about.
pub(super) struct Row<'a> {
    source: Source<'a>,
    pledge: &'a PledgeRow,
    entry: &'a Progress,
}

pub(super) fn rows(source: Source<'_>) -> impl Iterator<Item = Row<'_>> {
    source.board.pledges.iter().flat_map(move |row| {
        let entries = source.ledger.pledges.get(&row.id).map_or(&[][..], |pledge| &pledge.progress);
        entries.iter().map(move |entry| Row { source, pledge: row, entry })
    })
}

pub(super) fn columns<'a>() -> [ColumnOf<Row<'a>>; 10] {
    [
        column("pledge_id", "承诺编号", "pledge id", |row| Cell::text(row.pledge.id.to_string())),
        column("member", "承诺人", "member", |row| row.pledge.owner.name.as_ref().into()),
        column("pledge", "承诺内容", "pledge", |row| {
            row.pledge.words.as_ref().map(|words| words.text.clone()).into()
        }),
        column("on", "日期", "day", |row| row.words().map(|words| words.on).into()),
        column("note", "做了什么", "what was done", |row| {
            Cell::text(said(row.source.ledger, &row.entry.told, row.source.context, |words| words.note.clone()))
        }),
        column("quantity", "数量", "quantity", |row| row.words().and_then(|words| words.quantity).into()),
        column("unit", "计量单位", "unit", |row| {
            row.pledge.words.as_ref().and_then(|words| words.unit.as_ref()).into()
        }),
        column("entered_by", "由谁代录", "entered by", |row| {
            let stamp = &row.entry.told.stamp;
            let clerk = stamp.is_entered_for_another().then_some(stamp.signer);
            clerk.map_or(Cell::Empty, |clerk| Cell::text(member_name(row.source.ledger, &clerk, row.source.context)))
        }),
        column("withdrawn", "撤回理由", "why it was taken back", |row| {
            row.entry.withdrawn.as_ref().map_or(Cell::Empty, |told| {
                Cell::text(said(row.source.ledger, told, row.source.context, |words| words.reason.clone()))
            })
        }),
        column("published", "公示日期", "published", |row| said_on(&row.entry.told.stamp)),
    ]
}

impl<'a> Row<'a> {
    fn words(&self) -> Option<&'a ProgressWords> {
        self.entry.told.words()
    }
}
