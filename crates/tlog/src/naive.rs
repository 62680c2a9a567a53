//! RFC 6962, section 2.1, word for word, for the tests to compare with: recursive, and as slow as it says.
//!
//! Trees are given by the leaves that differ from one default leaf, so that those of any size have a root: the hash of a
//! perfect subtree of default leaves depends on its level alone.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use crate::hash::{Hash, empty_root, leaf_hash, node_hash};
use crate::node::{LEVELS, Node, NodeReader};

/// A tree as large as anybody asks for.
pub(crate) struct NaiveTree {
    others: BTreeMap<u64, Hash>,
    default_by_level: Vec<Hash>,
}

impl NaiveTree {
    /// All leaves differ.
    pub(crate) fn counting(size: u64) -> Self {
        Self::with_leaves((0..size).map(|index| (index, numbered(index))))
    }

    /// These leaves, and default ones between and after them.
    pub(crate) fn with_leaves(others: impl IntoIterator<Item = (u64, Hash)>) -> Self {
        let mut default_by_level = vec![leaf_hash(b"default")];
        for level in 1..usize::from(LEVELS) {
            let below = default_by_level[level - 1];
            default_by_level.push(node_hash(&below, &below));
        }
        Self { others: others.into_iter().collect(), default_by_level }
    }

    /// The hash of a leaf.
    pub(crate) fn leaf(&self, index: u64) -> Hash {
        self.others.get(&index).copied().unwrap_or(self.default_by_level[0])
    }

    /// MTH(D[start:end]).
    pub(crate) fn mth(&self, start: u64, end: u64) -> Hash {
        let n = end - start;
        match n {
            0 => empty_root(),
            1 => self.leaf(start),
            _ if n.is_power_of_two() && self.others.range(start..end).next().is_none() => {
                self.default_by_level[n.trailing_zeros() as usize]
            }
            _ => {
                let k = largest_power_below(n);
                node_hash(&self.mth(start, start + k), &self.mth(start + k, end))
            }
        }
    }

    /// PATH(m, D[start:end]), m counted from the start.
    pub(crate) fn path(&self, m: u64, start: u64, end: u64) -> Vec<Hash> {
        let n = end - start;
        if n == 1 {
            return Vec::new();
        }
        let k = largest_power_below(n);
        if m < k {
            let mut path = self.path(m, start, start + k);
            path.push(self.mth(start + k, end));
            path
        } else {
            let mut path = self.path(m - k, start + k, end);
            path.push(self.mth(start, start + k));
            path
        }
    }

    /// SUBPROOF(m, D[start:end], b), m counted from the start.
    pub(crate) fn subproof(&self, m: u64, start: u64, end: u64, b: bool) -> Vec<Hash> {
        let n = end - start;
        if m == n {
            return if b { Vec::new() } else { vec![self.mth(start, end)] };
        }
        let k = largest_power_below(n);
        if m <= k {
            let mut proof = self.subproof(m, start, start + k, b);
            proof.push(self.mth(start + k, end));
            proof
        } else {
            let mut proof = self.subproof(m - k, start + k, end, false);
            proof.push(self.mth(start, start + k));
            proof
        }
    }
}

impl NodeReader for NaiveTree {
    fn node(&self, node: Node) -> Option<Hash> {
        Some(self.mth(node.index << node.level, (node.index + 1) << node.level))
    }
}

/// A leaf that is like no other.
pub(crate) fn numbered(index: u64) -> Hash {
    leaf_hash(&index.to_be_bytes())
}

/// "The largest power of two smaller than n".
fn largest_power_below(n: u64) -> u64 {
    let mut k = 1_u64;
    while k.checked_mul(2).is_some_and(|twice| twice < n) {
        k *= 2;
    }
    k
}

#[test]
fn t_the_roots_that_certificate_transparency_publishes() {
    // Test leaves and roots of the first Certificate Transparency implementation.
    let leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let hashes = leaves.iter().zip(0..).map(|(leaf, index)| (index, leaf_hash(&unhex(leaf))));
    let tree = NaiveTree::with_leaves(hashes);
    for (root, size) in roots.iter().zip(0..) {
        assert_eq!(tree.mth(0, size).0.to_vec(), unhex(root), "size {size}");
    }
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
