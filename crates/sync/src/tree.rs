//! The log as a tree over the leaves that this device holds: what a checkpoint's root is compared with, and what the
//! proof of one line is made of.
//!
//! Every complete node is kept, 64 bytes a leaf, so that a root or a proof of any size so far takes a few hashes. It is
//! made anew from the leaves when the app starts; deliberately absent: anything that came from a server.

use jiannuo_tlog::proof::root_of;
use jiannuo_tlog::{Frontier, Hash, Node, NodeReader, node_hash};

/// The complete nodes of a tree, by level.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    /// The leaves' hashes, then on each level the nodes over two of the level below.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// How many leaves it has.
    pub(crate) fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Adds a leaf.
    pub(crate) fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let Some(nodes) = self.levels.get_mut(level) else { return };
            nodes.push(node);
            let [.., left, right] = nodes.as_slice() else { return };
            if nodes.len() % 2 == 1 {
                return;
            }
            node = node_hash(left, right);
        }
    }

    /// The root that it would have with more leaves.
    pub(crate) fn root_with(&self, more: &[Hash]) -> Hash {
        // A tree has its own complete subtrees.
        let mut frontier = Frontier::read(self.size(), self).unwrap_or_default();
        more.iter().for_each(|leaf| frontier.push(*leaf));
        frontier.root()
    }

    /// The root at a size up to its own.
    pub(crate) fn root_at(&self, size: u64) -> Option<Hash> {
        root_of(size, self).ok()
    }
}

impl NodeReader for Tree {
    fn node(&self, node: Node) -> Option<Hash> {
        self.levels.get(usize::from(node.level))?.get(usize::try_from(node.index).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiannuo_tlog::{empty_root, leaf_hash};

    use super::*;

    /// The root from its definition (RFC 9162, 2.1.1).
    fn root_of(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                node_hash(&root_of(left), &root_of(right))
            }
        }
    }

    #[test]
    fn a_tree_has_the_root_of_its_definition_at_every_size() {
        let leaves: Vec<Hash> = (0..70_u8).map(|number| leaf_hash(&[number])).collect();
        let mut tree = Tree::default();
        for (size, leaf) in leaves.iter().enumerate() {
            assert_eq!(tree.root_at(size as u64), Some(root_of(&leaves[..size])));
            tree.push(*leaf);
        }
        for size in 0..=70 {
            assert_eq!(tree.root_at(size as u64), Some(root_of(&leaves[..size])));
        }
        assert_eq!(tree.root_at(71), None);
    }

    #[test]
    fn a_root_with_more_leaves_is_that_of_the_tree_once_it_has_them() {
        let leaves: Vec<Hash> = (0..70_u8).map(|number| leaf_hash(&[number])).collect();
        for size in [0, 1, 2, 3, 31, 32, 37, 64, 70] {
            let mut tree = Tree::default();
            leaves[..size].iter().for_each(|leaf| tree.push(*leaf));
            for more in size..=70 {
                assert_eq!(tree.root_with(&leaves[size..more]), root_of(&leaves[..more]), "{size} and up to {more}");
            }
        }
    }
}
