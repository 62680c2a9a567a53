//! Skipping a step whose inputs are what they were: a step's stamp file holds the hash of its inputs.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The inputs of one step, hashed.
#[derive(Debug)]
pub struct Inputs {
    hash: Sha256,
}

impl Inputs {
    /// No inputs yet.
    pub fn new() -> Self {
        Self { hash: Sha256::new() }
    }

    /// Adds a text, kept apart from its neighbours by its length.
    pub fn text(mut self, text: &str) -> Self {
        self.add(text.as_bytes());
        self
    }

    /// Adds a file's bytes.
    pub fn file(mut self, path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        self.add(&bytes);
        Ok(self)
    }

    /// Adds a file by its length and time of change: for large files that a build writes anew only when they change.
    pub fn file_identity(self, path: &Path) -> Result<Self> {
        let metadata = path.metadata().with_context(|| format!("cannot read {}", path.display()))?;
        let changed = metadata.modified()?.duration_since(UNIX_EPOCH)?;
        Ok(self.text(&format!("{} {}", metadata.len(), changed.as_nanos())))
    }

    fn add(&mut self, bytes: &[u8]) {
        self.hash.update((bytes.len() as u64).to_le_bytes());
        self.hash.update(bytes);
    }

    /// The hash as hexadecimal text.
    pub fn digest(self) -> String {
        hexadecimal(&self.hash.finalize())
    }
}

/// Lower-case hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One step's note of the inputs it last succeeded with.
#[derive(Debug)]
pub struct Stamp {
    path: PathBuf,
    digest: String,
}

impl Stamp {
    /// The stamp of the step `name` for these inputs.
    pub fn new(folder: &Path, name: &str, inputs: Inputs) -> Self {
        Self { path: folder.join(name), digest: inputs.digest() }
    }

    /// Whether the step already ran with the same inputs.
    pub fn is_current(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|text| text == self.digest)
    }

    /// Notes that the step has succeeded.
    pub fn write(&self) -> Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.path, &self.digest).with_context(|| format!("cannot write {}", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn neighbouring_inputs_are_kept_apart() {
        let one = Inputs::new().text("ab").text("c").digest();
        let other = Inputs::new().text("a").text("bc").digest();
        assert_ne!(one, other);
    }

    #[test]
    fn a_stamp_is_current_only_for_the_inputs_it_was_written_with() {
        let folder = std::env::temp_dir().join(format!("jiannuo-stamp-{}", std::process::id()));
        let stamp = Stamp::new(&folder, "step", Inputs::new().text("first"));
        assert!(!stamp.is_current());
        stamp.write().unwrap();
        assert!(stamp.is_current());
        assert!(!Stamp::new(&folder, "step", Inputs::new().text("second")).is_current());
        fs::remove_dir_all(&folder).unwrap();
    }
}
