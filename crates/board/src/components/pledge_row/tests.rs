use super::{PledgeRow, pledge_list, pledge_row};
use crate::{
    Language,
    components::{
        byline::Byline,
        due_date::{Due, Standing},
        said::Passage,
        status_tag::Status,
    },
    document::fragment,
    time::Day,
};

fn row(text: Passage) -> PledgeRow {
    PledgeRow {
        href: "/o/lan/pledges/1".into(),
        check_href: "/app/check/liuxi/1".into(),
        text,
        field: None,
        by: Byline { name: "何某".into(), ..Byline::default() },
        due: Due::on(Day::new(2026, 9, 30), Standing::DaysOver(3)),
        statuses: vec![Status::Overdue, Status::Revised],
        progress: None,
        kinds: Default::default(),
    }
}

#[test]
fn the_words_are_a_heading_and_a_link() {
    let html = fragment(|| pledge_row(Language::Chinese.words(), &row("修水泥路 3 公里".into())));
    assert!(html.contains("<h3 class=\"pledge-text\"><a href=\"/o/lan/pledges/1\">"));
    assert!(html.contains("修水泥路 3 公里"));
    assert!(html.find("已逾期") < html.find("已变更"), "the weightiest status comes first");
}

#[test]
fn erased_words_leave_a_note_and_the_rest() {
    let html = fragment(|| pledge_row(Language::Chinese.words(), &row(Passage::Erased("删除于某日".into()))));
    assert!(html.contains("<span class=\"erased\"><bdi class=\"said\">删除于某日"));
    assert!(html.contains("2026年9月30日"));
}

#[test]
fn ten_thousand_characters_do_not_fill_a_list() {
    let html = fragment(|| pledge_row(Language::Chinese.words(), &row(Passage::Written("路".repeat(10_000)))));
    assert!(html.chars().count() < 2_000);
}

#[test]
fn a_list_is_a_list() {
    let html = fragment(|| pledge_list(Language::Chinese.words(), &[row("甲".into()), row("乙".into())]));
    assert!(html.starts_with("<ul role=\"list\""));
    assert_eq!(html.matches("<li ").count(), 2);
}
