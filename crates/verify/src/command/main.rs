//! The command `jiannuo`: `verify` reads an organisation's public addresses, or an archive, and says whether they hold;
//! `archive` keeps a whole log in a folder; `restore` brings it back to a server.
//!
//! The result goes to stdout, progress and usage to stderr. Exit status: 0 all holds, 1 something does not, 2 it could
//! not be checked. Deliberately absent: any judgement; that is `jiannuo_verify`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks through stdout and stderr")]

mod archive;
mod arguments;
mod http;
mod kept;
mod release;
mod restore;
mod words;

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiannuo_verify::expectation::Trust;
use jiannuo_verify::words::{Language, text};
use jiannuo_verify::{Expectations, Progress, Report, Step, Verdict, verify};

use archive::Folder;
use arguments::{Arguments, Request, read};
use http::HttpSource;
use kept::Kept;
use serde::Serialize;
use words::{Said, say};

fn main() -> ExitCode {
    let request = match read(std::env::args_os()) {
        Ok(request) => request,
        Err(error) => {
            eprintln!("jiannuo: {error}\n\n{}", arguments::USAGE);
            return ExitCode::from(Verdict::NotChecked.status());
        }
    };
    match request {
        Request::Help => {
            println!("{}", arguments::USAGE);
            ExitCode::SUCCESS
        }
        Request::Verify(arguments) => status(run(&arguments)),
        Request::Archive(folder, arguments) => status(archive::run(&Folder::at(&folder), &arguments)),
        Request::Restore(folder, arguments) => status(restore::run(&Folder::at(&folder), &arguments)),
    }
}

fn status(verdict: Result<Verdict, String>) -> ExitCode {
    let verdict = verdict.unwrap_or_else(|error| {
        eprintln!("jiannuo: {error}");
        Verdict::NotChecked
    });
    ExitCode::from(verdict.status())
}

/// Checks an address or an archive, with the log that tells of the app's files if they are to be compared.
fn run(arguments: &Arguments) -> Result<Verdict, String> {
    if !arguments.place.contains("://") {
        return check_archive(arguments);
    }
    let source = HttpSource::new(&arguments.place)?;
    let root = if arguments.release { release::root(&source)? } else { None };
    let Some(root) = root else {
        let report = check(&source, arguments, arguments.release)?;
        print(&report, arguments)?;
        return Ok(report.verdict);
    };
    let here = check(&source, arguments, false)?;
    let above = check(&root, &arguments.without_expectations(), true)?;
    let verdict = worse(here.verdict, above.verdict);
    if arguments.json {
        print_json(&Both { report: &here, above: &above })?;
    } else {
        print(&here, arguments)?;
        say(arguments, &Said::ReleaseAt { address: root.address() });
        print(&above, arguments)?;
    }
    Ok(verdict)
}

/// A report with that of the log above all others.
#[derive(Serialize)]
struct Both<'a> {
    #[serde(flatten)]
    report: &'a Report,
    above: &'a Report,
}

/// What two checks come to together.
const fn worse(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::DoesNotHold, _) | (_, Verdict::DoesNotHold) => Verdict::DoesNotHold,
        (Verdict::NotChecked, _) | (_, Verdict::NotChecked) => Verdict::NotChecked,
        (Verdict::Holds, Verdict::Holds) => Verdict::Holds,
    }
}

fn check_archive(arguments: &Arguments) -> Result<Verdict, String> {
    if arguments.keep.is_some() || arguments.release || arguments.on.is_some() {
        return Err("--keep, --release and --on are for an address, not for an archive".to_owned());
    }
    let mut expected = Expectations::nothing(now_ms()?);
    expected.policy.clone_from(&arguments.policy);
    expected.earlier.clone_from(&arguments.checkpoints);
    expected.key = arguments.key.clone().map(|key| (key, Trust::Given));
    let mut progress = Telling::begin(arguments.language);
    let (_, report) = archive::check(&Folder::at(Path::new(&arguments.place)), expected, &mut progress)?;
    progress.end();
    print(&report, arguments)?;
    Ok(report.verdict)
}

fn check(source: &HttpSource, arguments: &Arguments, with_release: bool) -> Result<Report, String> {
    let kept = arguments.keep.as_ref().map(|folder| Kept::open(folder, source.address())).transpose()?;
    let mut expected = Expectations::nothing(now_ms()?);
    expected.org = source.organisation();
    expected.on = arguments.on;
    expected.release = with_release;
    expected.policy = arguments.policy.clone();
    expected.earlier.clone_from(&arguments.checkpoints);
    expected.key = arguments.key.clone().map(|key| (key, Trust::Given));
    if let Some(kept) = &kept {
        expected.earlier.extend(kept.checkpoint.clone());
        expected.key = expected.key.or_else(|| kept.key.clone().map(|key| (key, Trust::Kept)));
    }
    let mut progress = Telling::begin(arguments.language);
    let report = verify(source, &expected, &mut progress);
    progress.end();
    if let Some(kept) = &kept {
        kept.remember(&report)?;
    }
    Ok(report)
}

fn print(report: &Report, arguments: &Arguments) -> Result<(), String> {
    if arguments.json {
        print_json(report)?;
    } else {
        print!("{}", text(report, arguments.language));
    }
    Ok(())
}

fn print_json(report: &impl Serialize) -> Result<(), String> {
    let json = serde_json::to_string_pretty(report).map_err(|error| error.to_string())?;
    println!("{json}");
    Ok(())
}

fn now_ms() -> Result<i64, String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?;
    i64::try_from(since.as_millis()).map_err(|error| error.to_string())
}

/// What takes longer than this is told about.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often, then.
const BETWEEN: Duration = Duration::from_secs(1);

/// Tells on stderr how far the check has come, once it takes long.
struct Telling {
    language: Language,
    next: Instant,
    has_told: bool,
}

impl Telling {
    fn begin(language: Language) -> Self {
        Self { language, next: Instant::now() + PATIENCE, has_told: false }
    }

    fn end(&self) {
        if self.has_told {
            eprintln!();
        }
    }
}

impl Progress for Telling {
    fn at(&mut self, step: Step, done: u64, of: u64) {
        let now = Instant::now();
        if now >= self.next {
            eprint!("\r{}    ", self.language.step(step, done, of));
            self.next = now + BETWEEN;
            self.has_told = true;
        }
    }
}
