//! How far a form is kept while it is written: a new record's as it is, a correction's with the statement that it was
//! written on.
//!
//! What was left of a correction comes back by itself while nobody else has changed the record meanwhile. Else it is
//! offered, so that it hides nothing that others have said.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_domain::id::{EntryId, OrganisationId, RecordId};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use super::both;
use super::draft::{self, DraftPlace, autosave};
use super::form::Problems;
use crate::session::Session;

/// The content of a correction with the statement that it was written on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct On<T> {
    /// The head of the record at that time.
    pub on: EntryId,
    /// What was typed.
    pub content: T,
}

/// Where a form is kept.
#[derive(Clone, Copy, Debug)]
pub struct Keeping {
    /// The draft; none for a form that begins with two versions in one.
    pub place: Option<DraftPlace>,
    /// For a correction: the statement that it follows.
    pub on: Option<EntryId>,
}

/// What is seen of it: what was left on an older version, and that the form is kept.
pub struct Kept {
    /// Above the form.
    pub left: AnyView,
    /// Below it.
    pub line: AnyView,
}

impl Keeping {
    /// The form of a new record.
    pub fn of_new(org: OrganisationId, form: &'static str, about: Option<RecordId>) -> Self {
        Self { place: Some(DraftPlace::of_form(org, form, about)), on: None }
    }

    /// The form of a correction.
    pub fn of_correction(org: OrganisationId, form: &'static str, record: RecordId, head: EntryId) -> Self {
        let place = both::in_address().is_none().then(|| DraftPlace::of_form(org, form, Some(record)));
        Self { place, on: Some(head) }
    }

    /// Fills in what was left, and saves what is changed.
    pub fn keep<T>(
        self,
        session: Session,
        problems: Problems,
        content: impl Fn() -> T + Clone + 'static,
        fill: impl Fn(&T) + 'static,
    ) -> Kept
    where
        T: Serialize + DeserializeOwned + PartialEq + Clone + 'static,
    {
        match (self.place, self.on) {
            (None, _) => Kept { left: ().into_any(), line: ().into_any() },
            (Some(place), None) => Kept {
                left: ().into_any(),
                line: draft::keep_form(session, place, problems.is_busy, content, move |left| fill(left)),
            },
            (Some(place), Some(on)) => keep_correction(session, place, on, problems, content, fill),
        }
    }
}

fn keep_correction<T>(
    session: Session,
    place: DraftPlace,
    on: EntryId,
    problems: Problems,
    content: impl Fn() -> T + Clone + 'static,
    fill: impl Fn(&T) + 'static,
) -> Kept
where
    T: Serialize + DeserializeOwned + PartialEq + Clone + 'static,
{
    let begun = On { on, content: untrack(&content) };
    let kept = StoredValue::new_local(begun);
    // What was left on an older version, until somebody decides.
    let older = RwSignal::new_local(None::<T>);
    let fill = StoredValue::new_local(fill);
    let now = content.clone();
    spawn_local(async move {
        // A draft that cannot be read stays where it is; it is offered again the next time.
        let Ok(Some((left, _))) = draft::read::<On<T>>(session, place).await else { return };
        if left.on != on {
            let _offered = older.try_set(Some(left.content));
        } else if kept.try_get_value().is_some_and(|kept| kept.content == untrack(now)) {
            kept.set_value(left.clone());
            fill.with_value(|fill| fill(&left.content));
        }
    });
    // What waits for a decision is not written over.
    let saved = move || match older.with(Option::is_some) {
        true => kept.get_value(),
        false => On { on, content: content() },
    };
    let line = autosave(session, StoredValue::new(place), problems.is_busy, kept, saved);
    Kept { left: offered(session, place, problems, older, fill), line }
}

/// What was left on an older version: to be taken or thrown away.
fn offered<T: Clone + 'static>(
    session: Session,
    place: DraftPlace,
    problems: Problems,
    older: RwSignal<Option<T>, LocalStorage>,
    fill: StoredValue<impl Fn(&T) + 'static, LocalStorage>,
) -> AnyView {
    let take = Callback::new(move |()| {
        if let Some(left) = older.try_update(Option::take).flatten() {
            fill.with_value(|fill| fill(&left));
        }
    });
    let drop_it = Callback::new(move |()| {
        older.set(None);
        spawn_local(async move {
            if let Err(error) = session.device().store.remove_drafts(&[place.id]).await {
                problems.fail(error.into());
            }
        });
    });
    (move || {
        let words = session.words();
        let way = |label: &'static str, act| {
            button(label.into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(act))
        };
        older.with(Option::is_some).then(|| {
            view! {
                <section class="panel" aria-label=words.older_draft()>
                    <h2>{words.older_draft()}</h2>
                    <p>{words.older_draft_text()}</p>
                    {way(words.older_draft_take(), take)}
                    {way(words.discard_draft(), drop_it)}
                </section>
            }
        })
    })
    .into_any()
}
