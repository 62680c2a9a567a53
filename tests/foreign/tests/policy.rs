//! Policies and cosignatures against the crate `sigsum`, whose logs and witnesses sign as C2SP's do: the tree head that a
//! Sigsum log signs is a checkpoint's text, and its witnesses make cosignatures of version 1.
//!
//! Its policies are the ancestors of C2SP's: keys in hexadecimal digits instead of vkeys, else the same.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use ed25519_dalek::{Signer as _, SigningKey};
use jiannuo_tlog::cosignature::CosignerKey;
use jiannuo_tlog::note::{NoteSignature, SignedNote, SignerKey};
use jiannuo_tlog::policy::Policy;
use jiannuo_tlog::{Checkpoint, leaf_hash, node_hash};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

const WITNESSES: u8 = 6;
const TIME_S: u64 = 1_700_000_000;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// A Sigsum log is named by the hash of its key.
fn log() -> SignerKey {
    let seed = [1; 32];
    let key = SigningKey::from_bytes(&seed).verifying_key();
    SignerKey::from_seed(&format!("sigsum.org/v1/tree/{}", hex(&sha256(key.as_bytes()))), seed).unwrap()
}

fn witness(number: u8) -> CosignerKey {
    CosignerKey::from_seed(&format!("example.com/w{number}"), [100 + number; 32]).unwrap()
}

fn submitter() -> SigningKey {
    SigningKey::from_bytes(&[50; 32])
}

/// The message whose hash is logged.
const MESSAGE: [u8; 32] = [42; 32];

/// Hash, signature and hash of the key: what a Sigsum leaf has.
fn leaf() -> (Vec<u8>, [u8; 64]) {
    let checksum = sha256(&MESSAGE);
    let signature = submitter().sign(&[b"sigsum.org/v1/tree-leaf\0".as_slice(), &checksum].concat()).to_bytes();
    let key_hash = sha256(submitter().verifying_key().as_bytes());
    ([checksum.as_slice(), &signature, &key_hash].concat(), signature)
}

/// A checkpoint of a log whose second leaf of three is the message's, cosigned by these witnesses.
fn note(cosigners: &[u8]) -> SignedNote {
    let root = node_hash(&node_hash(&leaf_hash(b"first"), &leaf_hash(&leaf().0)), &leaf_hash(b"third"));
    let origin = log().verifier().name().to_owned();
    let text = Checkpoint { origin, size: 3, root, extensions: vec![] }.to_string();
    let mut note = SignedNote::sign(text, &[&log()]).unwrap();
    for number in cosigners {
        let cosignature = witness(*number).cosign(&note.text, TIME_S).unwrap();
        note.signatures.push(cosignature);
    }
    note
}

/// The same proof in Sigsum's form.
fn their_proof(note: &SignedNote) -> sigsum::SigsumSignature {
    let checkpoint: Checkpoint = note.text.parse().unwrap();
    let log_hash = sha256(&log().verifier().public_key());
    let key_hash = sha256(submitter().verifying_key().as_bytes());
    let mut text = format!("version=2\nlog={}\nleaf={} {}\n\n", hex(&log_hash), hex(&key_hash), hex(&leaf().1));
    write!(text, "size={}\nroot_hash={}\n", checkpoint.size, hex(&checkpoint.root.0)).unwrap();
    writeln!(text, "signature={}", hex(&note.signatures[0].signature)).unwrap();
    for NoteSignature { name, signature, .. } in &note.signatures[1..] {
        let number = name.trim_start_matches("example.com/w").parse().unwrap();
        let key_hash = sha256(&witness(number).verifier().public_key());
        let (time, signature) = signature.split_at(8);
        let time_s = u64::from_be_bytes(time.try_into().unwrap());
        writeln!(text, "cosignature={} {time_s} {}", hex(&key_hash), hex(signature)).unwrap();
    }
    let siblings = [leaf_hash(b"first"), leaf_hash(b"third")];
    write!(text, "\nleaf_index=1\nnode_hash={}\nnode_hash={}\n", hex(&siblings[0].0), hex(&siblings[1].0)).unwrap();
    sigsum::SigsumSignature::from_ascii(&text).unwrap()
}

/// One policy in both forms: the lines after those of log and witnesses are the same.
fn both(lines: &str) -> (Result<Policy, String>, Result<sigsum::Policy, String>) {
    let (mut ours, mut theirs) = (format!("log {}\n", log().verifier()), String::new());
    writeln!(theirs, "log {}", hex(&log().verifier().public_key())).unwrap();
    for number in 1..=WITNESSES {
        let witness = witness(number);
        writeln!(ours, "witness w{number} {}", witness.verifier()).unwrap();
        writeln!(theirs, "witness w{number} {}", hex(&witness.verifier().public_key())).unwrap();
    }
    (
        Policy::parse((ours + lines).as_bytes()).map_err(|error| error.to_string()),
        sigsum::Policy::parse(&(theirs + lines)).map_err(|error| error.to_string()),
    )
}

fn ours_holds(policy: &Policy, note: &SignedNote) -> bool {
    policy.evaluate(note, &[]).is_ok_and(|verdict| verdict.quorum_met)
}

fn theirs_holds(policy: &sigsum::Policy, note: &SignedNote) -> bool {
    let submitter = submitter().verifying_key().to_bytes().into();
    sigsum::verify(&MESSAGE.into(), &their_proof(note), &[submitter], policy).is_ok()
}

const TWO_LEVELS: &str = "group x 2 w1 w2 w3\ngroup y any w4 w5 w6\ngroup both all x y\nquorum both\n";

#[test]
fn t_sigsum_verifies_our_signature_our_cosignatures_and_our_root() {
    let (ours, theirs) = both(TWO_LEVELS);
    let (ours, theirs) = (ours.unwrap(), theirs.unwrap());
    for (cosigners, met) in [(vec![1, 2, 4], true), (vec![2, 3, 5, 6], true), (vec![1, 4], false), (vec![], false)] {
        let note = note(&cosigners);
        assert_eq!(ours_holds(&ours, &note), met, "ours, {cosigners:?}");
        assert_eq!(theirs_holds(&theirs, &note), met, "theirs, {cosigners:?}");
    }
}

#[test]
fn t_sigsum_refuses_the_signatures_that_we_refuse() {
    let (ours, theirs) = both(TWO_LEVELS);
    let (ours, theirs) = (ours.unwrap(), theirs.unwrap());
    // The log's, the time of a cosignature, a cosignature that the quorum does not even need.
    for (place, byte) in [(0, 0), (1, 7), (4, 20)] {
        let mut note = note(&[1, 2, 4, 5]);
        note.signatures[place].signature[byte] ^= 1;
        assert!(!ours_holds(&ours, &note) && !theirs_holds(&theirs, &note), "signature {place}");
    }
}

#[test]
fn t_both_refuse_the_same_policies() {
    for lines in [
        "",
        "quorum nobody\n",
        "quorum w1 w2\n",
        "quorum w1\nquorum w1\n",
        "group g any\nquorum g\n",
        "group g any nobody\nquorum g\n",
        "group g most w1\nquorum g\n",
        "group w1 any w2\nquorum w1\n",
        "group g any h\ngroup h any w1\nquorum g\n",
        "quorum none\nmirror m\n",
    ] {
        let (ours, theirs) = both(lines);
        assert!(ours.is_err() && theirs.is_err(), "{lines:?}: ours {ours:?}, theirs {theirs:?}");
    }
    for lines in ["quorum none\n", " quorum\tw1 \n", "# quorum w2\n\nquorum w1\n", "group g 1 w1\nquorum g\n"] {
        let (ours, theirs) = both(lines);
        assert!(ours.is_ok() && theirs.is_ok(), "{lines:?}: ours {ours:?}, theirs {theirs:?}");
    }
}

/// What C2SP's text refuses and the other crate lets pass: members that count twice, thresholds that nobody or everybody
/// meets, the predefined name for a witness.
#[test]
fn t_we_are_the_stricter_of_the_two() {
    for lines in [
        "group g 2 w1 w1\nquorum g\n",
        "group g any w1\ngroup h all g w1\nquorum h\n",
        "group g 0 w1\nquorum g\n",
        "group g 2 w1\nquorum g\n",
        "group none any w1\nquorum none\n",
        "quorum w1",
    ] {
        let (ours, theirs) = both(lines);
        assert!(ours.is_err() && theirs.is_ok(), "{lines:?}: ours {ours:?}, theirs {theirs:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn t_both_find_the_same_quorums(
        split in 1..WITNESSES,
        thresholds in (1..=WITNESSES, 1..=WITNESSES, 1..=2_u8),
        cosigners in prop::collection::btree_set(1..=WITNESSES, 0..=usize::from(WITNESSES)),
    ) {
        let names = |numbers: std::ops::RangeInclusive<u8>| numbers.map(|number| format!(" w{number}")).collect::<String>();
        let (low, high) = (thresholds.0.min(split), thresholds.1.min(WITNESSES - split));
        let lines = format!(
            "group low {low}{}\ngroup high {high}{}\ngroup both {} low high\nquorum both\n",
            names(1..=split), names(split + 1..=WITNESSES), thresholds.2,
        );
        let (ours, theirs) = both(&lines);
        let note = note(&cosigners.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(ours_holds(&ours.unwrap(), &note), theirs_holds(&theirs.unwrap(), &note));
    }
}
