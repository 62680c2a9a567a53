use super::{SearchForm, search_form};
use crate::{Language, document::fragment};

#[test]
fn a_search_keeps_the_other_conditions_and_can_be_taken_back() {
    let form = SearchForm {
        action: "/o/liuxi/".into(),
        sought: "路灯\"".into(),
        kept: vec![("status", "overdue".into())],
        found: Some(0),
        clear_href: "/o/liuxi/?status=overdue".into(),
    };
    let html = fragment(|| search_form(Language::Chinese.words(), &form));
    assert!(html.contains("method=\"get\"") && html.contains("action=\"/o/liuxi/\""));
    assert!(html.contains("type=\"hidden\" name=\"status\" value=\"overdue\""));
    assert!(html.contains("value=\"路灯&quot;\""));
    assert!(html.contains("href=\"/o/liuxi/?status=overdue\""));
    assert!(html.contains("0 条"));
    let fresh = SearchForm { sought: String::new(), found: None, ..form };
    assert!(!fragment(|| search_form(Language::Chinese.words(), &fresh)).contains("search-found"));
}
