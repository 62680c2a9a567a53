//! What the office has written down for its members, and how that stands to the public log.

pub mod memo;
pub mod memo_form;

use gloo::timers::callback::Interval;
use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::empty_state::{EmptyState, empty_state};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_board::record::moment;
use jiannuo_domain::ledger::{Notice as Record, Receipt, Saying, Stamp, Told};
use jiannuo_domain::words::{MemoKind, MemoWords};
use jiannuo_sync::transport::TransportError;
use jiannuo_sync::{Agreement, Disagreement, SyncError};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::parts::evidence::save_evidence;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::say;
use crate::session::{Failure, OfficeShown, Shown, Speaker};
use crate::words::Words;

/// Between two looks at the log while its page is in front.
const LOOK_MS: u32 = 10_000;

/// What a page of the office log shows.
#[derive(Clone)]
pub enum Look {
    /// Nothing is here yet.
    Loading,
    /// What is here.
    Shown(Box<OfficeShown>),
    /// Not even what is here could be read.
    Failed(Failure),
}

impl Look {
    /// Shows what was seen now; what the server was asked for last stays known when it was not asked again.
    fn take_in(&mut self, seen: Result<OfficeShown, Failure>) {
        let before = match self {
            Self::Shown(before) => before.agreement,
            _ => None,
        };
        *self = match seen {
            Ok(mut shown) => {
                if shown.trouble.is_none() {
                    shown.agreement = shown.agreement.or(before);
                }
                Self::Shown(Box::new(shown))
            }
            Err(failure) => Self::Failed(failure),
        };
    }
}

/// The page.
#[component]
pub fn OfficeRecords() -> impl IntoView {
    in_office(|here, speaker| {
        let look = looking(&here, speaker);
        (move || {
            let words = here.session.words();
            let list = match (look.get(), here.shown()) {
                (Look::Shown(office), Some(public)) => records(&here, words, &office, &public),
                (Look::Failed(failure), _) => trouble(words, &failure),
                _ => view! { <p role="status">{words.office_loading()}</p> }.into_any(),
            };
            view! {
                <h1>{words.office()}</h1>
                <p class="lead">{words.office_lead()}</p>
                <p><a class="button" href=here.path("/office/new")>{words.office_write()}</a></p>
                {list}
            }
        })
        .into_any()
    })
}

/// A page for members only.
pub fn in_office(page: impl Fn(Here, Speaker) -> AnyView + Send + Sync + 'static) -> impl IntoView {
    with_organisation(move |here| match here.speaker {
        Some(speaker) => page(here, speaker),
        None => {
            let words = here.session.words();
            view! {
                <h1>{words.office_members_only()}</h1>
                <p class="lead">{words.office_members_only_text()}</p>
                <p><a class="button" href="/app/join">{words.join()}</a></p>
            }
            .into_any()
        }
    })
}

/// The office log: first as it is here, then as the server has it, and again while the page is open.
pub fn looking(here: &Here, speaker: Speaker) -> RwSignal<Look, LocalStorage> {
    let look = RwSignal::new_local(Look::Loading);
    let (session, org) = (here.session, here.membership.org);
    // One question to the server at a time; and what was looked at earlier does not replace what was seen later.
    let (begun, shown, is_asking) = (StoredValue::new(0_u32), StoredValue::new(0_u32), StoredValue::new(false));
    let refresh = move |asks: bool| {
        if asks && is_asking.try_get_value() != Some(false) {
            return;
        }
        is_asking.set_value(is_asking.get_value() || asks);
        begun.update_value(|count| *count += 1);
        let number = begun.get_value();
        spawn_local(async move {
            let seen = session.office(org, speaker, asks).await;
            if asks {
                let _asked = is_asking.try_set_value(false);
            }
            // The page may have been left meanwhile.
            if shown.try_get_value().is_none_or(|latest| latest > number) {
                return;
            }
            shown.set_value(number);
            look.update(|look| look.take_in(seen));
        });
    };
    Effect::new(move |before: Option<u32>| {
        let turn = session.office_turn.get();
        refresh(false);
        if before.is_none() {
            refresh(true);
        }
        turn
    });
    let again = Interval::new(LOOK_MS, move || {
        if document().visibility_state() == web_sys::VisibilityState::Visible {
            refresh(true);
        }
    });
    let again = StoredValue::new_local(Some(again));
    on_cleanup(move || drop(again.try_update_value(Option::take)));
    look
}

const fn is_offline(failure: &Failure) -> bool {
    matches!(failure, Failure::Sync(SyncError::Transport(TransportError::Offline | TransportError::Busy { .. })))
}

fn trouble(words: Words, failure: &Failure) -> AnyView {
    let text = Some(say::failure(words, failure));
    notice(words.board(), Notice { kind: NoticeKind::Warning, title: words.sync_trouble().into(), text }).into_any()
}

fn records(here: &Here, words: Words, office: &OfficeShown, public: &Shown) -> AnyView {
    // What is not in the log yet stands among what waits.
    let is_logged =
        |memo: &&Record<MemoWords>| memo.wordings.first().is_some_and(|told| told.stamp.receipt != Receipt::Pending);
    let mut memos: Vec<_> = office.ledger.memos.values().filter(is_logged).collect();
    memos.sort_by_key(|memo| std::cmp::Reverse(memo.wordings.first().map_or(0, |told| told.stamp.written_ms)));
    let is_empty = memos.is_empty() && office.outbox.is_empty();
    let rows = memos.into_iter().map(|memo| row(here, words, memo, public)).collect_view();
    let list = if is_empty {
        let text = Some(words.office_empty_text().to_owned());
        let empty = EmptyState { text, ..EmptyState::new(words.office_empty()) };
        empty_state(empty).into_any()
    } else {
        view! { <ul class="outbox" role="list">{rows}</ul> }.into_any()
    };
    let waiting = memo::waiting(here, words, office);
    view! { {standing(here, words, office)} {waiting} {list} }.into_any()
}

/// How the office log stands to the public log.
fn standing(here: &Here, words: Words, office: &OfficeShown) -> AnyView {
    let alarm = |text: String| {
        let title = words.office_disagrees().to_owned();
        notice(words.board(), Notice { kind: NoticeKind::Error, title, text: Some(text) }).into_any()
    };
    let contradicted = undecided(here, words, office);
    let says = match (&office.agreement, &office.trouble) {
        (_, Some(failure)) => {
            // Being offline is no trouble; the line says what it means.
            let trouble = (!is_offline(failure)).then(|| trouble(words, failure));
            view! { {trouble} <p class="hint">{words.office_unchecked()}</p> }.into_any()
        }
        (Some(Err(Disagreement::Anchor { size })), _) => alarm(words.office_wrong_anchor(*size)),
        (Some(Err(Disagreement::Fixed { size })), _) => alarm(words.office_wrong_fixed(*size)),
        (Some(Ok(Agreement { fixed: Some(fixed) })), _) => {
            let on = time_text(words, fixed.received_ms);
            view! { <p class="hint">{words.office_fixed(fixed.size, &on)}</p> }.into_any()
        }
        (Some(Ok(Agreement { fixed: None })), _) => view! { <p class="hint">{words.office_not_fixed()}</p> }.into_any(),
        (None, None) => view! { <p class="hint" role="status">{words.office_loading()}</p> }.into_any(),
    };
    view! { {contradicted} {says} }.into_any()
}

/// What speaks against the log and nobody has decided about: said, to be kept as a file, and to be gone on with.
fn undecided(here: &Here, words: Words, office: &OfficeShown) -> Option<AnyView> {
    let open: Vec<_> = office.evidence.iter().filter(|one| one.decided_ms.is_none()).cloned().collect();
    let first = open.first()?;
    let text = format!("{}\n{}", say::contradiction(words, first.contradiction), words.fail_undecided());
    let said = Notice { kind: NoticeKind::Error, title: words.office_disagrees().into(), text: Some(text) };
    let (session, org) = (here.session, here.membership.org);
    let decide = Callback::new(move |()| {
        spawn_local(async move {
            // What was not decided now is still there to be decided about.
            let _decided = session.decide_in_office(org).await;
        });
    });
    Some(
        view! {
            {notice(words.board(), said)}
            <p class="hint">{words.decide_hint()}</p>
            {save_evidence(words, &open)}
            {button(words.decide().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(decide))}
        }
        .into_any(),
    )
}

fn row(here: &Here, words: Words, memo: &Record<MemoWords>, public: &Shown) -> AnyView {
    let Some(told) = memo.wordings.last() else { return ().into_any() };
    let href = here.path(&format!("/office/{}", memo.id));
    let about = told.words().map(|memo| words.memo_about(kind_name(words, memo.kind), &memo.day.to_string()));
    view! {
        <li>
            <h2><a href=href>{title(words, told)}</a></h2>
            <p>{about}</p>
            <p class="hint">{entered(words, &told.stamp, public)}</p>
        </li>
    }
    .into_any()
}

/// A memo's title, or what stands in its place.
pub fn title(words: Words, told: &Told<MemoWords>) -> String {
    match &told.saying {
        Saying::Words(memo) => memo.title.clone(),
        Saying::Erased => words.memo_erased().to_owned(),
        Saying::Missing | Saying::Newer => words.memo_missing().to_owned(),
    }
}

/// Who entered something as which entry, or that it waits.
pub fn entered(words: Words, stamp: &Stamp, public: &Shown) -> String {
    let who = public.ledger.member_name(&stamp.signer).unwrap_or_else(|| words.no_name());
    match stamp.receipt {
        Receipt::Logged { index, received_ms } => words.memo_entered(index + 1, who, &time_text(words, received_ms)),
        Receipt::Pending => words.memo_waiting().to_owned(),
    }
}

fn time_text(words: Words, instant_ms: i64) -> String {
    (words.board().time.moment)(moment(instant_ms))
}

/// A kind of memo.
pub fn kind_name(words: Words, kind: MemoKind) -> &'static str {
    match kind {
        MemoKind::Minutes => words.memo_minutes(),
        MemoKind::Order => words.memo_order(),
        MemoKind::Note => words.memo_note(),
    }
}
