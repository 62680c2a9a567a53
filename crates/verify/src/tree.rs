//! The tree over the leaves as they come: its root, and the tiles that the log must serve for it.
//!
//! Only the right edge is kept, at most 256 hashes a level. **Invariant:** the tiles given out are those of C2SP
//! tlog-tiles for the leaves pushed so far: every full tile once, when its last hash is there, and the partial ones of the
//! right edge when they are asked for.

use jiannuo_tlog::frontier::Frontier;
use jiannuo_tlog::tile::{TILE_WIDTH, Tile};
use jiannuo_tlog::{Hash, node_hash};

/// The right edge.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    frontier: Frontier,
    levels: Vec<Level>,
}

/// The last tile of one level, while it is not full.
#[derive(Debug, Clone, Default)]
struct Level {
    full_tiles: u64,
    hashes: Vec<Hash>,
}

/// A tile with the content that it must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExpectedTile {
    pub(crate) tile: Tile,
    pub(crate) content: Vec<u8>,
}

impl Tree {
    pub(crate) fn new() -> Self {
        Self { frontier: Frontier::new(), levels: Vec::new() }
    }

    pub(crate) fn size(&self) -> u64 {
        self.frontier.size()
    }

    pub(crate) fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The hashes of the leaves after the last full bundle.
    pub(crate) fn last_leaves(&self) -> &[Hash] {
        self.levels.first().map(|level| level.hashes.as_slice()).unwrap_or_default()
    }

    /// Adds a leaf; gives the tiles that are full now, the lowest first.
    pub(crate) fn push(&mut self, leaf: Hash) -> Vec<ExpectedTile> {
        self.frontier.push(leaf);
        let mut full = Vec::new();
        let mut hash = leaf;
        for number in 0_u8.. {
            let place = usize::from(number);
            if self.levels.len() == place {
                self.levels.push(Level::default());
            }
            let Some(level) = self.levels.get_mut(place) else { break };
            level.hashes.push(hash);
            if (level.hashes.len() as u64) < TILE_WIDTH {
                break;
            }
            let hashes = std::mem::take(&mut level.hashes);
            full.push(expected(number, level.full_tiles, &hashes));
            level.full_tiles += 1;
            hash = root_of_full(hashes);
        }
        full
    }

    /// The partial tiles of the right edge.
    pub(crate) fn partial_tiles(&self) -> Vec<ExpectedTile> {
        let levels = (0_u8..).zip(&self.levels).filter(|(_, level)| !level.hashes.is_empty());
        levels.map(|(number, level)| expected(number, level.full_tiles, &level.hashes)).collect()
    }
}

fn expected(level: u8, index: u64, hashes: &[Hash]) -> ExpectedTile {
    let content = hashes.iter().flat_map(|hash| hash.0).collect();
    ExpectedTile { tile: Tile { level, index, width: hashes.len() as u64 }, content }
}

/// The root over as many hashes as a full tile has, which is a power of two.
fn root_of_full(mut hashes: Vec<Hash>) -> Hash {
    while hashes.len() > 1 {
        hashes = hashes.chunks_exact(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
    }
    hashes.first().copied().unwrap_or_else(jiannuo_tlog::empty_root)
}
