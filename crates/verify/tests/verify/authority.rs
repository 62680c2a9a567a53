//! What was accepted although it was not allowed, signed by an operator who let it pass.

use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::test_support::{Office, key_pair};
use jiannuo_domain::words::MemberWords;
use jiannuo_verify::{Code, Subject};

use crate::support::{check, codes, finds, serve, serve_leaves, village};

/// An entry at the log's end that nobody asked whether it may stand.
fn with_forced(
    office: &mut Office,
    pair: &jiannuo_domain::key::software::KeyPair,
    alter: impl Fn(&mut Leaf),
) -> Vec<Leaf> {
    let record = RecordId::from_bytes(office.fresh());
    let salt = office.salt();
    let words = MemberWords { name: "外人".to_owned(), post: None };
    let unsigned = office
        .begin(pair.public_key().id(), Kind::MemberAdded, record)
        .with_codes(Codes { role: Some(Role::Secretary), ..Codes::default() })
        .with_words(&words, salt)
        .unwrap();
    let statement = unsigned.statement.to_text().unwrap();
    let mut leaf = Leaf { signature: pair.sign(&statement), statement, received_ms: office.now_ms };
    office.bodies.insert(unsigned.statement.body.unwrap(), unsigned.body.unwrap());
    alter(&mut leaf);
    office.leaves.iter().cloned().chain([leaf]).collect()
}

#[test]
fn an_entry_that_its_signer_had_no_right_to_is_named() {
    let mut office = village();
    let member = office.member("周晓禾", Role::Member);
    let device = office.device(member);
    let last = office.leaves.len() as u64;
    let leaves = with_forced(&mut office, &device.pair, |_| {});
    let report = check(&serve_leaves(&office, &leaves));
    assert_eq!(codes(&report), [Code::EntryNotAllowed]);
    assert_eq!(report.findings[0].about, Subject::Entry { index: last });
    assert_eq!(report.findings[0].detail, "the signer may not say this");
}

#[test]
fn an_entry_by_a_key_that_was_never_let_in_is_named() {
    let mut office = village();
    let leaves = with_forced(&mut office, &key_pair(999), |_| {});
    let report = check(&serve_leaves(&office, &leaves));
    assert!(finds(&report, Code::EntrySignature, &Subject::Entry { index: 5 }), "{report:?}");
}

#[test]
fn an_entry_that_its_key_did_not_sign_is_named() {
    let mut office = village();
    let pair = office.desk.pair.clone();
    let other = key_pair(999);
    let leaves = with_forced(&mut office, &pair, |leaf| leaf.signature = other.sign(&leaf.statement));
    let report = check(&serve_leaves(&office, &leaves));
    assert_eq!(codes(&report), [Code::EntrySignature]);
    assert_eq!(report.findings[0].about, Subject::Entry { index: 5 });
}

#[test]
fn an_entry_received_before_the_one_in_front_or_in_the_future_is_named() {
    for shift_ms in [-1, 30 * 86_400_000] {
        let mut office = village();
        let pair = office.desk.pair.clone();
        let leaves = with_forced(&mut office, &pair, |leaf| leaf.received_ms += shift_ms);
        let report = check(&serve_leaves(&office, &leaves));
        assert_eq!(codes(&report), [Code::EntryTime], "{shift_ms}");
        assert_eq!(report.findings[0].about, Subject::Entry { index: 5 });
    }
}

#[test]
fn an_entry_of_another_organisation_is_named() {
    let mut office = village();
    let pair = office.desk.pair.clone();
    let leaves = with_forced(&mut office, &pair, |leaf| {
        leaf.statement = leaf.statement.replace(&"0a".repeat(16), &"0b".repeat(16));
        leaf.signature = key_pair(1).sign(&leaf.statement);
    });
    let report = check(&serve_leaves(&office, &leaves));
    assert!(finds(&report, Code::EntryAnotherLog, &Subject::Entry { index: 5 }), "{report:?}");
    assert!(finds(&report, Code::EntryNotAllowed, &Subject::Entry { index: 5 }), "{report:?}");
}

#[test]
fn b8_an_entry_of_a_newer_version_is_not_called_good() {
    let mut office = village();
    let pair = office.desk.pair.clone();
    let newer = |leaf: &mut Leaf| {
        leaf.statement = leaf.statement.replace("member.added", "ballot.cast");
        leaf.signature = key_pair(1).sign(&leaf.statement);
    };
    let leaves = with_forced(&mut office, &pair, newer);
    let mut source = serve(&office);
    source.answers.extend(serve_newer(&office, &leaves).answers);
    let report = check(&source);
    assert_eq!(report.findings, []);
    assert_eq!((report.verdict.status(), report.counts.newer, report.counts.signatures), (2, 1, 6));
}

/// As `serve_leaves`, whose fixture reads every statement of this version only.
fn serve_newer(office: &Office, leaves: &[Leaf]) -> jiannuo_verify::MemorySource {
    use crate::support::{checkpoint, log_key, put_bundles};
    use jiannuo_domain::board::Board;
    use jiannuo_domain::day::Day;
    use jiannuo_tlog::leaf_hash;
    let mut source = jiannuo_verify::MemorySource::default();
    source.put("log/checkpoint", checkpoint(leaves, &[&log_key(1)]).to_string());
    let bytes: Vec<Vec<u8>> = leaves.iter().map(Leaf::to_bytes).collect();
    put_bundles(&mut source, &bytes);
    let tile: Vec<u8> = bytes.iter().flat_map(|leaf| leaf_hash(leaf).0).collect();
    source.put(format!("log/tile/0/000.p/{}", leaves.len()), tile);
    let mut ledger = office.ledger();
    ledger.apply_leaf(leaves.last().unwrap(), jiannuo_domain::body::BodyState::Erased).unwrap();
    let root = jiannuo_domain::test_support::root_of(leaves);
    let board = Board::of(&ledger, root, Day::in_shanghai(crate::support::NOW_MS));
    source.put("board.json", board.to_json().unwrap());
    source
}
