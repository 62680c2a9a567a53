//! The log's read path: entry bundles and bodies; what the tree has is in [`super::tree_reads`]. Anybody may read it, from
//! any page.

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::leaf;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_tlog::{EntryBundle, Tile};

use super::store::StoreError;
use super::{Call, OrganisationLog};
use crate::reply::{IMMUTABLE, JSON, JSON_LINES, OCTETS, REVALIDATE, Reply};

/// Entries whose bodies one answer brings: those of one bundle.
const BODIES_A_BATCH: u64 = BUNDLE_ENTRIES;

/// Bytes of words that one answer brings, if more than one body has them: 256 ordinary bodies of 1 kB four times over,
/// where 256 of the longest would be 16 MiB. Readers go on after the last one that came.
const BODIES_A_BATCH_BYTES: u64 = 1024 * 1024;

impl OrganisationLog {
    /// An address below `log/`.
    pub(super) fn read_log(&self, call: &Call, path: &str, query: Option<&str>) -> Result<Reply, StoreError> {
        let reply = if path == "checkpoint" {
            self.checkpoint(call)?
        } else if path == "keys" {
            self.keys(call)?
        } else if let Some(bundle) = EntryBundle::from_path(path) {
            self.bundle(call, bundle, query)?
        } else if let Some(tile) = Tile::from_path(path) {
            self.tile(call, tile, query)?
        } else if let Some(from) = path.strip_prefix("bodies/from/") {
            self.bodies(call, from)?
        } else if let Some(digest) = path.strip_prefix("bodies/") {
            self.body(call, digest)?
        } else {
            not_found()
        };
        Ok(reply.readable_by_anybody())
    }

    fn bundle(&self, call: &Call, bundle: EntryBundle, query: Option<&str>) -> Result<Reply, StoreError> {
        let size = self.read(call, |log| log.tiles.size())?;
        if bundle.end() > size {
            return Ok(not_found());
        }
        let leaves = self.store.leaves(bundle.first(), bundle.width)?;
        let content =
            leaf::to_bundle(leaves.iter().map(String::as_bytes)).map_err(|_| StoreError::Damaged(bundle.first()))?;
        Ok(call.unchanging(OCTETS, content, query))
    }

    fn body(&self, call: &Call, digest: &str) -> Result<Reply, StoreError> {
        let Ok(digest) = digest.parse::<Digest>() else { return Ok(not_found()) };
        let Some(found) = self.store.body(&digest)? else { return Ok(not_found()) };
        let Some(body) = found else {
            return Ok(Reply::error(410, "erased"));
        };
        // The hash names the content; what can change is only whether it is still there, so caches must ask.
        let etag = format!("\"{digest}\"");
        if call.has(&etag) {
            return Ok(Reply::not_modified(&etag, REVALIDATE));
        }
        Ok(Reply::json(200, &body).with("etag", etag).with("cache-control", REVALIDATE))
    }

    fn bodies(&self, call: &Call, from: &str) -> Result<Reply, StoreError> {
        let Some(from) = from.parse::<u64>().ok().filter(|index| index.to_string() == from) else {
            return Ok(not_found());
        };
        let mut lines = String::new();
        for body in self.store.bodies(from, BODIES_A_BATCH, BODIES_A_BATCH_BYTES)? {
            lines.push_str(&serde_json::to_string(&body).map_err(|_| StoreError::Damaged(from))?);
            lines.push('\n');
        }
        let etag = format!("\"{}\"", Digest::of(&[lines.as_bytes()]));
        if call.has(&etag) {
            return Ok(Reply::not_modified(&etag, REVALIDATE));
        }
        Ok(Reply::content(JSON_LINES, lines).with("etag", etag).with("cache-control", REVALIDATE))
    }
}

/// Whether a question names the organisation. A bundle, a partial one too, is the same for ever for that organisation,
/// whereas a slug at some host may be another organisation's once a store was made anew.
fn names_organisation(query: Option<&str>, org: OrganisationId) -> bool {
    query.and_then(|query| query.strip_prefix("org=")).is_some_and(|named| named.parse() == Ok(org))
}

impl Call {
    /// What never changes under an address that names the organisation.
    pub(super) fn unchanging(&self, media_type: &str, content: Vec<u8>, query: Option<&str>) -> Reply {
        let etag = format!("\"{}\"", Digest::of(&[&content]));
        let cache_control = if names_organisation(query, self.org) { IMMUTABLE } else { REVALIDATE };
        if self.has(&etag) {
            return Reply::not_modified(&etag, cache_control);
        }
        Reply::content(media_type, content).with("etag", etag).with("cache-control", cache_control)
    }

    /// Whether the reader has what a validator stands for.
    pub(super) fn has(&self, etag: &str) -> bool {
        self.if_none_match.as_deref().is_some_and(|said| matches(said, etag))
    }
}

/// Whether a validator is among those of an `If-None-Match` header; weak and strong ones compare alike there.
pub(crate) fn matches(said: &str, etag: &str) -> bool {
    said.trim() == "*" || said.split(',').any(|one| one.trim().trim_start_matches("W/") == etag)
}

/// Nothing here; JSON, because the log is read by machines.
pub(super) fn not_found() -> Reply {
    Reply::error(404, "not-found").with("content-type", JSON)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w7_validators_are_compared_one_by_one() {
        assert!(matches("\"a\"", "\"a\""));
        assert!(matches("\"b\", W/\"a\"", "\"a\""));
        assert!(matches("*", "\"a\""));
        assert!(!matches("\"ab\"", "\"a\""));
        assert!(!matches("", "\"a\""));
    }
}
