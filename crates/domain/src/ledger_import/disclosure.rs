//! A row of a ledger of disclosures.

use super::columns::Column;
use super::cursor::folded;
use super::deadline;
use super::question::Unclear;
use super::row::Row;
use super::{RowErrorCode, RowWarningCode, figures};
use crate::day::Day;
use crate::limits::MAX_NAME_CHARACTERS;
use crate::readable_text::character_count;
use crate::words::{DisclosureKind, DisclosureWords, NoticeEnd, NoticeWords, TableWords};

/// What offices call the kinds, whole cells.
const KINDS: [(DisclosureKind, &[&str]); 6] = [
    (DisclosureKind::Party, &["党务", "党务公开", "党建", "party"]),
    (DisclosureKind::Government, &["政务", "政务公开", "政府信息", "government"]),
    (DisclosureKind::Village, &["村务", "村务公开", "居务", "居务公开", "社务", "village"]),
    (DisclosureKind::Finance, &["财务", "财务公开", "村级财务", "三资", "finance"]),
    (DisclosureKind::Notice, &["公示", "公告公示", "notice"]),
    (DisclosureKind::Circular, &["通报", "情况通报", "通知", "公告", "circular"]),
];

/// The word for each kind that a person is offered.
pub(super) fn kind_names() -> Vec<String> {
    KINDS.iter().filter_map(|(_, names)| names.first()).map(|name| (*name).to_owned()).collect()
}

/// Reads a row.
pub(super) fn read(row: &mut Row<'_>, assumed_year: i32) -> DisclosureWords {
    let title = row.require(Column::Title);
    let kind = kind(row, DisclosureKind::Village);
    let date = day(row, Column::Date, assumed_year);
    let notice = notice(row, assumed_year);
    let figures = row.take(Column::Figures);
    let tables: Vec<TableWords> = figures.as_deref().and_then(figures::table).into_iter().collect();
    let as_text = figures.filter(|_| tables.is_empty());
    let body = body(row, as_text, tables.is_empty());
    DisclosureWords { notice, tables, ..DisclosureWords::new(title, kind, date, body) }
}

/// The kind that the row names, or the one that is usual.
pub(super) fn kind(row: &mut Row<'_>, usual: DisclosureKind) -> DisclosureKind {
    let Some(written) = row.take(Column::DisclosureKind) else {
        row.warn(Column::DisclosureKind, RowWarningCode::KindAssumed);
        return usual;
    };
    let meant = folded(&row.answered(Column::DisclosureKind, &written));
    let known = KINDS.iter().find(|(_, names)| names.contains(&meant.as_str())).map(|(kind, _)| *kind);
    known.unwrap_or_else(|| {
        row.warn(Column::DisclosureKind, RowWarningCode::KindAssumed);
        row.ask(Column::DisclosureKind, &written, Unclear::Choice, kind_names());
        usual
    })
}

/// A day that must be one; a cell that gives less is asked about, and its row waits for the answer.
fn day(row: &mut Row<'_>, column: Column, assumed_year: i32) -> Day {
    let written = row.require(column);
    let anyway = Day::from_ymd(assumed_year, 1, 1).unwrap_or_else(|| Day::in_shanghai(0));
    if written.is_empty() {
        return anyway;
    }
    if let Some(first) = row.may_be_a_month(column, &written) {
        row.ask(column, &written, Unclear::Format, deadline::first_day_readings(first));
        row.fail(Some(column), RowErrorCode::NotADay);
        return anyway;
    }
    match deadline::one_day(&row.answered(column, &written), assumed_year) {
        Ok((Some(day), is_assumed)) => {
            if is_assumed {
                row.warn(column, RowWarningCode::YearAssumed { year: assumed_year });
            }
            day
        }
        Ok((None, _)) => {
            row.ask(column, &written, Unclear::Day, Vec::new());
            row.fail(Some(column), RowErrorCode::NotADay);
            anyway
        }
        Err(code) => {
            row.fail(Some(column), code);
            anyway
        }
    }
}

/// The days of a public notice, where both are given and somebody takes objections; otherwise the cells stay for the text.
fn notice(row: &mut Row<'_>, assumed_year: i32) -> Option<NoticeWords> {
    let exact = |row: &Row<'_>, column| deadline::one_day(row.cells.get(&column)?, assumed_year).ok()?.0;
    let (from, on) = exact(row, Column::NoticeFrom).zip(exact(row, Column::NoticeUntil))?;
    let phone = row.cells.get(&Column::ObjectionPhone).filter(|phone| character_count(phone) <= MAX_NAME_CHARACTERS)?;
    if on < from {
        return None;
    }
    let phone = Some(phone.clone());
    for column in [Column::NoticeFrom, Column::NoticeUntil, Column::ObjectionPhone] {
        row.take(column);
    }
    let until = NoticeEnd::On { on };
    Some(NoticeWords { from, until, phone, place: None, person: None, outcome_within_days: None, public_until: None })
}

/// The text, and a line for each other cell that has no field of its own.
fn body(row: &mut Row<'_>, figures: Option<String>, is_needed: bool) -> String {
    let mut body: Vec<String> = [row.take(Column::Body), figures].into_iter().flatten().collect();
    match [Column::NoticeFrom, Column::NoticeUntil].map(|column| row.take(column)) {
        [Some(from), Some(until)] => body.push(format!("公示期：{from} 至 {until}")),
        [Some(from), None] => body.push(format!("公示期：{from} 起")),
        [None, Some(until)] => body.push(format!("公示期：至 {until}")),
        [None, None] => {}
    }
    for (column, label) in [(Column::ObjectionPhone, "异议电话"), (Column::Office, "发布单位")] {
        if let Some(text) = row.take(column) {
            body.push(format!("{label}：{text}"));
        }
    }
    if body.is_empty() && is_needed {
        row.fail(Some(Column::Body), RowErrorCode::Missing);
    }
    body.join("\n\n")
}
