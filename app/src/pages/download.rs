//! The tables of an organisation's board as files, made on this device from what it has checked.

use jiannuo_board::record::{BoardTable, Context};
use jiannuo_domain::board::Board;
use jiannuo_domain::tables::csv;
use leptos::prelude::*;

use crate::parts::file;
use crate::parts::organisation::{Here, with_organisation};
use crate::session::Shown;

/// The page.
#[component]
pub fn Download() -> impl IntoView {
    with_organisation(|here| {
        view! {
            {move || {
                let words = here.session.words();
                let slug = here.membership.slug.clone();
                let rows = BoardTable::ALL.map(|table| row(&here, table)).collect_view();
                let whole = {
                    let here = here.clone();
                    Callback::new(move |()| save_whole(&here))
                };
                view! {
                    <h1>{words.download()}</h1>
                    <p class="lead">{words.download_lead()}</p>
                    <table class="table">
                        <tbody>
                            {rows}
                            <tr>
                                <th scope="row">{words.download_all()}</th>
                                <td></td>
                                <td><a href=format!("/o/{slug}/board.xlsx") rel="external" download="">"Excel"</a></td>
                                <td></td>
                            </tr>
                            <tr>
                                <th scope="row">{words.download_whole_json()}</th>
                                <td></td>
                                <td></td>
                                <td>{press("JSON", words.download_whole_json(), whole)}</td>
                            </tr>
                        </tbody>
                    </table>
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

fn row(here: &Here, table: BoardTable) -> AnyView {
    let words = here.session.words();
    let name = table.name(words.0);
    let (slug, code) = (here.membership.slug.clone(), table.code());
    let csv = {
        let here = here.clone();
        Callback::new(move |()| save_csv(&here, table))
    };
    let json = table.has_json().then(|| {
        let here = here.clone();
        press("JSON", name, Callback::new(move |()| save_json(&here, table)))
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{press("CSV", name, csv)}</td>
            <td><a href=format!("/o/{slug}/{code}.xlsx") rel="external" download="" aria-label=format!("{name} Excel")>"Excel"</a></td>
            <td>{json}</td>
        </tr>
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

fn save_whole(here: &Here) {
    let Some(shown) = here.session.shown_untracked(here.membership.org) else { return };
    if let Ok(text) = board(&shown).to_json() {
        file::save(&file_name(here, &shown, "board", "json"), "application/json", &text);
    }
}

fn file_name(here: &Here, shown: &Shown, name: &str, extension: &str) -> String {
    format!("{}-{name}-{}.{extension}", here.membership.slug, shown.now.today)
}
