//! The seeds from which the logs of a store have their signing keys, in the file `log-keys` of the store's folder.
//!
//! One seed a line, 64 hexadecimal digits, newest first; a second line only while keys are changed. The file is beside
//! the engine's own folder, never in it: the worker gets the seeds as a binding and stores none. Whoever has the file
//! can speak for every log of the store, so nobody else may read it; whoever loses it can append to none of them.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use rustix::rand::{GetRandomFlags, getrandom};

/// The file in the store's folder.
const FILE: &str = "log-keys";
/// As many as a log signs with at a time.
const MAX_SEEDS: usize = 2;
/// Bytes of a seed.
const SEED_BYTES: usize = 32;
/// Nobody but the owner reads or writes the file.
const MODE: u32 = 0o600;

/// The seeds of a store, newest first.
#[derive(Clone, PartialEq, Eq)]
pub struct LogKeys {
    seeds: Vec<String>,
}

impl LogKeys {
    /// Whether a store's folder has the file.
    pub fn exist(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Makes the file for a store that has none.
    pub fn create(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        ensure!(!path.exists(), "{} is there already", path.display());
        let keys = Self { seeds: vec![new_seed()?] };
        keys.write(folder)?;
        Ok(keys)
    }

    /// Reads the file.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mode = fs::metadata(&path)?.permissions().mode();
        ensure!(
            mode & 0o077 == 0,
            "{} can be read by others: make it yours alone with `chmod 600`, and change the keys with \
             `cargo xtask rotate-log-key` if somebody may have read it",
            path.display()
        );
        parse(&text).with_context(|| format!("{} is damaged: put it back from a backup", path.display()))
    }

    /// Puts a new seed before the old one, and writes it down. Refused while a change is under way.
    pub fn begin_change(&self, folder: &Path) -> Result<Self> {
        let [seed] = self.seeds.as_slice() else {
            bail!("a change of keys is under way: end it with `cargo xtask rotate-log-key --finish`")
        };
        let changed = Self { seeds: vec![new_seed()?, seed.clone()] };
        changed.write(folder)?;
        Ok(changed)
    }

    /// Drops the old seed, for good. Refused when no change is under way.
    pub fn finish_change(&self, folder: &Path) -> Result<Self> {
        let [newest, _] = self.seeds.as_slice() else { bail!("no change of keys is under way") };
        let changed = Self { seeds: vec![newest.clone()] };
        changed.write(folder)?;
        Ok(changed)
    }

    /// Whether there is an old seed beside the new one.
    pub fn are_changing(&self) -> bool {
        self.seeds.len() > 1
    }

    /// As the worker takes them.
    pub fn text(&self) -> String {
        self.seeds.iter().map(|seed| format!("{seed}\n")).collect()
    }

    /// Replaces the file in one step: a power cut leaves the old one or the new one.
    fn write(&self, folder: &Path) -> Result<()> {
        let unfinished = folder.join(format!("{FILE}.new"));
        match fs::remove_file(&unfinished) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        write_private(&unfinished, &self.text())?;
        fs::rename(&unfinished, folder.join(FILE))?;
        File::open(folder)?.sync_all()?;
        Ok(())
    }
}

/// Never shows a seed.
impl std::fmt::Debug for LogKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "LogKeys({})", self.seeds.len())
    }
}

fn write_private(path: &PathBuf, text: &str) -> Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(MODE)
        .open(path)
        .with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

fn parse(text: &str) -> Result<LogKeys> {
    let seeds: Vec<String> = text.lines().map(str::to_owned).collect();
    ensure!(text.ends_with('\n') && (1..=MAX_SEEDS).contains(&seeds.len()), "it has one or two lines");
    let is_seed = |seed: &String| seed.len() == 2 * SEED_BYTES && seed.bytes().all(|byte| byte.is_ascii_hexdigit());
    ensure!(seeds.iter().all(is_seed), "each line is {} hexadecimal digits", 2 * SEED_BYTES);
    ensure!(seeds.first() != seeds.get(1), "its two lines are equal");
    Ok(LogKeys { seeds })
}

fn new_seed() -> Result<String> {
    let mut seed = [0_u8; SEED_BYTES];
    // The system gives up to 256 bytes in one go.
    let given = getrandom(&mut seed, GetRandomFlags::empty()).context("the system gives no random bytes")?;
    ensure!(given == SEED_BYTES, "the system gave too few random bytes");
    Ok(seed.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("jiannuo-log-keys-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn what_was_made_is_read_again_and_is_the_owners_alone() {
        let folder = folder("new");
        assert!(!LogKeys::exist(&folder));
        let made = LogKeys::create(&folder).unwrap();
        assert_eq!(fs::metadata(folder.join(FILE)).unwrap().permissions().mode() & 0o777, MODE);
        assert_eq!(LogKeys::open(&folder).unwrap(), made);
        assert!(!made.are_changing());
        assert_eq!(made.text().len(), 65);
        assert!(LogKeys::create(&folder).unwrap_err().to_string().contains("already"));
        assert!(!format!("{made:?}").contains(made.text().trim()), "a seed is never shown");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_change_puts_the_new_seed_first_and_ends_with_it_alone() {
        let folder = folder("change");
        let old = LogKeys::create(&folder).unwrap();
        assert!(old.finish_change(&folder).unwrap_err().to_string().contains("no change"));
        let both = old.begin_change(&folder).unwrap();
        assert!(both.are_changing());
        assert!(both.text().ends_with(&old.text()) && !both.text().starts_with(&old.text()));
        assert!(both.begin_change(&folder).unwrap_err().to_string().contains("--finish"));
        let new = LogKeys::open(&folder).unwrap().finish_change(&folder).unwrap();
        assert!(both.text().starts_with(&new.text()));
        assert_eq!(LogKeys::open(&folder).unwrap(), new);
        assert_eq!(fs::metadata(folder.join(FILE)).unwrap().permissions().mode() & 0o777, MODE);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_malformed_file_and_one_that_others_can_read_are_errors() {
        let folder = folder("malformed");
        let seed = "0a".repeat(SEED_BYTES);
        assert!(LogKeys::open(&folder).is_err(), "missing");
        for text in ["".to_owned(), "\n".to_owned(), seed.clone(), format!("{seed}0\n"), format!("{seed}\n{seed}\n")] {
            let _ = fs::remove_file(folder.join(FILE));
            write_private(&folder.join(FILE), &text).unwrap();
            assert!(LogKeys::open(&folder).unwrap_err().to_string().contains("damaged"), "{text:?}");
        }
        fs::write(folder.join(FILE), format!("{seed}\n")).unwrap();
        LogKeys::open(&folder).unwrap();
        fs::set_permissions(folder.join(FILE), fs::Permissions::from_mode(0o640)).unwrap();
        assert!(LogKeys::open(&folder).unwrap_err().to_string().contains("chmod 600"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
