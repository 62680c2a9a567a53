//! Addresses: an index as groups of three digits, the groups before the last marked with `x` (C2SP tlog-tiles, "Merkle
//! Tree").

use std::fmt::Write as _;

use super::TILE_WIDTH;

/// Before every address.
const ROOT: &str = "tile/";
/// Between an index and the width of a partial tile.
const PARTIAL: &str = ".p/";
/// Values of a group of three digits.
const GROUP: u64 = 1000;
/// Longest address: `tile/entries/`, the 20 digits of the largest index as 7 groups with six `x` and slashes each, and
/// `.p/255`: 13 + 6 × 5 + 3 + 6.
const MAX_PATH_BYTES: usize = 52;

/// The address of a tile; `kind` is its level, or what is there instead of hashes.
pub(super) fn format(kind: &str, index: u64, width: u64) -> String {
    let mut groups = vec![index % GROUP];
    let mut rest = index / GROUP;
    while rest > 0 {
        groups.push(rest % GROUP);
        rest /= GROUP;
    }
    let mut path = format!("{ROOT}{kind}/");
    for (position, group) in groups.iter().enumerate().rev() {
        // Writing to a string does not fail.
        let _ = if position > 0 { write!(path, "x{group:03}/") } else { write!(path, "{group:03}") };
    }
    if width != TILE_WIDTH {
        let _ = write!(path, "{PARTIAL}{width}");
    }
    path
}

/// Reads an address with some leniency: the caller compares what it read, written out, with what was given.
pub(super) fn parse(path: &str) -> Option<(&str, u64, u64)> {
    if path.len() > MAX_PATH_BYTES {
        return None;
    }
    let (kind, place) = path.strip_prefix(ROOT)?.split_once('/')?;
    let (groups, width) = match place.split_once(PARTIAL) {
        Some((groups, width)) => (groups, width.parse().ok()?),
        None => (place, TILE_WIDTH),
    };
    let index = groups.split('/').try_fold(0_u64, |index, group| {
        let digits: u64 = group.strip_prefix('x').unwrap_or(group).parse().ok()?;
        index.checked_mul(GROUP)?.checked_add(digits)
    })?;
    Some((kind, index, width))
}
