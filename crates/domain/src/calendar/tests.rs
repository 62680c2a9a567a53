#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn day(written: &str) -> Day {
    written.parse().unwrap()
}

fn near_day() -> impl Strategy<Value = Day> {
    // 2015 to 2030: years with and without a list.
    (0..5_800_i64).prop_map(|days| Day::from_ymd(2015, 1, 1).unwrap().plus_days(days))
}

#[test]
fn known_days_are_worked_or_not() {
    for (written, yes, why) in [
        ("2026-02-13", true, "Friday before Spring Festival"),
        ("2026-02-14", true, "make-up Saturday before Spring Festival"),
        ("2026-02-15", false, "first day of Spring Festival, a Sunday"),
        ("2026-02-17", false, "lunar New Year, a Tuesday"),
        ("2026-02-23", false, "last day of Spring Festival, a Monday"),
        ("2026-02-24", true, "first day back"),
        ("2026-02-28", true, "make-up Saturday after Spring Festival"),
        ("2026-03-01", false, "an ordinary Sunday"),
        ("2026-10-10", true, "make-up Saturday after National Day"),
        ("2023-12-30", false, "a weekend that only one source lists"),
        ("2020-01-31", false, "Spring Festival 2020, extended"),
    ] {
        assert_eq!(
            Calendar::built_in().is_working_day(day(written)),
            WorkingDay { yes, certain: true },
            "{written}: {why}"
        );
    }
}

#[test]
fn a_year_without_a_list_follows_the_week_and_says_so() {
    let built_in = Calendar::built_in();
    assert_eq!(built_in.is_working_day(day("2027-02-08")), WorkingDay { yes: true, certain: false });
    assert_eq!(built_in.is_working_day(day("2027-02-06")), WorkingDay { yes: false, certain: false });
    assert_eq!(built_in.is_working_day(day("2017-05-02")), WorkingDay { yes: true, certain: false });
}

#[test]
fn a_holiday_is_told_from_a_weekend_and_a_make_up_day_from_a_weekday() {
    for (written, kind) in [
        ("2026-02-13", DayKind::Weekday),
        ("2026-02-14", DayKind::MakeUpWorkday),
        ("2026-02-15", DayKind::Holiday),
        ("2026-02-17", DayKind::Holiday),
        ("2026-03-01", DayKind::Weekend),
        ("2040-10-01", DayKind::Weekday),
    ] {
        assert_eq!(Calendar::built_in().day_kind(day(written)), kind, "{written}");
    }
}

#[test]
fn receipt_is_day_zero_and_the_next_working_day_is_day_one() {
    for (receipt, n, result, certain) in [
        ("2026-06-01", 0, "2026-06-01", true),
        ("2026-06-01", 1, "2026-06-02", true),
        ("2026-06-05", 1, "2026-06-08", true),
        ("2026-06-06", 1, "2026-06-08", true),
        // Friday; the 14th is a make-up Saturday, then nine days off.
        ("2026-02-13", 1, "2026-02-14", true),
        ("2026-02-13", 2, "2026-02-24", true),
        ("2026-02-13", 6, "2026-02-28", true),
        ("2026-02-13", 7, "2026-03-02", true),
        ("2026-12-31", 1, "2027-01-01", false),
    ] {
        let counted = Calendar::built_in().add_working_days(day(receipt), n);
        assert_eq!(counted, DatedResult { day: day(result), certain }, "{receipt} + {n}");
    }
}

#[test]
fn a_day_that_is_already_there_needs_no_list() {
    let unlisted = day("2040-01-01");
    let empty = Calendar { version: "none".to_owned(), years: BTreeMap::new() };
    assert_eq!(empty.add_working_days(unlisted, 0), DatedResult { day: unlisted, certain: true });
    assert_eq!(empty.working_days_between(unlisted, unlisted), WorkingDayCount { days: 0, certain: true });
}

#[test]
fn counting_ends_with_the_calendar() {
    assert_eq!(Calendar::built_in().add_working_days(Day::MAX, 5), DatedResult { day: Day::MAX, certain: false });
    let idle = YearTable { off: (0..366).map(|n| day("9999-01-01").plus_days(n)).collect(), work: BTreeSet::new() };
    let calendar = Calendar::built_in().with_year(9_999, idle, "idle").unwrap();
    assert_eq!(calendar.add_working_days(day("9999-01-01"), 1), DatedResult { day: Day::MAX, certain: false });
    assert_eq!(calendar.working_days_between(day("9998-12-31"), Day::MAX).days, 0);
}

#[test]
fn an_organisation_lays_its_own_year_over_the_built_in_one() {
    let table = YearTable { off: [day("2027-02-08")].into(), work: [day("2027-02-06")].into() };
    let own = Calendar::built_in().with_year(2027, table, "own-1").unwrap();
    assert_eq!(own.version, "own-1");
    assert_eq!(own.is_working_day(day("2027-02-06")), WorkingDay { yes: true, certain: true });
    assert_eq!(own.is_working_day(day("2027-02-08")), WorkingDay { yes: false, certain: true });
    assert!(own.is_working_day(day("2026-02-14")).yes);
}

#[test]
fn a_list_that_contradicts_itself_is_refused() {
    let built_in = Calendar::built_in();
    let stray = YearTable { off: [day("2026-12-31")].into(), work: BTreeSet::new() };
    assert_eq!(
        built_in.with_year(2027, stray, "x"),
        Err(CalendarError::OtherYear { day: day("2026-12-31"), year: 2027 })
    );
    let both = YearTable { off: [day("2027-01-02")].into(), work: [day("2027-01-02")].into() };
    assert_eq!(built_in.with_year(2027, both, "x"), Err(CalendarError::BothOffAndWork { day: day("2027-01-02") }));
}

#[test]
fn a_list_travels_as_plain_days() {
    let table = YearTable { off: [day("2027-02-08")].into(), work: [day("2027-02-06")].into() };
    let json = serde_json::to_string(&table).unwrap();
    assert_eq!(json, r#"{"off":["2027-02-08"],"work":["2027-02-06"]}"#);
    assert_eq!(serde_json::from_str::<YearTable>(&json).unwrap(), table);
}

proptest! {
    #[test]
    fn adding_then_counting_agrees(from in near_day(), n in 0_u16..600) {
        let calendar = Calendar::built_in();
        let arrived = calendar.add_working_days(from, n);
        let counted = calendar.working_days_between(from, arrived.day);
        prop_assert_eq!(counted, WorkingDayCount { days: i64::from(n), certain: arrived.certain });
    }

    #[test]
    fn counting_agrees_with_going_day_by_day(from in near_day(), length in 0_i64..900) {
        let calendar = Calendar::built_in();
        let to = from.plus_days(length);
        let days: Vec<_> = (1..=length).map(|n| calendar.is_working_day(from.plus_days(n))).collect();
        let counted = calendar.working_days_between(from, to);
        prop_assert_eq!(counted.days, days.iter().filter(|day| day.yes).count() as i64);
        prop_assert_eq!(counted.certain, days.iter().all(|day| day.certain));
        prop_assert_eq!(calendar.working_days_between(to, from).days, -counted.days);
    }

    #[test]
    fn more_days_or_a_later_receipt_never_end_earlier(from in near_day(), later in 0_i64..40, n in 0_u16..200) {
        let calendar = Calendar::built_in();
        let arrived = calendar.add_working_days(from, n).day;
        prop_assert!(calendar.add_working_days(from, n + 1).day > arrived);
        prop_assert!(calendar.add_working_days(from.plus_days(later), n).day >= arrived);
    }

    #[test]
    fn a_counted_day_is_a_working_day(from in near_day(), n in 1_u16..200) {
        let calendar = Calendar::built_in();
        prop_assert!(calendar.is_working_day(calendar.add_working_days(from, n).day).yes);
    }

    #[test]
    fn any_two_days_can_be_counted_at_once(a in 0_i64..3_652_058, b in 0_i64..3_652_058) {
        let calendar = Calendar::built_in();
        let (a, b) = (Day::MIN.plus_days(a), Day::MIN.plus_days(b));
        prop_assert_eq!(calendar.working_days_between(a, b).days, -calendar.working_days_between(b, a).days);
        prop_assert!(calendar.working_days_between(a, b).days.abs() <= a.days_until(b).abs());
    }
}
