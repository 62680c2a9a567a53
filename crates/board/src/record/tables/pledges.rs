use jiannuo_domain::board::PledgeRow;
use jiannuo_domain::ledger::{Pledge, Told};
use jiannuo_domain::tables::Cell;
use jiannuo_domain::words::{Due, Duration, PledgeWords, ServiceWords};

use super::{ColumnOf, Source, column, placeholder, received, said_on};
use crate::record::due::every_period;
use crate::record::people::member_name;
use crate::record::status::{row_tags, shown_standing};

/// A pledge, and where it is from.
pub(super) struct Row<'a> {
    source: Source<'a>,
    row: &'a PledgeRow,
    pledge: Option<&'a Pledge>,
}

pub(super) fn rows(source: Source<'_>) -> impl Iterator<Item = Row<'_>> {
    let pledge = |row: &'_ PledgeRow| source.ledger.pledges.get(&row.id);
    source.board.pledges.iter().map(move |row| Row { source, row, pledge: pledge(row) })
}

/// The headings are such as the import of ledgers recognises, so that what has left can come back.
pub(super) fn columns<'a>() -> [ColumnOf<Row<'a>>; 27] {
    [
        column("id", "编号", "id", |row| Cell::text(row.row.id.to_string())),
        column("member", "承诺人", "member", |row| row.row.owner.name.as_ref().into()),
        column("post", "职务", "post", |row| row.row.owner.post.as_ref().into()),
        column("pledge", "承诺内容", "pledge", text),
        column("kind", "承诺种类", "kind", |row| {
            let name = row.source.context.words.pledging.kind;
            row.words().map_or(Cell::Empty, |words| Cell::text(name(words.kind)))
        }),
        column("field", "服务领域", "field", |row| row.words().and_then(|words| words.field.as_ref()).into()),
        column("measure", "指标", "measure", |row| row.words().and_then(|words| words.measure.as_ref()).into()),
        column("quantity", "数量", "quantity", |row| row.words().and_then(|words| words.quantity).into()),
        column("unit", "计量单位", "unit", |row| row.words().and_then(|words| words.unit.as_ref()).into()),
        column("deadline", "完成时限", "deadline", deadline),
        column("from", "起算日期", "counted from", from),
        column("until", "终止日期", "until", until),
        column("due_now", "当前到期", "due at present", |row| row.row.standing.due.into()),
        column("status", "状态", "status", status),
        column("done", "已完成", "done", |row| Cell::Number(row.row.standing.done)),
        column("responsible", "责任人", "responsible", |row| {
            row.words().and_then(|words| words.responsible.as_ref()).into()
        }),
        column("beneficiaries", "服务对象", "beneficiaries", |row| {
            row.words().and_then(|words| words.beneficiaries.as_ref()).into()
        }),
        column("promised_limit", "承诺办理时限", "promised limit", |row| {
            limit(row, |service| Some(&service.promised))
        }),
        column("legal_limit", "法定办理时限", "legal limit", |row| limit(row, |service| service.legal.as_ref())),
        column("claimed", "申报兑现日期", "claimed on", |row| {
            row.pledge.and_then(|pledge| pledge.claims.last()).map_or(Cell::Empty, |claim| said_on(&claim.stamp))
        }),
        column("evidence", "佐证材料", "evidence", evidence),
        column("verdict", "监督意见", "verdict", verdict),
        column("judged_by", "监督人", "judged by", |row| {
            let judge = row.last_verdict().map(|told| told.stamp.about);
            judge.map_or(Cell::Empty, |judge| Cell::text(member_name(row.source.ledger, &judge, row.source.context)))
        }),
        column("judged", "监督日期", "judged on", |row| {
            row.last_verdict().map_or(Cell::Empty, |told| said_on(&told.stamp))
        }),
        column("entered_by", "由谁代录", "entered by", |row| {
            row.row.entered_by.as_ref().and_then(|person| person.name.as_ref()).into()
        }),
        column("published", "公示日期", "published", |row| received(row.row.received_ms)),
        column("organisation", "组织", "organisation", |row| {
            row.source.board.organisation.as_ref().map_or(Cell::Empty, |words| Cell::text(&words.name))
        }),
    ]
}

impl<'a> Row<'a> {
    const fn words(&self) -> Option<&'a PledgeWords> {
        self.row.words.as_ref()
    }

    fn last_verdict(&self) -> Option<&'a Told<jiannuo_domain::words::ReasonWords>> {
        self.pledge.and_then(|pledge| pledge.verdicts.last()).map(|verdict| &verdict.told)
    }
}

fn text(row: &Row<'_>) -> Cell {
    row.words().map_or_else(|| placeholder(row.row.words_state, row.source.context), |words| Cell::text(&words.text))
}

/// By when, as an import reads it: a day, a period, or what was written.
fn deadline(row: &Row<'_>) -> Cell {
    match row.words().map(|words| &words.due) {
        Some(Due::On { on }) => Cell::Day(*on),
        Some(Due::Every { every, .. }) => Cell::text((row.source.context.words.pledge.every)(every_period(*every))),
        Some(Due::AsWritten { written }) => Cell::text(written),
        // Of working days the day is told to which they come.
        Some(Due::WithinWorkingDays { .. }) => row.row.standing.due.into(),
        None => Cell::Empty,
    }
}

fn from(row: &Row<'_>) -> Cell {
    match row.words().map(|words| &words.due) {
        Some(Due::Every { from, .. } | Due::WithinWorkingDays { from, .. }) => Cell::Day(*from),
        _ => Cell::Empty,
    }
}

fn until(row: &Row<'_>) -> Cell {
    match row.words().map(|words| &words.due) {
        Some(Due::Every { until: Some(until), .. }) => Cell::Day(*until),
        _ => Cell::Empty,
    }
}

fn status(row: &Row<'_>) -> Cell {
    let Source { ledger, context, .. } = row.source;
    let tags = row_tags(row.row, &shown_standing(ledger, row.row, context));
    Cell::text(tags.into_iter().map(context.words.status).collect::<Vec<_>>().join(" "))
}

fn evidence(row: &Row<'_>) -> Cell {
    let claim = row.pledge.and_then(|pledge| pledge.claims.last()).and_then(Told::words);
    let Some(claim) = claim else { return Cell::Empty };
    let none = row.source.context.words.pledge.no_evidence;
    let excused = claim.no_evidence_reason.as_ref().map(|reason| format!("{none}{reason}"));
    Cell::from(claim.evidence.clone().or(excused))
}

fn verdict(row: &Row<'_>) -> Cell {
    row.last_verdict().and_then(Told::words).map_or(Cell::Empty, |words| Cell::text(&words.reason))
}

/// A time limit of a service in words.
fn limit(row: &Row<'_>, of: fn(&ServiceWords) -> Option<&Duration>) -> Cell {
    let words = &row.source.context.words.pledging;
    let limit = row.words().and_then(|words| words.service.as_ref()).and_then(of);
    limit.map_or(Cell::Empty, |limit| Cell::text((words.limit)(&limit.amount.to_string(), limit.unit)))
}
