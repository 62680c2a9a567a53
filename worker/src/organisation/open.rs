//! Opening a log: what is in memory of it, made from storage, and whether it may be written to (spec rule W21).
//!
//! The tree is computed anew from the leaves and compared with the stored tiles, and its root with the checkpoint that the
//! log has signed. **Invariant:** a log that does not match its own word is read, never written: another checkpoint over
//! it would be the evidence of two histories. What was lost has to come back from those who have it.

use jiannuo_domain::acceptance::Roster;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::statement::{LogName, origin};
use jiannuo_domain::succession::Succession;
use jiannuo_tlog::log_key::{LogKeys, SeedError, Seeds};
use jiannuo_tlog::tile::{TileWriter, WrittenTile};

use super::signing::{NotSigning, Signing, is_signed};
use super::store::{FORMAT_WITHOUT_BLOBS, FORMAT_WITHOUT_TREE, Folded, LogStore, SignedCheckpoint, StoreError};
use super::succession::Successor;
use crate::faults::Faults;

/// Why a log is not written to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReadOnly {
    /// The deployment has no good seeds.
    #[error("the binding LOG_KEYS: {0}")]
    Seeds(#[from] SeedError),
    /// Nobody here can sign for it.
    #[error(transparent)]
    NotSigning(#[from] NotSigning),
    /// The keys on record are none.
    #[error("the keys on record cannot be read")]
    Keys,
    /// The checkpoint cannot be read, or none of the log's keys has signed it.
    #[error("the checkpoint is not what the log has signed")]
    Checkpoint,
    /// The leaves make another tree than the one that the log has signed.
    #[error("the leaves are not those of the signed checkpoint")]
    Leaves,
    /// The tiles are not those of the leaves.
    #[error("the tiles are not those of the leaves")]
    Tiles,
    /// Nobody can say in an office log by whose roster it is judged.
    #[error("the organisation has no custodian of this deployment")]
    NoCustodian,
    /// The log has signed for more entries than it has; those who remember them can give them back.
    #[error("the log has forgotten entries that it had signed for")]
    Forgotten,
    /// Another log continues it, whether or not what it has forgotten has come back meanwhile.
    #[error("the log is continued by another one")]
    Succeeded,
}

/// A log in memory: a cache of storage.
#[derive(Debug)]
pub(crate) struct OpenLog {
    /// What its statements say.
    pub(crate) ledger: Ledger,
    /// The right edge of its tree.
    pub(crate) tiles: TileWriter,
    /// Its newest checkpoint; `None` while it has no entries, or cannot be signed for the first time.
    pub(crate) checkpoint: Option<SignedCheckpoint>,
    /// The keys that it has signed with; none while it has no checkpoint.
    pub(crate) keys: LogKeys,
    /// What it signs with, or why it is not written to.
    pub(crate) signing: Result<Signing, ReadOnly>,
    /// What it had signed, when it has forgotten some of it.
    pub(crate) forgotten: Option<SignedCheckpoint>,
    /// The log that continues it.
    pub(crate) successor: Option<Successor>,
}

impl OpenLog {
    /// What a successor would have to say of this log; nothing of one that has all that it had signed for.
    pub(crate) fn lost(&self) -> Option<Succession> {
        self.forgotten.as_ref().map(|signed| Succession {
            org: self.ledger.acceptance().org(),
            size: signed.size,
            root: signed.root,
            kept: self.tiles.size(),
            kept_root: self.tiles.root(),
        })
    }
}

/// A log's storage and what goes with its opening.
#[derive(Debug)]
pub(crate) struct Opening<'a> {
    /// The tables.
    pub(crate) store: &'a LogStore,
    /// The deployment's seeds.
    pub(crate) seeds: &'a Result<Seeds, SeedError>,
    /// The organisation.
    pub(crate) org: OrganisationId,
    /// Which of its logs.
    pub(crate) log: LogName,
    /// What an office log is judged by.
    pub(crate) roster: Roster,
    /// The time, for a key that begins now.
    pub(crate) now_ms: i64,
    /// Provoked faults.
    pub(crate) faults: Faults,
}

impl Opening<'_> {
    /// Opens the log.
    pub(crate) fn open(self) -> Result<OpenLog, StoreError> {
        let mut empty = Ledger::new(self.org, self.log);
        if self.log == LogName::Office {
            empty.judge_by(self.roster.clone());
        }
        let Folded { ledger, leaves } = self.store.fold(empty)?;
        let mut tiles = TileWriter::new();
        let written = tiles.append(leaves).tiles;
        let log = OpenLog {
            ledger,
            tiles,
            checkpoint: None,
            keys: LogKeys { keys: Vec::new() },
            signing: Err(ReadOnly::Checkpoint),
            forgotten: None,
            successor: None,
        };
        if self.store.format()?.as_deref() == Some(FORMAT_WITHOUT_BLOBS) {
            self.store.add_blob_tables()?;
        }
        match self.store.format()?.as_deref() {
            None => Ok(OpenLog { signing: self.first_signing(), ..log }),
            Some(FORMAT_WITHOUT_TREE) => self.add_tree(log, &written),
            Some(_) => Ok(match self.store.successor()? {
                // It keeps its word and says nothing more, whatever has come back of it.
                Some(successor) => {
                    let (successor, signing) = (Some(successor), Err(ReadOnly::Succeeded));
                    OpenLog { signing, successor, ..self.go_on(log, &written)? }
                }
                None => self.go_on(log, &written)?,
            }),
        }
    }

    fn origin(&self) -> String {
        origin(self.org, self.log)
    }

    fn first_signing(&self) -> Result<Signing, ReadOnly> {
        let seeds = self.seeds.as_ref().map_err(|error| ReadOnly::Seeds(*error))?;
        Ok(Signing::first(seeds, self.origin(), self.now_ms)?)
    }

    /// Gives a log of the format before its tree, its key and its first checkpoint.
    fn add_tree(&self, log: OpenLog, written: &[WrittenTile]) -> Result<OpenLog, StoreError> {
        let begun = self.first_signing().and_then(|signing| {
            let checkpoint = signing.checkpoint(log.tiles.size(), log.tiles.root(), self.now_ms)?;
            Ok((signing, checkpoint))
        });
        let (mut signing, checkpoint) = match begun {
            Ok(begun) => begun,
            Err(read_only) => return Ok(OpenLog { signing: Err(read_only), ..log }),
        };
        if let Some(key) = signing.new_key() {
            self.store.add_tree(written, key, &checkpoint, self.faults)?;
        }
        signing.is_on_record();
        Ok(OpenLog { checkpoint: Some(checkpoint), keys: signing.keys().clone(), signing: Ok(signing), ..log })
    }

    /// Takes up a log that has signed before.
    fn go_on(&self, log: OpenLog, written: &[WrittenTile]) -> Result<OpenLog, StoreError> {
        let stored = self.store.checkpoint()?;
        let keys = self.store.log_keys()?;
        if let Some(keys) = &keys
            && let Some(forgotten) = self.forgotten(&log, stored.as_ref(), keys)?
        {
            let (keys, signing) = (keys.clone(), Err(ReadOnly::Forgotten));
            return Ok(OpenLog { checkpoint: stored, keys, signing, forgotten: Some(forgotten), ..log });
        }
        let checked = self.check(&log, written, stored.as_ref(), keys.as_ref())?;
        let log = OpenLog { checkpoint: stored, keys: keys.unwrap_or(log.keys), ..log };
        let begun = checked.and_then(|keys| {
            let seeds = self.seeds.as_ref().map_err(|error| ReadOnly::Seeds(*error))?;
            Ok(Signing::go_on(seeds, self.origin(), keys, self.now_ms)?)
        });
        match begun {
            Ok(signing) if signing.new_key().is_some() => self.hand_over(log, signing),
            signing => Ok(OpenLog { signing, ..log }),
        }
    }

    /// A checkpoint of this log over more entries than it has: its own, or one that somebody remembered.
    fn forgotten(
        &self,
        log: &OpenLog,
        stored: Option<&SignedCheckpoint>,
        keys: &LogKeys,
    ) -> Result<Option<SignedCheckpoint>, StoreError> {
        let remembered = self.store.remembered()?;
        let known = stored.into_iter().chain(remembered.as_ref());
        let signed = known.filter(|checkpoint| is_signed(checkpoint, &self.origin(), keys));
        Ok(signed.max_by_key(|checkpoint| checkpoint.size).filter(|largest| largest.size > log.tiles.size()).cloned())
    }

    /// Whether what is stored is what the log has signed: its keys then.
    fn check(
        &self,
        log: &OpenLog,
        written: &[WrittenTile],
        stored: Option<&SignedCheckpoint>,
        keys: Option<&LogKeys>,
    ) -> Result<Result<LogKeys, ReadOnly>, StoreError> {
        let Some(keys) = keys else { return Ok(Err(ReadOnly::Keys)) };
        let Some(checkpoint) = stored.filter(|checkpoint| is_signed(checkpoint, &self.origin(), keys)) else {
            return Ok(Err(ReadOnly::Checkpoint));
        };
        if (checkpoint.size, checkpoint.root) != (log.tiles.size(), log.tiles.root()) {
            return Ok(Err(ReadOnly::Leaves));
        }
        Ok(if self.store.has_tiles(written)? { Ok(keys.clone()) } else { Err(ReadOnly::Tiles) })
    }

    /// Keeps the note by which the old key hands over, with a checkpoint that both have signed.
    fn hand_over(&self, log: OpenLog, mut signing: Signing) -> Result<OpenLog, StoreError> {
        let checkpoint = match signing.checkpoint(log.tiles.size(), log.tiles.root(), self.now_ms) {
            Ok(checkpoint) => checkpoint,
            Err(error) => return Ok(OpenLog { signing: Err(error.into()), ..log }),
        };
        self.store.hand_over(signing.keys(), &checkpoint, self.faults)?;
        signing.is_on_record();
        Ok(OpenLog { checkpoint: Some(checkpoint), keys: signing.keys().clone(), signing: Ok(signing), ..log })
    }
}
