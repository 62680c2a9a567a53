//! The tree cut into tiles of height 8, and the entries into bundles of the same width (C2SP tlog-tiles): their addresses,
//! which of them a proof needs, reading hashes from them, and writing them as a log grows.
//!
//! **Invariant:** an address is written in one way only; whatever else is asked for is not an address.

mod append;
mod need;
mod path;
mod set;

pub use append::{Appended, TileWriter, WrittenTile};
pub use need::{tiles_for_consistency, tiles_for_inclusion, tiles_for_root};
pub use set::{TileError, Tiles};

/// Levels of the tree in a tile.
pub const TILE_HEIGHT: u8 = 8;

/// Hashes in a full tile: 2⁸.
pub const TILE_WIDTH: u64 = 1 << TILE_HEIGHT;

/// Bytes of a hash in a tile.
pub(crate) const HASH_BYTES: usize = 32;

/// Bytes of a full tile: 256 hashes of 32 bytes.
pub const MAX_TILE_BYTES: usize = TILE_WIDTH as usize * HASH_BYTES;

/// Levels of tiles that a tree can have: 64 bits of a size, 8 to a tile. The addresses of the specification go further,
/// to where there is nothing.
pub const TILE_LEVELS: u8 = 64 / TILE_HEIGHT;

/// A tile: consecutive hashes of one level of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// Level among tiles: its hashes are of level 8 × this of the tree.
    pub level: u8,
    /// Number of tiles of this level before it.
    pub index: u64,
    /// Number of hashes: 256 in a full tile, fewer at the right edge.
    pub width: u64,
}

impl Tile {
    /// The tile at a place in the tree of a size, as wide as it is there; `None` where that tree has none.
    pub fn at(level: u8, index: u64, size: u64) -> Option<Self> {
        let hashes = if level < TILE_LEVELS { size >> (level * TILE_HEIGHT) } else { 0 };
        width_at(index, hashes).map(|width| Self { level, index, width })
    }

    /// Whether it has all of its hashes, so that it will never be written again.
    pub fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }

    /// How many bytes its hashes have.
    pub fn bytes(self) -> usize {
        // At most MAX_TILE_BYTES; a tile that no tree has is of no length that storage could give.
        usize::try_from(self.width).map_or(usize::MAX, |width| width.saturating_mul(HASH_BYTES))
    }

    /// Whether a tree of any size has this tile.
    pub fn exists(self) -> bool {
        let below = u32::from(self.level) * u32::from(TILE_HEIGHT);
        let hashes = (u128::from(self.index) * u128::from(TILE_WIDTH)) + u128::from(self.width);
        (1..=TILE_WIDTH).contains(&self.width) && self.level < TILE_LEVELS && hashes <= u128::from(u64::MAX >> below)
    }

    /// Its address below the log's: `tile/0/x001/234.p/5`.
    pub fn path(self) -> String {
        path::format(&self.level.to_string(), self.index, self.width)
    }

    /// The tile at an address; `None` for what is not an address, is written in another way, or which no tree has.
    pub fn from_path(path: &str) -> Option<Self> {
        let (level, index, width) = path::parse(path)?;
        let tile = Self { level: level.parse().ok()?, index, width };
        (tile.exists() && tile.path() == path).then_some(tile)
    }
}

/// An entry bundle: the entries whose hashes are in the tile with the same index on level 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryBundle {
    /// Number of bundles before it.
    pub index: u64,
    /// Number of entries: 256 in a full bundle, fewer at the right edge.
    pub width: u64,
}

/// What stands in the place of a tile's level.
const ENTRIES: &str = "entries";

impl EntryBundle {
    /// The bundle at a place in the log of a size, as wide as it is there; `None` where that log has none.
    pub fn at(index: u64, size: u64) -> Option<Self> {
        width_at(index, size).map(|width| Self { index, width })
    }

    /// Index of its first entry.
    pub fn first(self) -> u64 {
        self.index.saturating_mul(TILE_WIDTH)
    }

    /// Index after its last entry.
    pub fn end(self) -> u64 {
        self.first().saturating_add(self.width)
    }

    /// Whether it has all of its entries, so that it will never change.
    pub fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }

    /// Its address below the log's: `tile/entries/x001/234.p/5`.
    pub fn path(self) -> String {
        path::format(ENTRIES, self.index, self.width)
    }

    /// The bundle at an address; `None` for what is not an address, is written in another way, or which no log has.
    pub fn from_path(path: &str) -> Option<Self> {
        let (kind, index, width) = path::parse(path)?;
        let bundle = Self { index, width };
        let exists = Tile { level: 0, index, width }.exists();
        (kind == ENTRIES && exists && bundle.path() == path).then_some(bundle)
    }
}

/// The width of the tile with an index where a level has so many hashes.
fn width_at(index: u64, hashes: u64) -> Option<u64> {
    let before = index.checked_mul(TILE_WIDTH)?;
    let width = hashes.checked_sub(before)?.min(TILE_WIDTH);
    (width > 0).then_some(width)
}

#[cfg(test)]
mod tests;
