//! Proof files: that an entry is in a log, in one text that can be checked offline (C2SP tlog-proof).
//!
//! Deliberately absent: the entry itself; who checks a proof has it, or finds it in the extra data, which nothing in the
//! proof vouches for. **Invariant:** what is parsed is written again as it was read.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{Checkpoint, OpenError, open_parsed, parse_decimal};
use crate::hash::Hash;
use crate::note::{MAX_NOTE_BYTES, NoteError, SignedNote, VerifierKey};
use crate::policy::{Policy, Verdict};
use crate::proof::verify_inclusion;

/// The name of the format, its first line.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// Bytes of extra data: an entry and its body, each far below 32 KiB.
pub const MAX_EXTRA_BYTES: usize = 64 * 1024;

/// Hashes of an inclusion proof: one a level, in a tree of less than 2^64 leaves.
pub const MAX_INCLUSION_HASHES: usize = 64;

/// Bytes of a proof file that are read: the note, the extra data in base64, hashes in lines of 45 bytes, and 1 KiB for
/// the header, the index and the words before them.
pub const MAX_PROOF_FILE_BYTES: usize =
    MAX_NOTE_BYTES + MAX_EXTRA_BYTES.div_ceil(3) * 4 + MAX_INCLUSION_HASHES * 45 + 1024;

/// A proof that the log of a checkpoint has an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// Data that comes along; authenticated by nothing.
    pub extra: Option<Vec<u8>>,
    /// The entry's place in the log, from 0.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling upwards.
    pub proof: Vec<Hash>,
    /// The checkpoint's note with whatever cosignatures it has.
    pub note: SignedNote,
}

/// Why bytes are not a proof, or prove nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileError {
    /// More than [`MAX_PROOF_FILE_BYTES`].
    #[error("a proof has at most {MAX_PROOF_FILE_BYTES} bytes")]
    TooLong,
    /// Another first line, not UTF-8, or no empty line before the checkpoint.
    #[error("a proof begins with {HEADER:?} and has an empty line before its checkpoint")]
    Parts,
    /// Extra data that are not base64, or more than [`MAX_EXTRA_BYTES`].
    #[error("the extra data are not base64 of at most {MAX_EXTRA_BYTES} bytes")]
    Extra,
    /// No index.
    #[error("the line with the entry's index is missing or wrong")]
    Index,
    /// A line that is not a hash, or more than [`MAX_INCLUSION_HASHES`].
    #[error("the proof is not at most {MAX_INCLUSION_HASHES} lines of a hash each")]
    Hashes,
    /// What follows the empty line is not a note.
    #[error("the checkpoint is not a signed note: {0}")]
    Note(#[source] NoteError),
    /// The note is not a checkpoint of a log that is accepted.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The entry is not in the tree of the checkpoint at this index.
    #[error("the entry is not in the log at this index")]
    NotIncluded,
    /// Too few witnesses have cosigned.
    #[error("too few of the policy's witnesses have cosigned")]
    QuorumNotMet,
}

impl ProofFile {
    /// Reads a proof (tlog-proof, "Format").
    ///
    /// # Errors
    /// Any of [`ProofFileError`] up to `Note`.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileError> {
        if bytes.len() > MAX_PROOF_FILE_BYTES {
            return Err(ProofFileError::TooLong);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| ProofFileError::Parts)?;
        let (head, note) = text.split_once("\n\n").ok_or(ProofFileError::Parts)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(ProofFileError::Parts);
        }
        let extra = lines.next_if(|line| line.starts_with("extra ")).map(parse_extra).transpose()?;
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(parse_decimal);
        let index = index.ok_or(ProofFileError::Index)?;
        if lines.clone().nth(MAX_INCLUSION_HASHES).is_some() {
            return Err(ProofFileError::Hashes);
        }
        let proof = lines.map(str::parse).collect::<Result<_, _>>().map_err(|_| ProofFileError::Hashes)?;
        let note = SignedNote::parse(note.as_bytes()).map_err(ProofFileError::Note)?;
        Ok(Self { extra, index, proof, note })
    }

    /// The checkpoint of a log whose key is among the given ones, in whose tree the leaf is at the index. Says nothing
    /// about witnesses.
    ///
    /// # Errors
    /// [`ProofFileError::Open`], [`ProofFileError::NotIncluded`].
    pub fn verify(&self, leaf: &Hash, keys: &[VerifierKey]) -> Result<Checkpoint, ProofFileError> {
        let checkpoint = open_parsed(&self.note, keys)?;
        self.verify_in(leaf, &checkpoint)?;
        Ok(checkpoint)
    }

    /// Like [`verify`](Self::verify), by a policy whose quorum must be met. `context_logs` as for [`Policy::evaluate`].
    ///
    /// # Errors
    /// [`ProofFileError::Open`], [`ProofFileError::NotIncluded`], [`ProofFileError::QuorumNotMet`].
    pub fn verify_by_policy<'policy>(
        &self,
        leaf: &Hash,
        policy: &'policy Policy,
        context_logs: &[VerifierKey],
    ) -> Result<Verdict<'policy>, ProofFileError> {
        let verdict = policy.evaluate(&self.note, context_logs)?;
        self.verify_in(leaf, &verdict.checkpoint)?;
        if verdict.quorum_met { Ok(verdict) } else { Err(ProofFileError::QuorumNotMet) }
    }

    fn verify_in(&self, leaf: &Hash, checkpoint: &Checkpoint) -> Result<(), ProofFileError> {
        verify_inclusion(leaf, self.index, checkpoint.size, &checkpoint.root, &self.proof)
            .map_err(|_| ProofFileError::NotIncluded)
    }
}

/// The file's text.
impl fmt::Display for ProofFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(formatter, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(formatter, "index {}", self.index)?;
        self.proof.iter().try_for_each(|hash| writeln!(formatter, "{hash}"))?;
        write!(formatter, "\n{}", self.note)
    }
}

fn parse_extra(line: &str) -> Result<Vec<u8>, ProofFileError> {
    let base64 = line.strip_prefix("extra ").ok_or(ProofFileError::Extra)?;
    let extra = STANDARD.decode(base64).map_err(|_| ProofFileError::Extra)?;
    if extra.len() > MAX_EXTRA_BYTES { Err(ProofFileError::Extra) } else { Ok(extra) }
}

#[cfg(test)]
mod tests;
