//! One organisation on one device: the log as far as it was pulled, the outbox, and both together as the app shows them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use jiannuo_domain::acceptance::{Candidate, Roster};
use jiannuo_domain::body::BodyState;
use jiannuo_domain::clock::{Contact, Now, now};
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, OrganisationId};
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::push::SignedStatement;
use jiannuo_domain::statement::{LogName, Reading, Statement, StatementError};
use jiannuo_domain::words::Blob;
use jiannuo_tlog::{Hash, empty_root, leaf_hash};

use crate::accept::Held;
use crate::blobs::LocalBlob;
use crate::evidence::{Contradiction, Evidence};
use crate::keys::{Keys, KeysError};
use crate::outbox::{Outbox, OutboxItem, OutboxState};
use crate::store::{Change, KeptBody, Store, StoreError, Stored, Verified};
use crate::transport::{READ_ONLY, SUCCEEDED, Transport, TransportError};
use crate::tree::Tree;

/// Rounds of pushing and pulling in a row that settle nothing, after which a sync gives up until the next one: a rebase
/// needs one; others who write at the same time may cost a few more.
const MAX_IDLE_ROUNDS: u32 = 4;

/// Why a device could not sync, or could not keep what was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// The device's store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The way to the server.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The device's keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// A statement that cannot be written.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The server's log has an entry that cannot be true; nothing of that bundle was taken in.
    #[error("entry {index} of the log is not genuine")]
    NotGenuine {
        /// Which.
        index: u64,
    },
    /// Entries came that are not under the checkpoint that came before them; nothing of them was taken in.
    #[error("the entries from {from} on are not the ones that the log signed for")]
    NotUnderCheckpoint {
        /// The first of them.
        from: u64,
    },
    /// The log is longer than this version reads.
    #[error("the log has {size} entries, more than this version reads")]
    TooLong {
        /// How long.
        size: u64,
    },
    /// The log contradicts itself, or somebody speaks in its name; kept as evidence.
    #[error("{}", .0.contradiction)]
    Contradicted(Box<Evidence>),
    /// The office log was judged by a longer public log than is here; that one has to be synced first.
    #[error("the public log is needed up to entry {size} first")]
    NeedsPublicLog {
        /// Up to how many entries.
        size: u64,
    },
    /// Something waits to be sent, and evidence waits for a person's decision.
    #[error("the log has contradicted itself, and nothing is sent to it until somebody decides")]
    Undecided,
    /// Words name a file that is neither here nor public.
    #[error("a file that the words name is not here")]
    FileMissing {
        /// Which.
        hash: Digest,
    },
}

/// What a sync did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Entries that came in.
    pub pulled: u64,
    /// Own statements that are in the log now.
    pub published: usize,
    /// Those of them that are in the log with other bytes, made from the same draft: what stands there are the words
    /// that arrived first (spec rule S3).
    pub other_bytes: usize,
    /// Own statements that were refused.
    pub refused: usize,
    /// Own statements that wait for their author's decision.
    pub conflicts: usize,
}

impl SyncReport {
    /// Own statements about which there is nothing left to do.
    const fn settled(&self) -> usize {
        self.published + self.refused
    }
}

/// One log of an organisation on one device.
pub struct Replica {
    pub(crate) org: OrganisationId,
    pub(crate) log: LogName,
    /// The log as far as it was pulled.
    pub(crate) logged: Ledger,
    /// Its leaves as a tree.
    pub(crate) tree: Tree,
    /// The same with the outbox on top, made when it is asked for.
    shown: OnceLock<Ledger>,
    pub(crate) bodies: HashMap<Digest, KeptBody>,
    /// Bodies that the log names and this device does not have, by the entry's index.
    pub(crate) missing: BTreeMap<u64, Digest>,
    /// The log's size when they were last asked for.
    pub(crate) missing_asked_at: Option<u64>,
    pub(crate) outbox: Outbox,
    /// As kept in the store.
    pub(crate) contact: Option<Contact>,
    /// The accepted checkpoint.
    pub(crate) held: Option<Held>,
    pub(crate) evidence: Vec<Evidence>,
    /// The files that words in the log name, by the entry's index, with the words' hash.
    pub(crate) attached: BTreeMap<u64, (Digest, Vec<Blob>)>,
    /// The files that are here.
    pub(crate) local_blobs: BTreeSet<Digest>,
    /// The files that the server has, as far as this replica has brought them or heard of them.
    pub(crate) brought: BTreeSet<Digest>,
    /// Statements whose key the server lets bring nothing.
    pub(crate) not_let_in: BTreeSet<EntryId>,
}

impl Replica {
    /// Opens what the device keeps of an organisation's public log.
    ///
    /// # Errors
    /// [`SyncError::Store`]; [`SyncError::NotGenuine`] when what it keeps is damaged.
    pub async fn open(store: &impl Store, org: OrganisationId) -> Result<Self, SyncError> {
        Self::from_stored(Ledger::new(org, LogName::Public), store.load(&org).await?)
    }

    /// Opens what the device keeps of an organisation's office log, which is judged by its public log. The store is one of
    /// this log alone.
    ///
    /// # Errors
    /// As [`Replica::open`]; [`SyncError::NeedsPublicLog`] when less of the public log is known than it was judged by.
    pub async fn open_office(store: &impl Store, org: OrganisationId, roster: Roster) -> Result<Self, SyncError> {
        let mut logged = Ledger::new(org, LogName::Office);
        logged.judge_by(roster);
        Self::from_stored(logged, store.load(&org).await?)
    }

    fn from_stored(logged: Ledger, stored: Stored) -> Result<Self, SyncError> {
        let mut replica = Self {
            org: logged.acceptance().org(),
            log: logged.acceptance().log(),
            logged,
            tree: Tree::default(),
            shown: OnceLock::new(),
            bodies: stored.bodies.into_iter().collect(),
            missing: BTreeMap::new(),
            missing_asked_at: None,
            outbox: Outbox::new(stored.outbox),
            contact: stored.contact,
            held: None,
            evidence: stored.evidence,
            attached: BTreeMap::new(),
            local_blobs: stored.blobs.into_iter().collect(),
            brought: BTreeSet::new(),
            not_let_in: BTreeSet::new(),
        };
        for (index, leaf) in (0..).zip(&stored.leaves) {
            let leaf = Leaf::from_bytes(leaf.as_bytes()).map_err(|_| SyncError::NotGenuine { index })?;
            replica.needs_no_more(&leaf)?;
            replica.fold(&leaf).map_err(|_| SyncError::NotGenuine { index })?;
        }
        if let Some(verified) = stored.verified {
            replica.held = Some(replica.held_from(verified)?);
        }
        Ok(replica)
    }

    /// What was kept of a checkpoint, if the leaves are those under it.
    fn held_from(&self, verified: Verified) -> Result<Held, SyncError> {
        let damaged = || StoreError::Failed("the checkpoint and the entries do not belong together".to_owned());
        let held = Held::from_kept(verified).ok_or_else(damaged)?;
        // Of a pull that was interrupted not all leaves are here yet.
        let here = self.tree.root_at(held.checkpoint.size);
        if here.is_some_and(|root| root != held.checkpoint.root) { Err(damaged().into()) } else { Ok(held) }
    }

    /// Loads again, after another tab has changed the store.
    ///
    /// # Errors
    /// As [`Replica::open`].
    pub async fn reload(&mut self, store: &impl Store) -> Result<(), SyncError> {
        let missing_asked_at = self.missing_asked_at;
        let brought = std::mem::take(&mut self.brought);
        let mut logged = Ledger::new(self.org, self.log);
        if self.log == LogName::Office {
            logged.judge_by(self.logged.acceptance().roster().clone());
        }
        *self = Self::from_stored(logged, store.load(&self.org).await?)?;
        self.missing_asked_at = missing_asked_at;
        self.brought = brought;
        Ok(())
    }

    /// The organisation.
    pub const fn org(&self) -> OrganisationId {
        self.org
    }

    /// The log as far as it was pulled, without the outbox.
    pub const fn logged(&self) -> &Ledger {
        &self.logged
    }

    /// The root of the log's tree as far as it was pulled.
    pub fn root(&self) -> Hash {
        self.tree.root_at(self.tree.size()).unwrap_or_else(empty_root)
    }

    /// The log with the outbox on top: what the app shows. What would not be accepted as things stand is left out; the
    /// outbox itself shows it.
    pub fn shown(&self) -> &Ledger {
        if self.outbox.items().is_empty() {
            return &self.logged;
        }
        self.shown.get_or_init(|| {
            let mut shown = self.logged.clone();
            for (item, statement) in self.outbox.iter() {
                show(&mut shown, item, statement);
            }
            shown
        })
    }

    /// What this device keeps under a hash that a statement names.
    pub fn body(&self, digest: &Digest) -> Option<&KeptBody> {
        self.bodies.get(digest)
    }

    /// What waits to be published, in order.
    pub fn outbox(&self) -> &[OutboxItem] {
        self.outbox.items()
    }

    /// What this device takes for now.
    pub fn now(&self, device_ms: i64) -> Now {
        let received = self.logged.acceptance().received_ms();
        now(device_ms, (received > 0).then_some(received), self.contact)
    }

    /// Signs statements and keeps them in the outbox, all or none. When this returns they are saved.
    ///
    /// # Errors
    /// [`SyncError`]; nothing was kept then.
    pub async fn write(
        &mut self,
        store: &impl Store,
        keys: &impl Keys,
        statements: Vec<Unsigned>,
        device_ms: i64,
    ) -> Result<(), SyncError> {
        self.write_with_files(store, keys, statements, Vec::new(), device_ms).await
    }

    /// As [`Replica::write`], with files that the statements' words name; others are left out.
    ///
    /// # Errors
    /// [`SyncError`], [`SyncError::FileMissing`] among them; nothing was kept then.
    pub async fn write_with_files(
        &mut self,
        store: &impl Store,
        keys: &impl Keys,
        statements: Vec<Unsigned>,
        files: Vec<LocalBlob>,
        device_ms: i64,
    ) -> Result<(), SyncError> {
        self.write_in_place_of(store, keys, statements, files, None, device_ms).await
    }

    /// As [`Replica::write_with_files`]; in the same transaction what waited for its author's decision about one of these
    /// records goes: the author has written both versions into one.
    ///
    /// # Errors
    /// As [`Replica::write_with_files`].
    pub async fn write_in_place_of(
        &mut self,
        store: &impl Store,
        keys: &impl Keys,
        statements: Vec<Unsigned>,
        files: Vec<LocalBlob>,
        decided: Option<EntryId>,
        device_ms: i64,
    ) -> Result<(), SyncError> {
        let remove = self.decided(decided, &statements);
        // Sign first: awaiting WebCrypto inside an IndexedDB transaction would end it.
        let mut add = Vec::with_capacity(statements.len());
        for (order, unsigned) in (self.outbox.next_order(device_ms)..).zip(statements) {
            let signed = sign(keys, &unsigned.statement, unsigned.body).await?;
            add.push(OutboxItem { order, signed, attempted: false, state: OutboxState::Waiting });
        }
        let blobs = self.files_for(&add, files)?;
        let change = Change { add, blobs, remove, ..Change::default() };
        store.commit(&self.org, &change).await?;
        self.local_blobs.extend(change.blobs.iter().map(|file| file.hash));
        if !change.remove.is_empty() {
            self.forget(&change.remove);
        }
        let add = change.add;
        if let Some(shown) = self.shown.get_mut() {
            for item in &add {
                if let Some(statement) = item.statement() {
                    show(shown, item, &statement);
                }
            }
        }
        self.outbox.extend(add);
        Ok(())
    }

    /// An item that may go because its author has decided: one that waits for that, about a record that is said something of.
    fn decided(&self, decided: Option<EntryId>, statements: &[Unsigned]) -> Vec<EntryId> {
        let found = decided.and_then(|entry| self.outbox.get(&entry));
        let is_asked = |item: &OutboxItem| matches!(item.state, OutboxState::Conflict { .. });
        let found = found.filter(|(item, waiting)| {
            is_asked(item) && statements.iter().any(|unsigned| unsigned.statement.record == waiting.record)
        });
        found.map(|(_, waiting)| waiting.entry).into_iter().collect()
    }

    /// Takes an item back before its first push; whether that was still possible.
    ///
    /// # Errors
    /// [`SyncError::Store`].
    pub async fn take_back(&mut self, store: &impl Store, entry: &EntryId) -> Result<bool, SyncError> {
        let taken = store.take_back(&self.org, entry).await?;
        if taken {
            self.forget(&[*entry]);
            self.tidy_files(store).await?;
        }
        Ok(taken)
    }

    /// Removes an item that was refused, or whose conflict the author decided against it; leaves any other alone.
    ///
    /// # Errors
    /// [`SyncError::Store`].
    pub async fn discard(&mut self, store: &impl Store, entry: &EntryId) -> Result<(), SyncError> {
        match self.outbox.get(entry) {
            Some((item, _)) if item.state != OutboxState::Waiting => {}
            _ => return Ok(()),
        }
        store.commit(&self.org, &Change { remove: vec![*entry], ..Change::default() }).await?;
        self.forget(&[*entry]);
        self.tidy_files(store).await
    }

    /// Pulls, rebases, pushes and pulls again what was pushed.
    ///
    /// # Errors
    /// [`SyncError`]; what was done before it stays done.
    pub async fn sync(
        &mut self,
        store: &impl Store,
        transport: &impl Transport,
        keys: &impl Keys,
        device_ms: i64,
    ) -> Result<SyncReport, SyncError> {
        let synced = self.try_sync(store, transport, keys, device_ms).await;
        if synced.as_ref().is_err_and(has_forgotten) {
            // What the server has forgotten and this device remembers goes back to it; the news is told in any case.
            let _given = self.give_back(store, transport).await;
        }
        synced
    }

    async fn try_sync(
        &mut self,
        store: &impl Store,
        transport: &impl Transport,
        keys: &impl Keys,
        device_ms: i64,
    ) -> Result<SyncReport, SyncError> {
        let mut report = SyncReport::default();
        if let Err(error) = self.pull(store, transport, keys, device_ms, &mut report).await {
            if error == SyncError::Store(StoreError::NoRoom) {
                // A device that is full can still bring what was written on it to safety.
                self.push(store, transport, keys, &mut report).await?;
            }
            return Err(error);
        }
        self.rebase(store, keys).await?;
        let mut idle_rounds = 0;
        while idle_rounds < MAX_IDLE_ROUNDS {
            let settled = report.settled();
            if !self.push(store, transport, keys, &mut report).await? {
                break;
            }
            self.pull(store, transport, keys, device_ms, &mut report).await?;
            self.rebase(store, keys).await?;
            idle_rounds = if report.settled() > settled { 0 } else { idle_rounds + 1 };
        }
        let is_conflict = |item: &&OutboxItem| matches!(item.state, OutboxState::Conflict { .. });
        report.conflicts = self.outbox().iter().filter(is_conflict).count();
        Ok(report)
    }

    /// Replaces outbox items, in the store and then here; which of them were no longer there.
    pub(crate) async fn keep(&mut self, store: &impl Store, items: Vec<OutboxItem>) -> Result<Vec<EntryId>, SyncError> {
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let change = Change { update: items, ..Change::default() };
        let gone = store.commit(&self.org, &change).await?.gone;
        self.outbox.replace(change.update);
        self.outbox.remove(&gone);
        self.shown.take();
        Ok(gone)
    }

    pub(crate) fn forget(&mut self, entries: &[EntryId]) {
        self.outbox.remove(entries);
        self.shown.take();
    }

    /// Folds the log's next leaf with its body as far as it is kept.
    pub(crate) fn fold(&mut self, leaf: &Leaf) -> Result<(), StatementError> {
        self.shown.take();
        self.tree.push(leaf_hash(&leaf.to_bytes()));
        let Reading::Known(statement) = Statement::read(&leaf.statement)? else {
            return self.logged.apply_leaf(leaf, BodyState::Missing);
        };
        let index = self.logged.acceptance().size();
        let body = match statement.body.map(|digest| (digest, self.bodies.get(&digest))) {
            Some((_, Some(KeptBody::Present(body)))) => BodyState::Present(&body.text),
            Some((_, Some(KeptBody::Erased))) => BodyState::Erased,
            Some((digest, None)) => {
                self.missing.insert(index, digest);
                BodyState::Missing
            }
            None => BodyState::Missing,
        };
        let digest = Digest::of(&[leaf.statement.as_bytes()]);
        self.logged.apply_logged(&Candidate { statement: &statement, digest }, leaf.received_ms, body);
        self.note_attached(index, &statement);
        Ok(())
    }
}

/// Whether an error says that the server has fewer entries than its log had signed for.
fn has_forgotten(error: &SyncError) -> bool {
    match error {
        SyncError::Contradicted(evidence) => matches!(evidence.contradiction, Contradiction::Smaller { .. }),
        SyncError::Transport(TransportError::Rejected { code }) => [READ_ONLY, SUCCEEDED].contains(&code.as_str()),
        _ => false,
    }
}

/// Puts an outbox item on top of the log, if it would be accepted there.
fn show(ledger: &mut Ledger, item: &OutboxItem, statement: &Statement) {
    if ledger.acceptance().entry(&statement.entry).is_some() {
        return;
    }
    let now_ms = item.order.max(ledger.acceptance().received_ms());
    let digest = Digest::of(&[item.signed.statement.as_bytes()]);
    let body = item.signed.body.as_ref().map_or(BodyState::Missing, |body| BodyState::Present(&body.text));
    // A refusal here is not news: it is shown when the server has answered.
    let _left_out = ledger.apply_pending(&Candidate { statement, digest }, now_ms, body);
}

/// Signs a statement for a push.
pub(crate) async fn sign(
    keys: &impl Keys,
    statement: &Statement,
    body: Option<jiannuo_domain::body::SaltedBody>,
) -> Result<SignedStatement, SyncError> {
    let text = statement.to_text()?;
    let signature = keys.sign(&statement.key, &text).await?;
    Ok(SignedStatement { statement: text, signature, body })
}
