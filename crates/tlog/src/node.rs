//! Where the hashes of a tree are: perfect subtrees by level and index, and the subtrees of RFC 6962, section 2.1, each of
//! which is made of perfect ones.
//!
//! Only perfect subtrees are ever stored or asked for: their hashes never change as the log grows. **Invariant:** every
//! coordinate is checked before it is shifted, so none of them can overflow.

use crate::hash::{Hash, empty_root, node_hash};

/// Levels of the highest tree: as many as a size has bits.
pub(crate) const LEVELS: u8 = u64::BITS as u8;

/// A perfect subtree: the hash over the leaves from `index << level` to before `(index + 1) << level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Height: 0 is a leaf's hash.
    pub level: u8,
    /// Number of subtrees of this height before it.
    pub index: u64,
}

/// Has the hashes of perfect subtrees: a store, or tiles that were fetched.
pub trait NodeReader {
    /// The hash, or `None` where it is not at hand.
    fn node(&self, node: Node) -> Option<Hash>;
}

/// A hash that a proof needs was not at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the hash of node {} on level {} is missing", .0.index, .0.level)]
pub struct MissingNode(pub Node);

/// The tree over the leaves from a start to before an end, as the recursion of RFC 6962, section 2.1, comes upon it.
///
/// Its hash is an element of a proof; only at the right edge of the tree is it not perfect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subtree {
    start: u64,
    end: u64,
}

impl Subtree {
    /// The whole tree of a size.
    pub fn whole(size: u64) -> Self {
        Self { start: 0, end: size }
    }

    /// Index of the first leaf.
    pub fn start(self) -> u64 {
        self.start
    }

    /// Index after the last leaf.
    pub fn end(self) -> u64 {
        self.end
    }

    /// Its left and right part: the left is the largest perfect subtree that leaves something to the right. `None` for
    /// fewer than two leaves.
    pub fn split(self) -> Option<(Self, Self)> {
        let size = self.end - self.start;
        if size < 2 {
            return None;
        }
        let middle = self.start + (1 << (size - 1).ilog2());
        Some((Self { start: self.start, end: middle }, Self { start: middle, end: self.end }))
    }

    /// The perfect subtrees that it is made of, largest first; at most one for each level.
    pub fn nodes(self) -> impl DoubleEndedIterator<Item = Node> {
        let size = self.end - self.start;
        (0..LEVELS).rev().filter(move |level| size >> level & 1 == 1).map(move |level| {
            // What is larger comes before it: the bits of the size above this one.
            let before = (size >> level) - 1;
            Node { level, index: (self.start >> level) + before }
        })
    }

    /// Its hash.
    ///
    /// # Errors
    ///
    /// When one of its nodes is not at hand.
    pub fn hash(self, nodes: &impl NodeReader) -> Result<Hash, MissingNode> {
        let peaks = self.nodes().map(|node| nodes.node(node).ok_or(MissingNode(node)));
        peaks.collect::<Result<Vec<Hash>, _>>().map(|peaks| root_of_peaks(&peaks))
    }
}

/// The root over perfect subtrees, largest first.
pub(crate) fn root_of_peaks(peaks: &[Hash]) -> Hash {
    peaks.iter().copied().rev().reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::naive::NaiveTree;

    proptest! {
        #[test]
        fn t_a_subtree_is_made_of_perfect_ones_without_gaps(size in any::<u64>(), turns in any::<u64>(), depth in 0..64) {
            let mut at = Subtree::whole(size);
            for turn in 0..depth {
                let Some((left, right)) = at.split() else { break };
                prop_assert_eq!((left.start(), left.end(), right.end()), (at.start(), right.start(), at.end()));
                at = if turns >> turn & 1 == 0 { left } else { right };
            }
            let mut reached = u128::from(at.start());
            for node in at.nodes() {
                prop_assert_eq!(u128::from(node.index) << node.level, reached);
                reached += 1 << node.level;
            }
            prop_assert_eq!(reached, u128::from(at.end()));
        }
    }

    #[test]
    fn t_a_subtree_has_the_hash_of_the_recursion() {
        let tree = NaiveTree::counting(40);
        let mut waiting: Vec<Subtree> = (0..=40).map(Subtree::whole).collect();
        while let Some(subtree) = waiting.pop() {
            assert_eq!(subtree.hash(&tree), Ok(tree.mth(subtree.start(), subtree.end())), "{subtree:?}");
            waiting.extend(subtree.split().into_iter().flat_map(|(left, right)| [left, right]));
        }
    }
}
