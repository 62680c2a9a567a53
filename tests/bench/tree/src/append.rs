//! What one more entry costs a log of some size.

use jiannuo_tlog::Hash;
use jiannuo_tlog::tile::TileWriter;

/// What appends came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Entries that were added, one at a time.
    pub appends: u64,
    /// Tiles that they changed.
    pub tiles: u64,
    /// Bytes of those.
    pub bytes: u64,
}

/// Adds entries to a log one at a time, each with its root, as the worker does with a push of one entry.
pub fn cost_of_appends(log: &mut TileWriter, appends: u64) -> Cost {
    let mut cost = Cost { appends, ..Cost::default() };
    for number in 0..appends {
        let appended = log.append([numbered(number)]);
        cost.tiles += appended.tiles.len() as u64;
        cost.bytes += appended.tiles.iter().map(|written| written.bytes.len() as u64).sum::<u64>();
    }
    cost
}

/// A log of so many entries.
pub fn filled(size: u64) -> TileWriter {
    let mut log = TileWriter::new();
    let _tiles = log.append((0..size).map(numbered));
    log
}

/// Some hash.
fn numbered(number: u64) -> Hash {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    Hash(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_append_changes_its_tile_and_seldom_another() {
        let mut log = TileWriter::new();
        let cost = cost_of_appends(&mut log, 512);
        assert_eq!((log.size(), cost.appends, cost.tiles), (512, 512, 514));
    }
}
