//! What the log's tree has to read: the signed checkpoint, the tiles, the keys (spec rules W21 and W22).

use jiannuo_domain::hash::Digest;
use jiannuo_tlog::Tile;

use super::log_reads::not_found;
use super::store::StoreError;
use super::{Call, OrganisationLog};
use crate::reply::{JSON, OCTETS, REVALIDATE, Reply, TEXT};

/// The server's clock, in milliseconds since 1970, in every answer about the log's end.
const TIME_HEADER: &str = "jiannuo-time-ms";

impl OrganisationLog {
    /// The log's end as it has signed it.
    pub(super) fn checkpoint(&self, call: &Call) -> Result<Reply, StoreError> {
        let Some(checkpoint) = self.read(call, |log| log.checkpoint.clone())? else { return Ok(not_found()) };
        let reply = call.revalidated(TEXT, self.with_cosignatures(&checkpoint)?.into_bytes());
        Ok(reply.with(TIME_HEADER, call.now_ms.to_string()).with("access-control-expose-headers", TIME_HEADER))
    }

    /// All keys that the log has signed with.
    pub(super) fn keys(&self, call: &Call) -> Result<Reply, StoreError> {
        let keys = self.read(call, |log| log.keys.clone())?;
        if keys.keys.is_empty() {
            return Ok(not_found());
        }
        let json = serde_json::to_vec(&keys).map_err(|error| StoreError::Engine(error.to_string()))?;
        Ok(call.revalidated(JSON, json))
    }

    /// A tile of the tree, or its first hashes.
    pub(super) fn tile(&self, call: &Call, tile: Tile, query: Option<&str>) -> Result<Reply, StoreError> {
        if self.read(call, |log| log.checkpoint.is_none())? {
            return Ok(not_found());
        }
        Ok(match self.store.tile(tile)? {
            Some(hashes) => call.unchanging(OCTETS, hashes, query),
            None => not_found(),
        })
    }
}

impl Call {
    /// What is asked for anew each time.
    fn revalidated(&self, media_type: &str, content: Vec<u8>) -> Reply {
        let etag = format!("\"{}\"", Digest::of(&[&content]));
        if self.has(&etag) {
            return Reply::not_modified(&etag, REVALIDATE);
        }
        Reply::content(media_type, content).with("etag", etag).with("cache-control", REVALIDATE)
    }
}
