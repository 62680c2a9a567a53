use super::{BoardPage, FrontPage, board_page, front_page};
use crate::{
    Language,
    components::{filter_links::FilterLink, page_head::PageHead, summary_figures::SummaryFigures},
    document::fragment,
    link::Link,
};

fn head() -> PageHead {
    PageHead { title: "柳溪镇".into(), kind: None, as_at: None }
}

fn board(total: u32) -> BoardPage {
    BoardPage {
        head: head(),
        continues: None,
        search: None,
        figures: Some(SummaryFigures { total, ..SummaryFigures::default() }),
        filters: vec![FilterLink { link: Link::new("全部", "?"), count: total, is_current: true }],
        kinds: vec![],
        fields: vec![],
        also: vec![],
        pledges: vec![],
        paging: None,
        found: Vec::new(),
        years: Vec::new(),
        wanting: None,
        disclosures: vec![],
        disclosures_href: None,
        service_points: vec![],
        points_href: None,
        below: vec![],
    }
}

#[test]
fn an_empty_board_and_an_empty_filter_are_two_things() {
    let words = Language::Chinese.words();
    let html = fragment(|| board_page(words, &board(0)));
    assert!(html.contains(words.pledge.none_title));
    assert!(!html.contains("class=\"figures\""));
    let html = fragment(|| board_page(words, &board(7)));
    assert!(html.contains(words.pledge.none_match));
}

#[test]
fn parts_without_content_have_no_heading() {
    let html = fragment(|| board_page(Language::Chinese.words(), &board(0)));
    assert_eq!(html.matches("<h2").count(), 1);
}

#[test]
fn a_new_store_has_a_front_page() {
    let front = FrontPage {
        head: head(),
        asked_day: None,
        figures: SummaryFigures::default(),
        pressing: vec![],
        organisations: vec![],
    };
    let html = fragment(|| front_page(Language::Chinese.words(), &front));
    assert!(html.contains("还没有组织"));
}
