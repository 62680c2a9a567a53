//! Writing a memo, and correcting one.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Choice, Field, FieldKind, date_field, field, select};
use jiannuo_domain::day::Day;
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{MemoKind, MemoWords, Words as _, WordsError};
use jiannuo_store::device;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen_futures::spawn_local;

use super::{Look, in_office, kind_name, looking};
use crate::pages::notice::id_in_address;
use crate::pages::notice_form::reason_field;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::Here;
use crate::parts::say;
use crate::session::{Act, Failure};
use crate::words::Words;

/// The name of the form in drafts.
const FORM: &str = "memo";

const KINDS: [(&str, MemoKind); 3] =
    [("minutes", MemoKind::Minutes), ("order", MemoKind::Order), ("note", MemoKind::Note)];

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    kind: RwSignal<String>,
    title: RwSignal<String>,
    day: RwSignal<String>,
    text: RwSignal<String>,
    reason: RwSignal<String>,
}

/// What is corrected.
#[derive(Clone, Copy, PartialEq)]
struct Standing {
    record: RecordId,
    head: EntryId,
}

impl Fields {
    fn of(memo: Option<&MemoWords>) -> Self {
        let today = || Day::in_shanghai(device::now_ms()).to_string();
        let value =
            |kind: MemoKind| KINDS.iter().find(|(_, known)| *known == kind).map_or("minutes", |(value, _)| value);
        Self {
            kind: RwSignal::new(value(memo.map_or(MemoKind::Minutes, |memo| memo.kind)).to_owned()),
            title: RwSignal::new(memo.map(|memo| memo.title.clone()).unwrap_or_default()),
            day: RwSignal::new(memo.map_or_else(today, |memo| memo.day.to_string())),
            text: RwSignal::new(memo.map(|memo| memo.text.clone()).unwrap_or_default()),
            reason: RwSignal::new(String::new()),
        }
    }

    /// What was typed, or the problems beside the fields.
    fn words(self, words: Words, problems: Problems, is_revision: bool) -> Option<MemoWords> {
        let Ok(day) = self.day.with_untracked(|text| text.parse::<Day>()) else {
            problems.field("day", words.not_a_day());
            return None;
        };
        let kind =
            self.kind.with_untracked(|value| KINDS.iter().find(|(known, _)| known == value).map(|(_, kind)| *kind));
        let typed = |text: RwSignal<String>| text.with_untracked(|text| filled(text));
        let told = MemoWords {
            kind: kind.unwrap_or(MemoKind::Note),
            title: typed(self.title).unwrap_or_default(),
            day,
            text: typed(self.text).unwrap_or_default(),
            reason: typed(self.reason),
        };
        if is_revision && told.reason.is_none() {
            problems.field("reason", words.fill_in());
        }
        if let Err(error) = told.check() {
            let field = match &error {
                WordsError::Empty { field } | WordsError::TooLong { field, .. } => field.clone(),
                _ => "text".to_owned(),
            };
            problems.field(&field, say::words_error(words, &error));
        }
        (!problems.any()).then_some(told)
    }
}

/// A memo.
#[component]
pub fn NewMemo() -> impl IntoView {
    in_office(|here, _| form(here, Fields::of(None), None))
}

/// Other words for a memo.
#[component]
pub fn ReviseMemo() -> impl IntoView {
    in_office(|here, speaker| {
        let look = looking(&here, speaker);
        let id = id_in_address();
        // Once: what is typed must not be replaced by what comes in meanwhile.
        let found = Memo::new(move |before: Option<&Option<(Standing, String)>>| {
            before.cloned().flatten().or_else(|| standing(&look.get(), id))
        });
        (move || match found.get() {
            Some((standing, body)) => {
                let memo = MemoWords::from_body(&body).ok();
                form(here.clone(), Fields::of(memo.as_ref()), Some(standing))
            }
            None => match look.get() {
                Look::Loading => view! { <p role="status">{here.session.words().office_loading()}</p> }.into_any(),
                Look::Failed(failure) => super::trouble(here.session.words(), &failure),
                // No such memo, or its words are erased or not here: there is nothing to correct.
                Look::Shown(_) => crate::pages::unable::NoSuchPage().into_any(),
            },
        })
        .into_any()
    })
}

fn standing(look: &Look, id: Option<RecordId>) -> Option<(Standing, String)> {
    let Look::Shown(office) = look else { return None };
    let memo = office.ledger.memos.get(&id?)?;
    Some((Standing { record: memo.id, head: memo.head }, memo.words()?.to_body().ok()?))
}

fn form(here: Here, fields: Fields, revised: Option<Standing>) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let Fields { kind, title, day, text, reason } = fields;
    let is_revision = revised.is_some();
    // A correction is written on the words of this moment; kept for later it would hide what others change meanwhile.
    let place = (!is_revision).then(|| DraftPlace::of_form(here.membership.org, FORM, None));
    let kept = place.map(|place| draft::keep(session, place, problems.is_busy, vec![kind, title, day, text]));
    let go = use_navigate();
    let save = Callback::new(move |()| {
        problems.clear();
        let Some(told) = fields.words(session.words(), problems, is_revision) else { return };
        problems.is_busy.set(true);
        let (here, go) = (here.clone(), go.clone());
        spawn_local(async move {
            match write(&here, revised, &told).await {
                Ok(()) => {
                    if let Some(place) = place {
                        // What is left of it is an old draft, which the next memo overwrites.
                        let _removed = here.session.device().store.remove_drafts(&[place.id]).await;
                    }
                    go(&format!("/o/{}/office", here.membership.slug), Default::default());
                }
                Err(failure) => problems.fail(failure),
            }
        });
    });
    let view = move || {
        let words = session.words();
        let board = words.board();
        let kinds = KINDS.iter().map(|(value, kind)| Choice::new(*value, kind_name(words, *kind))).collect();
        let head = if is_revision {
            view! { <h1>{words.memo_revise()}</h1> <p class="lead">{words.memo_revise_text()}</p> }.into_any()
        } else {
            view! { <h1>{words.office_write()}</h1> <p class="lead">{words.office_hint()}</p> }.into_any()
        };
        let asked = Field::new("text", words.memo_text()).hint(words.memo_text_hint());
        view! {
            {head}
            {select(board, Field::new("kind", words.memo_kind()), kinds, kind, problems.of("kind"))}
            {field(board, Field::new("title", words.memo_title()), FieldKind::Text, title, problems.of("title"))}
            {date_field(board, Field::new("day", words.memo_day()).hint(words.memo_day_hint()), day, problems.of("day"))}
            {field(board, asked, FieldKind::Lines(10, None), text, problems.of("text"))}
            {is_revision.then(|| reason_field(words, reason, problems))}
            {button(words.memo_save().into(), ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(save))}
        }
    };
    view! { {problems.summary(session)} {view} {kept} }.into_any()
}

async fn write(here: &Here, revised: Option<Standing>, told: &MemoWords) -> Result<(), Failure> {
    let speaker = here.speaker.ok_or(Failure::NotAMember)?;
    let mut act = Act::new(here.membership.org, speaker);
    match revised {
        Some(Standing { record, head }) => {
            act.say(Kind::MemoRevised, record, Some(head), None, None, Some(told))?;
        }
        None => {
            act.begin(Kind::MemoWritten, None, None, Some(told))?;
        }
    }
    here.session.commit_to_office(act).await
}
