#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::frontier::FrontierError;
use crate::hash::{Hash, empty_root};
use crate::naive::{NaiveTree, numbered};
use crate::node::{Node, NodeReader as _};
use crate::proof::{prove_consistency, prove_inclusion, root_of, verify_consistency, verify_inclusion};

/// The bytes of a tile, from the tree as the recursion has it.
fn bytes_of(tile: Tile, tree: &NaiveTree) -> Vec<u8> {
    let first = tile.index * TILE_WIDTH;
    let nodes = (first..first + tile.width).map(|index| Node { level: tile.level * TILE_HEIGHT, index });
    nodes.flat_map(|node| tree.node(node).unwrap().0).collect()
}

fn fetched(tiles: &[Tile], tree: &NaiveTree) -> Tiles {
    let mut set = Tiles::new();
    tiles.iter().for_each(|tile| set.insert(*tile, &bytes_of(*tile, tree)).unwrap());
    set
}

#[test]
fn t_addresses_are_those_of_the_specification() {
    let written = [
        (Tile { level: 0, index: 0, width: 256 }, "tile/0/000"),
        (Tile { level: 0, index: 1_234_067, width: 256 }, "tile/0/x001/x234/067"),
        (Tile { level: 1, index: 273, width: 112 }, "tile/1/273.p/112"),
        (Tile { level: 0, index: 1000, width: 1 }, "tile/0/x001/000.p/1"),
        (Tile { level: 7, index: 0, width: 255 }, "tile/7/000.p/255"),
        (Tile { level: 0, index: (1 << 56) - 1, width: 255 }, "tile/0/x072/x057/x594/x037/x927/935.p/255"),
    ];
    for (tile, path) in written {
        assert_eq!(tile.path(), path);
        assert_eq!(Tile::from_path(path), Some(tile));
        assert_eq!(EntryBundle::from_path(path), None);
    }
    let bundle = EntryBundle { index: 1234, width: 5 };
    assert_eq!(bundle.path(), "tile/entries/x001/234.p/5");
    assert_eq!(EntryBundle::from_path(&bundle.path()), Some(bundle));
    assert_eq!((bundle.first(), bundle.end(), bundle.is_full()), (315_904, 315_909, false));
    assert_eq!(Tile::from_path(&bundle.path()), None);
}

#[test]
fn t_what_is_written_in_another_way_is_not_an_address() {
    let places = [
        "",
        "/",
        "0",
        "00",
        "0000",
        "x000/000",
        "x000/001",
        "x001",
        "x001/",
        "001/000",
        "x1/000",
        "x001/0",
        "X001/000",
        "x001//000",
        "xx001/000",
        "+01",
        "-01",
        " 01",
        "１23",
        "000.p/",
        "000.p/0",
        "000.p/00",
        "000.p/01",
        "000.p/256",
        "000.p/257",
        "000.p/+1",
        "000.p/1.p/1",
        "000.p/1/",
        "000.P/1",
        "000/p/1",
        "000p/1",
        "000.p",
        "x001/000.p/1/2",
        "000?a",
        "000#",
        "%30%30%30",
        "x072/x057/x594/x037/x927/935",
        "x072/x057/x594/x037/x927/936.p/1",
        "x018/x446/x744/x073/x709/x551/615",
        "x018/x446/x744/x073/x709/x551/616",
        "x999/x999/x999/x999/x999/x999/999",
    ];
    for place in places {
        for prefix in ["tile/0/", "tile/entries/"] {
            let path = format!("{prefix}{place}");
            assert_eq!(Tile::from_path(&path), None, "{path}");
            assert_eq!(EntryBundle::from_path(&path), None, "{path}");
        }
    }
    let whole = [
        "tile",
        "tile/",
        "/tile/0/000",
        "tile/0/000/",
        "tile//000",
        "tile/00/000",
        "tile/+0/000",
        "tile/-1/000",
        "tile/8/000",
        "tile/63/000",
        "tile/256/000",
        "tile/7/000",
        "tile/7/001.p/1",
        "tile/6/256.p/1",
        "tile/data/000",
        "tile/Entries/000",
        "tiles/0/000",
        "tile/8/0/000",
        "0/000",
        "entries/000",
        "tile/entries",
        "tile\\0\\000",
    ];
    for path in whole {
        assert_eq!((Tile::from_path(path), EntryBundle::from_path(path)), (None, None), "{path}");
    }
    assert_eq!(Tile::from_path(&"tile/0/".repeat(100_000)), None);
}

proptest! {
    #[test]
    fn t_addresses_come_back_as_they_went(level in 0_u8..9, index in any::<u64>(), shift in 0_u32..64, width in 0_u64..258) {
        let tile = Tile { level, index: index >> shift, width };
        prop_assert_eq!(Tile::from_path(&tile.path()), tile.exists().then_some(tile));
        let bundle = EntryBundle { index: index >> shift, width };
        let exists = Tile { level: 0, index: index >> shift, width }.exists();
        prop_assert_eq!(EntryBundle::from_path(&bundle.path()), exists.then_some(bundle));
        prop_assert!(bundle.first() <= bundle.end());
    }

    #[test]
    fn t_what_reads_as_an_address_is_written_as_it_was_read(path in "tile/([0-9]{1,2}|entries)/(x?[0-9]{2,3}/){0,3}[0-9]{2,4}(\\.p/[0-9]{1,3})?") {
        if let Some(tile) = Tile::from_path(&path) {
            prop_assert_eq!(tile.path(), path.clone());
        }
        if let Some(bundle) = EntryBundle::from_path(&path) {
            prop_assert_eq!(bundle.path(), path);
        }
    }

    #[test]
    fn t_no_text_makes_the_reader_of_addresses_panic(path in ".{0,60}", place in "[x0-9./p]{0,50}") {
        prop_assert_eq!(Tile::from_path(&path), None);
        let _ = (Tile::from_path(&format!("tile/0/{place}")), EntryBundle::from_path(&format!("tile/entries/{place}")));
    }

    #[test]
    fn t_a_tile_is_as_wide_as_the_tree_has_it(level in 0_u8..9, index in any::<u64>(), size in any::<u64>(), shift in 0_u32..64) {
        let index = index >> shift;
        let hashes = size.checked_shr(u32::from(level) * 8).unwrap_or(0);
        let width = u128::from(hashes).saturating_sub(u128::from(index) * 256).min(256);
        let tile = Tile::at(level, index, size);
        prop_assert_eq!(tile.map_or(0, |tile| u128::from(tile.width)), width);
        prop_assert!(tile.is_none_or(Tile::exists));
        if level == 0 {
            prop_assert_eq!(EntryBundle::at(index, size).map(|bundle| bundle.width), tile.map(|tile| tile.width));
        }
    }
}

#[test]
fn t_the_partial_tiles_are_those_of_the_specifications_example() {
    let paths: Vec<String> = tiles_for_root(70_000).into_iter().map(Tile::path).collect();
    assert_eq!(paths, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    let paths: Vec<String> = tiles_for_root(256).into_iter().map(Tile::path).collect();
    assert_eq!(paths, ["tile/1/000.p/1"]);
    assert_eq!(tiles_for_root(0), []);
    assert_eq!(tiles_for_root(u64::MAX).len(), 8);
}

#[test]
fn t_tiles_that_are_no_tiles_are_refused() {
    let mut tiles = Tiles::new();
    let tile = Tile { level: 0, index: 0, width: 2 };
    let bytes = [numbered(0).0, numbered(1).0].concat();
    assert_eq!(tiles.insert(Tile { level: 8, ..tile }, &bytes), Err(TileError::NoSuchTile));
    assert_eq!(tiles.insert(Tile { width: 0, ..tile }, &[]), Err(TileError::NoSuchTile));
    assert_eq!(tiles.insert(Tile { width: 257, ..tile }, &[0; 257 * 32]), Err(TileError::NoSuchTile));
    assert_eq!(tiles.insert(Tile { width: u64::MAX, ..tile }, &bytes), Err(TileError::NoSuchTile));
    assert_eq!(tiles.insert(Tile { index: u64::MAX, ..tile }, &bytes), Err(TileError::NoSuchTile));
    for length in [0, 32, 63, 65, 96] {
        let wrong = TileError::WrongLength { expected: 64, found: length };
        assert_eq!(tiles.insert(tile, &vec![0; length]), Err(wrong));
    }
    assert_eq!(tiles, Tiles::new());
}

#[test]
fn t_of_two_widths_the_wider_stays_and_a_contradiction_is_told() {
    let tree = NaiveTree::counting(9);
    let (narrow, wide) = (Tile { level: 0, index: 0, width: 3 }, Tile { level: 0, index: 0, width: 9 });
    for order in [[narrow, wide], [wide, narrow]] {
        let tiles = fetched(&order, &tree);
        assert!(tiles.holds(narrow) && tiles.holds(wide));
        assert_eq!(root_of(9, &tiles), Ok(tree.mth(0, 9)));
    }
    let other = NaiveTree::with_leaves([(2, numbered(1000))]);
    let mut tiles = fetched(&[wide], &tree);
    let before = tiles.clone();
    assert_eq!(tiles.insert(narrow, &bytes_of(narrow, &other)), Err(TileError::Contradiction));
    assert_eq!(tiles, before);
}

#[test]
fn t_no_node_makes_tiles_panic() {
    let tree = NaiveTree::counting(256);
    let tiles = fetched(&[Tile { level: 0, index: 0, width: 256 }], &tree);
    for level in 0..=u8::MAX {
        for index in [0, 1, 255, 256, u64::MAX] {
            let inside = level < 8 && index < 256 >> level;
            assert_eq!(tiles.node(Node { level, index }).is_some(), inside, "{level} {index}");
        }
    }
}

/// Checks that just the tiles that are named give what the recursion gives, and that each of them is needed.
fn check_needed(needed: &[Tile], tree: &NaiveTree, expected: &[Hash], prove: impl Fn(&Tiles) -> Option<Vec<Hash>>) {
    assert_eq!(prove(&fetched(needed, tree)).as_deref(), Some(expected));
    for left_out in 0..needed.len() {
        let mut fewer = needed.to_vec();
        fewer.remove(left_out);
        assert_eq!(prove(&fetched(&fewer, tree)), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn t_the_tiles_named_are_enough_and_none_too_many(numbers in any::<[u64; 2]>(), shift in 1_u32..64) {
        let size = (numbers[0] >> shift).max(1);
        let index = numbers[1] % size;
        let tree = NaiveTree::with_leaves([(index, numbered(index)), (size - 1, numbered(size))]);
        check_needed(&tiles_for_root(size), &tree, &[tree.mth(0, size)], |tiles| root_of(size, tiles).ok().map(|root| vec![root]));
        let needed = tiles_for_inclusion(index, size).unwrap();
        prop_assert!(needed.len() <= 2 * usize::from(TILE_LEVELS));
        check_needed(&needed, &tree, &tree.path(index, 0, size), |tiles| prove_inclusion(index, size, tiles).ok());
        let needed = tiles_for_consistency(index + 1, size).unwrap();
        prop_assert!(needed.len() <= 2 * usize::from(TILE_LEVELS));
        let expected = tree.subproof(index + 1, 0, size, true);
        check_needed(&needed, &tree, &expected, |tiles| prove_consistency(index + 1, size, tiles).ok());
    }
}

/// What is stored: by place, the widest tile that was written.
type Stored = BTreeMap<(u8, u64), WrittenTile>;

fn store(stored: &mut Stored, appended: Appended) {
    for written in appended.tiles {
        let replaced = stored.insert((written.tile.level, written.tile.index), written.clone());
        let narrower = replaced.is_none_or(|before| before.tile.width < written.tile.width);
        assert!(narrower, "{:?} was written twice", written.tile);
    }
}

fn resumed(size: u64, stored: &Stored) -> TileWriter {
    let mut tiles = Tiles::new();
    for tile in tiles_for_root(size) {
        let written = &stored[&(tile.level, tile.index)];
        tiles.insert(written.tile, &written.bytes).unwrap();
    }
    TileWriter::resume(size, &tiles).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn t_batches_make_the_tiles_that_all_at_once_makes(batches in prop::collection::vec(0_u64..700, 1..8)) {
        let total: u64 = batches.iter().sum();
        let tree = NaiveTree::counting(total);
        let mut at_once = Stored::new();
        store(&mut at_once, TileWriter::new().append((0..total).map(|index| tree.leaf(index))));

        let (mut stored, mut size) = (Stored::new(), 0);
        let mut kept = TileWriter::new();
        for batch in batches {
            let mut writer = resumed(size, &stored);
            prop_assert_eq!(&writer, &kept);
            let appended = writer.append((size..size + batch).map(|index| tree.leaf(index)));
            prop_assert_eq!(&kept.append((size..size + batch).map(|index| tree.leaf(index))), &appended);
            size += batch;
            prop_assert_eq!((appended.size, appended.root), (size, tree.mth(0, size)));
            // New leaves fill tiles of their own number and touch one more on each level.
            prop_assert!(appended.tiles.len() as u64 <= batch / 255 + u64::from(TILE_LEVELS));
            prop_assert!(batch > 0 || appended.tiles.is_empty());
            store(&mut stored, appended);
        }
        prop_assert_eq!(&stored, &at_once);
        for written in stored.values() {
            prop_assert_eq!(Tile::at(written.tile.level, written.tile.index, total), Some(written.tile));
            prop_assert_eq!(&written.bytes, &bytes_of(written.tile, &tree));
        }
    }

    #[test]
    fn t_a_log_of_any_size_goes_on_from_its_right_edge(size in any::<u64>(), shift in 1_u32..64, more in 0_u64..300) {
        let size = size >> shift;
        let tree = NaiveTree::with_leaves((size..size + more).map(|index| (index, numbered(index))));
        let mut writer = TileWriter::resume(size, &fetched(&tiles_for_root(size), &tree)).unwrap();
        let appended = writer.append((size..size + more).map(|index| tree.leaf(index)));
        prop_assert_eq!((appended.size, appended.root), (size + more, tree.mth(0, size + more)));
        prop_assert_eq!(writer.frontier().root(), appended.root);
        for written in appended.tiles {
            prop_assert_eq!(Tile::at(written.tile.level, written.tile.index, size + more), Some(written.tile));
            prop_assert_eq!(&written.bytes, &bytes_of(written.tile, &tree));
        }
    }
}

#[test]
fn t_a_large_log_is_proven_from_its_own_tiles() {
    let size = 66_000;
    let tree = NaiveTree::counting(size);
    let mut stored = Stored::new();
    let mut writer = TileWriter::new();
    let root = tree.mth(0, size);
    store(&mut stored, writer.append((0..size).map(|index| tree.leaf(index))));
    assert_eq!(writer.root(), root);
    let read = |needed: Vec<Tile>| {
        let mut tiles = Tiles::new();
        needed.into_iter().for_each(|tile| tiles.insert(tile, &stored[&(tile.level, tile.index)].bytes).unwrap());
        tiles
    };
    for index in [0, 255, 256, 65_279, 65_535, 65_536, 65_999] {
        let tiles = read(tiles_for_inclusion(index, size).unwrap());
        let proof = prove_inclusion(index, size, &tiles).unwrap();
        assert_eq!(verify_inclusion(&tree.leaf(index), index, size, &root, &proof), Ok(()));
    }
    for old in [1, 255, 256, 257, 65_535, 65_536, 65_537, 65_999] {
        let tiles = read(tiles_for_consistency(old, size).unwrap());
        let proof = prove_consistency(old, size, &tiles).unwrap();
        assert_eq!(verify_consistency(old, &tree.mth(0, old), size, &root, &proof), Ok(()));
    }
}

#[test]
fn t_a_writer_without_its_tiles_does_not_begin() {
    assert!(matches!(TileWriter::resume(300, &Tiles::new()), Err(FrontierError::Missing(_))));
    assert!(matches!(TileWriter::resume(u64::MAX, &Tiles::new()), Err(FrontierError::TooLarge(_))));
    let mut empty = TileWriter::resume(0, &Tiles::new()).unwrap();
    let nothing = empty.append([]);
    assert_eq!(nothing, Appended { size: 0, root: empty_root(), tiles: vec![] });
}
