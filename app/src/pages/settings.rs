//! Language, text size, what the device holds, and the version.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::definition_list::{definition_list, fact};
use jiannuo_store::device;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::session::session;

/// Bytes in a tenth of a megabyte, as phones count them.
const TENTH_OF_MEGABYTE: u64 = 100_000;

fn megabytes(bytes: u64) -> String {
    let tenths = bytes / TENTH_OF_MEGABYTE;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let session = session();
    let room = RwSignal::new(None::<(u64, u64)>);
    let is_persisted = RwSignal::new(None::<bool>);
    spawn_local(async move {
        room.set(device::estimate().await);
        is_persisted.set(device::is_persisted().await);
    });
    let persist = Callback::new(move |()| {
        spawn_local(async move { is_persisted.set(device::ask_to_persist().await) });
    });
    move || {
        let words = session.words();
        let board = words.board();
        let used = room.get().map_or_else(
            || words.unknown().to_owned(),
            |(used, most)| words.room_used(&megabytes(used), &megabytes(most)),
        );
        let persisted = match is_persisted.get() {
            Some(true) => words.persisted(),
            Some(false) => words.not_persisted(),
            None => words.unknown(),
        };
        view! {
            <h1>{words.settings()}</h1>
            {definition_list(vec![
                fact(board, words.room(), &used),
                fact(board, words.persistence(), persisted),
                fact(board, words.version(), env!("CARGO_PKG_VERSION")),
            ])}
            {(is_persisted.get() == Some(false)).then(|| {
                button(words.ask_to_persist().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(persist))
            })}
        }
    }
}
