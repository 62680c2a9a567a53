//! A board that is not its log's.

use jiannuo_domain::test_support::day;
use jiannuo_verify::{Code, MemorySource, Subject};
use serde_json::{Value, json};

use crate::support::{check, codes, put_board, serve, village};

fn tampered(alter: impl Fn(&mut Value)) -> MemorySource {
    let mut source = serve(&village());
    let mut board: Value = serde_json::from_slice(&source.answers["board.json"].content).unwrap();
    alter(&mut board);
    source.put("board.json", jiannuo_domain::canonical::to_canonical(&board).unwrap());
    source
}

#[test]
fn a_board_that_shows_a_pledge_otherwise_hides_one_or_invents_one_is_named_with_it() {
    let id = |board: &Value| format!("pledges/{}", board["pledges"][0]["id"].as_str().unwrap());
    let untouched: Value = serde_json::from_slice(&serve(&village()).answers["board.json"].content).unwrap();
    let record = Some(id(&untouched));
    type Case<'a> = (&'a dyn Fn(&mut Value), &'a str);
    let cases: [Case<'_>; 3] = [
        (
            &|board| board["pledges"][0]["standing"]["status"] = json!("fulfilled"),
            "shown otherwise than it is in the log",
        ),
        (&|board| drop(board["pledges"].as_array_mut().unwrap().remove(0)), "in the log and not shown"),
        (
            &|board| {
                let mut invented = board["pledges"][0].clone();
                invented["id"] = json!("ff".repeat(16));
                board["pledges"].as_array_mut().unwrap().push(invented);
            },
            "shown and not in the log",
        ),
    ];
    for (alter, how) in cases {
        let report = check(&tampered(alter));
        assert_eq!(codes(&report), [Code::BoardDiffers], "{how}");
        assert_eq!(report.findings[0].detail, how);
        let Subject::Board { record: named } = &report.findings[0].about else { panic!("{report:?}") };
        assert_eq!(named == &record, how != "shown and not in the log");
    }
}

#[test]
fn a_board_in_another_order_or_spelling_is_noticed() {
    let report = check(&tampered(|board| board["pledges"].as_array_mut().unwrap().reverse()));
    assert_eq!(codes(&report), [Code::BoardDiffers]);
    let mut spaced = serve(&village());
    spaced.answers.get_mut("board.json").unwrap().content.push(b'\n');
    assert_eq!(codes(&check(&spaced)), [Code::BoardDiffers]);
}

#[test]
fn a_board_of_another_day_could_hide_what_is_overdue() {
    let office = village();
    let mut source = serve(&office);
    put_board(&mut source, "board.json", &office, &office.leaves, day("2026-06-01"));
    assert_eq!(codes(&check(&source)), [Code::BoardDay]);
    for near in ["2026-06-02", "2026-06-04"] {
        put_board(&mut source, "board.json", &office, &office.leaves, day(near));
        assert_eq!(codes(&check(&source)), [], "midnight passes on one clock first");
    }
}

#[test]
fn a_board_of_other_entries_is_noticed() {
    let office = village();
    let mut source = serve(&office);
    put_board(&mut source, "board.json", &office, &office.leaves[..4], day("2026-06-03"));
    assert_eq!(codes(&check(&source)), [Code::BoardIdentity], "an older board that stays");
    let report = check(&tampered(|board| board["identity"]["size"] = json!(9)));
    assert_eq!(codes(&report), [Code::BoardIdentity], "a board of entries that nobody signed");
    let report = check(&tampered(|board| board["identity"]["root"] = json!("A".repeat(43) + "=")));
    assert_eq!(codes(&report), [Code::BoardIdentity]);
}
