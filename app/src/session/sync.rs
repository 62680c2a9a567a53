//! The tab that leads keeps every organisation in step with its log; the others listen.
//!
//! Woken by what was written (any tab), by the network's return, by the page coming to the front, and by a clock.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use jiannuo_domain::id::OrganisationId;
use jiannuo_store::device;
use jiannuo_store::tabs::{self, Channel};
use jiannuo_sync::store::StoreError;
use jiannuo_sync::transport::TransportError;
use jiannuo_sync::{Replica, SyncError};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Failure, Link, Session};

/// Message: something was written here, to be published.
const WRITTEN: &str = "written";
/// Message: sync now, the network may be back.
const WAKE: &str = "wake";
/// Message: the log was pulled, load again.
pub(super) const PULLED: &str = "pulled";

/// Between two looks at the log while the page is in front: a second device sees a change within this time.
const POLL_MS: u32 = 10_000;
/// First wait after a failure; doubled up to [`RETRY_MOST_MS`].
const RETRY_FIRST_MS: u32 = 1_000;
/// Longest wait after a failure.
const RETRY_MOST_MS: u32 = 60_000;

thread_local! {
    /// The leader's replicas, kept between rounds; dropped when something was written, so that the next round loads it.
    static REPLICAS: RefCell<HashMap<OrganisationId, Replica>> = RefCell::default();
    /// The pause after a failure.
    static RETRY: RefCell<Option<Timeout>> = RefCell::default();
    /// Whether this tab leads, whether a round is under way, and whether another is wanted after it.
    static ROUND: Round = const { Round { leads: Cell::new(false), runs: Cell::new(false), wanted: Cell::new(false), retry_ms: Cell::new(0) } };
}

struct Round {
    leads: Cell<bool>,
    runs: Cell<bool>,
    wanted: Cell<bool>,
    retry_ms: Cell<u32>,
}

impl Session {
    /// Starts listening to other tabs and to the network, and leads when no other tab does.
    pub fn start_sync(self) {
        let channel = Channel::open(move |message| spawn_local(self.hear(message)));
        *self.device().channel.borrow_mut() = Some(channel);
        tabs::lead(move || {
            ROUND.with(|round| round.leads.set(true));
            spawn_local(async move {
                self.look_into_office_outboxes().await;
                self.sync_soon();
            });
        });
        let window = window();
        for event in ["online", "focus"] {
            EventListener::new(&window, event, move |_| self.sync_now()).forget();
        }
        EventListener::new(&document(), "visibilitychange", move |_| self.sync_now()).forget();
        spawn_local(async move {
            loop {
                TimeoutFuture::new(POLL_MS).await;
                if document().visibility_state() == web_sys::VisibilityState::Visible {
                    if !ROUND.with(|round| round.leads.get()) {
                        self.announce(WAKE);
                    }
                    self.sync_unless_waiting();
                }
            }
        });
    }

    /// Syncs without waiting out a pause after a failure: the network may be back, or somebody asked.
    pub fn sync_now(self) {
        ROUND.with(|round| round.retry_ms.set(0));
        RETRY.with_borrow_mut(|retry| drop(retry.take()));
        self.announce(WAKE);
        self.sync_soon();
    }

    /// Something was written in this tab: tells the others, and syncs.
    pub(super) fn written(self) {
        REPLICAS.with_borrow_mut(HashMap::clear);
        self.announce(WRITTEN);
        self.sync_soon();
    }

    /// Syncs when this tab leads and no round is under way; one more follows if something comes in between.
    pub fn sync_soon(self) {
        let starts = ROUND.with(|round| {
            round.wanted.set(true);
            round.leads.get() && !round.runs.replace(true)
        });
        if starts {
            spawn_local(async move {
                while ROUND.with(|round| round.wanted.replace(false)) {
                    self.round().await;
                }
                ROUND.with(|round| round.runs.set(false));
            });
        }
    }

    async fn hear(self, message: String) {
        if message != PULLED {
            // Another tab may have written, joined or founded, and may be gone before it could say more.
            REPLICAS.with_borrow_mut(HashMap::clear);
        }
        if message == WRITTEN
            && let Ok(memberships) = self.device().store.memberships().await
            && self.memberships.with_untracked(|present| *present != memberships)
        {
            self.memberships.set(memberships);
        }
        if message == WRITTEN {
            self.look_into_office_outboxes().await;
        }
        if message != PULLED {
            self.sync_soon();
        }
        if message != WAKE {
            for org in self.orgs() {
                // What cannot be loaded now is loaded at the next message.
                let _opened = self.open(org).await;
            }
        }
    }

    fn orgs(self) -> Vec<OrganisationId> {
        self.memberships.with_untracked(|all| all.iter().map(|one| one.org).collect())
    }

    async fn round(self) {
        self.is_syncing.set(true);
        let (mut link, mut asked_ms) = (Link::Online, 0);
        for org in self.orgs() {
            match self.sync_one(org).await {
                Ok(changed) => {
                    if changed {
                        self.announce(PULLED);
                    }
                }
                Err(failure) => {
                    if let Failure::Sync(SyncError::Transport(TransportError::Busy { retry_after_ms })) = failure {
                        asked_ms = asked_ms.max(retry_after_ms);
                    }
                    link = after(failure);
                }
            }
        }
        if link != Link::Offline {
            self.send_office().await;
        }
        self.is_syncing.set(false);
        match link {
            Link::Online => ROUND.with(|round| round.retry_ms.set(0)),
            _ => self.retry_later(asked_ms),
        }
        if self.link.with_untracked(|present| *present != link) {
            self.link.set(link);
        }
    }

    /// Whether what is shown has changed.
    async fn sync_one(self, org: OrganisationId) -> Result<bool, Failure> {
        let device = self.device();
        let kept = REPLICAS.with_borrow_mut(|all| all.remove(&org));
        let mut replica = match kept {
            Some(replica) => replica,
            None => Replica::open(&device.store, org).await?,
        };
        let before = (replica.outbox().to_vec(), replica.evidence().len());
        let report = replica.sync(&device.store, &device.transport, &device.keys, device::now_ms()).await;
        let is_other = before.0 != replica.outbox() || before.1 != replica.evidence().len();
        let has_changed = is_other || report.as_ref().is_ok_and(|report| report.pulled > 0);
        if has_changed {
            let _opened = self.open(org).await;
        }
        match report {
            // Another tab wrote in between: not a failure, the next round sees it.
            Err(SyncError::Store(StoreError::Moved)) => {
                ROUND.with(|round| round.wanted.set(true));
                Ok(has_changed)
            }
            Err(failure) => Err(failure.into()),
            Ok(_) => {
                // Not when somebody wrote meanwhile: that is in the store, and not in this replica.
                if !ROUND.with(|round| round.wanted.get()) {
                    REPLICAS.with_borrow_mut(|all| all.insert(org, replica));
                }
                Ok(has_changed)
            }
        }
    }

    /// Tries again after a pause that doubles; one pause at a time, at least as long as the server asked for.
    fn retry_later(self, at_least_ms: u32) {
        let wait_ms = ROUND.with(|round| {
            let wait_ms = (round.retry_ms.get() * 2).clamp(RETRY_FIRST_MS, RETRY_MOST_MS).max(at_least_ms);
            round.retry_ms.set(wait_ms);
            wait_ms
        });
        let timer = Timeout::new(wait_ms, move || {
            RETRY.with_borrow_mut(|retry| drop(retry.take()));
            self.sync_soon();
        });
        // The timer before, if one ran, stops when it is dropped.
        RETRY.with_borrow_mut(|retry| *retry = Some(timer));
    }

    /// Syncs when no pause after a failure is running.
    fn sync_unless_waiting(self) {
        if RETRY.with_borrow(Option::is_none) {
            self.sync_soon();
        }
    }
}

/// What a failed sync says about the way to the server.
fn after(failure: Failure) -> Link {
    match failure {
        Failure::Sync(SyncError::Transport(TransportError::Offline | TransportError::Busy { .. })) => Link::Offline,
        other => Link::Trouble(other),
    }
}
