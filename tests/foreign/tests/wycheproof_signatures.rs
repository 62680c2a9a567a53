//! Signature checks against Project Wycheproof's cases: every one that must fail fails, every one that must hold holds.
//!
//! Deliberately absent: agreement on cases that Wycheproof leaves open; their number is printed, and today it is zero.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use jiannuo_domain::key::{PublicKey, Signature, software};
use jiannuo_tlog::note::{KeyKind, VerifierKey};
use wycheproof::TestResult;

/// How many cases of each kind there were, so that an empty file of cases does not pass for agreement.
#[derive(Debug, Default)]
struct Counts {
    valid: usize,
    invalid: usize,
    left_open: usize,
}

impl Counts {
    fn add(&mut self, case: &str, expected: &TestResult, holds: bool) {
        match expected {
            TestResult::Valid => {
                assert!(holds, "{case} must hold");
                self.valid += 1;
            }
            TestResult::Invalid => {
                assert!(!holds, "{case} must not hold");
                self.invalid += 1;
            }
            TestResult::Acceptable => {
                println!("{case} is left open; here it {}", if holds { "holds" } else { "does not hold" });
                self.left_open += 1;
            }
        }
    }

    fn conclude(&self, name: &str) {
        println!("{name}: {self:?}");
        assert!(self.valid > 0 && self.invalid > 0, "{name}: {self:?}");
    }
}

/// What notes are verified with: Ed25519, strictly.
#[test]
fn t_ed25519_agrees_with_wycheproof() {
    let set = wycheproof::eddsa::TestSet::load(wycheproof::eddsa::TestName::Ed25519).unwrap();
    let mut counts = Counts::default();
    for group in &set.test_groups {
        let point: [u8; 32] = group.key.pk.as_slice().try_into().unwrap();
        let key = VerifierKey::new("log", KeyKind::Ed25519, &point);
        for test in &group.tests {
            let holds = key.as_ref().is_ok_and(|key| key.verifies_bytes(&test.msg, &test.sig));
            counts.add(&format!("Ed25519 case {} ({})", test.tc_id, test.comment), &test.result, holds);
        }
    }
    assert_eq!(counts.valid + counts.invalid + counts.left_open, set.number_of_tests);
    counts.conclude("Ed25519");
}

/// What statements are verified with outside browsers: ECDSA over P-256 with SHA-256, r‖s.
#[test]
fn b4_p256_agrees_with_wycheproof() {
    let set = wycheproof::ecdsa::TestSet::load(wycheproof::ecdsa::TestName::EcdsaSecp256r1Sha256P1363).unwrap();
    let mut counts = Counts::default();
    for group in &set.test_groups {
        let key = PublicKey::from_bytes(&group.key.key).unwrap();
        for test in &group.tests {
            let holds = Signature::from_bytes(&test.sig)
                .is_ok_and(|signature| software::verify_message(&key, &test.msg, &signature));
            counts.add(&format!("P-256 case {} ({})", test.tc_id, test.comment), &test.result, holds);
        }
    }
    assert_eq!(counts.valid + counts.invalid + counts.left_open, set.number_of_tests);
    counts.conclude("ECDSA P-256 with SHA-256, P1363");
}
