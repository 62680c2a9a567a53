//! Everybody's keys. Signatures are real; one that was made here is known to hold and not computed again.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use jiannuo_domain::id::KeyId;
use jiannuo_domain::key::software::{KeyPair, verify};
use jiannuo_domain::key::{PublicKey, Signature};
use jiannuo_domain::test_support::key_pair;
use jiannuo_sync::keys::{Keys, KeysError};

thread_local! {
    /// Making a key costs a curve multiplication; runs share them.
    static PAIRS: RefCell<HashMap<u32, (KeyPair, PublicKey)>> = RefCell::default();
    /// So does signing what every run begins with.
    static BEGINNINGS: RefCell<HashMap<(KeyId, String), Signature>> = RefCell::default();
}

/// The first run's statements are remembered, of which the beginning comes again.
const MAX_BEGINNINGS: usize = 32;

#[derive(Default)]
pub(crate) struct Ring {
    pairs: RefCell<HashMap<KeyId, (KeyPair, PublicKey)>>,
    made: RefCell<HashSet<(KeyId, String, Signature)>>,
    next: RefCell<u32>,
}

impl Ring {
    /// A new key.
    pub(crate) fn make(&self) -> PublicKey {
        let number = self.next.replace_with(|next| *next + 1);
        let (pair, public) = PAIRS.with_borrow_mut(|pairs| {
            pairs
                .entry(number)
                .or_insert_with(|| {
                    let pair = key_pair(number);
                    let public = pair.public_key();
                    (pair, public)
                })
                .clone()
        });
        self.pairs.borrow_mut().insert(public.id(), (pair, public));
        public
    }

    /// Loses a key: what others signed with theirs is still known.
    pub(crate) fn lose(&self, key: &KeyId) {
        self.pairs.borrow_mut().remove(key);
    }

    /// The public half of a key that was made here.
    pub(crate) fn public(&self, key: &KeyId) -> PublicKey {
        self.pairs.borrow().get(key).unwrap().1
    }

    pub(crate) fn sign_now(&self, key: &KeyId, statement: &str) -> Signature {
        let signed = (*key, statement.to_owned());
        let known = BEGINNINGS.with_borrow(|beginnings| beginnings.get(&signed).copied());
        let signature = known.unwrap_or_else(|| self.pairs.borrow().get(key).unwrap().0.sign(statement));
        BEGINNINGS.with_borrow_mut(|beginnings| {
            if beginnings.len() < MAX_BEGINNINGS {
                beginnings.insert(signed, signature);
            }
        });
        self.made.borrow_mut().insert((*key, statement.to_owned(), signature));
        signature
    }

    pub(crate) fn verify_now(&self, key: &PublicKey, statement: &str, signature: &Signature) -> bool {
        self.made.borrow().contains(&(key.id(), statement.to_owned(), *signature)) || verify(key, statement, signature)
    }
}

impl Keys for Ring {
    async fn sign(&self, key: &KeyId, statement: &str) -> Result<Signature, KeysError> {
        if self.pairs.borrow().contains_key(key) {
            Ok(self.sign_now(key, statement))
        } else {
            Err(KeysError::NoSuchKey)
        }
    }

    async fn verify(&self, key: &PublicKey, statement: &str, signature: &Signature) -> bool {
        self.verify_now(key, statement, signature)
    }
}
