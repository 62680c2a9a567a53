//! Starting: is the browser able to, open the store, load what is there.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use jiannuo_board::{Language, TextSize};
use jiannuo_store::{DeviceKeys, DeviceStore, HttpTransport, device};
use leptos::prelude::*;

use super::{Device, Failure, Link, Session};

/// How far the start is.
#[derive(Clone)]
pub enum Boot {
    /// Under way.
    Starting,
    /// Done.
    Ready(Session),
    /// It cannot be done here.
    Failed(Failure),
}

/// Starts the app.
pub async fn boot(owner: Owner) -> Boot {
    match try_boot(owner).await {
        Ok(session) => Boot::Ready(session),
        Err(failure) => Boot::Failed(failure),
    }
}

async fn try_boot(owner: Owner) -> Result<Session, Failure> {
    device::has_what_it_needs().map_err(Failure::Missing)?;
    let store = DeviceStore::open().await?;
    let keys = DeviceKeys::new(&store);
    let memberships = store.memberships().await?;
    let device = Device { store, keys, transport: HttpTransport::new(""), channel: RefCell::new(None) };
    // Signals made after an await belong to nobody unless the owner is named.
    let session = owner.with(|| Session {
        device: StoredValue::new_local(Rc::new(device)),
        shown: RwSignal::new_local(HashMap::new()),
        memberships: RwSignal::new_local(memberships.clone()),
        is_demo: RwSignal::new(false),
        link: RwSignal::new_local(Link::Unknown),
        is_syncing: RwSignal::new(false),
        is_full: RwSignal::new(false),
        language: RwSignal::new(Language::Chinese),
        text_size: RwSignal::new(TextSize::Normal),
        update_waits: RwSignal::new(false),
        office_waiting: RwSignal::new(0),
        office_turn: RwSignal::new(0),
        files_here: RwSignal::new_local(super::FilesHere::default()),
        open_forms: RwSignal::new(0),
    });
    for membership in &memberships {
        session.open(membership.org).await?;
    }
    session.restore_preferences().await;
    leptos::task::spawn_local(async move { session.recall_demo().await });
    owner.with(|| {
        session.mirror_preferences();
        session.start_sync();
        session.watch_for_updates();
    });
    Ok(session)
}
