use super::{Progress, progress_meter};
use crate::{Language, document::fragment};

fn progress(share_permille: u32) -> Progress {
    Progress { done: "26".into(), target: "65".into(), unit: "户".into(), share_permille }
}

#[test]
fn the_figures_are_words_and_the_bar_has_a_name() {
    let html = fragment(|| progress_meter(Language::Chinese.words(), &progress(400)));
    assert!(html.contains("已完成 26，共 65 户"));
    assert!(html.contains("max=\"1000\" value=\"400\" aria-label=\"进度\""));
}

#[test]
fn more_than_promised_fills_the_bar_and_no_more() {
    let html = fragment(|| progress_meter(Language::Chinese.words(), &progress(1480)));
    assert!(html.contains("value=\"1000\""));
}
