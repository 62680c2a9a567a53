//! The client half of sync: what was written here goes out once, what others wrote comes in checked.
//!
//! The log is the read path: a device pulls the log's signed checkpoint and immutable bundles after its cursor, proves that
//! they belong together and continue what it holds, checks signatures, body hashes and authority, and folds them. What it
//! wrote itself waits in the outbox until it has seen it in the log. Two checkpoints that cannot both be true are kept as
//! [`evidence`], and nothing is sent until a person decides.
//!
//! **Architecture invariant:** no clock, no randomness, no I/O of its own; three traits bring them
//! ([`store::Store`], [`transport::Transport`], [`keys::Keys`]), so that many clients, faults and crashes run natively in
//! one thread. Saved means that a [`store::Store::commit`] has completed (I1).
//!
//! **API boundary:** the app holds one [`Replica`] for each log, one or two of an organisation, and calls [`Replica::sync`].
//!
//! # The protocol as a story
//!
//! A secretary's phone is offline. What is written is signed and kept, and shown as waiting; nothing is sent.
//!
//! ```
//! # use std::cell::{Cell, RefCell};
//! # use std::collections::HashMap;
//! # use jiannuo_domain::{body::*, clock::*, compose::*, hash::*, id::*, intake::*, key::*, kind::*, leaf::*, ledger::*};
//! # use jiannuo_domain::{push::*, statement::*, test_support::*, words::Due};
//! # use jiannuo_domain::restore::{Remembered, Restore, Restored};
//! # use jiannuo_sync::{keys::*, store::*, transport::*};
//! # use jiannuo_tlog::{Checkpoint, SignedNote, SignerKey, log_key::LogKeys, tile::Tile};
//! # struct Phone(software::KeyPair);
//! # impl Keys for Phone {
//! #     async fn sign(&self, _: &KeyId, statement: &str) -> Result<Signature, KeysError> { Ok(self.0.sign(statement)) }
//! #     async fn verify(&self, key: &PublicKey, statement: &str, signature: &Signature) -> bool {
//! #         software::verify(key, statement, signature)
//! #     }
//! # }
//! # #[derive(Default)]
//! # struct Disk(RefCell<Stored>);
//! # impl Store for Disk {
//! #     async fn load(&self, _: &OrganisationId) -> Result<Stored, StoreError> { Ok(self.0.borrow().clone()) }
//! #     async fn commit(&self, _: &OrganisationId, change: &Change) -> Result<Committed, StoreError> {
//! #         let mut stored = self.0.borrow_mut();
//! #         let entry = |item: &jiannuo_sync::outbox::OutboxItem| item.statement().unwrap().entry;
//! #         stored.leaves.extend(change.leaves.iter().cloned());
//! #         stored.bodies.extend(change.bodies.iter().cloned());
//! #         stored.verified = change.verified.clone().or(stored.verified.take());
//! #         for new in &change.update {
//! #             stored.outbox.iter_mut().filter(|old| entry(old) == entry(new)).for_each(|old| *old = new.clone());
//! #         }
//! #         stored.outbox.extend(change.add.iter().cloned());
//! #         stored.outbox.retain(|item| !change.remove.contains(&entry(item)));
//! #         Ok(Committed::default())
//! #     }
//! #     async fn leaf(&self, _: &OrganisationId, index: u64) -> Result<Option<String>, StoreError> {
//! #         Ok(self.0.borrow().leaves.get(index as usize).cloned())
//! #     }
//! #     async fn take_back(&self, _: &OrganisationId, _: &EntryId) -> Result<bool, StoreError> { Ok(false) }
//! #     async fn blob(&self, _: &OrganisationId, _: &Digest) -> Result<Option<Vec<u8>>, StoreError> { Ok(None) }
//! # }
//! # struct Way { office: RefCell<(Ledger, Vec<Leaf>, HashMap<Digest, SaltedBody>)>, is_open: Cell<bool>, loses_answer: Cell<bool> }
//! # impl Transport for Way {
//! #     async fn checkpoint(&self, _: &OrganisationId) -> Result<Offered, TransportError> {
//! #         if !self.is_open.get() { return Err(TransportError::Offline) }
//! #         let leaves = &self.office.borrow().1;
//! #         let (origin, size) = (origin(ORG, LogName::Public), leaves.len() as u64);
//! #         let checkpoint = Checkpoint { origin, size, root: root_of(leaves), extensions: Vec::new() };
//! #         let note = SignedNote::sign(checkpoint.to_string(), &[&signer()]).unwrap().to_string();
//! #         Ok(Offered { note, now_ms: BEGINNING_MS })
//! #     }
//! #     async fn keys(&self, _: &OrganisationId) -> Result<LogKeys, TransportError> {
//! #         Ok(LogKeys::first(signer().verifier().clone(), BEGINNING_MS))
//! #     }
//! #     async fn tile(&self, _: &OrganisationId, _: Tile) -> Result<Vec<u8>, TransportError> {
//! #         unreachable!("a log of one bundle needs no tiles")
//! #     }
//! #     async fn bundle(&self, _: &OrganisationId, _: u64, _: u64) -> Result<Vec<u8>, TransportError> {
//! #         let leaves: Vec<_> = self.office.borrow().1.iter().map(Leaf::to_bytes).collect();
//! #         Ok(to_bundle(leaves.iter().map(Vec::as_slice)).unwrap())
//! #     }
//! #     async fn bodies(&self, _: &OrganisationId, _: u64) -> Result<Vec<ServedBody>, TransportError> {
//! #         Ok(self.office.borrow().2.iter().map(|(hash, body)| ServedBody::Present { hash: *hash, body: body.clone() }).collect())
//! #     }
//! #     async fn remembered(&self, _: &OrganisationId, _: &str) -> Result<Remembered, TransportError> {
//! #         unreachable!("this server forgets nothing")
//! #     }
//! #     async fn restore(&self, _: &OrganisationId, _: &Restore) -> Result<Restored, TransportError> {
//! #         unreachable!("nor this")
//! #     }
//! #     async fn push(&self, _: &OrganisationId, push: &Push) -> Result<PushAnswer, TransportError> {
//! #         let (ledger, leaves, bodies) = &mut *self.office.borrow_mut();
//! #         let arrivals: Vec<_> = push.entries.iter().map(|one| Arrival::Good(Box::new(read(one.clone()).unwrap()))).collect();
//! #         let received = receive(ledger, &arrivals, BEGINNING_MS);
//! #         for new in received.new_entries { leaves.push(new.leaf); bodies.extend(new.body); }
//! #         if self.loses_answer.get() { return Err(TransportError::Offline) }
//! #         Ok(PushAnswer { size: leaves.len() as u64, answers: received.answers })
//! #     }
//! # }
//! # fn signer() -> SignerKey { SignerKey::from_seed(&origin(ORG, LogName::Public), [1; 32]).unwrap() }
//! # let mut office = Office::founded();
//! # let (phone, disk) = (Phone(office.desk.pair.clone()), Disk::default());
//! # let way = Way { office: RefCell::new((office.ledger(), office.leaves.clone(), office.bodies.clone())), is_open: Cell::new(false), loses_answer: Cell::new(false) };
//! # let device_ms = BEGINNING_MS;
//! # let record = RecordId::from_bytes(office.fresh());
//! # let words = pledge_words("修好村口路灯", Due::On { on: day("2026-06-30") }, None);
//! # let pledge = office.begin(office.desk.key, Kind::PledgePublished, record).with_words(&words, Salt([7; 32])).unwrap();
//! # pollster::block_on(async {
//! use jiannuo_sync::{Replica, SyncError};
//!
//! let mut replica = Replica::open(&disk, ORG).await?;
//! # way.is_open.set(true);
//! # replica.sync(&disk, &way, &phone, device_ms).await?;
//! # way.is_open.set(false);
//! replica.write(&disk, &phone, vec![pledge], device_ms).await?;
//!
//! let offline = replica.sync(&disk, &way, &phone, device_ms).await;
//! assert_eq!(offline, Err(SyncError::Transport(TransportError::Offline)));
//! assert!(replica.shown().pledges.contains_key(&record), "it is shown ...");
//! assert!(!replica.logged().pledges.contains_key(&record), "... and not yet published");
//! assert!(!replica.outbox()[0].attempted, "so it can still be taken back");
//!
//! // Online again, but the answer to the push is lost on the way. The device cannot know whether it arrived, so the
//! // item stays where it is, from now on for good.
//! way.is_open.set(true);
//! way.loses_answer.set(true);
//! replica.sync(&disk, &way, &phone, device_ms).await.unwrap_err();
//! assert!(replica.outbox()[0].attempted);
//!
//! // Then the battery is empty. What was kept is all there is.
//! let mut replica = Replica::open(&disk, ORG).await?;
//! assert_eq!(replica.outbox().len(), 1);
//!
//! // Every sync looks at the log before it pushes, and takes nothing from it that is not under its signed checkpoint.
//! // The pledge is there: that, not an answer, empties the outbox.
//! way.loses_answer.set(false);
//! let report = replica.sync(&disk, &way, &phone, device_ms).await?;
//! assert_eq!((report.pulled, report.published), (1, 1));
//! assert!(replica.outbox().is_empty());
//! assert!(replica.logged().pledges.contains_key(&record));
//! # Ok::<(), SyncError>(())
//! # }).unwrap();
//! ```

mod accept;
pub mod backup;
mod blobs;
mod check;
pub mod evidence;
mod gossip;
pub mod keys;
mod link;
mod office;
pub mod outbox;
mod proof;
mod pull;
mod push;
mod rebase;
mod replica;
mod restore;
pub mod rows;
pub mod store;
mod tiles;
pub mod transport;
mod tree;

pub use accept::MAX_LOG_ENTRIES;
pub use blobs::LocalBlob;
pub use gossip::Compared;
pub use link::{CheckpointLink, LinkError, MAX_LINK_LETTERS};
pub use office::{Agreement, Disagreement, Fixed};
pub use proof::LineProof;
pub use replica::{Replica, SyncError, SyncReport};
