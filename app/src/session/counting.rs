//! The way to the server, counting what comes in, so that somebody who waits sees that it goes on.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_domain::push::{Push, PushAnswer, ServedBody};
use jiannuo_domain::restore::{Remembered, Restore, Restored};
use jiannuo_domain::words::Blob;
use jiannuo_store::HttpTransport;
use jiannuo_sync::keys::Keys;
use jiannuo_sync::transport::{Asker, Brought, Offered, Transport, TransportError};
use jiannuo_tlog::SignedNote;
use jiannuo_tlog::checkpoint::Checkpoint;
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::tile::Tile;
use leptos::prelude::*;

/// How far a log has been fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Entries that have come.
    pub entries: u64,
    /// Entries of the log; 0 while nobody knows.
    pub total: u64,
}

/// Where it is told.
pub type Progress = RwSignal<Fetched>;

/// The same way, telling how far it is.
pub(super) struct Counting<'a> {
    pub(super) way: &'a HttpTransport,
    pub(super) progress: Progress,
}

impl Counting<'_> {
    fn tell(&self, change: impl FnOnce(&mut Fetched)) {
        // The page that asked may have been left.
        let _told = self.progress.try_update(change);
    }
}

impl Transport for Counting<'_> {
    async fn checkpoint(&self, org: &OrganisationId) -> Result<Offered, TransportError> {
        let offered = self.way.checkpoint(org).await?;
        // Only told; whether it is true is for sync to find out.
        let size = SignedNote::parse(offered.note.as_bytes()).ok().and_then(|note| note.text.parse().ok());
        self.tell(|fetched| fetched.total = size.map_or(0, |checkpoint: Checkpoint| checkpoint.size));
        Ok(offered)
    }

    async fn tile(&self, org: &OrganisationId, tile: Tile) -> Result<Vec<u8>, TransportError> {
        self.way.tile(org, tile).await
    }

    async fn keys(&self, org: &OrganisationId) -> Result<LogKeys, TransportError> {
        self.way.keys(org).await
    }

    async fn bundle(&self, org: &OrganisationId, tile: u64, width: u64) -> Result<Vec<u8>, TransportError> {
        self.tell(|fetched| fetched.entries = tile * BUNDLE_ENTRIES);
        let bundle = self.way.bundle(org, tile, width).await?;
        self.tell(|fetched| fetched.entries = tile * BUNDLE_ENTRIES + width);
        Ok(bundle)
    }

    async fn bodies(&self, org: &OrganisationId, from: u64) -> Result<Vec<ServedBody>, TransportError> {
        self.way.bodies(org, from).await
    }

    async fn remembered(&self, org: &OrganisationId, request: &str) -> Result<Remembered, TransportError> {
        self.way.remembered(org, request).await
    }

    async fn restore(&self, org: &OrganisationId, restore: &Restore) -> Result<Restored, TransportError> {
        self.way.restore(org, restore).await
    }

    async fn push(&self, org: &OrganisationId, push: &Push) -> Result<PushAnswer, TransportError> {
        self.way.push(org, push).await
    }

    async fn brought<K: Keys>(
        &self,
        org: &OrganisationId,
        blob: &Blob,
        asker: &Asker<'_, K>,
    ) -> Result<Brought, TransportError> {
        self.way.brought(org, blob, asker).await
    }

    async fn bring<K: Keys>(
        &self,
        org: &OrganisationId,
        blob: &Blob,
        offset: u32,
        chunk: &[u8],
        asker: &Asker<'_, K>,
    ) -> Result<Brought, TransportError> {
        self.way.bring(org, blob, offset, chunk, asker).await
    }
}
