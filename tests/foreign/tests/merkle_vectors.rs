//! Proofs that others wrote down, to be accepted and to be rejected: those of transparency-dev's `merkle`, which the crate
//! `sigstore-merkle` carries, and those of the Community Cryptography Test Vectors, which the crate `sigsum` carries.
//!
//! They are read where cargo keeps the crates; a test that finds none, or not as many as there are, fails.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiannuo_tlog::proof::{verify_consistency, verify_inclusion};
use jiannuo_tlog::{Hash, leaf_hash};
use serde::Deserialize;

/// Files with an inclusion proof in sigstore-merkle 0.15.1.
const INCLUSION_FILES: usize = 98;
/// Files with a consistency proof.
const CONSISTENCY_FILES: usize = 97;
/// How many of these are to be accepted; all others are to be rejected.
const ACCEPTED: [usize; 2] = [6, 6];
/// Proofs that hold and that do not, in sigsum 0.3.0.
const SIGSUM_PROOFS: [usize; 2] = [4, 4];
/// Gives two empty trees one root that is not the empty tree's and asks to accept it. RFC 6962 has but one root for the
/// empty tree, so it is refused here.
const EMPTY_WITH_A_ROOT: &str = "sizes-are-equal-and-proof-is-not-empty-where-both-sizes-are-zero.json";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Inclusion {
    leaf_idx: u64,
    tree_size: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Consistency {
    size1: u64,
    size2: u64,
    root1: String,
    root2: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

#[derive(Deserialize)]
struct SigsumInclusion {
    leaf_hash: String,
    leaf_index: u64,
    tree_size: u64,
    root_hash: String,
    inclusion_path: Vec<String>,
    comment: Option<String>,
}

/// The folder of a package's source.
fn source_of(package: &str) -> PathBuf {
    let cargo = |words: &[&str]| {
        let output = Command::new(env!("CARGO")).args(words).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    // Of other machines' packages nothing is asked, which are not there.
    let version = cargo(&["--version", "--verbose"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = cargo(&["metadata", "--format-version", "1", "--locked", "--filter-platform", host]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let manifest = packages.iter().find(|found| found["name"] == package).unwrap()["manifest_path"].as_str().unwrap();
    Path::new(manifest).parent().unwrap().to_owned()
}

/// All files below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// A hash, or nothing where there is none. A few files have words in its place, of which only matters that they differ:
/// the hash of the words, so that a rejection is not for their length alone.
fn hash(text: &str) -> Option<Hash> {
    let bytes = STANDARD.decode(text).ok().filter(|bytes| !bytes.is_empty())?;
    Some(text.parse().unwrap_or_else(|_| leaf_hash(&bytes)))
}

fn hashes(texts: Option<&[String]>) -> Option<Vec<Hash>> {
    texts.unwrap_or_default().iter().map(|text| hash(text)).collect()
}

fn inclusion_holds(case: &Inclusion) -> bool {
    let given = (hash(&case.leaf_hash), hash(&case.root), hashes(case.proof.as_deref()));
    let (Some(leaf), Some(root), Some(proof)) = given else { return false };
    verify_inclusion(&leaf, case.leaf_idx, case.tree_size, &root, &proof).is_ok()
}

fn consistency_holds(case: &Consistency) -> bool {
    let given = (hash(&case.root1), hash(&case.root2), hashes(case.proof.as_deref()));
    let (Some(old), Some(new), Some(proof)) = given else { return false };
    verify_consistency(case.size1, &old, case.size2, &new, &proof).is_ok()
}

#[test]
fn t_the_files_of_sigstore_merkle_get_their_verdicts() {
    let data = source_of("sigstore-merkle").join("test-data/merkle/testdata");
    let mut accepted = [0, 0];
    let (inclusion, consistency) = (files_below(&data.join("inclusion")), files_below(&data.join("consistency")));
    for path in &inclusion {
        let case: Inclusion = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        assert_eq!(inclusion_holds(&case), !case.want_err, "{}", path.display());
        accepted[0] += usize::from(!case.want_err);
    }
    for path in &consistency {
        let case: Consistency = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        if path.ends_with(EMPTY_WITH_A_ROOT) {
            assert!(!case.want_err && !consistency_holds(&case), "{}", path.display());
            continue;
        }
        assert_eq!(consistency_holds(&case), !case.want_err, "{}", path.display());
        accepted[1] += usize::from(!case.want_err);
    }
    assert_eq!((inclusion.len(), consistency.len()), (INCLUSION_FILES, CONSISTENCY_FILES));
    assert_eq!(accepted, ACCEPTED);
}

#[test]
fn t_the_proofs_of_sigsum_get_their_verdicts() {
    let data = source_of("sigsum").join("src/merkle/testdata");
    let mut read = [0, 0];
    for (count, (file, holds)) in
        read.iter_mut().zip([("inclusion-valid.json", true), ("inclusion-invalid.json", false)])
    {
        let cases: Vec<SigsumInclusion> = serde_json::from_slice(&fs::read(data.join(file)).unwrap()).unwrap();
        for (number, case) in cases.iter().enumerate() {
            let proof = hashes(Some(&case.inclusion_path)).unwrap();
            let (leaf, root) = (hash(&case.leaf_hash).unwrap(), hash(&case.root_hash).unwrap());
            let verdict = verify_inclusion(&leaf, case.leaf_index, case.tree_size, &root, &proof);
            assert_eq!(verdict.is_ok(), holds, "{file} {number}: {:?}", case.comment);
        }
        *count = cases.len();
    }
    assert_eq!(read, SIGSUM_PROOFS);
}
