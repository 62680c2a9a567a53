//! Every byte of what a log serves, changed in turn; and entries dropped, doubled, reordered, cut.

use jiannuo_domain::leaf::{Leaf, to_bundle};
use jiannuo_verify::{Code, Report, Subject};

use crate::support::{address, body, check, codes, finds, flip_each, put_bundles, serve, serve_leaves, village};

const BUNDLE: &str = "log/tile/entries/000.p/5";
const TILE: &str = "log/tile/0/000.p/5";

#[test]
fn every_changed_byte_of_a_checkpoint_is_noticed() {
    flip_each(&serve(&village()), "log/checkpoint", |place, report| {
        let expected = [Code::CheckpointMalformed, Code::CheckpointSignature, Code::AnotherLog];
        assert!(codes(report).iter().any(|code| expected.contains(code)), "byte {place}: {report:?}");
        assert_eq!(report.verdict.status(), 1);
    });
}

#[test]
fn every_changed_byte_of_a_tile_is_noticed_and_the_tile_named() {
    flip_each(&serve(&village()), TILE, |place, report| {
        assert_eq!(codes(report), [Code::TileDiffers], "byte {place}");
        assert_eq!(report.findings[0].about, address(TILE));
        assert_eq!(report.findings[0].detail, format!("the hash at place {} is another", place / 32));
    });
}

/// What a byte of a bundle belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Length,
    StatementOrSignature(u64),
    Receipt(u64),
}

fn parts(leaves: &[Leaf]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (index, leaf) in (0..).zip(leaves) {
        let bytes = leaf.to_bytes();
        let receipt = leaf.received_ms.to_string().len() + 1;
        parts.extend([Part::Length; 2]);
        parts.extend(vec![Part::StatementOrSignature(index); bytes.len() - receipt]);
        parts.extend(vec![Part::Receipt(index); receipt]);
    }
    parts
}

/// Whether root and tile show that this entry is another.
fn tree_differs_at(report: &Report, index: u64) -> bool {
    let detail = format!("the hash at place {index} is another");
    codes(report).contains(&Code::RootDiffers)
        && report.findings.iter().any(|one| one.about == address(TILE) && one.detail == detail)
}

#[test]
fn every_changed_byte_of_a_bundle_is_noticed_and_the_entry_named() {
    let office = village();
    let parts = parts(&office.leaves);
    flip_each(&serve(&office), BUNDLE, |place, report| {
        assert_eq!(report.verdict.status(), 1, "byte {place}: {report:?}");
        let named = |index| report.findings.iter().any(|one| one.about == Subject::Entry { index });
        let is_named = match parts[place] {
            Part::Length => {
                finds(report, Code::BundleMalformed, &address(BUNDLE)) || codes(report).contains(&Code::EntryMalformed)
            }
            // A statement that says it is of a newer version is judged by its place in the tree alone.
            Part::StatementOrSignature(index) => {
                named(index) || (report.counts.newer > 0 && tree_differs_at(report, index))
            }
            Part::Receipt(index) => tree_differs_at(report, index),
        };
        assert!(is_named, "byte {place}, {:?}: {report:?}", parts[place]);
    });
}

#[test]
fn every_changed_byte_of_words_is_noticed_and_the_words_named() {
    let office = village();
    let source = serve(&office);
    let batch = "log/bodies/from/0";
    let ends: Vec<usize> = source.answers[batch]
        .content
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
        .map(|(at, _)| at)
        .collect();
    let indices = [0, 1, 2, 4];
    flip_each(&source, batch, |place, report| {
        // The last line feed of all carries nothing; a line feed between two lines spoils the line before it.
        let line = ends.iter().position(|end| place <= *end).unwrap();
        if place == *ends.last().unwrap() {
            return;
        }
        let about = body(&office, indices[line]);
        assert!(finds(report, Code::BodyDiffers, &about), "byte {place}: {report:?}");
    });
    let mut alone = source.clone();
    alone.answers.retain(|path, _| !path.starts_with("log/bodies/from/"));
    let Subject::Body { hash, .. } = body(&office, 1) else { unreachable!() };
    flip_each(&alone, &format!("log/bodies/{hash}"), |place, report| {
        assert!(finds(report, Code::BodyDiffers, &body(&office, 1)), "byte {place}: {report:?}");
    });
}

#[test]
fn every_changed_byte_of_the_board_is_noticed() {
    flip_each(&serve(&village()), "board.json", |place, report| {
        // A board that says it is of a newer fold cannot be judged by this version, and is not called good.
        assert_ne!(report.verdict.status(), 0, "byte {place}");
        assert!(report.board.is_none());
    });
}

#[test]
fn every_shortened_answer_is_noticed() {
    let source = serve(&village());
    for path in ["log/checkpoint", BUNDLE, TILE, "board.json", "log/keys"] {
        let length = source.answers[path].content.len();
        for kept in 0..length {
            let mut cut = source.clone();
            cut.answers.get_mut(path).unwrap().content.truncate(kept);
            assert_eq!(check(&cut).verdict.status(), 1, "{path} cut to {kept} bytes");
        }
    }
}

#[test]
fn dropped_doubled_and_reordered_entries_are_noticed() {
    let office = village();
    let leaves: Vec<Vec<u8>> = office.leaves.iter().map(Leaf::to_bytes).collect();
    let served = |altered: &[Vec<u8>]| {
        let mut source = serve(&office);
        source.put(BUNDLE, to_bundle(altered.iter().map(Vec::as_slice)).unwrap());
        check(&source)
    };
    for place in 0..leaves.len() {
        let mut dropped = leaves.clone();
        dropped.remove(place);
        assert_eq!(codes(&served(&dropped)), [Code::BundleMalformed], "without entry {place}");
        let mut doubled = leaves.clone();
        doubled.insert(place, leaves[place].clone());
        assert_eq!(codes(&served(&doubled)), [Code::BundleMalformed], "entry {place} twice");
        doubled.truncate(leaves.len());
        assert!(place == leaves.len() - 1 || codes(&served(&doubled)).contains(&Code::RootDiffers));
        for other in place + 1..leaves.len() {
            let mut reordered = leaves.clone();
            reordered.swap(place, other);
            let report = served(&reordered);
            assert!(codes(&report).contains(&Code::RootDiffers), "{place} and {other}: {report:?}");
        }
    }
}

/// An operator who holds the log's key can sign for anything; what the entries themselves say is found all the same.
#[test]
fn a_log_signed_anew_without_or_with_twice_an_entry_is_noticed_by_its_rules() {
    let office = village();
    let mut doubled = office.leaves.clone();
    doubled.push(office.leaves[1].clone());
    doubled.last_mut().unwrap().received_ms = doubled[4].received_ms;
    let report = check(&serve_leaves(&office, &doubled));
    assert!(finds(&report, Code::EntryNotAllowed, &Subject::Entry { index: 5 }), "{report:?}");
    let mut unfounded = office.leaves.clone();
    unfounded.remove(0);
    let report = check(&serve_leaves(&office, &unfounded));
    assert!(finds(&report, Code::EntryNotAllowed, &Subject::Entry { index: 0 }), "{report:?}");
    let mut reordered = office.leaves.clone();
    reordered.swap(1, 4);
    let report = check(&serve_leaves(&office, &reordered));
    assert!(finds(&report, Code::EntryTime, &Subject::Entry { index: 2 }), "{report:?}");
}

#[test]
fn missing_tiles_and_bundles_are_noticed() {
    for (path, code) in [(TILE, Code::TileMissing), (BUNDLE, Code::BundleMissing), ("board.json", Code::BoardMissing)] {
        let mut source = serve(&village());
        source.answers.remove(path);
        assert_eq!(codes(&check(&source)), [code]);
    }
}

#[test]
fn a_bundle_with_other_entries_than_were_signed_is_noticed() {
    let office = village();
    let mut leaves = office.leaves.clone();
    leaves[4].received_ms += 1;
    let mut source = serve(&office);
    put_bundles(&mut source, &leaves.iter().map(Leaf::to_bytes).collect::<Vec<_>>());
    let report = check(&source);
    assert!(finds(&report, Code::RootDiffers, &Subject::Checkpoint));
    assert!(finds(&report, Code::TileDiffers, &address(TILE)));
}
