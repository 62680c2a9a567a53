use super::{Milestone, MilestoneState, PledgeDetails, pledge_details};
use crate::{
    Language,
    components::{
        byline::Byline,
        due_date::{Due, Standing},
        said::Passage,
        status_tag::Status,
    },
    document::fragment,
    link::Link,
    time::Day,
};

fn details(text: Passage) -> PledgeDetails {
    PledgeDetails {
        check_href: "/app/check/liuxi/1".into(),
        text,
        statuses: vec![Status::Overdue],
        by: Byline {
            name: "何某".into(),
            post: Some("水管员".into()),
            entered_by: Some("林某".into()),
            ..Byline::default()
        },
        organisation: Link::new("柳溪镇", "/o/liuxi/"),
        responsible: None,
        field: Some("饮水".into()),
        measure: Some("换管".into()),
        target: Some("15 处".into()),
        beneficiaries: None,
        published: None,
        due: Due::on(Day::new(2026, 9, 30), Standing::DaysOver(3)),
        progress: None,
        milestones: vec![Milestone { text: "先换三处".into(), due: None, state: MilestoneState::Missed }],
        around: Default::default(),
        events: vec![],
        revisions: vec![],
    }
}

fn html(text: Passage) -> String {
    fragment(|| pledge_details(Language::Chinese.words(), &details(text)))
}

#[test]
fn the_pledge_is_the_heading_and_headings_come_in_order() {
    let html = html("换好 15 处水管".into());
    assert!(html.contains("<h1><bdi"));
    assert_eq!(html.matches("<h1").count(), 1);
    assert!(html.contains("<h2>阶段目标</h2>"));
    assert!(html.contains("<h2>文字变更</h2>"));
    assert!(html.contains("由林某代何某录入"));
}

#[test]
fn what_was_not_said_takes_no_row() {
    let html = html("换好 15 处水管".into());
    assert!(html.contains("<dt>承诺数量</dt>"));
    assert!(!html.contains("受益对象"));
    assert!(!html.contains("践诺记录"));
}

#[test]
fn a_long_pledge_is_given_in_full_below_its_heading() {
    let html = html(Passage::Written("路".repeat(500)));
    assert_eq!(html.matches('路').count(), 620);
}

#[test]
fn erased_words_leave_the_rest_of_the_page() {
    let html = html(Passage::Erased("某日删除".into()));
    assert!(html.contains("<h1><span class=\"erased\">"));
    assert!(html.contains("2026年9月30日"));
}
