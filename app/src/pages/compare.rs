//! Two phones held together: what this one holds of a log as a QR code, and what it says about another one's (spec rules
//! S15, S19). The address of the code leads here; what stands behind its `#` reaches no server.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Field, FieldKind, field};
use jiannuo_board::components::notice::NoticeKind;
use jiannuo_sync::{CheckpointLink, LinkError};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;

use super::compared::{comparison, held_view, tell};
use crate::parts::camera::{camera, can_scan};
use crate::parts::form::{Problems, filled};
use crate::parts::in_app::in_app_browser;
use crate::parts::say;
use crate::parts::waiting::Waiting;
use crate::session::{Comparison, Failure, Fetched, Held, Progress, Session, session};
use crate::words::Words;

/// What there is to show.
#[derive(Clone)]
enum Found {
    /// Neither an organisation nor a code in the address.
    Nothing,
    Working,
    Unknown,
    Failed(Failure),
    Unreadable(LinkError),
    Held(Option<Box<Held>>, Option<Failure>),
    Compared(Box<Comparison>),
}

/// The page.
#[component]
pub fn Compare() -> impl IntoView {
    let session = session();
    let (place, hash) = (use_params_map(), use_location().hash);
    let found = Finding { found: RwSignal::new_local(Found::Nothing), turn: StoredValue::new(0) };
    let progress = RwSignal::new(Fetched::default());
    Effect::new(move |_| {
        let place = place.with(|map| map.get("slug")).unwrap_or_default();
        let shown = hash.get();
        progress.set(Fetched::default());
        match (shown.is_empty(), place.is_empty()) {
            (false, _) => compare(session, &shown, found, progress),
            (true, false) => hold(session, place, found, progress),
            (true, true) => found.at_once(Found::Nothing),
        }
    });
    let given = Callback::new(move |text: String| compare(session, &text, found, progress));
    view! {
        <h1>{move || session.words().compare_title()}</h1>
        {move || {
            let words = session.words();
            in_app_browser(words, words.compare_in_app(), |name| words.compare_in_app_text(name))
        }}
        {move || content(session.words(), found.found.get(), progress)}
        <AnotherOnes given=given />
        <p><a href="/app/how">{move || session.words().how_title()}</a></p>
    }
}

fn content(words: Words, found: Found, progress: Progress) -> AnyView {
    match found {
        Found::Nothing => view! { <p class="lead">{words.compare_lead_nothing()}</p> }.into_any(),
        Found::Working => view! { <Waiting progress=progress /> }.into_any(),
        Found::Unknown => tell(words, NoticeKind::Warning, words.compare_cannot(), words.compare_unknown()),
        Found::Failed(failure) => {
            tell(words, NoticeKind::Warning, words.compare_cannot(), &say::failure(words, &failure))
        }
        Found::Unreadable(LinkError::Newer) => {
            tell(words, NoticeKind::Warning, words.compare_cannot(), words.compare_newer())
        }
        Found::Unreadable(_) => tell(words, NoticeKind::Warning, words.compare_cannot(), words.compare_damaged()),
        Found::Held(Some(held), stale) => held_view(words, &held, stale.as_ref()),
        Found::Held(None, stale) => {
            let why = stale.map_or_else(|| words.compare_no_entries().to_owned(), |why| say::look_failure(words, &why));
            tell(words, NoticeKind::Warning, words.check_not_here(), &why)
        }
        Found::Compared(compared) => comparison(words, &compared),
    }
}

/// What is shown, and which question it answers: of two that were asked the later one counts, whichever is answered last.
#[derive(Clone, Copy)]
struct Finding {
    found: RwSignal<Found, LocalStorage>,
    turn: StoredValue<u32>,
}

impl Finding {
    /// Begins another question; what is still being looked for is not shown any more.
    fn begin(self) -> u32 {
        self.at_once(Found::Working);
        self.turn.get_value()
    }

    fn at_once(self, found: Found) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.found.set(found);
    }

    /// The page may have been left, or another code may have been read meanwhile.
    fn answer(self, turn: u32, answer: Found) {
        if self.turn.try_get_value() == Some(turn) {
            let _shown = self.found.try_set(answer);
        }
    }
}

fn hold(session: Session, place: String, found: Finding, progress: Progress) {
    let turn = found.begin();
    spawn_local(async move {
        let found_out = match session.hold(&place, progress).await {
            Ok(Some((held, stale))) => Found::Held(held.map(Box::new), stale),
            Ok(None) => Found::Unknown,
            Err(failure) => Found::Failed(failure),
        };
        found.answer(turn, found_out);
    });
}

fn compare(session: Session, text: &str, found: Finding, progress: Progress) {
    let shown = match CheckpointLink::find(text) {
        Ok(shown) => shown,
        Err(error) => return found.at_once(Found::Unreadable(error)),
    };
    let turn = found.begin();
    spawn_local(async move {
        let compared = match session.compare(shown, progress).await {
            Ok(compared) => Found::Compared(Box::new(compared)),
            Err(failure) => Found::Failed(failure),
        };
        found.answer(turn, compared);
    });
}

/// Another one's code: by this page's camera where the browser can, else pasted.
#[component]
fn AnotherOnes(given: Callback<String>) -> impl IntoView {
    let session = session();
    let pasted = RwSignal::new(String::new());
    let is_open = RwSignal::new(false);
    let problems = Problems::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        problems.clear();
        match pasted.with_untracked(|text| filled(text)) {
            Some(text) => {
                given.run(text);
                to_the_top();
            }
            None => problems.field("shown", session.words().fill_in()),
        }
    };
    let found = Callback::new(move |text: String| {
        given.run(text);
        to_the_top();
    });
    let failed = Callback::new(move |()| problems.field("shown", session.words().compare_no_camera()));
    let scan = move || {
        let words = session.words();
        can_scan().then(|| {
            let (label, turn) = if is_open.get() {
                (words.compare_stop_scanning(), Callback::new(move |()| is_open.set(false)))
            } else {
                (words.compare_scan(), Callback::new(move |()| is_open.set(true)))
            };
            let seen = is_open.get().then(|| camera(words, is_open, found, failed));
            let switch = button(label.into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(turn));
            view! { {seen}{switch} }
        })
    };
    let form = move || {
        let words = session.words();
        let asked = Field::new("shown", words.compare_pasted()).hint(words.compare_pasted_hint());
        view! {
            {field(words.board(), asked, FieldKind::Code, pasted, problems.of("shown"))}
            {button(words.compare_now().into(), ButtonTone::Second, ButtonKind::Submit, false.into(), None)}
        }
    };
    view! {
        <section class="section">
            <h2>{move || session.words().compare_another()}</h2>
            <p>{move || session.words().compare_another_text()}</p>
            {scan}
            {problems.summary(session)}
            <form on:submit=submit novalidate>{form}</form>
        </section>
    }
}

/// The answer stands at the head of the page; somebody who pressed at its foot would not see it.
fn to_the_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    if let Some(main) = document().get_element_by_id("main") {
        let _focused = main.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}
