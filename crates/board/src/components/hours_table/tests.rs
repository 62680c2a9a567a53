use super::{Exception, OpenState, OpeningHours, hours_table, open_now};
use crate::{
    Language,
    document::fragment,
    time::{Clock, Day, Moment, Weekday},
};

const MORNING: (Clock, Clock) = (Clock::new(8, 30), Clock::new(11, 30));

#[test]
fn a_day_without_hours_is_closed_in_words() {
    let hours = OpeningHours {
        week: vec![(Weekday::Monday, vec![MORNING]), (Weekday::Sunday, vec![])],
        ..OpeningHours::default()
    };
    let html = fragment(|| hours_table(Language::Chinese.words(), &hours));
    assert!(html.contains("<th scope=\"row\">星期一</th><td><span class=\"hours-span\">08:30–11:30</span></td>"));
    assert!(html.contains("<th scope=\"row\">星期日</th><td>不开放</td>"));
    assert!(html.contains("<caption>开放时间</caption>"));
}

#[test]
fn a_day_that_differs_says_why() {
    let hours = OpeningHours {
        exceptions: vec![Exception {
            day: Day::new(2026, 10, 10),
            last: None,
            hours: vec![MORNING],
            reason: Some("调休".into()),
        }],
        ..OpeningHours::default()
    };
    let html = fragment(|| hours_table(Language::Chinese.words(), &hours));
    assert!(html.contains("特别安排"));
    assert!(html.contains("2026年10月10日"));
    assert!(html.contains("调休"));
}

#[test]
fn open_now_says_for_which_moment() {
    let as_at = Moment::new(Day::new(2026, 11, 22), 14, 5);
    let html = fragment(|| open_now(Language::English.words(), OpenState::OpenUntil(Clock::new(17, 0)), as_at));
    assert!(html.contains("Open now, until 17:00"));
    assert!(html.contains("as at 14:05"));
    let html = fragment(|| open_now(Language::Chinese.words(), OpenState::Unknown, as_at));
    assert!(html.contains("请先打电话"));
}
