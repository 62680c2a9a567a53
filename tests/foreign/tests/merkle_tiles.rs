//! Addresses, contents and proofs of tiles against the crate `tlog_tiles`, whose addresses name the height as well.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use jiannuo_tlog::proof::{prove_consistency, prove_inclusion, root_of, verify_consistency, verify_inclusion};
use jiannuo_tlog::tile::{EntryBundle, TILE_HEIGHT, Tile, TileWriter, Tiles, tiles_for_root};
use jiannuo_tlog::{Hash, Node, NodeReader as _, leaf_hash};
use proptest::prelude::*;
use tlog_tiles::{Error, HashReader, TileHashReader, TileReader};

/// Size of the log that is compared: three levels of tiles would take longer than they tell.
const SIZE: u64 = 1100;

fn leaf(index: u64) -> Vec<u8> {
    format!("leaf {index}").into_bytes()
}

/// Every hash, in the order in which the other crate would store it.
struct TheirHashes(Vec<tlog_tiles::Hash>);

impl TheirHashes {
    fn of(size: u64) -> Self {
        let mut hashes = Self(Vec::new());
        for index in 0..size {
            let added = tlog_tiles::stored_hashes(index, &leaf(index), &hashes).unwrap();
            hashes.0.extend(added);
        }
        hashes
    }
}

impl HashReader for TheirHashes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, Error> {
        let read = |index: &u64| self.0.get(usize::try_from(*index).unwrap()).copied();
        indexes.iter().map(read).collect::<Option<_>>().ok_or(Error::IndexesNotInTree)
    }
}

/// What our writer stored, in the other crate's hands.
struct OurTiles(BTreeMap<Tile, Vec<u8>>);

impl OurTiles {
    fn of(size: u64) -> Self {
        let appended = TileWriter::new().append((0..size).map(|index| leaf_hash(&leaf(index))));
        Self(appended.tiles.into_iter().map(|written| (written.tile, written.bytes)).collect())
    }

    fn set(&self) -> Tiles {
        let mut tiles = Tiles::new();
        self.0.iter().for_each(|(tile, bytes)| tiles.insert(*tile, bytes).unwrap());
        tiles
    }
}

impl TileReader for OurTiles {
    fn height(&self) -> u8 {
        TILE_HEIGHT
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, Error> {
        tiles.iter().map(|tile| self.0.get(&ours(tile)).cloned().ok_or(Error::InvalidTile)).collect()
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

fn ours(tile: &tlog_tiles::Tile) -> Tile {
    Tile { level: tile.level(), index: tile.level_index(), width: tile.width().into() }
}

fn theirs(tile: Tile, entries: bool) -> tlog_tiles::Tile {
    tlog_tiles::Tile::new(TILE_HEIGHT, tile.level, tile.index, tile.width.try_into().unwrap(), entries)
}

fn to_theirs(hashes: &[Hash]) -> Vec<tlog_tiles::Hash> {
    hashes.iter().map(|hash| tlog_tiles::Hash(hash.0)).collect()
}

/// Our address as the other crate writes it.
fn with_height(path: &str) -> String {
    path.replacen("tile/", "tile/8/", 1).replacen("entries", "data", 1)
}

proptest! {
    #[test]
    fn t_addresses_are_those_of_others(level in 0_u8..8, index in any::<u64>(), shift in 8_u32..64, width in 1_u64..=256) {
        let tile = Tile { level, index: index >> shift, width };
        prop_assert_eq!(with_height(&tile.path()), theirs(tile, false).path());
        let bundle = EntryBundle { index: index >> shift, width };
        prop_assert_eq!(with_height(&bundle.path()), theirs(Tile { level: 0, ..tile }, true).path());
    }

    #[test]
    fn t_what_is_an_address_is_one_for_others(
        path in "tile/(0|1|7|00|entries)/(x?[0-9]{3}/){0,3}[0-9]{3}(\\.p/([1-9][0-9]{0,2}|01))?",
    ) {
        let read = tlog_tiles::Tile::from_path(&with_height(&path)).ok();
        let is_entries = path.starts_with("tile/entries/");
        prop_assert_eq!(read.is_some_and(|tile| tile.is_data()), is_entries && read.is_some());
        // Theirs also names tiles of trees that are larger than a size can be.
        let read = read.as_ref().map(ours).filter(|tile| tile.exists());
        if is_entries {
            let read = read.map(|tile| EntryBundle { index: tile.index, width: tile.width });
            prop_assert_eq!(EntryBundle::from_path(&path), read);
        } else {
            prop_assert_eq!(Tile::from_path(&path), read);
        }
    }

    #[test]
    fn t_a_tree_has_the_tiles_that_others_publish(old in 0_u64..2000, more in 0_u64..1500) {
        let mut writer = TileWriter::new();
        writer.append((0..old).map(|index| leaf_hash(&leaf(index))));
        let appended = writer.append((old..old + more).map(|index| leaf_hash(&leaf(index))));
        let written: Vec<Tile> = appended.tiles.iter().map(|written| written.tile).collect();
        let published = tlog_tiles::Tile::new_tiles(TILE_HEIGHT, old, old + more);
        prop_assert_eq!(written, published.iter().map(ours).collect::<Vec<_>>());
    }

    #[test]
    fn t_tiles_at_a_place_are_as_wide_as_others_have_them(level in 0_u8..8, index in any::<u64>(), size in any::<u64>(), shift in 0_u32..56) {
        let place = Tile { level, index: index >> shift >> 8, width: 256 };
        // The other crate does not guard its sums: places that no tree has are tried in the unit tests.
        prop_assume!(place.index < 1 << 55);
        let parent = theirs(place, false).parent(0, size);
        prop_assert_eq!(Tile::at(level, place.index, size), parent.as_ref().map(ours));
    }
}

#[test]
fn t_nodes_are_where_others_have_them() {
    let (stored, tiles) = (TheirHashes::of(SIZE), OurTiles::of(SIZE).set());
    for (index, hash) in (0..).zip(&stored.0) {
        let (level, n) = tlog_tiles::split_stored_hash_index(index);
        assert_eq!(tiles.node(Node { level, index: n }).unwrap().0, hash.0, "{level} {n}");
        // And nothing lies outside of the tile that the other crate would look in.
        let tile = tlog_tiles::Tile::from_index(TILE_HEIGHT, index);
        assert!(tiles.holds(ours(&tile)));
    }
}

#[test]
fn t_tile_bytes_are_those_of_others() {
    let stored = TheirHashes::of(SIZE);
    let written = OurTiles::of(SIZE);
    assert_eq!(written.0.len(), 6);
    for (tile, bytes) in written.0 {
        assert_eq!(theirs(tile, false).read_data(&stored).unwrap(), bytes, "{tile:?}");
    }
}

#[test]
fn t_others_read_our_tiles_as_of_our_root() {
    for size in [1, 2, 255, 256, 257, 511, 512, 1000, SIZE] {
        let (tiles, stored) = (OurTiles::of(size), TheirHashes::of(size));
        let root = root_of(size, &tiles.set()).unwrap();
        let reader = TileHashReader::new(size, tlog_tiles::Hash(root.0), &tiles);
        let last = tlog_tiles::stored_hash_index(0, size - 1);
        let indexes: Vec<u64> = (0..=last).collect();
        assert_eq!(reader.read_hashes(&indexes).unwrap(), stored.read_hashes(&indexes).unwrap());
        assert_eq!(tlog_tiles::tree_hash(size, &reader).unwrap().0, root.0);
        let lied = TileHashReader::new(size, tlog_tiles::Hash(leaf_hash(b"lie").0), &tiles);
        assert!(lied.read_hashes(&indexes).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn t_proofs_are_those_of_others(size in 1_u64..=SIZE, at in any::<prop::sample::Index>()) {
        let (stored, tiles) = (TheirHashes::of(SIZE), OurTiles::of(SIZE).set());
        let index = at.index(usize::try_from(size).unwrap()) as u64;
        let root = root_of(size, &tiles).unwrap();
        let their_root = tlog_tiles::tree_hash(size, &stored).unwrap();
        prop_assert_eq!(root.0, their_root.0);

        let proof = prove_inclusion(index, size, &tiles).unwrap();
        let leaf = leaf_hash(&leaf(index));
        prop_assert_eq!(to_theirs(&proof), tlog_tiles::prove_record(size, index, &stored).unwrap());
        prop_assert!(verify_inclusion(&leaf, index, size, &root, &proof).is_ok());
        let checked = tlog_tiles::check_record(&to_theirs(&proof), size, their_root, index, tlog_tiles::Hash(leaf.0));
        prop_assert!(checked.is_ok());

        let old = index + 1;
        let old_root = root_of(old, &tiles).unwrap();
        let proof = prove_consistency(old, size, &tiles).unwrap();
        prop_assert_eq!(to_theirs(&proof), tlog_tiles::prove_tree(size, old, &stored).unwrap());
        prop_assert!(verify_consistency(old, &old_root, size, &root, &proof).is_ok());
        let checked = tlog_tiles::check_tree(&to_theirs(&proof), size, their_root, old, tlog_tiles::Hash(old_root.0));
        prop_assert!(checked.is_ok());
    }

    #[test]
    fn t_what_others_reject_is_rejected(
        claimed in (0_u64..40, 0_u64..40),
        actual in (0_u64..20, 1_u64..20),
        keep in 0_usize..7,
    ) {
        let tiles = OurTiles::of(40).set();
        let size = actual.1;
        let index = actual.0 % size;
        let mut proof = prove_inclusion(index, size, &tiles).unwrap();
        proof.truncate(keep);
        let (root, leaf) = (root_of(size, &tiles).unwrap(), leaf_hash(&leaf(index)));
        let ours = verify_inclusion(&leaf, claimed.0, claimed.1, &root, &proof);
        let root = tlog_tiles::Hash(root.0);
        let theirs = tlog_tiles::check_record(&to_theirs(&proof), claimed.1, root, claimed.0, tlog_tiles::Hash(leaf.0));
        prop_assert_eq!(ours.is_ok(), theirs.is_ok());

        let mut proof = prove_consistency(index + 1, size, &tiles).unwrap();
        proof.truncate(keep);
        let (old_root, new_root) = (root_of(index + 1, &tiles).unwrap(), root_of(size, &tiles).unwrap());
        // A proof from the empty tree is one that the other crate does not have.
        let (old, new) = (claimed.0.max(1), claimed.1);
        let ours = verify_consistency(old, &old_root, new, &new_root, &proof);
        let (old_root, new_root) = (tlog_tiles::Hash(old_root.0), tlog_tiles::Hash(new_root.0));
        let theirs = tlog_tiles::check_tree(&to_theirs(&proof), new, new_root, old, old_root);
        prop_assert_eq!(ours.is_ok(), theirs.is_ok());
    }
}

#[test]
fn t_the_right_edge_is_the_root_of_others() {
    for size in 1..=SIZE {
        let all = tlog_tiles::sub_tree_index(0, size, vec![]);
        let mut needed: Vec<Tile> = Vec::new();
        for index in all {
            needed.push(ours(&tlog_tiles::Tile::from_index(TILE_HEIGHT, index).parent(0, size).unwrap()));
        }
        needed.sort_unstable();
        needed.dedup();
        assert_eq!(tiles_for_root(size), needed, "size {size}");
    }
}
