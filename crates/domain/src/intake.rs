//! Taking in a push at the log's end: the part of the server that is pure, shared by the worker and by the simulated
//! server that the sync crate is tested against (spec rules S1–S6).
//!
//! The caller reads statements ([`read`]), checks signatures with whatever cryptography it has, and then calls
//! [`receive`] in one piece: every accepted statement is in the ledger when it returns, and its leaf and body are in the
//! result, to be made durable before anybody is answered. Deliberately absent: storage, clocks, rates.

use std::collections::{HashMap, HashSet};

use crate::acceptance::{Candidate, Refusal};
use crate::body::{BodyState, SaltedBody};
use crate::codes::Codes;
use crate::hash::Digest;
use crate::id::{EntryId, KeyId, RecordId};
use crate::key::PublicKey;
use crate::kind::{Kind, Place};
use crate::leaf::Leaf;
use crate::ledger::Ledger;
use crate::push::{Answer, Outcome, SignedStatement};
use crate::shelf::{EmptyShelf, Naming, Shelf};
use crate::statement::Statement;
use crate::words::{Blob, blobs_of, check_body};

/// A pushed statement that was read.
#[derive(Debug, Clone)]
pub struct Read {
    /// As pushed.
    pub signed: SignedStatement,
    /// The statement.
    pub statement: Statement,
    /// Hash of its exact text.
    pub digest: Digest,
}

/// A pushed statement, read and with its signature looked at.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// It could not be read, or its signature does not hold.
    Bad {
        /// Its identity, if that much could be read.
        entry: Option<EntryId>,
        /// Why.
        refusal: Refusal,
    },
    /// It is what its key signed.
    Good(Box<Read>),
}

/// An entry that is in the ledger now and must become durable.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// Its place.
    pub index: u64,
    /// Its identity.
    pub entry: EntryId,
    /// The leaf.
    pub leaf: Leaf,
    /// Its words with their hash.
    pub body: Option<(Digest, SaltedBody)>,
    /// The body that it erases.
    pub erases: Option<Digest>,
    /// The record that it is about.
    pub record: RecordId,
    /// The files that its words name.
    pub blobs: Vec<Blob>,
}

/// What a push came to.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// One answer for each arrival, in order.
    pub answers: Vec<Answer>,
    /// What is to be made durable, in the log's order.
    pub new_entries: Vec<NewEntry>,
}

/// Reads a pushed statement.
///
/// # Errors
/// [`Refusal::Malformed`].
pub fn read(signed: SignedStatement) -> Result<Read, Refusal> {
    let statement =
        Statement::from_text(&signed.statement).map_err(|error| Refusal::Malformed { detail: error.to_string() })?;
    let digest = Digest::of(&[signed.statement.as_bytes()]);
    Ok(Read { signed, statement, digest })
}

/// The keys that a statement's codes introduce.
pub fn introduced_keys(statement: &Statement) -> impl Iterator<Item = PublicKey> {
    let codes = statement.codes.as_ref();
    [codes.and_then(|codes| codes.public_key), codes.and_then(|codes| codes.founding_key)].into_iter().flatten()
}

/// The key under which a statement's signature must hold: one that the log knows, or that an earlier statement of the
/// same push, or a founding statement itself, introduces. Sound because a key's name is its hash; whether it may sign is
/// asked later, by [`crate::acceptance::Acceptance::check`].
pub fn signing_key(ledger: &Ledger, earlier: &[Read], statement: &Statement) -> Option<PublicKey> {
    let own = introduced_keys(statement).filter(|_| statement.kind == Kind::OrganisationFounded);
    let earlier = earlier.iter().flat_map(|read| introduced_keys(&read.statement));
    ledger.acceptance().public_key(&statement.key).or_else(|| earlier.chain(own).find(|key| key.id() == statement.key))
}

/// Takes in arrivals, in order, at a time of receipt, where no files are kept.
pub fn receive(ledger: &mut Ledger, arrivals: &[Arrival], now_ms: i64) -> Received {
    receive_with(ledger, arrivals, &mut Naming::new(&EmptyShelf), now_ms)
}

/// Takes in arrivals, in order, at a time of receipt, where files are kept (spec rule E4).
pub fn receive_with<S: Shelf>(
    ledger: &mut Ledger,
    arrivals: &[Arrival],
    naming: &mut Naming<'_, S>,
    now_ms: i64,
) -> Received {
    let mut received = Received::default();
    let mut refused = Refused::default();
    for arrival in arrivals {
        let answer = match arrival {
            Arrival::Bad { entry, refusal } => {
                refused.entries.extend(*entry);
                Answer { entry: *entry, outcome: Outcome::Refused { refusal: refusal.clone() } }
            }
            Arrival::Good(read) => {
                let outcome = receive_one(ledger, read, now_ms, &refused, naming, &mut received.new_entries);
                if matches!(outcome, Outcome::Refused { .. }) {
                    refused.note(&read.statement);
                }
                Answer { entry: Some(read.statement.entry), outcome }
            }
        };
        received.answers.push(answer);
    }
    received
}

fn receive_one<S: Shelf>(
    ledger: &mut Ledger,
    read: &Read,
    now_ms: i64,
    refused: &Refused,
    naming: &mut Naming<'_, S>,
    new_entries: &mut Vec<NewEntry>,
) -> Outcome {
    let statement = &read.statement;
    // Before anything else: has this identity been taken in already (spec rule S1)?
    if let Some(known) = ledger.acceptance().entry(&statement.entry) {
        return Outcome::Accepted {
            index: known.index,
            received_ms: known.received_ms,
            other_bytes: known.digest != read.digest,
        };
    }
    if let Some(entry) = refused.needed_by(statement) {
        return Outcome::Refused { refusal: Refusal::DependsOnRefused { entry } };
    }
    let received_ms = ledger.acceptance().received_ms().max(now_ms);
    let candidate = Candidate { statement, digest: read.digest };
    if let Err(refusal) = ledger.acceptance().check(&candidate, received_ms).and_then(|()| check_door(read, naming)) {
        return Outcome::Refused { refusal };
    }
    let index = ledger.acceptance().size();
    let target = statement.codes.as_ref().and_then(|codes| codes.entry);
    let erases = target
        .filter(|_| statement.kind == Kind::BodyErased)
        .and_then(|target| ledger.acceptance().entry(&target).and_then(|facts| facts.body));
    let text = read.signed.body.as_ref().map_or(BodyState::Missing, |body| BodyState::Present(&body.text));
    ledger.apply_logged(&candidate, received_ms, text);
    let body_text = read.signed.body.as_ref().map_or("", |body| body.text.as_str());
    naming.note(statement, body_text);
    new_entries.push(NewEntry {
        index,
        entry: statement.entry,
        leaf: Leaf { statement: read.signed.statement.clone(), signature: read.signed.signature, received_ms },
        body: statement.body.zip(read.signed.body.clone()),
        erases,
        record: statement.record,
        blobs: blobs_of(&statement.kind, body_text),
    });
    Outcome::Accepted { index, received_ms, other_bytes: false }
}

/// What the door asks of a body and its files; a later verifier's verdict never needs them (spec rules B7, E4).
fn check_door<S: Shelf>(read: &Read, naming: &Naming<'_, S>) -> Result<(), Refusal> {
    match (&read.statement.body, &read.signed.body) {
        (None, None) => Ok(()),
        (Some(digest), Some(body)) => {
            if body.fits() && body.digest() != *digest {
                return Err(Refusal::BodyMismatch);
            }
            check_body(&read.statement.kind, &body.text).map_err(|problem| Refusal::Words { problem })?;
            naming.check(&read.statement, &body.text)
        }
        _ => Err(Refusal::Body),
    }
}

/// What later statements of the same push cannot build on.
#[derive(Default)]
struct Refused {
    entries: HashSet<EntryId>,
    records: HashMap<RecordId, EntryId>,
    keys: HashMap<KeyId, EntryId>,
}

impl Refused {
    fn note(&mut self, statement: &Statement) {
        self.entries.insert(statement.entry);
        if begins(statement) {
            self.records.entry(statement.record).or_insert(statement.entry);
        }
        if let Some(Codes { public_key: Some(key), .. }) = &statement.codes {
            self.keys.insert(key.id(), statement.entry);
        }
    }

    fn needed_by(&self, statement: &Statement) -> Option<EntryId> {
        let target = statement.codes.as_ref().and_then(|codes| codes.entry);
        [statement.prev, target]
            .into_iter()
            .flatten()
            .find(|entry| self.entries.contains(entry))
            .or_else(|| self.records.get(&statement.record).copied().filter(|_| !begins(statement)))
            .or_else(|| statement.subject.and_then(|subject| self.records.get(&subject).copied()))
            .or_else(|| self.keys.get(&statement.key).copied())
    }
}

fn begins(statement: &Statement) -> bool {
    statement.kind.shape().is_some_and(|(_, place, _)| place == Place::Begins)
}
