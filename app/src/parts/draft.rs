//! A form that is kept while it is written: every pause in typing saves it on the device, and so does leaving the page.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{OrganisationId, RecordId};
use jiannuo_store::{Draft, device};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;

use super::say;
use crate::session::{Failure, Session};

/// A pause in typing after which a form is saved.
const SAVE_AFTER_MS: u32 = 400;
/// Somebody who types without a pause is saved this often.
const SAVE_AT_LEAST_MS: i64 = 2_000;

/// Where a form's draft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftPlace {
    /// The draft.
    pub id: RecordId,
    /// The organisation.
    pub org: OrganisationId,
    /// Which form.
    pub form: &'static str,
    /// The import that it came with.
    pub batch: Option<RecordId>,
}

impl DraftPlace {
    /// The one draft that a form has for an organisation, or for one of its records.
    pub fn of_form(org: OrganisationId, form: &'static str, record: Option<RecordId>) -> Self {
        let record = record.map(|record| *record.as_bytes()).unwrap_or_default();
        let digest = Digest::of(&[org.as_bytes(), form.as_bytes(), &record]);
        let mut id = [0; 16];
        id.copy_from_slice(&digest.as_bytes()[..16]);
        Self { id: RecordId::from_bytes(id), org, form, batch: None }
    }
}

/// How far keeping a form is.
#[derive(Clone, Debug, PartialEq)]
enum Kept {
    Nothing,
    Saved,
    Failed(Failure),
}

/// Reads a form's draft back with its batch; `None` when there is none, or another version wrote it.
///
/// # Errors
/// [`Failure::Sync`] when the store fails: the form must not be taken for empty then.
pub async fn read<T: DeserializeOwned>(
    session: Session,
    place: DraftPlace,
) -> Result<Option<(T, Option<RecordId>)>, Failure> {
    let drafts = session.device().store.drafts(&place.org).await?;
    let draft = drafts.into_iter().find(|draft| draft.id == place.id);
    Ok(draft.and_then(|draft| Some((serde_json::from_str(&draft.content).ok()?, draft.batch))))
}

/// What is typed and not yet saved.
struct Unsaved {
    content: String,
    since_ms: i64,
    /// Dropping the timer stops it.
    _timer: Timeout,
}

/// Saves a form after each pause in typing; answers the line that says so.
///
/// `kept` is what the draft holds already (an empty form at first). Nothing is saved while the form is being published or
/// thrown away: the draft would be there again afterwards.
pub fn autosave<T: Serialize + PartialEq + Clone + 'static>(
    session: Session,
    place: StoredValue<DraftPlace>,
    is_leaving: RwSignal<bool>,
    kept: StoredValue<T, LocalStorage>,
    content: impl Fn() -> T + 'static,
) -> AnyView {
    let status = RwSignal::new_local(Kept::Nothing);
    let unsaved = StoredValue::new_local(None::<Unsaved>);
    let flush = move || {
        let waiting = unsaved.try_update_value(Option::take).flatten();
        if let (Some(waiting), Some(false)) = (waiting, is_leaving.try_get_untracked()) {
            let place = place.get_value();
            spawn_local(save(session, place, waiting.content, status));
        }
    };
    let is_open = StoredValue::new(false);
    Effect::new(move |_| {
        let now = content();
        if kept.with_value(|kept| *kept == now) {
            return;
        }
        kept.set_value(now.clone());
        if !is_open.get_value() {
            is_open.set_value(true);
            session.open_forms.update(|count| *count += 1);
        }
        let Ok(content) = serde_json::to_string(&now) else { return };
        let now_ms = device::now_ms();
        let since_ms = unsaved.with_value(|unsaved| unsaved.as_ref().map_or(now_ms, |unsaved| unsaved.since_ms));
        let timer = Timeout::new(SAVE_AFTER_MS, flush);
        unsaved.set_value(Some(Unsaved { content, since_ms, _timer: timer }));
        if now_ms.saturating_sub(since_ms) > SAVE_AT_LEAST_MS {
            flush();
        }
    });
    let hidden = EventListener::new(&document(), "visibilitychange", move |_| flush());
    let hidden = StoredValue::new_local(Some(hidden));
    on_cleanup(move || {
        flush();
        let _ended = hidden.try_update_value(Option::take);
        if is_open.try_get_value() == Some(true) {
            session.open_forms.update(|count| *count = count.saturating_sub(1));
        }
    });
    let line = move || match status.get() {
        Kept::Nothing => String::new(),
        Kept::Saved => session.words().draft_saved().to_owned(),
        Kept::Failed(failure) => say::failure(session.words(), &failure),
    };
    view! { <p class="draft-saved" role="status">{line}</p> }.into_any()
}

/// Keeps a short form's texts: fills in what was left there, and saves what is typed. Answers the line that says so.
pub fn keep(session: Session, place: DraftPlace, is_leaving: RwSignal<bool>, texts: Vec<RwSignal<String>>) -> AnyView {
    let content = {
        let texts = texts.clone();
        move || texts.iter().map(|text| text.get()).collect::<Vec<String>>()
    };
    let kept = StoredValue::new_local(texts.iter().map(|text| text.get_untracked()).collect::<Vec<String>>());
    spawn_local(async move {
        // A draft that cannot be read stays where it is; it is offered again the next time.
        if let Ok(Some((left, _))) = read::<Vec<String>>(session, place).await
            && left.len() == texts.len()
        {
            // The page may have been left meanwhile.
            let _kept = kept.try_set_value(left.clone());
            for (text, left) in texts.iter().zip(left) {
                let _filled = text.try_set(left);
            }
        }
    });
    autosave(session, StoredValue::new(place), is_leaving, kept, content)
}

/// Keeps a form whose content is more than a few texts: fills in what was left there, and saves what is changed. What
/// somebody has begun to type before the draft was read stays. Answers the line that says so.
pub fn keep_form<T>(
    session: Session,
    place: DraftPlace,
    is_leaving: RwSignal<bool>,
    content: impl Fn() -> T + Clone + 'static,
    fill: impl FnOnce(&T) + 'static,
) -> AnyView
where
    T: Serialize + DeserializeOwned + PartialEq + Clone + 'static,
{
    let kept = StoredValue::new_local(untrack(&content));
    let now = content.clone();
    spawn_local(async move {
        // A draft that cannot be read stays where it is; it is offered again the next time.
        let Ok(Some((left, _))) = read::<T>(session, place).await else { return };
        // The page may have been left meanwhile: then what is typed is gone, too.
        if kept.try_get_value().is_some_and(|kept| kept == untrack(now)) {
            kept.set_value(left.clone());
            fill(&left);
        }
    });
    autosave(session, StoredValue::new(place), is_leaving, kept, content)
}

async fn save(session: Session, place: DraftPlace, content: String, status: RwSignal<Kept, LocalStorage>) {
    let draft = Draft {
        id: place.id,
        org: place.org,
        form: place.form.to_owned(),
        content,
        updated_ms: device::now_ms(),
        batch: place.batch,
    };
    let result = session.device().store.put_drafts(&[draft]).await;
    // The form may be gone by now; then nobody is told.
    let _told = status.try_set(result.map_or_else(|error| Kept::Failed(error.into()), |()| Kept::Saved));
    session.ask_to_persist_once().await;
}
