//! What the whole app shares: the device's store and keys, the organisations on this device, language and text size.
//!
//! Reading and writing open a [`Replica`] from the store and never wait for the network. Sync runs on replicas of its own
//! in the one tab that leads ([`sync`]): it changes the store and says so, and every tab loads again.

mod backup;
mod boot;
mod checking;
mod comparing;
mod counting;
mod failure;
mod files;
mod finding;
mod looking;
mod office;
mod preferences;
pub mod sync;
mod update;
mod write;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use jiannuo_board::{Language, TextSize};
use jiannuo_domain::clock::Now;
use jiannuo_domain::id::{KeyId, MemberId, OrganisationId};
use jiannuo_domain::ledger::Ledger;
use jiannuo_store::device;
use jiannuo_store::tabs::Channel;
use jiannuo_store::{DeviceKeys, DeviceStore, HttpTransport, ListedOrganisation, Membership};
use jiannuo_sync::Replica;
use jiannuo_sync::evidence::Evidence;
use jiannuo_sync::outbox::OutboxItem;
use leptos::prelude::*;

pub use backup::HowFar;
pub use boot::{Boot, boot};
pub use checking::{Checked, Line, LineWords};
pub use comparing::{Comparison, Held};
pub use counting::{Fetched, Progress};
pub use failure::Failure;
pub use files::{FilesHere, ObjectUrl};
pub use looking::ReadersCopy;
pub use office::OfficeShown;
pub use update::take_update;
pub use write::Act;

use crate::words::Words;

/// The device's parts that do not change while the app runs.
pub struct Device {
    /// IndexedDB.
    pub store: DeviceStore,
    /// WebCrypto.
    pub keys: DeviceKeys,
    /// The server.
    pub transport: HttpTransport,
    /// Messages to other tabs.
    channel: RefCell<Option<Channel>>,
}

/// An organisation as this tab shows it.
#[derive(Clone)]
pub struct Shown {
    /// The log with the outbox on top.
    pub ledger: Rc<Ledger>,
    /// The log without the outbox.
    pub logged: Rc<Ledger>,
    /// The root of the log's tree, without the outbox.
    pub root: jiannuo_tlog::Hash,
    /// What waits to be published.
    pub outbox: Rc<Vec<OutboxItem>>,
    /// What speaks against the log.
    pub evidence: Rc<Vec<Evidence>>,
    /// The day, and whether this device's clock can be trusted.
    pub now: Now,
}

impl Shown {
    /// What speaks against the log and nobody has decided about.
    pub fn undecided(&self) -> Vec<Evidence> {
        self.evidence.iter().filter(|one| one.decided_ms.is_none()).cloned().collect()
    }
}

/// How the way to the server is.
#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    /// Nothing tried yet.
    Unknown,
    /// The last sync went through.
    Online,
    /// No answer.
    Offline,
    /// It answered with something that needs a person.
    Trouble(Failure),
}

/// What the whole app shares.
#[derive(Clone, Copy)]
pub struct Session {
    device: StoredValue<Rc<Device>, LocalStorage>,
    shown: RwSignal<HashMap<OrganisationId, Shown>, LocalStorage>,
    /// The organisations on this device.
    pub memberships: RwSignal<Vec<Membership>, LocalStorage>,
    /// Whether everything on the server is invented.
    pub is_demo: RwSignal<bool>,
    /// How the way to the server is.
    pub link: RwSignal<Link, LocalStorage>,
    /// Whether a sync is under way.
    pub is_syncing: RwSignal<bool>,
    /// Whether the device said that it has no room.
    pub is_full: RwSignal<bool>,
    /// The language.
    pub language: RwSignal<Language>,
    /// The text size.
    pub text_size: RwSignal<TextSize>,
    /// A new version of the app waits for a moment without an open form.
    pub update_waits: RwSignal<bool>,
    /// How much waits to be sent in office logs.
    pub office_waiting: RwSignal<u32>,
    /// Counts what this tab has heard or written of office logs.
    pub office_turn: RwSignal<u32>,
    /// Where files are that wait on this device.
    files_here: RwSignal<FilesHere, LocalStorage>,
    /// Forms that are open and not empty; an update waits for them.
    pub open_forms: RwSignal<u32>,
}

/// The setting that remembers whether the server's data is invented.
const IS_DEMO: &str = "is-demo";
const YES: &str = "yes";

/// Who this device speaks as in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The member.
    pub member: MemberId,
    /// The key.
    pub key: KeyId,
}

impl Session {
    /// The app's words in the chosen language; tracked.
    pub fn words(&self) -> Words {
        Words(self.language.get())
    }

    /// The device's parts.
    pub fn device(&self) -> Rc<Device> {
        self.device.get_value()
    }

    /// What is shown of an organisation; tracked.
    pub fn shown(&self, org: OrganisationId) -> Option<Shown> {
        self.shown.with(|shown| shown.get(&org).cloned())
    }

    /// As [`Session::shown`], for acts rather than views.
    pub fn shown_untracked(&self, org: OrganisationId) -> Option<Shown> {
        self.shown.with_untracked(|shown| shown.get(&org).cloned())
    }

    /// The organisation with a slug, if it is on this device; tracked.
    pub fn membership(&self, slug: &str) -> Option<Membership> {
        self.memberships.with(|all| all.iter().find(|membership| membership.slug == slug).cloned())
    }

    /// The organisation with a slug that this device is a member or a reader of; not tracked.
    fn memberships_untracked(&self, slug: &str) -> Option<OrganisationId> {
        self.memberships.with_untracked(|all| all.iter().find(|one| one.slug == slug).map(|one| one.org))
    }

    /// Loads an organisation, or loads it again after the store changed, and puts it on the page.
    pub async fn open(&self, org: OrganisationId) -> Result<(), Failure> {
        let replica = Replica::open(&self.device().store, org).await?;
        let logged = Rc::new(replica.logged().clone());
        // With nothing on top the two are one, and a long log is not copied twice.
        let is_all_logged = replica.outbox().is_empty();
        let shown = Shown {
            ledger: if is_all_logged { Rc::clone(&logged) } else { Rc::new(replica.shown().clone()) },
            logged,
            root: replica.root(),
            outbox: Rc::new(replica.outbox().to_vec()),
            evidence: Rc::new(replica.evidence().to_vec()),
            now: replica.now(device::now_ms()),
        };
        self.show_files_of(org, &shown.outbox);
        self.shown.update(|all| {
            all.insert(org, shown);
        });
        Ok(())
    }

    /// The server's organisations; remembers whether everything on it is invented.
    pub async fn list_organisations(&self) -> Result<Vec<ListedOrganisation>, Failure> {
        let device = self.device();
        let listing = device.transport.organisations().await?;
        self.is_demo.set(listing.is_demo);
        // What is not remembered is asked for again.
        let _kept = device.store.put_setting(IS_DEMO, if listing.is_demo { YES } else { "no" }).await;
        Ok(listing.organisations)
    }

    /// Whether the server's data is invented, as far as this device has heard.
    async fn recall_demo(&self) {
        let known = self.device().store.setting(IS_DEMO).await.ok().flatten();
        self.is_demo.set(known.as_deref() == Some(YES));
        if known.is_none() {
            // Without a network it is asked for at the next start.
            let _listed = self.list_organisations().await;
        }
    }

    /// Keeps an organisation on this device and shows it.
    pub async fn keep_membership(&self, membership: Membership) -> Result<(), Failure> {
        self.device().store.put_membership(&membership).await?;
        let org = membership.org;
        self.open(org).await?;
        self.memberships.update(|all| {
            all.retain(|other| other.org != org);
            all.push(membership);
        });
        self.written();
        Ok(())
    }

    /// Tells the other tabs, and the leader among them, that the store has changed.
    fn announce(&self, message: &str) {
        if let Some(channel) = self.device().channel.borrow().as_ref() {
            channel.post(message);
        }
    }
}

/// The session of the component that asks.
pub fn session() -> Session {
    expect_context::<Session>()
}
