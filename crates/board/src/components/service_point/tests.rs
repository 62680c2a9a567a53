use super::{PointMore, ServicePointDetails, ServicePointRow, service_point_details, service_point_list};
use crate::{
    Language,
    components::hours_table::{OpenState, OpeningHours},
    document::fragment,
    time::{Clock, Day, Moment, Weekday},
};

fn row() -> ServicePointRow {
    ServicePointRow {
        href: "/o/liuxi/points/1".into(),
        check_href: "/app/check/liuxi/1".into(),
        hours_written: None,
        stale: None,
        below: vec![],
        withdrawn: None,
        name: "柳溪镇便民服务中心".into(),
        level: Some("乡镇".into()),
        address: Some("柳溪街 1 号".into()),
        phone: Some("0571-0000 0000".into()),
        open: OpenState::OpenUntil(Clock::new(17, 0)),
        open_doubt: None,
        as_at: Moment::new(Day::new(2026, 11, 23), 14, 5),
    }
}

#[test]
fn a_row_says_whether_it_is_open_and_whom_to_call() {
    let html = fragment(|| service_point_list(Language::Chinese.words(), &[row()]));
    assert!(html.contains("正在开放，到 17:00"));
    assert!(html.contains("14:05 时的情况"));
    assert!(html.contains("tel:057100000000"));
    let doubtful = ServicePointRow { open_doubt: Some("暂只按周末推算".into()), ..row() };
    let html = fragment(|| service_point_list(Language::Chinese.words(), &[doubtful]));
    assert!(html.contains("暂只按周末推算"));
}

#[test]
fn the_page_has_the_timetable_under_its_heading() {
    let hours = OpeningHours {
        week: vec![(Weekday::Monday, vec![(Clock::new(8, 30), Clock::new(17, 0))])],
        as_written: Some("冬令时以告示为准".into()),
        ..OpeningHours::default()
    };
    let point = ServicePointDetails {
        row: row(),
        services: Some("医保、社保".into()),
        hours,
        revisions: vec![],
        more: PointMore::default(),
    };
    let html = fragment(|| service_point_details(Language::Chinese.words(), &point));
    assert!(html.contains("<h2>开放时间</h2>"));
    assert!(html.contains("08:30–17:00"));
    assert!(html.contains("冬令时以告示为准"));
    assert!(html.contains("医保、社保"));
}
