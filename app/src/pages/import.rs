//! A ledger of pledges from a CSV file: preview, an error for each bad row, and drafts as one batch.
//!
//! Nothing is published here; the batch waits among the drafts until somebody publishes or takes it back.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::confirmation::{Confirmation, confirmation};
use jiannuo_board::components::field::{Field, file_field};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_board::link::Link;
use jiannuo_domain::day::Day;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::ledger_import::{
    Column, ImportedPledge, LedgerError, Preview, RowError, RowErrorCode, RowWarningCode, preview,
};
use jiannuo_store::{Draft, device};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;

use super::pledge_fields::PledgeContent;
use super::pledge_form::FORM;
use crate::parts::file;
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::session::Failure;
use crate::words::Words;

/// Good rows that the preview lists; the rest are counted.
const ROWS_PREVIEWED: usize = 200;

/// How far the import is.
#[derive(Clone)]
enum Step {
    Pick,
    Reading,
    Unreadable(LedgerError),
    Preview(StoredValue<Preview, LocalStorage>),
    Saved(usize),
}

/// The page.
#[component]
pub fn Import() -> impl IntoView {
    with_organisation(|here| {
        let session = here.session;
        let problems = Problems::new();
        let step = RwSignal::new_local(Step::Pick);
        let picked = Callback::new({
            let here = here.clone();
            move |event: leptos::ev::Event| {
                let Some(file) = picked_file(&event) else { return };
                problems.clear();
                step.set(Step::Reading);
                let year = today(&here).year();
                spawn_local(async move {
                    match file::read_text(&file).await {
                        Ok(text) => step.set(match preview(&text, year) {
                            Ok(found) => Step::Preview(StoredValue::new_local(found)),
                            Err(error) => Step::Unreadable(error),
                        }),
                        Err(failure) => {
                            step.set(Step::Pick);
                            problems.fail(failure);
                        }
                    }
                });
            }
        });
        view! {
            {problems.summary(session)}
            {move || {
                let words = session.words();
                let board = words.board();
                let pick = file_field(
                    board,
                    Field::new("ledger", words.ledger_file()).hint(words.ledger_file_hint()),
                    ".csv,text/csv,text/plain",
                    Some(picked),
                    problems.of("ledger"),
                );
                let below = match step.get() {
                    Step::Pick => ().into_any(),
                    Step::Reading => view! { <p role="status">{words.reading()}</p> }.into_any(),
                    Step::Unreadable(error) => notice(board, Notice {
                        kind: NoticeKind::Error,
                        title: words.did_not_work().into(),
                        text: Some(ledger_error(words, error)),
                    }),
                    Step::Preview(found) => found.with_value(|found| preview_view(&here, found, step, problems)),
                    Step::Saved(count) => confirmation(Confirmation {
                        title: words.batch_saved(count),
                        reference: None,
                        text: Some(words.batch_saved_text().into()),
                        next: vec![Link::new(words.to_drafts(), here.path("/outbox"))],
                    }),
                };
                view! { <h1>{words.import()}</h1> <p class="lead">{words.import_text()}</p> {pick} {below} }
            }}
        }
        .into_any()
    })
}

fn picked_file(event: &leptos::ev::Event) -> Option<web_sys::File> {
    event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?.files()?.get(0)
}

fn today(here: &Here) -> Day {
    let shown = here.session.shown_untracked(here.membership.org);
    shown.map_or_else(|| Day::in_shanghai(device::now_ms()), |shown| shown.now.today)
}

fn preview_view(here: &Here, found: &Preview, step: RwSignal<Step, LocalStorage>, problems: Problems) -> AnyView {
    let words = here.session.words();
    let good: Vec<ImportedPledge> =
        found.rows.iter().filter_map(|row| row.outcome.as_ref().ok()).map(|row| (**row).clone()).collect();
    let bad: Vec<RowError> =
        found.rows.iter().filter_map(|row| row.outcome.as_ref().err()).flatten().copied().collect();
    let columns = found.columns.iter().map(|used| {
        let taken = used.column.map_or(words.column_left_aside(), |column| column_name(words, column));
        view! { <tr><th scope="row">{used.heading.clone()}</th><td>{taken}</td></tr> }
    });
    let errors = (!bad.is_empty()).then(|| errors_view(words, &bad));
    let rows = good.iter().take(ROWS_PREVIEWED).map(|row| row_view(words, row)).collect_view();
    let more = (good.len() > ROWS_PREVIEWED).then(|| view! { <p>{words.batch_rest(good.len() - ROWS_PREVIEWED)}</p> });
    let count = good.len();
    let (here, rows_to_save) = (here.clone(), StoredValue::new_local(good));
    let save = Callback::new(move |()| {
        problems.clear();
        problems.is_busy.set(true);
        let here = here.clone();
        spawn_local(async move {
            match save(&here, &rows_to_save.get_value()).await {
                Ok(()) => {
                    problems.is_busy.set(false);
                    step.set(Step::Saved(count));
                }
                Err(failure) => problems.fail(failure),
            }
        });
    });
    view! {
        <section class="section">
            <h2>{words.preview(count)}</h2>
            {errors}
            <details>
                <summary>{words.columns()}</summary>
                <table class="table"><tbody>{columns.collect_view()}</tbody></table>
            </details>
            <ol class="preview" role="list">{rows}</ol>
            {more}
            {(count > 0).then(|| button(words.save_as_drafts(count), ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(save)))}
        </section>
    }
    .into_any()
}

fn row_view(words: Words, row: &ImportedPledge) -> AnyView {
    let due = row.deadline.as_ref().map(|deadline| deadline.written.clone());
    let amount = row.quantity.map(|quantity| format!("{quantity} {}", row.unit.clone().unwrap_or_default()));
    let facts: Vec<String> =
        [row.pledger.clone().or_else(|| row.organisation.clone()), amount, due].into_iter().flatten().collect();
    let warnings = row.warnings.iter().map(|warning| {
        let text = warning_text(words, warning.code);
        view! { <li>{column_name(words, warning.column)}": "{text}</li> }
    });
    view! {
        <li>
            <p class="said">{row.text.clone()}</p>
            <p class="hint">{words.line(row.line)}" · "{facts.join(" · ")}</p>
            {(!row.warnings.is_empty()).then(|| view! { <ul class="row-warnings">{warnings.collect_view()}</ul> })}
        </li>
    }
    .into_any()
}

fn errors_view(words: Words, bad: &[RowError]) -> AnyView {
    let line = |error: &RowError| {
        let column = error.column.map(|column| column_name(words, column)).unwrap_or_default();
        format!("{} {column} {}", words.line(error.line), error_text(words, error.code))
    };
    let lines: Vec<String> = bad.iter().map(line).collect();
    let table = bad
        .iter()
        .map(|error| {
            format!(
                "{},{},{}\r\n",
                error.line,
                error.column.map(|column| column_name(words, column)).unwrap_or_default(),
                error_text(words, error.code)
            )
        })
        .collect::<String>();
    let download = Callback::new(move |()| file::save("import-errors.csv", "text/csv", &format!("\u{feff}{table}")));
    view! {
        <section class="panel panel-warning" role="alert">
            <h3>{words.bad_rows(bad.len())}</h3>
            <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            {button(words.download_errors().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(download))}
        </section>
    }
    .into_any()
}

async fn save(here: &Here, rows: &[ImportedPledge]) -> Result<(), Failure> {
    let words = here.session.words();
    let (org, from, now_ms) = (here.membership.org, today(here), device::now_ms());
    let batch = RecordId::from_bytes(device::random_bytes());
    let own_name = here.membership.name.as_str();
    let drafts: Vec<Draft> = rows
        .iter()
        .zip(0_i64..)
        .map(|(row, place)| {
            let pledger = row.pledger.clone().or_else(|| row.organisation.clone());
            let content = PledgeContent {
                pledger: pledger.unwrap_or_else(|| own_name.to_owned()),
                pledger_post: row.post.clone().unwrap_or_default(),
                ..PledgeContent::from_words(&row.words(from, words.no_deadline()))
            };
            Draft {
                id: RecordId::from_bytes(device::random_bytes()),
                org,
                form: FORM.to_owned(),
                content: serde_json::to_string(&content).unwrap_or_default(),
                // Drafts are listed by this time: the ledger's order is kept.
                updated_ms: now_ms.saturating_add(place),
                batch: Some(batch),
            }
        })
        .collect();
    here.session.device().store.put_drafts(&drafts).await?;
    here.session.ask_to_persist_once().await;
    Ok(())
}

fn column_name(words: Words, column: Column) -> &'static str {
    match column {
        Column::Organisation => words.organisation(),
        Column::Pledger => words.pledger(),
        Column::Post => words.post(),
        Column::Text => words.pledge_text(),
        Column::Field => words.field_of_service(),
        Column::Measure => words.measure(),
        Column::Quantity => words.quantity(),
        Column::Unit => words.unit(),
        Column::Deadline => words.due(),
        Column::Responsible => words.responsible(),
        Column::Beneficiaries => words.beneficiaries(),
        Column::Year => words.year(),
    }
}

fn ledger_error(words: Words, error: LedgerError) -> String {
    match error {
        LedgerError::TooLarge { bytes } => words.ledger_too_large(bytes / 1_024),
        LedgerError::TooManyRows => words.ledger_too_many_rows().to_owned(),
        LedgerError::TooManyColumns { columns } => words.ledger_too_many_columns(columns),
        LedgerError::Empty => words.ledger_empty().to_owned(),
        LedgerError::MissingColumn { column } => words.ledger_missing_column(column_name(words, column)),
    }
}

fn error_text(words: Words, code: RowErrorCode) -> String {
    match code {
        RowErrorCode::MissingText => words.row_missing_text().to_owned(),
        RowErrorCode::TooLong { characters, limit } => words.row_too_long(characters, limit),
        RowErrorCode::NotANumber => words.not_a_number().to_owned(),
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

fn warning_text(words: Words, code: RowWarningCode) -> String {
    match code {
        RowWarningCode::FormulaKeptAsText => words.warn_formula().to_owned(),
        RowWarningCode::HiddenCharacters => words.warn_hidden().to_owned(),
        RowWarningCode::NotExact => words.warn_not_exact().to_owned(),
        RowWarningCode::UnitFromQuantity => words.warn_unit().to_owned(),
        RowWarningCode::DeadlineNotUnderstood => words.warn_deadline().to_owned(),
        RowWarningCode::DeadlinePartlyUnderstood => words.warn_deadline_partly().to_owned(),
        RowWarningCode::YearAssumed { year } => words.warn_year(year),
    }
}
