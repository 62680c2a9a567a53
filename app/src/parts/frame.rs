//! The frame around every page of the app: where one is, whether everything is published, and the way on.

use jiannuo_board::components::demo_banner::demo_banner;
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_board::components::sync_bar::{SyncState, sync_bar};
use jiannuo_board::components::tab_bar::{Tab, TabShape, tab_bar};
use jiannuo_board::link::Link as To;
use jiannuo_board::{Language, TextSize};
use jiannuo_store::device;
use jiannuo_sync::outbox::OutboxState;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::say;
use crate::route::other_size;
use crate::session::{Link, Session, session};

/// The frame.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let session = session();
    let slug = current_slug();
    view! {
        <a class="skip" href="#main">{move || session.words().skip_to_main()}</a>
        {move || session.is_demo.get().then(|| demo_banner(session.words().board()))}
        <Header slug=slug />
        <div class="wrap">
            <div role="status" aria-live="polite">{move || status(session)}</div>
            <main id="main" class="app-main" tabindex="-1">
                {move || warnings(session)}
                {children()}
            </main>
        </div>
        {move || tabs(session, slug.get())}
    }
}

#[component]
fn Header(slug: Memo<Option<String>>) -> impl IntoView {
    let session = session();
    let other_language = move || match session.language.get() {
        Language::Chinese => (Language::English, "English"),
        Language::English => (Language::Chinese, "中文"),
    };
    let name = move || slug.get().and_then(|slug| session.membership(&slug)).map(|membership| membership.name);
    view! {
        <header class="site-head">
            <div class="wrap">
                <a class="brand" href="/app/">
                    <span class="seal" aria-hidden="true" lang="zh-Hans">"诺"</span>
                    <span class="brand-name">{move || name().unwrap_or_else(|| session.words().board().shell.product.to_owned())}</span>
                </a>
                <span class="switches">
                    <button
                        type="button"
                        class="switch switch-size switch-button"
                        aria-pressed=move || (session.text_size.get() == TextSize::Large).to_string()
                        on:click=move |_| session.choose_text_size(other_size(session.text_size.get_untracked()))
                    >
                        {move || session.words().large_text()}
                    </button>
                    <button
                        type="button"
                        class="switch switch-button"
                        lang=move || other_language().0.tag()
                        on:click=move |_| session.choose_language(other_language().0)
                    >
                        {move || other_language().1}
                    </button>
                </span>
            </div>
        </header>
    }
}

/// The organisation in the address.
fn current_slug() -> Memo<Option<String>> {
    let location = use_location();
    Memo::new(move |_| {
        let path = location.pathname.get();
        path.split("/o/").nth(1).and_then(|rest| rest.split('/').next()).filter(|slug| !slug.is_empty()).map(Into::into)
    })
}

/// Where the writer's entries are, over all organisations of this device.
fn sync_state(session: Session) -> (SyncState, Option<String>) {
    let (mut waiting, mut needs_person, mut details) = (session.office_waiting.get(), 0, None);
    for membership in session.memberships.get() {
        let Some(shown) = session.shown(membership.org) else { continue };
        for item in shown.outbox.iter() {
            details.get_or_insert_with(|| format!("/app/o/{}/outbox", membership.slug));
            match item.state {
                OutboxState::Waiting => waiting += 1,
                OutboxState::Conflict { .. } | OutboxState::Refused { .. } => needs_person += 1,
            }
        }
    }
    let state = if session.is_full.get() {
        SyncState::StorageFull
    } else if needs_person > 0 {
        SyncState::NeedsYou(needs_person)
    } else if waiting > 0 && session.is_syncing.get() && session.link.get() == Link::Online {
        SyncState::Publishing(waiting)
    } else if waiting > 0 {
        SyncState::SavedHere(waiting)
    } else if session.link.get() == Link::Offline {
        SyncState::Offline
    } else {
        SyncState::UpToDate
    };
    (state, details)
}

fn status(session: Session) -> Option<AnyView> {
    if session.memberships.with(Vec::is_empty) {
        return None;
    }
    let (state, details) = sync_state(session);
    Some(sync_bar(session.words().board(), state, details))
}

/// What the reader should know before relying on this page.
fn warnings(session: Session) -> AnyView {
    let words = session.words();
    let board = words.board();
    let warning =
        |title: String, text: String| notice(board, Notice { kind: NoticeKind::Warning, title, text: Some(text) });
    let clock = session
        .memberships
        .get()
        .iter()
        .find_map(|membership| session.shown(membership.org)?.now.clock_off_ms)
        .map(|off_ms| warning(words.clock_off().into(), words.clock_off_text(off_ms.saturating_abs() / DAY_MS)));
    let trouble = match session.link.get() {
        Link::Trouble(failure) => Some(warning(words.sync_trouble().into(), say::failure(words, &failure))),
        _ => None,
    };
    let update = session.update_waits.get().then(|| {
        let later = session.open_forms.get() > 0;
        view! {
            <div class="panel" role="status">
                <p>{if later { words.update_after_form() } else { words.update_ready() }}</p>
                <button type="button" class="button button-second" disabled=later on:click=|_| crate::session::take_update()>
                    {words.update_now()}
                </button>
            </div>
        }
    });
    let tab_storage = device::is_ios_tab().then(|| warning(words.ios_tab().into(), words.ios_tab_text().into()));
    view! { {clock} {trouble} {update} {tab_storage} }.into_any()
}

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

fn tabs(session: Session, slug: Option<String>) -> Option<AnyView> {
    let slug = slug?;
    let membership = session.membership(&slug)?;
    membership.member?;
    let words = session.words();
    let path = use_location().pathname.get();
    let waiting = session.shown(membership.org).map_or(0, |shown| shown.outbox.len());
    let tab = |label: &str, end: &str, shape, waiting| {
        let href = format!("/app/o/{slug}{end}");
        Tab { is_current: path == href, link: To::new(label, href), shape, waiting }
    };
    let tabs = vec![
        tab(words.tab_board(), "", TabShape::Board, 0),
        tab(words.tab_write(), "/write", TabShape::Pen, 0),
        tab(words.tab_outbox(), "/outbox", TabShape::Tray, u32::try_from(waiting).unwrap_or(u32::MAX)),
        tab(words.tab_manage(), "/manage", TabShape::Person, 0),
    ];
    Some(view! { <div class="tabs-fixed">{tab_bar(words.board(), tabs)}</div> }.into_any())
}
