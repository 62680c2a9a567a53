//! The tree of the server's leaves, and its signature: made anew only when the leaves are others.

use jiannuo_domain::leaf::Leaf;
use jiannuo_tlog::tile::Tile;
use jiannuo_tlog::{Checkpoint, Hash, SignedNote, SignerKey, empty_root, leaf_hash, node_hash};

#[derive(Default)]
pub(crate) struct Signed {
    leaves: Vec<Leaf>,
    hashes: Vec<Hash>,
    keys: Vec<String>,
    note: Option<String>,
}

impl Signed {
    /// The signed checkpoint of these leaves.
    pub(crate) fn note(&mut self, origin: &str, leaves: &[Leaf], signers: &[SignerKey]) -> String {
        let keys: Vec<String> = signers.iter().map(|signer| signer.verifier().to_string()).collect();
        if let Some(note) = self.note.as_ref().filter(|_| self.leaves == leaves && self.keys == keys) {
            return note.clone();
        }
        let same = self.leaves.iter().zip(leaves).take_while(|(old, new)| old == new).count();
        self.hashes.truncate(same);
        self.hashes.extend(leaves[same..].iter().map(|leaf| leaf_hash(&leaf.to_bytes())));
        self.leaves.truncate(same);
        self.leaves.extend_from_slice(&leaves[same..]);
        let checkpoint = Checkpoint {
            origin: origin.to_owned(),
            size: leaves.len() as u64,
            root: root_of(&self.hashes),
            extensions: Vec::new(),
        };
        let signers: Vec<&SignerKey> = signers.iter().collect();
        let note = SignedNote::sign(checkpoint.to_string(), &signers).unwrap().to_string();
        (self.keys, self.note) = (keys, Some(note.clone()));
        note
    }

    /// A tile's bytes, straight from their definition (C2SP tlog-tiles).
    pub(crate) fn tile(&self, tile: Tile) -> Vec<u8> {
        let leaves = 1 << (8 * tile.level);
        let first = tile.index as usize * 256 * leaves;
        let hashes = (0..tile.width as usize).map(|place| first + place * leaves);
        hashes.flat_map(|from| root_of(&self.hashes[from..from + leaves]).0).collect()
    }
}

/// The root of hashes of leaves (RFC 9162, 2.1.1).
fn root_of(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = hashes.split_at(hashes.len().next_power_of_two() / 2);
            node_hash(&root_of(left), &root_of(right))
        }
    }
}
