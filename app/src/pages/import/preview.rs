//! What a file would bring: rows and what was understood of them, errors, questions, repetitions.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Field, checkbox};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_domain::ledger_import::protocol::Shown;
use jiannuo_domain::ledger_import::{Duplicate, RowError, RowResult};
use jiannuo_domain::tables::{Cell, Column as Heading, Table, csv};
use leptos::prelude::*;

use super::mapping::mapping;
use super::questions::questions;
use super::state::State;
use super::{save, say};
use crate::parts::file;
use crate::words::Words;

/// Errors that are listed on the page; the file of errors has them all.
const ERRORS_LISTED: usize = 100;

/// The preview.
pub(super) fn preview(words: Words, shown: &Shown, state: State) -> AnyView {
    let missing = shown.missing.map(|column| {
        let text = words.ledger_missing_column(say::column(words, column));
        let title = words.did_not_work().into();
        notice(words.board(), Notice { kind: NoticeKind::Error, title, text: Some(text) })
    });
    let errors = (!shown.errors.is_empty()).then(|| errors(words, shown.bad, &shown.errors));
    let head = shown.missing.is_none().then(|| view! { <h2>{words.preview(shown.good)}</h2> });
    let rows = shown.rows.iter().map(|row| row_view(words, row)).collect_view();
    let (good, duplicates) = (shown.good, shown.duplicates);
    let listed = shown.rows.len();
    let more = (good + duplicates > listed).then(|| view! { <p>{words.batch_rest(good + duplicates - listed)}</p> });
    let button = move || {
        let count = if state.with_duplicates.get() { good + duplicates } else { good };
        let press = Callback::new(move |()| save::save(state, count));
        (count > 0).then(|| {
            let label = words.save_as_drafts(count);
            button(label, ButtonTone::Main, ButtonKind::Plain, state.problems.is_busy.into(), Some(press))
        })
    };
    view! {
        <section class="section">
            {missing}
            {head}
            {errors}
            {questions(words, &shown.questions, state)}
            {repeated(words, duplicates, state)}
            {mapping(words, &shown.columns, shown.missing.is_some(), state)}
            <ol class="preview" role="list">{rows}</ol>
            {more}
            {button}
        </section>
    }
    .into_any()
}

fn repeated(words: Words, count: usize, state: State) -> Option<AnyView> {
    (count > 0).then(|| {
        let field = Field::new("with-duplicates", words.with_duplicates());
        view! {
            <div class="panel">
                <p><b>{words.duplicates(count)}</b></p>
                {checkbox(words.board(), field, state.with_duplicates, Signal::derive(|| None))}
            </div>
        }
        .into_any()
    })
}

fn row_view(words: Words, row: &RowResult) -> AnyView {
    let Ok(imported) = &row.outcome else { return ().into_any() };
    let (title, facts) = say::row(words, imported);
    let repeats = row.duplicate.map(|duplicate| match duplicate {
        Duplicate::OnDevice => words.duplicate_on_device().to_owned(),
        Duplicate::Row { line } => words.duplicate_of_row(line),
    });
    let warnings: Vec<String> = row
        .warnings
        .iter()
        .map(|warning| words.warning_about(say::column(words, warning.column), &say::warning(words, warning.code)))
        .chain(repeats)
        .collect();
    let line = std::iter::once(words.line(row.line)).chain(facts).collect::<Vec<_>>().join(" · ");
    view! {
        <li>
            <p class="said">{title}</p>
            <p class="hint">{line}</p>
            {(!warnings.is_empty()).then(|| view! {
                <ul class="row-warnings">{warnings.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
            })}
        </li>
    }
    .into_any()
}

fn errors(words: Words, rows: usize, all: &[RowError]) -> AnyView {
    let name = move |error: &RowError| error.column.map(|column| say::column(words, column)).unwrap_or_default();
    let line = |error: &RowError| format!("{} {} {}", words.line(error.line), name(error), say::error(words, error));
    let listed: Vec<String> = all.iter().take(ERRORS_LISTED).map(line).collect();
    let more = (all.len() > ERRORS_LISTED).then(|| view! { <p>{words.batch_rest(all.len() - ERRORS_LISTED)}</p> });
    let column = |code: &str, heading: &str| Heading::new(code, heading);
    let table = Table {
        code: "import-errors".to_owned(),
        name: String::new(),
        columns: vec![
            column("row", words.column_row()),
            column("column", words.column_column()),
            column("problem", words.column_problem()),
        ],
        rows: all
            .iter()
            .map(|error| vec![Cell::count(error.line), Cell::text(name(error)), Cell::text(say::error(words, error))])
            .collect(),
    };
    let table = StoredValue::new_local(table);
    let download = Callback::new(move |()| {
        table.with_value(|table| file::save("import-errors.csv", "text/csv", &csv::write(table)))
    });
    view! {
        <section class="panel panel-warning" role="alert">
            <h3>{words.bad_rows(rows)}</h3>
            <ul>{listed.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            {more}
            {button(words.download_errors().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(download))}
        </section>
    }
    .into_any()
}
