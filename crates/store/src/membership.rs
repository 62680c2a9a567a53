//! The organisations that a device knows, and its settings.

use jiannuo_domain::id::{KeyId, MemberId, OrganisationId};
use jiannuo_sync::store::StoreError;
use serde::{Deserialize, Serialize};

use crate::database::{Access, DeviceStore, Transaction, strings};
use crate::json::{from_json, to_json};

/// An organisation that this device knows, as a reader or as a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The organisation.
    pub org: OrganisationId,
    /// Its part of the public address.
    pub slug: String,
    /// Its name, to be shown before its log is loaded.
    pub name: String,
    /// Who the device's owner is in it; `None` for a reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// The device's key in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyId>,
}

impl DeviceStore {
    /// Every organisation that this device knows.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn memberships(&self) -> Result<Vec<Membership>, StoreError> {
        self.every("memberships").await?.iter().map(|row| from_json(row)).collect()
    }

    /// Keeps an organisation, in the place of what was kept of it.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was kept then.
    pub async fn put_membership(&self, membership: &Membership) -> Result<(), StoreError> {
        self.put_one("memberships", &membership.org.to_string(), &to_json(membership)?).await
    }

    /// Removes an organisation from the list. Its log, outbox and drafts stay: what is not yet published is not lost by
    /// leaving.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove_membership(&self, org: &OrganisationId) -> Result<(), StoreError> {
        let key = org.to_string();
        self.run(async |database| {
            let transaction = Transaction::begin(database, &["memberships"], Access::Write)?;
            transaction.delete("memberships", &key.as_str().into())?;
            transaction.finish().await
        })
        .await
    }

    /// A setting of this device.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.run(async |database| {
            let transaction = Transaction::begin(database, &["settings"], Access::Read)?;
            Ok(transaction.get("settings", &name.into())?.value().await?.as_string())
        })
        .await
    }

    /// Keeps a setting of this device.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was kept then.
    pub async fn put_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.put_one("settings", name, value).await
    }

    /// Every row of a store of texts.
    pub(crate) async fn every(&self, store: &str) -> Result<Vec<String>, StoreError> {
        self.run(async |database| {
            let transaction = Transaction::begin(database, &[store], Access::Read)?;
            Ok(strings(transaction.all(store, None)?.value().await?))
        })
        .await
    }

    async fn put_one(&self, store: &str, key: &str, value: &str) -> Result<(), StoreError> {
        self.run(async |database| {
            let transaction = Transaction::begin(database, &[store], Access::Write)?;
            transaction.put(store, &key.into(), &value.into())?;
            transaction.finish().await
        })
        .await
    }
}
