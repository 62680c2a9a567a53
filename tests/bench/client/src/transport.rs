//! The way to the server over HTTP/1.1, at the addresses that the app asks, counting answers and their bytes by what they
//! bring.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::push::{Push, PushAnswer, ServedBody};
use jiannuo_domain::restore::{Remembered, Restore, Restored};
use jiannuo_sync::transport::{Offered, Transport, TransportError};
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::tile::{EntryBundle, Tile};
use serde_json::{Value, json};
use ureq::Agent;

/// Bytes of one answer: many times what the longest has.
const MAX_ANSWER_BYTES: u64 = 64 * 1024 * 1024;

/// The header with the server's clock.
const TIME_HEADER: &str = "jiannuo-time-ms";

/// How often something came, and how many bytes that were.
#[derive(Debug, Default)]
struct Count {
    answers: usize,
    bytes: usize,
}

/// The way to one organisation's log.
pub(crate) struct Counting {
    log: String,
    agent: Agent,
    counts: RefCell<BTreeMap<&'static str, Count>>,
}

impl Counting {
    /// The way to the organisation at an address that ends with a slash.
    pub(crate) fn new(address: &str) -> Self {
        Self { log: format!("{address}log/"), agent: Agent::new_with_defaults(), counts: RefCell::default() }
    }

    /// What came since the last time.
    pub(crate) fn take(&self) -> Value {
        let counts = self.counts.take();
        let counts = counts
            .into_iter()
            .map(|(what, Count { answers, bytes })| (what.to_owned(), json!({ "answers": answers, "bytes": bytes })));
        Value::Object(counts.collect())
    }

    fn get(&self, what: &'static str, path: &str) -> Result<(Vec<u8>, Option<i64>), TransportError> {
        let answer = self.agent.get(format!("{}{path}", self.log)).call();
        let mut answer = answer.map_err(|error| TransportError::Malformed(error.to_string()))?;
        let time = answer.headers().get(TIME_HEADER).and_then(|time| time.to_str().ok()?.parse().ok());
        let bytes = answer.body_mut().with_config().limit(MAX_ANSWER_BYTES).read_to_vec();
        let bytes = bytes.map_err(|error| TransportError::Malformed(error.to_string()))?;
        let mut counts = self.counts.borrow_mut();
        let count = counts.entry(what).or_default();
        count.answers += 1;
        count.bytes += bytes.len();
        Ok((bytes, time))
    }
}

fn unread(error: &serde_json::Error) -> TransportError {
    TransportError::Malformed(error.to_string())
}

/// A device that only reads sends nothing.
fn silent<T>() -> Result<T, TransportError> {
    Err(TransportError::Offline)
}

impl Transport for Counting {
    async fn checkpoint(&self, _org: &OrganisationId) -> Result<Offered, TransportError> {
        let (note, time) = self.get("checkpoint", "checkpoint")?;
        let now_ms = time.ok_or_else(|| TransportError::Malformed("no time".to_owned()))?;
        Ok(Offered { note: String::from_utf8_lossy(&note).into_owned(), now_ms })
    }

    async fn tile(&self, org: &OrganisationId, tile: Tile) -> Result<Vec<u8>, TransportError> {
        Ok(self.get("tiles", &format!("{}?org={org}", tile.path()))?.0)
    }

    async fn keys(&self, _org: &OrganisationId) -> Result<LogKeys, TransportError> {
        serde_json::from_slice(&self.get("keys", "keys")?.0).map_err(|error| unread(&error))
    }

    async fn bundle(&self, org: &OrganisationId, tile: u64, width: u64) -> Result<Vec<u8>, TransportError> {
        Ok(self.get("bundles", &format!("{}?org={org}", EntryBundle { index: tile, width }.path()))?.0)
    }

    async fn bodies(&self, _org: &OrganisationId, from: u64) -> Result<Vec<ServedBody>, TransportError> {
        let (bytes, _) = self.get("bodies", &format!("bodies/from/{from}"))?;
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| serde_json::from_slice(line).map_err(|error| unread(&error))).collect()
    }

    async fn remembered(&self, _org: &OrganisationId, _request: &str) -> Result<Remembered, TransportError> {
        silent()
    }

    async fn restore(&self, _org: &OrganisationId, _restore: &Restore) -> Result<Restored, TransportError> {
        silent()
    }

    async fn push(&self, _org: &OrganisationId, _push: &Push) -> Result<PushAnswer, TransportError> {
        silent()
    }
}
