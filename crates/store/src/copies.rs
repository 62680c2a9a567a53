//! Readers' copies: logs that this device keeps because somebody checked them, and not because anybody here is a member.
//!
//! Deliberately absent: when to make one and when to sync it, which is the app's to say. A copy is found again by a
//! setting, and removed with everything that was kept for it.

use jiannuo_domain::id::OrganisationId;
use jiannuo_sync::store::StoreError;

use crate::database::{Access, DeviceStore, Transaction, strings};
use crate::files::BLOBS;
use crate::rows::{BUNDLES, PACKS};

/// The setting that remembers which organisation a name in addresses stood for, so that it is found without a network.
const CHECKED: &str = "checked-organisation/";

/// What a copy consists of, beside the settings that lead to it.
const PARTS: [&str; 4] = [BUNDLES, PACKS, "evidence", BLOBS];

/// The same, one row for each organisation.
const SINGLE_PARTS: [&str; 2] = ["contacts", "checkpoints"];

impl DeviceStore {
    /// The organisation that a name stood for when it was first checked.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn checked(&self, slug: &str) -> Result<Option<OrganisationId>, StoreError> {
        Ok(self.setting(&format!("{CHECKED}{slug}")).await?.and_then(|org| org.parse().ok()))
    }

    /// Remembers which organisation a name stands for.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was kept then.
    pub async fn keep_checked(&self, slug: &str, org: &OrganisationId) -> Result<(), StoreError> {
        self.put_setting(&format!("{CHECKED}{slug}"), &org.to_string()).await
    }

    /// The organisations whose log is here without a membership.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn copies(&self) -> Result<Vec<OrganisationId>, StoreError> {
        let (kept, known) = self
            .run(async |database| {
                let transaction = Transaction::begin(database, &["checkpoints", "memberships"], Access::Read)?;
                let kept = transaction.keys("checkpoints")?;
                let known = transaction.keys("memberships")?;
                Ok((strings(kept.value().await?), strings(known.value().await?)))
            })
            .await?;
        Ok(kept.iter().filter(|org| !known.contains(org)).filter_map(|org| org.parse().ok()).collect())
    }

    /// Removes a copy with its checkpoint, its evidence and the settings that lead to it, as a whole; whether it did. A log
    /// that this device has a membership of, or that something waits to be sent to, is no copy and stays.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was removed then.
    pub async fn remove_copy(&self, org: &OrganisationId) -> Result<bool, StoreError> {
        let org = org.to_string();
        self.run(async |database| {
            let stores = [&PARTS[..], &SINGLE_PARTS, &["memberships", "outbox", "settings"]].concat();
            let transaction = Transaction::begin(database, &stores, Access::Write)?;
            let membership = transaction.get("memberships", &org.as_str().into())?;
            let waiting = transaction.all("outbox", Some(&org))?;
            let names = transaction.keys("settings")?;
            let is_known = membership.value().await?.is_string();
            if is_known || !strings(waiting.value().await?).is_empty() {
                return Ok(false);
            }
            for name in strings(names.value().await?).iter().filter(|name| name.starts_with(CHECKED)) {
                let name = name.as_str().into();
                if transaction.get("settings", &name)?.value().await?.as_string().as_ref() == Some(&org) {
                    transaction.delete("settings", &name)?;
                }
            }
            for part in PARTS {
                transaction.delete_all(part, &org)?;
            }
            for part in SINGLE_PARTS {
                transaction.delete(part, &org.as_str().into())?;
            }
            transaction.finish().await?;
            Ok(true)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiannuo_domain::hash::Digest;
    use jiannuo_sync::evidence::{Contradiction, Evidence};
    use jiannuo_sync::store::{Change, KeptBody, Store as _, Stored, Verified};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::{Membership, device};

    const OURS: OrganisationId = OrganisationId::from_bytes([0xaa; 16]);
    const THEIRS: OrganisationId = OrganisationId::from_bytes([0xbb; 16]);

    async fn store_with_two_logs() -> DeviceStore {
        let store = DeviceStore::open_named(&format!("copies-{:?}", device::random_bytes::<8>())).await.unwrap();
        let evidence = Evidence {
            contradiction: Contradiction::Forked { size: 1 },
            keys: Vec::new(),
            held: None,
            offered: "another\n".to_owned(),
            found_ms: 1,
            decided_ms: None,
        };
        let change = Change {
            leaves: vec!["first\n".to_owned()],
            bodies: vec![(Digest::of(&[b"gone"]), KeptBody::Erased)],
            contact: Some(jiannuo_domain::clock::Contact { device_ms: 1, server_ms: 2 }),
            verified: Some(Verified { keys: Vec::new(), note: "note\n".to_owned(), device_ms: 1, server_ms: 2 }),
            evidence: vec![evidence],
            ..Change::default()
        };
        for org in [OURS, THEIRS] {
            store.commit(&org, &change).await.unwrap();
        }
        let ours = Membership { org: OURS, slug: "ours".into(), name: "Ours".into(), member: None, key: None };
        store.put_membership(&ours).await.unwrap();
        store
    }

    #[wasm_bindgen_test]
    async fn a_copy_is_removed_whole_and_nothing_else_is() {
        let store = store_with_two_logs().await;
        store.keep_checked("theirs", &THEIRS).await.unwrap();
        store.keep_checked("ours", &OURS).await.unwrap();
        store.put_setting("language", "zh").await.unwrap();
        let ours = store.load(&OURS).await.unwrap();
        assert_eq!(store.copies().await.unwrap(), [THEIRS]);
        assert!(store.remove_copy(&THEIRS).await.unwrap());
        assert_eq!(store.copies().await.unwrap(), []);
        assert_eq!(store.load(&THEIRS).await.unwrap(), Stored::default());
        assert_eq!(store.load(&OURS).await.unwrap(), ours);
        assert_eq!(store.checked("theirs").await.unwrap(), None);
        assert_eq!(store.checked("ours").await.unwrap(), Some(OURS));
        assert_eq!(store.setting("language").await.unwrap().as_deref(), Some("zh"));
    }

    #[wasm_bindgen_test]
    async fn what_a_member_holds_is_no_copy() {
        let store = store_with_two_logs().await;
        let before = store.load(&OURS).await.unwrap();
        assert!(!store.remove_copy(&OURS).await.unwrap());
        assert_eq!(store.load(&OURS).await.unwrap(), before);
    }
}
