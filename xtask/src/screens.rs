//! `screens`: pictures of the main pages into `docs/screens/`, taken by `tests/screens/screens.mjs` from a demo district
//! of its own.

use std::process::Command;

use anyhow::Result;

use crate::process::run;
use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};
use crate::{compile, install};

const SEED_TOOL: &str = "jiannuo-seed";

/// Installs, builds, and takes the pictures; those whose name holds `only` if it is given.
pub fn take(workspace: &Workspace, only: Option<&str>) -> Result<()> {
    let progress = Progress::start();
    install::wasm_target(workspace, &progress)?;
    install::npm_packages(workspace, &progress)?;
    install::test_packages(&progress)?;
    compile::all(workspace, Profile::Quick, &progress)?;
    progress.step("compile the demo's sender", || compile::tool(workspace, SEED_TOOL))?;
    progress.step("take the pictures", || {
        run(Command::new("node")
            .arg(workspace.root().join("tests/screens/screens.mjs"))
            .args(only)
            .env("JIANNUO_XTASK", std::env::current_exe()?)
            .env("JIANNUO_SEED", workspace.tool(SEED_TOOL))
            .current_dir(workspace.root()))
    })
}
