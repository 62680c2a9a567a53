//! `dist`: the release build, optimised, with the sizes that a user downloads.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{capture, cargo, run};
use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};
use crate::{assets, compile, install};

/// Prints the brotli size (quality 11) of each file named on its command line.
const BROTLI_SIZES: &str = "\
    const { brotliCompressSync, constants } = require('node:zlib');\
    const { readFileSync } = require('node:fs');\
    for (const name of process.argv.slice(1)) {\
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };\
      console.log(brotliCompressSync(readFileSync(name), options).length);\
    }";

/// Builds everything small and prints the sizes.
pub fn run_dist(workspace: &Workspace) -> Result<()> {
    let progress = Progress::start();
    install::wasm_target(workspace, &progress)?;
    install::npm_packages(workspace, &progress)?;
    compile::all(workspace, Profile::Release, &progress)?;
    verifier(workspace, &progress)?;
    let output = workspace.output(Profile::Release);
    sizes(&output)
}

/// The command that anybody can check a log with, as one file that needs nothing of the machine it runs on. Only on
/// Linux, whose musl target links statically; elsewhere `cargo build --release -p jiannuo-verify` makes one.
fn verifier(workspace: &Workspace, progress: &Progress) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
    install::target(workspace, progress, &target)?;
    let variable = target.replace('-', "_");
    progress.step("compile the verifier", || {
        run(Command::new(cargo())
            .args(["build", "--quiet", "--release", "--package", "jiannuo-verify", "--target", &target])
            // The C of the TLS library calls nothing that the two C libraries have otherwise, so the machine's own
            // compiler does, unless its headers fortify calls, which musl has no functions for.
            .env(format!("CC_{variable}"), "cc")
            .env(format!("CFLAGS_{variable}"), "-U_FORTIFY_SOURCE")
            .current_dir(workspace.root()))
    })?;
    let made = workspace.target().join(&target).join("release/jiannuo");
    println!("{:>10} bytes  {}", fs::metadata(&made).context("the verifier was not made")?.len(), made.display());
    Ok(())
}

/// Shrinks a bound wasm file in place.
pub fn optimise(workspace: &Workspace, wasm: &Path) -> Result<()> {
    // Never --all-features: browsers refuse what it may write.
    run(Command::new("node")
        .arg(workspace.root().join("node_modules/binaryen/bin/wasm-opt"))
        .arg("-Oz")
        .arg(wasm)
        .arg("-o")
        .arg(wasm))
}

fn sizes(output: &Path) -> Result<()> {
    let names: Vec<String> = assets::files(output)?
        .into_iter()
        .filter(|name| !name.starts_with("bound/") && !name.ends_with(".png") && !name.ends_with(".capnp"))
        .collect();
    let compressed =
        capture(Command::new("node").args(["-e", BROTLI_SIZES]).args(names.iter().map(|name| output.join(name))))?;
    let mut app_bytes = 0_u64;
    println!("\n{:>10} {:>10}  file", "bytes", "brotli");
    for (name, brotli) in names.iter().zip(compressed.lines()) {
        let raw = fs::metadata(output.join(name))?.len();
        let brotli: u64 = brotli.parse().context("a size that is no number")?;
        println!("{raw:>10} {brotli:>10}  {name}");
        if name.starts_with("assets/app/") {
            app_bytes += brotli;
        }
    }
    println!("{:>10} {app_bytes:>10}  the app in all", "");
    Ok(())
}
