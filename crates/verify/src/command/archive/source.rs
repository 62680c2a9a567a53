//! An archive as a source of public addresses.

use std::cell::RefCell;
use std::collections::HashSet;

use jiannuo_domain::hash::Digest;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_domain::push::ServedBody;
use jiannuo_verify::limits::MAX_BODY_ANSWER_BYTES;
use jiannuo_verify::{Answer, Source, SourceError};

use super::bodies::lines;
use super::folder::View;
use super::{ArchivedBody, BOARD_PATH, Folder, bodies_path};

/// The words of 256 entries, each as long as can be.
pub(super) const MAX_BODIES_FILE_BYTES: usize = BUNDLE_ENTRIES as usize * MAX_BODY_ANSWER_BYTES;

/// Bytes of words in one answer, as a server gives them.
const BATCH_BYTES: usize = 1024 * 1024;

/// An archive, read as a server would answer.
pub(crate) struct ArchiveSource<'a> {
    folder: &'a Folder,
    view: View,
    size: u64,
    /// The server, to be asked whether what was erased is gone there; nobody when an archive is read alone.
    server: Option<&'a dyn Source>,
    /// What the archive says was erased, once it was read through.
    erased: RefCell<Option<HashSet<Digest>>>,
}

impl<'a> ArchiveSource<'a> {
    /// A view of a folder with so many entries.
    pub(crate) fn new(folder: &'a Folder, view: View, size: u64, server: Option<&'a dyn Source>) -> Self {
        Self { folder, view, size, server, erased: RefCell::new(None) }
    }

    /// The words of the entries from an index to the end of its bundle; a line that is none is given as it is.
    pub(crate) fn bodies(&self, index: u64) -> Result<Vec<Result<ArchivedBody, Vec<u8>>>, SourceError> {
        let path = bodies_path(index / BUNDLE_ENTRIES);
        let content = self.read(&path, MAX_BODIES_FILE_BYTES)?.unwrap_or_default();
        let read = lines(&content).map(|line| ArchivedBody::from_line(line).ok_or_else(|| line.to_vec()));
        Ok(read.filter(|body| body.as_ref().map_or(true, |body| body.index >= index)).collect())
    }

    /// A file of the archive.
    pub(crate) fn read(&self, path: &str, limit_bytes: usize) -> Result<Option<Vec<u8>>, SourceError> {
        self.folder.read(self.view, path, limit_bytes).map_err(SourceError::Unreachable)
    }

    /// A batch of words as a server gives it.
    fn batch(&self, index: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let Ok(index) = index.parse::<u64>() else { return Ok(None) };
        let mut batch = Vec::new();
        for body in self.bodies(index)? {
            let line = match body {
                Ok(body) => serde_json::to_vec(&body.served).unwrap_or_default(),
                // No line that anybody could read.
                Err(line) => [b"?".as_slice(), &line].concat(),
            };
            if !batch.is_empty() && batch.len() + line.len() > BATCH_BYTES {
                break;
            }
            batch.extend_from_slice(&line);
            batch.push(b'\n');
        }
        Ok(Some(batch))
    }

    fn body(&self, hash: &str, limit_bytes: usize) -> Result<Answer, SourceError> {
        let gone = Answer { status: 410, content: Vec::new() };
        if !hash.parse().is_ok_and(|hash| self.is_erased(&hash)) {
            return Ok(Answer { status: 404, content: Vec::new() });
        }
        match self.server {
            Some(server) => server.get(&format!("log/bodies/{hash}"), limit_bytes),
            None => Ok(gone),
        }
    }

    fn is_erased(&self, hash: &Digest) -> bool {
        let mut erased = self.erased.borrow_mut();
        let read = || {
            let bundles = 0..self.size.div_ceil(BUNDLE_ENTRIES);
            let bodies = bundles.flat_map(|bundle| self.bodies(bundle * BUNDLE_ENTRIES).unwrap_or_default());
            bodies
                .filter_map(|body| match body.ok()?.served {
                    ServedBody::Erased { hash, .. } => Some(hash),
                    ServedBody::Present { .. } => None,
                })
                .collect()
        };
        erased.get_or_insert_with(read).contains(hash)
    }
}

impl Source for ArchiveSource<'_> {
    fn get(&self, path: &str, limit_bytes: usize) -> Result<Answer, SourceError> {
        if path.starts_with('/') {
            return Err(SourceError::Unreachable("an archive is of a log, not of the server's files".to_owned()));
        }
        let content = match path.split_once('?') {
            // The board that there is, whatever day is asked for; its day is compared.
            Some((BOARD_PATH, _)) => self.read(BOARD_PATH, limit_bytes)?,
            _ if path.starts_with("blobs/") => self.read(&format!("log/{path}"), limit_bytes)?,
            _ => match (path.strip_prefix("log/bodies/from/"), path.strip_prefix("log/bodies/")) {
                (Some(index), _) => self.batch(index)?,
                (None, Some(hash)) => return self.body(hash, limit_bytes),
                (None, None) => self.read(path, limit_bytes)?,
            },
        };
        Ok(match content {
            Some(content) => Answer { status: 200, content },
            None => Answer { status: 404, content: Vec::new() },
        })
    }
}
