//! The witness's decision against two public sets of cases: the session that litewitness (torchwood, Go) is tested with,
//! whose log is one of Sigsum, and the conformance cases of the crate `siglog`. Both grow the same tree: the hash of leaf
//! n is 0x2a, n, zeros.
//!
//! Deliberately absent: the files themselves. That of litewitness speaks Sigsum's own protocol, so its values stand here
//! under a checkpoint, whose text is what a Sigsum log signs; `siglog` needs a database and a web server to compile, and
//! its copy of litewitness's values has slips (a root and a hash with other digits), so nothing is read from it.

#![allow(clippy::unwrap_used)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiannuo_tlog::frontier::Frontier;
use jiannuo_tlog::note::{KeyKind, NoteSignature, SignedNote, SignerKey, VerifierKey};
use jiannuo_tlog::witness::{AddCheckpoint, Latest, Refusal, RequestError, decide};
use jiannuo_tlog::{Checkpoint, Hash};

/// The log of litewitness's session.
const LOG_KEY: &str = "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f";
const ORIGIN: &str = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";

/// Its tree heads: size, root, signature.
const HEADS: [(u64, &str, &str); 3] = [
    (
        1,
        "2a00000000000000000000000000000000000000000000000000000000000000",
        "b7cf653aa9c565a1ca359db81bd3bc656ab2890c6ea4c0aec42295e80aa05049423505026434f987923ccdf07d440c152cd59e736e5914d8ada8d7a4d51b2106",
    ),
    (
        3,
        "45c088d4d939e9971298811f227d1295eaad57bbafae55cd71c171e7de48c25d",
        "655bb4871d15bc05032d67eece88900c4863a27f190393b99176391577f5def971b023d9a418c3226b7b7ea47b33686d9b3849451dadc6b07c007c595af1ea0a",
    ),
    (
        5,
        "42bb57ad06420afa4882c4a63ac6a1ec77480b330b2f20dfc53a0caa5f564e36",
        "0fc43899968b48b5150b0e8fe7ad07b17c21c7056a6fe381deb0cd19ece103d59b2119b5dbe5d54d8a1262ce67f01245c5898b4b56f747495804a17a2eec0f0c",
    ),
];

const LEAF_1: &str = "2a01000000000000000000000000000000000000000000000000000000000000";
const LEAF_2: &str = "2a02000000000000000000000000000000000000000000000000000000000000";
const LEAF_2_WRONG: &str = "2a02000000000000000000000000000000000000000000000000000000000001";
const LEAF_3: &str = "2a03000000000000000000000000000000000000000000000000000000000000";
const LEAF_4: &str = "2a04000000000000000000000000000000000000000000000000000000000000";
const LEAVES_0_1: &str = "c2088815d65f60dbfa594d4e96504ab169cb6084bf0c132ab7c521fd2e0eba41";
const LEAVES_2_3: &str = "f9f50357e93def4078237b8aaea24ce1a3f5965a0f64ff26bebd99e30470d8b2";

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|place| u8::from_str_radix(&hex[place..place + 2], 16).unwrap()).collect()
}

fn hash(hex: &str) -> Hash {
    Hash(bytes(hex).try_into().unwrap())
}

/// The known key, and a request with the tree head at this place of [`HEADS`].
fn litewitness(origin: &str, head: usize, old: u64, proof: &[&str]) -> AddCheckpoint {
    let (size, root, signature) = HEADS[head];
    let text = Checkpoint { origin: origin.to_owned(), size, root: hash(root), extensions: vec![] }.to_string();
    let signature = NoteSignature { name: origin.to_owned(), key_id: key().id(), signature: bytes(signature) };
    let note = SignedNote { text, signatures: vec![signature] };
    let body = AddCheckpoint::new(old, proof.iter().map(|hex| hash(hex)).collect(), note).unwrap().to_string();
    AddCheckpoint::parse(body.as_bytes()).unwrap()
}

fn key() -> VerifierKey {
    VerifierKey::new(ORIGIN, KeyKind::Ed25519, &bytes(LOG_KEY).try_into().unwrap()).unwrap()
}

/// Step by step as litewitness is tested. Where Sigsum's protocol answers 403 for an unknown log, C2SP's answers 404.
#[test]
fn t_litewitness_session() {
    let keys = [key()];
    let mut state: Option<Latest> = None;
    let mut step = |request: &AddCheckpoint| {
        let decided = decide(state, request, &keys);
        if let Ok(latest) = decided {
            state = Some(latest);
        }
        decided.map_or_else(|refusal| refusal.status(), |_| 200)
    };
    assert_eq!(step(&litewitness(ORIGIN, 0, 0, &[])), 200);

    let mut wrong_signature = litewitness(ORIGIN, 1, 1, &[LEAF_1, LEAF_2]).note().clone();
    *wrong_signature.signatures[0].signature.last_mut().unwrap() = 0x0B;
    assert_eq!(step(&AddCheckpoint::new(1, vec![hash(LEAF_1), hash(LEAF_2)], wrong_signature).unwrap()), 403);

    let unknown = ORIGIN.replace("e562", "e561");
    assert_eq!(step(&litewitness(&unknown, 1, 1, &[LEAF_1, LEAF_2])), 404);
    assert_eq!(step(&litewitness(ORIGIN, 1, 1, &[])), 422);
    assert_eq!(step(&litewitness(ORIGIN, 1, 1, &[LEAF_1, LEAF_2_WRONG])), 422);
    assert_eq!(step(&litewitness(ORIGIN, 1, 1, &[LEAF_1, LEAF_2])), 200);
    assert_eq!(step(&litewitness(ORIGIN, 2, 1, &[LEAF_1, LEAVES_2_3, LEAF_4])), 409);
    assert_eq!(step(&litewitness(ORIGIN, 2, 3, &[LEAF_2, LEAF_3, LEAVES_0_1, LEAF_4])), 200);
    assert_eq!(state, Some(Latest { size: 5, root: hash(HEADS[2].1) }));
}

/// The conflict tells the size to begin at.
#[test]
fn t_litewitness_conflict() {
    let latest = Latest { size: 3, root: hash(HEADS[1].1) };
    let request = litewitness(ORIGIN, 2, 1, &[LEAF_1, LEAVES_2_3, LEAF_4]);
    assert_eq!(decide(Some(latest), &request, &[key()]), Err(Refusal::Conflict(3)));
}

/// A case of `siglog`: name, old size, new size, proof, root of the new size, status.
type Case = (&'static str, u64, u64, &'static [&'static str], &'static str, u16);

/// Those of `siglog`'s conformance cases whose values hold. Its status for another root of the same size is 422; the
/// specification says 409 (tlog-witness, "add-checkpoint").
const CASES: &[Case] = &[
    ("bootstrap", 0, 1, &[], "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 200),
    (
        "growth to a power of 2",
        1,
        2,
        &["KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],
        "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=",
        200,
    ),
    (
        "growth from a power of 2",
        2,
        3,
        &["KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],
        "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
        200,
    ),
    (
        "growth over several levels",
        1,
        5,
        &[
            "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=",
            "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ],
        "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
        200,
    ),
    (
        "growth between powers of 2",
        4,
        8,
        &["ZNxdU4pbNzxm4tIgmsxujfj4Jb7UTCaPorcIi6yctYs="],
        "ukvHpqwJdBDYbj2CU3OSzsfB4Oottn3YgO01mw2XU+I=",
        200,
    ),
    (
        "growth from 7 to 15",
        7,
        15,
        &[
            "KgYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "KgcAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "x1ZYqVSHQoiOaAwigq9U+A+b+2Av45zAnj91yAEugoc=",
            "h0qZ4yRieP7aZa0u+hHf31Rd07es27KAsQnP2SlRCwE=",
            "g6L5coh6Zh0Y0W7n8KHNGwTp8s6X8y9CaeE8Si+dtEQ=",
        ],
        "3lRJUDJHz+wH+jzxnMG8rXbKPPvFj3jPofM8XiyTVrI=",
        200,
    ),
    (
        "growth by one",
        10,
        11,
        &[
            "lRfL8xx5EXPt2174iNdGZpO0GcSHyfaJEo5cWI377v4=",
            "KgoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "ukvHpqwJdBDYbj2CU3OSzsfB4Oottn3YgO01mw2XU+I=",
        ],
        "ni3U3kkFewZLGV7YSWlmQY9Ed4JEys1aGNGtCt2yH6g=",
        200,
    ),
    (
        "growth over a power of 2",
        15,
        17,
        &[
            "Kg4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "Kg8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "bBqEc7Fnilwt/XMQ0x8ZK6Q5rrAlLrELsrml0LTd8h4=",
            "i9Rh3k+x+koX4vOT4xzFsnXCA2120J63HViIhAWT5Tw=",
            "ukvHpqwJdBDYbj2CU3OSzsfB4Oottn3YgO01mw2XU+I=",
            "KhAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ],
        "z2R59BhIBM/Xb/fldQb4UFw2zAA29wvZiADQc+Lhz7E=",
        200,
    ),
    ("the same again", 5, 5, &[], "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=", 200),
    ("another root of the same size", 3, 3, &[], "OlqUrJmDOfS1pP0gl/n218A7cc76h9JzICXO2WqYxlo=", 409),
    ("no proof", 1, 5, &[], "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=", 422),
    (
        "other hashes",
        1,
        3,
        &["jzsly1+4BV4suYbOOFlLHpMxQxjLwEY3FUSlT7LSLTo=", "v/ItLBOwTFjNlrt4K0VxyzqN7fDR26wr9q8/T8q6jn4="],
        "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
        422,
    ),
    (
        "too few hashes",
        1,
        3,
        &["KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],
        "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
        422,
    ),
    ("an old size beyond the new", 10, 5, &[], "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=", 400),
];

/// What the witness has cosigned before the case: the same tree at the old size.
fn grown_to(size: u64) -> Option<Latest> {
    let mut frontier = Frontier::new();
    for leaf in 0..size {
        let mut hash = [0; 32];
        hash[..2].copy_from_slice(&[0x2A, u8::try_from(leaf).unwrap()]);
        frontier.push(Hash(hash));
    }
    (size > 0).then(|| Latest { size, root: frontier.root() })
}

#[test]
fn t_siglog_cases() {
    let log = SignerKey::from_seed("example.com/log", [1; 32]).unwrap();
    for (name, old, new, proof, root, status) in CASES {
        let root = root.parse().unwrap();
        let text =
            Checkpoint { origin: "example.com/log".to_owned(), size: *new, root, extensions: vec![] }.to_string();
        let proof = proof.iter().map(|hash| hash.parse().unwrap()).collect();
        let request = AddCheckpoint::new(*old, proof, SignedNote::sign(text, &[&log]).unwrap()).unwrap();
        let decided = decide(grown_to(*old), &request, &[log.verifier().clone()]);
        assert_eq!(decided.map_or_else(|refusal| refusal.status(), |_| 200), *status, "{name}");
        if *status == 200 {
            assert_eq!(decided.ok(), Some(Latest { size: *new, root }), "{name}");
            assert_eq!(grown_to(*new), decided.ok(), "{name}: the root of the case is that of the tree");
        }
    }
}

#[test]
fn t_siglog_case_of_a_proof_that_is_not_base64() {
    let log = SignerKey::from_seed("example.com/log", [1; 32]).unwrap();
    let root = Hash(STANDARD.decode("RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=").unwrap().try_into().unwrap());
    let text = Checkpoint { origin: "example.com/log".to_owned(), size: 3, root, extensions: vec![] }.to_string();
    let note = SignedNote::sign(text, &[&log]).unwrap();
    let body = format!("old 1\nnot!!!valid!!!base64\n\n{note}");
    assert_eq!(AddCheckpoint::parse(body.as_bytes()), Err(RequestError::ProofLine));
    assert_eq!(Refusal::from(RequestError::ProofLine).status(), 400);
}
