//! `jiannuo restore DIR URL`: gives a server back what an archive has of a log that it has lost or forgotten (spec rules
//! W24 and W29).
//!
//! The archive is checked first, the server at the end; in between the server believes nothing and takes only what belongs
//! to the tree that the log has signed. Every step can be repeated. Deliberately absent: more than one organisation at a
//! time; those above come first.

use jiannuo_domain::id::to_hex;
use jiannuo_domain::leaf::{Leaf, from_bundle};
use jiannuo_domain::limits::{BLOB_CHUNK_BYTES, BUNDLE_ENTRIES, MAX_BLOB_BYTES, MAX_PUSH_BYTES};
use jiannuo_domain::push::ServedBody;
use jiannuo_domain::restore::{
    MAX_RESTORED_ENTRIES, Remembered, Restore, Restored, RestoredOrganisation, operators_input,
};
use jiannuo_domain::statement::{Reading, Statement};
use jiannuo_domain::words::{Blob, blobs_of};
use jiannuo_tlog::log_key::MAX_LOG_KEYS_BYTES;
use jiannuo_tlog::note::MAX_NOTE_BYTES;
use jiannuo_tlog::proof::{prove_consistency, prove_inclusion};
use jiannuo_tlog::tile::{EntryBundle, MAX_TILE_BYTES, Tile, Tiles, tiles_for_consistency, tiles_for_inclusion};
use jiannuo_tlog::witness::AddCheckpoint;
use jiannuo_tlog::{Hash, SignedNote};
use jiannuo_verify::limits::MAX_BUNDLE_BYTES;
use jiannuo_verify::{Answer, Code, Expectations, Subject, Verdict, verify};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::archive::{self, ArchiveSource, ArchivedBody, CHECKPOINT_PATH, Folder, KEYS_PATH, Manifest, blob_file};
use crate::arguments::Arguments;
use crate::http::HttpSource;
use crate::words::{Said, say};
use crate::{Telling, now_ms, print};

/// Bytes of leaves and words in one batch: every byte takes two at most in JSON, and proof and names are small.
const MAX_BATCH_BYTES: usize = MAX_PUSH_BYTES / 2 - 64 * 1024;

/// Brings an archive back; what the check of the server came to.
pub(crate) fn run(folder: &Folder, arguments: &Arguments) -> Result<Verdict, String> {
    let server = HttpSource::new(&arguments.place)?;
    let mut progress = Telling::begin(arguments.language);
    let (manifest, report) = archive::check(folder, Expectations::nothing(now_ms()?), &mut progress)?;
    progress.end();
    if report.verdict != Verdict::Holds {
        print(&report, arguments)?;
        say(arguments, &Said::NothingSent);
        return Ok(report.verdict);
    }
    let source = ArchiveSource::new(folder, archive::VIEW, manifest.size, None);
    let restoring = Restoring { source, manifest, server: &server, arguments };
    let sent = restoring.give_back()?;
    restoring.give_files()?;
    say(arguments, &Said::Restored { sent });
    let verdict = restoring.check_server()?;
    if verdict == Verdict::Holds && sent > 0 {
        say(arguments, &Said::WriteLater);
    }
    Ok(verdict)
}

/// An archive on its way to a server.
struct Restoring<'a> {
    source: ArchiveSource<'a>,
    manifest: Manifest,
    server: &'a HttpSource,
    arguments: &'a Arguments,
}

impl Restoring<'_> {
    /// Sends what the server lacks; how many entries it took.
    fn give_back(&self) -> Result<u64, String> {
        let began = match self.remind(0)? {
            Some(answer) => answer,
            None => {
                self.begin()?;
                self.remind(0)?.ok_or("the server has forgotten the organisation again")?
            }
        };
        let Remembered::Wanted { size: began } = began else { return Ok(0) };
        let size = self.manifest.size;
        if began >= size {
            return Ok(0);
        }
        // The proof begins where the server says that it is.
        self.remind(began)?;
        let mut theirs = began;
        while theirs < size {
            let batch = self.batch(theirs)?;
            let next = self.send(&batch)?;
            if next <= theirs {
                return Err(format!("the server takes nothing after entry {theirs}"));
            }
            theirs = next;
        }
        Ok(size - began)
    }

    /// Shows the server the archive's checkpoint; nothing where it does not know the organisation.
    fn remind(&self, old: u64) -> Result<Option<Remembered>, String> {
        let note = SignedNote::parse(&self.file(CHECKPOINT_PATH, MAX_NOTE_BYTES)?).map_err(text)?;
        let request = AddCheckpoint::new(old, self.consistency(old)?, note).map_err(text)?;
        let answer = self.post("log/remembered", request.to_string().as_bytes())?;
        match answer.status {
            404 => Ok(None),
            _ => parsed(&answer, "log/remembered").map(Some),
        }
    }

    /// Makes a server that does not know the organisation know it.
    fn begin(&self) -> Result<(), String> {
        let Some(code) = &self.arguments.founding_code else {
            return Err("the server does not know this organisation: give its store's founding code with \
                        --founding-code, and restore the organisation above first"
                .to_owned());
        };
        let is_identity = self.server.organisation().is_some();
        let named = (!is_identity).then(|| self.server.name().to_owned());
        let slug = named.or_else(|| self.manifest.slug.clone()).ok_or("name the organisation in the address")?;
        let checkpoint = String::from_utf8(self.file(CHECKPOINT_PATH, MAX_NOTE_BYTES)?).map_err(text)?;
        let note = SignedNote::parse(checkpoint.as_bytes()).map_err(text)?;
        let keys = serde_json::from_slice(&self.file(KEYS_PATH, MAX_LOG_KEYS_BYTES)?).map_err(text)?;
        let founding = self.leaves(0)?.into_iter().next().ok_or("the archive has no entries")?;
        let size = self.manifest.size;
        let tiles = self.tiles(&tiles_for_inclusion(0, size).map_err(text)?)?;
        let proof = prove_inclusion(0, size, &tiles).map_err(text)?;
        let signature = code.key_pair().sign_message(&operators_input(&slug, &note.text));
        let restored = RestoredOrganisation { slug: slug.clone(), checkpoint, keys, founding, proof, signature };
        let answer = self.post("/organisations/restored", &serde_json::to_vec(&restored).map_err(text)?)?;
        if answer.status != 201 {
            return Err(refusal(&answer, "/organisations/restored"));
        }
        say(self.arguments, &Said::Begun { slug: &slug });
        Ok(())
    }

    /// The next entries with their words, one at least.
    fn batch(&self, from: u64) -> Result<Restore, String> {
        let words = self.words(from)?;
        let (mut leaves, mut bodies, mut bytes) = (Vec::new(), Vec::new(), 0);
        for (index, leaf) in (from..).zip(self.leaves(from)?) {
            let body = words.iter().find(|body| body.index == index).map(|body| body.served.clone());
            bytes += leaf.len() + body.as_ref().map_or(0, length);
            if bytes > MAX_BATCH_BYTES && !leaves.is_empty() {
                break;
            }
            leaves.push(leaf);
            bodies.extend(body);
        }
        let proof = self.consistency(from + leaves.len() as u64)?;
        Ok(Restore { from, leaves, bodies, proof })
    }

    /// Sends a batch; how many entries the server has then.
    fn send(&self, batch: &Restore) -> Result<u64, String> {
        let answer = self.post("log/restore", &serde_json::to_vec(batch).map_err(text)?)?;
        match answer.status {
            200 => parsed::<Restored>(&answer, "log/restore").map(|restored| restored.size),
            // The answer to the same batch was lost on its way.
            409 => match serde_json::from_slice(&answer.content) {
                Ok(Remembered::Wanted { size }) if size > batch.from => Ok(size),
                _ => Err(refusal(&answer, "log/restore")),
            },
            422 => Err(format!(
                "{}: the server has signed for more than this archive knows of; take a newer one, or let members' \
                 phones bring the rest",
                refusal(&answer, "log/restore")
            )),
            _ => Err(refusal(&answer, "log/restore")),
        }
    }

    /// Checks the server as anybody would; words that it lacks and the archive has are given back once.
    fn check_server(&self) -> Result<Verdict, String> {
        let mut progress = Telling::begin(self.arguments.language);
        let mut expected = Expectations::nothing(now_ms()?);
        expected.org = Some(self.manifest.org);
        expected.earlier = vec![self.file(CHECKPOINT_PATH, MAX_NOTE_BYTES)?];
        let mut report = verify(self.server, &expected, &mut progress);
        let missing: Vec<u64> = report
            .findings
            .iter()
            .filter(|finding| finding.code == Code::BodyMissing)
            .filter_map(|finding| if let Subject::Body { index, .. } = finding.about { Some(index) } else { None })
            .collect();
        if !missing.is_empty() && self.give_words(&missing)? {
            self.give_files()?;
            report = verify(self.server, &expected, &mut progress);
        }
        progress.end();
        print(&report, self.arguments)?;
        Ok(report.verdict)
    }

    /// Gives words back that entries of the server lack; whether the archive has any of them.
    fn give_words(&self, missing: &[u64]) -> Result<bool, String> {
        let mut has_given = false;
        for index in missing.iter().filter(|index| **index < self.manifest.size) {
            let found = self.words(*index)?.into_iter().find(|body| body.index == *index);
            let Some(body @ ServedBody::Present { .. }) = found.map(|body| body.served) else { continue };
            let restore = Restore { from: 0, leaves: Vec::new(), bodies: vec![body], proof: Vec::new() };
            let answer = self.post("log/restore", &serde_json::to_vec(&restore).map_err(text)?)?;
            parsed::<Restored>(&answer, "log/restore")?;
            has_given = true;
        }
        Ok(has_given)
    }

    /// Gives files back that words name and the server lacks. It takes what the words vouch for, from anybody; what it does
    /// not take, the check of it finds.
    fn give_files(&self) -> Result<(), String> {
        for blob in self.files()? {
            let address = format!("blobs/{}", blob.hash);
            if !self.server.has(&address).map_err(text)? {
                self.give_file(&address, &blob)?;
            }
        }
        Ok(())
    }

    /// The files that the archive's words name.
    fn files(&self) -> Result<Vec<Blob>, String> {
        let size = self.manifest.size;
        let mut files = Vec::new();
        for bundle in 0..size.div_ceil(BUNDLE_ENTRIES) {
            let first = bundle * BUNDLE_ENTRIES;
            let words = self.words(first)?;
            if words.is_empty() {
                continue;
            }
            let leaves = self.bundle(first)?;
            for ArchivedBody { index, served } in words {
                let ServedBody::Present { body, .. } = served else { continue };
                let leaf = usize::try_from(index - first).ok().and_then(|place| leaves.get(place));
                let statement =
                    leaf.and_then(|leaf| Leaf::from_bytes(leaf).ok()).map(|leaf| Statement::read(&leaf.statement));
                if let Some(Ok(Reading::Known(statement))) = statement {
                    files.extend(blobs_of(&statement.kind, &body.text));
                }
            }
        }
        Ok(files)
    }

    fn give_file(&self, address: &str, blob: &Blob) -> Result<(), String> {
        let bytes = self.file(&blob_file(&blob.hash), MAX_BLOB_BYTES as usize)?;
        let mut offset = 0;
        // Each piece once, and once more where the server has another part than was thought.
        for _ in 0..2 * bytes.len().div_ceil(BLOB_CHUNK_BYTES) {
            let end = (offset + BLOB_CHUNK_BYTES).min(bytes.len());
            let Some(piece) = bytes.get(offset..end).filter(|piece| !piece.is_empty()) else { break };
            let headers = [
                ("upload-offset", offset.to_string()),
                ("upload-length", bytes.len().to_string()),
                ("upload-complete", if end == bytes.len() { "?1" } else { "?0" }.to_owned()),
                ("jiannuo-blob-salt", to_hex(&blob.salt.0)),
                ("jiannuo-blob-media", blob.media.name().to_owned()),
            ];
            let (answer, told) = self.server.patch(address, &headers, piece).map_err(text)?;
            match (answer.status, told) {
                (204 | 409, Some(next)) => offset = next,
                // Not wanted, or not yet.
                (401 | 410 | 503, _) => break,
                _ => return Err(refusal(&answer, address)),
            }
        }
        Ok(())
    }

    /// The leaves from an index to the end of its bundle, at most as many as one batch has.
    fn leaves(&self, from: u64) -> Result<Vec<String>, String> {
        let skipped = usize::try_from(from % BUNDLE_ENTRIES).map_err(text)?;
        let some = self.bundle(from)?.into_iter().skip(skipped).take(MAX_RESTORED_ENTRIES);
        some.map(|leaf| String::from_utf8(leaf).map_err(text)).collect()
    }

    /// All leaves of the bundle that an index is in.
    fn bundle(&self, index: u64) -> Result<Vec<Vec<u8>>, String> {
        let bundle = EntryBundle::at(index / BUNDLE_ENTRIES, self.manifest.size).ok_or("the archive ends here")?;
        let content = self.file(&format!("log/{}", bundle.path()), MAX_BUNDLE_BYTES)?;
        Ok(from_bundle(&content).map_err(text)?.into_iter().map(<[u8]>::to_vec).collect())
    }

    fn words(&self, index: u64) -> Result<Vec<ArchivedBody>, String> {
        let bodies = self.source.bodies(index).map_err(text)?;
        // The archive was checked: every line is one.
        Ok(bodies.into_iter().filter_map(Result::ok).collect())
    }

    /// That the tree of a size is a beginning of the archive's.
    fn consistency(&self, old: u64) -> Result<Vec<Hash>, String> {
        let size = self.manifest.size;
        if old == 0 || old >= size {
            return Ok(Vec::new());
        }
        let tiles = self.tiles(&tiles_for_consistency(old, size).map_err(text)?)?;
        prove_consistency(old, size, &tiles).map_err(text)
    }

    fn tiles(&self, needed: &[Tile]) -> Result<Tiles, String> {
        let mut tiles = Tiles::new();
        for tile in needed {
            // As wide as it is in this tree, which is how it is kept.
            let kept = Tile::at(tile.level, tile.index, self.manifest.size).unwrap_or(*tile);
            let content = self.file(&format!("log/{}", kept.path()), MAX_TILE_BYTES)?;
            tiles.insert(*tile, content.get(..tile.bytes()).unwrap_or(&content)).map_err(text)?;
        }
        Ok(tiles)
    }

    fn file(&self, path: &str, limit_bytes: usize) -> Result<Vec<u8>, String> {
        self.source.read(path, limit_bytes).map_err(text)?.ok_or_else(|| format!("the archive has no {path}"))
    }

    fn post(&self, path: &str, content: &[u8]) -> Result<Answer, String> {
        self.server.post(path, content).map_err(|error| format!("{path}: {error}"))
    }
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

fn parsed<T: DeserializeOwned>(answer: &Answer, path: &str) -> Result<T, String> {
    if answer.status != 200 {
        return Err(refusal(answer, path));
    }
    serde_json::from_slice(&answer.content).map_err(|error| format!("{path}: {error}"))
}

/// What the server says instead, by its code.
fn refusal(answer: &Answer, path: &str) -> String {
    #[derive(Deserialize)]
    struct Refused {
        error: String,
    }
    match serde_json::from_slice::<Refused>(&answer.content) {
        Ok(Refused { error }) => format!("{path}: refused with {} {error}", answer.status),
        Err(_) => format!("{path}: HTTP {}", answer.status),
    }
}

fn length(body: &ServedBody) -> usize {
    match body {
        ServedBody::Present { body, .. } => body.text.len(),
        ServedBody::Erased { .. } => 0,
    }
}
