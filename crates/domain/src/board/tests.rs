#![allow(clippy::unwrap_used)]

use super::*;
use crate::codes::Role;
use crate::day::DAY_MS;
use crate::kind::Kind;
use crate::standing::Status;
use crate::test_support::{Office, day, pledge_words, root_of};
use crate::words::{DisclosureKind, Due, NoticeEnd, NoticeWords, TableWords};

/// Five pledges that were published in another order than boards show them in.
fn office() -> Office {
    let mut office = Office::founded();
    office.signs = false;
    let member = office.member("成员甲", Role::Member);
    let phone = office.device(member);
    for (text, due) in [
        ("长期", Due::AsWritten { written: "长期".to_owned() }),
        ("八月", Due::On { on: day("2026-08-31") }),
        ("七月初", Due::On { on: day("2026-07-05") }),
        ("六月", Due::On { on: day("2026-06-10") }),
        ("七月末", Due::On { on: day("2026-07-31") }),
    ] {
        office.now_ms += DAY_MS;
        office.pledge(&phone, &pledge_words(text, due, None));
    }
    office
}

fn texts(board: &Board) -> Vec<&str> {
    board.pledges.iter().filter_map(|row| row.words.as_ref()).map(|words| words.text.as_str()).collect()
}

#[test]
fn v5_what_needs_attention_stands_first_then_what_is_due_first() {
    let office = office();
    let board = Board::of(&office.ledger(), office.root(), day("2026-06-30"));
    assert_eq!(texts(&board), ["六月", "七月初", "七月末", "八月", "长期"]);
    assert_eq!(board.pledges[0].standing.status, Status::Overdue);
    assert_eq!(board.pledges[1].standing.status, Status::DueSoon);
}

#[test]
fn v1_the_same_log_and_day_give_the_same_bytes() {
    let office = office();
    let board = || Board::of(&office.ledger(), office.root(), day("2026-06-30")).to_json().unwrap();
    assert_eq!(board(), board());
    let read: Board = serde_json::from_str(&board()).unwrap();
    assert_eq!(read.to_json().unwrap(), board(), "and are read back");
}

#[test]
fn v1_a_board_names_everything_that_it_depends_on() {
    let mut office = office();
    let identity = |office: &Office, on: &str| identity(&office.ledger(), office.root(), day(on));
    let before = identity(&office, "2026-06-30");
    assert_ne!(identity(&office, "2026-07-01"), before, "the day");
    office.desk_says(&Kind::CalendarSet, crate::test_support::ORG.record()).unwrap();
    let calendar = identity(&office, "2026-06-30");
    assert_ne!(calendar.calendar, before.calendar);
    office.desk_says(&Kind::RulesSet, crate::test_support::ORG.record()).unwrap();
    let rules = identity(&office, "2026-06-30");
    assert_ne!((rules.rules, rules.size), (calendar.rules, calendar.size));
    assert_eq!((before.fold, before.log), (FOLD_VERSION, LogName::Public));
}

#[test]
fn v1_logs_of_one_size_with_other_entries_are_told_apart() {
    let office = office();
    let leaf = |kind: &str, later_ms: i64| {
        let newer = format!(
            r#"{{"at":0,"entry":"{0}","key":"{0}","kind":"{kind}","log":"public","org":"{1}","record":"{0}","suite":"p256-sha256","v":9}}"#,
            "7".repeat(32),
            crate::test_support::ORG,
        );
        let signature = office.leaves[0].signature;
        crate::leaf::Leaf { statement: newer, signature, received_ms: office.now_ms + later_ms }
    };
    let identity_with = |leaf: crate::leaf::Leaf| {
        let mut ledger = office.ledger();
        ledger.apply_leaf(&leaf, crate::body::BodyState::Missing).unwrap();
        let root = root_of(&[office.leaves.clone(), vec![leaf]].concat());
        identity(&ledger, root, day("2026-06-30"))
    };
    let [first, other_kind, later, same] =
        [leaf("a.b", 0), leaf("a.c", 0), leaf("a.b", 1), leaf("a.b", 0)].map(identity_with);
    assert_eq!(first.size, other_kind.size);
    assert_ne!(first.root, other_kind.root);
    assert_ne!(first.root, later.root, "nobody signs the time of receipt in a leaf");
    assert_eq!(first, same);
}

#[test]
fn e1_erased_words_leave_their_row() {
    let mut office = office();
    let pledge = Board::of(&office.ledger(), office.root(), day("2026-06-30")).pledges[0].id;
    let published = office.acceptance.record(&pledge).unwrap().head;
    office.erase(published).unwrap();
    let board = Board::of(&office.ledger(), office.root(), day("2026-06-30"));
    let row = board.pledges.iter().find(|row| row.id == pledge).unwrap();
    assert_eq!((row.words_state, row.words.is_none()), (WordsState::Erased, true));
    assert!(row.received_ms.is_some(), "that and when it was said stays");
    let erased = row.erased.as_ref().unwrap();
    assert_eq!((erased.reason, erased.by.member), (Reason::PersonalData, office.secretary));
    assert!(erased.received_ms.is_some_and(|erased_ms| erased_ms >= row.received_ms.unwrap()));
    assert!(!board.to_json().unwrap().contains("六月"));
}

#[test]
fn a6_a_row_says_who_entered_it_and_whether_its_owner_stands_by_it() {
    let mut office = office();
    let silent = office.member("成员丙", Role::Member);
    let record = RecordId::from_bytes(office.fresh());
    let unsigned = office.of_kind(office.desk.key, &Kind::PledgePublished, record).about(silent);
    office.desk_signs(unsigned).unwrap();
    let board = Board::of(&office.ledger(), office.root(), day("2026-06-30"));
    let row = board.pledges.iter().find(|row| row.id == record).unwrap();
    assert_eq!(row.owner.name.as_deref(), Some("成员丙"));
    assert_eq!(row.entered_by.as_ref().map(|person| person.member), Some(office.secretary));
    assert_eq!(row.attested, None);
    assert!(board.pledges.iter().filter(|row| row.id != record).all(|row| row.entered_by.is_none()));
}

#[test]
fn v7_names_leave_a_board_when_their_time_is_over() {
    let mut office = Office::founded();
    let record = RecordId::from_bytes(office.fresh());
    let desk = office.desk.clone();
    let words = DisclosureWords {
        notice: Some(NoticeWords {
            from: day("2026-06-01"),
            until: NoticeEnd::On { on: day("2026-06-05") },
            phone: Some("0000-555 0101".into()),
            place: None,
            person: None,
            outcome_within_days: None,
            public_until: Some(day("2026-06-30")),
        }),
        tables: vec![TableWords {
            columns: vec![crate::words::ColumnWords { head: "姓名".into(), role: crate::words::ColumnRole::Text }],
            rows: vec![crate::words::RowWords { cells: vec!["成员乙".into()], role: crate::words::RowRole::Item }],
            ..TableWords::default()
        }],
        ..DisclosureWords::new("名单公示", DisclosureKind::Notice, day("2026-06-01"), "拟推荐：成员甲")
    };
    office.tell(&desk, &Kind::DisclosurePublished, record, &words).unwrap();
    let board = |today| Board::of(&office.ledger(), office.root(), day(today));
    let last_day = board("2026-06-30");
    assert_eq!(last_day.disclosures[0].words.as_ref(), Some(&words));
    assert!(!last_day.to_json().unwrap().contains("names_are_past\":true"));
    let after = board("2026-07-01");
    assert!(after.disclosures[0].names_are_past);
    let json = after.to_json().unwrap();
    assert!(json.contains("名单公示") && !json.contains("成员"), "{json}");
    let read: Board = serde_json::from_str(&json).unwrap();
    assert_eq!(read, after);
}
