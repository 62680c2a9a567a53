//! Archives: a whole log in a folder of plain files, laid out like its public addresses (spec rule W29).
//!
//! ```text
//! archive.json              what this is, and the SHA-256 of the files that no signature vouches for
//! log/checkpoint, log/keys  as served
//! log/tile/…                tiles and entry bundles, as served
//! log/bodies/from/N         the words of the entries N to N + 255, a line of JSON each, with the entry's index
//! log/blobs/HASH            the files that words name, each under its salted hash, as served
//! board.json                the board of the day, as served; absent where it was of other entries
//! incoming/                 what a run has fetched and not taken over yet
//! against-…/                what contradicted the archive: evidence
//! ```
//!
//! Deliberately absent: any judgement; an archive is a [`jiannuo_verify::Source`] like every other.
//! **Invariant:** the archive is replaced only by what holds and continues it. What has been fetched stays apart until it
//! was checked as a whole, then is taken over file by file; `incoming/archive.json` says that it holds, so that a run that
//! is killed in between is ended by the next one, and read through meanwhile.

mod bodies;
mod download;
mod folder;
mod manifest;
mod run;
mod source;

pub(crate) use bodies::{ArchivedBody, body_lines};
pub(crate) use folder::Folder;
pub(crate) use manifest::Manifest;
pub(crate) use run::{check, run};
pub(crate) use source::ArchiveSource;

/// How an archive that is there is seen.
pub(crate) const VIEW: folder::View = folder::View::Archive;

/// Where the manifest is.
const MANIFEST_PATH: &str = "archive.json";
/// Where the checkpoint is.
pub(crate) const CHECKPOINT_PATH: &str = "log/checkpoint";
/// Where the keys are.
pub(crate) const KEYS_PATH: &str = "log/keys";
/// Where the board is.
const BOARD_PATH: &str = "board.json";

/// Where files are.
const BLOBS: &str = "log/blobs/";

/// Where a file is.
pub(crate) fn blob_file(hash: &jiannuo_domain::hash::Digest) -> String {
    format!("{BLOBS}{hash}")
}

/// Where the words of the entries of a bundle are.
fn bodies_path(bundle: u64) -> String {
    format!("log/bodies/from/{}", bundle * jiannuo_domain::limits::BUNDLE_ENTRIES)
}
