//! A server: the product's own intake over a log in memory, which can stop at each step and open again from what is
//! durable.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use jiannuo_domain::acceptance::{Refusal, Roster};
use jiannuo_domain::body::{BodyState, SaltedBody};
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{KeyId, OrganisationId};
use jiannuo_domain::intake::{Arrival, Read, read, receive_with, signing_key};
use jiannuo_domain::key::Signature;
use jiannuo_domain::leaf::{Leaf, to_bundle};
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_domain::push::{Push, PushAnswer, ServedBody, SignedStatement};
use jiannuo_domain::restore::{Remembered, Restore, Restored};
use jiannuo_domain::shelf::Naming;
use jiannuo_domain::statement::{LogName, Statement, origin};
use jiannuo_domain::test_support::root_of;
use jiannuo_domain::words::Blob;
use jiannuo_sync::transport::{Brought, Offered, TransportError};
use jiannuo_tlog::SignerKey;
use jiannuo_tlog::checkpoint::Checkpoint;
use jiannuo_tlog::log_key::{LogKey, LogKeys, Seed};
use jiannuo_tlog::proof::verify_consistency;
use jiannuo_tlog::tile::Tile;
use jiannuo_tlog::witness::Refusal::Conflict;
use jiannuo_tlog::witness::{AddCheckpoint, Latest, decide};

use super::files::Files;
use super::ring::Ring;
use super::signed::Signed;

/// Where a server stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    BeforeDurable,
    AfterDurable,
}

pub(crate) struct Server {
    org: OrganisationId,
    log: LogName,
    /// What an office log is judged by.
    roster: Roster,
    ring: Rc<Ring>,
    pub(crate) now_ms: i64,
    /// Bodies in one answer.
    pub(crate) page_bodies: usize,
    ledger: Ledger,
    // What is durable.
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) bodies: HashMap<Digest, SaltedBody>,
    erased: HashSet<Digest>,
    pub(crate) files: Files,
    /// Every file is refused with this code.
    pub(crate) refuses_files: Option<&'static str>,
    /// It says of every file that it has it, and has none.
    pub(crate) forgets_files: bool,
    /// What statements name, so that each is read once.
    digests: RefCell<HashMap<Signature, Option<Digest>>>,
    /// What signs checkpoints, newest first.
    pub(crate) signers: Vec<SignerKey>,
    keys: LogKeys,
    signed: RefCell<Signed>,
    /// Bundles are of these leaves, whatever is signed.
    pub(crate) bundled: Option<Vec<Leaf>>,
    /// Offered in place of its own checkpoint.
    pub(crate) offers: Option<String>,
    /// It takes back what it has forgotten; one that lies does not.
    pub(crate) takes_back: bool,
    /// What it had signed, once it has been reminded.
    forgotten: Option<Checkpoint>,
}

impl Server {
    pub(crate) fn new(org: OrganisationId, ring: Rc<Ring>, now_ms: i64) -> Self {
        Self::of_log(org, LogName::Public, ring, now_ms)
    }

    /// The server of an office log.
    pub(crate) fn office(org: OrganisationId, ring: Rc<Ring>, now_ms: i64) -> Self {
        Self::of_log(org, LogName::Office, ring, now_ms)
    }

    fn of_log(org: OrganisationId, log: LogName, ring: Rc<Ring>, now_ms: i64) -> Self {
        let first = signer(&org, log, 0);
        Self {
            org,
            log,
            roster: Roster::default(),
            ring,
            now_ms,
            page_bodies: 100,
            ledger: Ledger::new(org, log),
            leaves: Vec::new(),
            bodies: HashMap::new(),
            erased: HashSet::new(),
            files: Files::default(),
            refuses_files: None,
            forgets_files: false,
            digests: RefCell::default(),
            keys: LogKeys::first(first.verifier().clone(), now_ms),
            signers: vec![first],
            signed: RefCell::default(),
            bundled: None,
            offers: None,
            takes_back: false,
            forgotten: None,
        }
    }

    /// Hears how far the public log has come.
    pub(crate) fn judge_by(&mut self, roster: Roster) {
        self.ledger.judge_by(roster.clone());
        self.roster = roster;
    }

    pub(crate) const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The answer, unless it stopped before it could give one.
    pub(crate) fn push(&mut self, push: &Push, stop: Option<Stop>) -> Option<PushAnswer> {
        let arrivals = self.arrivals(push);
        let received = receive_with(&mut self.ledger, &arrivals, &mut Naming::new(&self.files), self.now_ms);
        if stop == Some(Stop::BeforeDurable) {
            self.reopen();
            return None;
        }
        for new in received.new_entries {
            self.files.name(&new);
            self.leaves.push(new.leaf);
            self.bodies.extend(new.body);
            if let Some(digest) = new.erases {
                self.bodies.remove(&digest);
                self.files.erase(&digest);
                self.erased.insert(digest);
            }
        }
        if stop == Some(Stop::AfterDurable) {
            self.reopen();
            return None;
        }
        Some(PushAnswer { size: self.ledger.acceptance().size(), answers: received.answers })
    }

    /// How much of a file is here, for a member.
    pub(crate) fn brought(&self, key: &KeyId, blob: &Blob) -> Result<Brought, TransportError> {
        if self.forgets_files {
            return Ok(Brought { offset: blob.bytes, is_complete: true });
        }
        self.admit(key)?;
        self.files.brought(&blob.hash)
    }

    /// A member brings a piece of a file.
    pub(crate) fn bring(
        &mut self,
        key: &KeyId,
        blob: &Blob,
        offset: u32,
        piece: &[u8],
    ) -> Result<Brought, TransportError> {
        self.admit(key)?;
        if let Some(code) = self.refuses_files {
            return Err(TransportError::Rejected { code: code.to_owned() });
        }
        self.files.bring(blob, offset, piece)
    }

    fn admit(&self, key: &KeyId) -> Result<(), TransportError> {
        let roster = self.ledger.acceptance().roster();
        let is_member = roster.signer(key, roster.size()).is_some();
        if is_member { Ok(()) } else { Err(TransportError::Rejected { code: "reader-refused".to_owned() }) }
    }

    fn arrivals(&self, push: &Push) -> Vec<Arrival> {
        let mut earlier: Vec<Read> = Vec::new();
        let mut arrive = |signed: &SignedStatement| {
            let one = match read(signed.clone()) {
                Ok(one) => one,
                Err(refusal) => return Arrival::Bad { entry: None, refusal },
            };
            let entry = Some(one.statement.entry);
            let Some(key) = signing_key(&self.ledger, &earlier, &one.statement) else {
                return Arrival::Bad { entry, refusal: Refusal::UnknownKey };
            };
            if !self.ring.verify_now(&key, &one.signed.statement, &one.signed.signature) {
                return Arrival::Bad { entry, refusal: Refusal::BadSignature };
            }
            earlier.push(one.clone());
            Arrival::Good(Box::new(one))
        };
        push.entries.iter().map(&mut arrive).collect()
    }

    /// Forgets everything that is not durable.
    pub(crate) fn reopen(&mut self) {
        let mut ledger = Ledger::new(self.org, self.log);
        ledger.judge_by(self.roster.clone());
        for leaf in &self.leaves {
            let digest = self.body_digest(leaf);
            let body = match digest.map(|digest| (self.bodies.get(&digest), self.erased.contains(&digest))) {
                Some((Some(body), _)) => BodyState::Present(&body.text),
                Some((None, true)) => BodyState::Erased,
                _ => BodyState::Missing,
            };
            ledger.apply_leaf(leaf, body).unwrap();
        }
        self.ledger = ledger;
    }

    /// What it signs for: whatever its log is at the moment, true or not.
    pub(crate) fn checkpoint(&self) -> Offered {
        let own = self.signed.borrow_mut().note(&origin(self.org, self.log), &self.leaves, &self.signers);
        Offered { note: self.offers.clone().unwrap_or(own), now_ms: self.now_ms }
    }

    pub(crate) fn tile(&self, tile: Tile) -> Vec<u8> {
        self.checkpoint();
        self.signed.borrow().tile(tile)
    }

    pub(crate) fn keys(&self) -> LogKeys {
        self.keys.clone()
    }

    /// The log has a new key; the one before hands over to it.
    pub(crate) fn hand_over(&mut self) {
        let next = signer(&self.org, self.log, self.keys.keys.len() as u8);
        self.keys.hand_over(&self.signers[0], &next, self.now_ms).unwrap();
        self.signers = vec![next];
    }

    /// As [`Server::hand_over`], and for some time the key before signs as well.
    pub(crate) fn begin_to_hand_over(&mut self) {
        let previous = self.signers.clone();
        self.hand_over();
        self.signers.extend(previous);
    }

    /// Shows these leaves as its log from now on, and goes on from them.
    pub(crate) fn show(&mut self, leaves: Vec<Leaf>) {
        self.leaves = leaves;
        self.reopen();
    }

    /// Somebody else signs in the log's name from now on.
    pub(crate) fn change_key_without_handover(&mut self) {
        let next = signer(&self.org, self.log, 0xee);
        self.keys = LogKeys::first(next.verifier().clone(), self.now_ms);
        self.signers = vec![next];
    }

    pub(crate) fn first_signer(&self) -> SignerKey {
        signer(&self.org, self.log, 0)
    }

    /// As it was before its key was changed.
    pub(crate) fn begin_again_with(&mut self, keys: &LogKeys, signer: &SignerKey) {
        self.keys = keys.clone();
        self.signers = vec![signer.clone()];
    }

    /// Somebody else signs in the log's name, and lists a key after the log's own as if that had handed over to it.
    pub(crate) fn change_key_with_a_false_handover(&mut self, handover: Option<String>) {
        let (next, since_ms) = (signer(&self.org, self.log, 0xee), self.now_ms);
        self.keys.keys.push(LogKey { vkey: next.verifier().clone(), since_ms, handover });
        self.signers = vec![next];
    }

    pub(crate) fn remembered(&mut self, request: &str) -> Result<Remembered, TransportError> {
        if !self.takes_back {
            return Err(TransportError::Rejected { code: "not-found".to_owned() });
        }
        let request = AddCheckpoint::parse(request.as_bytes()).unwrap();
        let ours = Latest { size: self.leaves.len() as u64, root: root_of(&self.leaves) };
        match decide(Some(ours), &request, &[self.signers[0].verifier().clone()]) {
            Ok(_) => self.forgotten = Some(request.checkpoint().clone()),
            Err(Conflict(_)) => {}
            Err(refusal) => return Err(TransportError::Rejected { code: refusal.to_string() }),
        }
        Ok(Remembered::Wanted { size: ours.size })
    }

    pub(crate) fn restore(&mut self, restore: &Restore) -> Result<Restored, TransportError> {
        let wanted = self.forgotten.clone().unwrap();
        let leaves = restore.leaves.iter().map(|leaf| Leaf::from_bytes(leaf.as_bytes()).unwrap());
        let leaves: Vec<Leaf> = self.leaves.iter().cloned().chain(leaves).collect();
        let (size, root) = (leaves.len() as u64, root_of(&leaves));
        verify_consistency(size, &root, wanted.size, &wanted.root, &restore.proof).unwrap();
        for body in &restore.bodies {
            match body {
                ServedBody::Present { hash, body } => drop(self.bodies.insert(*hash, body.clone())),
                ServedBody::Erased { hash, .. } => drop(self.erased.insert(*hash)),
            }
        }
        self.show(leaves);
        Ok(Restored { size, is_whole: size == wanted.size })
    }

    pub(crate) fn bundle(&self, tile: u64, width: u64) -> Vec<u8> {
        let from = (tile * BUNDLE_ENTRIES) as usize;
        let leaves = self.bundled.as_ref().unwrap_or(&self.leaves);
        let leaves: Vec<Vec<u8>> = leaves[from..from + width as usize].iter().map(Leaf::to_bytes).collect();
        to_bundle(leaves.iter().map(Vec::as_slice)).unwrap()
    }

    pub(crate) fn bodies(&self, from: u64) -> Vec<ServedBody> {
        self.leaves
            .iter()
            .skip(from as usize)
            .filter_map(|leaf| self.body_digest(leaf))
            .filter_map(|hash| match self.bodies.get(&hash) {
                Some(body) => Some(ServedBody::Present { hash, body: body.clone() }),
                None => self.erased.contains(&hash).then_some(ServedBody::Erased { hash, erased: true }),
            })
            .take(self.page_bodies)
            .collect()
    }

    fn body_digest(&self, leaf: &Leaf) -> Option<Digest> {
        let mut known = self.digests.borrow_mut();
        *known.entry(leaf.signature).or_insert_with(|| Statement::from_text(&leaf.statement).ok()?.body)
    }
}

/// One of the keys that the log of an organisation has in the course of time.
fn signer(org: &OrganisationId, log: LogName, number: u8) -> SignerKey {
    Seed::from_bytes([number; 32]).log_signer(&origin(*org, log)).unwrap()
}
