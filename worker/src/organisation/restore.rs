//! Filling a log again that has forgotten entries it had signed for (spec rule W24): it opens read-only, and takes them
//! back from whoever remembers them.
//!
//! Nobody is believed. That entries are wanted is shown by a checkpoint under the log's own key, and that these are the
//! ones by a proof that they belong to its tree. **Invariant:** nothing is signed here; the log goes on under the word
//! that it had given, or not at all. Deliberately absent: what nobody remembers.

use std::collections::{HashMap, HashSet};

use jiannuo_domain::body::BodyState;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::EntryId;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::limits::MAX_PUSH_BYTES;
use jiannuo_domain::push::ServedBody;
use jiannuo_domain::restore::{MAX_RESTORED_ENTRIES, Remembered, Restore, Restored};
use jiannuo_domain::statement::{LogName, Reading, Statement, origin};
use jiannuo_tlog::checkpoint::open_parsed;
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::note::VerifierKey;
use jiannuo_tlog::proof::{root_of, verify_consistency};
use jiannuo_tlog::tile::{WrittenTile, tiles_for_root};
use jiannuo_tlog::witness::{AddCheckpoint, Latest, MAX_REQUEST_BYTES, Refusal, decide};
use jiannuo_tlog::{Hash, leaf_hash};
use worker::{console_error, console_log, web_sys};

use super::begin::{Beginning, own_signatures};
use super::open::OpenLog;
use super::store::{SignedCheckpoint, StoreError};
use super::{Call, OrganisationLog};
use crate::bounded;
use crate::faults::Point;
use crate::organisation::append::malformed;
use crate::reply::Reply;

/// An entry that comes back.
#[derive(Debug)]
pub(super) struct RestoredEntry {
    pub(super) index: u64,
    pub(super) entry: String,
    pub(super) leaf: String,
    /// The words, or that they were erased; nothing where nobody knows.
    pub(super) body: Option<ServedBody>,
}

/// A batch of entries that belong to the log.
#[derive(Debug)]
pub(super) struct Restoration {
    pub(super) entries: Vec<RestoredEntry>,
    /// Bodies that these entries erase.
    pub(super) erased: Vec<Digest>,
    pub(super) tiles: Vec<WrittenTile>,
    pub(super) size: u64,
    /// What the log had signed, when it is all here again.
    pub(super) whole: Option<SignedCheckpoint>,
}

impl OrganisationLog {
    /// `POST log/remembered`: a checkpoint of this log that somebody has kept, as a C2SP tlog-witness request.
    pub(super) async fn remembered(&self, request: &web_sys::Request, call: &Call) -> Result<Reply, StoreError> {
        let Ok(body) = bounded::read(request, MAX_REQUEST_BYTES).await else {
            return Ok(Reply::error(413, "too-large"));
        };
        let Ok(request) = AddCheckpoint::parse(&body) else { return Ok(Reply::error(400, "malformed")) };
        self.take_up_lost_office_log(&request, call)?;
        let (ours, keys, wanted) = self.read(call, |log| {
            let keys: Vec<VerifierKey> = log.keys.keys.iter().map(|key| key.vkey.clone()).collect();
            let ours = Latest { size: log.tiles.size(), root: log.tiles.root() };
            (ours, keys, log.forgotten.as_ref().map(|forgotten| forgotten.size))
        })?;
        let Ok(offered) = open_parsed(request.note(), &keys) else { return Ok(Reply::error(403, "not-signed")) };
        if offered.size <= ours.size {
            return Ok(if self.root_at(offered.size)? == Some(offered.root) {
                Reply::json(200, &Remembered::Known)
            } else {
                console_error!(
                    "{}",
                    serde_json::json!({ "event": "two-histories", "org": call.org, "size": offered.size })
                );
                Reply::error(409, "two-histories")
            });
        }
        match decide(Some(ours), &request, &keys) {
            Ok(next) => {
                let own =
                    own_signatures(request.note(), &keys).filter(|_| wanted.is_none_or(|wanted| next.size > wanted));
                if let Some(own) = own {
                    self.store.remember(&own)?;
                    self.forget();
                }
                console_log!("{}", serde_json::json!({ "event": "behind", "org": call.org, "size": ours.size }));
                Ok(Reply::json(200, &Remembered::Wanted { size: ours.size }))
            }
            // The proof is to begin there.
            Err(Refusal::Conflict(size)) => Ok(Reply::json(200, &Remembered::Wanted { size })),
            Err(refusal) => Ok(Reply::error(refusal.status(), "no-proof")),
        }
    }

    /// Takes up an office log of which nothing is left here, for a checkpoint of it under a key of this deployment. Of a
    /// public log the operator says so ([`super::begin`]); members alone know an office log.
    fn take_up_lost_office_log(&self, request: &AddCheckpoint, call: &Call) -> Result<(), StoreError> {
        if self.log_name()? == LogName::Public || self.store.format()?.is_some() {
            return Ok(());
        }
        let keys = self.keys_of(&origin(call.org, LogName::Office));
        let has_signed = |key: &&VerifierKey| open_parsed(request.note(), std::slice::from_ref(*key)).is_ok();
        let Some(key) = keys.iter().find(has_signed) else { return Ok(()) };
        let Some(note) = own_signatures(request.note(), std::slice::from_ref(key)) else { return Ok(()) };
        let keys = LogKeys::first(key.clone(), call.now_ms);
        self.store.begin((call.org, LogName::Office), &Beginning { keys, note }, call.faults)?;
        self.forget();
        Ok(())
    }

    /// `POST log/restore`: the next entries that the log has forgotten.
    pub(super) async fn restore(&self, request: &web_sys::Request, call: &Call) -> Result<Reply, StoreError> {
        let Ok(body) = bounded::read(request, MAX_PUSH_BYTES).await else { return Ok(Reply::error(413, "too-large")) };
        let restore: Restore = match serde_json::from_slice(&body) {
            Ok(restore) => restore,
            Err(error) => return Ok(malformed(&error)),
        };
        if restore.leaves.is_empty() {
            return self.take_words_back(call, restore.bodies).await;
        }
        // From here to the write: no `await`.
        let restoration = match self.read(call, |log| plan(log, restore))? {
            Ok(restoration) => restoration,
            Err(reply) => {
                // What was folded and is not kept must not be remembered.
                self.forget();
                return Ok(reply);
            }
        };
        call.faults.at(Point::BeforeRestore);
        self.store.restore(&restoration, call.faults).inspect_err(|_| self.forget())?;
        call.faults.at(Point::AfterRestore);
        // What is in memory has them already. What was erased is in no memory any more, and a whole log is opened anew,
        // which compares all of it with its word.
        if restoration.whole.is_some() || !restoration.erased.is_empty() {
            self.forget();
        }
        if restoration.whole.is_some() {
            self.wake_soon().await;
        }
        self.state.storage().sync().await?;
        Ok(Reply::json(200, &Restored { size: restoration.size, is_whole: restoration.whole.is_some() }))
    }

    /// Words of entries that are here without them. The hash vouches for them; erased ones stay erased.
    async fn take_words_back(&self, call: &Call, served: Vec<ServedBody>) -> Result<Reply, StoreError> {
        if served.len() > MAX_RESTORED_ENTRIES {
            return Ok(Reply::error(413, "too-many-entries"));
        }
        let mut missing = Vec::new();
        for (digest, served) in bodies(served) {
            // Whoever repeats what is here already makes no work: only what is missing is looked for in the log.
            if matches!(served, ServedBody::Present { .. }) && self.store.body(&digest)?.is_none() {
                missing.push((digest, served));
            }
        }
        let (words, size, is_whole) = self.read(call, |log| {
            let index = |digest: &Digest| {
                let entry = log.ledger.acceptance().entry_of_body(digest)?;
                let is_erased = log.ledger.erasures.contains_key(entry);
                log.ledger.acceptance().entry(entry).filter(|_| !is_erased).map(|facts| facts.index)
            };
            let words: Vec<_> =
                missing.into_iter().filter_map(|(digest, served)| Some((index(&digest)?, served))).collect();
            (words, log.tiles.size(), log.forgotten.is_none())
        })?;
        if !words.is_empty() {
            self.store.add_words(&words)?;
            self.forget();
            self.state.storage().sync().await?;
        }
        Ok(Reply::json(200, &Restored { size, is_whole }))
    }

    /// The root that the log had at a size up to its own.
    fn root_at(&self, size: u64) -> Result<Option<Hash>, StoreError> {
        let tiles = self.store.tiles(&tiles_for_root(size))?;
        Ok(root_of(size, &tiles).ok())
    }
}

/// What a batch comes to, if it is the next part of what the log has forgotten; the log in memory then has it already.
fn plan(log: &mut OpenLog, restore: Restore) -> Result<Restoration, Reply> {
    let wanted = log.forgotten.clone().ok_or_else(|| Reply::error(409, "nothing-wanted"))?;
    let size = log.tiles.size();
    if restore.from != size {
        return Err(Reply::json(409, &Remembered::Wanted { size }));
    }
    if restore.leaves.len() > MAX_RESTORED_ENTRIES {
        return Err(Reply::error(413, "too-many-entries"));
    }
    let mut tiles = log.tiles.clone();
    let appended = tiles.append(restore.leaves.iter().map(|leaf| leaf_hash(leaf.as_bytes())));
    let is_part = if appended.size == wanted.size {
        appended.root == wanted.root
    } else {
        verify_consistency(appended.size, &appended.root, wanted.size, &wanted.root, &restore.proof).is_ok()
    };
    if !is_part {
        return Err(Reply::error(422, "not-the-logs"));
    }
    let bodies = bodies(restore.bodies);
    let entries = (size..).zip(restore.leaves).map(|(index, leaf)| entry(index, leaf, &bodies));
    // No log has ever taken in what is no entry.
    let entries: Option<Vec<RestoredEntry>> = entries.collect();
    let entries = entries.ok_or_else(|| Reply::error(422, "not-the-logs"))?;
    let erased = take_in(&mut log.ledger, &entries);
    if log.ledger.acceptance().log() == LogName::Office && !log.ledger.violations.is_empty() {
        // It names more of the public log than there is, so nobody can say yet which erasures among these were allowed.
        return Err(Reply::error(503, "read-only"));
    }
    log.tiles = tiles;
    let whole = Some(wanted).filter(|wanted| appended.size == wanted.size);
    Ok(Restoration { entries, erased, tiles: appended.tiles, size: appended.size, whole })
}

/// Words by the hash that is theirs; what claims another is not taken.
fn bodies(served: Vec<ServedBody>) -> HashMap<Digest, ServedBody> {
    served
        .into_iter()
        .filter_map(|served| match &served {
            ServedBody::Present { hash, body } => (body.digest() == *hash).then_some((*hash, served)),
            ServedBody::Erased { hash, .. } => Some((*hash, served)),
        })
        .collect()
}

/// A leaf of the log as a row. The root has vouched for it, so it is what it was when it was accepted.
fn entry(index: u64, leaf: String, bodies: &HashMap<Digest, ServedBody>) -> Option<RestoredEntry> {
    let parsed = Leaf::from_bytes(leaf.as_bytes()).ok()?;
    let (entry, body) = match Statement::read(&parsed.statement).ok()? {
        Reading::Known(statement) => (statement.entry, statement.body),
        Reading::Newer(newer) => (newer.entry, None),
    };
    let body = body.and_then(|digest| bodies.get(&digest).cloned());
    Some(RestoredEntry { index, entry: entry.to_string(), leaf, body })
}

/// Folds entries that come back; the bodies that erasures among them remove.
fn take_in(ledger: &mut Ledger, entries: &[RestoredEntry]) -> Vec<Digest> {
    let before: HashSet<EntryId> = ledger.erasures.keys().copied().collect();
    for entry in entries {
        let Ok(leaf) = Leaf::from_bytes(entry.leaf.as_bytes()) else { continue };
        let body = match &entry.body {
            Some(ServedBody::Present { body, .. }) => BodyState::Present(&body.text),
            Some(ServedBody::Erased { .. }) => BodyState::Erased,
            // Where a disk has lost leaves alone, their words are still there, and seen when the log is whole.
            None => BodyState::Missing,
        };
        // A leaf that is no statement has no effect; the root has vouched for it all the same.
        let _unread = ledger.apply_leaf(&leaf, body);
    }
    let new = ledger.erasures.keys().filter(|entry| !before.contains(entry));
    new.filter_map(|entry| ledger.acceptance().entry(entry)?.body).collect()
}
