//! Keys that were given, kept, handed over; witnesses that a policy asks for.

use jiannuo_domain::test_support::{BEGINNING_MS, Office};
use jiannuo_tlog::cosignature::CosignerKey;
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::policy::Policy;
use jiannuo_tlog::{SignerKey, VerifierKey};
use jiannuo_verify::expectation::Trust;
use jiannuo_verify::{Code, Expectations, MemorySource, Report, verify};

use crate::support::{NOW_MS, assert_holds, check, checkpoint, codes, log_key, serve, village};

fn check_with(source: &MemorySource, key: &VerifierKey) -> Report {
    let mut expected = Expectations::nothing(NOW_MS);
    expected.key = Some((key.clone(), Trust::Given));
    verify(source, &expected, &mut ())
}

/// A log that has changed its key from number 1 to number 2, with heads signed by some.
fn handed_over(office: &Office, signers: &[&SignerKey]) -> (MemorySource, LogKeys) {
    let mut keys = LogKeys::first(log_key(1).verifier().clone(), BEGINNING_MS);
    keys.hand_over(&log_key(1), &log_key(2), BEGINNING_MS + 1).unwrap();
    let mut source = serve(office);
    source.put("log/keys", serde_json::to_vec(&keys).unwrap());
    source.put("log/checkpoint", checkpoint(&office.leaves, signers).to_string());
    (source, keys)
}

#[test]
fn another_logs_or_nobodys_key_does_not_vouch() {
    let source = serve(&village());
    assert_holds(&check_with(&source, log_key(1).verifier()));
    let report = check_with(&source, log_key(9).verifier());
    assert_eq!(codes(&report), [Code::KeyNotListed, Code::CheckpointSignature]);
    let elsewhere = SignerKey::from_seed("jiannuo/elsewhere/public", [1; 32]).unwrap();
    let report = check_with(&source, elsewhere.verifier());
    assert_eq!(codes(&report), [Code::AnotherLog, Code::KeyNotListed, Code::CheckpointSignature]);
}

#[test]
fn k_a_key_is_followed_to_the_one_that_it_handed_over_to() {
    let office = village();
    let (old, new) = (log_key(1), log_key(2));
    for signers in [vec![&new, &old], vec![&new]] {
        let (source, _) = handed_over(&office, &signers);
        let report = check_with(&source, old.verifier());
        assert_holds(&report);
        let key = report.key.unwrap();
        assert_eq!((key.vkey, key.handovers), (new.verifier().clone(), 1));
        assert_eq!(check(&source).key.unwrap().trust, Trust::FirstSeen);
    }
}

#[test]
fn a_key_that_has_handed_over_signs_no_heads_any_more() {
    let (source, _) = handed_over(&village(), &[&log_key(1)]);
    assert_eq!(codes(&check(&source)), [Code::CheckpointSignature]);
}

#[test]
fn a_key_that_nobody_handed_over_to_is_noticed() {
    let office = village();
    let (mut source, keys) = handed_over(&office, &[&log_key(2)]);
    let mut missing = keys.clone();
    missing.keys[1].handover = None;
    let mut altered = keys.clone();
    altered.keys[1].handover = keys.keys[1].handover.as_ref().map(|note| note.replacen("v1", "v2", 1));
    for list in [missing, altered] {
        source.put("log/keys", serde_json::to_vec(&list).unwrap());
        assert!(codes(&check(&source)).contains(&Code::Handover));
    }
    let swapped = LogKeys::first(log_key(2).verifier().clone(), BEGINNING_MS);
    source.put("log/keys", serde_json::to_vec(&swapped).unwrap());
    assert_holds(&check(&source));
    let report = check_with(&source, log_key(1).verifier());
    assert!(codes(&report).contains(&Code::KeyNotListed), "who knew the old key notices that it is gone: {report:?}");
}

#[test]
fn a_list_of_keys_that_cannot_be_read_is_noticed() {
    for bad in ["", "{}", "{\"keys\":[]}", "[]", "{\"keys\":[{\"vkey\":\"x\",\"since_ms\":0}]}"] {
        let mut source = serve(&village());
        source.put("log/keys", bad);
        assert_eq!(codes(&check(&source)), [Code::KeysMalformed, Code::CheckpointSignature], "{bad}");
        assert_eq!(codes(&check_with(&source, log_key(1).verifier())), [Code::KeysMalformed], "{bad}");
    }
}

#[test]
fn witnesses_are_asked_for_by_a_policy() {
    let office = village();
    let witness = CosignerKey::from_seed("witness.example/one", [5; 32]).unwrap();
    let policy = format!("log {}\nwitness one {}\nquorum one\n", log_key(1).verifier(), witness.verifier());
    let mut expected = Expectations::nothing(NOW_MS);
    expected.policy = Some(Policy::parse(policy.as_bytes()).unwrap());
    let mut source = serve(&office);
    assert_eq!(codes(&verify(&source, &expected, &mut ())), [Code::Witnesses]);

    let mut note = checkpoint(&office.leaves, &[&log_key(1)]);
    note.signatures.push(witness.cosign(&note.text, 1_780_300_000).unwrap());
    source.put("log/checkpoint", note.to_string());
    let report = verify(&source, &expected, &mut ());
    assert_holds(&report);
    assert_eq!(report.key.as_ref().unwrap().trust, Trust::Policy);
    assert_eq!((report.witnesses[0].name.as_str(), report.witnesses[0].time_s), ("witness.example/one", 1_780_300_000));
    assert_eq!(check(&source).other_signatures, 1, "without a policy nobody knows whose it is");

    let last = note.signatures.len() - 1;
    note.signatures[last].signature[20] ^= 1;
    source.put("log/checkpoint", note.to_string());
    assert_eq!(codes(&verify(&source, &expected, &mut ())), [Code::Witnesses]);
}
