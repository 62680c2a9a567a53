//! Everything on this device as one file, and back.

use jiannuo_store::{DeviceStore, Opened, RestoreError, Restored, device};
use leptos::prelude::*;
use web_sys::Blob;

use super::{Failure, Session};

/// How far something is, of how much.
pub type HowFar = RwSignal<Option<(u64, u64)>>;

/// Tells a page how far something is; one that was left hears nothing.
fn tell(how_far: HowFar, done: u64, total: u64) {
    let _left = how_far.try_set(Some((done, total)));
}

impl Session {
    /// Everything on this device but its keys.
    pub async fn back_up(&self, how_far: HowFar) -> Result<Blob, Failure> {
        let device = self.device();
        Ok(device.store.back_up(device::now_ms(), |done, total| tell(how_far, done, total)).await?)
    }

    /// Looks through a file and keeps nothing.
    pub async fn open_backup(&self, file: &Blob, how_far: HowFar) -> Result<Opened, RestoreError> {
        DeviceStore::open_backup(file, |done, total| tell(how_far, done as u64, total as u64)).await
    }

    /// Takes from a backup what is not here, and shows it.
    pub async fn restore(&self, backup: &Opened, how_far: HowFar) -> Result<Restored, RestoreError> {
        let device = self.device();
        let restored = device.store.restore(backup, |done, total| tell(how_far, done as u64, total as u64)).await?;
        let memberships = device.store.memberships().await?;
        self.memberships.set(memberships.clone());
        for membership in memberships {
            // One that cannot be shown says so on its own page; the others are there.
            let _shown = self.open(membership.org).await;
        }
        self.restore_preferences().await;
        self.written();
        Ok(restored)
    }
}
