//! A ledger from a file: kind and sheet, columns, what was understood and what is asked, an error for each bad row, and
//! drafts as one batch.
//!
//! The file is read beside the page ([`crate::parts::importer`]). Nothing is published here; the batch waits among the
//! drafts until somebody publishes or takes it back.

mod known;
mod mapping;
mod preview;
mod questions;
mod save;
mod say;
mod state;

use jiannuo_board::components::confirmation::{Confirmation, confirmation};
use jiannuo_board::components::field::{Choice, Field, file_field, select};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_board::link::Link;
use jiannuo_domain::ledger_import::LedgerKind;
use jiannuo_domain::ledger_import::protocol::SheetFound;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::parts::organisation::{Here, with_organisation};
use crate::words::Words;
use state::{State, Step};

/// Files that can be read, as a file field names them.
const ACCEPTED: &str = ".xlsx,.xls,.ods,.csv,.txt,text/csv,text/plain";

/// The page.
#[component]
pub fn Import() -> impl IntoView {
    with_organisation(|here| {
        let state = State::new(here.clone());
        let session = here.session;
        view! {
            {state.problems.summary(session)}
            {move || {
                let words = session.words();
                view! { <h1>{words.import()}</h1> <p class="lead">{words.import_text()}</p> {pick(words, state)} }
            }}
            {move || sheets(session.words(), state)}
            {move || step(&here, session.words(), state)}
        }
        .into_any()
    })
}

/// What it is a ledger of, and the file.
fn pick(words: Words, state: State) -> AnyView {
    let board = words.board();
    let kinds = LedgerKind::ALL.map(|kind| Choice::new(say::kind_value(kind), say::kind(words, kind)));
    let by_headings = Choice::new("", words.import_kind_by_headings());
    let choices = std::iter::once(by_headings).chain(kinds).collect();
    let picked = Callback::new(move |event: leptos::ev::Event| {
        if let Some(file) = picked_file(&event) {
            state.open(file);
        }
    });
    let file = Field::new("ledger", words.ledger_file()).hint(words.ledger_file_hint());
    view! {
        {select(board, Field::new("ledger-kind", words.import_kind()), choices, state.kind, state.problems.of("ledger-kind"))}
        {file_field(board, file, ACCEPTED, Some(picked), state.problems.of("ledger"))}
    }
    .into_any()
}

fn picked_file(event: &leptos::ev::Event) -> Option<web_sys::File> {
    event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?.files()?.get(0)
}

/// Which sheet, where there are several; hidden ones are named and left out unless somebody chooses them.
fn sheets(words: Words, state: State) -> Option<AnyView> {
    let all = state.sheets.get();
    if all.len() < 2 {
        return None;
    }
    let label = |sheet: &SheetFound| {
        let name = words.import_sheet_rows(&sheet.name, sheet.rows);
        if sheet.hidden { format!("{name}{}", words.import_sheet_hidden()) } else { name }
    };
    let choices = all.iter().enumerate().map(|(place, sheet)| Choice::new(place.to_string(), label(sheet))).collect();
    let hidden: Vec<&str> = all.iter().filter(|sheet| sheet.hidden).map(|sheet| sheet.name.as_str()).collect();
    let hidden = (!hidden.is_empty()).then(|| view! { <p class="hint">{words.hidden_sheets(&hidden.join("、"))}</p> });
    let field = Field::new("ledger-sheet", words.import_sheet());
    Some(
        view! { {select(words.board(), field, choices, state.sheet, state.problems.of("ledger-sheet"))} {hidden} }
            .into_any(),
    )
}

/// How far the import is.
fn step(here: &Here, words: Words, state: State) -> AnyView {
    match state.step.get() {
        Step::Pick => ().into_any(),
        Step::Reading => view! { <p role="status">{words.reading()}</p> }.into_any(),
        Step::Unreadable(failure) => notice(
            words.board(),
            Notice {
                kind: NoticeKind::Error,
                title: words.did_not_work().into(),
                text: Some(say::failure(words, failure)),
            },
        ),
        Step::Preview => {
            state.shown.with(|shown| shown.as_ref().map(|shown| preview::preview(words, shown, state))).into_any()
        }
        Step::Saving => save::progress(words, state),
        Step::Saved(count) => confirmation(Confirmation {
            title: words.batch_saved(count),
            reference: None,
            text: Some(words.batch_saved_text().into()),
            next: vec![Link::new(words.to_drafts(), here.path("/outbox"))],
        }),
    }
}
