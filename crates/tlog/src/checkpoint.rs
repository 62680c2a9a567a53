//! Checkpoints: which log, how many leaves, which root (C2SP tlog-checkpoint).
//!
//! Deliberately absent: whether one checkpoint extends another (`proof`), and whose cosignatures count (`policy`).
//! **Invariant:** a checkpoint is written in one way only, so equal checkpoints have equal texts.

use std::fmt;
use std::str::FromStr;

use crate::hash::{Hash, empty_root};
use crate::note::{KeyKind, NoteError, SignedNote, VerifierKey};

/// A log's state, as a note's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's identity, which is also the name of its keys.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
    /// Further lines that the log has signed and nobody interprets; this project's logs write none.
    pub extensions: Vec<String>,
}

/// Why a text is not a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Fewer than three lines, an empty one, or no newline at the end.
    #[error("a checkpoint has at least three lines, none of them empty, each with a newline")]
    Lines,
    /// Not a number in its shortest decimal form.
    #[error("a checkpoint's size is a decimal number below 2^64 without leading zeros")]
    Size,
    /// Not 32 bytes in base64.
    #[error("a checkpoint's root is 32 bytes in standard base64")]
    Root,
    /// Size 0 with a root that is not the one of a tree without leaves.
    #[error("a log without leaves has one root only")]
    EmptyRoot,
}

/// Why a note is not a known log's checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not a note, or not signed by a known key of the log.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A note with another text.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// None of the given keys is of the log that the checkpoint names.
    #[error("the checkpoint is of the log {origin:?}, whose keys are not known")]
    OtherOrigin {
        /// The log that it names.
        origin: String,
    },
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    /// Reads a note's text (tlog-checkpoint, "Note text").
    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(CheckpointError::Lines);
        };
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if origin.is_empty() || extensions.iter().any(String::is_empty) {
            return Err(CheckpointError::Lines);
        }
        let size = parse_decimal(size).ok_or(CheckpointError::Size)?;
        let root = root.parse().map_err(|_| CheckpointError::Root)?;
        if size == 0 && root != empty_root() {
            return Err(CheckpointError::EmptyRoot);
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions })
    }
}

/// The note's text.
impl fmt::Display for Checkpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n{}\n{}\n", self.origin, self.size, self.root)?;
        self.extensions.iter().try_for_each(|line| writeln!(formatter, "{line}"))
    }
}

/// Reads a checkpoint that at least one of the given keys has signed, as its log. Only keys of type Ed25519 whose name
/// is the checkpoint's origin count; cosignatures and keys of other logs among the given ones are passed over.
///
/// # Errors
/// Any of [`OpenError`]; also when one of the log's known keys has a signature in the note that does not hold.
pub fn open(note: &[u8], keys: &[VerifierKey]) -> Result<(Checkpoint, SignedNote), OpenError> {
    let note = SignedNote::parse(note)?;
    let checkpoint = open_parsed(&note, keys)?;
    Ok((checkpoint, note))
}

/// [`open`] for a note that is parsed already.
///
/// # Errors
/// As [`open`].
pub fn open_parsed(note: &SignedNote, keys: &[VerifierKey]) -> Result<Checkpoint, OpenError> {
    let checkpoint: Checkpoint = note.text.parse()?;
    let of_log = |key: &&VerifierKey| key.kind() == KeyKind::Ed25519 && key.name() == checkpoint.origin;
    let log_keys: Vec<VerifierKey> = keys.iter().filter(of_log).cloned().collect();
    if log_keys.is_empty() {
        return Err(OpenError::OtherOrigin { origin: checkpoint.origin });
    }
    note.verify(&log_keys)?;
    Ok(checkpoint)
}

/// A decimal number as C2SP's formats have it: digits alone, no leading zeros.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let shortest = text == "0" || !text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    // An empty text is no number to the standard library either.
    if shortest && digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
