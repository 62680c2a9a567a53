//! Keeps `docs/spec.md` true: every rule names its tests, and every test that it names exists.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folders whose sources hold tests.
const SOURCES: [&str; 4] = ["crates", "worker", "app", "tests"];

/// Chapters of which every test that bears their letter must have its rule; S grows beside the sync crate, W has a page
/// of its own, I are the invariants of `ARCHITECTURE.md`.
const COMPLETE: &str = "BKAMDTVLE";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Each rule's name with the tests that it names.
fn rules() -> BTreeMap<String, Vec<String>> {
    let spec = std::fs::read_to_string(root().join("docs/spec.md")).unwrap();
    let mut rules = BTreeMap::new();
    for item in spec.split("\n- **").skip(1) {
        let (name, rest) = item.split_once("**").unwrap();
        let text = rest.split("\n\n").next().unwrap();
        let tests = text.split_once("Tests:").map_or("", |(_, tests)| tests);
        let names = tests.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert!(rules.insert(name.to_owned(), names).is_none(), "{name} is there twice");
    }
    rules
}

/// Every name that a test is defined under: `fn name(` in Rust, `test('name'` in JavaScript.
fn defined() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    SOURCES.iter().for_each(|folder| collect(&root().join(folder), &mut names));
    names
}

fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, names);
            continue;
        }
        let markers: &[&str] = match path.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => &["fn "],
            Some("mjs") => &["test('", "test(\"", "test(`"],
            _ => continue,
        };
        let source = std::fs::read_to_string(&path).unwrap();
        for marker in markers {
            for after in source.split(marker).skip(1) {
                let name = after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                names.insert(name);
            }
        }
    }
}

#[test]
fn every_rule_names_tests_and_every_named_test_exists() {
    let defined = defined();
    let rules = rules();
    assert!(rules.len() > 40, "the page was not understood: {} rules", rules.len());
    for (rule, tests) in &rules {
        assert!(!tests.is_empty(), "{rule} names no test");
        for test in tests {
            assert!(defined.contains(test), "{rule} names {test}, which does not exist");
        }
    }
}

/// Tests that the pages beside `docs/spec.md` name, as `module::name` or, for a family, `module::prefix_*`.
fn named_elsewhere() -> Vec<String> {
    let pages = std::fs::read_dir(root().join("docs/spec")).unwrap().flatten();
    let texts = pages.map(|page| std::fs::read_to_string(page.path()).unwrap());
    let quoted = |text: String| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    texts.flat_map(quoted).filter_map(|code| code.rsplit_once("::").map(|(_, name)| name.to_owned())).collect()
}

#[test]
fn every_test_that_a_page_beside_it_names_exists() {
    let defined = defined();
    let is_a_test = |name: &String| name.chars().nth(1).is_some_and(|digit| digit.is_ascii_digit());
    for name in named_elsewhere().into_iter().filter(is_a_test) {
        let found = match name.strip_suffix('*') {
            Some(prefix) => defined.iter().any(|test| test.starts_with(prefix)),
            None => defined.contains(&name),
        };
        assert!(found, "docs/spec names {name}, which does not exist");
    }
}

#[test]
fn every_test_that_is_named_for_a_rule_has_its_rule() {
    let rules = rules();
    for name in defined() {
        let letters: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
        let digits: String = name.chars().skip(letters.len()).take_while(char::is_ascii_digit).collect();
        let is_for_a_rule = letters.len() == 1 && !digits.is_empty() && name[1 + digits.len()..].starts_with('_');
        let rule = format!("{}{digits}", letters.to_ascii_uppercase());
        if is_for_a_rule && rule.starts_with(|letter| COMPLETE.contains(letter)) {
            assert!(rules.contains_key(&rule), "{name} is named for {rule}, which is not in docs/spec.md");
        }
    }
}
