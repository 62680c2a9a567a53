//! The tables of an organisation's board as files, made on this device from what it has checked.

use jiannuo_board::record::{BoardTable, Context};
use jiannuo_domain::board::Board;
use jiannuo_domain::tables::csv;
use jiannuo_domain::words::MediaType;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::parts::file;
use crate::parts::form::Problems;
use crate::parts::importer::Importer;
use crate::parts::organisation::{Here, with_organisation};
use crate::session::{Failure, Shown};

/// The page.
#[component]
pub fn Download() -> impl IntoView {
    with_organisation(|here| {
        let problems = Problems::new();
        view! {
            {move || {
                let words = here.session.words();
                let rows = BoardTable::ALL.map(|table| row(&here, table, problems)).collect_view();
                let whole = {
                    let here = here.clone();
                    Callback::new(move |()| save_whole(&here))
                };
                let all = {
                    let here = here.clone();
                    Callback::new(move |()| save_workbook(&here, &BoardTable::ALL, "board", problems))
                };
                view! {
                    {problems.summary(here.session)}
                    <h1>{words.download()}</h1>
                    <p class="lead">{words.download_lead()}</p>
                    <ul class="ways" role="list">

                            {rows}
                            <li>
                                <p><b>{words.download_all()}</b></p>

                                {press("Excel", words.download_all(), all)}" "

                            </li>
                            <li>
                                <p><b>{words.download_whole_json()}</b></p>


                                {press("JSON", words.download_whole_json(), whole)}" "
                            </li>

                    </ul>
                }
            }}
        }
        .into_any()
    })
}

/// The board as it stands in the log, without what waits on this device.
fn board(shown: &Shown) -> Board {
    Board::of(&shown.logged, shown.root, shown.now.today)
}

fn row(here: &Here, table: BoardTable, problems: Problems) -> AnyView {
    let words = here.session.words();
    let name = table.name(words.0);
    let csv = {
        let here = here.clone();
        Callback::new(move |()| save_csv(&here, table))
    };
    let workbook = {
        let here = here.clone();
        Callback::new(move |()| save_workbook(&here, &[table], table.code(), problems))
    };
    let json = table.has_json().then(|| {
        let here = here.clone();
        press("JSON", name, Callback::new(move |()| save_json(&here, table)))
    });
    view! {
        <li>
            <p><b>{name}</b></p>
            {press("CSV", name, csv)}" "
            {press("Excel", name, workbook)}" "
            {json}" "
        </li>
    }
    .into_any()
}

/// A button whose name says for the ear what it is about.
fn press(form: &'static str, name: &str, act: Callback<()>) -> AnyView {
    let label = format!("{name} {form}");
    view! {
        <button type="button" class="button button-second" aria-label=label on:click=move |_| act.run(())>{form}</button>
    }
    .into_any()
}

fn save_csv(here: &Here, table: BoardTable) {
    let Some(shown) = here.session.shown_untracked(here.membership.org) else { return };
    let context = Context::on_device(here.session.words().board(), &shown.now);
    let made = table.of(&shown.logged, &board(&shown), &context);
    file::save(&file_name(here, &shown, table.code(), "csv"), "text/csv", &csv::write(&made));
}

fn save_json(here: &Here, table: BoardTable) {
    let Some(shown) = here.session.shown_untracked(here.membership.org) else { return };
    if let Some(Ok(text)) = table.json(&board(&shown)) {
        file::save(&file_name(here, &shown, table.code(), "json"), "application/json", &text);
    }
}

/// The writer of workbooks is no part of the app: it is started beside the page and thrown away afterwards.
fn save_workbook(here: &Here, tables: &[BoardTable], name: &str, problems: Problems) {
    let Some(shown) = here.session.shown_untracked(here.membership.org) else { return };
    let (context, board) = (Context::on_device(here.session.words().board(), &shown.now), board(&shown));
    let made: Vec<_> = tables.iter().map(|table| table.of(&shown.logged, &board, &context)).collect();
    let file_name = file_name(here, &shown, name, "xlsx");
    problems.clear();
    spawn_local(async move {
        let written = match Importer::start() {
            Ok(writer) => writer.workbook(&made).await,
            Err(failure) => Err(failure),
        };
        match written {
            Ok(bytes) => file::save_bytes(&file_name, MediaType::Xlsx.name(), &bytes),
            Err(_) => problems.fail(Failure::File),
        }
    });
}

fn save_whole(here: &Here) {
    let Some(shown) = here.session.shown_untracked(here.membership.org) else { return };
    if let Ok(text) = board(&shown).to_json() {
        file::save(&file_name(here, &shown, "board", "json"), "application/json", &text);
    }
}

fn file_name(here: &Here, shown: &Shown, name: &str, extension: &str) -> String {
    format!("{}-{name}-{}.{extension}", here.membership.slug, shown.now.today)
}
