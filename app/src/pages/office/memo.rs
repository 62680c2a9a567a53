//! One memo: its words, the words before, and what can be done about it.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_domain::codes::{Codes, Reason};
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::{Notice as Record, Saying, Told};
use jiannuo_domain::words::{MemoWords, Words as _};
use jiannuo_sync::outbox::OutboxState;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Look, entered, in_office, kind_name, looking, title};
use crate::pages::notice::{id_in_address, is_secretary};
use crate::parts::form::Problems;
use crate::parts::organisation::Here;
use crate::parts::say;
use crate::session::{Act, Failure, OfficeShown, Shown};
use crate::words::Words;

/// The page.
#[component]
pub fn MemoPage() -> impl IntoView {
    in_office(|here, speaker| {
        let look = looking(&here, speaker);
        let problems = Problems::new();
        let asked = RwSignal::new(None::<EntryId>);
        let id = id_in_address();
        view! {
            {problems.summary(here.session)}
            {move || {
                let words = here.session.words();
                match (look.get(), here.shown(), id) {
                    (Look::Shown(office), Some(public), Some(id)) => match office.ledger.memos.get(&id) {
                        Some(memo) => details(&here, words, memo, &public, Asking { asked, problems }),
                        None => crate::pages::unable::NoSuchPage().into_any(),
                    },
                    (Look::Failed(failure), ..) => super::trouble(words, &failure),
                    _ => view! { <p role="status">{words.office_loading()}</p> }.into_any(),
                }
            }}
        }
        .into_any()
    })
}

/// What a secretary is asked twice.
#[derive(Clone, Copy)]
struct Asking {
    asked: RwSignal<Option<EntryId>>,
    problems: Problems,
}

fn details(here: &Here, words: Words, memo: &Record<MemoWords>, public: &Shown, asking: Asking) -> AnyView {
    let Some((told, earlier)) = memo.wordings.split_last() else { return ().into_any() };
    let is_keeper = is_secretary(here, &public.ledger);
    let is_author = memo.wordings.first().map(|told| told.stamp.signer) == here.speaker.map(|speaker| speaker.member);
    let revise = (is_keeper || is_author).then(|| {
        let href = here.path(&format!("/office/{}/revise", memo.id));
        view! { <p><a class="button button-second" href=href>{words.memo_revise()}</a></p> }
    });
    let erase = |told: &Told<MemoWords>| is_keeper.then(|| erasing(here, words, told, asking));
    let versions = earlier.iter().rev().map(|told| {
        view! { <li>{wording(words, told, public)}{erase(told)}</li> }
    });
    let versions = versions.collect_view();
    let before = (!earlier.is_empty()).then(|| {
        view! { <section class="section"><h2>{words.memo_versions()}</h2><ul class="outbox" role="list">{versions}</ul></section> }
    });
    view! {
        <h1>{title(words, told)}</h1>
        {wording(words, told, public)}
        {revise}
        {erase(told)}
        {before}
        <p><a href=here.path("/office")>{words.to_office()}</a></p>
    }
    .into_any()
}

/// The words of one edition, with who entered them.
fn wording(words: Words, told: &Told<MemoWords>, public: &Shown) -> AnyView {
    let said = match &told.saying {
        Saying::Words(memo) => {
            let paragraphs = memo.text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
            let reason = memo.reason.clone().map(|reason| {
                view! { <p class="hint">{words.field_says(words.revision_reason(), &reason)}</p> }
            });
            view! {
                <p><b>{words.memo_about(kind_name(words, memo.kind), &memo.day.to_string())}</b></p>
                {paragraphs}
                {reason}
            }
            .into_any()
        }
        Saying::Erased => view! { <p class="erased">{words.memo_erased()}</p> }.into_any(),
        Saying::Missing | Saying::Newer => view! { <p>{words.memo_missing()}</p> }.into_any(),
    };
    view! { {said} <p class="hint">{entered(words, &told.stamp, public)}</p> }.into_any()
}

/// Erasing one edition's words, with a second look.
fn erasing(here: &Here, words: Words, told: &Told<MemoWords>, asking: Asking) -> AnyView {
    let Asking { asked, problems } = asking;
    if !matches!(told.saying, Saying::Words(_)) {
        return ().into_any();
    }
    let (entry, here) = (told.stamp.entry, here.clone());
    if asked.get() != Some(entry) {
        let ask = Callback::new(move |()| asked.set(Some(entry)));
        let label = words.memo_erase().into();
        return button(label, ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(ask)).into_any();
    }
    let erase = Callback::new(move |()| {
        problems.clear();
        let here = here.clone();
        problems.is_busy.set(true);
        spawn_local(async move {
            match erase_words(&here, entry).await {
                Ok(()) => {
                    asked.set(None);
                    problems.is_busy.set(false);
                }
                Err(failure) => problems.fail(failure),
            }
        });
    });
    let keep = Callback::new(move |()| asked.set(None));
    view! {
        <section class="panel panel-warning" role="alert">
            <p>{words.memo_erase_text()}</p>
            {button(words.memo_erase_really().into(), ButtonTone::Warning, ButtonKind::Plain, problems.is_busy.into(), Some(erase))}
            {button(words.erase_not().into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(keep))}
        </section>
    }
    .into_any()
}

async fn erase_words(here: &Here, entry: EntryId) -> Result<(), Failure> {
    let speaker = here.speaker.ok_or(Failure::NotAMember)?;
    let mut act = Act::new(here.membership.org, speaker);
    let codes = Codes { entry: Some(entry), reason: Some(Reason::PersonalData), ..Codes::default() };
    let organisation = here.membership.org.record();
    act.say(Kind::BodyErased, organisation, None, None, Some(codes), None::<&MemoWords>)?;
    here.session.commit_to_office(act).await
}

/// What waits or was refused, with what can be done about it.
pub fn waiting(here: &Here, words: Words, office: &OfficeShown) -> Option<AnyView> {
    if office.outbox.is_empty() {
        return None;
    }
    let rows = office.outbox.iter().map(|item| {
        let (here, item) = (here.clone(), item.clone());
        let (state, label) = match &item.state {
            OutboxState::Refused { refusal } => {
                (format!("{}：{}", words.memo_refused(), say::refusal(words, refusal)), words.discard())
            }
            OutboxState::Conflict { .. } => (words.refused_stale().to_owned(), words.discard()),
            OutboxState::Waiting => (words.memo_waiting().to_owned(), words.memo_remove()),
        };
        // From its first push on it can only be refused or entered.
        let may_remove = !(item.state == OutboxState::Waiting && item.attempted);
        let removed = item.clone();
        let remove = Callback::new(move |()| {
            let (here, item) = (here.clone(), removed.clone());
            spawn_local(async move {
                // What cannot be removed now is still there to be seen.
                let _removed = here.session.remove_from_office(here.membership.org, &item).await;
            });
        });
        let written = item.signed.body.as_ref().and_then(|body| MemoWords::from_body(&body.text).ok());
        let text = written.as_ref().map(|memo| view! { <p class="said">{memo.text.clone()}</p> });
        let heading = written.map_or_else(|| words.memo_erase().to_owned(), |memo| memo.title);
        view! {
            <li>
                <p><b>{heading}</b></p>
                {text}
                <p>{state}</p>
                {may_remove.then(|| button(label.into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(remove)))}
            </li>
        }
    });
    Some(view! { <ul class="outbox" role="list">{rows.collect_view()}</ul> }.into_any())
}
