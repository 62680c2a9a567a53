//! The log as a tree over the leaves that this device holds: what a checkpoint's root is compared with, and what the
//! proof of one line is made of.
//!
//! Every complete node is kept, 64 bytes a leaf, so that a root or a proof of any size so far takes a few hashes. It is
//! made anew from the leaves when the app starts; deliberately absent: anything that came from a server.

use jiannuo_tlog::{Hash, empty_root, node_hash};

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

    /// Forgets the leaves after a size.
    pub(crate) fn truncate(&mut self, size: u64) {
        for (level, nodes) in self.levels.iter_mut().enumerate() {
            nodes.truncate(usize::try_from(size >> level).unwrap_or(usize::MAX));
        }
    }

    /// The complete node over leaves `index << level` and on.
    pub(crate) fn complete(&self, level: u8, index: u64) -> Option<Hash> {
        self.levels.get(usize::from(level))?.get(usize::try_from(index).ok()?).copied()
    }

    /// The root at a size up to its own.
    pub(crate) fn root_at(&self, size: u64) -> Option<Hash> {
        // The complete subtrees from left to right are the bits of the size; they are joined from the right.
        let mut root = None;
        for level in (0..u64::BITS as u8).filter(|level| size >> level & 1 == 1) {
            let peak = self.complete(level, (size >> level) - 1)?;
            root = Some(root.map_or(peak, |right| node_hash(&peak, &right)));
        }
        Some(root.unwrap_or_else(empty_root))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiannuo_tlog::leaf_hash;

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
    fn a_tree_that_was_cut_is_as_if_it_had_never_been_longer() {
        let mut tree = Tree::default();
        (0..70_u8).for_each(|number| tree.push(leaf_hash(&[number])));
        let expected = tree.root_at(37);
        tree.truncate(37);
        assert_eq!((tree.size(), tree.root_at(37), tree.root_at(38)), (37, expected, None));
        (37..70_u8).for_each(|number| tree.push(leaf_hash(&[number])));
        let mut whole = Tree::default();
        (0..70_u8).for_each(|number| whole.push(leaf_hash(&[number])));
        assert_eq!(tree.root_at(70), whole.root_at(70));
    }
}
