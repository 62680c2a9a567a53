//! A backup back into a device. First the file is looked through from end to end and nothing is kept; then its files are
//! added, which nobody sees until words name them; then everything else, in one transaction.

use std::cell::RefCell;
use std::collections::HashMap;

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::RecordId;
use jiannuo_sync::backup::{BackupError, Contents, InLog, Kept, LogContents, Offer, Reader, Row, RowValue};
use jiannuo_sync::store::{KeptBody, StoreError};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, IdbDatabase};

use super::{BodyRow, to_js};
use crate::database::{Access, DeviceStore, Transaction, Trouble, key};
use crate::json::{from_json, to_json};
use crate::rows::{BUNDLES, PACKS, add_leaves, all_bodies, all_leaves, keep_bodies};
use crate::{Draft, Membership};

/// Bytes of a file that are read at once.
const PART_BYTES: f64 = 1_048_576.0;
/// Files that are added in one transaction.
const FILES_AT_ONCE: usize = 8;
/// Settings that are the person's and not the device's.
const SETTINGS: [&str; 2] = ["language", "text-size"];
/// Settings that say which organisation somebody has checked.
const CHECKED: &str = "checked-organisation/";

/// Why a backup was not restored. Nothing of it is there then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreError {
    /// The file is not one that can be restored.
    Backup(BackupError),
    /// The device could not keep it.
    Store(StoreError),
    /// The browser could not read the file.
    Unreadable,
}

impl From<BackupError> for RestoreError {
    fn from(error: BackupError) -> Self {
        Self::Backup(error)
    }
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A backup that was looked through and is whole.
#[derive(Debug, Clone)]
pub struct Opened {
    file: Blob,
    /// When it was made, by the clock of the device that made it.
    pub made_ms: i64,
    /// What it holds.
    pub contents: Contents,
}

/// What was taken from a backup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// Logs that this device did not have, or had less of.
    pub logs: usize,
    /// Logs of which this device has another history; its own was kept.
    pub other_logs: usize,
    /// Things that wait to be published.
    pub waiting: usize,
    /// Forms in progress.
    pub drafts: usize,
    /// Organisations.
    pub organisations: usize,
    /// Of them, those in which this device cannot sign.
    pub without_key: usize,
    /// Files.
    pub files: usize,
}

impl DeviceStore {
    /// Looks a file through, from end to end. `progress` hears how many bytes of how many were read.
    ///
    /// # Errors
    /// [`RestoreError::Backup`] when it cannot be restored.
    pub async fn open_backup(file: &Blob, progress: impl Fn(f64, f64)) -> Result<Opened, RestoreError> {
        let mut contents = Contents::default();
        let made_ms = read(file, &progress, async |row| Ok(contents.take(row)?)).await?;
        contents.check()?;
        for (org, row) in &contents.memberships {
            readable::<Membership>(row).filter(|one| one.org.to_string() == *org).ok_or(BackupError::Damaged)?;
        }
        for (id, row) in &contents.drafts {
            readable::<Draft>(row).filter(|one| one.id.to_string() == *id).ok_or(BackupError::Damaged)?;
        }
        for row in contents.logs.values().flat_map(|log| log.bodies.values()) {
            readable::<BodyRow>(row).ok_or(BackupError::Damaged)?;
        }
        Ok(Opened { file: file.clone(), made_ms, contents })
    }

    /// Takes from a backup what this device does not have. What it has stays unless the backup knows more of the same log;
    /// a draft stays unless the backup's is newer. `progress` hears how many bytes of how many were read.
    ///
    /// # Errors
    /// [`RestoreError::Store`]; nothing was taken then.
    pub async fn restore(&self, backup: &Opened, progress: impl Fn(f64, f64)) -> Result<Restored, RestoreError> {
        let added = RefCell::new(Vec::new());
        let all = async {
            self.add_files(backup, &progress, &added).await?;
            Ok::<_, RestoreError>(self.run(async |database| take(database, &backup.contents).await).await?)
        };
        match all.await {
            Ok(restored) => Ok(Restored { files: added.borrow().len(), ..restored }),
            Err(error) => {
                // Files that no words name are nobody's: what is left of them by a closed page is added again or named.
                let added = added.borrow().clone();
                let _gone = self.remove_files(&added).await;
                Err(error)
            }
        }
    }

    async fn add_files(
        &self,
        backup: &Opened,
        progress: &impl Fn(f64, f64),
        added: &RefCell<Vec<(Kept, JsValue)>>,
    ) -> Result<(), RestoreError> {
        if backup.contents.files == 0 {
            return Ok(());
        }
        let mut batch = Vec::new();
        read(&backup.file, progress, async |row: Row| {
            if let RowValue::Bytes(bytes) = row.value {
                batch.push((row.kept, to_js(&row.key), bytes));
            }
            if batch.len() == FILES_AT_ONCE {
                let kept = self.add_batch(&std::mem::take(&mut batch)).await?;
                added.borrow_mut().extend(kept);
            }
            Ok(())
        })
        .await?;
        let last = self.add_batch(&batch).await?;
        added.borrow_mut().extend(last);
        Ok(())
    }

    /// Adds files that are not there; those that it has added.
    async fn add_batch(&self, batch: &[(Kept, JsValue, Vec<u8>)]) -> Result<Vec<(Kept, JsValue)>, StoreError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        self.run(async |database| {
            let stores = [Kept::Blobs.name(), Kept::DraftFiles.name()];
            let transaction = Transaction::begin(database, &stores, Access::Write)?;
            let mut added = Vec::new();
            for (kept, key, bytes) in batch {
                if transaction.get(kept.name(), key)?.value().await?.is_undefined() {
                    transaction.put(kept.name(), key, &Uint8Array::from(bytes.as_slice()))?;
                    added.push((*kept, key.clone()));
                }
            }
            transaction.finish().await?;
            Ok(added)
        })
        .await
    }

    async fn remove_files(&self, files: &[(Kept, JsValue)]) -> Result<(), StoreError> {
        self.run(async |database| {
            let stores = [Kept::Blobs.name(), Kept::DraftFiles.name()];
            let transaction = Transaction::begin(database, &stores, Access::Write)?;
            for (kept, key) in files {
                transaction.delete(kept.name(), key)?;
            }
            transaction.finish().await
        })
        .await
    }
}

/// Reads a file part by part and hands on its rows; when it was made.
async fn read(
    file: &Blob,
    progress: &impl Fn(f64, f64),
    mut take: impl AsyncFnMut(Row) -> Result<(), RestoreError>,
) -> Result<i64, RestoreError> {
    let (mut reader, size) = (Reader::default(), file.size());
    let mut at = 0.0;
    while at < size {
        let end = (at + PART_BYTES).min(size);
        let part = file.slice_with_f64_and_f64(at, end).map_err(|_| RestoreError::Unreadable)?;
        let buffer = JsFuture::from(part.array_buffer()).await.map_err(|_| RestoreError::Unreadable)?;
        let mut rows = Vec::new();
        reader.read(&Uint8Array::new(&buffer).to_vec(), &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        for row in rows {
            take(row).await?;
        }
        at = end;
        progress(at, size);
    }
    Ok(reader.finish()?)
}

fn readable<T: serde::de::DeserializeOwned>(row: &str) -> Option<T> {
    from_json(row).ok()
}

/// Everything but files, in one transaction.
async fn take(database: &IdbDatabase, contents: &Contents) -> Result<Restored, Trouble> {
    let stores = ["memberships", "settings", BUNDLES, PACKS, "checkpoints", "evidence", "outbox", "drafts", "keys"];
    let transaction = Transaction::begin(database, &stores, Access::Write)?;
    let mut restored = Restored::default();
    let mut in_log = InLog::default();
    for (name, log) in &contents.logs {
        let held = all_leaves(transaction.all(BUNDLES, Some(name))?.value().await?)?;
        match log.offer(&held) {
            Offer::More(more) => {
                restored.logs += 1;
                take_log(&transaction, name, log, &more).await?;
                in_log.add(log.leaves());
            }
            Offer::Nothing => in_log.add(held.iter().map(String::as_str)),
            Offer::Other => {
                restored.other_logs += 1;
                in_log.add(held.iter().map(String::as_str));
            }
        }
        for (id, row) in &log.evidence {
            put_absent(&transaction, "evidence", &key(name, id.as_str()), row).await?;
        }
        for (entry, row) in log.outbox.iter().filter(|(entry, _)| !in_log.has_entry(entry)) {
            restored.waiting += usize::from(put_absent(&transaction, "outbox", &key(name, entry.as_str()), row).await?);
        }
    }
    for (org, row) in &contents.memberships {
        take_membership(&transaction, org, row, &mut restored).await?;
    }
    for (id, row) in &contents.drafts {
        restored.drafts += usize::from(take_draft(&transaction, id, row, &in_log).await?);
    }
    for (name, value) in &contents.settings {
        if SETTINGS.contains(&name.as_str()) || name.starts_with(CHECKED) {
            put_absent(&transaction, "settings", &name.as_str().into(), value).await?;
        }
    }
    transaction.finish().await?;
    Ok(restored)
}

async fn take_log(transaction: &Transaction, name: &str, log: &LogContents, more: &[&str]) -> Result<(), Trouble> {
    let more: Vec<String> = more.iter().map(|leaf| (*leaf).to_owned()).collect();
    add_leaves(transaction, name, &more).await?;
    if let Some(row) = &log.checkpoint {
        transaction.put("checkpoints", &name.into(), &row.as_str().into())?;
    }
    let here: HashMap<Digest, KeptBody> =
        all_bodies(transaction.all(PACKS, Some(name))?.value().await?)?.into_iter().collect();
    let mut bodies = Vec::new();
    for row in log.bodies.values() {
        let BodyRow { hash, kept } = from_json(row)?;
        // What was erased here stays erased.
        let is_news = here.get(&hash).is_none_or(|here| *here != KeptBody::Erased && *here != kept);
        if is_news {
            bodies.push((hash, kept));
        }
    }
    keep_bodies(transaction, name, &bodies).await
}

/// An organisation without the key, unless this device holds that.
async fn take_membership(
    transaction: &Transaction,
    org: &str,
    row: &str,
    restored: &mut Restored,
) -> Result<(), Trouble> {
    if transaction.get("memberships", &org.into())?.value().await?.is_string() {
        return Ok(());
    }
    let mut membership: Membership = from_json(row)?;
    if let Some(held) = membership.key {
        let key = transaction.get("keys", &held.to_string().into())?.value().await?;
        if key.is_undefined() {
            membership.key = None;
            restored.without_key += 1;
        }
    }
    transaction.put("memberships", &org.into(), &to_json(&membership)?.into())?;
    restored.organisations += 1;
    Ok(())
}

/// A draft, unless there is a newer one or what it was for is in the log.
async fn take_draft(transaction: &Transaction, id: &str, row: &str, in_log: &InLog) -> Result<bool, Trouble> {
    let draft: Draft = from_json(row)?;
    let is_published = id.parse::<RecordId>().is_ok_and(|id| in_log.has_record(&id));
    let here = transaction.get("drafts", &id.into())?.value().await?.as_string();
    let here = here.map(|row| from_json::<Draft>(&row)).transpose()?;
    if is_published || here.is_some_and(|here| here.updated_ms >= draft.updated_ms) {
        return Ok(false);
    }
    transaction.put("drafts", &id.into(), &row.into())?;
    Ok(true)
}

async fn put_absent(transaction: &Transaction, store: &str, key: &JsValue, row: &str) -> Result<bool, Trouble> {
    if !transaction.get(store, key)?.value().await?.is_undefined() {
        return Ok(false);
    }
    transaction.put(store, key, &row.into())?;
    Ok(true)
}
