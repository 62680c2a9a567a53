//! The browser's side of sync: where a device keeps things, its keys, its way to the server, its tabs.
//!
//! [`DeviceStore`] is [`jiannuo_sync::store::Store`] over IndexedDB, [`DeviceKeys`] is
//! [`jiannuo_sync::keys::Keys`] over WebCrypto, [`HttpTransport`] is [`jiannuo_sync::transport::Transport`] over
//! `fetch`. No interface here and no Leptos, so that the browser tests build in seconds.
//!
//! # What is stored
//! One database, [`DATABASE_NAME`], one object store for each kind of thing, no indexes, keys outside the values.
//! Identities are hexadecimal texts; an office log's organisation is its identity and `/office`. The shape is pinned by a test: a change of it is a new step of the database.
//!
//! | object store | key | value |
//! |---|---|---|
//! | `bundles` | `[organisation, number]` | leaves in their order, as many as [`jiannuo_sync::rows`] says, as an entry bundle, a `Uint8Array` |
//! | `packs` | `[organisation, number]` | words in the order in which they came, as [`jiannuo_sync::rows::pack`] writes them, a `Uint8Array` |
//! | `outbox` | `[organisation, entry]` | JSON of [`jiannuo_sync::outbox::OutboxItem`] |
//! | `contacts` | organisation | JSON `{device_ms, server_ms}` |
//! | `checkpoints` | organisation | JSON of [`jiannuo_sync::store::Verified`] |
//! | `evidence` | `[organisation, its id]` | JSON of [`jiannuo_sync::evidence::Evidence`] |
//! | `keys` | key | the private `CryptoKey`, not extractable |
//! | `memberships` | organisation | JSON of [`Membership`] |
//! | `drafts` | draft | JSON of [`Draft`] |
//! | `settings` | name | text |
//! | `blobs` | `[organisation, hash]` | a file's bytes, a `Uint8Array` |
//! | `draft-files` | `[draft, hash]` | the same |
//!
//! **Architecture invariants:** a change is one transaction with strict durability, and saved means that it has
//! completed (I1). Nothing but IndexedDB is awaited between the beginning of a transaction and its end. A private key
//! never leaves WebCrypto.

mod backup;
mod copies;
mod database;
pub mod device;
mod draft;
mod files;
mod in_app;
mod json;
mod keys;
#[cfg(test)]
mod layout_tests;
mod log;
mod membership;
mod rows;
pub mod tabs;
mod transport;

pub use backup::{Opened, RestoreError, Restored};
pub use database::{DATABASE_NAME, DATABASE_VERSION, DeviceStore};
pub use draft::Draft;
pub use keys::DeviceKeys;
pub use log::OfficeStore;
pub use membership::Membership;
pub use transport::{HttpTransport, ListedOrganisation, Listing, OfficeTransport};

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
