//! Saying something: composing statements for this device's member, keeping them, and telling the rest of the app.

use jiannuo_domain::body::Salt;
use jiannuo_domain::codes::Codes;
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, MemberId, OrganisationId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{Blob, Words};
use jiannuo_store::{DeviceStore, device};
use jiannuo_sync::store::{Change, Committed, Store, StoreError, Stored};
use jiannuo_sync::{LocalBlob, Replica, SyncError};
use leptos::prelude::Set as _;

use super::{Failure, Session, Speaker};

/// Something that this device's member says in one organisation; several statements go out together or not at all.
pub struct Act {
    org: OrganisationId,
    speaker: Speaker,
    statements: Vec<Unsigned>,
    files: Vec<LocalBlob>,
    decided: Option<EntryId>,
    drafts: Vec<RecordId>,
}

impl Act {
    /// Begins to say something.
    pub fn new(org: OrganisationId, speaker: Speaker) -> Self {
        Self { org, speaker, statements: Vec::new(), files: Vec::new(), decided: None, drafts: Vec::new() }
    }

    /// Adds a file that the words of one of the statements name: made by [`Blob::of`] with a salt of its own, it is kept in
    /// the same transaction as the statements and brought to the server before them. One that no words name in the end
    /// is left out.
    pub fn attach(&mut self, blob: &Blob, bytes: Vec<u8>) {
        self.files.push(LocalBlob::new(blob, bytes));
    }

    /// What waited for a decision and goes when this is kept, since both versions were written into one (spec rule S24).
    pub fn in_place_of(&mut self, decided: Option<EntryId>) {
        self.decided = decided;
    }

    /// Has a draft go in the same transaction that keeps what is said.
    pub fn made_from(&mut self, draft: RecordId) {
        self.drafts.push(draft);
    }

    /// The same for the organisation's office log.
    pub(super) fn into_office(self) -> (OrganisationId, Vec<Unsigned>) {
        (self.org, self.statements.into_iter().map(Unsigned::in_office).collect())
    }

    /// A statement that begins a new record; answers the record's identity.
    ///
    /// # Errors
    /// [`Failure::Words`].
    pub fn begin(
        &mut self,
        kind: Kind,
        about: Option<MemberId>,
        codes: Option<Codes>,
        words: Option<&impl Words>,
    ) -> Result<RecordId, Failure> {
        let record = RecordId::from_bytes(device::random_bytes());
        self.say(kind, record, None, about, codes, words)?;
        Ok(record)
    }

    /// As [`Act::begin`], for what was a draft: the draft's identity becomes the record's and the entry's, so that a draft
    /// that is published twice, in two tabs, is one pledge.
    ///
    /// # Errors
    /// [`Failure::Words`].
    pub fn begin_from_draft(
        &mut self,
        kind: Kind,
        draft: RecordId,
        about: Option<MemberId>,
        words: &impl Words,
    ) -> Result<(), Failure> {
        self.begin_from_draft_with(kind, draft, about, None, words)
    }

    /// As [`Act::begin_from_draft`], with codes.
    ///
    /// # Errors
    /// [`Failure::Words`].
    pub fn begin_from_draft_with(
        &mut self,
        kind: Kind,
        draft: RecordId,
        about: Option<MemberId>,
        codes: Option<Codes>,
        words: &impl Words,
    ) -> Result<(), Failure> {
        let entry = EntryId::from_bytes(*draft.as_bytes());
        self.push(kind, draft, entry, None, about, codes, Some(words))
    }

    /// A statement about a record; `head` is what it follows, if its kind follows something.
    ///
    /// # Errors
    /// [`Failure::Words`].
    pub fn say(
        &mut self,
        kind: Kind,
        record: RecordId,
        head: Option<EntryId>,
        about: Option<MemberId>,
        codes: Option<Codes>,
        words: Option<&impl Words>,
    ) -> Result<EntryId, Failure> {
        let entry = EntryId::from_bytes(device::random_bytes());
        self.push(kind, record, entry, head, about, codes, words)?;
        Ok(entry)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a statement, from two callers beside this")]
    fn push(
        &mut self,
        kind: Kind,
        record: RecordId,
        entry: EntryId,
        head: Option<EntryId>,
        about: Option<MemberId>,
        codes: Option<Codes>,
        words: Option<&impl Words>,
    ) -> Result<(), Failure> {
        let mut unsigned = Unsigned::new(self.org, self.speaker.key, kind, record, entry, device::now_ms());
        unsigned.statement.prev = head;
        unsigned.statement.subject = about.filter(|about| *about != self.speaker.member);
        unsigned.statement.codes = codes;
        if let Some(words) = words {
            unsigned = unsigned.with_words(words, Salt(device::random_bytes()))?;
        }
        self.statements.push(unsigned);
        Ok(())
    }
}

/// The device's store, which also removes the drafts that a change was made from, in the same transaction.
struct WithDrafts<'a> {
    store: &'a DeviceStore,
    drafts: &'a [RecordId],
}

impl Store for WithDrafts<'_> {
    async fn load(&self, org: &OrganisationId) -> Result<Stored, StoreError> {
        self.store.load(org).await
    }

    async fn leaf(&self, org: &OrganisationId, index: u64) -> Result<Option<String>, StoreError> {
        self.store.leaf(org, index).await
    }

    async fn commit(&self, org: &OrganisationId, change: &Change) -> Result<Committed, StoreError> {
        self.store.commit_with_drafts(org, change, self.drafts).await
    }

    async fn take_back(&self, org: &OrganisationId, entry: &EntryId) -> Result<bool, StoreError> {
        self.store.take_back(org, entry).await
    }

    async fn blob(&self, org: &OrganisationId, hash: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.blob(org, hash).await
    }
}

impl Session {
    /// Keeps what was said; when this returns it is saved on this device, and the drafts that it was made from are gone.
    pub async fn commit(&self, act: Act, drafts: &[RecordId]) -> Result<(), Failure> {
        let device = self.device();
        let org = act.org;
        let mut replica = Replica::open(&device.store, org).await?;
        let drafts = [drafts, act.drafts.as_slice()].concat();
        let store = WithDrafts { store: &device.store, drafts: &drafts };
        let Act { statements, files, decided, .. } = act;
        let now_ms = device::now_ms();
        let kept = replica.write_in_place_of(&store, &device.keys, statements, files, decided, now_ms).await;
        self.note_room(&kept);
        kept?;
        // It is saved: nothing that follows may make it look as if it were not.
        self.written();
        let _shown = self.open(org).await;
        self.ask_to_persist_once().await;
        Ok(())
    }

    /// The bytes of a file that is on this device: one that waits to be published, or one of the newest that were. Any
    /// other is at its address.
    pub async fn local_blob(&self, org: OrganisationId, hash: Digest) -> Result<Option<Vec<u8>>, Failure> {
        Ok(self.device().store.blob(&org, &hash).await?)
    }

    /// Takes back what no push was begun for; whether that was still possible.
    pub async fn take_back(&self, org: OrganisationId, entry: EntryId) -> Result<bool, Failure> {
        let device = self.device();
        let mut replica = Replica::open(&device.store, org).await?;
        let taken = replica.take_back(&device.store, &entry).await?;
        self.changed(org).await?;
        Ok(taken)
    }

    /// Gives up what was refused or overtaken.
    pub async fn discard(&self, org: OrganisationId, entry: EntryId) -> Result<(), Failure> {
        let device = self.device();
        let mut replica = Replica::open(&device.store, org).await?;
        replica.discard(&device.store, &entry).await?;
        self.changed(org).await
    }

    /// Somebody has looked at what speaks against a log, and goes on with it.
    pub async fn decide(&self, org: OrganisationId) -> Result<(), Failure> {
        let device = self.device();
        let mut replica = Replica::open(&device.store, org).await?;
        replica.decide(&device.store, device::now_ms()).await?;
        self.changed(org).await
    }

    /// Puts what was overtaken on top of the newer words.
    pub async fn keep_mine(&self, org: OrganisationId, entry: EntryId) -> Result<(), Failure> {
        let device = self.device();
        let mut replica = Replica::open(&device.store, org).await?;
        replica.keep_mine(&device.store, &device.keys, &entry).await?;
        self.changed(org).await
    }

    async fn changed(&self, org: OrganisationId) -> Result<(), Failure> {
        self.open(org).await?;
        self.written();
        Ok(())
    }

    /// Asks the browser to keep this device's store for good; once, after something is in it.
    pub async fn ask_to_persist_once(&self) {
        const ASKED: &str = "asked-to-persist";
        let store = &self.device().store;
        if matches!(store.setting(ASKED).await, Ok(None)) {
            let answer = device::ask_to_persist().await;
            let answer = answer.map_or("unknown", |granted| if granted { "granted" } else { "denied" });
            // Not kept means asked again next time, which does no harm.
            let _kept = store.put_setting(ASKED, answer).await;
        }
    }

    fn note_room(&self, kept: &Result<(), SyncError>) {
        self.is_full.set(matches!(kept, Err(SyncError::Store(StoreError::NoRoom))));
    }
}
