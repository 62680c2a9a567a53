//! Proofs that a leaf is in a tree and that one tree is the beginning of another (RFC 6962, sections 2.1.1 and 2.1.2),
//! made and checked.
//!
//! Making and checking walk down the same path from the root; a proof is the hash of what lies beside it, lowest first.
//! **Invariant:** a path has at most 64 steps, so whatever sizes and hashes are given, checking takes no more than that.
//! A proof has exactly as many hashes as its sizes ask for: none may be missing, none may follow.

use crate::hash::{Hash, empty_root, node_hash};
use crate::node::{MissingNode, Node, NodeReader, Subtree};

/// Most hashes that any proof has: one for each level of a tree, and one more where a consistency proof begins with a
/// subtree of its own.
pub const MAX_PROOF_HASHES: usize = u64::BITS as usize + 1;

/// Why there is no proof, or why it does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// No such leaf.
    #[error("a tree of {size} leaves has none with index {index}")]
    IndexBeyondTree {
        /// The leaf that was asked for.
        index: u64,
        /// Leaves of the tree.
        size: u64,
    },
    /// The smaller tree is the larger one.
    #[error("a tree of {old} leaves is not the beginning of one of {new}")]
    SizesReversed {
        /// Leaves of the tree that came first.
        old: u64,
        /// Leaves of the later tree.
        new: u64,
    },
    /// More or fewer hashes than the proof needs.
    #[error("the proof has {found} hashes instead of {expected}")]
    WrongLength {
        /// Hashes that this proof has.
        expected: usize,
        /// Hashes that were given.
        found: usize,
    },
    /// The hashes do not lead to the root of the tree, or of the later tree.
    #[error("the proof does not lead to the root")]
    RootMismatch,
    /// The hashes do not lead to the root of the earlier tree.
    #[error("the proof does not lead to the earlier root")]
    OldRootMismatch,
    /// A hash is not at hand.
    #[error(transparent)]
    Missing(#[from] MissingNode),
}

/// The subtrees whose hashes prove a leaf, in the order of the proof.
///
/// # Errors
///
/// When the tree has no such leaf.
pub fn inclusion_subtrees(index: u64, size: u64) -> Result<Vec<Subtree>, ProofError> {
    if index >= size {
        return Err(ProofError::IndexBeyondTree { index, size });
    }
    let mut beside = Vec::new();
    let mut at = Subtree::whole(size);
    while let Some((left, right)) = at.split() {
        let (next, other) = if index < left.end() { (left, right) } else { (right, left) };
        beside.push(other);
        at = next;
    }
    beside.reverse();
    Ok(beside)
}

/// Where a consistency proof begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seed {
    /// The smaller tree as a whole is a subtree of the larger one; the verifier has its root.
    OldRoot,
    /// The last subtree of the smaller tree, which is then the first hash of the proof.
    First(Subtree),
}

/// The seed of a consistency proof, and what lies beside the path from it to the root. For 0 < old < new.
fn consistency_path(old: u64, new: u64) -> (Seed, Vec<Subtree>) {
    let mut beside = Vec::new();
    let mut at = Subtree::whole(new);
    while at.end() != old
        && let Some((left, right)) = at.split()
    {
        let (next, other) = if old <= left.end() { (left, right) } else { (right, left) };
        beside.push(other);
        at = next;
    }
    beside.reverse();
    (if at.start() == 0 { Seed::OldRoot } else { Seed::First(at) }, beside)
}

/// The subtrees whose hashes prove that a tree is the beginning of another, in the order of the proof: none when either
/// tree is empty or both are the same.
///
/// # Errors
///
/// When the sizes are the wrong way round.
pub fn consistency_subtrees(old: u64, new: u64) -> Result<Vec<Subtree>, ProofError> {
    if old > new {
        return Err(ProofError::SizesReversed { old, new });
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let (seed, mut beside) = consistency_path(old, new);
    if let Seed::First(first) = seed {
        beside.insert(0, first);
    }
    Ok(beside)
}

/// The perfect subtrees that an inclusion proof is made of; an element of the proof may be the hash of several.
///
/// # Errors
///
/// When the tree has no such leaf.
pub fn inclusion_nodes(index: u64, size: u64) -> Result<Vec<Node>, ProofError> {
    Ok(inclusion_subtrees(index, size)?.into_iter().flat_map(Subtree::nodes).collect())
}

/// The perfect subtrees that a consistency proof is made of; an element of the proof may be the hash of several.
///
/// # Errors
///
/// When the sizes are the wrong way round.
pub fn consistency_nodes(old: u64, new: u64) -> Result<Vec<Node>, ProofError> {
    Ok(consistency_subtrees(old, new)?.into_iter().flat_map(Subtree::nodes).collect())
}

/// Proves that the leaf with an index is in the tree of a size.
///
/// # Errors
///
/// When the tree has no such leaf, or a hash is not at hand.
pub fn prove_inclusion(index: u64, size: u64, nodes: &impl NodeReader) -> Result<Vec<Hash>, ProofError> {
    hashes(inclusion_subtrees(index, size)?, nodes)
}

/// Proves that the tree of the old size is the beginning of the one of the new size.
///
/// # Errors
///
/// When the sizes are the wrong way round, or a hash is not at hand.
pub fn prove_consistency(old: u64, new: u64, nodes: &impl NodeReader) -> Result<Vec<Hash>, ProofError> {
    hashes(consistency_subtrees(old, new)?, nodes)
}

fn hashes(subtrees: Vec<Subtree>, nodes: &impl NodeReader) -> Result<Vec<Hash>, ProofError> {
    subtrees.into_iter().map(|subtree| subtree.hash(nodes).map_err(ProofError::from)).collect()
}

/// The root of the tree of a size.
///
/// # Errors
///
/// When a hash is not at hand.
pub fn root_of(size: u64, nodes: &impl NodeReader) -> Result<Hash, ProofError> {
    Ok(Subtree::whole(size).hash(nodes)?)
}

/// Checks that a leaf, by its hash, is in a tree, by its size and root.
///
/// # Errors
///
/// When it does not hold.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, root: &Hash, proof: &[Hash]) -> Result<(), ProofError> {
    let beside = inclusion_subtrees(index, size)?;
    check_length(beside.len(), proof)?;
    let reached = beside.iter().zip(proof).fold(*leaf, |hash, (subtree, other)| {
        if subtree.start() > index { node_hash(&hash, other) } else { node_hash(other, &hash) }
    });
    if reached == *root { Ok(()) } else { Err(ProofError::RootMismatch) }
}

/// Checks that a tree is the beginning of another, both by their sizes and roots.
///
/// Everything extends the empty tree, which has but one root; a tree extends itself. Neither needs any hashes.
///
/// # Errors
///
/// When it does not hold.
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::SizesReversed { old, new });
    }
    if old == 0 || old == new {
        return verify_without_proof(old, old_root, new, new_root, proof);
    }
    let (seed, beside) = consistency_path(old, new);
    let seed_hashes = usize::from(seed != Seed::OldRoot);
    check_length(seed_hashes + beside.len(), proof)?;
    let (seed_hash, others) = match (seed, proof) {
        (Seed::First(_), [first, others @ ..]) => (*first, others),
        (_, others) => (*old_root, others),
    };
    let (mut old_reached, mut new_reached) = (seed_hash, seed_hash);
    for (subtree, other) in beside.iter().zip(others) {
        if subtree.start() >= old {
            new_reached = node_hash(&new_reached, other);
        } else {
            old_reached = node_hash(other, &old_reached);
            new_reached = node_hash(other, &new_reached);
        }
    }
    check_roots((&old_reached, old_root), (&new_reached, new_root))
}

/// For an empty old tree or two trees of one size.
fn verify_without_proof(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    check_length(0, proof)?;
    let old_expected = if old == 0 { &empty_root() } else { old_root };
    let new_expected = if old == new { old_expected } else { new_root };
    check_roots((old_expected, old_root), (new_expected, new_root))
}

fn check_roots(old: (&Hash, &Hash), new: (&Hash, &Hash)) -> Result<(), ProofError> {
    if old.0 != old.1 {
        return Err(ProofError::OldRootMismatch);
    }
    if new.0 == new.1 { Ok(()) } else { Err(ProofError::RootMismatch) }
}

fn check_length(expected: usize, proof: &[Hash]) -> Result<(), ProofError> {
    if proof.len() == expected { Ok(()) } else { Err(ProofError::WrongLength { expected, found: proof.len() }) }
}

#[cfg(test)]
mod tests;
