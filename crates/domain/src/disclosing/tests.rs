//! Rule minus instance, for any day.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::acceptance::Refusal;
use crate::board::Board;
use crate::codes::{Codes, Reason, Role};
use crate::day::DAY_MS;
use crate::kind::Kind;
use crate::test_support::{Office, day, reason_words};
use crate::words::{DisclosureKind, Level, NoticeEnd, NoticeWords, OutcomeWords, Words};

fn row(time_limit: TimeLimit) -> CatalogueWords {
    CatalogueWords::new("财务", "收支明细", DisclosureKind::Finance, time_limit, Level::Village)
}

/// Monthly from June 2026, ten days after the month's end.
fn monthly() -> TimeLimit {
    TimeLimit::Every { every: Every::Month, from: day("2026-06-01"), days: 10, count: DayCount::Calendar }
}

fn begin(office: &mut Office, kind: Kind, words: &impl Words) -> RecordId {
    let record = RecordId::from_bytes(office.fresh());
    let desk = office.desk.clone();
    office.tell(&desk, &kind, record, words).unwrap();
    record
}

/// Noon on a day, by the clocks of device and log.
fn at(office: &mut Office, on: &str) {
    office.now_ms = day(on).start_ms() + DAY_MS / 2;
}

fn disclosed(office: &mut Office, item: RecordId, month: &str, on: &str) -> RecordId {
    at(office, on);
    let words = DisclosureWords {
        item: Some(item),
        period: Some(PeriodWords { every: Every::Month, from: day(month) }),
        ..DisclosureWords::new("收支", DisclosureKind::Finance, day(on), "收入与支出")
    };
    begin(office, Kind::DisclosurePublished, &words)
}

fn standing_on(office: &Office, item: RecordId, today: &str) -> ItemStanding {
    let ledger = office.ledger();
    item_standing(&ledger, &ledger.catalogue[&item], day(today)).unwrap()
}

#[test]
fn t10_a_recurring_row_becomes_due_late_and_never_by_itself() {
    let mut office = Office::founded();
    let item = begin(&mut office, Kind::CatalogueDefined, &row(monthly()));
    for (today, status, missed) in [
        ("2026-06-30", ItemStatus::Upcoming, 0),
        ("2026-07-01", ItemStatus::Due, 0),
        ("2026-07-10", ItemStatus::Due, 0),
        ("2026-07-11", ItemStatus::Never, 1),
        ("2026-08-11", ItemStatus::Never, 2),
    ] {
        let told = standing_on(&office, item, today);
        assert_eq!((told.status, told.missed), (status, missed), "{today}");
        assert_eq!((told.period.unwrap().from, told.due.unwrap()), (day("2026-06-01"), day("2026-07-10")), "{today}");
    }
}

#[test]
fn t10_the_receipt_decides_whether_a_disclosure_was_in_time() {
    let mut office = Office::founded();
    let item = begin(&mut office, Kind::CatalogueDefined, &row(monthly()));
    let june = disclosed(&mut office, item, "2026-06-01", "2026-07-10");
    assert_eq!(standing_on(&office, item, "2026-07-31").status, ItemStatus::Disclosed);
    assert_eq!(standing_on(&office, item, "2026-08-11").status, ItemStatus::Overdue, "July is missing, June is there");
    disclosed(&mut office, item, "2026-07-01", "2026-08-12");
    let told = standing_on(&office, item, "2026-08-12");
    assert_eq!((told.status, told.missed, told.late), (ItemStatus::Late, 0, 1));
    assert_eq!(told.disclosures[0], june);
    assert_eq!(standing_on(&office, item, "2026-09-01").status, ItemStatus::Due, "another month is over");
}

#[test]
fn t10_a_withdrawn_disclosure_fills_nothing_and_stays_with_its_row() {
    let mut office = Office::founded();
    let item = begin(&mut office, Kind::CatalogueDefined, &row(monthly()));
    let june = disclosed(&mut office, item, "2026-06-01", "2026-07-02");
    let desk = office.desk.clone();
    office.tell(&desk, &Kind::DisclosureWithdrawn, june, &reason_words("数字有误")).unwrap();
    let told = standing_on(&office, item, "2026-07-11");
    assert_eq!((told.status, told.disclosures), (ItemStatus::Never, vec![june]));
}

#[test]
fn t10_a_withdrawn_row_asks_for_nothing_and_keeps_its_disclosures() {
    let mut office = Office::founded();
    let item = begin(&mut office, Kind::CatalogueDefined, &row(monthly()));
    let june = disclosed(&mut office, item, "2026-06-01", "2026-07-02");
    let desk = office.desk.clone();
    office.tell(&desk, &Kind::CatalogueWithdrawn, item, &reason_words("并入季度公开")).unwrap();
    let told = standing_on(&office, item, "2027-01-31");
    assert_eq!((told.status, told.missed, told.disclosures), (ItemStatus::Withdrawn, 0, vec![june]));
    let ledger = office.ledger();
    assert_eq!(ledger.disclosures[&june].words().unwrap().item, Some(item));
    assert_eq!(ledger.catalogue[&item].withdrawal.as_ref().unwrap().0, Reason::Other);
}

#[test]
fn t10_a_longer_period_fills_the_shorter_ones_within_it() {
    let mut office = Office::founded();
    let item = begin(&mut office, Kind::CatalogueDefined, &row(monthly()));
    at(&mut office, "2026-10-02");
    let quarter = PeriodWords { every: Every::Quarter, from: day("2026-07-01") };
    let words = DisclosureWords {
        item: Some(item),
        period: Some(quarter),
        ..DisclosureWords::new("三季度收支", DisclosureKind::Finance, day("2026-10-02"), "收支")
    };
    begin(&mut office, Kind::DisclosurePublished, &words);
    let told = standing_on(&office, item, "2026-10-02");
    assert_eq!((told.status, told.missed, told.late), (ItemStatus::Overdue, 1, 2), "June alone is missing");
}

#[test]
fn t10_a_first_period_that_is_not_whole_is_not_asked_for() {
    let mut office = Office::founded();
    let limit = TimeLimit::Every { every: Every::Quarter, from: day("2026-06-15"), days: 20, count: DayCount::Working };
    let item = begin(&mut office, Kind::CatalogueDefined, &row(limit));
    let told = standing_on(&office, item, "2026-07-31");
    assert_eq!((told.status, told.period.unwrap().from), (ItemStatus::Upcoming, day("2026-07-01")));
    // 20 working days after 30 September, with the holidays of October.
    assert_eq!(told.due, Some(office.ledger().calendar.add_working_days(day("2026-09-30"), 20).day));
}

#[test]
fn t10_what_comes_about_is_late_after_its_working_days() {
    let mut office = Office::founded();
    let item = begin(&mut office, Kind::CatalogueDefined, &row(TimeLimit::Event { days: 5, count: DayCount::Working }));
    assert_eq!(standing_on(&office, item, "2027-01-01").status, ItemStatus::OnEvent);
    let mut tell = |arose: &str, on: &str| {
        at(&mut office, on);
        let words = DisclosureWords {
            item: Some(item),
            arose_on: Some(day(arose)),
            ..DisclosureWords::new("会议决定", DisclosureKind::Village, day(on), "三项")
        };
        begin(&mut office, Kind::DisclosurePublished, &words);
        standing_on(&office, item, on)
    };
    // A Monday and the Monday after: five working days.
    assert_eq!(tell("2026-06-01", "2026-06-08").status, ItemStatus::Disclosed);
    let told = tell("2026-06-08", "2026-06-16");
    assert_eq!((told.status, told.due, told.late), (ItemStatus::Late, Some(day("2026-06-15")), 1));
    assert_eq!(tell("2026-06-15", "2026-06-17").late, 1, "what was late once stays counted");
}

#[test]
fn t10_without_a_computable_date_no_row_is_overdue() {
    let mut office = Office::founded();
    let item =
        begin(&mut office, Kind::CatalogueDefined, &row(TimeLimit::AsWritten { written: "随时公开".to_owned() }));
    assert_eq!(standing_on(&office, item, "2036-01-01").status, ItemStatus::NotYet);
}

fn notice(until: NoticeEnd) -> DisclosureWords {
    let notice = NoticeWords {
        from: day("2026-06-08"),
        until,
        phone: Some("0000-5550101".to_owned()),
        place: None,
        person: None,
        outcome_within_days: Some(2),
        public_until: Some(day("2026-06-30")),
    };
    DisclosureWords {
        notice: Some(notice),
        ..DisclosureWords::new("拟定方案公示", DisclosureKind::Notice, day("2026-06-05"), "方案全文")
    }
}

fn notice_on(office: &Office, record: RecordId, today: &str) -> NoticeStanding {
    let ledger = office.ledger();
    notice_standing(&ledger, &ledger.disclosures[&record], day(today)).unwrap()
}

#[test]
fn t10_a_notice_runs_ends_and_misses_its_outcome_by_itself() {
    let mut office = Office::founded();
    at(&mut office, "2026-06-05");
    let record = begin(&mut office, Kind::DisclosurePublished, &notice(NoticeEnd::AfterWorkingDays { days: 5 }));
    for (today, status, left) in [
        ("2026-06-07", NoticeStatus::Upcoming, None),
        ("2026-06-08", NoticeStatus::Running, Some(5)),
        ("2026-06-12", NoticeStatus::Running, Some(1)),
        ("2026-06-13", NoticeStatus::Ended, None),
        ("2026-06-16", NoticeStatus::Ended, None),
        ("2026-06-17", NoticeStatus::OutcomeMissing, None),
    ] {
        let told = notice_on(&office, record, today);
        assert_eq!((told.status, told.working_days_left), (status, left), "{today}");
        assert_eq!(told.until, day("2026-06-12"));
    }
    assert!(!notice_on(&office, record, "2026-06-30").names_are_past);
    assert!(notice_on(&office, record, "2026-07-01").names_are_past);
    at(&mut office, "2026-06-18");
    let desk = office.desk.clone();
    let outcome = OutcomeWords { objections: 1, outcome: "查无此事".to_owned(), personal_data_reason: None };
    office.tell(&desk, &Kind::DisclosureConcluded, record, &outcome).unwrap();
    let told = notice_on(&office, record, "2027-06-18");
    assert_eq!((told.status, told.objections), (NoticeStatus::Concluded, Some(1)));
    assert_eq!(doubts(&office.ledger(), &office.ledger().disclosures[&record]), []);
}

#[test]
fn d12_what_does_not_fit_together_is_pointed_out() {
    let mut office = Office::founded();
    at(&mut office, "2026-06-10");
    let mut words = notice(NoticeEnd::On { on: day("2026-06-12") });
    words.date = day("2026-06-11");
    let record = begin(&mut office, Kind::DisclosurePublished, &words);
    let desk = office.desk.clone();
    let outcome = OutcomeWords { objections: 0, outcome: String::new(), personal_data_reason: None };
    office.tell(&desk, &Kind::DisclosureConcluded, record, &outcome).unwrap();
    let received = day("2026-06-10");
    let ledger = office.ledger();
    let told = doubts(&ledger, &ledger.disclosures[&record]);
    let early = Doubt::ConcludedEarly { received, until: day("2026-06-12") };
    assert_eq!(told, [Doubt::DatedAhead { received }, Doubt::NoticeBeganBefore { received }, early]);
}

#[test]
fn a18_a_secretary_keeps_the_catalogue_and_concludes_notices() {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Member);
    let phone = office.device(member);
    let item = begin(&mut office, Kind::CatalogueDefined, &row(monthly()));
    let record = begin(&mut office, Kind::DisclosurePublished, &notice(NoticeEnd::On { on: day("2026-06-12") }));
    let fresh = RecordId::from_bytes(office.fresh());
    let needs = Refusal::NotAllowed { needs: Some(Role::Secretary) };
    for (kind, about) in [
        (Kind::CatalogueDefined, fresh),
        (Kind::CatalogueRevised, item),
        (Kind::CatalogueWithdrawn, item),
        (Kind::DisclosureConcluded, record),
    ] {
        let unsigned = office.of_kind(phone.key, &kind, about);
        assert_eq!(office.say(&phone.pair, unsigned), Err(needs.clone()), "{kind}");
    }
    let uncoded = office.of_kind(office.desk.key, &Kind::CatalogueWithdrawn, item).with_codes(Codes::default());
    assert_eq!(office.desk_signs(uncoded), Err(Refusal::Codes { field: "reason".into() }));
    office.desk_says(&Kind::CatalogueWithdrawn, item).unwrap();
    assert!(office.desk_says(&Kind::CatalogueRevised, item).is_err(), "what is withdrawn is not reworded");
    assert_eq!(office.desk_says(&Kind::DisclosureConcluded, item), Err(Refusal::UnknownRecord));
    office.desk_says(&Kind::DisclosureWithdrawn, record).unwrap();
    assert!(office.desk_says(&Kind::DisclosureConcluded, record).is_err(), "nor is what was withdrawn concluded");
}

#[test]
fn v7_a_board_carries_the_catalogue_and_the_notices_with_what_today_makes_of_them() {
    let mut office = Office::founded();
    let never = begin(&mut office, Kind::CatalogueDefined, &row(monthly()));
    let other =
        CatalogueWords { item: "会议决定".into(), ..row(TimeLimit::Event { days: 5, count: DayCount::Working }) };
    begin(&mut office, Kind::CatalogueDefined, &other);
    at(&mut office, "2026-06-05");
    let record = begin(&mut office, Kind::DisclosurePublished, &notice(NoticeEnd::AfterWorkingDays { days: 5 }));
    let board = |today| Board::of(&office.ledger(), office.root(), day(today));
    let july = board("2026-07-31");
    let statuses: Vec<_> = july.catalogue.iter().map(|row| row.standing.as_ref().unwrap().status).collect();
    assert_eq!(july.catalogue[0].row.id, never);
    assert_eq!(statuses, [ItemStatus::Never, ItemStatus::OnEvent]);
    assert_eq!(july.public_notices[0].status, NoticeStatus::OutcomeMissing);
    assert_eq!(july.public_notices[0].disclosure, record);
    let json = july.to_json().unwrap();
    assert!(json.contains(r#""status":"never""#) && json.contains(r#""status":"outcome-missing""#), "{json}");
    let read: Board = serde_json::from_str(&json).unwrap();
    assert_eq!(read, july);
    let bare = Office::founded();
    let none = Board::of(&bare.ledger(), bare.root(), day("2026-07-31")).to_json().unwrap();
    assert!(!none.contains("catalogue") && !none.contains("public_notices"), "what there is none of is left out");
}
