//! Which tiles have the hashes that a root or a proof is made of.
//!
//! Each is as wide as it is in the tree of the size that is proven for. A log may have replaced a partial tile by the full
//! one, whose beginning it is; [`Tiles`](super::Tiles) takes either.

use std::collections::BTreeSet;

use super::{TILE_HEIGHT, Tile};
use crate::node::{Node, Subtree};
use crate::proof::{ProofError, consistency_nodes, inclusion_nodes};

/// The tiles with the root of the tree of a size. These are its partial tiles, and what a [`TileWriter`] resumes from.
///
/// [`TileWriter`]: super::TileWriter
pub fn tiles_for_root(size: u64) -> Vec<Tile> {
    holding(Subtree::whole(size).nodes(), size)
}

/// The tiles with the proof that a leaf is in the tree of a size.
///
/// # Errors
///
/// When that tree has no such leaf.
pub fn tiles_for_inclusion(index: u64, size: u64) -> Result<Vec<Tile>, ProofError> {
    Ok(holding(inclusion_nodes(index, size)?.into_iter(), size))
}

/// The tiles, of the later tree, with the proof that a tree is its beginning.
///
/// # Errors
///
/// When the sizes are the wrong way round.
pub fn tiles_for_consistency(old: u64, new: u64) -> Result<Vec<Tile>, ProofError> {
    Ok(holding(consistency_nodes(old, new)?.into_iter(), new))
}

/// The tiles of the tree of a size that have these nodes: each once, lowest first. The nodes are that tree's.
fn holding(nodes: impl Iterator<Item = Node>, size: u64) -> Vec<Tile> {
    let tiles: BTreeSet<Tile> = nodes.filter_map(|node| tile_of(node, size)).collect();
    tiles.into_iter().collect()
}

fn tile_of(node: Node, size: u64) -> Option<Tile> {
    // A tile spans 8 levels, of which the lowest is written: the node's first hash there tells the tile.
    let inside = node.level % TILE_HEIGHT;
    Tile::at(node.level / TILE_HEIGHT, node.index >> (TILE_HEIGHT - inside), size)
}
