use super::breadcrumb;
use crate::{Language, document::fragment, link::Link};

#[test]
fn the_last_step_is_here() {
    let path = [Link::new("首页", "/"), Link::new("柳溪镇", "/o/liuxi/")];
    let html = fragment(|| breadcrumb(Language::Chinese.words(), &path));
    assert!(html.contains("<nav aria-label=\"当前位置\""));
    assert!(html.contains("<li><a href=\"/\">"));
    assert!(html.contains("<li aria-current=\"page\">"));
    assert!(!html.contains("/o/liuxi/"));
}
