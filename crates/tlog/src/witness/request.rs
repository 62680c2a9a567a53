//! The body of an `add-checkpoint` request (C2SP tlog-witness, "add-checkpoint").

use std::fmt;

use crate::checkpoint::{Checkpoint, parse_decimal};
use crate::hash::Hash;
use crate::note::{MAX_NOTE_BYTES, SignedNote};

/// Hashes of a consistency proof that a request can have.
pub const MAX_PROOF_LINES: usize = 63;

/// Bytes of a hash in base64, with its newline.
const HASH_LINE_BYTES: usize = 45;

/// Bytes of "old", a space, a number of at most 20 digits, a newline.
const OLD_LINE_BYTES: usize = 4 + 20 + 1;

/// Bytes of a request that are read.
pub const MAX_REQUEST_BYTES: usize = OLD_LINE_BYTES + MAX_PROOF_LINES * HASH_LINE_BYTES + 1 + MAX_NOTE_BYTES;

/// A request to cosign a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    old_size: u64,
    proof: Vec<Hash>,
    note: SignedNote,
    checkpoint: Checkpoint,
}

/// Why bytes are not a request; each is answered with status 400.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// More than [`MAX_REQUEST_BYTES`].
    #[error("a request has at most {MAX_REQUEST_BYTES} bytes")]
    TooLong,
    /// No empty line between proof and checkpoint, or not UTF-8.
    #[error("a request is the old size, a proof, an empty line and a checkpoint")]
    Parts,
    /// The first line.
    #[error("the first line is \"old\" and a decimal number")]
    OldSize,
    /// More than [`MAX_PROOF_LINES`].
    #[error("a proof has at most {MAX_PROOF_LINES} lines")]
    ProofLength,
    /// A line of the proof.
    #[error("a line of the proof is a hash in base64")]
    ProofLine,
    /// The rest is not a signed note of a checkpoint.
    #[error("what follows the empty line is not a checkpoint")]
    Checkpoint,
}

impl AddCheckpoint {
    /// A request to cosign a checkpoint, with a proof that it extends the tree of the old size.
    ///
    /// # Errors
    /// [`RequestError::ProofLength`], [`RequestError::Checkpoint`].
    pub fn new(old_size: u64, proof: Vec<Hash>, note: SignedNote) -> Result<Self, RequestError> {
        if proof.len() > MAX_PROOF_LINES {
            return Err(RequestError::ProofLength);
        }
        let checkpoint = note.text.parse().map_err(|_| RequestError::Checkpoint)?;
        Ok(Self { old_size, proof, note, checkpoint })
    }

    /// Reads a request's body.
    ///
    /// # Errors
    /// Any of [`RequestError`].
    pub fn parse(body: &[u8]) -> Result<Self, RequestError> {
        if body.len() > MAX_REQUEST_BYTES {
            return Err(RequestError::TooLong);
        }
        let body = std::str::from_utf8(body).map_err(|_| RequestError::Parts)?;
        // Neither the old size nor a hash is an empty line, so the first one is what separates.
        let (head, note) = body.split_once("\n\n").ok_or(RequestError::Parts)?;
        let mut lines = head.split('\n');
        let old_size = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(parse_decimal);
        let old_size = old_size.ok_or(RequestError::OldSize)?;
        if lines.clone().nth(MAX_PROOF_LINES).is_some() {
            return Err(RequestError::ProofLength);
        }
        let proof = lines.map(str::parse).collect::<Result<_, _>>().map_err(|_| RequestError::ProofLine)?;
        let note = SignedNote::parse(note.as_bytes()).map_err(|_| RequestError::Checkpoint)?;
        Self::new(old_size, proof, note)
    }

    /// Size of the tree that the proof begins at.
    pub const fn old_size(&self) -> u64 {
        self.old_size
    }

    /// The consistency proof.
    pub fn proof(&self) -> &[Hash] {
        &self.proof
    }

    /// The note of the checkpoint; unverified.
    pub const fn note(&self) -> &SignedNote {
        &self.note
    }

    /// The checkpoint; unverified. Its origin says which log's state [`super::decide`] needs.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }
}

/// The request's body.
impl fmt::Display for AddCheckpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "old {}", self.old_size)?;
        self.proof.iter().try_for_each(|hash| writeln!(formatter, "{hash}"))?;
        write!(formatter, "\n{}", self.note)
    }
}
