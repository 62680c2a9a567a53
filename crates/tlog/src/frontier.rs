//! The right edge of a tree: all that is needed to add leaves and to know the root, in the memory of one hash a level.
//!
//! Deliberately absent: the hashes further left; proofs need them, adding does not.

use crate::hash::{Hash, node_hash};
use crate::node::{MissingNode, Node, NodeReader, Subtree, root_of_peaks};

/// Largest size that a frontier is made for: half of what fits, so that nobody lives to see it overflow by pushing.
pub const MAX_FRONTIER_SIZE: u64 = u64::MAX >> 1;

/// The hashes of the perfect subtrees that a tree is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

/// A frontier that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    /// One hash belongs to each 1 bit of the size.
    #[error("a tree of {size} leaves has {} peaks, not {found}", size.count_ones())]
    WrongPeaks {
        /// Leaves that were claimed.
        size: u64,
        /// Hashes that were given.
        found: usize,
    },
    /// Over [`MAX_FRONTIER_SIZE`].
    #[error("a tree of {0} leaves is larger than any log's")]
    TooLarge(u64),
    /// A hash is not at hand.
    #[error(transparent)]
    Missing(#[from] MissingNode),
}

impl Frontier {
    /// Of the empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// From what [`Frontier::size`] and [`Frontier::peaks`] said, as a store kept it.
    ///
    /// # Errors
    ///
    /// When there are not as many hashes as the size needs, or the size is too large.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Result<Self, FrontierError> {
        check_size(size)?;
        if peaks.len() != size.count_ones() as usize {
            return Err(FrontierError::WrongPeaks { size, found: peaks.len() });
        }
        Ok(Self { size, peaks })
    }

    /// From the hashes of a tree that is at least this large.
    ///
    /// # Errors
    ///
    /// When a hash is not at hand, or the size is too large.
    pub fn read(size: u64, nodes: &impl NodeReader) -> Result<Self, FrontierError> {
        check_size(size)?;
        let peaks = Subtree::whole(size).nodes().map(|node| nodes.node(node).ok_or(MissingNode(node)));
        Ok(Self { size, peaks: peaks.collect::<Result<_, _>>()? })
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of the perfect subtrees, largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        root_of_peaks(&self.peaks)
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        self.push_seeing(leaf, |_, _| ());
    }

    /// Adds a leaf by its hash and tells of every perfect subtree that this completes, lowest first: the leaf itself,
    /// then its parents. Over many leaves that are two for each.
    pub fn push_seeing(&mut self, leaf: Hash, mut completed: impl FnMut(Node, Hash)) {
        let mut node = Node { level: 0, index: self.size };
        let mut hash = leaf;
        completed(node, hash);
        // A right child completes its parent, whose left child is then the smallest peak.
        while node.index & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = node_hash(&left, &hash);
            node = Node { level: node.level + 1, index: node.index >> 1 };
            completed(node, hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }
}

fn check_size(size: u64) -> Result<(), FrontierError> {
    if size > MAX_FRONTIER_SIZE { Err(FrontierError::TooLarge(size)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::hash::empty_root;
    use crate::naive::{NaiveTree, numbered};

    #[test]
    fn t_each_leaf_gives_the_root_of_the_recursion() {
        let tree = NaiveTree::counting(600);
        let mut frontier = Frontier::new();
        assert_eq!(frontier.root(), empty_root());
        for size in 1..=600 {
            frontier.push(tree.leaf(size - 1));
            assert_eq!((frontier.size(), frontier.root()), (size, tree.mth(0, size)));
            assert_eq!(Frontier::from_peaks(size, frontier.peaks().to_vec()), Ok(frontier.clone()));
            assert_eq!(Frontier::read(size, &tree), Ok(frontier.clone()));
        }
    }

    #[test]
    fn t_every_perfect_subtree_is_told_of_once() {
        let tree = NaiveTree::counting(300);
        let mut frontier = Frontier::new();
        let mut told = std::collections::BTreeMap::new();
        for index in 0..300 {
            frontier.push_seeing(tree.leaf(index), |node, hash| assert_eq!(told.insert(node, hash), None));
        }
        let expected = (0..9).flat_map(|level| (0..300 >> level).map(move |index| Node { level, index }));
        assert_eq!(told, expected.map(|node| (node, tree.node(node).unwrap())).collect());
    }

    #[test]
    fn t_a_frontier_that_cannot_be_is_refused() {
        let peaks = |count: u64| (0..count).map(numbered).collect::<Vec<_>>();
        assert_eq!(Frontier::from_peaks(0, vec![]), Ok(Frontier::new()));
        assert_eq!(Frontier::from_peaks(5, peaks(3)), Err(FrontierError::WrongPeaks { size: 5, found: 3 }));
        assert_eq!(Frontier::from_peaks(0, peaks(1)), Err(FrontierError::WrongPeaks { size: 0, found: 1 }));
        assert!(Frontier::from_peaks(MAX_FRONTIER_SIZE, peaks(63)).is_ok());
        let beyond = MAX_FRONTIER_SIZE + 1;
        assert_eq!(Frontier::from_peaks(beyond, peaks(1)), Err(FrontierError::TooLarge(beyond)));
        assert_eq!(Frontier::read(beyond, &NaiveTree::counting(0)), Err(FrontierError::TooLarge(beyond)));
    }

    proptest! {
        #[test]
        fn t_a_frontier_of_any_size_goes_on_where_the_tree_is(size in 0..=MAX_FRONTIER_SIZE, more in 0_u64..40) {
            let tree = NaiveTree::with_leaves((size..size + more).map(|index| (index, numbered(index))));
            let mut frontier = Frontier::read(size, &tree).unwrap();
            prop_assert_eq!(frontier.root(), tree.mth(0, size));
            (size..size + more).for_each(|index| frontier.push(tree.leaf(index)));
            prop_assert_eq!(frontier.root(), tree.mth(0, size + more));
        }
    }
}
