//! The whole log from its first entry: hashed, judged and folded as it is read, bundle by bundle.
//!
//! **Invariant:** what was read of a log is read once. When the log grows during the check, the replay goes on where it
//! stood, so that the larger tree is shown to continue the smaller one. Deliberately absent: the board.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiannuo_domain::body::BodyState;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::leaf::from_bundle;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_tlog::tile::{EntryBundle, MAX_TILE_BYTES};
use jiannuo_tlog::{Checkpoint, Hash, leaf_hash};

use crate::blobs::{Attached, check_blobs};
use crate::bodies::{body_path, fetch_bodies};
use crate::entry::{PUBLIC, ReadEntry};
use crate::fetch::{Desk, Fetched, Unreachable};
use crate::finding::{Code, Subject};
use crate::limits::{MAX_BODY_ANSWER_BYTES, MAX_BUNDLE_BYTES};
use crate::tree::{ExpectedTile, Tree};
use crate::verify::Step;

/// A log as far as it was read.
pub(crate) struct Replay {
    tree: Tree,
    ledger: Ledger,
    /// Whether every entry so far could be read; after one that cannot, nothing can be folded.
    folds: bool,
    /// Earlier checkpoints that are still ahead, by size.
    earlier: BTreeMap<u64, Vec<Hash>>,
    /// Words that were not there when their entry was read.
    absent: BTreeMap<u64, Digest>,
    /// The files that words name.
    attached: Attached,
    /// The organisation above, as entry 0 names it.
    parent: Option<OrganisationId>,
    now_ms: i64,
}

impl Replay {
    pub(crate) fn new(org: OrganisationId, earlier: &[Checkpoint], now_ms: i64) -> Self {
        let mut by_size: BTreeMap<u64, Vec<Hash>> = BTreeMap::new();
        for checkpoint in earlier {
            by_size.entry(checkpoint.size).or_default().push(checkpoint.root);
        }
        let ledger = Ledger::new(org, PUBLIC);
        Self {
            tree: Tree::new(),
            ledger,
            folds: true,
            earlier: by_size,
            absent: BTreeMap::new(),
            attached: Attached::new(),
            parent: None,
            now_ms,
        }
    }

    /// How many entries were hashed.
    pub(crate) fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The root over them.
    pub(crate) fn root(&self) -> Hash {
        self.tree.root()
    }

    /// The organisation above, if there is one.
    pub(crate) const fn parent(&self) -> Option<OrganisationId> {
        self.parent
    }

    /// The fold, if everything so far could be folded.
    pub(crate) fn ledger(&self) -> Option<&Ledger> {
        self.folds.then_some(&self.ledger)
    }

    /// Reads on to a size; `false` if the log does not have it, which is a finding then.
    pub(crate) fn read_to(&mut self, desk: &mut Desk<'_>, size: u64) -> Result<bool, Unreachable> {
        let mut present = HashSet::new();
        while self.size() < size {
            desk.at(Step::Entries, self.size(), size);
            let index = self.size() / BUNDLE_ENTRIES;
            let width = (size - index * BUNDLE_ENTRIES).min(BUNDLE_ENTRIES);
            let bundle = EntryBundle { index, width };
            let Some(leaves) = self.fetch_bundle(desk, bundle)? else { return Ok(false) };
            self.take_in(desk, &leaves, &mut present)?;
        }
        self.check_still_served(desk, &present);
        Ok(true)
    }

    /// The bundle's leaves that were not read yet.
    fn fetch_bundle(&self, desk: &mut Desk<'_>, bundle: EntryBundle) -> Result<Option<Vec<Vec<u8>>>, Unreachable> {
        let path = format!("log/{}", bundle.path());
        let about = || Subject::Address { path: path.clone() };
        let Fetched::Content(content) = desk.fetch(&path, MAX_BUNDLE_BYTES)? else {
            desk.findings.add(Code::BundleMissing, about(), format!("{} entries are not served", bundle.width));
            return Ok(None);
        };
        desk.counts.bundles += 1;
        let leaves = match from_bundle(&content) {
            Ok(leaves) if leaves.len() as u64 == bundle.width => leaves,
            Ok(leaves) => {
                let detail = format!("{} entries instead of {}", leaves.len(), bundle.width);
                desk.findings.add(Code::BundleMalformed, about(), detail);
                return Ok(None);
            }
            Err(error) => {
                desk.findings.add(Code::BundleMalformed, about(), error);
                return Ok(None);
            }
        };
        let known = self.tree.last_leaves();
        if !leaves.iter().zip(known).all(|(leaf, hash)| leaf_hash(leaf) == *hash) {
            let detail = "the entries that were read a moment ago have changed";
            desk.findings.add(Code::BundleMalformed, about(), detail);
            return Ok(None);
        }
        Ok(Some(leaves.into_iter().skip(known.len()).map(<[u8]>::to_vec).collect()))
    }

    fn take_in(
        &mut self,
        desk: &mut Desk<'_>,
        leaves: &[Vec<u8>],
        present: &mut HashSet<Digest>,
    ) -> Result<(), Unreachable> {
        let entries = self.read_entries(desk, leaves);
        let wanted = entries.iter().filter_map(|entry| Some((entry.index, entry.body()?))).collect();
        let has_newer = desk.counts.newer > 0 || entries.iter().any(ReadEntry::is_newer);
        let bodies: HashMap<Digest, String> = fetch_bodies(desk, &wanted, has_newer)?;
        for (index, hash) in &wanted {
            if bodies.contains_key(hash) {
                present.insert(*hash);
            } else {
                self.absent.insert(*index, *hash);
            }
        }
        for entry in &entries {
            if entry.index == 0 {
                self.parent = entry.parent();
            }
            // What is not there was erased, or is found to be missing at the end; the fold ends alike.
            let text = entry.body().and_then(|hash| bodies.get(&hash));
            let body = text.map_or(BodyState::Erased, |text| BodyState::Present(text));
            if let (Some(hash), Some(blobs)) = (entry.body(), text.map(|text| entry.blobs(text)))
                && !blobs.is_empty()
            {
                self.attached.insert(entry.index, (hash, blobs));
            }
            entry.take_in(desk, &mut self.ledger, body, self.now_ms);
            desk.counts.newer += u64::from(entry.is_newer());
        }
        for leaf in leaves {
            let full = self.tree.push(leaf_hash(leaf));
            desk.counts.entries += 1;
            check_tiles(desk, &full)?;
            self.check_earlier(desk);
        }
        Ok(())
    }

    /// Entries up to the first that cannot be read.
    fn read_entries(&mut self, desk: &mut Desk<'_>, leaves: &[Vec<u8>]) -> Vec<ReadEntry> {
        let mut entries = Vec::new();
        for (index, leaf) in (self.size()..).zip(leaves) {
            match ReadEntry::from_bytes(index, leaf) {
                Ok(entry) if self.folds => entries.push(entry),
                Ok(_) => {}
                Err(error) => {
                    self.folds = false;
                    desk.findings.add(Code::EntryMalformed, Subject::Entry { index }, error);
                }
            }
        }
        entries
    }

    /// Whether the tree of this size is the one that was signed when the log had this size.
    fn check_earlier(&mut self, desk: &mut Desk<'_>) {
        for root in self.earlier.remove(&self.tree.size()).unwrap_or_default() {
            if root != self.tree.root() {
                let about = Subject::EarlierCheckpoint { size: self.tree.size() };
                let detail = format!("its root was {root}, the same entries now have {}", self.tree.root());
                desk.findings.add(Code::HistoryDiffers, about, detail);
            }
        }
    }

    /// Whether words that came were erased before they were asked for.
    fn check_still_served(&self, desk: &mut Desk<'_>, present: &HashSet<Digest>) {
        for (index, hash) in self.erased().filter(|(_, hash)| present.contains(hash)) {
            desk.findings.add(Code::BodyNotErased, Subject::Body { index, hash }, "erased in the log and still served");
        }
    }

    /// The words that the log says are erased, with the place of their entry.
    fn erased(&self) -> impl Iterator<Item = (u64, Digest)> {
        let entries = self.ledger.erasures.keys().filter_map(|entry| self.ledger.acceptance().entry(entry));
        entries.filter_map(|facts| Some((facts.index, facts.body?)))
    }

    /// Words that are not there although no erasure in the log so far excuses it.
    pub(crate) fn missing(&self) -> Vec<(u64, Digest)> {
        let erased: HashSet<Digest> = self.erased().map(|(_, hash)| hash).collect();
        self.absent.iter().filter(|(_, hash)| !erased.contains(hash)).map(|(index, hash)| (*index, *hash)).collect()
    }

    /// Compares the tiles of the right edge, asks for what was erased, and names what is missing.
    pub(crate) fn conclude(&self, desk: &mut Desk<'_>) -> Result<(), Unreachable> {
        check_tiles(desk, &self.tree.partial_tiles())?;
        // Without every statement nobody knows what was erased.
        if self.folds {
            for (index, hash) in self.missing() {
                let about = Subject::Body { index, hash };
                // Something came, and it was not these words: that is said already.
                if !desk.findings.has(Code::BodyDiffers, &about) {
                    desk.findings.add(Code::BodyMissing, about, "not served, and no entry erases it");
                }
            }
        }
        let erased: Vec<_> = self.erased().collect();
        if self.folds {
            check_blobs(desk, &self.attached, &erased.iter().map(|(_, hash)| *hash).collect())?;
        }
        for (done, (index, hash)) in (0_u64..).zip(&erased) {
            desk.at(Step::Erasures, done, erased.len() as u64);
            let about = Subject::Body { index: *index, hash: *hash };
            match desk.fetch(&body_path(hash), MAX_BODY_ANSWER_BYTES)? {
                Fetched::Gone => desk.counts.erased += 1,
                Fetched::Content(_) => {
                    desk.findings.add(Code::BodyNotErased, about, "erased in the log and still served");
                }
                Fetched::Absent => desk.findings.add(Code::ErasedNotGone, about, "answered 404 instead of 410"),
            }
        }
        Ok(())
    }
}

fn check_tiles(desk: &mut Desk<'_>, expected: &[ExpectedTile]) -> Result<(), Unreachable> {
    for ExpectedTile { tile, content } in expected {
        let path = format!("log/{}", tile.path());
        match desk.fetch(&path, MAX_TILE_BYTES)? {
            Fetched::Content(served) => {
                desk.counts.tiles += 1;
                if served != *content {
                    let detail = first_difference(&served, content);
                    desk.findings.add(Code::TileDiffers, Subject::Address { path }, detail);
                }
            }
            Fetched::Absent | Fetched::Gone => {
                desk.findings.add(Code::TileMissing, Subject::Address { path }, "not served");
            }
        }
    }
    Ok(())
}

/// Which hash of a tile is another one.
fn first_difference(served: &[u8], expected: &[u8]) -> String {
    if served.len() != expected.len() {
        return format!("{} bytes instead of {}", served.len(), expected.len());
    }
    let place = served.iter().zip(expected).position(|(one, other)| one != other).unwrap_or_default();
    format!("the hash at place {} is another", place / 32)
}
