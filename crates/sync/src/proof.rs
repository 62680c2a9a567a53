//! The proof of one line: everything that somebody without this app needs to see that an entry is in the log (spec rule
//! S17), made from the leaves on this device.

use jiannuo_tlog::proof::prove_inclusion;
use jiannuo_tlog::proof_file::ProofFile;
use jiannuo_tlog::{Hash, NoteSignature, SignedNote};

use crate::replica::{Replica, SyncError};
use crate::store::Store;

/// One entry with its proof under the checkpoint that this device holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProof {
    /// The leaf's exact text.
    pub leaf: String,
    /// Its place in the log.
    pub index: u64,
    /// The checkpoint's number of entries.
    pub size: u64,
    /// The checkpoint's root.
    pub root: Hash,
    /// The hashes beside the way from the leaf to the root, from below.
    pub path: Vec<Hash>,
    /// The checkpoint, a signed note.
    pub checkpoint: String,
    /// Signatures on it that are not the log's own: what witnesses say, unchecked.
    pub cosignatures: Vec<NoteSignature>,
    /// All of it as one file (C2SP tlog-proof).
    pub file: String,
}

impl Replica {
    /// The proof of an entry under the held checkpoint; `None` when the entry is not under it, or not all of its entries
    /// are here yet.
    ///
    /// # Errors
    /// [`SyncError::Store`].
    pub async fn proof_of(&self, store: &impl Store, index: u64) -> Result<Option<LineProof>, SyncError> {
        let Some(held) = &self.held else { return Ok(None) };
        let (size, root) = (held.checkpoint.size, held.checkpoint.root);
        if index >= size || size > self.tree.size() {
            return Ok(None);
        }
        let Some(leaf) = store.leaf(&self.org, index).await? else { return Ok(None) };
        let Ok(path) = prove_inclusion(index, size, &self.tree) else { return Ok(None) };
        let Ok(note) = SignedNote::parse(held.verified.note.as_bytes()) else { return Ok(None) };
        let is_another = |signature: &&NoteSignature| signature.name != held.checkpoint.origin;
        let cosignatures = note.signatures.iter().filter(is_another).cloned().collect();
        // The entry goes along, so that the file can be checked without asking anybody for anything.
        let file = ProofFile { extra: Some(leaf.clone().into_bytes()), index, proof: path.clone(), note }.to_string();
        Ok(Some(LineProof {
            leaf,
            index,
            size,
            root,
            path,
            checkpoint: held.verified.note.clone(),
            cosignatures,
            file,
        }))
    }
}
