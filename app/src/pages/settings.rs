//! Language, text size, what the device holds, and the version.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::definition_list::{definition_list, fact};
use jiannuo_board::components::said::said;
use jiannuo_domain::id::OrganisationId;
use jiannuo_store::device;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::parts::form::Problems;
use crate::session::{ReadersCopy, session};
use crate::words::Words;

/// Bytes in a tenth of a megabyte, as phones count them.
const TENTH_OF_MEGABYTE: u64 = 100_000;

pub(super) fn megabytes(bytes: u64) -> String {
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
            <p>
                <a class="button button-second" href="/app/settings/backup">{words.backup()}</a>
            </p>
            <p class="hint">{words.backup_hint()}</p>
            <Copies />
        }
    }
}

/// What is kept of organisations that somebody here has checked without being a member.
#[component]
fn Copies() -> impl IntoView {
    let session = session();
    let copies = RwSignal::new_local(Vec::<ReadersCopy>::new());
    let leaving = RwSignal::new(None::<OrganisationId>);
    let problems = Problems::new();
    let load = move || {
        spawn_local(async move {
            match session.readers_copies().await {
                // The page may have been left meanwhile.
                Ok(found) => drop(copies.try_set(found)),
                Err(failure) => problems.fail(failure),
            }
        });
    };
    load();
    let remove = Callback::new(move |org: OrganisationId| {
        if leaving.get_untracked() != Some(org) {
            return leaving.set(Some(org));
        }
        spawn_local(async move {
            match session.remove_copy(org).await {
                Ok(()) => load(),
                Err(failure) => problems.fail(failure),
            }
        });
    });
    move || {
        let words = session.words();
        let rows = copies.with(|all| all.iter().map(|copy| row(words, copy, leaving, remove)).collect_view());
        (!copies.with(Vec::is_empty)).then(|| {
            view! {
                <section class="section">
                    <h2>{words.copies()}</h2>
                    <p>{words.copies_text()}</p>
                    {problems.summary(session)}
                    <ul class="organisations" role="list">{rows}</ul>
                </section>
            }
        })
    }
}

fn row(
    words: Words,
    copy: &ReadersCopy,
    leaving: RwSignal<Option<OrganisationId>>,
    remove: Callback<OrganisationId>,
) -> AnyView {
    let org = copy.org;
    let name = copy.words.as_ref().map_or_else(|| words.unknown().to_owned(), |told| told.name.clone());
    let press = Callback::new(move |()| remove.run(org));
    let evidence = copy.has_evidence.then(|| view! { <p class="hint">{words.copies_evidence()}</p> });
    let button = move || {
        let (label, tone) = if leaving.get() == Some(org) {
            (words.copies_remove_really(), ButtonTone::Warning)
        } else {
            (words.copies_remove(), ButtonTone::Second)
        };
        button(label.into(), tone, ButtonKind::Plain, false.into(), Some(press))
    };
    view! {
        <li>
            <p><b>{said(words.board(), &name)}</b></p>
            <p class="hint">{words.compare_entries(copy.entries)}</p>
            {evidence}
            <p><a href=format!("/app/compare/{org}")>{words.copies_compare()}</a></p>
            {button}
        </li>
    }
    .into_any()
}
