use super::{SummaryFigures, summary_figures};
use crate::{Language, document::fragment};

fn html(overdue: u32) -> String {
    let figures = SummaryFigures { total: 32, in_progress: 14, overdue, fulfilled: 12, ..SummaryFigures::default() };
    fragment(|| summary_figures(Language::Chinese.words(), &figures))
}

#[test]
fn every_part_stands_beside_the_whole() {
    let html = html(3);
    assert!(html.contains("32 项中有 12 项"));
    assert!(html.contains("32 项中有 3 项"));
    assert_eq!(html.matches(" / ").count(), 5);
    assert!(!html.contains('%'));
}

#[test]
fn none_overdue_is_nothing_to_shout_about() {
    assert!(html(1).contains("figure-urgent"));
    assert!(!html(0).contains("figure-urgent"));
}
