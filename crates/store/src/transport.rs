//! The way to the server: `fetch`, with a limit of time and one meaning for each failure.

mod blobs;
mod office;
mod paths;
mod reply;
mod request;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::push::{Push, PushAnswer, ServedBody};
use jiannuo_domain::restore::{Remembered, Restore, Restored};
use jiannuo_domain::succession::Succession;
use jiannuo_domain::words::Blob;
use jiannuo_sync::keys::Keys;
use jiannuo_sync::transport::{Asker, Brought, Offered, Transport, TransportError};
use jiannuo_tlog::log_key::{LogKeys, MAX_LOG_KEYS_BYTES};
use jiannuo_tlog::tile::{EntryBundle, Tile};
use serde::{Deserialize, Serialize};

use crate::device;
use blobs::{ask_for_offset, send_chunk};
pub use office::OfficeTransport;
use paths::{blob_path, bodies_path, checkpoint_path, entries_path, keys_path, log_path, name_in, tile_path};
use reply::{parse, parse_lines};
use request::{Answer, Caching, get, post};

/// An organisation in the server's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedOrganisation {
    /// Which.
    pub id: OrganisationId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name; the one in addresses until its log has told another.
    pub name: String,
    /// Its English name, if it has one.
    pub name_english: Option<String>,
    /// The organisation above it.
    pub parent: Option<OrganisationId>,
    /// The organisation whose log continues its own.
    pub successor: Option<OrganisationId>,
    /// What the server has forgotten of its log.
    pub lost: Option<Succession>,
}

/// The server's list.
#[derive(Deserialize)]
struct ListingText {
    demo: bool,
    #[serde(default)]
    custodian: Option<PublicKey>,
    organisations: Vec<ListingRow>,
}

/// What a server says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Whether everything on it is invented.
    pub is_demo: bool,
    /// The key with which it speaks for itself; a server that keeps no logs has none.
    pub custodian: Option<PublicKey>,
    /// Its organisations.
    pub organisations: Vec<ListedOrganisation>,
}

/// A row of it, as far as it is used here.
#[derive(Deserialize)]
struct ListingRow {
    org: OrganisationId,
    slug: String,
    parent: Option<OrganisationId>,
    name: Option<String>,
    name_english: Option<String>,
    #[serde(default)]
    successor: Option<OrganisationId>,
    #[serde(default)]
    lost: Option<Succession>,
}

impl From<ListingRow> for ListedOrganisation {
    fn from(row: ListingRow) -> Self {
        let ListingRow { org, slug, parent, name, name_english, successor, lost } = row;
        Self { id: org, name: name.unwrap_or_else(|| slug.clone()), slug, name_english, parent, successor, lost }
    }
}

/// What founds an organisation: its name in addresses, and the statements that begin its log.
#[derive(Serialize)]
struct Founding<'a> {
    slug: &'a str,
    push: &'a Push,
}

/// The way to one server. Clones share what they have learnt.
#[derive(Debug, Clone)]
pub struct HttpTransport {
    base: String,
    /// Names in addresses: the server leads from an identity to the name, and asking by the name saves that way.
    names: Rc<RefCell<HashMap<OrganisationId, String>>>,
}

impl HttpTransport {
    /// The way to the server at an address without a final slash; the empty one is where the page came from.
    pub fn new(base: &str) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), names: Rc::default() }
    }

    /// Founds an organisation with the statements that begin its log.
    ///
    /// # Errors
    /// [`TransportError`]; [`TransportError::Rejected`] names the server's reason or the statement's refusal.
    pub async fn found(&self, slug: &str, push: &Push) -> Result<PushAnswer, TransportError> {
        let body = write(&Founding { slug, push })?;
        parse(&post(&format!("{}/organisations", self.base), &body).await?.body)
    }

    /// The organisations of the server.
    ///
    /// # Errors
    /// [`TransportError`].
    pub async fn organisations(&self) -> Result<Listing, TransportError> {
        let listing: ListingText =
            parse(&get(&format!("{}/organisations.json", self.base), Caching::Never).await?.body)?;
        let organisations = listing.organisations.into_iter().map(ListedOrganisation::from).collect();
        Ok(Listing { is_demo: listing.demo, custodian: listing.custodian, organisations })
    }

    /// What never changes under its address.
    async fn immutable(&self, org: &OrganisationId, path: &str) -> Result<Vec<u8>, TransportError> {
        let answer = get(&tile_path(&self.base, &self.name_of(org), org, path), Caching::AsTheServerSays).await;
        self.learn(org, answer)
    }

    /// What an organisation is asked for by.
    fn name_of(&self, org: &OrganisationId) -> String {
        self.names.borrow().get(org).cloned().unwrap_or_else(|| org.to_string())
    }

    /// Remembers the name that the server led to; forgets one that leads nowhere any more.
    fn learn(&self, org: &OrganisationId, answer: Result<Answer, TransportError>) -> Result<Vec<u8>, TransportError> {
        let mut names = self.names.borrow_mut();
        match answer {
            Ok(Answer { body, led_to, .. }) => {
                if let Some(name) = led_to.as_deref().and_then(name_in) {
                    names.insert(*org, name.to_owned());
                }
                Ok(body)
            }
            Err(error) => {
                names.remove(org);
                Err(error)
            }
        }
    }
}

impl Transport for HttpTransport {
    async fn checkpoint(&self, org: &OrganisationId) -> Result<Offered, TransportError> {
        let answer = get(&checkpoint_path(&self.base, &self.name_of(org)), Caching::Never).await;
        let now_ms = answer.as_ref().ok().and_then(|answer| answer.time_ms);
        let note = self.learn(org, answer)?;
        offered(&note, now_ms)
    }

    async fn tile(&self, org: &OrganisationId, tile: Tile) -> Result<Vec<u8>, TransportError> {
        self.immutable(org, &tile.path()).await
    }

    async fn keys(&self, org: &OrganisationId) -> Result<LogKeys, TransportError> {
        let answer = get(&keys_path(&self.base, &self.name_of(org)), Caching::Never).await;
        parse_keys(&self.learn(org, answer)?)
    }

    async fn bundle(&self, org: &OrganisationId, tile: u64, width: u64) -> Result<Vec<u8>, TransportError> {
        self.immutable(org, &EntryBundle { index: tile, width }.path()).await
    }

    async fn bodies(&self, org: &OrganisationId, from: u64) -> Result<Vec<ServedBody>, TransportError> {
        let answer = get(&bodies_path(&self.base, &self.name_of(org), from), Caching::Never).await;
        parse_lines(&self.learn(org, answer)?)
    }

    async fn remembered(&self, org: &OrganisationId, request: &str) -> Result<Remembered, TransportError> {
        let answer = post(&log_path(&self.base, &self.name_of(org), "remembered"), request).await;
        parse(&self.learn(org, answer)?)
    }

    async fn restore(&self, org: &OrganisationId, restore: &Restore) -> Result<Restored, TransportError> {
        let answer = post(&log_path(&self.base, &self.name_of(org), "restore"), &write(restore)?).await;
        parse(&self.learn(org, answer)?)
    }

    async fn push(&self, org: &OrganisationId, push: &Push) -> Result<PushAnswer, TransportError> {
        let answer = post(&entries_path(&self.base, &self.name_of(org)), &write(push)?).await;
        parse(&self.learn(org, answer)?)
    }

    async fn brought<K: Keys>(
        &self,
        org: &OrganisationId,
        blob: &Blob,
        asker: &Asker<'_, K>,
    ) -> Result<Brought, TransportError> {
        let token = asker.token(org, "GET", blob, device::now_ms()).await?;
        ask_for_offset(&blob_path(&self.base, &self.name_of(org), &blob.hash), &token).await
    }

    async fn bring<K: Keys>(
        &self,
        org: &OrganisationId,
        blob: &Blob,
        offset: u32,
        chunk: &[u8],
        asker: &Asker<'_, K>,
    ) -> Result<Brought, TransportError> {
        let token = asker.token(org, "PATCH", blob, device::now_ms()).await?;
        send_chunk(&blob_path(&self.base, &self.name_of(org), &blob.hash), &token, blob, offset, chunk).await
    }
}

/// A log's end with the time that came with it.
fn offered(note: &[u8], now_ms: Option<i64>) -> Result<Offered, TransportError> {
    let now_ms = now_ms.ok_or_else(|| TransportError::Malformed("no time with the checkpoint".to_owned()))?;
    // A note is UTF-8; what is not does not become one by this.
    Ok(Offered { note: String::from_utf8_lossy(note).into_owned(), now_ms })
}

fn parse_keys(keys: &[u8]) -> Result<LogKeys, TransportError> {
    if keys.len() > MAX_LOG_KEYS_BYTES {
        return Err(TransportError::Malformed("a list of keys that is too large".to_owned()));
    }
    parse(keys)
}

fn write(value: &impl Serialize) -> Result<String, TransportError> {
    serde_json::to_string(value).map_err(|error| TransportError::Malformed(error.to_string()))
}
