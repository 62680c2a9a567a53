//! An organisation's log, bodies and outbox: [`Store`] over the database.

use jiannuo_domain::clock::Contact;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{EntryId, OrganisationId, RecordId};
use jiannuo_sync::evidence::Evidence;
use jiannuo_sync::outbox::OutboxItem;
use jiannuo_sync::store::{Change, Committed, KeptBody, Store, StoreError, Stored, Verified};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use web_sys::IdbDatabase;

use crate::database::{Access, DeviceStore, Transaction, Trouble, key, second_parts, strings};
use crate::files::{BLOBS, DRAFT_FILES, bytes_of};
use crate::json::{from_json, to_json};
use crate::rows::{
    BUNDLES, PACKS, add_leaves, all_bodies, all_leaves, keep_bodies, leaves_in, place_of, stored_leaves,
};

/// A row of `contacts`.
#[derive(Serialize, Deserialize)]
struct ContactRow {
    device_ms: i64,
    server_ms: i64,
}

impl Store for DeviceStore {
    async fn load(&self, org: &OrganisationId) -> Result<Stored, StoreError> {
        self.load_log(&org.to_string()).await
    }

    async fn leaf(&self, org: &OrganisationId, index: u64) -> Result<Option<String>, StoreError> {
        self.leaf_of(&org.to_string(), index).await
    }

    async fn commit(&self, org: &OrganisationId, change: &Change) -> Result<Committed, StoreError> {
        self.commit_with_drafts(org, change, &[]).await
    }

    async fn take_back(&self, org: &OrganisationId, entry: &EntryId) -> Result<bool, StoreError> {
        self.take_back_from(&org.to_string(), entry).await
    }

    async fn blob(&self, org: &OrganisationId, hash: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.blob_of(&org.to_string(), hash).await
    }
}

/// The store of the office logs: the same tables, in which an office log stands under its organisation's name and `/office`.
#[derive(Clone)]
pub struct OfficeStore(DeviceStore);

impl OfficeStore {
    /// The office logs on a device.
    pub fn new(store: &DeviceStore) -> Self {
        Self(store.clone())
    }

    fn name(org: &OrganisationId) -> String {
        format!("{org}/office")
    }
}

impl Store for OfficeStore {
    async fn load(&self, org: &OrganisationId) -> Result<Stored, StoreError> {
        self.0.load_log(&Self::name(org)).await
    }

    async fn leaf(&self, org: &OrganisationId, index: u64) -> Result<Option<String>, StoreError> {
        self.0.leaf_of(&Self::name(org), index).await
    }

    async fn commit(&self, org: &OrganisationId, change: &Change) -> Result<Committed, StoreError> {
        self.0.commit_to(&Self::name(org), change, &[]).await
    }

    async fn take_back(&self, org: &OrganisationId, entry: &EntryId) -> Result<bool, StoreError> {
        self.0.take_back_from(&Self::name(org), entry).await
    }

    async fn blob(&self, org: &OrganisationId, hash: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.blob_of(&Self::name(org), hash).await
    }
}

impl DeviceStore {
    /// Everything kept of a log.
    async fn load_log(&self, org: &str) -> Result<Stored, StoreError> {
        let (leaves, bodies, outbox, contact, verified, evidence, blobs) = self
            .run(async |database| {
                let stores = [BUNDLES, PACKS, "outbox", "contacts", "checkpoints", "evidence", BLOBS];
                let transaction = Transaction::begin(database, &stores, Access::Read)?;
                let leaves = transaction.all(BUNDLES, Some(org))?;
                let bodies = transaction.all(PACKS, Some(org))?;
                let outbox = transaction.all("outbox", Some(org))?;
                let contact = transaction.get("contacts", &org.into())?;
                let verified = transaction.get("checkpoints", &org.into())?;
                let evidence = transaction.all("evidence", Some(org))?;
                let blobs = transaction.keys_of(BLOBS, org)?;
                Ok((
                    leaves.value().await?,
                    bodies.value().await?,
                    outbox.value().await?,
                    contact.value().await?,
                    verified.value().await?,
                    evidence.value().await?,
                    blobs.value().await?,
                ))
            })
            .await?;
        let mut outbox = strings(outbox).iter().map(|row| from_json(row)).collect::<Result<Vec<OutboxItem>, _>>()?;
        outbox.sort_by_key(|item| item.order);
        let mut evidence = strings(evidence).iter().map(|row| from_json(row)).collect::<Result<Vec<Evidence>, _>>()?;
        evidence.sort_by_key(|evidence| evidence.found_ms);
        let contact = contact.as_string().map(|row| from_json::<ContactRow>(&row)).transpose()?;
        Ok(Stored {
            leaves: all_leaves(leaves)?,
            bodies: all_bodies(bodies)?,
            outbox,
            contact: contact.map(|ContactRow { device_ms, server_ms }| Contact { device_ms, server_ms }),
            verified: verified.as_string().map(|row| from_json::<Verified>(&row)).transpose()?,
            evidence,
            blobs: second_parts(blobs).iter().filter_map(|hash| hash.parse().ok()).collect(),
        })
    }

    async fn blob_of(&self, org: &str, hash: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let key = key(org, hash.to_string());
        let read = async |database: &IdbDatabase| {
            Transaction::begin(database, &[BLOBS], Access::Read)?.get(BLOBS, &key)?.value().await
        };
        Ok(bytes_of(self.run(read).await?))
    }

    async fn leaf_of(&self, org: &str, index: u64) -> Result<Option<String>, StoreError> {
        let (key, place) = place_of(org, index);
        let read = async |database: &IdbDatabase| {
            Transaction::begin(database, &[BUNDLES], Access::Read)?.get(BUNDLES, &key)?.value().await
        };
        let row = self.run(read).await?;
        if row.is_undefined() { Ok(None) } else { Ok(leaves_in(row)?.into_iter().nth(place)) }
    }

    async fn take_back_from(&self, org: &str, entry: &EntryId) -> Result<bool, StoreError> {
        let key = key(org, entry.to_string());
        self.run(async |database| {
            let transaction = Transaction::begin(database, &["outbox"], Access::Write)?;
            let Some(row) = transaction.get("outbox", &key)?.value().await?.as_string() else { return Ok(false) };
            if from_json::<OutboxItem>(&row)?.attempted {
                return Ok(false);
            }
            transaction.delete("outbox", &key)?;
            transaction.finish().await?;
            Ok(true)
        })
        .await
    }

    /// The exact text of every leaf, from entry 0 on, and nothing else of what is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn leaves(&self, org: &OrganisationId) -> Result<Vec<String>, StoreError> {
        let org = org.to_string();
        let read = async |database: &IdbDatabase| {
            Transaction::begin(database, &[BUNDLES], Access::Read)?.all(BUNDLES, Some(&org))?.value().await
        };
        all_leaves(self.run(read).await?)
    }

    /// Keeps a change and removes drafts, as a whole or nothing of it. Drafts that are gone already are no error: a
    /// form may be published before it was ever kept. A draft that two tabs publish under one identity goes out once:
    /// the second gets [`StoreError::Moved`].
    ///
    /// # Errors
    /// [`StoreError`]; nothing was kept then.
    pub async fn commit_with_drafts(
        &self,
        org: &OrganisationId,
        change: &Change,
        remove_drafts: &[RecordId],
    ) -> Result<Committed, StoreError> {
        self.commit_to(&org.to_string(), change, remove_drafts).await
    }

    async fn commit_to(&self, org: &str, change: &Change, remove_drafts: &[RecordId]) -> Result<Committed, StoreError> {
        // Everything is written out first: inside the transaction there is only IndexedDB.
        let rows = Rows::of(org, change, remove_drafts)?;
        if rows.stores.is_empty() {
            return Ok(Committed::default());
        }
        self.run(async |database| {
            let transaction = Transaction::begin(database, &rows.stores, Access::Write)?;
            let gone = rows.write(&transaction).await?;
            transaction.finish().await?;
            Ok(Committed { gone })
        })
        .await
    }
}

/// An outbox item that takes another's place if that one is still there.
struct Update {
    entry: EntryId,
    key: JsValue,
    row: String,
    /// The row for an item that another tab has begun to push meanwhile.
    attempted: String,
}

/// Evidence that is added unless it is there; what is there only takes a decision.
struct NewEvidence {
    key: JsValue,
    evidence: Evidence,
}

/// A change as rows.
struct Rows<'a> {
    org: String,
    stores: Vec<&'static str>,
    /// How many leaves must be stored, when there are some to add or a checkpoint over them to keep.
    from: Option<u64>,
    leaves: &'a [String],
    bodies: &'a [(Digest, KeptBody)],
    update: Vec<Update>,
    evidence: Vec<NewEvidence>,
    add: Vec<(&'static str, JsValue, JsValue)>,
    put: Vec<(&'static str, JsValue, JsValue)>,
    delete: Vec<(&'static str, JsValue)>,
    /// Drafts whose files are deleted.
    delete_files_of: Vec<String>,
}

impl<'a> Rows<'a> {
    fn of(org: &str, change: &'a Change, remove_drafts: &[RecordId]) -> Result<Self, StoreError> {
        let mut rows = Self {
            org: org.to_owned(),
            stores: Vec::new(),
            from: (!change.leaves.is_empty() || change.verified.is_some()).then_some(change.from),
            leaves: &change.leaves,
            bodies: &change.bodies,
            update: Vec::new(),
            evidence: Vec::new(),
            add: Vec::new(),
            put: Vec::new(),
            delete: Vec::new(),
            delete_files_of: Vec::new(),
        };
        for item in &change.add {
            rows.add.push(("outbox", key(org, entry_of(item)?.to_string()), to_json(item)?.into()));
        }
        for item in &change.update {
            let entry = entry_of(item)?;
            let attempted = to_json(&OutboxItem { attempted: true, ..item.clone() })?;
            rows.update.push(Update { entry, key: key(org, entry.to_string()), row: to_json(item)?, attempted });
        }
        for entry in &change.remove {
            rows.delete.push(("outbox", key(org, entry.to_string())));
        }
        if let Some(Contact { device_ms, server_ms }) = change.contact {
            rows.put.push(("contacts", org.into(), to_json(&ContactRow { device_ms, server_ms })?.into()));
        }
        if let Some(verified) = &change.verified {
            rows.put.push(("checkpoints", org.into(), to_json(verified)?.into()));
        }
        for evidence in &change.evidence {
            let key = key(org, evidence.id().to_string());
            rows.evidence.push(NewEvidence { key, evidence: evidence.clone() });
        }
        for file in &change.blobs {
            rows.put.push((BLOBS, key(org, file.hash.to_string()), Uint8Array::from(&*file.bytes).into()));
        }
        for hash in &change.drop_blobs {
            rows.delete.push((BLOBS, key(org, hash.to_string())));
        }
        for draft in remove_drafts {
            rows.delete.push(("drafts", draft.to_string().into()));
            rows.delete_files_of.push(draft.to_string());
        }
        rows.stores = rows.touched();
        Ok(rows)
    }

    /// The stores that are touched: a transaction over fewer of them keeps fewer others waiting.
    fn touched(&self) -> Vec<&'static str> {
        let outbox = self.update.first().map(|_| "outbox");
        let leaves = self.from.map(|_| BUNDLES);
        let bodies = self.bodies.first().map(|_| PACKS);
        let evidence = self.evidence.first().map(|_| "evidence");
        let written = self.add.iter().chain(&self.put).map(|(store, ..)| *store);
        let delete = self.delete.iter().map(|(store, _)| *store);
        let files = self.delete_files_of.first().map(|_| DRAFT_FILES);
        let mut stores: Vec<_> = outbox
            .into_iter()
            .chain(leaves)
            .chain(bodies)
            .chain(evidence)
            .chain(written)
            .chain(delete)
            .chain(files)
            .collect();
        stores.sort_unstable();
        stores.dedup();
        stores
    }

    /// Places every request; the items to update that were no longer there.
    async fn write(&self, transaction: &Transaction) -> Result<Vec<EntryId>, Trouble> {
        if let Some(from) = self.from
            && stored_leaves(transaction, &self.org).await? != from
        {
            return Err(StoreError::Moved.into());
        }
        add_leaves(transaction, &self.org, self.leaves).await?;
        keep_bodies(transaction, &self.org, self.bodies).await?;
        let gone = self.write_updates(transaction).await?;
        self.write_evidence(transaction).await?;
        for (store, key, row) in &self.add {
            transaction.add(store, key, row)?;
        }
        for (store, key, row) in &self.put {
            transaction.put(store, key, row)?;
        }
        for (store, key) in &self.delete {
            transaction.delete(store, key)?;
        }
        for draft in &self.delete_files_of {
            transaction.delete_all(DRAFT_FILES, draft)?;
        }
        Ok(gone)
    }

    async fn write_evidence(&self, transaction: &Transaction) -> Result<(), Trouble> {
        for NewEvidence { key, evidence } in &self.evidence {
            let there = transaction.get("evidence", key)?.value().await?.as_string();
            let row = match there.map(|row| from_json::<Evidence>(&row)).transpose()? {
                None => evidence.clone(),
                Some(there) if there.decided_ms.is_none() => Evidence { decided_ms: evidence.decided_ms, ..there },
                Some(_) => continue,
            };
            transaction.put("evidence", key, &to_json(&row)?.into())?;
        }
        Ok(())
    }

    async fn write_updates(&self, transaction: &Transaction) -> Result<Vec<EntryId>, Trouble> {
        let asked = self.update.iter().map(|update| transaction.get("outbox", &update.key));
        let asked = asked.collect::<Result<Vec<_>, _>>()?;
        let mut gone = Vec::new();
        for (update, there) in self.update.iter().zip(asked) {
            let Some(there) = there.value().await?.as_string() else {
                gone.push(update.entry);
                continue;
            };
            let was_attempted = from_json::<OutboxItem>(&there)?.attempted;
            let row = if was_attempted { &update.attempted } else { &update.row };
            transaction.put("outbox", &update.key, &row.as_str().into())?;
        }
        Ok(gone)
    }
}

fn entry_of(item: &OutboxItem) -> Result<EntryId, StoreError> {
    let statement = item.statement().ok_or_else(|| StoreError::Failed("not a statement of this version".to_owned()))?;
    Ok(statement.entry)
}
