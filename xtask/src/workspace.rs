//! Where things are: the checkout, cargo's target directory, what a build leaves for the engine.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// How the product is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Back in seconds after an edit; what `serve` and the tests use.
    Quick,
    /// What users get: small.
    Release,
}

impl Profile {
    /// Cargo's name of the profile, also the name of the output folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Release => "release",
        }
    }
}

/// The checkout that this xtask was compiled from.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the checkout, and the target directory that cargo uses in it.
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask is not in a workspace")?.to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(path) => root.join(path),
            None => target_directory(&root)?,
        };
        Ok(Self { root, target })
    }

    /// The checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target directory.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// A wasm file that cargo made.
    pub fn wasm(&self, profile: Profile, name: &str) -> PathBuf {
        self.target.join("wasm32-unknown-unknown").join(profile.name()).join(name)
    }

    /// A tool of this workspace, compiled for this machine.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// What a build leaves: `assets/` (served as files), `worker/` (modules of the engine), configurations.
    pub fn output(&self, profile: Profile) -> PathBuf {
        self.target.join("jiannuo").join(profile.name())
    }

    /// Notes on which inputs a step last ran with.
    pub fn stamps(&self) -> PathBuf {
        self.target.join("jiannuo").join("stamps")
    }
}

fn target_directory(root: &Path) -> Result<PathBuf> {
    let output = process::capture(
        Command::new(process::cargo())
            .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
            .current_dir(root),
    )?;
    let metadata: serde_json::Value = serde_json::from_str(&output)?;
    metadata["target_directory"].as_str().map(PathBuf::from).context("cargo metadata names no target directory")
}
