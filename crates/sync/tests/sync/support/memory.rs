//! A device's store in memory, which fails on purpose. It outlives the replicas that are opened on it, as a disk does.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

use jiannuo_domain::clock::Contact;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, OrganisationId};
use jiannuo_sync::evidence::Evidence;
use jiannuo_sync::outbox::OutboxItem;
use jiannuo_sync::store::{Change, Committed, KeptBody, Store, StoreError, Stored, Verified};

/// What goes wrong with a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoreFault {
    NoRoom,
    FailsBefore,
    FailsAfter,
    CrashBefore,
    CrashAfter,
}

#[derive(Default)]
pub(crate) struct MemoryStore {
    leaves: RefCell<Vec<String>>,
    bodies: RefCell<HashMap<Digest, KeptBody>>,
    outbox: RefCell<Vec<(EntryId, OutboxItem)>>,
    contact: Cell<Option<Contact>>,
    verified: RefCell<Option<Verified>>,
    evidence: RefCell<Vec<Evidence>>,
    pub(crate) blobs: RefCell<BTreeMap<Digest, Vec<u8>>>,
    /// Whether a commit was ever kept although the device was told that it failed.
    pub(crate) knows_more: Cell<bool>,
    /// Everything that was ever taken back here.
    pub(crate) taken_back: RefCell<Vec<EntryId>>,
    /// Asked at every commit.
    #[expect(clippy::type_complexity, reason = "a hook")]
    pub(crate) fault: RefCell<Option<Box<dyn FnMut(&Change) -> Option<StoreFault>>>>,
}

impl MemoryStore {
    /// From now on every commit goes wrong for which the function says so.
    pub(crate) fn fail(&self, fault: impl FnMut(&Change) -> Option<StoreFault> + 'static) {
        *self.fault.borrow_mut() = Some(Box::new(fault));
    }

    pub(crate) fn heal(&self) {
        *self.fault.borrow_mut() = None;
    }

    /// As a version before checkpoints left it.
    pub(crate) fn keep_leaves(&self, leaves: &[String]) {
        self.leaves.borrow_mut().extend_from_slice(leaves);
    }

    /// The disk has another text in the place of the last leaf.
    pub(crate) fn damage_last_leaf(&self, leaf: String) {
        *self.leaves.borrow_mut().last_mut().unwrap() = leaf;
    }

    pub(crate) fn snapshot(&self) -> Stored {
        Stored {
            leaves: self.leaves.borrow().clone(),
            bodies: self.bodies.borrow().iter().map(|(digest, body)| (*digest, body.clone())).collect(),
            outbox: self.outbox.borrow().iter().map(|(_, item)| item.clone()).collect(),
            contact: self.contact.get(),
            verified: self.verified.borrow().clone(),
            evidence: self.evidence.borrow().clone(),
            blobs: self.blobs.borrow().keys().copied().collect(),
        }
    }

    pub(crate) fn has_body(&self, digest: &Digest) -> Option<KeptBody> {
        self.bodies.borrow().get(digest).cloned()
    }

    fn keep_evidence(&self, new: &Evidence) {
        let mut evidence = self.evidence.borrow_mut();
        match evidence.iter_mut().find(|kept| kept.id() == new.id()) {
            Some(kept) => kept.decided_ms = kept.decided_ms.or(new.decided_ms),
            None => evidence.push(new.clone()),
        }
    }

    fn change(&self, change: &Change) -> Result<Committed, StoreError> {
        let mut leaves = self.leaves.borrow_mut();
        let builds_on_leaves = !change.leaves.is_empty() || change.verified.is_some();
        if builds_on_leaves && change.from != leaves.len() as u64 {
            return Err(StoreError::Moved);
        }
        let mut outbox = self.outbox.borrow_mut();
        if change.add.iter().any(|item| outbox.iter().any(|(kept, _)| entry(item) == *kept)) {
            return Err(StoreError::Moved);
        }
        leaves.extend(change.leaves.iter().cloned());
        self.bodies.borrow_mut().extend(change.bodies.iter().cloned());
        self.contact.set(change.contact.or(self.contact.get()));
        if change.verified.is_some() {
            self.verified.borrow_mut().clone_from(&change.verified);
        }
        change.evidence.iter().for_each(|evidence| self.keep_evidence(evidence));
        let mut blobs = self.blobs.borrow_mut();
        blobs.extend(change.blobs.iter().map(|file| (file.hash, file.bytes.to_vec())));
        blobs.retain(|hash, _| !change.drop_blobs.contains(hash));
        let mut committed = Committed::default();
        for item in &change.update {
            let updated = entry(item);
            match outbox.iter_mut().find(|(kept, _)| *kept == updated) {
                Some((_, kept)) => {
                    let attempted = kept.attempted || item.attempted;
                    *kept = OutboxItem { attempted, ..item.clone() };
                }
                None => committed.gone.push(updated),
            }
        }
        outbox.retain(|(kept, _)| !change.remove.contains(kept));
        outbox.extend(change.add.iter().map(|item| (entry(item), item.clone())));
        Ok(committed)
    }
}

pub(crate) fn entry(item: &OutboxItem) -> EntryId {
    item.statement().unwrap().entry
}

impl Store for MemoryStore {
    async fn load(&self, _org: &OrganisationId) -> Result<Stored, StoreError> {
        Ok(self.snapshot())
    }

    async fn leaf(&self, _org: &OrganisationId, index: u64) -> Result<Option<String>, StoreError> {
        Ok(self.leaves.borrow().get(index as usize).cloned())
    }

    async fn commit(&self, _org: &OrganisationId, change: &Change) -> Result<Committed, StoreError> {
        let fault = self.fault.borrow_mut().as_mut().and_then(|fault| fault(change));
        let failed = || StoreError::Failed("on purpose".to_owned());
        match fault {
            None => self.change(change),
            Some(StoreFault::NoRoom) => Err(StoreError::NoRoom),
            Some(StoreFault::FailsBefore) => Err(failed()),
            Some(StoreFault::FailsAfter) => {
                self.change(change)?;
                self.knows_more.set(true);
                Err(failed())
            }
            Some(StoreFault::CrashBefore) => std::future::pending().await,
            Some(StoreFault::CrashAfter) => {
                self.change(change)?;
                std::future::pending().await
            }
        }
    }

    async fn blob(&self, _org: &OrganisationId, hash: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.blobs.borrow().get(hash).cloned())
    }

    async fn take_back(&self, _org: &OrganisationId, taken: &EntryId) -> Result<bool, StoreError> {
        let mut outbox = self.outbox.borrow_mut();
        let before = outbox.len();
        outbox.retain(|(kept, item)| item.attempted || kept != taken);
        if outbox.len() == before {
            return Ok(false);
        }
        self.taken_back.borrow_mut().push(*taken);
        Ok(true)
    }
}
