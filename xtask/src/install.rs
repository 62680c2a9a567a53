//! Installing what is missing, and nothing that is there.
//!
//! `serve` needs the wasm target and the npm packages; only the tests need Debian packages. No step
//! fetches a program from anywhere but rustup, the npm registry and the system's package manager.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{capture, find, run};
use crate::progress::Progress;
use crate::stamp::{Inputs, Stamp};
use crate::workspace::Workspace;

/// The target of everything that runs in browsers and in the engine.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
const OLDEST_NODE_MAJOR: u32 = 20;

/// A Debian package and a file that shows it is installed.
struct DebianPackage {
    name: &'static str,
    evidence: &'static str,
}

/// What the browser tests need: two browsers, and a font for the interface's language.
const TEST_PACKAGES: [DebianPackage; 3] = [
    DebianPackage { name: "chromium", evidence: "/usr/bin/chromium" },
    DebianPackage { name: "firefox-esr", evidence: "/usr/bin/firefox-esr" },
    DebianPackage { name: "fonts-noto-cjk", evidence: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc" },
];

/// What shows in which order the engine syncs and answers.
const TRACER: [DebianPackage; 1] = [DebianPackage { name: "strace", evidence: "/usr/bin/strace" }];

/// The wasm target of the toolchain in use.
pub fn wasm_target(workspace: &Workspace, progress: &Progress) -> Result<()> {
    target(workspace, progress, WASM_TARGET)
}

/// A target of the toolchain in use.
pub fn target(workspace: &Workspace, progress: &Progress, name: &str) -> Result<()> {
    if has_target(workspace, name)? {
        return Ok(());
    }
    if find("rustup").is_none() {
        bail!("this Rust has no {name} standard library and there is no rustup to add it: install Rust with rustup");
    }
    progress.step(&format!("install the target {name}"), || {
        run(Command::new("rustup").args(["target", "add", name]).current_dir(workspace.root()))
    })
}

fn has_target(workspace: &Workspace, name: &str) -> Result<bool> {
    let folder = capture(
        Command::new("rustc").args(["--print", "target-libdir", "--target", name]).current_dir(workspace.root()),
    )?;
    Ok(Path::new(folder.trim()).is_dir())
}

/// The npm packages of the lockfile, exactly.
pub fn npm_packages(workspace: &Workspace, progress: &Progress) -> Result<()> {
    let root = workspace.root();
    let inputs = Inputs::new().file(&root.join("package.json"))?.file(&root.join("package-lock.json"))?;
    let stamp = Stamp::new(&root.join("node_modules"), ".jiannuo-stamp", inputs);
    if stamp.is_current() {
        return Ok(());
    }
    check_node()?;
    progress.step("install the npm packages", || {
        run(Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(root))?;
        stamp.write()
    })
}

fn check_node() -> Result<()> {
    if find("node").is_none() || find("npm").is_none() {
        bail!("Node.js {OLDEST_NODE_MAJOR} or newer with npm is needed and was not found in PATH");
    }
    let version = capture(Command::new("node").arg("--version"))?;
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|text| text.parse::<u32>().ok())
        .with_context(|| format!("node --version printed {version:?}"))?;
    if major < OLDEST_NODE_MAJOR {
        bail!("Node.js {OLDEST_NODE_MAJOR} or newer is needed, this is {}", version.trim());
    }
    Ok(())
}

/// The browsers and the font that the tests need.
pub fn test_packages(progress: &Progress) -> Result<()> {
    debian_packages(&TEST_PACKAGES, progress)
}

/// The program that writes down what the engine asks of the kernel.
pub fn tracer(progress: &Progress) -> Result<()> {
    debian_packages(&TRACER, progress)
}

fn debian_packages(packages: &[DebianPackage], progress: &Progress) -> Result<()> {
    let missing: Vec<&str> =
        packages.iter().filter(|package| !Path::new(package.evidence).exists()).map(|package| package.name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if find("apt-get").is_none() {
        bail!("the tests need {names}, and there is no apt-get to install them: install them by hand");
    }
    let mut prefix: Vec<&str> = Vec::new();
    if !rustix::process::geteuid().is_root() {
        if find("sudo").is_none() {
            bail!("the tests need {names}: run `apt-get install --no-install-recommends {names}` as root");
        }
        prefix.push("sudo");
    }
    progress.step(&format!("install {names}"), || {
        apt_get(&prefix, &["update", "-qq"])?;
        let mut arguments = vec!["install", "-qq", "--yes", "--no-install-recommends"];
        arguments.extend(&missing);
        apt_get(&prefix, &arguments)
    })
}

fn apt_get(prefix: &[&str], arguments: &[&str]) -> Result<()> {
    let mut words = prefix.to_vec();
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    words.extend(arguments);
    let (program, rest) = words.split_first().context("no command")?;
    run(Command::new(program).args(rest).stdin(Stdio::null()).stdout(Stdio::null()))
}
