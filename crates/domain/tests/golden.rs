//! Every stored and wire format, pinned byte for byte in `tests/golden/`.
//!
//! A difference here forks history: old logs would no longer be read, or boards would no longer agree. It is meant only
//! with a new version number or a new fold version; `JIANNUO_BLESS=1` then writes the files anew.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jiannuo_domain::board::Board;
use jiannuo_domain::canonical::to_canonical;
use jiannuo_domain::codes::Role;
use jiannuo_domain::day::{DAY_MS, Day};
use jiannuo_domain::id::{RecordId, to_hex};
use jiannuo_domain::invitation::Code;
use jiannuo_domain::key::{signing_input, software};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::{Leaf, from_bundle, to_bundle};
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::statement::{LogName, Statement, origin};
use jiannuo_domain::test_support::{ORG, Office, claim_words, day, pledge_words, progress_words, reason_words};
use jiannuo_domain::words::Due;
use jiannuo_tlog::log_key::{LogKeys, Seed};
use jiannuo_tlog::{Checkpoint, SignedNote, TileWriter, leaf_hash};
use serde_json::json;

/// The day of the golden board: one pledge is overdue, one late within the grace, one recurs.
const BOARD_DAY: &str = "2026-07-10";

static STORY: LazyLock<Office> = LazyLock::new(story);

/// A small log with most kinds of statements, one of them erased.
fn story() -> Office {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Member);
    let phone = office.device(member);
    let overseer = office.member("监督员乙", Role::Overseer);
    let overseer_phone = office.device(overseer);
    let silent = office.member("成员丙", Role::Member);
    office.desk_says(&Kind::RulesSet, ORG.record()).unwrap();
    office.desk_says(&Kind::CalendarSet, ORG.record()).unwrap();

    let visits = pledge_words("走访独居老人", Due::On { on: day("2026-06-30") }, Some(10));
    let kept = office.pledge(&phone, &visits);
    let recurring = Due::Every { every: jiannuo_domain::period::Every::Month, from: day("2026-06-01"), until: None };
    office.pledge(&phone, &pledge_words("每月入户宣讲", recurring, Some(2)));
    let counted = Due::WithinWorkingDays { from: day("2026-06-01"), days: 20 };
    let entered = RecordId::from_bytes(office.fresh());
    let unsigned = office.of_kind(office.desk.key, &Kind::PledgePublished, entered).about(silent);
    let unsigned = unsigned.with_words(&pledge_words("疏通水渠", counted, None), office.salt()).unwrap();
    office.desk_signs(unsigned).unwrap();
    let point = RecordId::from_bytes(office.fresh());
    office.desk_says(&Kind::PointPublished, point).unwrap();
    let disclosure = RecordId::from_bytes(office.fresh());
    office.desk_says(&Kind::DisclosurePublished, disclosure).unwrap();

    office.now_ms += DAY_MS;
    let note = progress_words(day("2026-06-02"), "走访六户", Some(6));
    office.tell(&phone, &Kind::ProgressAdded, kept, &note).unwrap();
    let private = progress_words(day("2026-06-02"), "走访四户，留了电话", Some(4));
    let private = office.tell(&phone, &Kind::ProgressAdded, kept, &private).unwrap();
    office.erase(private).unwrap();
    office.now_ms += 30 * DAY_MS;
    office.tell(&phone, &Kind::PledgeClaimed, kept, &claim_words("走访登记表")).unwrap();
    office.tell(&overseer_phone, &Kind::PledgeDisputed, kept, &reason_words("还差一户")).unwrap();
    office
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

/// Compares a file with what it must hold, or writes it when asked to.
fn pinned(path: &str, bytes: &[u8]) {
    let path = directory().join(path);
    if std::env::var_os("JIANNUO_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
    let golden = std::fs::read(&path).unwrap_or_default();
    assert!(golden == bytes, "{} differs from what the code makes", path.display());
}

fn leaves() -> Vec<Vec<u8>> {
    STORY.leaves.iter().map(Leaf::to_bytes).collect()
}

fn pledge_leaf() -> &'static Leaf {
    STORY.leaves.iter().find(|leaf| leaf.statement.contains("\"pledge.published\"")).unwrap()
}

#[test]
fn b2_b3_b4_b5_golden_statement_body_signature_and_leaf() {
    let leaf = pledge_leaf();
    let statement = Statement::from_text(&leaf.statement).unwrap();
    let body = &STORY.bodies[&statement.body.unwrap()];
    let public_key = STORY.acceptance.public_key(&statement.key).unwrap();
    assert!(software::verify(&public_key, &leaf.statement, &leaf.signature));
    let vector = json!({
        "statement": leaf.statement,
        "signing_input_hex": to_hex(&signing_input(&leaf.statement)),
        "signature": leaf.signature.to_string(),
        "public_key": public_key.to_string(),
        "key": statement.key,
        "body": { "salt": body.salt, "text": body.text, "hash": statement.body },
        "received_ms": leaf.received_ms,
        "leaf_hex": to_hex(&leaf.to_bytes()),
    });
    pinned("statement.json", &pretty(&vector));
}

#[test]
fn a5_golden_invitation_code() {
    let code: Code = "0123-4567-89AB-CDEF".parse().unwrap();
    let public_key = code.key_pair().public_key();
    let vector = json!({ "code": code.to_string(), "public_key": public_key.to_string(), "key": public_key.id() });
    pinned("invitation.json", &pretty(&vector));
}

#[test]
fn b6_golden_log_as_it_is_served() {
    let leaves = leaves();
    let bundle = to_bundle(leaves.iter().map(Vec::as_slice)).unwrap();
    pinned(&format!("log/tile/entries/000.p/{}", leaves.len()), &bundle);
    let served: BTreeMap<_, _> = STORY.bodies.iter().collect();
    for (hash, body) in &served {
        pinned(&format!("log/bodies/{hash}"), to_canonical(body).unwrap().as_bytes());
    }
    let listed = std::fs::read_dir(directory().join("log/bodies")).unwrap().count();
    assert_eq!(listed, served.len(), "a body lies there that the log does not have");
    let log = json!({ "org": ORG, "log": LogName::Public, "size": leaves.len(), "root": STORY.root() });
    pinned("log.json", &pretty(&log));
}

/// A log that has changed its key once, so that the derivation of keys, the handover and both signatures are pinned.
#[test]
fn k3_golden_checkpoint_keys_and_tiles() {
    let origin = origin(ORG, LogName::Public);
    let [first, second] = [7, 8].map(|seed| Seed::from_bytes([seed; 32]).log_signer(&origin).unwrap());
    let mut keys = LogKeys::first(first.verifier().clone(), STORY.leaves[0].received_ms);
    keys.hand_over(&first, &second, STORY.acceptance.received_ms()).unwrap();
    pinned("log/keys", &serde_json::to_vec(&keys).unwrap());
    let hashes: Vec<_> = leaves().iter().map(|leaf| leaf_hash(leaf)).collect();
    let appended = TileWriter::new().append(hashes);
    for written in &appended.tiles {
        pinned(&format!("log/{}", written.tile.path()), &written.bytes);
    }
    let checkpoint = Checkpoint { origin, size: appended.size, root: STORY.root(), extensions: Vec::new() };
    let note = SignedNote::sign(checkpoint.to_string(), &[&second, &first]).unwrap();
    pinned("log/checkpoint", note.to_string().as_bytes());
}

#[test]
fn v1_golden_board_of_a_day() {
    let board = Board::of(&STORY.ledger(), STORY.root(), BOARD_DAY.parse::<Day>().unwrap());
    pinned("board.json", board.to_json().unwrap().as_bytes());
}

#[test]
fn v1_the_golden_board_is_made_from_the_files_alone() {
    let bundle = std::fs::read(directory().join(format!("log/tile/entries/000.p/{}", STORY.leaves.len()))).unwrap();
    let mut ledger = Ledger::new(ORG, LogName::Public);
    for bytes in from_bundle(&bundle).unwrap() {
        let leaf = Leaf::from_bytes(bytes).unwrap();
        let hash = Statement::from_text(&leaf.statement).unwrap().body;
        let file = hash.and_then(|hash| std::fs::read_to_string(directory().join(format!("log/bodies/{hash}"))).ok());
        let body: Option<jiannuo_domain::body::SaltedBody> = file.map(|file| serde_json::from_str(&file).unwrap());
        let state = body.as_ref().map_or(jiannuo_domain::body::BodyState::Erased, |body| {
            assert_eq!(Some(body.digest()), hash);
            jiannuo_domain::body::BodyState::Present(&body.text)
        });
        ledger.apply_leaf(&leaf, state).unwrap();
    }
    assert!(ledger.violations.is_empty(), "{:?}", ledger.violations);
    let board = Board::of(&ledger, STORY.root(), BOARD_DAY.parse::<Day>().unwrap()).to_json().unwrap();
    assert_eq!(board, std::fs::read_to_string(directory().join("board.json")).unwrap());
}

fn pretty(value: &serde_json::Value) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(value).unwrap();
    text.push('\n');
    text.into_bytes()
}
