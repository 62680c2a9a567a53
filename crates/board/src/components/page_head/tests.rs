use super::{PageHead, page_head};
use crate::{
    Language,
    document::fragment,
    time::{Day, Moment},
};

#[test]
fn the_moment_is_said_under_the_name() {
    let head = PageHead {
        title: "柳溪镇".into(),
        kind: Some("乡镇".into()),
        as_at: Some(Moment::new(Day::new(2026, 11, 22), 14, 5)),
    };
    let html = fragment(|| page_head(Language::Chinese.words(), &head));
    assert_eq!(html.matches("<h1>").count(), 1);
    assert!(html.contains("<time datetime=\"2026-11-22T14:05\">截至 2026年11月22日 14:05</time>"));
}
