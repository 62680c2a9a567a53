//! A log that grows while it is checked, at every moment of the check.

use std::cell::Cell;

use jiannuo_domain::kind::Kind;
use jiannuo_domain::test_support::{day, pledge_words};
use jiannuo_domain::words::Due;
use jiannuo_verify::{Answer, Code, Expectations, MemorySource, Source, SourceError, verify};

use crate::support::{NOW_MS, assert_holds, codes, serve, serve_leaves, village};

/// Answers from one state of the log, and after some answers from another.
struct Changing {
    before: MemorySource,
    after: MemorySource,
    left: Cell<usize>,
}

impl Source for Changing {
    fn get(&self, path: &str, limit_bytes: usize) -> Result<Answer, SourceError> {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        if left > 0 { self.before.get(path, limit_bytes) } else { self.after.get(path, limit_bytes) }
    }
}

fn check_changing(before: &MemorySource, after: &MemorySource, left: usize) -> jiannuo_verify::Report {
    let source = Changing { before: before.clone(), after: after.clone(), left: Cell::new(left) };
    verify(&source, &Expectations::nothing(NOW_MS), &mut ())
}

#[test]
fn a_log_that_grows_and_erases_during_the_check_holds() {
    let mut office = village();
    let before = serve(&office);
    let desk = office.desk.clone();
    let record = office.pledge(&desk, &pledge_words("清淤", Due::On { on: day("2026-08-31") }, None));
    let entry = office.acceptance.record(&record).unwrap().head;
    office.desk_says(&Kind::RulesSet, jiannuo_domain::test_support::ORG.record()).unwrap();
    // Words that the first state still serves.
    let lamp = jiannuo_domain::statement::Statement::from_text(&office.leaves[1].statement).unwrap();
    office.erase(lamp.entry).unwrap();
    office.erase(entry).unwrap();
    let after = serve(&office);
    for left in 0..20 {
        assert_holds(&check_changing(&before, &after, left));
    }
}

#[test]
fn a_log_that_shrinks_or_forks_during_the_check_is_noticed() {
    let office = village();
    let whole = serve(&office);
    let shorter = serve_leaves(&office, &office.leaves[..4]);
    // The board is asked for after checkpoint, keys, bundle and bodies: from there on the log is another.
    let report = check_changing(&whole, &shorter, 4);
    assert!(!report.findings.is_empty(), "{report:?}");
    let mut leaves = office.leaves.clone();
    leaves[4].received_ms += 1;
    let report = check_changing(&whole, &serve_leaves(&office, &leaves), 4);
    assert!(codes(&report).contains(&Code::BoardIdentity), "{report:?}");
}
