//! The app's files as the server hands them out, held against what the log above all others says of them (rule W27).
//!
//! Whoever changes the app has to say so in the log, or is found out here. Deliberately absent: files that the log does not
//! name; the app loads none of them, as its service worker takes the listed ones only.

use jiannuo_domain::hash::Digest;
use jiannuo_domain::ledger::Told;
use jiannuo_domain::words::ReleasedFile;

use crate::fetch::{Desk, Fetched, Unreachable};
use crate::finding::{Code, Subject};
use crate::limits::MAX_RELEASED_FILE_BYTES;
use crate::replay::Replay;
use crate::report::{ComparedRelease, Reason, Report};
use crate::verify::Step;

/// Fetches every file that the newest entry about a release names, and compares it.
pub(crate) fn check_release(desk: &mut Desk<'_>, report: &mut Report, replay: &Replay) -> Result<(), Unreachable> {
    if let Some(parent) = replay.parent() {
        report.unchecked(Reason::ReleaseElsewhere, format!("this log is below {parent}"));
        return Ok(());
    }
    let Some(release) = replay.ledger().and_then(|ledger| ledger.releases.last()).and_then(Told::words) else {
        desk.findings.add(Code::ReleaseMissing, Subject::Release, "no entry tells, or its words were erased");
        return Ok(());
    };
    let before = desk.findings.count();
    for (done, file) in (0_u64..).zip(&release.files) {
        desk.at(Step::Release, done, release.files.len() as u64);
        compare(desk, file, &release.build)?;
    }
    if desk.findings.count() == before {
        report.release = Some(ComparedRelease { build: release.build.clone(), files: release.files.len() });
    }
    Ok(())
}

fn compare(desk: &mut Desk<'_>, file: &ReleasedFile, build: &str) -> Result<(), Unreachable> {
    let about = Subject::Address { path: file.path.clone() };
    // What is no address of this server's is not asked for.
    if !file.path.starts_with('/') {
        desk.findings.add(Code::ReleaseFileMissing, about, "not an address of a server");
        return Ok(());
    }
    let Fetched::Content(content) = desk.fetch(&file.path, MAX_RELEASED_FILE_BYTES)? else {
        desk.findings.add(Code::ReleaseFileMissing, about, format!("build {build} has it"));
        return Ok(());
    };
    let served = Digest::of(&[&content]);
    if served != file.sha256 {
        let detail = format!("its SHA-256 is {served}, build {build} has {}", file.sha256);
        desk.findings.add(Code::ReleaseDiffers, about, detail);
    }
    Ok(())
}
