use super::{Due, Period, Standing, due_date};
use crate::{Language, document::fragment, time::Day};

#[test]
fn the_day_reads_for_people_and_machines() {
    let due = Due::on(Day::new(2026, 12, 31), Standing::DaysLeft(29));
    let html = fragment(|| due_date(Language::Chinese.words(), &due));
    assert!(html.contains("<time datetime=\"2026-12-31\">2026年12月31日</time>"));
    assert!(html.contains("还有 29 个工作日"));
    assert!(!html.contains("due-late"));
}

#[test]
fn lateness_is_said_in_words_too() {
    let due = Due::on(Day::new(2026, 9, 30), Standing::DaysOver(3));
    let html = fragment(|| due_date(Language::English.words(), &due));
    assert!(html.contains("3 working days overdue"));
    assert!(html.contains("due-late"));
}

#[test]
fn a_recurring_pledge_names_its_period_and_a_missing_calendar_is_admitted() {
    let due = Due {
        day: Some(Day::new(2027, 1, 31)),
        every: Some(Period::Month),
        standing: None,
        as_written: None,
        calendar_missing: Some(2027),
    };
    let html = fragment(|| due_date(Language::Chinese.words(), &due));
    assert!(html.contains("完成时限（每月）"));
    assert!(html.contains("2027年放假安排尚未公布"));
}

#[test]
fn where_nothing_is_known_there_is_no_heading_either() {
    let html = fragment(|| due_date(Language::Chinese.words(), &Due::default()));
    assert!(!html.contains("完成时限"), "{html}");
}
