//! `bench`: the product beside its peers in one run, written down in `docs/benchmarks.md`.
//!
//! What is measured and how is in `tests/bench/`; here it is built, as users get it, and started.

use std::process::Command;

use anyhow::Result;

use crate::process::run;
use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};
use crate::{compile, install};

/// What the user asked for.
#[derive(Debug, Default)]
pub struct Options {
    /// From an empty clone to the first board, instead of everything else.
    pub clean_clone: bool,
    /// Seconds instead of minutes: to see that everything runs, not for numbers.
    pub brief: bool,
}

/// Installs, builds the release, measures.
pub fn measure(workspace: &Workspace, options: &Options) -> Result<()> {
    let progress = Progress::start();
    install::npm_packages(workspace, &progress)?;
    if options.clean_clone {
        return progress.step("measure from an empty clone", || script(workspace, "clean-clone.mjs", false));
    }
    install::wasm_target(workspace, &progress)?;
    install::test_packages(&progress)?;
    compile::all(workspace, Profile::Release, &progress)?;
    progress.step("measure", || script(workspace, "bench.mjs", options.brief))
}

fn script(workspace: &Workspace, name: &str, brief: bool) -> Result<()> {
    run(Command::new("node")
        .arg(workspace.root().join("tests/bench").join(name))
        .args(brief.then_some("--brief"))
        .env("JIANNUO_XTASK", std::env::current_exe()?)
        .env("JIANNUO_PROFILE", Profile::Release.name())
        .env("JIANNUO_OUTPUT", workspace.output(Profile::Release))
        .env("JIANNUO_APP_WASM", workspace.wasm(Profile::Release, "jiannuo-app.wasm"))
        .current_dir(workspace.root()))
}
