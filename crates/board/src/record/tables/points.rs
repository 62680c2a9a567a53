use jiannuo_domain::board::NoticeRow;
use jiannuo_domain::tables::Cell;
use jiannuo_domain::words::PointWords;

use super::{ColumnOf, Source, column, lines, notice_state, placeholder, received};
use crate::record::points::hours_lines;

/// A service point, and where it is from.
pub(super) struct Row<'a> {
    source: Source<'a>,
    row: &'a NoticeRow<PointWords>,
}

pub(super) fn rows(source: Source<'_>) -> impl Iterator<Item = Row<'_>> {
    source.board.points.iter().map(move |row| Row { source, row })
}

pub(super) fn columns<'a>() -> [ColumnOf<Row<'a>>; 17] {
    [
        column("id", "编号", "id", |row| Cell::text(row.row.id.to_string())),
        column("name", "名称", "name", |row| {
            row.words()
                .map_or_else(|| placeholder(row.row.words_state, row.source.context), |words| Cell::text(&words.name))
        }),
        column("level", "层级", "level", |row| {
            let name = row.source.context.words.organisation.level;
            row.words().map_or(Cell::Empty, |words| Cell::text(name(words.level)))
        }),
        column("above", "上级网点", "above", above),
        column("address", "地址", "address", |row| row.words().map(|words| words.address.clone()).into()),
        column("latitude", "纬度", "latitude", |row| degrees(row).map(|(latitude, _)| latitude).into()),
        column("longitude", "经度", "longitude", |row| degrees(row).map(|(_, longitude)| longitude).into()),
        column("phone", "电话", "phone", |row| row.words().and_then(|words| words.phone.as_ref()).into()),
        column("functions", "功能", "functions", |row| {
            row.words().map_or(Cell::Empty, |words| lines(words.functions.iter().cloned()))
        }),
        column("services", "办理事项", "services", |row| {
            row.words().and_then(|words| words.services.as_ref()).into()
        }),
        column("hours", "开放时间", "hours", |row| {
            row.words().map_or(Cell::Empty, |words| Cell::text(hours_lines(&words.hours, row.source.context).0))
        }),
        column("exceptions", "特殊日期", "days that differ", |row| {
            row.words().map_or(Cell::Empty, |words| Cell::text(hours_lines(&words.hours, row.source.context).1))
        }),
        column("hours_written", "时间说明", "hours as written", |row| {
            row.words().and_then(|words| words.hours_written.as_ref()).into()
        }),
        column("windows", "窗口", "windows", |row| {
            row.words().map_or(Cell::Empty, |words| lines(words.windows.iter().map(window)))
        }),
        column("contacts", "联系人", "contacts", |row| {
            row.words().map_or(Cell::Empty, |words| lines(words.contacts.iter().map(contact)))
        }),
        column("state", "状态", "state", |row| {
            notice_state(row.row.is_withdrawn, row.row.is_revised, row.source.context)
        }),
        column("published", "公开日期", "published", |row| received(row.row.received_ms)),
    ]
}

impl<'a> Row<'a> {
    const fn words(&self) -> Option<&'a PointWords> {
        self.row.words.as_ref()
    }
}

/// The name of the point that it belongs to, or its identity where the name is not known.
fn above(row: &Row<'_>) -> Cell {
    let Some(above) = row.words().and_then(|words| words.above) else { return Cell::Empty };
    let name = row.source.ledger.points.get(&above).and_then(|point| point.words()).map(|words| words.name.clone());
    Cell::text(name.unwrap_or_else(|| above.to_string()))
}

/// As text: six places are more than a number here keeps.
fn degrees(row: &Row<'_>) -> Option<(String, String)> {
    row.words().and_then(|words| words.coordinates).map(|place| place.degrees())
}

/// "1 号窗口：养老 医保（值班甲，替班乙）".
fn window(window: &jiannuo_domain::words::Window) -> String {
    let duties = window.duties.iter().map(|duty| match &duty.stand_in {
        Some(stand_in) => format!("{} / {stand_in}", duty.on_duty),
        None => duty.on_duty.clone(),
    });
    let parts = [window.matters.join("、"), duties.collect::<Vec<_>>().join("、")];
    let parts: Vec<_> =
        std::iter::once(window.name.clone()).chain(parts.into_iter().filter(|part| !part.is_empty())).collect();
    parts.join(" · ")
}

fn contact(contact: &jiannuo_domain::words::Contact) -> String {
    contact.parts().into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
}
