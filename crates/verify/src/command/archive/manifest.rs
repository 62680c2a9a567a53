//! The manifest: what an archive is of, and the hashes of the files that no signature vouches for.
//!
//! The hashes, its own included, are there against damage by accident; who alters an archive on purpose can write them
//! anew. What matters then is signed: entries, words, tree and checkpoint.

use std::collections::BTreeMap;

use jiannuo_domain::day::Day;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_tlog::Hash;
use serde::{Deserialize, Serialize};

/// The layout of the folder that this version reads and writes.
pub(crate) const FORMAT: u32 = 1;

/// Bytes of a manifest: an address and a slug of 2 kB each, three hashes and small change, four times over.
pub(crate) const MAX_MANIFEST_BYTES: usize = 16 * 1024;

/// What an archive is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// [`FORMAT`].
    pub(crate) format: u32,
    /// The log's name.
    pub(crate) origin: String,
    /// The organisation.
    pub(crate) org: OrganisationId,
    /// Its name in addresses, where it could be found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) slug: Option<String>,
    /// Where it was archived from.
    pub(crate) address: String,
    /// Entries.
    pub(crate) size: u64,
    /// Root of the tree over them.
    pub(crate) root: Hash,
    /// When, by the clock of whoever archived it, in milliseconds since 1970.
    pub(crate) archived_ms: i64,
    /// The day of the board that is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) board_day: Option<Day>,
    /// SHA-256 of checkpoint, keys and board.
    pub(crate) files: BTreeMap<String, Digest>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    manifest: Manifest,
    /// SHA-256 of the manifest as it is written here.
    sha256: Digest,
}

impl Manifest {
    /// The file's content, one line.
    pub(crate) fn to_text(&self) -> Result<String, String> {
        let text = |error: serde_json::Error| error.to_string();
        let sha256 = Digest::of(&[&serde_json::to_vec(self).map_err(text)?]);
        let sealed = Sealed { manifest: self.clone(), sha256 };
        Ok(format!("{}\n", serde_json::to_string(&sealed).map_err(text)?))
    }

    /// Reads exactly what [`Manifest::to_text`] makes.
    pub(crate) fn from_text(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct AnyFormat {
            manifest: HasFormat,
        }
        #[derive(Deserialize)]
        struct HasFormat {
            format: u32,
        }
        let damaged = |error: serde_json::Error| format!("it is damaged: {error}");
        let AnyFormat { manifest: HasFormat { format } } = serde_json::from_str(text).map_err(damaged)?;
        if format != FORMAT {
            return Err(format!("it is of format {format}, this version reads format {FORMAT}"));
        }
        let Sealed { manifest, .. } = serde_json::from_str(text).map_err(damaged)?;
        if manifest.to_text()? == text { Ok(manifest) } else { Err("it is damaged: its hash is another".to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn w29_every_changed_byte_of_a_manifest_is_noticed() {
        let org = OrganisationId::from_bytes([7; 16]);
        let manifest = Manifest {
            format: FORMAT,
            origin: format!("jiannuo/{org}/public"),
            org,
            slug: Some("liuxi".to_owned()),
            address: "https://example.org/o/liuxi/".to_owned(),
            size: 5,
            root: Hash([1; 32]),
            archived_ms: 1_700_000_000_000,
            board_day: "2026-06-01".parse().ok(),
            files: [("log/keys".to_owned(), Digest::of(&[b"keys"]))].into(),
        };
        let text = manifest.to_text().unwrap();
        assert_eq!(Manifest::from_text(&text).unwrap(), manifest);
        for place in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.clone().into_bytes();
                bytes[place] ^= 1 << bit;
                let altered = String::from_utf8(bytes).map_err(|error| error.to_string());
                assert!(altered.and_then(|text| Manifest::from_text(&text)).is_err(), "byte {place} bit {bit}");
            }
        }
        let newer = text.replace("\"format\":1", "\"format\":2");
        assert!(Manifest::from_text(&newer).unwrap_err().contains("format 2"));
    }
}
