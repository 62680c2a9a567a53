//! Pull: bundles after the cursor, each proved to be under the accepted checkpoint and each entry checked before anything
//! is folded, then the words that they name (spec rules S7–S9).

use std::collections::{BTreeMap, HashMap};

use jiannuo_domain::acceptance::Candidate;
use jiannuo_domain::body::SaltedBody;
use jiannuo_domain::clock::Contact;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::from_bundle;
use jiannuo_domain::limits::{BUNDLE_ENTRIES, MAX_STATEMENT_BYTES};
use jiannuo_domain::push::ServedBody;
use jiannuo_tlog::{Hash, leaf_hash};

use crate::accept::Held;
use crate::check::{Genuine, check};
use crate::evidence::Contradiction;
use crate::keys::Keys;
use crate::replica::{Replica, SyncError, SyncReport};
use crate::store::{Change, KeptBody, Store, Verified};
use crate::tiles::PullTiles;
use crate::transport::{Transport, TransportError};

/// By how much the difference of the two clocks must change before it is kept again: a verdict needs a day, a minute
/// saves a write at every sync.
const CONTACT_DRIFT_MS: u64 = 60_000;

/// Bytes that a leaf has beside its statement: length (2), line feeds (3), signature (88), time of receipt (16).
const LEAF_ENVELOPE_BYTES: usize = 109;

/// Bytes of one bundle: 256 leaves with the longest statements are 1.1 MB; newer versions may write twice as much.
const MAX_BUNDLE_BYTES: usize = 2 * BUNDLE_ENTRIES as usize * (MAX_STATEMENT_BYTES + LEAF_ENVELOPE_BYTES);

impl Replica {
    /// Pulls what the log has after this device's cursor.
    pub(crate) async fn pull(
        &mut self,
        store: &impl Store,
        transport: &impl Transport,
        keys: &impl Keys,
        device_ms: i64,
        report: &mut SyncReport,
    ) -> Result<(), SyncError> {
        let mut tiles = PullTiles::default();
        let accepted = self.accept(store, transport, &mut tiles, device_ms).await?;
        let server_ms = accepted.verified.server_ms;
        while self.tree.size() < accepted.checkpoint.size {
            let bundle = self.next_bundle(transport, accepted.checkpoint.size).await?;
            let leaves = self.new_leaves(&bundle, accepted.checkpoint.size)?;
            self.prove(store, transport, &mut tiles, &leaves, &accepted).await?;
            let window = check(&self.logged, keys, &leaves).await?;
            let named = |genuine: &Genuine| Some((genuine.index, genuine.statement.as_ref()?.body?));
            let own: HashMap<Digest, SaltedBody> = self.own_bodies();
            let wanted = window.iter().filter_map(named).filter(|(_, digest)| !own.contains_key(digest)).collect();
            let mut bodies = self.fetch_bodies(transport, &wanted).await?;
            bodies.extend(
                window
                    .iter()
                    .filter_map(named)
                    .filter_map(|(_, digest)| own.get(&digest).map(|body| (digest, KeptBody::Present(body.clone())))),
            );
            self.take_in(store, window, bodies, &accepted, report).await?;
        }
        self.keep_accepted(store, accepted).await?;
        self.fetch_missing(store, transport).await?;
        self.remove_published(store, report).await?;
        self.tidy_files(store).await?;
        self.meet(store, Contact { device_ms, server_ms }).await
    }

    /// The bundle with the next entries of a log of some size.
    async fn next_bundle(&self, transport: &impl Transport, size: u64) -> Result<Vec<u8>, SyncError> {
        let number = self.tree.size() / BUNDLE_ENTRIES;
        let bundle = transport.bundle(&self.org, number, bundle_width(number, size)).await?;
        if bundle.len() > MAX_BUNDLE_BYTES {
            return Err(TransportError::Malformed("a bundle that is too large".to_owned()).into());
        }
        Ok(bundle)
    }

    /// The leaves in it that this device does not have.
    fn new_leaves<'a>(&self, bundle: &'a [u8], size: u64) -> Result<Vec<&'a [u8]>, SyncError> {
        let mut leaves = from_bundle(bundle).map_err(|error| TransportError::Malformed(error.to_string()))?;
        let number = self.tree.size() / BUNDLE_ENTRIES;
        if leaves.len() as u64 != bundle_width(number, size) {
            return Err(TransportError::Malformed("a bundle of another width".to_owned()).into());
        }
        let skip = usize::try_from(self.tree.size() % BUNDLE_ENTRIES).unwrap_or(usize::MAX);
        leaves.drain(..skip.min(leaves.len()));
        Ok(leaves)
    }

    /// Proves that the log as far as it is here, with these leaves after it, is what the checkpoint's tree begins with.
    async fn prove(
        &mut self,
        store: &impl Store,
        transport: &impl Transport,
        tiles: &mut PullTiles,
        leaves: &[&[u8]],
        accepted: &Held,
    ) -> Result<(), SyncError> {
        let hashes: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        let end = (self.tree.size() + hashes.len() as u64, self.tree.root_with(&hashes));
        if tiles.extends(transport, &self.org, end, &accepted.checkpoint).await? {
            return Ok(());
        }
        // Either these entries are others than the log signed for, or the ones that are here already are.
        let Verified { note, device_ms, .. } = &accepted.verified;
        let Some((seen, root)) = self.seen().filter(|(seen, _)| *seen < accepted.checkpoint.size) else {
            return Err(SyncError::NotUnderCheckpoint { from: self.tree.size() });
        };
        if tiles.extends(transport, &self.org, (seen, root), &accepted.checkpoint).await? {
            return Err(SyncError::NotUnderCheckpoint { from: self.tree.size() });
        }
        let contradiction = Contradiction::NotExtended { smaller: seen, larger: accepted.checkpoint.size };
        Err(self.accuse(store, contradiction, note, *device_ms).await)
    }

    /// The words of what was written here: they need not come back from the server, and are not lost if it loses them.
    fn own_bodies(&self) -> HashMap<Digest, SaltedBody> {
        self.outbox
            .iter()
            .filter_map(|(item, statement)| Some((statement.body?, item.signed.body.clone()?)))
            .filter(|(digest, body)| body.digest() == *digest)
            .collect()
    }

    /// Asks for bodies, by index and hash, until each of them has come or the server has no more. One that has not the
    /// hash that it is served under is as good as missing; and that one is erased is only believed of the log.
    async fn fetch_bodies(
        &self,
        transport: &impl Transport,
        wanted: &BTreeMap<u64, Digest>,
    ) -> Result<Vec<(Digest, KeptBody)>, TransportError> {
        let places: HashMap<Digest, u64> = wanted.iter().map(|(index, digest)| (*digest, *index)).collect();
        let mut found = Vec::new();
        let mut next = wanted.first_key_value().map(|(index, _)| *index);
        while let Some(from) = next {
            let served = transport.bodies(&self.org, from).await?;
            if served.is_empty() {
                break;
            }
            let mut last = from;
            for body in served {
                let (ServedBody::Present { hash, .. } | ServedBody::Erased { hash, .. }) = &body;
                let Some(place) = places.get(hash) else { continue };
                last = last.max(*place);
                match body {
                    ServedBody::Present { hash, body } if body.digest() == hash => {
                        found.push((hash, KeptBody::Present(body)));
                    }
                    _ => {}
                }
            }
            next = wanted.range(last + 1..).next().map(|(index, _)| *index);
        }
        Ok(found)
    }

    /// Keeps and folds what was checked, in one transaction with what it means for the outbox.
    async fn take_in(
        &mut self,
        store: &impl Store,
        window: Vec<Genuine>,
        mut bodies: Vec<(Digest, KeptBody)>,
        accepted: &Held,
        report: &mut SyncReport,
    ) -> Result<(), SyncError> {
        let erased = self.erased_by(&window);
        bodies.retain(|(digest, _)| !erased.contains(digest));
        bodies.extend(erased.into_iter().map(|digest| (digest, KeptBody::Erased)));
        let (published, other_bytes) = self.published_in(&window);
        let leaf = |genuine: &Genuine| String::from_utf8_lossy(&genuine.leaf.to_bytes()).into_owned();
        let change = Change {
            from: self.logged.acceptance().size(),
            leaves: window.iter().map(leaf).collect(),
            bodies,
            remove: published,
            verified: Some(accepted.verified.clone()),
            ..Change::default()
        };
        store.commit(&self.org, &change).await?;
        self.held = Some(accepted.clone());
        report.pulled += window.len() as u64;
        report.published += change.remove.len();
        report.other_bytes += other_bytes;
        self.bodies.extend(change.bodies);
        for Genuine { index, leaf, .. } in &window {
            self.fold(leaf).map_err(|_| SyncError::NotGenuine { index: *index })?;
        }
        let Self { missing, bodies, .. } = self;
        missing.retain(|_, digest| !bodies.contains_key(digest));
        self.forget(&change.remove);
        Ok(())
    }

    /// Own statements among new entries, and how many of them have other bytes there. A statement under the same
    /// identity but by another key is not ours.
    fn published_in(&self, window: &[Genuine]) -> (Vec<EntryId>, usize) {
        let mut published = Vec::new();
        let mut other_bytes = 0;
        for genuine in window {
            let Some((item, own)) = self.outbox.get(&genuine.entry) else { continue };
            if genuine.statement.as_ref().is_some_and(|statement| statement.key == own.key) {
                published.push(genuine.entry);
                other_bytes += usize::from(item.signed.statement != genuine.leaf.statement);
            }
        }
        (published, other_bytes)
    }

    /// The bodies that erasures among new entries remove: of those only that are allowed, so that a server cannot make
    /// a device forget what nobody had the right to erase.
    fn erased_by(&self, window: &[Genuine]) -> Vec<Digest> {
        let is_erasure =
            |genuine: &Genuine| genuine.statement.as_ref().is_some_and(|statement| statement.kind == Kind::BodyErased);
        let mut erased = Vec::new();
        if !window.iter().any(is_erasure) {
            return erased;
        }
        let mut log = self.logged.acceptance().clone();
        for genuine in window {
            let received_ms = genuine.leaf.received_ms;
            let digest = Digest::of(&[genuine.leaf.statement.as_bytes()]);
            let candidate = genuine.statement.as_deref().map(|statement| Candidate { statement, digest });
            let is_new = log.entry(&genuine.entry).is_none();
            let Some(candidate) = candidate.filter(|it| is_new && log.check(it, received_ms).is_ok()) else {
                log.skip(received_ms);
                continue;
            };
            let target = candidate.statement.codes.as_ref().and_then(|codes| codes.entry);
            if is_erasure(genuine) {
                erased.extend(target.and_then(|target| log.entry(&target)?.body));
            }
            log.apply(&candidate, received_ms);
        }
        erased
    }

    /// Asks again for bodies that did not come, once for each size of the log.
    async fn fetch_missing(&mut self, store: &impl Store, transport: &impl Transport) -> Result<(), SyncError> {
        let size = self.logged.acceptance().size();
        if self.missing.is_empty() || self.missing_asked_at == Some(size) {
            return Ok(());
        }
        let bodies = self.fetch_bodies(transport, &self.missing).await?;
        self.missing_asked_at = Some(size);
        if bodies.is_empty() {
            return Ok(());
        }
        store.commit(&self.org, &Change { bodies, ..Change::default() }).await?;
        // Words are read where their entry is folded, so everything is folded again; this is rare.
        self.reload(store).await
    }

    /// Removes what is in the log already but still in the outbox: another tab pulled it without knowing this item.
    async fn remove_published(&mut self, store: &impl Store, report: &mut SyncReport) -> Result<(), SyncError> {
        let log = self.logged.acceptance();
        let is_published = |entry: &EntryId, signer| log.entry(entry).is_some_and(|facts| facts.signer == signer);
        let remove: Vec<EntryId> = self
            .outbox
            .iter()
            .filter(|(_, own)| log.key(&own.key).is_some_and(|key| is_published(&own.entry, key.member)))
            .map(|(_, own)| own.entry)
            .collect();
        if remove.is_empty() {
            return Ok(());
        }
        let change = Change { remove, ..Change::default() };
        store.commit(&self.org, &change).await?;
        report.published += change.remove.len();
        self.forget(&change.remove);
        Ok(())
    }

    /// Remembers how far the two clocks are apart.
    async fn meet(&mut self, store: &impl Store, contact: Contact) -> Result<(), SyncError> {
        let offset = |contact: Contact| contact.device_ms.saturating_sub(contact.server_ms);
        let is_news = self.contact.is_none_or(|known| offset(known).abs_diff(offset(contact)) > CONTACT_DRIFT_MS);
        if is_news {
            store.commit(&self.org, &Change { contact: Some(contact), ..Change::default() }).await?;
            self.contact = Some(contact);
        }
        Ok(())
    }
}

/// How many entries of a log of some size are in a bundle.
fn bundle_width(number: u64, size: u64) -> u64 {
    (size - number * BUNDLE_ENTRIES).min(BUNDLE_ENTRIES)
}
