//! `jiannuo archive URL DIR`, and checking an archive that is there.

use std::collections::{BTreeMap, HashSet};

use jiannuo_domain::board::Identity;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::ledger::FOLD_VERSION;
use jiannuo_tlog::log_key::{LogKeys, MAX_LOG_KEYS_BYTES};
use jiannuo_tlog::note::{MAX_NOTE_BYTES, VerifierKey};
use jiannuo_verify::expectation::Trust;
use jiannuo_verify::limits::MAX_BOARD_BYTES;
use jiannuo_verify::{Code, Expectations, Finding, Progress, Report, Source, Subject, Verdict, verify};
use serde::Deserialize;

use super::download::{Download, Fetched, files_of, partial_files_of};
use super::folder::View;
use super::manifest::FORMAT;
use super::{ArchiveSource, BLOBS, BOARD_PATH, CHECKPOINT_PATH, Folder, KEYS_PATH, MANIFEST_PATH, Manifest};
use crate::http::HttpSource;
use crate::words::{Said, say};
use crate::{Arguments, Telling, now_ms, print};

/// Brings a folder up to a log; what the check of it came to.
pub(crate) fn run(folder: &Folder, arguments: &Arguments) -> Result<Verdict, String> {
    let source = HttpSource::new(&arguments.place)?;
    let _lock = folder.lock()?;
    // What a killed run had checked already.
    folder.take_over()?;
    let before = folder.manifest()?;
    let mut progress = Telling::begin(arguments.language);
    let mut archiving =
        Archiving { folder, source: &source, arguments, before: before.as_ref(), progress: &mut progress };
    let (mut fetched, mut report) = archiving.attempt(View::Fetched)?;
    if report.verdict == Verdict::DoesNotHold && before.is_some() {
        // Is it the server or the folder? All of the server's, without the folder's, says it.
        (fetched, report) = archiving.attempt(View::FetchedOnly)?;
    }
    progress.end();
    print(&report, arguments)?;
    match report.verdict {
        Verdict::Holds => {
            take_over(folder, before.as_ref(), &fetched, &source)?;
            let new = fetched.checkpoint.size.saturating_sub(before.as_ref().map_or(0, |before| before.size));
            say(arguments, &Said::Archived { folder: folder.path(), new });
        }
        Verdict::DoesNotHold => {
            let json = serde_json::to_vec_pretty(&report).map_err(|error| error.to_string())?;
            let place = folder.keep_against(&fetched.note, &json)?;
            say(arguments, &Said::KeptAgainst { place: &place });
        }
        // What was fetched stays for the next run.
        Verdict::NotChecked => {}
    }
    Ok(report.verdict)
}

struct Archiving<'a> {
    folder: &'a Folder,
    source: &'a HttpSource,
    arguments: &'a Arguments,
    before: Option<&'a Manifest>,
    progress: &'a mut Telling,
}

impl Archiving<'_> {
    /// Fetches, and checks what is in the folder then as a whole.
    fn attempt(&mut self, view: View) -> Result<(Fetched, Report), String> {
        let download = Download { folder: self.folder, view, source: self.source, progress: self.progress };
        let fetched = { download }.run()?;
        if let Some(board) = &fetched.board {
            self.folder.write(BOARD_PATH, board)?;
        }
        let archive = ArchiveSource::new(self.folder, view, fetched.checkpoint.size, Some(self.source));
        let mut expected = Expectations::nothing(now_ms()?);
        expected.board = fetched.board.is_some();
        expected.org = self.source.organisation().or(self.before.map(|before| before.org));
        expected.policy.clone_from(&self.arguments.policy);
        expected.earlier.clone_from(&self.arguments.checkpoints);
        expected.earlier.extend(self.folder.read(View::Archive, CHECKPOINT_PATH, MAX_NOTE_BYTES)?);
        let given = self.arguments.key.clone().map(|key| (key, Trust::Given));
        expected.key = given.or(first_key(self.folder)?.map(|key| (key, Trust::Kept)));
        Ok((fetched, verify(&archive, &expected, self.progress)))
    }
}

/// The key that the archive began with.
fn first_key(folder: &Folder) -> Result<Option<VerifierKey>, String> {
    let Some(content) = folder.read(View::Archive, KEYS_PATH, MAX_LOG_KEYS_BYTES)? else { return Ok(None) };
    let keys: LogKeys = serde_json::from_slice(&content).map_err(|error| format!("{KEYS_PATH}: {error}"))?;
    Ok(keys.keys.into_iter().next().map(|key| key.vkey))
}

/// Makes what was fetched, and holds, the archive.
fn take_over(folder: &Folder, before: Option<&Manifest>, fetched: &Fetched, source: &HttpSource) -> Result<(), String> {
    let (checkpoint, board) = (&fetched.checkpoint, fetched.board.as_deref());
    let org =
        checkpoint.origin.split('/').nth(1).and_then(|org| org.parse().ok()).ok_or("the log has no organisation")?;
    let mut files = BTreeMap::new();
    for path in [CHECKPOINT_PATH, KEYS_PATH] {
        let content = folder.read(View::Fetched, path, MAX_NOTE_BYTES.max(MAX_LOG_KEYS_BYTES))?;
        files.insert(path.to_owned(), Digest::of(&[&content.unwrap_or_default()]));
    }
    files.extend(board.map(|board| (BOARD_PATH.to_owned(), Digest::of(&[board]))));
    let manifest = Manifest {
        format: FORMAT,
        origin: checkpoint.origin.clone(),
        org,
        slug: slug(source, &org.to_string()),
        address: source.address().to_owned(),
        size: checkpoint.size,
        root: checkpoint.root,
        archived_ms: now_ms()?,
        board_day: board.and_then(identity_of).map(|identity| identity.today),
        files,
    };
    let wanted: HashSet<String> = files_of(checkpoint.size).map(|(path, _)| path).collect();
    folder.keep_fetched(|path| {
        let is_head = path == CHECKPOINT_PATH || path == KEYS_PATH || (path == BOARD_PATH && board.is_some());
        is_head || wanted.contains(path) || path.starts_with("log/bodies/") || fetched.blobs.contains(path)
    })?;
    // From here on a run that is killed is ended by the next one.
    folder.write(MANIFEST_PATH, manifest.to_text()?.as_bytes())?;
    folder.take_over()?;
    let mut obsolete = before.map(|before| partial_files_of(before.size)).unwrap_or_default();
    for path in partial_files_of(checkpoint.size) {
        obsolete.remove(&path);
    }
    if board.is_none() {
        obsolete.insert(BOARD_PATH.to_owned());
    }
    // Files whose words were erased.
    obsolete.extend(folder.archived(BLOBS)?.into_iter().filter(|path| !fetched.blobs.contains(path)));
    folder.remove(obsolete)
}

/// The slug: the address names it, or the server knows it.
fn slug(source: &HttpSource, org: &str) -> Option<String> {
    if source.organisation().is_none() {
        return Some(source.name().to_owned());
    }
    let tree = source.get(crate::release::TREE_PATH, crate::release::MAX_TREE_BYTES).ok()?;
    let tree: crate::release::Tree = serde_json::from_slice(&tree.content).ok()?;
    tree.organisations.into_iter().find(|one| one.org.to_string() == org).map(|one| one.slug)
}

fn identity_of(board: &[u8]) -> Option<Identity> {
    #[derive(Deserialize)]
    struct HasIdentity {
        identity: Identity,
    }
    serde_json::from_slice::<HasIdentity>(board).ok().map(|board| board.identity)
}

/// Checks an archive that is there as a log is checked, its own list of files included.
pub(crate) fn check(
    folder: &Folder,
    mut expected: Expectations,
    progress: &mut dyn Progress,
) -> Result<(Manifest, Report), String> {
    let manifest = folder.manifest()?.ok_or_else(|| format!("{} is no archive", folder.path().display()))?;
    let source = ArchiveSource::new(folder, View::Archive, manifest.size, None);
    let board = source.read(BOARD_PATH, MAX_BOARD_BYTES).map_err(|error| error.to_string())?;
    let is_of_this_fold = board.as_deref().and_then(identity_of).is_none_or(|board| board.fold == FOLD_VERSION);
    // An archive has the board of its day, or none. One that an older fold has made is nobody's to make again.
    expected.board = manifest.board_day.is_some() && is_of_this_fold;
    expected.on = expected.on.or(manifest.board_day);
    expected.org = Some(manifest.org);
    let mut report = verify(&source, &expected, progress);
    for (path, detail) in differing(&source, &manifest, &report)? {
        report.add(Finding { code: Code::ArchiveDiffers, about: Subject::Address { path }, detail });
    }
    Ok((manifest, report))
}

/// What is not as the manifest says.
fn differing(
    source: &ArchiveSource<'_>,
    manifest: &Manifest,
    report: &Report,
) -> Result<Vec<(String, String)>, String> {
    let mut differing = Vec::new();
    for (path, digest) in &manifest.files {
        let content = source.read(path, MAX_BOARD_BYTES).map_err(|error| error.to_string())?;
        match content.map(|content| Digest::of(&[&content])) {
            Some(read) if read == *digest => {}
            Some(read) => differing.push((path.clone(), format!("its SHA-256 is {read} instead of {digest}"))),
            None => differing.push((path.clone(), "it is not there".to_owned())),
        }
    }
    if let Some(head) =
        report.checkpoint.as_ref().filter(|head| (head.size, head.root) != (manifest.size, manifest.root))
    {
        let detail = format!("the list is of {} entries, the checkpoint of {}", manifest.size, head.size);
        differing.push((MANIFEST_PATH.to_owned(), detail));
    }
    Ok(differing)
}
