//! Roots and proofs against the crate `ct-merkle`, which has its tree in memory.

#![allow(clippy::unwrap_used)]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof};
use jiannuo_tlog::proof::{prove_consistency, prove_inclusion, root_of, verify_consistency, verify_inclusion};
use jiannuo_tlog::tile::{TileWriter, Tiles};
use jiannuo_tlog::{Hash, leaf_hash};
use proptest::prelude::*;
use sha2::Sha256;

/// Sizes of which every pair is tried.
const SMALL: usize = 40;

type TheirTree = MemoryBackedTree<Sha256, Vec<u8>>;

fn leaf(index: usize) -> Vec<u8> {
    format!("leaf {index}").into_bytes()
}

fn their_tree(size: usize) -> TheirTree {
    let mut tree = TheirTree::new();
    (0..size).for_each(|index| tree.push(leaf(index)));
    tree
}

fn our_tiles(size: usize) -> Tiles {
    let mut tiles = Tiles::new();
    for written in TileWriter::new().append((0..size).map(|index| leaf_hash(&leaf(index)))).tiles {
        tiles.insert(written.tile, &written.bytes).unwrap();
    }
    tiles
}

fn joined(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// That both agree on a leaf of a tree, and on the proof with its last hash changed.
fn check_inclusion(index: usize, size: usize, tree: &TheirTree, tiles: &Tiles) {
    let (at, of) = (index as u64, size as u64);
    let root = root_of(of, tiles).unwrap();
    assert_eq!(root.0, tree.root().as_bytes()[..]);
    let proof = prove_inclusion(at, of, tiles).unwrap();
    assert_eq!(tree.prove_inclusion(index).as_bytes(), joined(&proof), "{index} in {size}");
    let mut changed = proof.clone();
    changed.last_mut().into_iter().for_each(|hash| hash.0[31] ^= 1);
    for given in [&proof, &changed] {
        let holds = given == &proof;
        let leaf_hash = leaf_hash(&leaf(index));
        assert_eq!(verify_inclusion(&leaf_hash, at, of, &root, given).is_ok(), holds);
        let ct_proof = InclusionProof::<Sha256>::try_from_bytes(joined(given)).unwrap();
        assert_eq!(tree.root().verify_inclusion(&leaf(index), at, &ct_proof).is_ok(), holds);
    }
}

/// That both agree on the growth of a tree, and on the proof with its last hash changed.
fn check_consistency(old: usize, old_tree: &TheirTree, new: usize, new_tree: &TheirTree, tiles: &Tiles) {
    let (from, to) = (old as u64, new as u64);
    let (old_root, new_root) = (root_of(from, &our_tiles(old)).unwrap(), root_of(to, tiles).unwrap());
    let proof = prove_consistency(from, to, tiles).unwrap();
    assert_eq!(new_tree.prove_consistency(new - old).as_bytes(), joined(&proof), "{old} to {new}");
    let mut changed = proof.clone();
    changed.last_mut().into_iter().for_each(|hash| hash.0[0] ^= 128);
    for given in [&proof, &changed] {
        let holds = given == &proof;
        assert_eq!(verify_consistency(from, &old_root, to, &new_root, given).is_ok(), holds);
        let ct_proof = ConsistencyProof::<Sha256>::try_from_bytes(joined(given)).unwrap();
        assert_eq!(new_tree.root().verify_consistency(&old_tree.root(), &ct_proof).is_ok(), holds);
    }
}

#[test]
fn t_small_trees_and_their_proofs_are_those_of_others() {
    let trees: Vec<TheirTree> = (0..=SMALL).map(their_tree).collect();
    for (size, tree) in trees.iter().enumerate() {
        let tiles = our_tiles(size);
        (0..size).for_each(|index| check_inclusion(index, size, tree, &tiles));
        (1..size).for_each(|old| check_consistency(old, &trees[old], size, tree, &tiles));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn t_larger_trees_and_their_proofs_are_those_of_others(size in 2_usize..1500, at in any::<prop::sample::Index>()) {
        let (tree, tiles) = (their_tree(size), our_tiles(size));
        let index = at.index(size - 1);
        check_inclusion(index, size, &tree, &tiles);
        check_inclusion(size - 1, size, &tree, &tiles);
        check_consistency(index + 1, &their_tree(index + 1), size, &tree, &tiles);
    }
}
