//! A log as this device holds it, after a look at the server: a member's or a reader's copy.
//!
//! A reader's copy is not a membership: it is found again by a setting, and synced only while somebody looks at it.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::words::OrganisationWords;
use jiannuo_store::device;
use jiannuo_sync::store::StoreError;
use jiannuo_sync::{Replica, SyncError};
use leptos::prelude::*;

use super::counting::Counting;
use super::{Failure, Progress, Session};

/// A log that this device keeps without a membership.
#[derive(Clone)]
pub struct ReadersCopy {
    /// Whose.
    pub org: OrganisationId,
    /// What the organisation says of itself.
    pub words: Option<OrganisationWords>,
    /// Entries.
    pub entries: u64,
    /// Whether it has contradicted itself.
    pub has_evidence: bool,
}

impl Session {
    /// Whether this device is a member or a reader of an organisation; not tracked.
    pub(super) fn is_known(&self, org: OrganisationId) -> bool {
        self.memberships.with_untracked(|all| all.iter().any(|one| one.org == org))
    }

    /// The log as it is here, after a sync of its own, and why that failed if it did.
    pub(super) async fn look(
        &self,
        org: OrganisationId,
        progress: Progress,
    ) -> Result<(Replica, Option<Failure>), Failure> {
        let device = self.device();
        let mut replica = Replica::open(&device.store, org).await?;
        let accused = replica.evidence().len();
        let way = Counting { way: &device.transport, progress };
        let synced = replica.sync(&device.store, &way, &device.keys, device::now_ms()).await;
        if synced == Err(SyncError::Store(StoreError::Moved)) {
            // Another tab, or the one that leads, is at the same log just now: what it has brought is here.
            replica.reload(&device.store).await?;
            return Ok((replica, None));
        }
        self.looked(org, accused != replica.evidence().len()).await?;
        Ok((replica, synced.err().map(Failure::from)))
    }

    /// Brings what was found to the other pages and tabs.
    pub(super) async fn looked(&self, org: OrganisationId, is_accused: bool) -> Result<(), Failure> {
        if self.is_known(org) {
            self.open(org).await?;
        }
        if is_accused {
            // Whoever sends to this log must hear of it before.
            self.written();
        } else {
            self.announce(super::sync::PULLED);
        }
        Ok(())
    }

    /// The organisation with a name in addresses, or an identity: what this device remembers, else the server's word.
    pub(super) async fn find(&self, place: &str) -> Result<Option<OrganisationId>, Failure> {
        if let Ok(org) = place.parse() {
            return Ok(Some(org));
        }
        if let Some(org) = self.memberships_untracked(place) {
            return Ok(Some(org));
        }
        let store = &self.device().store;
        // What was met once stays the one that is checked: a server that shows another under its name is found out.
        if let Some(known) = store.checked(place).await? {
            return Ok(Some(known));
        }
        let listed = self.list_organisations().await?;
        let org = listed.iter().find(|one| one.slug == place).map(|one| one.id);
        if let Some(org) = org {
            store.keep_checked(place, &org).await?;
        }
        Ok(org)
    }

    /// Every log that this device keeps without a membership.
    pub async fn readers_copies(&self) -> Result<Vec<ReadersCopy>, Failure> {
        let store = &self.device().store;
        let mut copies = Vec::new();
        for org in store.copies().await? {
            let replica = Replica::open(store, org).await?;
            copies.push(ReadersCopy {
                org,
                words: replica.logged().organisation_words().cloned(),
                entries: replica.logged().acceptance().size(),
                has_evidence: !replica.evidence().is_empty(),
            });
        }
        Ok(copies)
    }

    /// Removes one of them with everything that was kept for it.
    pub async fn remove_copy(&self, org: OrganisationId) -> Result<(), Failure> {
        self.device().store.remove_copy(&org).await?;
        Ok(())
    }
}
