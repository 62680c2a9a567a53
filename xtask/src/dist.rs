//! `dist`: the release build, optimised, with the sizes that a user downloads.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{capture, run};
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
    let output = workspace.output(Profile::Release);
    sizes(&output)
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
