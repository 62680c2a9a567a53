use jiannuo_domain::board::NoticeRow;
use jiannuo_domain::tables::Cell;
use jiannuo_domain::words::{GuideWords, Paper};

use super::{ColumnOf, Source, column, lines, notice_state, placeholder, received};

/// A service guide, and where it is from.
pub(super) struct Row<'a> {
    source: Source<'a>,
    row: &'a NoticeRow<GuideWords>,
}

pub(super) fn rows(source: Source<'_>) -> impl Iterator<Item = Row<'_>> {
    source.board.guides.iter().map(move |row| Row { source, row })
}

pub(super) fn columns<'a>() -> [ColumnOf<Row<'a>>; 17] {
    [
        column("id", "编号", "id", |row| Cell::text(row.row.id.to_string())),
        column("matter", "事项名称", "matter", |row| {
            row.words()
                .map_or_else(|| placeholder(row.row.words_state, row.source.context), |words| Cell::text(&words.matter))
        }),
        column("group", "类别", "group", |row| row.words().and_then(|words| words.group.as_ref()).into()),
        column("office", "办理单位", "office", |row| row.words().and_then(|words| words.office.as_ref()).into()),
        column("conditions", "办理条件", "conditions", |row| {
            row.words().and_then(|words| words.conditions.as_ref()).into()
        }),
        column("points", "办理网点", "service points", points),
        column("legal_basis", "办理依据", "legal basis", |row| {
            row.words().and_then(|words| words.legal_basis.as_ref()).into()
        }),
        column("legal_limit", "法定时限", "legal limit", |row| {
            row.words().and_then(|words| words.legal_limit.as_ref()).into()
        }),
        column("promised_limit", "承诺时限", "promised limit", |row| {
            row.words().and_then(|words| words.promised_limit.as_ref()).into()
        }),
        column("papers", "所需材料", "papers", |row| {
            row.words().map_or(Cell::Empty, |words| lines(words.papers.iter().map(paper)))
        }),
        column("steps", "办理流程", "steps", |row| {
            row.words().map_or(Cell::Empty, |words| {
                lines((1..).zip(&words.steps).map(|(number, step)| format!("{number}. {step}")))
            })
        }),
        column("fee", "收费", "fee", |row| row.words().and_then(|words| words.fee.as_ref()).into()),
        column("place", "办理地点", "place", |row| row.words().and_then(|words| words.place.as_ref()).into()),
        column("phone", "电话", "phone", |row| row.words().and_then(|words| words.phone.as_ref()).into()),
        column("hours", "办理时间", "hours", |row| row.words().and_then(|words| words.hours.as_ref()).into()),
        column("state", "状态", "state", |row| {
            notice_state(row.row.is_withdrawn, row.row.is_revised, row.source.context)
        }),
        column("published", "公开日期", "published", |row| received(row.row.received_ms)),
    ]
}

impl<'a> Row<'a> {
    const fn words(&self) -> Option<&'a GuideWords> {
        self.row.words.as_ref()
    }
}

/// The names of the service points where it is handled.
fn points(row: &Row<'_>) -> Cell {
    let ledger = row.source.ledger;
    let name = |id: &jiannuo_domain::id::RecordId| {
        let words = ledger.points.get(id).and_then(|point| point.words());
        words.map_or_else(|| id.to_string(), |words| words.name.clone())
    };
    row.words().map_or(Cell::Empty, |words| lines(words.points.iter().map(name)))
}

/// "身份证 · 复印件 · 2".
fn paper(paper: &Paper) -> String {
    let parts = [
        Some(paper.name.clone()),
        paper.format.clone(),
        paper.copies.map(|copies| format!("× {copies}")),
        paper.issuer.clone(),
        paper.note.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
