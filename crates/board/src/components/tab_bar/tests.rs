use super::{Tab, TabShape, tab_bar};
use crate::{Language, document::fragment, link::Link};

#[test]
fn one_tab_is_where_one_is_and_counts_show_only_when_something_waits() {
    let tab = |label: &str, is_current, waiting| Tab {
        link: Link::new(label, "/app/"),
        shape: TabShape::Board,
        is_current,
        waiting,
    };
    let html = fragment(|| tab_bar(Language::Chinese.words(), vec![tab("公示", true, 0), tab("待发", false, 2)]));
    assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
    assert_eq!(html.matches("tab-count").count(), 1);
    assert!(html.contains("aria-label=\"主菜单\""));
}
