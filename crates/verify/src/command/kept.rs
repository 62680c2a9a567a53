//! What is kept between checks of one address: the last checkpoint that held, and the key that it was signed by.
//!
//! Named by the address and not by what the server says: otherwise a server could show a log that nothing was kept of.
//! **Invariant:** a checkpoint replaces the kept one only when everything held; one that does not fit is kept beside it,
//! because the two together show what the log did.

use std::fs;
use std::path::{Path, PathBuf};

use jiannuo_domain::hash::Digest;
use jiannuo_tlog::VerifierKey;
use jiannuo_tlog::note::MAX_NOTE_BYTES;
use jiannuo_verify::{Report, Verdict};

use crate::arguments::read_file;

/// Characters of an address in a file's name; what is longer is told apart by its hash.
const MAX_NAME_BYTES: usize = 100;

/// The folder with what was read from it.
pub(crate) struct Kept {
    folder: PathBuf,
    name: String,
    /// The note of the last check.
    pub(crate) checkpoint: Option<Vec<u8>>,
    /// The key of the last check.
    pub(crate) key: Option<VerifierKey>,
}

impl Kept {
    /// Reads what was kept for an address; a folder that is not there is made.
    pub(crate) fn open(folder: &Path, address: &str) -> Result<Self, String> {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut kept = Self { folder: folder.to_owned(), name: file_name(address), checkpoint: None, key: None };
        let read = |path: PathBuf| path.exists().then(|| read_file(&path, MAX_NOTE_BYTES)).transpose();
        kept.checkpoint = read(kept.path("checkpoint"))?;
        if let Some(key) = read(kept.path("key"))? {
            let path = kept.path("key");
            let key = String::from_utf8_lossy(&key).trim_end().parse();
            kept.key = Some(key.map_err(|error| format!("{}: {error}", path.display()))?);
        }
        Ok(kept)
    }

    /// Keeps what a check came to.
    pub(crate) fn remember(&self, report: &Report) -> Result<(), String> {
        let Some(head) = &report.checkpoint else { return Ok(()) };
        match report.verdict {
            Verdict::Holds => {
                self.write("checkpoint", &head.note)?;
                report.key.as_ref().map_or(Ok(()), |key| self.write("key", &format!("{}\n", key.vkey)))
            }
            // One for each that was shown: evidence is not written over.
            Verdict::DoesNotHold => {
                let hash = Digest::of(&[head.note.as_bytes()]).to_string();
                self.write(&format!("against-{}", hash.get(..16).unwrap_or(&hash)), &head.note)
            }
            Verdict::NotChecked => Ok(()),
        }
    }

    fn path(&self, part: &str) -> PathBuf {
        self.folder.join(format!("{}.{part}", self.name))
    }

    /// Whole or not at all: a check that is interrupted loses nothing.
    fn write(&self, part: &str, content: &str) -> Result<(), String> {
        let path = self.path(part);
        let begun = self.path(&format!("{part}.new"));
        let written = fs::write(&begun, content).and_then(|()| fs::rename(&begun, &path));
        written.map_err(|error| format!("{}: {error}", path.display()))
    }
}

fn file_name(address: &str) -> String {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/');
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' };
    let name: String = address.chars().map(plain).take(MAX_NAME_BYTES).collect();
    let hash = Digest::of(&[address.as_bytes()]).to_string();
    format!("{name}.{}", hash.get(..8).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_its_own_file_and_none_leaves_the_folder() {
        assert!(file_name("https://example.org/o/liuxi/").starts_with("example.org_o_liuxi."));
        assert_ne!(file_name("http://a/o/b-c/"), file_name("http://a/o/b_c/"));
        assert!(!file_name("http://../../etc/passwd").contains('/'));
        assert_eq!(file_name("http://a/o/b/"), file_name("https://a/o/b"));
    }
}
