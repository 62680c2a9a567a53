//! What holds, and how much of it was looked at.

use jiannuo_domain::test_support::{ORG, Office, day};
use jiannuo_verify::expectation::Trust;
use jiannuo_verify::words::{Language, text};
use jiannuo_verify::{Expectations, Verdict, verify};

use crate::support::{NOW_MS, assert_holds, check, log_key, long_log, put_board, serve, village};

#[test]
fn a_log_that_is_what_it_says_holds() {
    let office = village();
    let report = check(&serve(&office));
    assert_holds(&report);
    let head = report.checkpoint.as_ref().unwrap();
    assert_eq!((head.org, head.size, head.root), (ORG, 5, office.root()));
    let counts = report.counts;
    assert_eq!((counts.entries, counts.signatures, counts.bundles, counts.tiles), (5, 5, 1, 1));
    assert_eq!((counts.bodies, counts.erased, counts.newer), (3, 1, 0));
    assert_eq!(report.board.unwrap().pledges, 2);
    assert_eq!(report.key.as_ref().unwrap().trust, Trust::FirstSeen);
}

#[test]
fn a_log_of_several_bundles_and_tiles_holds() {
    let office = long_log();
    let report = check(&serve(&office));
    assert_holds(&report);
    assert_eq!((report.counts.entries, report.counts.bundles), (275, 2));
    assert_eq!(report.counts.tiles, 3, "a full one, a partial one, one above");
    assert_eq!(report.counts.bodies, 273);
}

#[test]
fn a_mirror_without_batches_of_bodies_holds_as_well() {
    let mut source = serve(&village());
    source.answers.retain(|path, _| !path.starts_with("log/bodies/from/"));
    assert_holds(&check(&source));
}

#[test]
fn with_a_key_from_elsewhere_the_list_of_keys_is_not_needed() {
    let mut source = serve(&village());
    source.answers.remove("log/keys");
    let mut expected = Expectations::nothing(NOW_MS);
    expected.key = Some((log_key(1).verifier().clone(), Trust::Given));
    assert_holds(&verify(&source, &expected, &mut ()));
    assert_eq!(check(&source).verdict, Verdict::DoesNotHold);
}

#[test]
fn the_board_of_another_day_is_checked_where_it_is_asked_for() {
    let office = village();
    let mut source = serve(&office);
    let mut expected = Expectations::nothing(NOW_MS);
    expected.on = Some(day("2027-01-01"));
    put_board(&mut source, "board.json?on=2027-01-01", &office, &office.leaves, day("2027-01-01"));
    let report = verify(&source, &expected, &mut ());
    assert_holds(&report);
    assert_eq!(report.board.unwrap().today, day("2027-01-01"));
}

#[test]
fn where_there_is_no_log_nothing_was_checked() {
    let report = check(&jiannuo_verify::MemorySource::default());
    assert_eq!((report.verdict.status(), report.findings.len()), (2, 0));
    assert_eq!(report.unchecked.len(), 1);
}

#[test]
fn a_server_that_fails_is_no_proof_of_anything() {
    let office = Office::founded();
    for path in serve(&office).answers.into_keys() {
        let mut source = serve(&office);
        source.answers.get_mut(&path).unwrap().status = 503;
        let report = check(&source);
        let is_asked = !path.starts_with("log/bodies/") || path == "log/bodies/from/0";
        assert_eq!(report.verdict.status(), if is_asked { 2 } else { 0 }, "{path}: {report:?}");
    }
}

#[test]
fn a_report_speaks_to_people_and_to_programs() {
    let report = check(&serve(&village()));
    let (chinese, english) = (text(&report, Language::Chinese), text(&report, Language::English));
    assert!(chinese.starts_with("✓ 核对无误"), "{chinese}");
    assert!(english.starts_with("✓ All holds"), "{english}");
    assert_eq!(chinese.lines().count(), english.lines().count());
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["verdict"], "holds");
    assert_eq!(json["counts"]["entries"], 5);
    assert!(json["checkpoint"]["note"].as_str().unwrap().starts_with("jiannuo/"));
    assert_eq!(json["key"]["trust"], "first-seen");
}
