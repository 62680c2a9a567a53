//! What the server that keeps a log says with its own key: how far the logs below had come, and which files of the app
//! it hands out. Nothing in here is about a person.

use std::collections::BTreeSet;

use jiannuo_tlog::Hash;
use serde::{Deserialize, Serialize};

use super::{Words, WordsError, at_most, required};
use crate::hash::Digest;
use crate::id::OrganisationId;
use crate::limits::{
    MAX_EXACT_INTEGER, MAX_FILE_PATH_CHARACTERS, MAX_FIXED_CHILDREN, MAX_NAME_CHARACTERS, MAX_RELEASED_FILES,
};

/// How far one log below had come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedChild {
    /// Whose log.
    pub org: OrganisationId,
    /// How many entries it had.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

/// How far the logs below had come: each that has grown since the last time. The organisation's own identity among them
/// stands for its office log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildrenWords {
    /// In the order of their identities, each once.
    pub children: Vec<FixedChild>,
}

impl Words for ChildrenWords {
    fn check(&self) -> Result<(), WordsError> {
        at_most("children", self.children.len(), MAX_FIXED_CHILDREN)?;
        let impossible = || WordsError::Impossible { field: "children".to_owned() };
        if self.children.is_empty() {
            return Err(WordsError::Empty { field: "children".to_owned() });
        }
        let is_ordered = self.children.is_sorted_by(|one, next| one.org < next.org);
        let is_countable = |child: &FixedChild| (1..=MAX_EXACT_INTEGER.unsigned_abs()).contains(&child.size);
        if is_ordered && self.children.iter().all(is_countable) { Ok(()) } else { Err(impossible()) }
    }
}

/// One file of a release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasedFile {
    /// Its path below the server's address, with the first slash.
    pub path: String,
    /// SHA-256 of its content.
    pub sha256: Digest,
}

/// The files of the app from one build on, so that a changed app is as visible as a changed pledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseWords {
    /// The build's name.
    pub build: String,
    /// In the order of their paths, each once.
    pub files: Vec<ReleasedFile>,
}

impl Words for ReleaseWords {
    fn check(&self) -> Result<(), WordsError> {
        required("build", &self.build, MAX_NAME_CHARACTERS)?;
        at_most("files", self.files.len(), MAX_RELEASED_FILES)?;
        for file in &self.files {
            required("path", &file.path, MAX_FILE_PATH_CHARACTERS)?;
        }
        let paths: BTreeSet<_> = self.files.iter().map(|file| &file.path).collect();
        let is_ordered = self.files.is_sorted_by(|one, next| one.path < next.path);
        if is_ordered && !paths.is_empty() { Ok(()) } else { Err(WordsError::Impossible { field: "files".to_owned() }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(number: u8, size: u64) -> FixedChild {
        FixedChild { org: OrganisationId::from_bytes([number; 16]), size, root: Hash([number; 32]) }
    }

    #[test]
    fn d8_logs_below_are_told_in_order_and_once() {
        let told = |children| ChildrenWords { children }.to_body();
        assert!(told(vec![child(1, 5), child(2, 9)]).is_ok());
        for bad in [vec![], vec![child(2, 9), child(1, 5)], vec![child(1, 5), child(1, 6)], vec![child(1, 0)]] {
            assert!(told(bad).is_err());
        }
        let most: Vec<_> = (0..MAX_FIXED_CHILDREN).map(numbered).collect();
        assert!(told(most.clone()).is_ok(), "the bound fits into a body");
        assert!(told(most.into_iter().chain([numbered(MAX_FIXED_CHILDREN)]).collect()).is_err());
    }

    fn numbered(number: usize) -> FixedChild {
        let bytes = (number as u128).to_be_bytes();
        FixedChild {
            org: OrganisationId::from_bytes(bytes),
            size: MAX_EXACT_INTEGER.unsigned_abs(),
            root: Hash([7; 32]),
        }
    }

    #[test]
    fn d8_files_of_a_release_are_told_in_order_and_once() {
        let file = |path: &str| ReleasedFile { path: path.to_owned(), sha256: Digest::of(&[path.as_bytes()]) };
        let told = |files| ReleaseWords { build: "a1".to_owned(), files }.to_body();
        assert!(told(vec![file("/app/a.js"), file("/app/b.wasm")]).is_ok());
        for bad in [vec![], vec![file("/b"), file("/a")], vec![file("/a"), file("/a")], vec![file("")]] {
            assert!(told(bad).is_err());
        }
        let long = |number: usize| file(&format!("/{number:0>width$}", width = MAX_FILE_PATH_CHARACTERS - 1));
        assert!(told((0..MAX_RELEASED_FILES).map(long).collect()).is_ok(), "the bound fits into a body");
        assert!(told((0..=MAX_RELEASED_FILES).map(long).collect()).is_err());
    }
}
