//! Photos and papers in a form: picked or taken, made small on the device, described, put in order, kept with the draft.
//!
//! They have a draft of their own beside the form's: which they are and what is said about them. Their bytes are kept the
//! moment they are picked, so that a page that is closed loses nothing.

mod picture;
mod prepare;
mod view;

use std::rc::Rc;

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, OrganisationId, RecordId};
use jiannuo_domain::limits::MAX_ATTACHMENTS;
use jiannuo_domain::words::{Attachment, Blob};
use jiannuo_store::{Draft, device};
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen_futures::spawn_local;

use prepare::{Prepared, Refused, prepare};

use crate::parts::draft::{self, DraftPlace, autosave};
use crate::parts::form::{Problems, filled};
use crate::parts::keeping::{Keeping, On};
use crate::parts::publish::PublicText;
use crate::session::{Act, ObjectUrl, Session};

/// The field's id.
pub const FIELD: &str = "attachments";

/// Bytes of a blob, shared.
type Bytes = Rc<[u8]>;

/// What is said about one of them. Signals of their own, so that the form can look for personal data in them.
#[derive(Clone, Copy)]
struct Slot {
    /// What a picture shows.
    shows: RwSignal<String>,
    /// What a paper is called.
    name: RwSignal<String>,
}

/// One of them.
#[derive(Clone)]
struct Item {
    slot: usize,
    attachment: Attachment,
    /// The bytes of its blobs; none of what is public already.
    files: Rc<Vec<(Blob, Bytes)>>,
    /// Where a picture can be seen.
    preview: Option<Rc<ObjectUrl>>,
}

/// What a draft keeps of them.
#[derive(Clone, PartialEq, Serialize)]
#[serde(untagged)]
enum Left {
    New(Vec<Attachment>),
    Correction(On<Vec<Attachment>>),
}

/// Photos and papers of a form.
#[derive(Clone, Copy)]
pub struct Attaching {
    session: Session,
    place: DraftPlace,
    is_kept: bool,
    /// For a correction: the statement that it follows.
    on: Option<EntryId>,
    problems: Problems,
    slots: StoredValue<Vec<Slot>>,
    items: RwSignal<Vec<Item>, LocalStorage>,
    /// The last one that was removed, and where it stood.
    removed: RwSignal<Option<(usize, Item)>, LocalStorage>,
    refused: RwSignal<Vec<(String, Refused)>, LocalStorage>,
    /// Which of how many is being made small.
    working: RwSignal<Option<(usize, usize)>>,
}

impl Attaching {
    /// Those of a form whose draft is at a place.
    pub fn new(session: Session, form: DraftPlace, problems: Problems) -> Self {
        let attaching = Self::empty(session, form.org, form.id, problems);
        attaching.read_back(Vec::new());
        attaching
    }

    /// Those of a published record that is corrected: they begin with what is published.
    pub fn of_correction(
        session: Session,
        org: OrganisationId,
        record: RecordId,
        keeping: Keeping,
        problems: Problems,
        published: &[Attachment],
    ) -> Self {
        let attaching =
            Self { is_kept: keeping.place.is_some(), on: keeping.on, ..Self::empty(session, org, record, problems) };
        let items = published.iter().zip(0..).map(|(attachment, slot)| {
            attaching.describe(slot, attachment);
            Item { slot, attachment: attachment.clone(), files: Rc::default(), preview: None }
        });
        attaching.items.set(items.collect());
        if attaching.is_kept {
            attaching.read_back(published.to_vec());
        }
        attaching
    }

    fn empty(session: Session, org: OrganisationId, form: RecordId, problems: Problems) -> Self {
        let slot = |_| Slot { shows: RwSignal::new(String::new()), name: RwSignal::new(String::new()) };
        Self {
            session,
            place: draft_place(org, form),
            is_kept: true,
            on: None,
            problems,
            slots: StoredValue::new((0..MAX_ATTACHMENTS).map(slot).collect()),
            items: RwSignal::new_local(Vec::new()),
            removed: RwSignal::new_local(None),
            refused: RwSignal::new_local(Vec::new()),
            working: RwSignal::new(None),
        }
    }

    /// Everything about them that will be public text.
    pub fn public_texts(&self) -> Vec<PublicText> {
        let texts = |slot: &Slot| {
            [
                PublicText { name: |words| words.attach_shows(), text: slot.shows },
                PublicText { name: |words| words.attach_name(), text: slot.name },
            ]
        };
        self.slots.with_value(|slots| slots.iter().flat_map(texts).collect())
    }

    /// Whether the form may be published as far as they go; says so beside them if not.
    pub fn is_ready(&self) -> bool {
        if self.working.get_untracked().is_none() {
            return true;
        }
        self.problems.field(FIELD, self.session.words().attach_wait());
        false
    }

    /// What the words say about them.
    pub fn attachments_untracked(&self) -> Vec<Attachment> {
        untrack(|| self.attachments())
    }

    /// As [`Attaching::attachments_untracked`]; tracked.
    fn attachments(&self) -> Vec<Attachment> {
        let slots = self.slots.get_value();
        let told = |item: &Item| {
            let slot = slots.get(item.slot);
            let is_picture = item.attachment.size.is_some();
            let shows = slot.and_then(|slot| filled(&slot.shows.get())).filter(|_| is_picture);
            let name = slot.and_then(|slot| filled(&slot.name.get())).filter(|_| !is_picture);
            // A paper has a name, the one that it came with if somebody has emptied it.
            let name = name.or_else(|| item.attachment.name.clone());
            Attachment { shows, name, ..item.attachment.clone() }
        };
        self.items.with(|items| items.iter().map(told).collect())
    }

    /// Has them published with a statement whose words name them.
    pub fn attach_to(&self, act: &mut Act) {
        self.items.with_untracked(|items| {
            for (blob, bytes) in items.iter().flat_map(|item| item.files.iter()) {
                act.attach(blob, bytes.to_vec());
            }
        });
        act.made_from(self.place.id);
    }

    fn describe(&self, slot: usize, attachment: &Attachment) {
        self.slots.with_value(|slots| {
            let Some(slot) = slots.get(slot) else { return };
            slot.shows.set(attachment.shows.clone().unwrap_or_default());
            slot.name.set(attachment.name.clone().unwrap_or_default());
        });
    }

    /// A slot that nobody uses, the one of what can be brought back included.
    fn free_slot(&self) -> Option<usize> {
        let removed = self.removed.try_with_untracked(|removed| removed.as_ref().map(|(_, item)| item.slot))?;
        let is_used = |slot: &usize| {
            self.items.with_untracked(|items| items.iter().any(|item| item.slot == *slot)) || removed == Some(*slot)
        };
        (0..MAX_ATTACHMENTS).find(|slot| !is_used(slot)).or(removed)
    }

    /// Fills in what was left in the draft, and keeps what is said about them from then on.
    fn read_back(self, published: Vec<Attachment>) {
        let kept = StoredValue::new_local(self.kept_content(published.clone()));
        let place = StoredValue::new(self.place);
        // The form says itself that it is kept.
        let content = move || self.kept_content(self.attachments());
        let _line = autosave(self.session, place, self.problems.is_busy, kept, content);
        on_cleanup(move || self.forget(self.removed.try_update(Option::take).flatten()));
        spawn_local(async move {
            // A draft that cannot be read stays where it is; it is offered again the next time.
            let Some(left) = self.left(&published).await else { return };
            let store = self.session.device().store.clone();
            let Ok(files) = store.draft_files(&self.place.id).await else { return };
            self.forget_all_but(&left, &files).await;
            let files: Vec<(Digest, Bytes)> = files.into_iter().map(|(hash, bytes)| (hash, bytes.into())).collect();
            let back = left.iter().filter_map(|attachment| item_of(attachment, &files, &published));
            let back: Vec<Item> =
                back.take(MAX_ATTACHMENTS).zip(0..).map(|(item, slot)| Item { slot, ..item }).collect();
            // The page may have been left meanwhile.
            if self.items.try_with_untracked(|_| ()).is_none() {
                return;
            }
            for item in &back {
                self.describe(item.slot, &item.attachment);
            }
            let _kept = kept.try_set_value(self.kept_content(left));
            let _shown = self.items.try_set(back);
        });
    }

    /// Drops the files of what was removed and can be brought back no more.
    fn forget(self, removed: Option<(usize, Item)>) {
        let Some((_, item)) = removed else { return };
        let store = self.session.device().store.clone();
        spawn_local(async move {
            for blob in item.attachment.blobs() {
                // What stays is dropped when the form is opened the next time.
                let _dropped = store.remove_draft_file(&self.place.id, &blob.hash).await;
            }
        });
    }

    /// Drops files that the draft does not name: the page was closed after they were removed.
    async fn forget_all_but(self, left: &[Attachment], files: &[(Digest, Vec<u8>)]) {
        let store = self.session.device().store.clone();
        let is_named = |hash: &Digest| left.iter().flat_map(Attachment::blobs).any(|blob| blob.hash == *hash);
        for (hash, _) in files.iter().filter(|(hash, _)| !is_named(hash)) {
            let _dropped = store.remove_draft_file(&self.place.id, hash).await;
        }
    }

    /// Which ones were left. Of a correction that others have overtaken: what is published now, then what was added.
    async fn left(self, published: &[Attachment]) -> Option<Vec<Attachment>> {
        let Some(on) = self.on else {
            return Some(draft::read(self.session, self.place).await.ok()??.0);
        };
        let (left, _) = draft::read::<On<Vec<Attachment>>>(self.session, self.place).await.ok()??;
        if left.on == on {
            return Some(left.content);
        }
        let is_new = |attachment: &Attachment| !is_among(attachment, published);
        Some(published.iter().cloned().chain(left.content.into_iter().filter(is_new)).collect())
    }

    /// As a draft keeps them.
    fn kept_content(self, all: Vec<Attachment>) -> Left {
        match self.on {
            None => Left::New(all),
            Some(on) => Left::Correction(On { on, content: all }),
        }
    }

    /// Takes what was picked, one after the other.
    fn pick(self, files: Vec<web_sys::File>) {
        self.problems.clear();
        let _cleared = self.refused.try_set(Vec::new());
        spawn_local(async move {
            let count = files.len();
            for (number, file) in (1..).zip(files) {
                // The page may have been left meanwhile.
                if self.working.try_set(Some((number, count))).is_some() {
                    return;
                }
                if let Err(refused) = self.take(&file).await {
                    let _told = self.refused.try_update(|all| all.push((file.name(), refused)));
                }
            }
            let _done = self.working.try_set(None);
        });
    }

    async fn take(self, file: &web_sys::File) -> Result<(), Refused> {
        if self.items.try_with_untracked(Vec::len).is_none_or(|count| count >= MAX_ATTACHMENTS) {
            return Err(Refused::TooMany);
        }
        let Prepared { attachment, files } = prepare(file).await?;
        if self.is_kept {
            let store = self.session.device().store.clone();
            for (blob, bytes) in &files {
                let kept = store.put_draft_file(&self.place.id, &blob.hash, bytes).await;
                kept.map_err(|_| Refused::NotKept)?;
            }
        }
        let files: Vec<(Blob, Bytes)> = files.into_iter().map(|(blob, bytes)| (blob, bytes.into())).collect();
        let slot = self.free_slot().ok_or(Refused::TooMany)?;
        self.describe(slot, &attachment);
        let preview = preview_of(&attachment, &files);
        let item = Item { slot, attachment, files: Rc::new(files), preview };
        let taken_over = self.removed.try_update(|removed| removed.take_if(|(_, item)| item.slot == slot));
        self.forget(taken_over.flatten());
        let _added = self.items.try_update(|items| items.push(item));
        self.keep_now().await.map_err(|_| Refused::NotKept)
    }

    /// Saves which there are at once: a pause in typing may not come.
    async fn keep_now(self) -> Result<(), jiannuo_sync::store::StoreError> {
        if !self.is_kept || self.problems.is_busy.try_get_untracked() != Some(false) {
            return Ok(());
        }
        let content = serde_json::to_string(&self.kept_content(self.attachments_untracked())).unwrap_or_default();
        let DraftPlace { id, org, form, batch } = self.place;
        let row = Draft { id, org, form: form.to_owned(), content, updated_ms: device::now_ms(), batch };
        self.session.device().store.put_drafts(&[row]).await
    }

    fn remove(self, index: usize) {
        let item = self.items.try_update(|items| (index < items.len()).then(|| items.remove(index))).flatten();
        let before = self.removed.try_update(|removed| std::mem::replace(removed, item.map(|item| (index, item))));
        self.forget(before.flatten());
        spawn_local(async move {
            let _kept = self.keep_now().await;
        });
    }

    fn bring_back(self) {
        let Some((index, item)) = self.removed.try_update(Option::take).flatten() else { return };
        let _back = self.items.try_update(|items| {
            let index = index.min(items.len());
            items.insert(index, item);
        });
        spawn_local(async move {
            let _kept = self.keep_now().await;
        });
    }

    fn swap(self, first: usize, second: usize) {
        let _swapped = self.items.try_update(|items| {
            if first.max(second) < items.len() {
                items.swap(first, second);
            }
        });
        spawn_local(async move {
            let _kept = self.keep_now().await;
        });
    }
}

/// Where those of a form are kept, beside its draft.
pub fn draft_place(org: OrganisationId, form: RecordId) -> DraftPlace {
    DraftPlace::of_form(org, "attachments", Some(form))
}

/// Whether it is one of these, whatever is said about it.
fn is_among(attachment: &Attachment, all: &[Attachment]) -> bool {
    all.iter().any(|one| one.blobs().eq(attachment.blobs()))
}

/// What was left, with its bytes; what is published already needs none.
fn item_of(attachment: &Attachment, files: &[(Digest, Bytes)], published: &[Attachment]) -> Option<Item> {
    if is_among(attachment, published) {
        return Some(Item { slot: 0, attachment: attachment.clone(), files: Rc::default(), preview: None });
    }
    let of =
        |blob: &Blob| files.iter().find(|(hash, _)| *hash == blob.hash).map(|(_, bytes)| (blob.clone(), bytes.clone()));
    let files = attachment.blobs().map(of).collect::<Option<Vec<_>>>()?;
    let preview = preview_of(attachment, &files);
    Some(Item { slot: 0, attachment: attachment.clone(), files: Rc::new(files), preview })
}

fn preview_of(attachment: &Attachment, files: &[(Blob, Bytes)]) -> Option<Rc<ObjectUrl>> {
    let small = attachment.thumbnail.as_ref()?;
    let (blob, bytes) = files.iter().find(|(blob, _)| blob.hash == small.hash)?;
    ObjectUrl::of(bytes, blob.media.name()).map(Rc::new)
}
