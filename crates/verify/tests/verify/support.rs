//! A village office's log as a worker serves it, in memory, with a key of its own.

use std::collections::BTreeMap;

use jiannuo_domain::board::Board;
use jiannuo_domain::day::Day;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::leaf::{Leaf, to_bundle};
use jiannuo_domain::push::ServedBody;
use jiannuo_domain::statement::{LogName, Statement, origin};
use jiannuo_domain::test_support::{BEGINNING_MS, ORG, Office, claim_words, day, pledge_words, root_of};
use jiannuo_domain::words::Due;
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::{Checkpoint, Hash, SignedNote, SignerKey, leaf_hash, node_hash};
use jiannuo_verify::finding::Subject;
use jiannuo_verify::{Answer, Code, Expectations, MemorySource, Report, Verdict, verify};

/// The reader's clock: two days after the log began.
pub(crate) const NOW_MS: i64 = BEGINNING_MS + 2 * 86_400_000;
/// How many leaves a tile and a bundle hold.
const WIDTH: usize = 256;

/// The log's key of a number.
pub(crate) fn log_key(number: u8) -> SignerKey {
    SignerKey::from_seed(&origin(ORG, LogName::Public), [number; 32]).unwrap()
}

/// A log with pledges, progress, a claim and an erasure, a few entries long.
pub(crate) fn village() -> Office {
    let mut office = Office::founded();
    let desk = office.desk.clone();
    let lamp = office.pledge(&desk, &pledge_words("修好村口路灯", Due::On { on: day("2026-06-30") }, Some(3)));
    office.now_ms += 60_000;
    let wrong = office.pledge(&desk, &pledge_words("某人的电话", Due::On { on: day("2026-07-31") }, None));
    let entry = office.acceptance.record(&wrong).unwrap().head;
    office.erase(entry).unwrap();
    office.now_ms += 60_000;
    office.tell(&desk, &jiannuo_domain::kind::Kind::PledgeClaimed, lamp, &claim_words("验收单")).unwrap();
    office
}

/// A longer log: more than one bundle, a full tile and one above it.
pub(crate) fn long_log() -> Office {
    let mut office = village();
    let desk = office.desk.clone();
    for number in 0..270 {
        office.now_ms += 1_000;
        let words = pledge_words(&format!("第{number}件实事"), Due::On { on: day("2026-09-30") }, None);
        office.pledge(&desk, &words);
    }
    office
}

/// A checkpoint's note over leaves.
pub(crate) fn checkpoint(leaves: &[Leaf], signers: &[&SignerKey]) -> SignedNote {
    signed(leaves.len() as u64, root_of(leaves), signers)
}

/// A checkpoint's note of any size and root.
pub(crate) fn signed(size: u64, root: Hash, signers: &[&SignerKey]) -> SignedNote {
    let checkpoint = Checkpoint { origin: origin(ORG, LogName::Public), size, root, extensions: Vec::new() };
    SignedNote::sign(checkpoint.to_string(), signers).unwrap()
}

/// The office's log as it is served.
pub(crate) fn serve(office: &Office) -> MemorySource {
    serve_leaves(office, &office.leaves)
}

/// The same with other leaves, which the log's key signs for; bodies and board are the office's.
pub(crate) fn serve_leaves(office: &Office, leaves: &[Leaf]) -> MemorySource {
    let mut source = MemorySource::default();
    let key = log_key(1);
    source.put("log/checkpoint", checkpoint(leaves, &[&key]).to_string());
    source.put("log/keys", serde_json::to_vec(&LogKeys::first(key.verifier().clone(), BEGINNING_MS)).unwrap());
    let bytes: Vec<Vec<u8>> = leaves.iter().map(Leaf::to_bytes).collect();
    put_bundles(&mut source, &bytes);
    put_tiles(&mut source, bytes.iter().map(|leaf| leaf_hash(leaf)).collect());
    put_bodies(&mut source, office, leaves);
    let today = Day::in_shanghai(NOW_MS);
    put_board(&mut source, "board.json", office, leaves, today);
    source
}

pub(crate) fn put_board(source: &mut MemorySource, path: &str, office: &Office, leaves: &[Leaf], today: Day) {
    let mut ledger = jiannuo_domain::ledger::Ledger::new(ORG, LogName::Public);
    for leaf in leaves {
        ledger.apply_leaf(leaf, office.body_of(leaf)).unwrap();
    }
    source.put(path, Board::of(&ledger, root_of(leaves), today).to_json().unwrap());
}

/// All widths of every bundle, as a worker has them.
pub(crate) fn put_bundles(source: &mut MemorySource, leaves: &[Vec<u8>]) {
    for (index, bundle) in leaves.chunks(WIDTH).enumerate() {
        for width in 1..=bundle.len() {
            let content = to_bundle(bundle[..width].iter().map(Vec::as_slice)).unwrap();
            source.put(format!("log/tile/entries/{}", numbered(index, width)), content);
        }
    }
}

/// All widths of every tile, straight from the definition.
fn put_tiles(source: &mut MemorySource, mut hashes: Vec<Hash>) {
    for level in 0.. {
        if hashes.is_empty() {
            break;
        }
        for (index, tile) in hashes.chunks(WIDTH).enumerate() {
            for width in 1..=tile.len() {
                let content: Vec<u8> = tile[..width].iter().flat_map(|hash| hash.0).collect();
                source.put(format!("log/tile/{level}/{}", numbered(index, width)), content);
            }
        }
        hashes = hashes.chunks_exact(WIDTH).map(root_of_hashes).collect();
    }
}

fn root_of_hashes(hashes: &[Hash]) -> Hash {
    match hashes {
        [one] => *one,
        _ => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            node_hash(&root_of_hashes(left), &root_of_hashes(right))
        }
    }
}

fn numbered(index: usize, width: usize) -> String {
    assert!(index < 1_000, "tests stay below the second group of digits");
    if width == WIDTH { format!("{index:03}") } else { format!("{index:03}.p/{width}") }
}

fn put_bodies(source: &mut MemorySource, office: &Office, leaves: &[Leaf]) {
    let mut lines: BTreeMap<usize, String> = BTreeMap::new();
    for (index, leaf) in leaves.iter().enumerate() {
        let Some(hash) = Statement::from_text(&leaf.statement).unwrap().body else { continue };
        let (line, answer) = match office.bodies.get(&hash) {
            Some(body) => (
                ServedBody::Present { hash, body: body.clone() },
                Answer { status: 200, content: serde_json::to_vec(body).unwrap() },
            ),
            None => (ServedBody::Erased { hash, erased: true }, Answer { status: 410, content: Vec::new() }),
        };
        lines.insert(index, format!("{}\n", serde_json::to_string(&line).unwrap()));
        source.answers.insert(format!("log/bodies/{hash}"), answer);
    }
    for index in lines.keys() {
        let batch: String = lines.range(index..&(index + WIDTH)).map(|(_, line)| line.as_str()).collect();
        source.put(format!("log/bodies/from/{index}"), batch);
    }
}

/// Checks with nothing but the clock.
pub(crate) fn check(source: &MemorySource) -> Report {
    verify(source, &Expectations::nothing(NOW_MS), &mut ())
}

/// Changes one bit of each byte at a path in turn, and gives the report of each.
pub(crate) fn flip_each(source: &MemorySource, path: &str, mut judge: impl FnMut(usize, &Report)) {
    let length = source.answers.get(path).unwrap().content.len();
    assert!(length > 0);
    for place in 0..length {
        let mut altered = source.clone();
        altered.answers.get_mut(path).unwrap().content[place] ^= 1 << (place % 8);
        judge(place, &check(&altered));
    }
}

/// The codes of a report's findings.
pub(crate) fn codes(report: &Report) -> Vec<Code> {
    report.findings.iter().map(|finding| finding.code).collect()
}

/// Whether a report has a finding of a code about something.
pub(crate) fn finds(report: &Report, code: Code, about: &Subject) -> bool {
    report.findings.iter().any(|finding| finding.code == code && finding.about == *about)
}

pub(crate) fn address(path: &str) -> Subject {
    Subject::Address { path: path.to_owned() }
}

pub(crate) fn body(office: &Office, index: usize) -> Subject {
    let hash: Digest = Statement::from_text(&office.leaves[index].statement).unwrap().body.unwrap();
    Subject::Body { index: index as u64, hash }
}

#[track_caller]
pub(crate) fn assert_holds(report: &Report) {
    assert_eq!(report.findings, []);
    assert_eq!(report.unchecked, []);
    assert_eq!((report.verdict, report.verdict.status()), (Verdict::Holds, 0));
}
