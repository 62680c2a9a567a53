//! The folder of an archive: files that are whole or not there, and the step by which what was fetched becomes the archive.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use jiannuo_domain::hash::Digest;

use super::manifest::{MAX_MANIFEST_BYTES, Manifest};
use super::{BLOBS, MANIFEST_PATH};

/// What has been fetched and not taken over yet.
const INCOMING: &str = "incoming";
/// What a kept contradiction's folder begins with.
const AGAINST: &str = "against-";
/// Locked by whoever writes; its content means nothing.
const LOCK: &str = "lock";

/// Which files are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// The archive; through what a killed run has checked and not taken over to its end.
    Archive,
    /// What was fetched, and the archive where nothing was.
    Fetched,
    /// What was fetched, alone.
    FetchedOnly,
}

/// A folder.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at a path; nothing is looked at yet.
    pub(crate) fn at(path: &Path) -> Self {
        Self { root: path.to_owned() }
    }

    /// Makes the folder where it is not there, refuses one with other things in it, and keeps other writers away while the
    /// answer lives.
    pub(crate) fn lock(&self) -> Result<File, String> {
        fs::create_dir_all(&self.root).map_err(|error| self.named("", &error))?;
        let is_ours = |name: &str| name == LOCK || name == INCOMING || name.starts_with(AGAINST);
        if !self.root.join(MANIFEST_PATH).exists() {
            for entry in fs::read_dir(&self.root).map_err(|error| self.named("", &error))?.flatten() {
                let name = entry.file_name();
                if !is_ours(&name.to_string_lossy()) {
                    let folder = self.root.display();
                    return Err(format!("{folder} is no archive and not empty: name another folder"));
                }
            }
        }
        let lock = OpenOptions::new().create(true).append(true).open(self.root.join(LOCK));
        let lock = lock.map_err(|error| self.named(LOCK, &error))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(format!("{} is being written by another run", self.root.display())),
            Err(TryLockError::Error(error)) => Err(self.named(LOCK, &error)),
        }
    }

    /// What is archived here; nothing in an empty folder.
    pub(crate) fn manifest(&self) -> Result<Option<Manifest>, String> {
        let Some(content) = self.read(View::Archive, MANIFEST_PATH, MAX_MANIFEST_BYTES)? else { return Ok(None) };
        let text = String::from_utf8(content).map_err(|_| "it is damaged: not UTF-8".to_owned());
        let manifest = text.and_then(|text| Manifest::from_text(&text));
        manifest.map(Some).map_err(|why| format!("{}: {why}", self.root.join(MANIFEST_PATH).display()))
    }

    /// A file; nothing where it is not there.
    pub(crate) fn read(&self, view: View, path: &str, limit_bytes: usize) -> Result<Option<Vec<u8>>, String> {
        let Some(place) = self.places(view, path).into_iter().find(|place| place.is_file()) else { return Ok(None) };
        let mut content = Vec::new();
        let limit = limit_bytes as u64;
        let read = File::open(&place).and_then(|file| file.take(limit + 1).read_to_end(&mut content));
        read.map_err(|error| self.named(path, &error))?;
        if content.len() > limit_bytes {
            return Err(format!("{}: more than {limit_bytes} bytes", place.display()));
        }
        Ok(Some(content))
    }

    /// Whether a file is there.
    pub(crate) fn has(&self, view: View, path: &str) -> bool {
        self.places(view, path).iter().any(|place| place.is_file())
    }

    fn places(&self, view: View, path: &str) -> Vec<PathBuf> {
        let (fetched, archived) = (self.root.join(INCOMING).join(path), self.root.join(path));
        match view {
            View::FetchedOnly => vec![fetched],
            View::Fetched => vec![fetched, archived],
            View::Archive if self.is_checked() => vec![fetched, archived],
            View::Archive => vec![archived],
        }
    }

    /// Whether what was fetched holds and is being taken over.
    fn is_checked(&self) -> bool {
        self.root.join(INCOMING).join(MANIFEST_PATH).is_file()
    }

    /// Writes a fetched file, on disk when this returns.
    pub(crate) fn write(&self, path: &str, content: &[u8]) -> Result<(), String> {
        let place = self.root.join(INCOMING).join(path);
        write_durably(&place, content).map_err(|error| self.named(path, &error))
    }

    /// Drops what a killed run has fetched and this one has no use for.
    pub(crate) fn keep_fetched(&self, is_wanted: impl Fn(&str) -> bool) -> Result<(), String> {
        for path in self.fetched()? {
            if !is_wanted(&path) {
                let place = self.root.join(INCOMING).join(&path);
                fs::remove_file(place).map_err(|error| self.named(&path, &error))?;
            }
        }
        Ok(())
    }

    /// Makes what was fetched the archive, or ends what a killed run has begun. Done again it does nothing.
    pub(crate) fn take_over(&self) -> Result<(), String> {
        if !self.is_checked() {
            return Ok(());
        }
        // The manifest last: as long as it is there, what was fetched is read through.
        let last = |path: &String| path == MANIFEST_PATH;
        let (manifest, files): (Vec<_>, Vec<_>) = self.fetched()?.into_iter().partition(last);
        for path in files.iter().chain(&manifest) {
            let (from, to) = (self.root.join(INCOMING).join(path), self.root.join(path));
            rename_durably(&from, &to).map_err(|error| self.named(path, &error))?;
        }
        fs::remove_dir_all(self.root.join(INCOMING)).map_err(|error| self.named(INCOMING, &error))
    }

    /// Removes files that the archive has no use for any more.
    pub(crate) fn remove(&self, paths: impl IntoIterator<Item = String>) -> Result<(), String> {
        for path in paths {
            let place = self.root.join(&path);
            match fs::remove_file(&place) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(self.named(&path, &error)),
                _ => {}
            }
            // The folder of partial tiles, once the last of them is gone.
            if let Some(parent) = place.parent().filter(|parent| parent.extension().is_some_and(|end| end == "p")) {
                let _is_not_empty = fs::remove_dir(parent);
            }
        }
        Ok(())
    }

    /// Puts what was fetched aside as evidence, without words, with what was found; the name of its folder.
    pub(crate) fn keep_against(&self, checkpoint: &str, report: &[u8]) -> Result<PathBuf, String> {
        let hash = Digest::of(&[checkpoint.as_bytes()]).to_string();
        let place = self.root.join(format!("{AGAINST}{}", hash.get(..16).unwrap_or(&hash)));
        let is_words = |path: &str| path.starts_with("log/bodies/") || path.starts_with(BLOBS);
        self.keep_fetched(|path| !is_words(path) && path != MANIFEST_PATH)?;
        for path in self.fetched()? {
            let from = self.root.join(INCOMING).join(&path);
            rename_durably(&from, &place.join(&path)).map_err(|error| self.named(&path, &error))?;
        }
        write_durably(&place.join("report.json"), report).map_err(|error| self.named(AGAINST, &error))?;
        let _was_not_there = fs::remove_dir_all(self.root.join(INCOMING));
        Ok(place)
    }

    /// The paths of all fetched files.
    fn fetched(&self) -> Result<Vec<String>, String> {
        self.below(&self.root.join(INCOMING), "")
    }

    /// The paths of the archive's files below one of its folders.
    pub(crate) fn archived(&self, folder: &str) -> Result<Vec<String>, String> {
        self.below(&self.root, folder)
    }

    fn below(&self, base: &Path, folder: &str) -> Result<Vec<String>, String> {
        let (mut found, mut open) = (Vec::new(), vec![base.join(folder)]);
        while let Some(next) = open.pop() {
            let entries = match fs::read_dir(&next) {
                Ok(entries) => entries,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(self.named(INCOMING, &error)),
            };
            for entry in entries {
                let path = entry.map_err(|error| self.named(INCOMING, &error))?.path();
                if path.is_dir() {
                    open.push(path);
                } else if let Some(name) = path.strip_prefix(base).ok().and_then(Path::to_str) {
                    found.push(name.to_owned());
                }
            }
        }
        Ok(found)
    }

    /// The path of the folder.
    pub(crate) fn path(&self) -> &Path {
        &self.root
    }

    fn named(&self, path: &str, error: &std::io::Error) -> String {
        format!("{}: {error}", self.root.join(path).display())
    }
}

fn write_durably(place: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = place.parent().unwrap_or(place);
    fs::create_dir_all(folder)?;
    let begun = place.with_added_extension("new");
    let mut file = File::create(&begun)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&begun, place)?;
    File::open(folder)?.sync_all()
}

fn rename_durably(from: &Path, to: &Path) -> std::io::Result<()> {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder)?;
    fs::rename(from, to)?;
    File::open(folder)?.sync_all()
}
