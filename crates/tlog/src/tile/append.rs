//! Writing: new leaves change the tiles at the right edge and add those after them.
//!
//! **Invariant:** each new leaf costs two hashes on the average, and nothing to the left of the right edge is read. A full
//! tile comes out once and never again; a partial tile comes out whole, in place of its narrower self.

use super::set::Tiles;
use super::{HASH_BYTES, TILE_HEIGHT, TILE_LEVELS, TILE_WIDTH, Tile, tiles_for_root};
use crate::frontier::{Frontier, FrontierError};
use crate::hash::Hash;
use crate::node::{MissingNode, Node};

/// The right edge of a log's tiles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TileWriter {
    frontier: Frontier,
    /// By level, the hashes of the partial tile at the right edge.
    edge: [Vec<Hash>; TILE_LEVELS as usize],
}

/// A tile to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenTile {
    /// Where, and how wide.
    pub tile: Tile,
    /// All of its hashes.
    pub bytes: Vec<u8>,
}

/// What leaves made of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Number of leaves now.
    pub size: u64,
    /// Root of the tree now.
    pub root: Hash,
    /// The tiles that changed: by level, then by index.
    pub tiles: Vec<WrittenTile>,
}

impl TileWriter {
    /// Of the empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes up a log of a size from the tiles that [`tiles_for_root`] names.
    ///
    /// # Errors
    ///
    /// When one of them is not there, or the size is too large.
    pub fn resume(size: u64, tiles: &Tiles) -> Result<Self, FrontierError> {
        let mut writer = Self { frontier: Frontier::read(size, tiles)?, ..Self::default() };
        for tile in tiles_for_root(size) {
            let first = Node { level: tile.level * TILE_HEIGHT, index: tile.index * TILE_WIDTH };
            let hashes = tiles.hashes(tile).ok_or(MissingNode(first))?;
            if let Some(edge) = writer.edge.get_mut(usize::from(tile.level)) {
                *edge = hashes.to_vec();
            }
        }
        Ok(writer)
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Root of the tree.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The right edge of the tree.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// Adds leaves by their hashes.
    pub fn append(&mut self, leaves: impl IntoIterator<Item = Hash>) -> Appended {
        let before = self.size();
        let mut tiles = Vec::new();
        for leaf in leaves {
            let edge = &mut self.edge;
            self.frontier.push_seeing(leaf, |node, hash| tiles.extend(fill(edge, node, hash)));
        }
        tiles.extend(self.changed_edge(before));
        tiles.sort_unstable_by_key(|written| written.tile);
        Appended { size: self.size(), root: self.root(), tiles }
    }

    /// The partial tiles that are not as they were at a size.
    fn changed_edge(&self, before: u64) -> impl Iterator<Item = WrittenTile> {
        let size = self.size();
        tiles_for_root(size).into_iter().filter_map(move |tile| {
            let hashes = self.edge.get(usize::from(tile.level))?;
            (Tile::at(tile.level, tile.index, before) != Some(tile)).then(|| written(tile, hashes))
        })
    }
}

/// Adds a completed subtree to the tile it is written in, if any; gives the tile when this fills it.
fn fill(edge: &mut [Vec<Hash>], node: Node, hash: Hash) -> Option<WrittenTile> {
    if !node.level.is_multiple_of(TILE_HEIGHT) {
        return None;
    }
    let level = node.level / TILE_HEIGHT;
    let hashes = edge.get_mut(usize::from(level))?;
    hashes.push(hash);
    if hashes.len() as u64 != TILE_WIDTH {
        return None;
    }
    let full = written(Tile { level, index: node.index / TILE_WIDTH, width: TILE_WIDTH }, hashes);
    hashes.clear();
    Some(full)
}

fn written(tile: Tile, hashes: &[Hash]) -> WrittenTile {
    let mut bytes = Vec::with_capacity(hashes.len() * HASH_BYTES);
    hashes.iter().for_each(|hash| bytes.extend_from_slice(&hash.0));
    WrittenTile { tile, bytes }
}
