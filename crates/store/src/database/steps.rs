//! The database's versions: each step makes one version out of the one before.
//!
//! A step that has been released is never edited; a change of the shape is a new step at the end.

use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbTransaction};

use super::repacking;

/// Makes one version out of the one before, inside the upgrade's transaction. It may place requests whose handlers place
/// more; the new version begins when all are done. An error leaves the database as it was.
pub(crate) type Step = fn(&IdbDatabase, &IdbTransaction) -> Result<(), JsValue>;

/// All steps. Their number is the version.
pub(crate) const STEPS: &[Step] = &[first, second, third, fourth];

/// The version that this software writes.
pub const DATABASE_VERSION: usize = STEPS.len();

/// Version 1.
fn first(database: &IdbDatabase, _upgrade: &IdbTransaction) -> Result<(), JsValue> {
    for store in ["leaves", "bodies", "outbox", "contacts", "keys", "memberships", "drafts", "settings"] {
        database.create_object_store(store)?;
    }
    Ok(())
}

/// Version 2: what was verified of a log, and what speaks against it. A device from before has neither, and verifies what
/// it holds at its next sync.
fn second(database: &IdbDatabase, _upgrade: &IdbTransaction) -> Result<(), JsValue> {
    for store in ["checkpoints", "evidence"] {
        database.create_object_store(store)?;
    }
    Ok(())
}

/// Version 3: files, those that wait or were published lately by their log, those of drafts by their draft.
fn third(database: &IdbDatabase, _upgrade: &IdbTransaction) -> Result<(), JsValue> {
    for store in ["blobs", "draft-files"] {
        database.create_object_store(store)?;
    }
    Ok(())
}

/// Version 4: entries share rows. Every row of `leaves` and `bodies` goes where [`crate::rows`] has it.
fn fourth(database: &IdbDatabase, upgrade: &IdbTransaction) -> Result<(), JsValue> {
    for store in ["bundles", "packs"] {
        database.create_object_store(store)?;
    }
    repacking::move_rows(database, upgrade, "leaves", "bundles", repacking::leaves)?;
    repacking::move_rows(database, upgrade, "bodies", "packs", repacking::bodies)
}
