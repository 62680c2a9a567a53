//! A board as tables: the one place that says which columns each has, what they are called in both languages and what
//! stands in them (spec rule D22). The worker and the app write the same tables as CSV and as workbooks.
//!
//! A column is one line: its name for programs, its heading in Chinese and in English, and how its cell is made.
//! Deliberately absent: how a table is written, which is `jiannuo_domain::tables` and `jiannuo-xlsx`.

mod catalogue;
mod cycles;
mod disclosures;
mod figures;
mod guides;
mod json;
mod pledges;
mod points;
mod posts;
mod progress;

use jiannuo_domain::board::{Board, WordsState};
use jiannuo_domain::day::Day;
use jiannuo_domain::ledger::{Ledger, Receipt, Stamp};
use jiannuo_domain::tables::{Cell, Column, Table};

use super::Context;
use crate::Language;

/// What a table of a board is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoardTable {
    /// Pledges, one a row.
    Pledges,
    /// What was done towards them, one entry a row.
    Progress,
    /// The catalogue of posts, one a row.
    Posts,
    /// Yearly cycles, one member a row.
    Cycles,
    /// Disclosures, one a row.
    Disclosures,
    /// The tables in disclosures, one cell a row.
    Figures,
    /// The catalogue of what must be disclosed, one rule a row.
    Catalogue,
    /// Service points, one a row.
    Points,
    /// Service guides, one a row.
    Guides,
}

impl BoardTable {
    /// Every table, in the order of a workbook's sheets.
    pub const ALL: [Self; 9] = [
        Self::Pledges,
        Self::Progress,
        Self::Posts,
        Self::Cycles,
        Self::Disclosures,
        Self::Figures,
        Self::Catalogue,
        Self::Points,
        Self::Guides,
    ];

    /// Its name in addresses and for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pledges => "pledges",
            Self::Progress => "progress",
            Self::Posts => "posts",
            Self::Cycles => "cycles",
            Self::Disclosures => "disclosures",
            Self::Figures => "figures",
            Self::Catalogue => "catalogue",
            Self::Points => "points",
            Self::Guides => "guides",
        }
    }

    /// The table with a name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.code() == code)
    }

    /// Its name for people.
    pub const fn name(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::Pledges => ("公开承诺", "Pledges"),
            Self::Progress => ("践诺记录", "Progress"),
            Self::Posts => ("岗位目录", "Posts"),
            Self::Cycles => ("年度承诺", "Yearly cycles"),
            Self::Disclosures => ("公开事项", "Disclosures"),
            Self::Figures => ("公开表格", "Figures"),
            Self::Catalogue => ("公开目录", "Disclosure catalogue"),
            Self::Points => ("服务网点", "Service points"),
            Self::Guides => ("办事指南", "Service guides"),
        };
        match language {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }

    /// The table of a board.
    pub fn of(self, ledger: &Ledger, board: &Board, context: &Context) -> Table {
        let source = Source { ledger, board, context };
        match self {
            Self::Pledges => self.filled(context, &pledges::columns(), pledges::rows(source)),
            Self::Progress => self.filled(context, &progress::columns(), progress::rows(source)),
            Self::Posts => self.filled(context, &posts::columns(), posts::rows(source)),
            Self::Cycles => self.filled(context, &cycles::columns(), cycles::rows(source)),
            Self::Figures => self.filled(context, &figures::columns(), figures::rows(source)),
            Self::Catalogue => self.filled(context, &catalogue::columns(), catalogue::rows(source)),
            Self::Disclosures => self.filled(context, &disclosures::columns(), disclosures::rows(source)),
            Self::Points => self.filled(context, &points::columns(), points::rows(source)),
            Self::Guides => self.filled(context, &guides::columns(), guides::rows(source)),
        }
    }

    fn filled<R>(self, context: &Context, columns: &[ColumnOf<R>], rows: impl Iterator<Item = R>) -> Table {
        let language = context.words.language;
        Table {
            code: self.code().to_owned(),
            name: self.name(language).to_owned(),
            columns: columns.iter().map(|column| Column::new(column.code, column.heading(language))).collect(),
            rows: rows.map(|row| columns.iter().map(|column| (column.cell)(&row)).collect()).collect(),
        }
    }
}

/// What every table is made from.
#[derive(Clone, Copy)]
struct Source<'a> {
    ledger: &'a Ledger,
    board: &'a Board,
    context: &'a Context,
}

/// A column of rows `R`.
struct ColumnOf<R> {
    code: &'static str,
    chinese: &'static str,
    english: &'static str,
    cell: fn(&R) -> Cell,
}

impl<R> ColumnOf<R> {
    const fn heading(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.chinese,
            Language::English => self.english,
        }
    }
}

/// A column in one line.
const fn column<R>(
    code: &'static str,
    chinese: &'static str,
    english: &'static str,
    cell: fn(&R) -> Cell,
) -> ColumnOf<R> {
    ColumnOf { code, chinese, english, cell }
}

/// The day on which the log received something.
fn received(received_ms: Option<i64>) -> Cell {
    received_ms.map(Day::in_shanghai).into()
}

/// The day of a statement: of its receipt, or of its writing while nobody has received it.
fn said_on(stamp: &Stamp) -> Cell {
    Cell::Day(Day::in_shanghai(match stamp.receipt {
        Receipt::Logged { received_ms, .. } => received_ms,
        Receipt::Pending => stamp.written_ms,
    }))
}

/// What stands where words are not.
fn placeholder(state: WordsState, context: &Context) -> Cell {
    let words = &context.words.pledge;
    Cell::text(match state {
        WordsState::Present => "",
        WordsState::Erased => words.words_erased_unexplained,
        WordsState::Missing => words.words_missing,
        WordsState::NeedsNewerApp => words.words_newer,
    })
}

/// One line for each.
fn lines(lines: impl IntoIterator<Item = String>) -> Cell {
    Cell::text(lines.into_iter().collect::<Vec<_>>().join("\n"))
}

/// What holds of a disclosure, a point or a guide.
fn notice_state(is_withdrawn: bool, is_revised: bool, context: &Context) -> Cell {
    use crate::components::status_tag::Status;
    let status = match (is_withdrawn, is_revised) {
        (true, _) => Status::Withdrawn,
        (false, true) => Status::Revised,
        (false, false) => Status::Published,
    };
    Cell::text((context.words.status)(status))
}
