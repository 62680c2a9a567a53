#![allow(clippy::unwrap_used)]

use super::*;
use crate::board::Board;
use crate::day::DAY_MS;
use crate::hours::Hours;
use crate::kind::Kind;
use crate::test_support::Office;
use crate::words::{Level, PointWords};

fn words(name: &str, level: Level, above: Option<RecordId>) -> PointWords {
    PointWords { above, ..PointWords::new(name, level, "村口", Hours::default()) }
}

fn publish(office: &mut Office, words: &PointWords) -> RecordId {
    let record = RecordId::from_bytes(office.fresh());
    office.tell(&office.desk.clone(), &Kind::PointPublished, record, words).unwrap();
    record
}

fn board_day(office: &Office, days: i64) -> Day {
    Day::in_shanghai(office.now_ms + days * DAY_MS)
}

#[test]
fn t11_a_description_goes_stale_after_ninety_days_and_a_check_freshens_it() {
    let mut office = Office::founded();
    let id = publish(&mut office, &words("村口代办点", Level::Group, None));
    let stale = |office: &Office, days: i64| {
        let ledger = office.ledger();
        is_stale(&ledger, &ledger.points[&id], board_day(office, days))
    };
    assert!(!stale(&office, POINT_STALE_DAYS));
    assert!(stale(&office, POINT_STALE_DAYS + 1));
    office.now_ms += 60 * DAY_MS;
    office.desk_says(&Kind::PointChecked, id).unwrap();
    let today = board_day(&office, POINT_STALE_DAYS);
    let ledger = office.ledger();
    assert_eq!(day_of(last_checked(&ledger, &ledger.points[&id]).unwrap()), board_day(&office, 0));
    let checked = Board::of(&ledger, office.root(), today).points[0].checked.clone().unwrap();
    assert_eq!((checked.on, checked.is_stale), (board_day(&office, 0), false));
    assert!(stale(&office, POINT_STALE_DAYS + 1));
    office.now_ms += DAY_MS;
    let revised = PointWords { reason: Some("改址".into()), ..words("村口代办点", Level::Group, None) };
    office.tell(&office.desk.clone(), &Kind::PointRevised, id, &revised).unwrap();
    assert!(!stale(&office, POINT_STALE_DAYS), "who rewrites a description has looked");
}

#[test]
fn t11_what_was_closed_for_good_is_not_stale_and_is_not_checked() {
    let mut office = Office::founded();
    let id = publish(&mut office, &words("老站", Level::Village, None));
    office.desk_says(&Kind::PointWithdrawn, id).unwrap();
    let ledger = office.ledger();
    assert!(!is_stale(&ledger, &ledger.points[&id], board_day(&office, 1_000)));
    assert!(office.desk_says(&Kind::PointChecked, id).is_err());
}

#[test]
fn t11_who_keeps_the_points_is_told_which_are_stale_the_oldest_first() {
    let mut office = Office::founded();
    let first = publish(&mut office, &words("老站", Level::Village, None));
    office.now_ms += 20 * DAY_MS;
    let second = publish(&mut office, &words("村口代办点", Level::Group, None));
    let third = publish(&mut office, &words("新站", Level::Village, None));
    let told = |office: &Office, days: i64| stale_points(&office.ledger(), board_day(office, days));
    assert_eq!(told(&office, POINT_STALE_DAYS - 20), [], "nobody is reminded of nothing");
    assert_eq!(told(&office, POINT_STALE_DAYS), [(first, board_day(&office, -20))]);
    office.now_ms += DAY_MS;
    office.desk_says(&Kind::PointChecked, third).unwrap();
    let all = told(&office, POINT_STALE_DAYS);
    assert_eq!(all, [(first, board_day(&office, -21)), (second, board_day(&office, -1))]);
    office.desk_says(&Kind::PointChecked, first).unwrap();
    assert_eq!(told(&office, POINT_STALE_DAYS), [(second, board_day(&office, -1))]);
}

#[test]
fn v8_points_stand_under_the_one_that_they_belong_to_and_a_ring_hangs_nobody() {
    let mut office = Office::founded();
    let centre = publish(&mut office, &words("镇中心", Level::Township, None));
    let east = publish(&mut office, &words("东村站", Level::Village, Some(centre)));
    let group = publish(&mut office, &words("东村一组", Level::Group, Some(east)));
    let north = publish(&mut office, &words("北村站", Level::Village, Some(centre)));
    let nowhere = publish(&mut office, &words("孤点", Level::Group, Some(RecordId::from_bytes([9; 16]))));
    let order = tree(&office.ledger());
    assert_eq!(order, [(centre, 0), (east, 1), (group, 2), (north, 1), (nowhere, 0)]);
    // The centre is said to belong to a group of its own: a ring, which is cut for everybody in it.
    let ring = words("镇中心", Level::Township, Some(group));
    office.tell(&office.desk.clone(), &Kind::PointRevised, centre, &ring).unwrap();
    let order = tree(&office.ledger());
    assert_eq!(order.len(), 5, "nobody is lost: {order:?}");
    assert_eq!(above(&office.ledger(), &centre), None);
    assert_eq!(above(&office.ledger(), &north), None, "what hangs on a ring stands on its own as well");
}

#[test]
fn v8_a_board_carries_guides_and_those_withdrawn_say_so() {
    let mut office = Office::founded();
    let guide = RecordId::from_bytes(office.fresh());
    office.desk_says(&Kind::GuidePublished, guide).unwrap();
    let ledger = office.ledger();
    let board = Board::of(&ledger, office.root(), board_day(&office, 0));
    assert_eq!(board.guides[0].words.as_ref().unwrap().matter, "老年优待证");
    assert!(board.to_json().unwrap().contains("\"guides\":[{"));
    office.desk_says(&Kind::GuideWithdrawn, guide).unwrap();
    assert!(Board::of(&office.ledger(), office.root(), board_day(&office, 0)).guides[0].is_withdrawn);
}
