//! Earlier checkpoints: continued, rolled back, forked, of another log, of nobody.

use jiannuo_domain::test_support::Office;
use jiannuo_tlog::{Hash, SignerKey};
use jiannuo_verify::{Code, Expectations, Report, Subject, verify};

use crate::support::{NOW_MS, assert_holds, checkpoint, codes, log_key, serve, serve_leaves, signed, village};

fn check_after(office: &Office, earlier: &str) -> Report {
    let mut expected = Expectations::nothing(NOW_MS);
    expected.earlier.push(earlier.as_bytes().to_vec());
    verify(&serve(office), &expected, &mut ())
}

#[test]
fn a_log_continues_every_checkpoint_that_it_had() {
    let office = village();
    for size in 0..=office.leaves.len() {
        let earlier = checkpoint(&office.leaves[..size], &[&log_key(1)]);
        let report = check_after(&office, &earlier.to_string());
        assert_holds(&report);
        assert_eq!(report.continues[0].size, size as u64);
    }
}

#[test]
fn a_log_that_is_shorter_than_it_was_is_noticed() {
    let office = village();
    let earlier = checkpoint(&office.leaves, &[&log_key(1)]).to_string();
    let mut expected = Expectations::nothing(NOW_MS);
    expected.earlier.push(earlier.into_bytes());
    let report = verify(&serve_leaves(&office, &office.leaves[..3]), &expected, &mut ());
    let rolled_back = report.findings.iter().find(|one| one.code == Code::RolledBack).unwrap();
    assert_eq!(rolled_back.about, Subject::EarlierCheckpoint { size: 5 });
}

#[test]
fn another_history_of_the_same_or_a_smaller_size_is_noticed() {
    let office = village();
    for size in 1..=5 {
        let report = check_after(&office, &signed(size, Hash([7; 32]), &[&log_key(1)]).to_string());
        assert_eq!(codes(&report), [Code::HistoryDiffers], "{size}");
        assert_eq!(report.findings[0].about, Subject::EarlierCheckpoint { size });
        assert!(report.continues.is_empty());
    }
}

#[test]
fn an_earlier_checkpoint_of_another_key_or_another_log_is_no_evidence_and_is_said() {
    let office = village();
    let by_another = checkpoint(&office.leaves[..2], &[&log_key(2)]).to_string();
    assert_eq!(codes(&check_after(&office, &by_another)), [Code::EarlierSignature]);
    let other = SignerKey::from_seed("example.org/other", [3; 32]).unwrap();
    let text = format!("example.org/other\n2\n{}\n", office.root());
    let of_another = jiannuo_tlog::SignedNote::sign(text, &[&other]).unwrap().to_string();
    assert_eq!(codes(&check_after(&office, &of_another)), [Code::AnotherLog]);
    assert_eq!(codes(&check_after(&office, "no checkpoint")), [Code::EarlierSignature]);
}
