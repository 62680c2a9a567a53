//! `bench`: the product beside its peers in one run, written down in `docs/benchmarks.md`.
//!
//! What is measured and how is in `tests/bench/`; here it is built, as users get it, and started.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::{cargo, run};
use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};
use crate::{compile, install};

/// The crate whose work on the log's tree is timed natively and in a browser, and its wasm file.
const TREE_PACKAGE: &str = "jiannuo-bench-tree";
const TREE_WASM: &str = "jiannuo_bench_tree.wasm";
/// The crate that times the browser's store, and its wasm file.
const STORE_PACKAGE: &str = "jiannuo-bench-store";
const STORE_WASM: &str = "jiannuo_bench_store.wasm";
/// The crate that follows a log over HTTP.
const CLIENT_PACKAGE: &str = "jiannuo-bench-client";

/// What the user asked for.
#[derive(Debug, Default)]
pub struct Options {
    /// From an empty clone to the first board, instead of everything else.
    pub clean_clone: bool,
    /// Seconds instead of minutes: to see that everything runs, not for numbers.
    pub brief: bool,
    /// The parts that are measured; all of them when none is named.
    pub only: Vec<String>,
}

/// Installs, builds the release, measures.
pub fn measure(workspace: &Workspace, options: &Options) -> Result<()> {
    let progress = Progress::start();
    install::npm_packages(workspace, &progress)?;
    if options.clean_clone {
        return progress.step("measure from an empty clone", || {
            run(&mut script(workspace, "clean-clone.mjs", &Options::default())?)
        });
    }
    install::wasm_target(workspace, &progress)?;
    install::test_packages(&progress)?;
    compile::all(workspace, Profile::Release, &progress)?;
    progress.step("compile what is timed", || programs(workspace))?;
    progress.step("measure", || {
        run(script(workspace, "bench.mjs", options)?
            .env("JIANNUO_BENCH_TREE", program(workspace, TREE_PACKAGE))
            .env("JIANNUO_BENCH_TREE_BOUND", bound(workspace, TREE_PACKAGE))
            .env("JIANNUO_BENCH_STORE_BOUND", bound(workspace, STORE_PACKAGE))
            .env("JIANNUO_BENCH_CLIENT", program(workspace, CLIENT_PACKAGE)))
    })
}

fn script(workspace: &Workspace, name: &str, options: &Options) -> Result<Command> {
    let mut command = Command::new("node");
    command
        .arg(workspace.root().join("tests/bench").join(name))
        .args(options.brief.then_some("--brief"))
        .args(options.only.iter().flat_map(|part| ["--only", part]))
        .env("JIANNUO_XTASK", std::env::current_exe()?)
        .env("JIANNUO_PROFILE", Profile::Release.name())
        .env("JIANNUO_OUTPUT", workspace.output(Profile::Release))
        .env("JIANNUO_APP_WASM", workspace.wasm(Profile::Release, "jiannuo-app.wasm"))
        .current_dir(workspace.root());
    Ok(command)
}

/// Compiles the programs and the wasm module that are timed, as everything else that users get.
fn programs(workspace: &Workspace) -> Result<()> {
    let build = || {
        let mut command = Command::new(cargo());
        command.args(["build", "--quiet", "--profile", Profile::Release.name()]).current_dir(workspace.root());
        command
    };
    run(build().args(["--package", TREE_PACKAGE, "--package", CLIENT_PACKAGE]))?;
    for (package, wasm) in [(TREE_PACKAGE, TREE_WASM), (STORE_PACKAGE, STORE_WASM)] {
        run(build().args(["--package", package, "--lib", "--target", install::WASM_TARGET]))?;
        run(Command::new(workspace.tool("jiannuo-bind"))
            .arg(workspace.wasm(Profile::Release, wasm))
            .arg(bound(workspace, package))
            .arg(package))?;
    }
    Ok(())
}

fn program(workspace: &Workspace, package: &str) -> PathBuf {
    workspace.target().join(Profile::Release.name()).join(package)
}

fn bound(workspace: &Workspace, package: &str) -> PathBuf {
    workspace.output(Profile::Release).join("bound").join(package)
}
