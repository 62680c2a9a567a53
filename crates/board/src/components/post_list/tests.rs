use super::{Post, post_list};
use crate::{
    Language,
    components::byline::Byline,
    document::fragment,
    time::{Day, Moment},
};

fn post(places: Option<u32>, holders: usize) -> Post {
    Post {
        anchor: "post-1".into(),
        title: "矛盾调解岗".into(),
        class: Some("服务类".into()),
        duties: Some("接到求助当天上门".into()),
        places,
        holders: vec![Byline { name: "吴某".into(), ..Byline::default() }; holders],
        past: vec![],
        pledges: vec![],
        withdrawn: None,
    }
}

fn html(post: Post) -> String {
    fragment(move || post_list(Language::Chinese.words(), &[post]))
}

#[test]
fn places_are_counted_and_a_vacant_post_says_so() {
    let html_of = html(post(Some(3), 2));
    assert!(html_of.contains("3 个名额，已认领 2 个") && html_of.contains("还有 1 个名额"), "{html_of}");
    assert!(html(post(Some(3), 0)).contains("空岗"));
    let full = html(post(Some(2), 2));
    assert!(!full.contains("post-vacant"), "{full}");
    assert!(html(post(None, 2)).contains("2 人认领"));
}

#[test]
fn more_holders_than_places_are_shown_as_they_are() {
    assert_eq!(post(Some(1), 3).free(), 0);
    assert!(html(post(Some(1), 3)).contains("1 个名额，已认领 3 个"));
}

#[test]
fn a_withdrawn_post_is_not_vacant_and_says_why() {
    let gone = Post { withdrawn: Some((Moment::new(Day::new(2026, 6, 2), 9, 0), "合并".into())), ..post(Some(3), 0) };
    let html = html(gone);
    assert!(html.contains("已撤销") && html.contains("合并") && !html.contains("空岗"), "{html}");
}
