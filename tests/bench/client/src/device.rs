//! What a device has: a store, here in memory, and keys, here none, for it only reads.

use std::cell::{Cell, RefCell};

use jiannuo_domain::body::SaltedBody;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, KeyId, OrganisationId};
use jiannuo_domain::key::{PublicKey, Signature, software};
use jiannuo_sync::keys::{Keys, KeysError};
use jiannuo_sync::store::{Change, Committed, KeptBody, Store, StoreError, Stored};

/// A store in memory, which also counts what is new in it.
#[derive(Default)]
pub(crate) struct Memory {
    kept: RefCell<Stored>,
    leaf_bytes: Cell<usize>,
    body_bytes: Cell<usize>,
}

impl Memory {
    /// Bytes of the leaves and of the bodies (text and salt) that came since the last time.
    pub(crate) fn take_new_bytes(&self) -> (usize, usize) {
        (self.leaf_bytes.take(), self.body_bytes.take())
    }
}

impl Store for Memory {
    async fn load(&self, _org: &OrganisationId) -> Result<Stored, StoreError> {
        Ok(self.kept.borrow().clone())
    }

    async fn leaf(&self, _org: &OrganisationId, index: u64) -> Result<Option<String>, StoreError> {
        Ok(usize::try_from(index).ok().and_then(|index| self.kept.borrow().leaves.get(index).cloned()))
    }

    async fn commit(&self, _org: &OrganisationId, change: &Change) -> Result<Committed, StoreError> {
        let mut kept = self.kept.borrow_mut();
        let new: usize = change.leaves.iter().map(String::len).sum();
        self.leaf_bytes.update(|bytes| bytes + new);
        let new: usize = change.bodies.iter().map(|(_, body)| size(body)).sum();
        self.body_bytes.update(|bytes| bytes + new);
        kept.leaves.extend(change.leaves.iter().cloned());
        kept.bodies.extend(change.bodies.iter().cloned());
        kept.contact = change.contact.or(kept.contact);
        if change.verified.is_some() {
            kept.verified.clone_from(&change.verified);
        }
        Ok(Committed::default())
    }

    async fn blob(&self, _org: &OrganisationId, _hash: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    async fn take_back(&self, _org: &OrganisationId, _entry: &EntryId) -> Result<bool, StoreError> {
        Ok(false)
    }
}

fn size(body: &KeptBody) -> usize {
    match body {
        KeptBody::Present(SaltedBody { salt, text }) => salt.0.len() + text.len(),
        KeptBody::Erased => 0,
    }
}

/// The keys of a device that only reads.
pub(crate) struct OnlyReading;

impl Keys for OnlyReading {
    async fn sign(&self, _key: &KeyId, _statement: &str) -> Result<Signature, KeysError> {
        Err(KeysError::NoSuchKey)
    }

    async fn verify(&self, key: &PublicKey, statement: &str, signature: &Signature) -> bool {
        software::verify(key, statement, signature)
    }
}
