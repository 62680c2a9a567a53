//! Hashes from tiles that were fetched or stored.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{HASH_BYTES, TILE_HEIGHT, Tile};
use crate::frontier::Frontier;
use crate::hash::Hash;
use crate::node::{LEVELS, Node, NodeReader};

/// Tiles by their place. What is in them is believed: only a proof that leads to a signed root shows that it is true.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tiles {
    tiles: BTreeMap<(u8, u64), Vec<Hash>>,
}

/// Bytes that are not a tile's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// No tree has this tile.
    #[error("there is no such tile")]
    NoSuchTile,
    /// Not 32 bytes for each hash.
    #[error("the tile has {found} bytes instead of {expected}")]
    WrongLength {
        /// 32 bytes for each hash of the tile's width.
        expected: u64,
        /// Bytes that were given.
        found: usize,
    },
    /// The same tile was given before with other hashes.
    #[error("the tile contradicts the one that was given before")]
    Contradiction,
}

impl Tiles {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a tile. Of two widths of the same tile the wider stays.
    ///
    /// # Errors
    ///
    /// When there is no such tile, the bytes are not as many as its width says, or it contradicts one that is there;
    /// nothing has changed then.
    pub fn insert(&mut self, tile: Tile, bytes: &[u8]) -> Result<(), TileError> {
        if !tile.exists() {
            return Err(TileError::NoSuchTile);
        }
        let expected = tile.width * HASH_BYTES as u64;
        if bytes.len() as u64 != expected {
            return Err(TileError::WrongLength { expected, found: bytes.len() });
        }
        let (chunks, _) = bytes.as_chunks::<HASH_BYTES>();
        let hashes: Vec<Hash> = chunks.iter().copied().map(Hash).collect();
        match self.tiles.entry((tile.level, tile.index)) {
            Entry::Vacant(place) => {
                place.insert(hashes);
            }
            Entry::Occupied(mut place) => {
                if !hashes.iter().zip(place.get()).all(|(new, held)| new == held) {
                    return Err(TileError::Contradiction);
                }
                if hashes.len() > place.get().len() {
                    place.insert(hashes);
                }
            }
        }
        Ok(())
    }

    /// Whether a tile is there, in this width or a larger one.
    pub fn holds(&self, tile: Tile) -> bool {
        self.hashes(tile).is_some()
    }

    /// The hashes of a tile, from it or from a wider one.
    pub(super) fn hashes(&self, tile: Tile) -> Option<&[Hash]> {
        self.tiles.get(&(tile.level, tile.index))?.get(..usize::try_from(tile.width).ok()?)
    }
}

impl NodeReader for Tiles {
    fn node(&self, node: Node) -> Option<Hash> {
        if node.level >= LEVELS {
            return None;
        }
        let inside = node.level % TILE_HEIGHT;
        let tile = (node.level / TILE_HEIGHT, node.index >> (TILE_HEIGHT - inside));
        // Both are under 256: the shift takes the position to the tile's lowest level.
        let position = node.index & ((1 << (TILE_HEIGHT - inside)) - 1);
        let first = usize::try_from(position << inside).ok()?;
        let hashes = self.tiles.get(&tile)?.get(first..first + (1 << inside))?;
        let mut subtree = Frontier::new();
        hashes.iter().for_each(|hash| subtree.push(*hash));
        Some(subtree.root())
    }
}
