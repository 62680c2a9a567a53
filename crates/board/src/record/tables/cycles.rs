use jiannuo_domain::board::CycleRow;
use jiannuo_domain::cycle::MemberYear;
use jiannuo_domain::tables::Cell;

use super::{ColumnOf, Source, column, received};

/// One member's year, and where it is from.
pub(super) struct Row<'a> {
    source: Source<'a>,
    cycle: &'a CycleRow,
    year: &'a MemberYear,
}

pub(super) fn rows(source: Source<'_>) -> impl Iterator<Item = Row<'_>> {
    source.board.cycles.iter().flat_map(move |cycle| {
        let members = cycle.standing.as_ref().map_or(&[][..], |standing| &standing.members);
        members.iter().map(move |year| Row { source, cycle, year })
    })
}

pub(super) fn columns<'a>() -> [ColumnOf<Row<'a>>; 11] {
    [
        column("cycle", "年度编号", "cycle", |row| Cell::text(row.cycle.id.to_string())),
        column("year", "年度", "year", |row| {
            row.cycle.words.as_ref().map_or(Cell::Empty, |words| Cell::text(words.year.to_string()))
        }),
        column("member", "承诺人", "member", |row| {
            let erased = row.source.context.words.pledge.name_erased;
            Cell::text(row.year.member.name.as_deref().unwrap_or(erased))
        }),
        column("post", "职务", "post", |row| row.year.member.post.as_ref().into()),
        column("pledges", "承诺数", "pledges", |row| Cell::count(row.year.pledges.len() as u64)),
        column("pledged", "承诺情况", "pledging", |row| Cell::text(row.pledged())),
        column("kept", "已兑现", "kept", |row| Cell::count(row.year.kept.into())),
        column("overdue", "已逾期", "overdue", |row| match row.source.context.verdicts {
            true => Cell::count(row.year.overdue.into()),
            false => Cell::Empty,
        }),
        column("account_on", "述职日期", "account on", |row| received(row.year.account_ms)),
        column("accounted", "述职情况", "account", |row| Cell::text(row.accounted())),
        column("account_by", "述职截止日", "account by", |row| {
            row.cycle.words.as_ref().map(|words| words.account_by).into()
        }),
    ]
}

impl Row<'_> {
    /// As the page of the year says it.
    fn pledged(&self) -> &'static str {
        let words = &self.source.context.words.pledging;
        match self.year.pledged_in_time {
            Some(true) => words.pledged_in_time,
            Some(false) => words.pledged_late,
            None if self.year.pledge_missing && self.source.context.verdicts => words.pledge_missing,
            None => words.not_pledged_yet,
        }
    }

    fn accounted(&self) -> &'static str {
        let words = &self.source.context.words.pledging;
        match self.year.account_ms {
            Some(_) if self.year.accounted_in_time => words.accounted_in_time,
            Some(_) => words.accounted_late,
            None if self.year.account_missing && self.source.context.verdicts => words.account_missing,
            None => words.not_accounted_yet,
        }
    }
}
