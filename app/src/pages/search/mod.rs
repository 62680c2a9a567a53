//! Finding what this device holds: of one organisation or of all, as one types, without a network.

mod asked;
mod choices;
mod hit;
mod keys;

use asked::{Asked, kind_code};
use choices::choices;
use hit::{Hit, kind_label};
use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::empty_state::{EmptyState, empty_state};
use jiannuo_board::components::filter_links::{FilterLink, filter_links};
use jiannuo_board::link::Link;
use jiannuo_board::record::status_word;
use jiannuo_domain::kind::RecordKind;
use jiannuo_domain::standing::Status;
use jiannuo_finding::gather::KINDS;
use jiannuo_finding::{MAX_QUERY_CHARACTERS, Query};
use jiannuo_store::Membership;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use crate::parts::organisation::with_organisation;
use crate::session::{Session, session};
use crate::words::Words;

/// Hits that are shown at first and with each press more: what a phone lays out within a keystroke.
const HITS_AT_ONCE: usize = 50;

/// Over everything on the device.
#[component]
pub fn SearchEverywhere() -> impl IntoView {
    page(session(), None)
}

/// Over one organisation.
#[component]
pub fn SearchHere() -> impl IntoView {
    with_organisation(|here| page(here.session, Some(here.membership)))
}

/// What is found, as far as it is shown.
#[derive(Clone, Default, PartialEq)]
struct Outcome {
    hits: Vec<Hit>,
    count: usize,
    of_kind: Vec<(RecordKind, usize)>,
    is_empty_device: bool,
}

/// What the page's parts share.
#[derive(Clone, Copy)]
struct Search {
    session: Session,
    asked: RwSignal<Asked>,
    here: StoredValue<Option<Membership>>,
    /// How many hits are shown.
    most: RwSignal<usize>,
    /// Whether pinyin works; not known before the readings were asked for.
    has_readings: RwSignal<Option<bool>>,
    path: StoredValue<String>,
}

fn page(session: Session, here: Option<Membership>) -> AnyView {
    let query = use_query_map();
    let search = Search {
        session,
        asked: RwSignal::new(query.with_untracked(Asked::from_query)),
        here: StoredValue::new(here.clone()),
        most: RwSignal::new(HITS_AT_ONCE),
        has_readings: RwSignal::new(None),
        path: StoredValue::new(use_location().pathname.get_untracked()),
    };
    spawn_local(async move {
        let has_them = session.fetch_readings().await;
        let _told = search.has_readings.try_set(Some(has_them));
    });
    // Going back and a link of the page itself change the address; what is typed changes it without the router.
    Effect::new(move || {
        let asked = query.with(Asked::from_query);
        if search.asked.with_untracked(|present| *present != asked) {
            search.asked.set(asked);
        }
    });
    let gathered = Memo::new(move |_| session.gather_findable());
    let outcome = Memo::new(move |_| {
        search.has_readings.track();
        search.find(gathered.get().0)
    });
    let is_everywhere = here.is_none();
    let title = here.map_or_else(|| session.words().search_all().to_owned(), |here| here.name);
    view! {
        <h1>{move || session.words().search()}</h1>
        <p class="lead">{title}</p>
        <div on:keydown=keys::on_key>
            {search.form(gathered)}
            <div on:click=move |event| search.take_kind(&event)>{move || search.kinds(&outcome.get())}</div>
            <p class="found-count" role="status">{move || search.count(outcome.with(|outcome| (outcome.count, outcome.is_empty_device)))}</p>
            {move || search.list(outcome.get(), is_everywhere)}
        </div>
    }
    .into_any()
}

impl Search {
    /// Looks for what is asked.
    fn find(self, today: Option<jiannuo_domain::day::Day>) -> Outcome {
        let (asked, most) = (self.asked.get(), self.most.get());
        let memberships = self.session.memberships.get_untracked();
        let (query, words) = (Query::new(&asked.typed), self.session.words());
        let filter = self.here.with_value(|here| asked.filter(here.as_ref(), &memberships));
        self.session.with_findable(|index, readings| {
            let Some(today) = today.filter(|_| !index.is_empty()) else {
                return Outcome { is_empty_device: true, ..Outcome::default() };
            };
            let found = index.find(&query, &filter, readings, today);
            let hits =
                found.records.iter().take(most).map(|record| Hit::new(words, record, &query, readings)).collect();
            Outcome { hits, count: found.records.len(), of_kind: found.of_kind, is_empty_device: false }
        })
    }

    /// Takes a new question, and writes it into the address so that going back from a hit comes to it again.
    fn ask(self, asked: Asked) {
        let address = format!("{}{}", self.path.get_value(), asked.to_query());
        if let Ok(history) = window().history() {
            let state = history.state().unwrap_or(JsValue::NULL);
            // Without it, going back comes to an empty question.
            let _kept = history.replace_state_with_url(&state, "", Some(&address));
        }
        self.most.set(HITS_AT_ONCE);
        self.asked.set(asked);
    }

    fn form(self, gathered: Memo<(Option<jiannuo_domain::day::Day>, u32)>) -> AnyView {
        let typed = move |event| self.ask(Asked { typed: event_target_value(&event), ..self.asked.get_untracked() });
        let words = move || self.session.words();
        view! {
            <form role="search" on:submit=|event| event.prevent_default()>
                <div class="field">
                    <label for="sought">{move || words().search_what()}</label>
                    <span class="hint" id="sought-hint">{move || words().search_hint()}</span>
                    <input
                        class="control"
                        id="sought"
                        name="q"
                        type="search"
                        enterkeyhint="search"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        maxlength=MAX_QUERY_CHARACTERS.to_string()
                        aria-describedby="sought-hint"
                        prop:value=move || self.asked.with(|asked| asked.typed.clone())
                        on:input=typed
                    />
                    {move || (self.has_readings.get() == Some(false)).then(|| view! { <p class="hint">{words().search_no_pinyin()}</p> })}
                </div>
                {move || choices(self, gathered.get().1)}
            </form>
        }
        .into_any()
    }

    /// The kinds with how many of each, as links.
    fn kinds(self, outcome: &Outcome) -> Option<AnyView> {
        let (words, asked) = (self.session.words(), self.asked.get());
        if outcome.of_kind.len() < 2 && asked.kind.is_none() {
            return None;
        }
        let path = self.path.get_value();
        let link = |kind: Option<RecordKind>, label: &'static str, number: usize| FilterLink {
            link: Link::new(label, format!("{path}{}", Asked { kind, ..asked.clone() }.to_query())),
            count: u32::try_from(number).unwrap_or(u32::MAX),
            is_current: asked.kind == kind,
        };
        let all = link(None, words.search_all_kinds(), outcome.of_kind.iter().map(|(_, number)| number).sum());
        let each = outcome.of_kind.iter().map(|(kind, number)| link(Some(*kind), kind_label(words, *kind), *number));
        let links: Vec<_> = std::iter::once(all).chain(each).collect();
        Some(filter_links(words.board(), &links))
    }

    /// A kind that was pressed is taken here, so that going back from a hit leaves the search as a whole. Opened in another tab
    /// it is a link like any other.
    fn take_kind(self, event: &MouseEvent) {
        let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = pressed.and_then(|pressed| pressed.closest("a").ok().flatten());
        let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        let code = href.split(['?', '&']).find_map(|part| part.strip_prefix("kind="));
        let kind = KINDS.into_iter().find(|kind| Some(kind_code(*kind)) == code);
        self.ask(Asked { kind, ..self.asked.get_untracked() });
    }

    fn count(self, (count, is_empty_device): (usize, bool)) -> String {
        if is_empty_device { String::new() } else { self.session.words().search_found(count) }
    }

    fn list(self, outcome: Outcome, names_organisation: bool) -> AnyView {
        let words = self.session.words();
        if outcome.is_empty_device {
            let text = Some(words.search_nothing_here_text().into());
            return empty_state(EmptyState { text, ..EmptyState::new(words.search_nothing_here()) });
        }
        if outcome.count == 0 {
            let text = Some(words.search_none_text().into());
            let clear = self.asked.with(Asked::is_narrowed).then(|| {
                let clear = move |()| {
                    let typed = self.asked.with_untracked(|asked| asked.typed.clone());
                    self.ask(Asked { typed, ..Asked::default() });
                };
                press(words.search_clear(), Callback::new(clear))
            });
            return view! { {empty_state(EmptyState { text, ..EmptyState::new(words.search_none()) })}{clear} }
                .into_any();
        }
        let left = outcome.count - outcome.hits.len();
        let memberships = self.session.memberships.get_untracked();
        let rows = outcome.hits.into_iter().map(|hit| hit.view(words, &memberships, names_organisation)).collect_view();
        let more = (left > 0).then(|| {
            let more = Callback::new(move |()| self.most.update(|most| *most += HITS_AT_ONCE));
            button(
                words.search_more(left.min(HITS_AT_ONCE)),
                ButtonTone::Second,
                ButtonKind::Plain,
                false.into(),
                Some(more),
            )
        });
        view! { <ol class="found" role="list">{rows}</ol>{more} }.into_any()
    }
}

fn press(label: &'static str, act: Callback<()>) -> AnyView {
    button(label.into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(act))
}

/// A state in words.
fn state_label(words: Words, code: &str) -> String {
    match (Status::from_code(code), code) {
        (_, "withdrawn") => words.search_withdrawn().to_owned(),
        (Some(status), _) => status_word(words.board(), status).to_owned(),
        (None, _) => words.search_current().to_owned(),
    }
}
