//! Fetching what an archive lacks of a log: checkpoint and keys, then tiles and bundles, then words, then the board.
//!
//! What never changes, full tiles and bundles, is fetched once; words once as well, and dropped when an entry erases them.
//! Nothing is judged here but what decides what to fetch. **Invariant:** nothing of the archive itself is changed; all goes
//! to the folder of what was fetched.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::{Leaf, from_bundle};
use jiannuo_domain::limits::{BUNDLE_ENTRIES, MAX_BLOB_BYTES};
use jiannuo_domain::push::ServedBody;
use jiannuo_domain::statement::{Reading, Statement};
use jiannuo_domain::words::{Blob, blobs_of};
use jiannuo_tlog::log_key::MAX_LOG_KEYS_BYTES;
use jiannuo_tlog::note::MAX_NOTE_BYTES;
use jiannuo_tlog::tile::{EntryBundle, MAX_TILE_BYTES, TILE_LEVELS, TILE_WIDTH, Tile};
use jiannuo_tlog::{Checkpoint, SignedNote};
use jiannuo_verify::limits::{MAX_BOARD_BYTES, MAX_BODIES_BYTES, MAX_BUNDLE_BYTES, MAX_ENTRIES, MAX_ROUNDS};
use jiannuo_verify::{Progress, Source, SourceError, Step};

use super::bodies::lines;
use super::folder::View;
use super::source::MAX_BODIES_FILE_BYTES;
use super::{ArchivedBody, BLOBS, BOARD_PATH, CHECKPOINT_PATH, Folder, KEYS_PATH, blob_file, bodies_path, body_lines};

/// A log on its way into a folder.
pub(super) struct Download<'a> {
    pub(super) folder: &'a Folder,
    /// What counts as there already.
    pub(super) view: View,
    pub(super) source: &'a dyn Source,
    pub(super) progress: &'a mut dyn Progress,
}

/// What was fetched.
pub(super) struct Fetched {
    pub(super) checkpoint: Checkpoint,
    /// The signed note as it came.
    pub(super) note: String,
    /// The board, if it is of just these entries.
    pub(super) board: Option<Vec<u8>>,
    /// Where the files are that its words name.
    pub(super) blobs: HashSet<String>,
}

/// What the leaves say of words.
#[derive(Default)]
struct Named {
    /// The words that entries name, by the entry's place.
    bodies: BTreeMap<u64, Digest>,
    of_entry: HashMap<EntryId, Digest>,
    /// What kind of entry names them.
    kinds: HashMap<Digest, Kind>,
    erased: HashSet<Digest>,
}

/// The addresses of all tiles and bundles of a log, in the order of the log.
pub(super) fn files_of(size: u64) -> impl Iterator<Item = (String, usize)> {
    let bundles = (0..size.div_ceil(TILE_WIDTH)).filter_map(move |index| EntryBundle::at(index, size));
    let bundles = bundles.map(|bundle| (format!("log/{}", bundle.path()), MAX_BUNDLE_BYTES));
    let tiles = (0..TILE_LEVELS).flat_map(move |level| (0..).map_while(move |index| Tile::at(level, index, size)));
    bundles.chain(tiles.map(|tile| (format!("log/{}", tile.path()), MAX_TILE_BYTES)))
}

/// The addresses of those that are not full, which the next entry replaces.
pub(super) fn partial_files_of(size: u64) -> BTreeSet<String> {
    let width = size % TILE_WIDTH;
    let bundle = Some(EntryBundle { index: size / TILE_WIDTH, width }).filter(|_| width > 0);
    let last = |level: u8| {
        let index = (size >> (8 * u32::from(level))) / TILE_WIDTH;
        Tile::at(level, index, size).filter(|tile| !tile.is_full())
    };
    let tiles = (0..TILE_LEVELS).filter_map(last).map(|tile| format!("log/{}", tile.path()));
    tiles.chain(bundle.map(|bundle| format!("log/{}", bundle.path()))).collect()
}

impl Download<'_> {
    /// Fetches until what is there hangs together.
    pub(super) fn run(&mut self) -> Result<Fetched, String> {
        let mut fetched = self.log()?;
        for _ in 1..MAX_ROUNDS {
            let Some((checkpoint, note)) = fetched.1 else { break };
            fetched = self.to(checkpoint, note)?;
        }
        Ok(fetched.0)
    }

    fn log(&mut self) -> Result<(Fetched, Option<(Checkpoint, String)>), String> {
        let (checkpoint, note) = self.checkpoint()?;
        let wanted: HashSet<String> = files_of(checkpoint.size).map(|(path, _)| path).collect();
        self.folder
            .keep_fetched(|path| wanted.contains(path) || path.starts_with("log/bodies/") || path.starts_with(BLOBS))?;
        self.to(checkpoint, note)
    }

    /// Fetches what is missing up to a checkpoint; the next checkpoint, if words or board are of a later one.
    fn to(&mut self, checkpoint: Checkpoint, note: String) -> Result<(Fetched, Option<(Checkpoint, String)>), String> {
        let size = checkpoint.size;
        if let Some(keys) = self.get(KEYS_PATH, MAX_LOG_KEYS_BYTES)? {
            self.folder.write(KEYS_PATH, &keys)?;
        }
        let count = files_of(size).count() as u64;
        for (done, (path, limit_bytes)) in (0..).zip(files_of(size)) {
            self.progress.at(Step::Entries, done, count);
            if self.folder.has(self.view, &path) {
                continue;
            }
            if let Some(content) = self.get(&path, limit_bytes)? {
                self.folder.write(&path, &content)?;
            }
        }
        let named = self.named(size)?;
        let mut is_behind = false;
        for bundle in 0..size.div_ceil(BUNDLE_ENTRIES) {
            is_behind |= self.words(bundle, &named)?;
        }
        let blobs = self.files(size, &named)?;
        let board = self.get(BOARD_PATH, MAX_BOARD_BYTES)?;
        let board_size = board.as_deref().and_then(size_of_board);
        self.folder.write(CHECKPOINT_PATH, note.as_bytes())?;
        let fetched = Fetched { checkpoint, note, board: board.filter(|_| board_size == Some(size)), blobs };
        let next = match board_size {
            Some(later) if later > size => Some(self.checkpoint()?),
            // Answered from a cache.
            Some(earlier) if earlier < size => {
                self.source.wait();
                Some(self.checkpoint()?)
            }
            _ if is_behind => Some(self.checkpoint()?),
            _ => None,
        };
        Ok((fetched, next))
    }

    fn checkpoint(&mut self) -> Result<(Checkpoint, String), String> {
        let content = self.get(CHECKPOINT_PATH, MAX_NOTE_BYTES)?.ok_or("there is no log at this address")?;
        let note = SignedNote::parse(&content).map_err(|error| format!("{CHECKPOINT_PATH}: {error}"))?;
        let checkpoint: Checkpoint = note.text.parse().map_err(|error| format!("{CHECKPOINT_PATH}: {error}"))?;
        if checkpoint.size > MAX_ENTRIES {
            return Err(format!("{} entries, at most {MAX_ENTRIES}", checkpoint.size));
        }
        Ok((checkpoint, note.to_string()))
    }

    /// Reads through all leaves; what cannot be read is for the check to find.
    fn named(&self, size: u64) -> Result<Named, String> {
        let mut named = Named::default();
        for index in 0..size.div_ceil(TILE_WIDTH) {
            let Some(bundle) = EntryBundle::at(index, size) else { break };
            let path = format!("log/{}", bundle.path());
            let content = self.folder.read(self.view, &path, MAX_BUNDLE_BYTES)?.unwrap_or_default();
            for (index, leaf) in (bundle.first()..).zip(from_bundle(&content).unwrap_or_default()) {
                let statement = Leaf::from_bytes(leaf).ok().and_then(|leaf| Statement::read(&leaf.statement).ok());
                if let Some(Reading::Known(statement)) = statement {
                    named.add(index, &statement);
                }
            }
        }
        Ok(named)
    }

    /// Brings the words of a bundle up to date; whether some were erased by an entry that is not here yet.
    fn words(&mut self, bundle: u64, named: &Named) -> Result<bool, String> {
        let first = bundle * BUNDLE_ENTRIES;
        let wanted: BTreeMap<u64, Digest> =
            named.bodies.range(first..first + BUNDLE_ENTRIES).map(|(index, hash)| (*index, *hash)).collect();
        let path = bodies_path(bundle);
        let content = self.folder.read(self.view, &path, MAX_BODIES_FILE_BYTES)?;
        let had: BTreeMap<u64, ArchivedBody> = lines(content.as_deref().unwrap_or_default()).filter_map(kept).collect();
        let mut has = had.clone();
        has.retain(|index, body| wanted.get(index) == Some(hash_of(&body.served)) && is_whole(&body.served));
        self.fetch_words(&wanted, &mut has)?;
        let mut is_behind = false;
        for body in has.values_mut() {
            let hash = *hash_of(&body.served);
            if named.erased.contains(&hash) {
                body.served = ServedBody::Erased { hash, erased: true };
            } else if matches!(body.served, ServedBody::Erased { .. }) {
                is_behind = true;
            }
        }
        if content.is_none() || has != had {
            self.folder.write(&path, &body_lines(has.values())?)?;
        }
        Ok(is_behind)
    }

    /// Fetches the files that the words name and that are not there; where they are.
    fn files(&mut self, size: u64, named: &Named) -> Result<HashSet<String>, String> {
        let mut wanted = HashSet::new();
        let bundles = size.div_ceil(BUNDLE_ENTRIES);
        for bundle in 0..bundles {
            self.progress.at(Step::Files, bundle, bundles);
            let content = self.folder.read(self.view, &bodies_path(bundle), MAX_BODIES_FILE_BYTES)?.unwrap_or_default();
            for (_, body) in lines(&content).filter_map(kept) {
                for blob in named.files_of(&body.served) {
                    let path = blob_file(&blob.hash);
                    if !self.folder.has(self.view, &path)
                        && let Some(content) = self.get(&format!("blobs/{}", blob.hash), MAX_BLOB_BYTES as usize)?
                    {
                        self.folder.write(&path, &content)?;
                    }
                    wanted.insert(path);
                }
            }
        }
        Ok(wanted)
    }

    /// Fetches the words that are not there.
    fn fetch_words(&self, wanted: &BTreeMap<u64, Digest>, has: &mut BTreeMap<u64, ArchivedBody>) -> Result<(), String> {
        let places: HashMap<Digest, u64> = wanted.iter().map(|(index, hash)| (*hash, *index)).collect();
        let mut from = 0;
        while let Some(index) = wanted.range(from..).map(|(index, _)| *index).find(|index| !has.contains_key(index)) {
            let content = self.get(&format!("log/bodies/from/{index}"), MAX_BODIES_BYTES)?.unwrap_or_default();
            for served in lines(&content).filter_map(|line| serde_json::from_slice::<ServedBody>(line).ok()) {
                if let Some(index) = places.get(hash_of(&served)) {
                    has.entry(*index).or_insert(ArchivedBody { index: *index, served });
                }
            }
            // What does not come is missing, which is for the check to find.
            from = index + 1;
        }
        Ok(())
    }

    fn get(&self, path: &str, limit_bytes: usize) -> Result<Option<Vec<u8>>, String> {
        match self.source.get(path, limit_bytes) {
            Ok(answer) => match answer.status {
                200 => Ok(Some(answer.content)),
                404 | 410 => Ok(None),
                status => Err(format!("{path}: HTTP {status}")),
            },
            Err(SourceError::TooLong) => Ok(None),
            Err(SourceError::Unreachable(why)) => Err(format!("{path}: {why}")),
        }
    }
}

impl Named {
    /// The files that words name.
    fn files_of(&self, served: &ServedBody) -> Vec<Blob> {
        match (served, self.kinds.get(hash_of(served))) {
            (ServedBody::Present { body, .. }, Some(kind)) => blobs_of(kind, &body.text),
            _ => Vec::new(),
        }
    }

    fn add(&mut self, index: u64, statement: &Statement) {
        if let Some(hash) = statement.body {
            self.bodies.insert(index, hash);
            self.of_entry.insert(statement.entry, hash);
            self.kinds.insert(hash, statement.kind.clone());
        }
        if statement.kind == Kind::BodyErased {
            let target = statement.codes.as_ref().and_then(|codes| codes.entry);
            self.erased.extend(target.and_then(|entry| self.of_entry.get(&entry)));
        }
    }
}

fn kept(line: &[u8]) -> Option<(u64, ArchivedBody)> {
    ArchivedBody::from_line(line).map(|body| (body.index, body))
}

pub(crate) const fn hash_of(served: &ServedBody) -> &Digest {
    let (ServedBody::Present { hash, .. } | ServedBody::Erased { hash, .. }) = served;
    hash
}

/// Whether words are those of their hash; what a disk has damaged is fetched again.
fn is_whole(served: &ServedBody) -> bool {
    match served {
        ServedBody::Present { hash, body } => body.digest() == *hash,
        ServedBody::Erased { .. } => true,
    }
}

/// Of how many entries a board is.
fn size_of_board(board: &[u8]) -> Option<u64> {
    let board: serde_json::Value = serde_json::from_slice(board).ok()?;
    board.get("identity")?.get("size")?.as_u64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w29_the_files_of_a_log_are_its_full_tiles_and_the_right_edge() {
        let paths = |size| files_of(size).map(|(path, _)| path).collect::<Vec<_>>();
        assert_eq!(paths(0), Vec::<String>::new());
        assert_eq!(paths(3), ["log/tile/entries/000.p/3", "log/tile/0/000.p/3"]);
        assert_eq!(
            paths(257),
            [
                "log/tile/entries/000",
                "log/tile/entries/001.p/1",
                "log/tile/0/000",
                "log/tile/0/001.p/1",
                "log/tile/1/000.p/1",
            ]
        );
        assert_eq!(paths(256), ["log/tile/entries/000", "log/tile/0/000", "log/tile/1/000.p/1"]);
        for size in [0, 1, 3, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000] {
            let partial: BTreeSet<_> = paths(size).into_iter().filter(|path| path.contains(".p/")).collect();
            assert_eq!(partial_files_of(size), partial, "{size}");
        }
    }
}
