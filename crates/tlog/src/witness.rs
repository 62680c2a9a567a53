//! The witness's side of `add-checkpoint` and the log's (C2SP tlog-witness): the request, the decision, the answer.
//!
//! [`decide`] is a function of what the witness has stored and what it is asked; it changes nothing. **Invariant of the
//! caller:** reading the stored state, deciding and storing the new state are one atomic step for each origin, and the
//! new state is durable before a cosignature is made, let alone sent. A cosignature says "the largest I have seen": were
//! one to leave before its state is kept, a crash, or a second request between the two, would let the witness cosign a
//! smaller or another tree next, and two cosigned trees that exclude each other are just what witnesses are there to
//! prevent.
//!
//! Deliberately absent: the clock, storage, HTTP, and which logs a witness takes.

mod answer;
mod request;

pub use answer::{AnswerError, MAX_ANSWER_BYTES, cosignature_lines, parse_cosignatures, parse_latest_size};
pub use request::{AddCheckpoint, MAX_PROOF_LINES, MAX_REQUEST_BYTES, RequestError};

use crate::checkpoint::{OpenError, open_parsed};
use crate::hash::{Hash, empty_root};
use crate::note::VerifierKey;
use crate::proof::verify_consistency;

/// Media type of the answer to a request whose old size is not the latest (tlog-witness, "add-checkpoint").
pub const LATEST_SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";

/// Media type of all other answers.
pub const TEXT_CONTENT_TYPE: &str = "text/plain; charset=utf-8";

/// The latest checkpoint of a log that a witness has cosigned; all that it has to keep for an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latest {
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The request is not one.
    #[error("malformed request: {0}")]
    Malformed(#[from] RequestError),
    /// The old size is beyond the checkpoint's.
    #[error("the old size is larger than the checkpoint's")]
    OldBeyondNew,
    /// No key is known for the origin.
    #[error("unknown log")]
    UnknownLog,
    /// No known key of the log has signed, or a signature in its name does not hold.
    #[error("the checkpoint is not signed by a known key of the log")]
    NotSigned,
    /// The old size is not that of the latest cosigned checkpoint, which is given.
    #[error("the latest cosigned checkpoint has size {0}")]
    Conflict(u64),
    /// The log has signed another root for the size that is cosigned already: two histories. Worth keeping: together
    /// with the cosigned checkpoint the request's is proof of it.
    #[error("another root was cosigned for this size")]
    OtherRoot,
    /// The hashes do not prove that the checkpoint extends the latest. This alone shows nothing of the log, for
    /// anybody can send a wrong proof.
    #[error("the consistency proof does not hold")]
    BadProof,
}

impl Refusal {
    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::OldBeyondNew => 400,
            Self::NotSigned => 403,
            Self::UnknownLog => 404,
            Self::Conflict(_) | Self::OtherRoot => 409,
            Self::BadProof => 422,
        }
    }

    /// The media type of [`body`](Self::body).
    pub const fn content_type(&self) -> &'static str {
        match self {
            Self::Conflict(_) => LATEST_SIZE_CONTENT_TYPE,
            _ => TEXT_CONTENT_TYPE,
        }
    }

    /// The answer's body: the latest size for [`Refusal::Conflict`], words for people otherwise.
    pub fn body(&self) -> String {
        match self {
            Self::Conflict(size) => format!("{size}\n"),
            other => format!("{other}\n"),
        }
    }
}

/// Whether a witness cosigns: the state to store if it does (status 200), or why it does not.
///
/// `latest` is what is stored for the origin of the request's checkpoint, nothing if none was ever cosigned. Of
/// `known_keys` those of that origin count. The order of the checks is the specification's. Equal sizes with equal roots
/// are cosigned again, with a newer time.
///
/// # Errors
/// Any of [`Refusal`] but `Malformed`.
pub fn decide(latest: Option<Latest>, request: &AddCheckpoint, known_keys: &[VerifierKey]) -> Result<Latest, Refusal> {
    let checkpoint = open_parsed(request.note(), known_keys).map_err(|error| match error {
        OpenError::OtherOrigin { .. } => Refusal::UnknownLog,
        OpenError::Note(_) | OpenError::Checkpoint(_) => Refusal::NotSigned,
    })?;
    let latest = latest.unwrap_or_else(|| Latest { size: 0, root: empty_root() });
    let next = Latest { size: checkpoint.size, root: checkpoint.root };
    if request.old_size() > next.size {
        return Err(Refusal::OldBeyondNew);
    }
    if request.old_size() != latest.size {
        return Err(Refusal::Conflict(latest.size));
    }
    extends(&latest, &next, request.proof())?;
    Ok(next)
}

/// Whether the next tree is the latest one grown. Nothing is to be proven of a tree without leaves, nor of equal ones,
/// and the proof is empty then.
fn extends(latest: &Latest, next: &Latest, proof: &[Hash]) -> Result<(), Refusal> {
    if latest.size == 0 || latest.size == next.size {
        return match proof {
            [] if latest.size != next.size || latest.root == next.root => Ok(()),
            [] => Err(Refusal::OtherRoot),
            _ => Err(Refusal::BadProof),
        };
    }
    verify_consistency(latest.size, &latest.root, next.size, &next.root, proof).map_err(|_| Refusal::BadProof)
}

#[cfg(test)]
mod tests;
