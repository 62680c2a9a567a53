#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn day(written: &str) -> Day {
    written.parse().unwrap()
}

fn span(written: &str) -> Span {
    let (opens, closes) = written.split_once('-').unwrap();
    // The written form of the tests is "08:30-12:00".
    Span { opens: opens.parse().unwrap(), closes: closes.parse().unwrap() }
}

fn office() -> Hours {
    Hours {
        weekly: Week::monday_to_friday(&[span("08:30-12:00"), span("14:30-17:30")]),
        follows_working_days: true,
        exceptions: Vec::new(),
    }
}

fn minute(written: &str) -> u16 {
    written.parse::<ClockTime>().unwrap().minute_of_day()
}

fn told(hours: &Hours, on: &str, at: &str) -> String {
    let opening = hours.opening_state(day(on), minute(at), Calendar::built_in());
    let (word, moment) = match opening.state {
        OpeningState::Open { until } => ("open until", until),
        OpeningState::Closed { opens } => ("closed until", opens),
    };
    let moment = moment.map_or("-".to_owned(), |moment| format!("{} {}", moment.day, moment.time));
    format!("{word} {moment}{}", if opening.certain { "" } else { " ?" })
}

#[test]
fn an_office_opens_twice_a_day_on_working_days() {
    for (on, at, expected) in [
        ("2026-06-01", "08:29", "closed until 2026-06-01 08:30"),
        ("2026-06-01", "08:30", "open until 2026-06-01 12:00"),
        ("2026-06-01", "11:59", "open until 2026-06-01 12:00"),
        ("2026-06-01", "12:00", "closed until 2026-06-01 14:30"),
        ("2026-06-01", "17:30", "closed until 2026-06-02 08:30"),
        ("2026-06-05", "20:00", "closed until 2026-06-08 08:30"),
    ] {
        assert_eq!(told(&office(), on, at), expected, "{on} {at}");
    }
}

#[test]
fn an_office_closes_on_holidays_and_opens_on_make_up_workdays() {
    for (on, at, expected) in [
        ("2026-02-14", "09:00", "open until 2026-02-14 12:00"),
        ("2026-02-14", "18:00", "closed until 2026-02-24 08:30"),
        ("2026-02-17", "09:00", "closed until 2026-02-24 08:30"),
        ("2026-12-31", "18:00", "closed until 2027-01-01 08:30 ?"),
    ] {
        assert_eq!(told(&office(), on, at), expected, "{on} {at}");
    }
    let always = Hours { follows_working_days: false, ..office() };
    assert_eq!(told(&always, "2026-02-17", "09:00"), "open until 2026-02-17 12:00");
    assert_eq!(told(&always, "2026-02-14", "09:00"), "closed until 2026-02-16 08:30");
}

#[test]
fn an_open_saturday_keeps_its_own_hours_when_it_is_a_make_up_workday() {
    let mut hours = office();
    hours.weekly.0[5] = vec![span("09:00-11:30")];
    assert_eq!(told(&hours, "2026-02-14", "10:00"), "open until 2026-02-14 11:30");
}

#[test]
fn spans_cross_midnight_and_join_the_next_day() {
    let night = Hours { weekly: Week::every_day(&[span("20:00-02:00")]), ..Hours::default() };
    assert_eq!(told(&night, "2026-06-01", "23:00"), "open until 2026-06-02 02:00");
    assert_eq!(told(&night, "2026-06-02", "01:59"), "open until 2026-06-02 02:00");
    assert_eq!(told(&night, "2026-06-02", "02:00"), "closed until 2026-06-02 20:00");
    let joined = Hours { weekly: Week::every_day(&[span("00:00-06:00"), span("20:00-24:00")]), ..Hours::default() };
    assert_eq!(told(&joined, "2026-06-01", "23:00"), "open until 2026-06-02 06:00");
    let evening = Hours { weekly: Week::monday_to_friday(&[span("20:00-24:00")]), ..Hours::default() };
    assert_eq!(told(&evening, "2026-06-01", "23:00"), "open until 2026-06-01 24:00");
}

#[test]
fn round_the_clock_has_no_closing_time_and_nothing_has_no_opening_time() {
    let always = Hours { weekly: Week::every_day(&[span("00:00-24:00")]), ..Hours::default() };
    assert_eq!(told(&always, "2026-06-01", "03:00"), "open until -");
    assert_eq!(told(&Hours::default(), "2026-06-01", "03:00"), "closed until -");
}

#[test]
fn the_shortest_exception_wins() {
    let mut hours = office();
    hours.exceptions = vec![
        Exception {
            from: day("2026-06-08"),
            to: day("2026-06-08"),
            hours: ExceptionHours::EveryDay(Vec::new()),
            note: String::new(),
        },
        Exception {
            from: day("2026-06-01"),
            to: day("2026-09-30"),
            hours: ExceptionHours::Weekly(Week::monday_to_friday(&[span("08:00-12:00"), span("15:00-18:00")])),
            note: "summer".to_owned(),
        },
    ];
    assert_eq!(hours.check(), Ok(()));
    assert_eq!(told(&hours, "2026-06-05", "16:00"), "open until 2026-06-05 18:00");
    assert_eq!(told(&hours, "2026-06-05", "19:00"), "closed until 2026-06-09 08:00");
    assert_eq!(told(&hours, "2026-09-30", "19:00"), "closed until 2026-10-08 08:30");
}

#[test]
fn an_exception_for_every_day_holds_on_holidays_too() {
    let mut hours = office();
    hours.exceptions = vec![Exception {
        from: day("2026-02-15"),
        to: day("2026-02-23"),
        hours: ExceptionHours::EveryDay(vec![span("09:00-11:00")]),
        note: String::new(),
    }];
    assert_eq!(told(&hours, "2026-02-17", "09:00"), "open until 2026-02-17 11:00");
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let week = |spans: &[&str]| {
        let mut week = Week::default();
        week.0[2] = spans.iter().copied().map(span).collect();
        Hours { weekly: week, ..Hours::default() }
    };
    let place = Place::Weekday(2);
    assert_eq!(week(&["08:00-08:00"]).check(), Err(HoursError::EmptySpan { place }));
    assert_eq!(week(&["24:00-08:00"]).check(), Err(HoursError::EmptySpan { place }));
    assert_eq!(week(&["08:00-12:00", "11:59-13:00"]).check(), Err(HoursError::Overlap { place }));
    assert_eq!(week(&["20:00-02:00", "23:00-24:00"]).check(), Err(HoursError::Overlap { place }));
    assert_eq!(week(&["08:00-09:00"; 9]).check(), Err(HoursError::TooManySpans { place }));
    assert_eq!(week(&["08:00-12:00", "12:00-20:00", "20:00-08:00"]).check(), Ok(()));

    let exception = |from: &str, to: &str, note: String| Exception {
        from: day(from),
        to: day(to),
        hours: ExceptionHours::EveryDay(Vec::new()),
        note,
    };
    let with = |exceptions: Vec<Exception>| Hours { exceptions, ..office() }.check();
    let backwards = exception("2026-06-02", "2026-06-01", String::new());
    assert_eq!(with(vec![backwards]), Err(HoursError::EndsBeforeItBegins { exception: 0 }));
    let one = exception("2026-06-01", "2026-06-01", "字".repeat(201));
    assert_eq!(with(vec![one]), Err(HoursError::NoteTooLong { exception: 0 }));
    let many = vec![exception("2026-06-01", "2026-06-01", String::new()); MAX_HOUR_EXCEPTIONS + 1];
    assert_eq!(with(many), Err(HoursError::TooManyExceptions));
}

#[test]
fn hours_travel_as_times_and_days() {
    let mut hours = office();
    hours.weekly = Week::default();
    hours.weekly.0[0] = vec![span("08:30-12:00")];
    hours.exceptions = vec![Exception {
        from: day("2026-06-08"),
        to: day("2026-06-09"),
        hours: ExceptionHours::EveryDay(Vec::new()),
        note: "维修".to_owned(),
    }];
    let json = serde_json::to_string(&hours).unwrap();
    let pinned = r#"{"weekly":[[{"opens":"08:30","closes":"12:00"}],[],[],[],[],[],[]],"follows_working_days":true,"exceptions":[{"from":"2026-06-08","to":"2026-06-09","hours":{"every-day":[]},"note":"维修"}]}"#;
    assert_eq!(json, pinned);
    assert_eq!(serde_json::from_str::<Hours>(&json).unwrap(), hours);
    assert!(serde_json::from_str::<Hours>(r#"{"weekly":[[],[]]}"#).is_err());
}

/// Spans in order; the last may run to the first one's opening on the next day, or all day long.
fn any_spans() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::btree_set(0..DAY_MINUTES, 0..6).prop_map(|minutes| {
        let time = |minute: u16| ClockTime::from_minute_of_day(minute).unwrap();
        let mut minutes: Vec<_> = minutes.into_iter().collect();
        if minutes.len() == 1 {
            minutes.push(DAY_MINUTES);
        }
        minutes
            .chunks(2)
            .map(|pair| Span { opens: time(pair[0]), closes: time(*pair.get(1).unwrap_or(&minutes[0])) })
            .collect()
    })
}

fn any_hours() -> impl Strategy<Value = Hours> {
    let exception = (0_i64..500, 0_i64..40, any_spans()).prop_map(|(start, length, spans)| {
        let from = day("2026-01-01").plus_days(start);
        Exception { from, to: from.plus_days(length), hours: ExceptionHours::EveryDay(spans), note: String::new() }
    });
    (prop::array::uniform7(any_spans()), any::<bool>(), prop::collection::vec(exception, 0..3)).prop_map(
        |(week, follows_working_days, exceptions)| Hours { weekly: Week(week), follows_working_days, exceptions },
    )
}

proptest! {
    #[test]
    fn the_state_changes_when_it_says_and_not_before(hours in any_hours(), start in 0_i64..500, at in 0..DAY_MINUTES) {
        prop_assert_eq!(hours.check(), Ok(()));
        let calendar = Calendar::built_in();
        let today = day("2026-01-01").plus_days(start);
        let is_open = |day: Day, minute: u16| {
            matches!(hours.opening_state(day, minute, calendar).state, OpeningState::Open { .. })
        };
        let state = hours.opening_state(today, at, calendar).state;
        let (OpeningState::Open { until: Some(change) } | OpeningState::Closed { opens: Some(change) }) = state else {
            return Ok(());
        };
        let open = matches!(state, OpeningState::Open { .. });
        let minute = change.time.minute_of_day();
        let (after_day, after_minute) =
            if minute == DAY_MINUTES { (change.day.plus_days(1), 0) } else { (change.day, minute) };
        let now = Moment { day: today, time: ClockTime::from_minute_of_day(at).unwrap() };
        prop_assert!(now < change);
        prop_assert_eq!(is_open(after_day, after_minute), !open);
        let (before_day, before_minute) =
            if after_minute == 0 { (after_day.plus_days(-1), DAY_MINUTES - 1) } else { (after_day, after_minute - 1) };
        prop_assert_eq!(is_open(before_day, before_minute), open);
    }

    #[test]
    fn every_week_and_moment_has_an_answer(hours in any_hours(), days in 0_i64..3_652_058, at: u16) {
        let _ = hours.opening_state(Day::MIN.plus_days(days), at, Calendar::built_in());
        let _ = hours.opening_state(Day::MAX, at, Calendar::built_in());
    }
}
