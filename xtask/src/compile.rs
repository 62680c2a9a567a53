//! Compiling and binding: from the crates `app` and `worker` to what the engine loads.
//!
//! The two are compiled by two calls of cargo, so that the features one asks of a shared dependency
//! (client-side rendering, server-side rendering) never reach the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::assets;
use crate::dist;
use crate::factory;
use crate::process::{cargo, run};
use crate::progress::Progress;
use crate::stamp::{Inputs, Stamp};
use crate::workspace::{Profile, Workspace};

/// The name under which the app is bound; `app/index.html` and `app/start.js` load it by this name.
pub const APP_NAME: &str = "jiannuo-app";
/// The name under which the reader of ledgers is bound; `app/importer.js` loads it by this name.
pub const IMPORTER_NAME: &str = "jiannuo-importer";
/// The name under which the worker is bound; `worker/entry/entry.js` imports it by this name.
pub const WORKER_NAME: &str = "jiannuo-worker";

/// Compiles app and worker, binds them and lays out the output folder.
pub fn all(workspace: &Workspace, profile: Profile, progress: &Progress) -> Result<()> {
    progress.step("compile the binder", || tool(workspace, "jiannuo-bind"))?;
    worker(workspace, profile, progress)?;
    app(workspace, profile, progress)
}

/// Compiles a tool of this workspace for this machine.
pub fn tool(workspace: &Workspace, package: &str) -> Result<()> {
    run(Command::new(cargo()).args(["build", "--quiet", "--package", package]).current_dir(workspace.root()))
}

fn worker(workspace: &Workspace, profile: Profile, progress: &Progress) -> Result<()> {
    let build = build_name(workspace)?;
    progress.step("compile the worker", || wasm(workspace, profile, WORKER_NAME, Some(&build)))?;
    let entry = workspace.root().join("worker/entry/entry.js");
    let folder = workspace.output(profile).join("worker");
    let wasm = workspace.wasm(profile, "jiannuo_worker.wasm");
    let bound = bound(workspace, profile, progress, &wasm, WORKER_NAME)?;
    let inputs = Inputs::new().text(&bound.digest).file(&entry)?.text(factory::SHAPE);
    let stamp = Stamp::new(&workspace.stamps(), &format!("worker-{}", profile.name()), inputs);
    if stamp.is_current() && folder.is_dir() {
        return Ok(());
    }
    assets::empty(&folder)?;
    let glue = fs::read_to_string(bound.folder.join(format!("{WORKER_NAME}.js")))?;
    let factory = factory::from_glue(&glue).context("the worker's glue cannot be made a factory")?;
    fs::write(folder.join(format!("{WORKER_NAME}.js")), factory)?;
    let wasm_name = format!("{WORKER_NAME}_bg.wasm");
    fs::copy(bound.folder.join(&wasm_name), folder.join(&wasm_name))?;
    fs::copy(&entry, folder.join("entry.js"))?;
    let snippets = bound.folder.join("snippets");
    if snippets.is_dir() {
        assets::copy_folder(&snippets, &folder.join("snippets"))?;
    }
    stamp.write()
}

fn app(workspace: &Workspace, profile: Profile, progress: &Progress) -> Result<()> {
    progress.step("compile the app", || wasm(workspace, profile, APP_NAME, None))?;
    let wasm = workspace.wasm(profile, "jiannuo-app.wasm");
    let bound = bound(workspace, profile, progress, &wasm, APP_NAME)?;
    let importer = importer(workspace, profile, progress)?;
    assets::lay_out(workspace, profile, &[&bound.folder, &importer])
}

/// Compiles and binds the reader of ledgers, which the app loads when somebody imports one.
pub fn importer(workspace: &Workspace, profile: Profile, progress: &Progress) -> Result<PathBuf> {
    progress.step("compile the importer", || wasm(workspace, profile, IMPORTER_NAME, None))?;
    let wasm = workspace.wasm(profile, "jiannuo_importer.wasm");
    Ok(bound(workspace, profile, progress, &wasm, IMPORTER_NAME)?.folder)
}

fn wasm(workspace: &Workspace, profile: Profile, package: &str, build: Option<&str>) -> Result<()> {
    let mut command = Command::new(cargo());
    command
        .args(["build", "--quiet", "--target", "wasm32-unknown-unknown"])
        .args(["--profile", profile.name(), "--package", package])
        .current_dir(workspace.root());
    if let Some(build) = build {
        command.env(BUILD_VARIABLE, build);
    }
    run(&mut command)
}

/// The variable in which the worker is told its build's name when it is compiled.
const BUILD_VARIABLE: &str = "JIANNUO_BUILD";
/// What the look of a page comes from, besides its data.
const PAGE_SOURCES: [&str; 4] = ["public/style", "crates/board/src", "crates/domain/src", "worker/src"];
/// Characters of a build's name: 2^48 builds until two are alike by chance.
const BUILD_NAME_CHARACTERS: usize = 12;

/// A name that changes with whatever changes a page: validators and addresses of styles carry it, so that no cache shows
/// an old look. Of the content only, so that the same sources have the same name everywhere.
fn build_name(workspace: &Workspace) -> Result<String> {
    let mut inputs = Inputs::new();
    for folder in PAGE_SOURCES {
        let folder = workspace.root().join(folder);
        for file in assets::files(&folder)? {
            inputs = inputs.text(&file).file(&folder.join(&file))?;
        }
    }
    Ok(inputs.digest().chars().take(BUILD_NAME_CHARACTERS).collect())
}

/// A bound wasm module: its folder, and the digest of what it was made from.
struct Bound {
    folder: PathBuf,
    digest: String,
}

fn bound(workspace: &Workspace, profile: Profile, progress: &Progress, wasm: &Path, name: &str) -> Result<Bound> {
    let folder = workspace.output(profile).join("bound").join(name);
    let binder = workspace.tool("jiannuo-bind");
    let inputs = || Inputs::new().file_identity(wasm)?.file_identity(&binder);
    let stamp_name = format!("bind-{name}-{}", profile.name());
    let stamp = Stamp::new(&workspace.stamps(), &stamp_name, inputs()?);
    if !stamp.is_current() || !folder.is_dir() {
        let step = match profile {
            Profile::Quick => format!("bind {name}"),
            Profile::Release => format!("bind and shrink {name}"),
        };
        progress.step(&step, || {
            assets::empty(&folder)?;
            run(Command::new(&binder).arg(wasm).arg(&folder).arg(name))?;
            if profile == Profile::Release {
                dist::optimise(workspace, &folder.join(format!("{name}_bg.wasm")))?;
            }
            stamp.write()
        })?;
    }
    let digest = inputs()?.digest();
    Ok(Bound { folder, digest })
}
