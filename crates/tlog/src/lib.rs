//! Transparency logs as the C2SP specifications have them (signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature,
//! tlog-witness, tlog-proof, tlog-policy), over RFC 6962 hashing with SHA-256.
//!
//! Bytes in, bytes out. **Architecture invariant:** no I/O, no clock, no randomness, and no panic on any input; whatever
//! comes from outside is bounded before it is read. Deliberately absent: what the entries of a log mean.

#![forbid(unsafe_code)]

pub mod checkpoint;
pub mod cosignature;
pub mod frontier;
pub mod hash;
pub mod log_key;
#[cfg(test)]
mod naive;
pub mod node;
pub mod note;
pub mod policy;
pub mod proof;
pub mod proof_file;
pub mod tile;
pub mod witness;

pub use checkpoint::Checkpoint;
pub use frontier::Frontier;
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use node::{Node, NodeReader, Subtree};
pub use note::{NoteSignature, SignedNote, SignerKey, VerifierKey};
pub use proof::ProofError;
pub use tile::{EntryBundle, Tile, TileWriter, Tiles};
