//! Stores: a folder that holds one installation's data, and the marker that says so.
//!
//! A folder without a marker is never taken for a store and never becomes one by being named: a typing
//! mistake in `--data`, or a disk that is not mounted, must not look like an empty installation.
//! The marker holds the public half of the founding code; the code itself is printed once and kept nowhere. It also says
//! whether the store has seeds of its logs' keys ([`crate::log_keys`]): where they were and are gone, new ones would leave
//! every log without a key that its readers know.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::log_keys::LogKeys;

const MARKER: &str = "jiannuo-store.json";
/// Locked by whoever works with the store; its content means nothing.
const LOCK: &str = "lock";
/// In the marker: the store has a file of seeds.
const LOG_KEYS_FIELD: &str = "log_keys";
/// The layout of the folder that this version reads and writes.
const FORMAT: u64 = 1;

/// A folder with a marker that this version understands.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    marker: Value,
}

impl Store {
    /// Opens the store in a folder.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(MARKER);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => bail!(
                "{} is not a store: it has no {MARKER}.\n\
                 If your data should be there, check the path and that its disk is mounted.\n\
                 To start a new, empty store there, add --new.",
                folder.display()
            ),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        let marker: Value = serde_json::from_str(&text)
            .with_context(|| format!("{} is damaged: put it back from a backup", path.display()))?;
        let format = marker["format"].as_u64();
        ensure!(
            format == Some(FORMAT),
            "{} says format {}, this version reads format {FORMAT}",
            path.display(),
            marker["format"]
        );
        Ok(Self { folder: folder.to_path_buf(), marker })
    }

    /// Makes a new store in a folder that is empty or not there yet.
    pub fn create(folder: &Path, founding_key: Option<&str>) -> Result<Self> {
        Self::check_free(folder)?;
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let created = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let marker = json!({
            "format": FORMAT,
            "created": created,
            "founding_key": founding_key,
            LOG_KEYS_FIELD: true,
        });
        // The marker last: a folder without it is no store, whatever a power cut has left in it.
        LogKeys::create(folder)?;
        write_durably(&folder.join(MARKER), &format!("{marker:#}\n"))?;
        Self::open(folder)
    }

    /// Refuses a folder in which `create` would touch what somebody put there.
    pub fn check_free(folder: &Path) -> Result<()> {
        if folder.join(MARKER).exists() {
            bail!("{} holds a store already: leave --new out to open it", folder.display());
        }
        match fs::read_dir(folder) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    bail!("{} is not empty: --new starts a store only in an empty folder", folder.display());
                }
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error).with_context(|| format!("cannot list {}", folder.display())),
        }
    }

    /// The public key of the founding code.
    pub fn founding_key(&self) -> Option<&str> {
        self.marker["founding_key"].as_str()
    }

    /// A text that the operator has put beside the engine's folder: `witness` or `log-policy`.
    pub fn text(&self, name: &str) -> Result<Option<String>> {
        let path = self.folder.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// The seeds of the logs' keys; made now, and told, for a store of a version that had none.
    pub fn log_keys(&mut self) -> Result<LogKeys> {
        let had_keys = self.marker[LOG_KEYS_FIELD] == true;
        if LogKeys::exist(&self.folder) || had_keys {
            let keys = LogKeys::open(&self.folder).context("the logs of this store cannot go on without their keys")?;
            if !had_keys {
                self.note_log_keys()?;
            }
            return Ok(keys);
        }
        let keys = LogKeys::create(&self.folder)?;
        self.note_log_keys()?;
        println!("The logs of this store sign from now on. Their keys are in {}/log-keys:", self.folder.display());
        println!("keep a copy of that file where nobody else finds it.");
        Ok(keys)
    }

    fn note_log_keys(&mut self) -> Result<()> {
        self.marker[LOG_KEYS_FIELD] = Value::Bool(true);
        let unfinished = self.folder.join(format!("{MARKER}.new"));
        if unfinished.exists() {
            fs::remove_file(&unfinished)?;
        }
        write_durably(&unfinished, &format!("{:#}\n", self.marker))?;
        fs::rename(&unfinished, self.folder.join(MARKER))?;
        File::open(&self.folder)?.sync_all()?;
        Ok(())
    }

    /// Keeps everybody else away from the store while the answer lives; the system lets go of it when the process ends.
    pub fn lock(&self) -> Result<File> {
        let lock = OpenOptions::new().create(true).append(true).open(self.folder.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => bail!("{} is being served: stop that first", self.folder.display()),
            Err(TryLockError::Error(error)) => Err(error).context("cannot lock the store"),
        }
    }

    /// The store's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the engine keeps the Durable Objects.
    pub fn objects(&self) -> PathBuf {
        self.folder.join("objects")
    }
}

fn write_durably(path: &Path, text: &str) -> Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("jiannuo-store-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn a_folder_without_a_marker_is_an_error_and_stays_as_it_was() {
        let folder = folder("missing");
        let error = Store::open(&folder).unwrap_err().to_string();
        assert!(error.contains("--new"), "{error}");
        assert!(!folder.exists());
    }

    #[test]
    fn a_new_store_opens_again_with_its_founding_key() {
        let folder = folder("new");
        Store::create(&folder, Some("key")).unwrap();
        assert_eq!(Store::open(&folder).unwrap().founding_key(), Some("key"));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn new_refuses_a_store_and_a_folder_with_files() {
        let folder = folder("taken");
        Store::create(&folder, None).unwrap();
        let before = fs::read(folder.join(MARKER)).unwrap();
        assert!(Store::create(&folder, None).unwrap_err().to_string().contains("already"));
        assert_eq!(fs::read(folder.join(MARKER)).unwrap(), before);
        fs::remove_file(folder.join(MARKER)).unwrap();
        fs::write(folder.join("letter.txt"), "mine").unwrap();
        assert!(Store::create(&folder, None).unwrap_err().to_string().contains("not empty"));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_new_store_has_the_keys_of_its_logs_and_an_older_one_gets_them_once() {
        let folder = folder("keys");
        let made = Store::create(&folder, None).unwrap().log_keys().unwrap();
        assert_eq!(Store::open(&folder).unwrap().log_keys().unwrap(), made);
        fs::remove_file(folder.join("log-keys")).unwrap();
        let error = format!("{:#}", Store::open(&folder).unwrap().log_keys().unwrap_err());
        assert!(error.contains("cannot go on without their keys"), "{error}");
        fs::write(folder.join(MARKER), "{\"format\":1,\"founding_key\":\"key\"}").unwrap();
        let given = Store::open(&folder).unwrap().log_keys().unwrap();
        assert_ne!(given, made);
        let mut again = Store::open(&folder).unwrap();
        assert_eq!((again.log_keys().unwrap(), again.founding_key()), (given, Some("key")));
        fs::remove_file(folder.join("log-keys")).unwrap();
        assert!(Store::open(&folder).unwrap().log_keys().is_err(), "given once");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_store_is_one_processs_at_a_time() {
        let folder = folder("lock");
        let store = Store::create(&folder, None).unwrap();
        let lock = store.lock().unwrap();
        assert!(Store::open(&folder).unwrap().lock().unwrap_err().to_string().contains("being served"));
        drop(lock);
        Store::open(&folder).unwrap().lock().unwrap();
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn another_format_and_a_damaged_marker_are_refused() {
        let folder = folder("format");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(MARKER), "{\"format\":2}").unwrap();
        assert!(Store::open(&folder).unwrap_err().to_string().contains("format 2"));
        fs::write(folder.join(MARKER), "{\"form").unwrap();
        assert!(Store::open(&folder).unwrap_err().to_string().contains("damaged"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
