//! Hashing leaves, making and checking proofs.

use jiannuo_tlog::checkpoint::open;
use jiannuo_tlog::proof::{
    ProofError, prove_consistency, prove_inclusion, root_of, verify_consistency, verify_inclusion,
};
use jiannuo_tlog::tile::{TILE_WIDTH, TileWriter, WrittenTile};
use jiannuo_tlog::{Checkpoint, Frontier, Hash, SignedNote, SignerKey, Tiles, VerifierKey, leaf_hash};

/// Bytes of a leaf: those of a pledge with a quantity, as the worker writes it.
const LEAF_BYTES: usize = 640;

/// A log whose leaves are numbered, and its tree as a server keeps it.
#[derive(Debug)]
pub struct Sample {
    leaves: Vec<Vec<u8>>,
    tiles: Tiles,
    root: Hash,
}

impl Sample {
    /// A log of so many entries.
    pub fn new(entries: u64) -> Self {
        let leaves: Vec<Vec<u8>> = (0..entries).map(leaf).collect();
        let mut writer = TileWriter::new();
        let appended = writer.append(leaves.iter().map(|leaf| leaf_hash(leaf)));
        Self { leaves, tiles: all(&appended.tiles), root: appended.root }
    }

    /// How many entries it has.
    pub fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// Checks all entries as a pull does: each is hashed, and after each bundle the tree so far is proved to be what the
    /// checkpoint's tree begins with, from tiles. The number of proofs.
    ///
    /// # Errors
    /// [`ProofError`], which is a mistake of this code: the log is good.
    pub fn check_all(&self) -> Result<u64, ProofError> {
        let mut tree = Frontier::new();
        let mut proofs = 0;
        for bundle in self.leaves.chunks(TILE_WIDTH as usize) {
            bundle.iter().for_each(|leaf| tree.push(leaf_hash(leaf)));
            if tree.size() < self.size() {
                let old_root = root_of(tree.size(), &self.tiles)?;
                let proof = prove_consistency(tree.size(), self.size(), &self.tiles)?;
                verify_consistency(tree.size(), &old_root, self.size(), &self.root, &proof)?;
                if old_root != tree.root() {
                    return Err(ProofError::OldRootMismatch);
                }
                proofs += 1;
            }
        }
        let ends_there = tree.root() == self.root;
        if ends_there { Ok(proofs + 1) } else { Err(ProofError::RootMismatch) }
    }

    /// Checks one entry as somebody does who was handed its proof and an older checkpoint: inclusion of the leaf in the
    /// tree, and that the tree extends an older one.
    ///
    /// # Errors
    /// [`ProofError`], also for an index that is not there.
    pub fn check_one(&self, proof: &OneProof) -> Result<(), ProofError> {
        let leaf = usize::try_from(proof.index).ok().and_then(|index| self.leaves.get(index));
        let leaf = leaf_hash(leaf.ok_or(ProofError::RootMismatch)?);
        verify_inclusion(&leaf, proof.index, self.size(), &self.root, &proof.inclusion)?;
        verify_consistency(proof.old_size, &proof.old_root, self.size(), &self.root, &proof.consistency)
    }

    /// What is checked for one entry.
    ///
    /// # Errors
    /// [`ProofError`] for an index or an older size that is not there.
    pub fn prove_one(&self, index: u64, old_size: u64) -> Result<OneProof, ProofError> {
        Ok(OneProof {
            index,
            inclusion: prove_inclusion(index, self.size(), &self.tiles)?,
            old_size,
            old_root: root_of(old_size, &self.tiles)?,
            consistency: prove_consistency(old_size, self.size(), &self.tiles)?,
        })
    }
}

/// One entry's proof, and that of the tree's growth.
#[derive(Debug)]
pub struct OneProof {
    index: u64,
    inclusion: Vec<Hash>,
    old_size: u64,
    old_root: Hash,
    consistency: Vec<Hash>,
}

/// A checkpoint that a log's key has signed.
#[derive(Debug)]
pub struct SignedSample {
    key: SignerKey,
    verifier: VerifierKey,
    text: String,
    note: String,
}

impl SignedSample {
    /// A checkpoint under a fixed key; `None` never, as its name is one.
    pub fn new() -> Option<Self> {
        let key = SignerKey::from_seed("jiannuo/bench/public", [7; 32]).ok()?;
        let checkpoint = Checkpoint {
            origin: key.verifier().name().to_owned(),
            size: 7,
            root: Hash([7; 32]),
            extensions: Vec::new(),
        };
        let text = checkpoint.to_string();
        let note = SignedNote::sign(text.clone(), &[&key]).ok()?.to_string();
        Some(Self { verifier: key.verifier().clone(), key, text, note })
    }

    /// Signs it again, as with every batch of pushes; the length of the signature.
    pub fn sign(&self) -> usize {
        self.key.sign(&self.text).signature.len()
    }

    /// Reads it and checks the signature, as with every pull.
    pub fn opens(&self) -> bool {
        open(self.note.as_bytes(), std::slice::from_ref(&self.verifier)).is_ok()
    }
}

/// Entries all over a log of a size, each with an older size that it is not yet in: every prime-th, so that the sizes have
/// many different shapes.
pub fn places(size: u64, count: u64) -> impl Iterator<Item = (u64, u64)> {
    const PRIME: u64 = 7_919;
    (1..=count).map(move |number| {
        let index = (number * PRIME) % size;
        (index, index.max(1))
    })
}

fn leaf(index: u64) -> Vec<u8> {
    let mut leaf = format!("{{\"at\":{index},").into_bytes();
    leaf.resize(LEAF_BYTES, b'-');
    leaf
}

fn all(written: &[WrittenTile]) -> Tiles {
    let mut tiles = Tiles::new();
    for WrittenTile { tile, bytes } in written {
        // What the writer has written is a tile.
        let _taken = tiles.insert(*tile, bytes);
    }
    tiles
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_timed_tells_a_good_log_from_another() {
        let mut sample = Sample::new(1_000);
        assert_eq!(sample.check_all(), Ok(4));
        let proof = sample.prove_one(700, 600).unwrap();
        assert_eq!(sample.check_one(&proof), Ok(()));
        sample.leaves[700][0] = b'!';
        assert!(sample.check_all().is_err());
        assert!(sample.check_one(&proof).is_err());
        let signed = SignedSample::new().unwrap();
        assert!(signed.opens());
        assert_eq!(signed.sign(), 64);
        let other = SignedSample { note: signed.note.replace("\n7\n", "\n8\n"), ..signed };
        assert!(!other.opens());
    }
}
