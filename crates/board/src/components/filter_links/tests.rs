use super::{FilterLink, filter_links};
use crate::{Language, document::fragment, link::Link};

#[test]
fn the_filter_in_force_is_marked_and_each_says_how_many() {
    let filters = [
        FilterLink { link: Link::new("全部", "./"), count: 32, is_current: false },
        FilterLink { link: Link::new("已逾期", "?state=overdue"), count: 3, is_current: true },
    ];
    let html = fragment(|| filter_links(Language::Chinese.words(), &filters));
    assert_eq!(html.matches("aria-current=\"true\"").count(), 1);
    assert!(html.contains("href=\"?state=overdue\" aria-current"));
    assert!(html.contains(">3</span>"));
}
