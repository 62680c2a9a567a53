#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::hash::leaf_hash;
use crate::naive::{NaiveTree, numbered};

/// Sizes of which every pair is tried.
const SMALL: u64 = 70;

#[test]
fn t_proofs_are_those_of_the_recursion_for_all_small_trees() {
    let tree = NaiveTree::counting(SMALL);
    for size in 0..=SMALL {
        let root = tree.mth(0, size);
        assert_eq!(root_of(size, &tree), Ok(root));
        for index in 0..size {
            let proof = prove_inclusion(index, size, &tree).unwrap();
            assert_eq!(proof, tree.path(index, 0, size), "{index} in {size}");
            assert_eq!(verify_inclusion(&tree.leaf(index), index, size, &root, &proof), Ok(()));
        }
        for old in 1..=size {
            let proof = prove_consistency(old, size, &tree).unwrap();
            assert_eq!(proof, tree.subproof(old, 0, size, true), "{old} to {size}");
            assert_eq!(verify_consistency(old, &tree.mth(0, old), size, &root, &proof), Ok(()));
        }
    }
}

#[test]
fn t_a_proof_holds_for_no_other_leaf_index_or_size() {
    let tree = NaiveTree::counting(20);
    for size in 1..=17 {
        let root = tree.mth(0, size);
        for index in 0..size {
            let proof = prove_inclusion(index, size, &tree).unwrap();
            for (other_index, other_size) in (0..20).flat_map(|index| (0..20).map(move |size| (index, size))) {
                // Two leaves with paths of the same turns and sides cannot be told apart by the path, but by the leaf.
                if other_index != index {
                    let other = tree.leaf(other_index);
                    assert!(verify_inclusion(&other, other_index, other_size, &root, &proof).is_err());
                }
                if other_size != size && verify_inclusion(&tree.leaf(index), index, other_size, &root, &proof).is_ok() {
                    // The size is not hashed: a path may fit several, of which the signed one is given with the root.
                    assert_eq!(turns(index, other_size), turns(index, size));
                }
            }
        }
    }
}

/// The side that each hash of a proof is on.
fn turns(index: u64, size: u64) -> Vec<bool> {
    inclusion_subtrees(index, size).unwrap().iter().map(|subtree| subtree.start() > index).collect()
}

#[test]
fn t_consistency_holds_between_no_other_roots() {
    let tree = NaiveTree::counting(SMALL);
    let roots: Vec<Hash> = (0..=26).map(|size| tree.mth(0, size)).collect();
    for (old, new) in (1..=25).flat_map(|new| (1..=new).map(move |old| (old, new))) {
        let proof = prove_consistency(old, new, &tree).unwrap();
        let (old_root, new_root) = (tree.mth(0, old), tree.mth(0, new));
        for (other, other_root) in (0..).zip(&roots) {
            let from_other = verify_consistency(old, other_root, new, &new_root, &proof);
            assert_eq!(from_other.is_ok(), other == old, "{old} to {new}, from {other}");
            let to_other = verify_consistency(old, &old_root, new, other_root, &proof);
            assert_eq!(to_other.is_ok(), other == new, "{old} to {new}, to {other}");
        }
    }
}

#[test]
fn t_a_changed_history_has_no_proof() {
    let honest = NaiveTree::counting(SMALL);
    for changed in 0..12 {
        let lying = NaiveTree::with_leaves((0..SMALL).map(|at| (at, numbered(if at == changed { 1000 } else { at }))));
        for new in changed + 1..=26 {
            for old in changed + 1..=new {
                let proof = prove_consistency(old, new, &lying).unwrap();
                let verdict = verify_consistency(old, &honest.mth(0, old), new, &lying.mth(0, new), &proof);
                assert!(verdict.is_err(), "{changed} changed, {old} to {new}");
            }
        }
    }
}

#[test]
fn t_the_empty_tree_has_one_root_and_everything_extends_it() {
    let (root, other) = (leaf_hash(b"a"), leaf_hash(b"b"));
    let empty = empty_root();
    assert_eq!(verify_consistency(0, &empty, 0, &empty, &[]), Ok(()));
    assert_eq!(verify_consistency(0, &empty, 1, &root, &[]), Ok(()));
    assert_eq!(verify_consistency(0, &other, 1, &root, &[]), Err(ProofError::OldRootMismatch));
    assert_eq!(verify_consistency(0, &other, 0, &other, &[]), Err(ProofError::OldRootMismatch));
    assert_eq!(verify_consistency(0, &empty, 0, &other, &[]), Err(ProofError::RootMismatch));
    assert_eq!(verify_consistency(3, &root, 3, &root, &[]), Ok(()));
    assert_eq!(verify_consistency(3, &root, 3, &other, &[]), Err(ProofError::RootMismatch));
    let too_long = Err(ProofError::WrongLength { expected: 0, found: 1 });
    assert_eq!(verify_consistency(0, &empty, 1, &root, &[other]), too_long);
    assert_eq!(verify_consistency(3, &root, 3, &root, &[other]), too_long);
    assert_eq!(verify_consistency(2, &root, 1, &other, &[]), Err(ProofError::SizesReversed { old: 2, new: 1 }));
    assert_eq!(verify_inclusion(&root, 0, 0, &empty, &[]), Err(ProofError::IndexBeyondTree { index: 0, size: 0 }));
}

#[test]
fn t_a_missing_hash_is_named() {
    struct Nothing;
    impl NodeReader for Nothing {
        fn node(&self, _: Node) -> Option<Hash> {
            None
        }
    }
    let missing = |level, index| ProofError::Missing(MissingNode(Node { level, index }));
    assert_eq!(prove_inclusion(2, 4, &Nothing), Err(missing(0, 3)));
    assert_eq!(prove_consistency(3, 4, &Nothing), Err(missing(0, 2)));
    assert_eq!(root_of(6, &Nothing), Err(missing(2, 0)));
    assert_eq!(root_of(0, &Nothing), Ok(empty_root()));
}

/// A size and an index below it, of any magnitude.
fn index_and_size() -> impl Strategy<Value = (u64, u64)> {
    (any::<u64>(), any::<u64>(), 0_u32..64).prop_map(|(index, size, shift)| {
        let size = (size >> shift).max(1);
        (index % size, size)
    })
}

/// Every proof near a proof: a bit flipped, a hash left out, doubled, put in or exchanged with another.
fn spoilt(proof: &[Hash], stranger: Hash) -> Vec<Vec<Hash>> {
    let mut all = Vec::new();
    for at in 0..=proof.len() {
        let mut longer = proof.to_vec();
        longer.insert(at, stranger);
        all.push(longer);
    }
    for at in 0..proof.len() {
        let mut shorter = proof.to_vec();
        all.push([proof, &[shorter.remove(at)]].concat());
        all.push(shorter);
        all.extend((0..256).map(|bit| {
            let mut flipped = proof.to_vec();
            flipped[at].0[bit / 8] ^= 1 << (bit % 8);
            flipped
        }));
        all.extend((at + 1..proof.len()).filter(|other| proof[at] != proof[*other]).map(|other| {
            let mut exchanged = proof.to_vec();
            exchanged.swap(at, other);
            exchanged
        }));
    }
    all
}

#[test]
fn t_every_spoilt_proof_is_rejected_in_small_trees() {
    let tree = NaiveTree::counting(12);
    let stranger = leaf_hash(b"stranger");
    for size in 1..=12 {
        let root = tree.mth(0, size);
        for index in 0..size {
            for proof in spoilt(&tree.path(index, 0, size), stranger) {
                assert!(verify_inclusion(&tree.leaf(index), index, size, &root, &proof).is_err());
            }
        }
        for old in 1..=size {
            let old_root = tree.mth(0, old);
            for proof in spoilt(&tree.subproof(old, 0, size, true), stranger) {
                assert!(verify_consistency(old, &old_root, size, &root, &proof).is_err());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn t_inclusion_in_trees_of_any_size((index, size) in index_and_size(), flip in 0_usize..256, at in any::<prop::sample::Index>()) {
        let tree = NaiveTree::with_leaves([(index, numbered(index)), (size - 1, numbered(size - 1))]);
        let root = tree.mth(0, size);
        let proof = prove_inclusion(index, size, &tree).unwrap();
        prop_assert_eq!(&proof, &tree.path(index, 0, size));
        prop_assert!(proof.len() <= MAX_PROOF_HASHES);
        let leaf = tree.leaf(index);
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &root, &proof), Ok(()));
        if !proof.is_empty() {
            let mut flipped = proof.clone();
            flipped[at.index(proof.len())].0[flip / 8] ^= 1 << (flip % 8);
            prop_assert_eq!(verify_inclusion(&leaf, index, size, &root, &flipped), Err(ProofError::RootMismatch));
            prop_assert!(verify_inclusion(&leaf, index, size, &root, &proof[1..]).is_err());
        }
        prop_assert!(verify_inclusion(&leaf, index, size, &root, &[proof, vec![leaf]].concat()).is_err());
    }

    #[test]
    fn t_consistency_of_trees_of_any_size((old, new) in index_and_size(), flip in 0_usize..256, at in any::<prop::sample::Index>()) {
        prop_assume!(old > 0);
        let tree = NaiveTree::with_leaves([(old - 1, numbered(old)), (old, numbered(1)), (new - 1, numbered(new))]);
        let (old_root, new_root) = (tree.mth(0, old), tree.mth(0, new));
        let proof = prove_consistency(old, new, &tree).unwrap();
        prop_assert_eq!(&proof, &tree.subproof(old, 0, new, true));
        prop_assert!(proof.len() <= MAX_PROOF_HASHES);
        prop_assert_eq!(verify_consistency(old, &old_root, new, &new_root, &proof), Ok(()));
        let mut flipped = proof.clone();
        flipped[at.index(proof.len())].0[flip / 8] ^= 1 << (flip % 8);
        prop_assert!(verify_consistency(old, &old_root, new, &new_root, &flipped).is_err());
        prop_assert!(verify_consistency(old, &old_root, new, &new_root, &proof[1..]).is_err());
        prop_assert!(verify_consistency(old, &old_root, new, &new_root, &[proof, vec![old_root]].concat()).is_err());
    }

    #[test]
    fn t_nothing_makes_checking_panic(
        numbers in any::<[u64; 2]>(),
        near in any::<[i8; 2]>(),
        roots in any::<[[u8; 32]; 2]>(),
        proof in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash), 0..70),
    ) {
        let roots = roots.map(Hash);
        let edges = near.map(|near| u64::MAX.wrapping_add_signed(i64::from(near)));
        for [a, b] in [numbers, edges, [numbers[0], edges[0]], [edges[1], numbers[1]]] {
            prop_assert!(verify_inclusion(&roots[0], a, b, &roots[1], &proof).is_err());
            prop_assert!(verify_consistency(a, &roots[0], b, &roots[1], &proof).is_err());
        }
    }
}

#[test]
fn t_the_longest_proofs_there_are() {
    assert_eq!(inclusion_subtrees(u64::MAX - 1, u64::MAX).unwrap().len(), 63);
    assert_eq!(inclusion_subtrees(0, u64::MAX).unwrap().len(), 64);
    let longest = [u64::MAX - 1, u64::MAX - 2, (1 << 63) - 1, (1 << 62) + 1, 1];
    assert!(longest.iter().all(|old| consistency_subtrees(*old, u64::MAX).unwrap().len() <= MAX_PROOF_HASHES));
    assert_eq!(consistency_subtrees((1 << 63) - 1, u64::MAX).unwrap().len(), MAX_PROOF_HASHES);
}
