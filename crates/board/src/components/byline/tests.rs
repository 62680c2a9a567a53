use super::{Byline, byline};
use crate::{Language, document::fragment};

#[test]
fn the_clerk_is_named_beside_the_member() {
    let by = Byline {
        name: "何某".into(),
        href: None,
        post: Some("水管员".into()),
        entered_by: Some("林某".into()),
        stands_by: Some(false),
    };
    let html = fragment(|| byline(Language::Chinese.words(), &by));
    assert!(html.contains("由林某代何某录入"));
    assert!(html.contains("本人不认可"));
    let html = fragment(|| byline(Language::English.words(), &by));
    assert!(html.contains("Entered by 林某 for 何某"));
}

#[test]
fn a_name_is_text_whatever_it_holds() {
    let by = Byline { name: "<b>\u{202e}某".into(), ..Byline::default() };
    let html = fragment(|| byline(Language::Chinese.words(), &by));
    assert!(html.contains("&lt;b&gt;\u{202e}某</bdi>"));
    assert!(!html.contains("by-entered"));
}
