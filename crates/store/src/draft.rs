//! Drafts: forms in progress and imported rows, not signed, seen by this device only.

use jiannuo_domain::id::{OrganisationId, RecordId};
use jiannuo_sync::store::StoreError;
use serde::{Deserialize, Serialize};

use crate::database::{Access, DeviceStore, Transaction};
use crate::files::DRAFT_FILES;
use crate::json::{from_json, to_json};

/// Rows of an import that are put before the page may show something: 100 rows of 1 kB take some milliseconds.
const ROWS_AT_A_TIME: usize = 100;

/// A form in progress or an imported row, not yet signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its identity, which the record may keep when it is published.
    pub id: RecordId,
    /// Where it will be published.
    pub org: OrganisationId,
    /// Which form it belongs to.
    pub form: String,
    /// What was typed, as the form's JSON.
    pub content: String,
    /// When it was last changed, by the device's clock.
    pub updated_ms: i64,
    /// The import that it came with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<RecordId>,
}

impl DeviceStore {
    /// The drafts for one organisation, oldest first. A device keeps few, so all are read.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn drafts(&self, org: &OrganisationId) -> Result<Vec<Draft>, StoreError> {
        let mut drafts =
            self.every("drafts").await?.iter().map(|row| from_json(row)).collect::<Result<Vec<Draft>, _>>()?;
        drafts.retain(|draft| draft.org == *org);
        drafts.sort_by_key(|draft| (draft.updated_ms, draft.id));
        Ok(drafts)
    }

    /// Keeps drafts, all or none, in the place of those with the same identity.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was kept then.
    pub async fn put_drafts(&self, drafts: &[Draft]) -> Result<(), StoreError> {
        let rows = drafts
            .iter()
            .map(|draft| Ok((draft.id.to_string(), to_json(draft)?)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        self.run(async |database| {
            let transaction = Transaction::begin(database, &["drafts"], Access::Write)?;
            for (key, row) in &rows {
                transaction.put("drafts", &key.as_str().into(), &row.as_str().into())?;
            }
            transaction.finish().await
        })
        .await
    }

    /// As [`DeviceStore::put_drafts`] for an import: the page lives between some rows and the next, and hears how many are
    /// in. It is one transaction all the same: closed in the middle, or out of room, nothing of it is kept.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was kept then.
    pub async fn put_batch(&self, drafts: &[Draft], put: impl Fn(usize)) -> Result<(), StoreError> {
        self.run(async |database| {
            let transaction = Transaction::begin(database, &["drafts"], Access::Write)?;
            for (place, draft) in drafts.iter().enumerate() {
                let (key, row) = (draft.id.to_string(), to_json(draft)?);
                let (key, row) = (key.as_str().into(), row.as_str().into());
                if (place + 1).is_multiple_of(ROWS_AT_A_TIME) {
                    transaction.put_awaited("drafts", &key, &row).await?;
                    put(place + 1);
                } else {
                    transaction.put("drafts", &key, &row)?;
                }
            }
            transaction.finish().await
        })
        .await
    }

    /// Removes drafts, all or none. One that is gone already is no error.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was removed then.
    pub async fn remove_drafts(&self, drafts: &[RecordId]) -> Result<(), StoreError> {
        self.run(async |database| {
            let transaction = Transaction::begin(database, &["drafts", DRAFT_FILES], Access::Write)?;
            for draft in drafts {
                let draft = draft.to_string();
                transaction.delete_all(DRAFT_FILES, &draft)?;
                transaction.delete("drafts", &draft.into())?;
            }
            transaction.finish().await
        })
        .await
    }
}
