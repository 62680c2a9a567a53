//! What the import says: kinds, columns, rows, errors, warnings.

use jiannuo_domain::hours::written::Unclear as UnclearHours;
use jiannuo_domain::hours::{Hours, Span};
use jiannuo_domain::ledger_import::protocol::Failure;
use jiannuo_domain::ledger_import::{
    Column, Imported, ImportedDeadline, ImportedPledge, LedgerError, LedgerKind, RowError, RowErrorCode,
    RowWarningCode, Unclear, Understood,
};
use jiannuo_domain::words::TimeLimit;

use crate::pages::found::level_name;
use crate::words::Words;

/// How a form sends a kind.
pub(super) const fn kind_value(kind: LedgerKind) -> &'static str {
    match kind {
        LedgerKind::Pledges => "pledges",
        LedgerKind::Disclosures => "disclosures",
        LedgerKind::Points => "points",
        LedgerKind::Guides => "guides",
        LedgerKind::Catalogue => "catalogue",
    }
}

/// The kind that a form sends; pledges where it says nothing.
pub(super) fn kind_of(value: &str) -> LedgerKind {
    LedgerKind::ALL.into_iter().find(|kind| kind_value(*kind) == value).unwrap_or(LedgerKind::Pledges)
}

pub(super) fn kind(words: Words, kind: LedgerKind) -> &'static str {
    match kind {
        LedgerKind::Pledges => words.import_pledges(),
        LedgerKind::Disclosures => words.import_disclosures(),
        LedgerKind::Points => words.import_points(),
        LedgerKind::Guides => words.import_guides(),
        LedgerKind::Catalogue => words.import_catalogue(),
    }
}

/// A column as a form sends it and a person reads it.
fn column_names(words: Words, column: Column) -> (&'static str, &'static str) {
    match column {
        Column::Organisation => ("organisation", words.organisation()),
        Column::Pledger => ("pledger", words.pledger()),
        Column::Post => ("post", words.post()),
        Column::Text => ("text", words.pledge_text()),
        Column::Field => ("field", words.field_of_service()),
        Column::Measure => ("measure", words.measure()),
        Column::Quantity => ("quantity", words.quantity()),
        Column::Unit => ("unit", words.unit()),
        Column::Deadline => ("deadline", words.due()),
        Column::Responsible => ("responsible", words.responsible()),
        Column::Beneficiaries => ("beneficiaries", words.beneficiaries()),
        Column::Year => ("year", words.year()),
        Column::Title => ("title", words.title()),
        Column::DisclosureKind => ("kind", words.disclosure_kind()),
        Column::Date => ("date", words.date()),
        Column::Body => ("body", words.body_text()),
        Column::Office => ("office", words.column_office()),
        Column::NoticeFrom => ("notice-from", words.column_notice_from()),
        Column::NoticeUntil => ("notice-until", words.column_notice_until()),
        Column::ObjectionPhone => ("objection-phone", words.column_objection_phone()),
        Column::Figures => ("figures", words.column_figures()),
        Column::Name => ("name", words.name()),
        Column::Level => ("level", words.column_level()),
        Column::Region => ("region", words.column_region()),
        Column::Address => ("address", words.column_address()),
        Column::Hours => ("hours", words.hours()),
        Column::Phone => ("phone", words.phone()),
        Column::Services => ("services", words.services()),
        Column::Matter => ("matter", words.column_matter()),
        Column::Group => ("group", words.column_group()),
        Column::Conditions => ("conditions", words.column_conditions()),
        Column::LegalBasis => ("legal-basis", words.column_legal_basis()),
        Column::LegalLimit => ("legal-limit", words.column_legal_limit()),
        Column::PromisedLimit => ("promised-limit", words.column_promised_limit()),
        Column::Papers => ("papers", words.column_papers()),
        Column::Fee => ("fee", words.column_fee()),
        Column::Steps => ("steps", words.column_steps()),
        Column::Place => ("place", words.column_place()),
        Column::Item => ("item", words.column_item()),
        Column::Content => ("content", words.column_content()),
        Column::Subject => ("subject", words.column_subject()),
        Column::Channels => ("channels", words.column_channels()),
        Column::Mode => ("mode", words.column_mode()),
    }
}

/// How a form sends a column.
pub(super) fn column_value(column: Column) -> &'static str {
    column_names(Words(jiannuo_board::Language::Chinese), column).0
}

pub(super) fn column(words: Words, column: Column) -> &'static str {
    column_names(words, column).1
}

/// What a row is told by, and what was understood of it.
pub(super) fn row(words: Words, imported: &Imported) -> (String, Vec<String>) {
    let some = |facts: Vec<Option<String>>| facts.into_iter().flatten().collect::<Vec<_>>();
    match imported {
        Imported::Pledge(pledge) => (pledge.text.clone(), pledge_facts(words, pledge)),
        Imported::Disclosure(found) => {
            let kind = (words.board().disclosure.affairs)(found.kind);
            let tables = found.tables.iter().map(|_| words.column_figures().to_owned()).next();
            (found.title.clone(), some(vec![Some(kind.to_owned()), Some(found.date.to_string()), tables]))
        }
        Imported::Point(found) => {
            let level = level_name(words, found.level);
            let hours = found.hours_written.clone().or_else(|| week(words, &found.hours));
            (
                found.name.clone(),
                some(vec![Some(level.to_owned()), Some(found.address.clone()), found.phone.clone(), hours]),
            )
        }
        Imported::Guide(found) => {
            let lists = words.papers_and_steps(found.papers.len(), found.steps.len());
            (found.matter.clone(), some(vec![found.office.clone(), found.promised_limit.clone(), Some(lists)]))
        }
        Imported::Catalogue(found) => {
            (found.item.clone(), some(vec![Some(found.matter.clone()), Some(limit(words, &found.time_limit))]))
        }
    }
}

fn pledge_facts(words: Words, pledge: &ImportedPledge) -> Vec<String> {
    let pledger = pledge.pledger.clone().or_else(|| pledge.organisation.clone());
    let amount = pledge.quantity.map(|quantity| format!("{quantity} {}", pledge.unit.clone().unwrap_or_default()));
    let due = pledge.deadline.as_ref().map(|deadline| match understood(words, deadline) {
        Some(meaning) if meaning != deadline.written => format!("{} → {meaning}", deadline.written),
        _ => deadline.written.clone(),
    });
    [pledger, amount.map(|amount| amount.trim_end().to_owned()), due].into_iter().flatten().collect()
}

/// What a deadline was taken for.
fn understood(words: Words, deadline: &ImportedDeadline) -> Option<String> {
    let board = words.board();
    Some(match deadline.understood? {
        Understood::On(day) => day.to_string(),
        Understood::Year(year) => words.understood_year(year),
        Understood::Every(every) => every_name(words, every).to_owned(),
        Understood::WithinWorkingDays(days) => words.understood_within(days, unit(board, "个工作日", "working days")),
        Understood::WithinDays(days) => words.understood_within(days, unit(board, "天", "days")),
        Understood::WithinHours(hours) => words.understood_within(hours, unit(board, "小时", "hours")),
        Understood::WithinMinutes(minutes) => words.understood_within(minutes, unit(board, "分钟", "minutes")),
        Understood::AtOnce => words.understood_at_once().to_owned(),
        Understood::Standing => words.understood_standing().to_owned(),
    })
}

fn unit<'a>(board: &'static jiannuo_board::Words, chinese: &'a str, english: &'a str) -> &'a str {
    if std::ptr::eq(board, jiannuo_board::Language::Chinese.words()) { chinese } else { english }
}

fn every_name(words: Words, every: jiannuo_domain::period::Every) -> &'static str {
    use jiannuo_domain::period::Every;
    match every {
        Every::Week => words.every_week(),
        Every::Month => words.every_month(),
        Every::Quarter => words.every_quarter(),
        Every::HalfYear => words.every_half_year(),
        Every::Year => words.every_year(),
    }
}

fn limit(words: Words, limit: &TimeLimit) -> String {
    use jiannuo_domain::words::DayCount;
    let board = words.board();
    match limit {
        TimeLimit::Every { every, .. } => every_name(words, *every).to_owned(),
        TimeLimit::Event { days, count: DayCount::Working } => {
            words.understood_within(*days, unit(board, "个工作日", "working days"))
        }
        TimeLimit::Event { days, count: DayCount::Calendar } => {
            words.understood_within(*days, unit(board, "天", "days"))
        }
        TimeLimit::AsWritten { written } => written.clone(),
    }
}

/// A week in a line: days with the same hours together.
fn week(words: Words, hours: &Hours) -> Option<String> {
    let names = match words.0 {
        jiannuo_board::Language::Chinese => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        jiannuo_board::Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    let mut runs: Vec<(usize, usize, &[Span])> = Vec::new();
    for (day, spans) in hours.weekly.0.iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
        match runs.last_mut() {
            Some((_, last, same)) if *last + 1 == day && *same == spans.as_slice() => *last = day,
            _ => runs.push((day, day, spans)),
        }
    }
    let name = |day: usize| names.get(day).copied().unwrap_or_default();
    let run = |(first, last, spans): &(usize, usize, &[Span])| {
        let days = if first == last { name(*first).to_owned() } else { format!("{}–{}", name(*first), name(*last)) };
        let times: Vec<String> = spans.iter().map(|span| format!("{}–{}", span.opens, span.closes)).collect();
        format!("{days} {}", times.join(" "))
    };
    (!runs.is_empty()).then(|| runs.iter().map(run).collect::<Vec<_>>().join("; "))
}

pub(super) fn failure(words: Words, failure: Failure) -> String {
    const KILOBYTE: u64 = 1_024;
    match failure {
        Failure::NotATable => words.import_not_a_table().to_owned(),
        Failure::Damaged | Failure::NothingRead => words.import_damaged().to_owned(),
        Failure::Locked => words.import_locked().to_owned(),
        Failure::TooLarge { bytes, limit } => words.import_too_large(bytes / KILOBYTE, limit / KILOBYTE),
        Failure::TooManySheets { .. } => words.import_too_many_sheets().to_owned(),
        Failure::Ledger(LedgerError::TooManyRows) => words.ledger_too_many_rows().to_owned(),
        Failure::Ledger(LedgerError::TooManyColumns { columns }) => words.ledger_too_many_columns(columns),
        Failure::Ledger(LedgerError::Empty) => words.ledger_empty().to_owned(),
    }
}

pub(super) fn error(words: Words, error: &RowError) -> String {
    match error.code {
        RowErrorCode::Missing if error.column == Some(Column::Text) => words.row_missing_text().to_owned(),
        RowErrorCode::Missing => words.row_missing().to_owned(),
        RowErrorCode::NotADay => words.row_not_a_day().to_owned(),
        RowErrorCode::FormulaFailed => words.row_formula_failed().to_owned(),
        RowErrorCode::Unfit => words.row_unfit().to_owned(),
        RowErrorCode::TooLong { characters, limit } => words.row_too_long(characters, limit),
        RowErrorCode::NotANumber => words.not_a_number().to_owned(),
        RowErrorCode::MayBePercent => words.row_may_be_percent().to_owned(),
        RowErrorCode::Negative => words.row_negative().to_owned(),
        RowErrorCode::NumberTooLarge | RowErrorCode::NumberTooFine => words.row_number_range().to_owned(),
        RowErrorCode::ImpossibleDate => words.row_impossible_date().to_owned(),
        RowErrorCode::NothingAbove => words.row_nothing_above().to_owned(),
        RowErrorCode::AsAboveNotAllowed => words.row_as_above().to_owned(),
        RowErrorCode::TooFewCells { cells, columns } | RowErrorCode::TooManyCells { cells, columns } => {
            words.row_cells(cells, columns)
        }
    }
}

pub(super) fn warning(words: Words, code: RowWarningCode) -> String {
    match code {
        RowWarningCode::FormulaKeptAsText => words.warn_formula().to_owned(),
        RowWarningCode::HiddenCharacters => words.warn_hidden().to_owned(),
        RowWarningCode::NotExact => words.warn_not_exact().to_owned(),
        RowWarningCode::UnitFromQuantity => words.warn_unit().to_owned(),
        RowWarningCode::DeadlineNotUnderstood => words.warn_deadline().to_owned(),
        RowWarningCode::KindAssumed => words.warn_kind().to_owned(),
        RowWarningCode::HoursNotUnderstood => words.warn_hours().to_owned(),
        RowWarningCode::DayFromNumber { day } => words.warn_day_from_number(&day.to_string()),
        RowWarningCode::YearAssumed { year } => words.warn_year(year),
    }
}

/// Why something is asked.
pub(super) fn unclear(words: Words, unclear: Unclear) -> &'static str {
    match unclear {
        Unclear::Deadline => words.unclear_deadline(),
        Unclear::Day => words.unclear_day(),
        Unclear::Choice => words.unclear_choice(),
        Unclear::Format => words.unclear_format(),
        Unclear::Hours(UnclearHours::NoTimes) => words.unclear_hours_times(),
        Unclear::Hours(UnclearHours::NoDays) => words.unclear_hours_days(),
        Unclear::Hours(UnclearHours::Seasons) => words.unclear_hours_seasons(),
        Unclear::Hours(UnclearHours::Holidays) => words.unclear_hours_holidays(),
        Unclear::Hours(UnclearHours::Words) => words.unclear_hours_words(),
        Unclear::Hours(UnclearHours::Impossible) => words.unclear_hours_impossible(),
    }
}
