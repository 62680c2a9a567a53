//! The way to an organisation's office log: the same server, every question signed by the device (spec rule W31).

use jiannuo_domain::id::{KeyId, OrganisationId};
use jiannuo_domain::push::{Push, PushAnswer, ServedBody};
use jiannuo_domain::reader::Question;
use jiannuo_domain::restore::{Remembered, Restore, Restored};
use jiannuo_domain::statement::LogName;
use jiannuo_sync::transport::{Offered, Transport, TransportError};
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::tile::{EntryBundle, Tile};

use super::reply::{parse, parse_lines};
use super::request::{Answer, Caching, get_as, post_as};
use super::{HttpTransport, offered, parse_keys, write};
use crate::device;
use crate::keys::DeviceKeys;

/// The way to the office log of an organisation that this device is a member of.
#[derive(Clone)]
pub struct OfficeTransport {
    http: HttpTransport,
    keys: DeviceKeys,
    key: KeyId,
    /// The server's clock less this device's, in milliseconds.
    ahead_ms: i64,
}

impl OfficeTransport {
    /// The way for a device's key. `ahead_ms` is the server's clock less this device's: questions bear the server's time.
    pub fn new(http: &HttpTransport, keys: &DeviceKeys, key: KeyId, ahead_ms: i64) -> Self {
        Self { http: http.clone(), keys: keys.clone(), key, ahead_ms }
    }

    async fn token(&self, org: &OrganisationId, method: &str, path: &str) -> Result<String, TransportError> {
        let time_ms = device::now_ms().saturating_add(self.ahead_ms);
        let question = Question { org: *org, log: LogName::Office, method, path, time_ms };
        let token = self.keys.ask(&self.key, &question).await;
        token.map(|token| token.to_string()).map_err(|_| TransportError::Rejected { code: "reader-refused".to_owned() })
    }

    fn address(&self, org: &OrganisationId, path: &str) -> String {
        format!("{}/o/{}/office/{path}", self.http.base, self.http.name_of(org))
    }

    async fn get(&self, org: &OrganisationId, path: &str) -> Result<Answer, TransportError> {
        let token = self.token(org, "GET", path).await?;
        get_as(&self.address(org, path), Caching::Never, Some(&token)).await
    }

    async fn read(&self, org: &OrganisationId, path: &str) -> Result<Vec<u8>, TransportError> {
        let answer = self.get(org, path).await;
        self.http.learn(org, answer)
    }

    async fn post(&self, org: &OrganisationId, path: &str, content: &str) -> Result<Vec<u8>, TransportError> {
        let token = self.token(org, "POST", path).await?;
        let answer = post_as(&self.address(org, path), content, Some(&token)).await;
        self.http.learn(org, answer)
    }
}

impl Transport for OfficeTransport {
    async fn checkpoint(&self, org: &OrganisationId) -> Result<Offered, TransportError> {
        let answer = self.get(org, "checkpoint").await;
        let now_ms = answer.as_ref().ok().and_then(|answer| answer.time_ms);
        offered(&self.http.learn(org, answer)?, now_ms)
    }

    async fn tile(&self, org: &OrganisationId, tile: Tile) -> Result<Vec<u8>, TransportError> {
        self.read(org, &tile.path()).await
    }

    async fn keys(&self, org: &OrganisationId) -> Result<LogKeys, TransportError> {
        parse_keys(&self.read(org, "keys").await?)
    }

    async fn bundle(&self, org: &OrganisationId, tile: u64, width: u64) -> Result<Vec<u8>, TransportError> {
        self.read(org, &EntryBundle { index: tile, width }.path()).await
    }

    async fn bodies(&self, org: &OrganisationId, from: u64) -> Result<Vec<ServedBody>, TransportError> {
        parse_lines(&self.read(org, &format!("bodies/from/{from}")).await?)
    }

    async fn remembered(&self, org: &OrganisationId, request: &str) -> Result<Remembered, TransportError> {
        parse(&self.post(org, "remembered", request).await?)
    }

    async fn restore(&self, org: &OrganisationId, restore: &Restore) -> Result<Restored, TransportError> {
        parse(&self.post(org, "restore", &write(restore)?).await?)
    }

    async fn push(&self, org: &OrganisationId, push: &Push) -> Result<PushAnswer, TransportError> {
        parse(&self.post(org, "entries", &write(push)?).await?)
    }
}
