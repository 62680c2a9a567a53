//! `test`: every check of the project, stage by stage, counted.
//!
//! A stage that cannot run counts as failed, a skipped test fails the whole: what was not looked at is
//! never reported as fine.

use std::io::{BufRead as _, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{self, cargo};
use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};
use crate::{assets, compile, install};

/// Crates that exist only as wasm.
const WASM_PACKAGES: [&str; 3] = [compile::APP_NAME, compile::WORKER_NAME, STORE_PACKAGE];
/// What the crates' own tests need: pages as text, and the fixture of a village office.
const NATIVE_FEATURES: &str = "jiannuo-board/ssr,jiannuo-domain/test-support";
/// The crate whose tests run in browsers.
const STORE_PACKAGE: &str = "jiannuo-store";

/// One part of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The formatter would change nothing.
    Format,
    /// clippy, for this machine and for wasm.
    Lint,
    /// Unit, property and simulation tests on this machine.
    Unit,
    /// The worker's answers, on the real engine, and the golden files as the second implementation reads them.
    Contract,
    /// Our log and witness beside programs that nobody here wrote.
    Foreign,
    /// The store's tests in Chromium and Firefox.
    Store,
    /// Whole journeys in Chromium against the real worker.
    EndToEnd,
}

const STAGES: [Stage; 7] =
    [Stage::Format, Stage::Lint, Stage::Unit, Stage::Contract, Stage::Foreign, Stage::Store, Stage::EndToEnd];

impl Stage {
    /// The stage's name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Unit => "unit",
            Self::Contract => "contract",
            Self::Foreign => "foreign",
            Self::Store => "store",
            Self::EndToEnd => "e2e",
        }
    }

    /// The stage of a name.
    pub fn named(name: &str) -> Result<Self> {
        STAGES
            .into_iter()
            .find(|stage| stage.name() == name)
            .with_context(|| format!("there is no stage {name:?}: {}", STAGES.map(Self::name).join(", ")))
    }

    fn needs_engine(self) -> bool {
        matches!(self, Self::Contract | Self::Foreign | Self::EndToEnd)
    }

    fn needs_browsers(self) -> bool {
        matches!(self, Self::Store | Self::EndToEnd)
    }
}

/// How many tests ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Counts {
    const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    fn line(self) -> String {
        format!("{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Runs the stages named, or all of them; an error unless every test passed.
pub fn run(workspace: &Workspace, only: &[Stage]) -> Result<()> {
    let progress = Progress::start();
    let stages: Vec<Stage> = STAGES.into_iter().filter(|stage| only.is_empty() || only.contains(stage)).collect();
    prepare(workspace, &stages, &progress)?;
    let mut total = Counts::default();
    let mut summary = Vec::new();
    for stage in stages {
        let before = progress.elapsed_seconds();
        let counts = progress.step(stage.name(), || run_stage(workspace, stage)).unwrap_or_else(|error| {
            println!("{error:#}");
            Counts::FAILED
        });
        let seconds = progress.elapsed_seconds() - before;
        summary.push(format!("{:<9} {seconds:>6.1} s  {}", stage.name(), counts.line()));
        total += counts;
    }
    println!("\n{}", summary.join("\n"));
    println!("in all    {:>6.1} s", progress.elapsed_seconds());
    println!("{}", total.line());
    if total.failed > 0 || total.skipped > 0 || total.passed == 0 {
        bail!("not every test passed");
    }
    Ok(())
}

fn prepare(workspace: &Workspace, stages: &[Stage], progress: &Progress) -> Result<()> {
    install::wasm_target(workspace, progress)?;
    if stages.iter().any(|stage| stage.needs_engine() || stage.needs_browsers()) {
        install::npm_packages(workspace, progress)?;
    }
    if stages.iter().any(|stage| stage.needs_browsers()) {
        install::test_packages(progress)?;
    }
    if stages.contains(&Stage::Contract) {
        install::tracer(progress)?;
    }
    if stages.iter().any(|stage| stage.needs_engine()) {
        compile::all(workspace, Profile::Quick, progress)?;
    }
    Ok(())
}

fn run_stage(workspace: &Workspace, stage: Stage) -> Result<Counts> {
    match stage {
        Stage::Format => cargo_check(workspace, &["fmt", "--all", "--check"]),
        Stage::Lint => lint(workspace),
        Stage::Unit => unit(workspace),
        Stage::Contract => node_tests(workspace, &["golden", "contract"]),
        Stage::Foreign => node_tests(workspace, &["foreign"]),
        Stage::Store => store(workspace),
        Stage::EndToEnd => node_tests(workspace, &["e2e"]),
    }
}

/// Everything that runs on this machine: also the worker's own tests, which need no engine.
fn unit(workspace: &Workspace) -> Result<Counts> {
    let mut words = vec!["test", "--quiet", "--workspace", "--features", NATIVE_FEATURES];
    words.extend(["--exclude", compile::APP_NAME, "--exclude", STORE_PACKAGE]);
    counted(cargo_command(workspace).args(words))
}

fn lint(workspace: &Workspace) -> Result<Counts> {
    let mut native = vec!["clippy", "--quiet", "--workspace", "--all-targets", "--features", NATIVE_FEATURES];
    native.extend(WASM_PACKAGES.iter().flat_map(|package| ["--exclude", package]));
    native.extend(["--", "--deny", "warnings"]);
    let mut counts = cargo_check(workspace, &native)?;
    // One by one, so that no crate lends its features to another.
    for package in WASM_PACKAGES {
        counts += cargo_check(
            workspace,
            &[
                "clippy",
                "--quiet",
                "--target",
                "wasm32-unknown-unknown",
                "--profile",
                "quick",
                "--package",
                package,
                "--",
                "--deny",
                "warnings",
            ],
        )?;
    }
    Ok(counts)
}

fn store(workspace: &Workspace) -> Result<Counts> {
    compile::tool(workspace, "jiannuo-test-runner")?;
    let script = workspace.root().join("tests/support/run-wasm-tests.mjs");
    let runner = serde_json::json!(["node", script]);
    counted(
        cargo_command(workspace)
            .args(["test", "--target", "wasm32-unknown-unknown"])
            .args(["--package", STORE_PACKAGE, "--tests"])
            .args(["--config", &format!("target.wasm32-unknown-unknown.runner={runner}")])
            .env("JIANNUO_TEST_RUNNER", workspace.tool("jiannuo-test-runner")),
    )
}

fn node_tests(workspace: &Workspace, folders: &[&str]) -> Result<Counts> {
    let mut files = Vec::new();
    for folder in folders {
        let folder = workspace.root().join("tests").join(folder);
        let found = assets::files(&folder)?.into_iter().filter(|name| name.ends_with(".test.mjs"));
        let count_before = files.len();
        files.extend(found.map(|name| folder.join(name)));
        if files.len() == count_before {
            bail!("{} holds no tests", folder.display());
        }
    }
    counted(
        Command::new("node")
            // One file at a time: two engines and two browsers are what two cores carry.
            .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
            .args(files)
            .env("JIANNUO_XTASK", std::env::current_exe()?)
            .current_dir(workspace.root()),
    )
}

fn cargo_command(workspace: &Workspace) -> Command {
    let mut command = Command::new(cargo());
    command.current_dir(workspace.root());
    command
}

/// A check that passes or fails as one.
fn cargo_check(workspace: &Workspace, words: &[&str]) -> Result<Counts> {
    Ok(match process::run(cargo_command(workspace).args(words)) {
        Ok(()) => Counts::PASSED,
        Err(error) => {
            println!("{error:#}");
            Counts::FAILED
        }
    })
}

/// Runs a test program, shows what it prints and adds up the results it reports.
fn counted(command: &mut Command) -> Result<Counts> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("cannot start the tests")?;
    let output = child.stdout.take().context("the tests have no output")?;
    let mut counts = Counts::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        counts += reported(&line);
    }
    let status = child.wait()?;
    // A program that ended badly without counting a failure: it did not compile, or it crashed.
    if !status.success() && counts.failed == 0 {
        counts += Counts::FAILED;
    }
    Ok(counts)
}

/// What one line of output reports: cargo's `test result:` line, or a total of Node's test runner.
fn reported(line: &str) -> Counts {
    let line = line.trim();
    if let Some(results) = line.strip_prefix("test result:") {
        let number = |word: &str| number_before(results, word);
        return Counts { passed: number("passed"), failed: number("failed"), skipped: number("ignored") };
    }
    let Some((name, count)) = line.strip_prefix("ℹ ").and_then(|total| total.split_once(' ')) else {
        return Counts::default();
    };
    let count = count.parse().unwrap_or(0);
    let none = Counts::default();
    match name {
        "pass" => Counts { passed: count, ..none },
        "fail" | "cancelled" => Counts { failed: count, ..none },
        "skipped" | "todo" => Counts { skipped: count, ..none },
        _ => none,
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> = text.split([' ', ';', '.']).filter(|part| !part.is_empty()).collect();
    words
        .windows(2)
        .find_map(|pair| match pair {
            [number, name] if *name == word => number.parse().ok(),
            _ => None,
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_cargo_are_counted() {
        let line = "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; 3 filtered out";
        assert_eq!(reported(line), Counts { passed: 12, failed: 1, skipped: 2 });
    }

    #[test]
    fn results_of_node_are_counted() {
        let mut total = Counts::default();
        for line in ["ℹ tests 9", "ℹ pass 4", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 2", "ℹ todo 1"] {
            total += reported(line);
        }
        assert_eq!(total, Counts { passed: 4, failed: 2, skipped: 3 });
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in ["test a ... ok", "ℹ duration_ms 12.5", "3 passed"] {
            assert_eq!(reported(line), Counts::default());
        }
    }
}
