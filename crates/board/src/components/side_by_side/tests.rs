use super::{SideBySide, side_by_side};
use crate::{
    Language,
    components::{
        byline::Byline,
        revision_history::{Change, Revision},
    },
    document::fragment,
    time::{Day, Moment},
};

fn newer() -> Revision {
    Revision {
        number: 2,
        received: Moment::new(Day::new(2026, 6, 1), 9, 0),
        by: Byline { name: "梁一禾".into(), ..Byline::default() },
        reason: "二组也要清".into(),
        changes: vec![Change {
            field: "承诺", before: "每月清一次水沟".into(), after: "每月清两次水沟".into()
        }],
        unseen: vec![],
    }
}

#[test]
fn each_side_marks_what_only_it_says_and_the_newer_one_says_who_when_and_why() {
    let both = SideBySide {
        mine: vec![("承诺", "每个月把三组的水沟清理两次以上".into())],
        differing: vec![Change {
            field: "承诺",
            before: "每个月把二组和三组的水沟清理一次以上".into(),
            after: "每个月把三组的水沟清理两次以上".into(),
        }],
        newer: vec![newer()],
        ..SideBySide::default()
    };
    let html = fragment(|| side_by_side(Language::Chinese.words(), &both));
    assert_eq!(html.matches("<mark").count(), 2);
    for text in ["你写的", "现在公开的", "梁一禾", "09:00", "二组也要清", "不同："] {
        assert!(html.contains(text), "{text}: {html}");
    }
    assert_eq!(both.own_text(), "承诺: 每个月把三组的水沟清理两次以上\n");
}

#[test]
fn what_is_no_wording_stands_beside_the_changes_that_its_author_has_not_seen() {
    let both =
        SideBySide { mine: vec![("文字", "已经清完".into())], newer: vec![newer()], ..SideBySide::default() };
    let html = fragment(|| side_by_side(Language::Chinese.words(), &both));
    assert!(html.contains("已经清完") && html.contains("<ins>") && html.contains("<del>"));
    assert!(!html.contains("<mark"));
}

#[test]
fn two_who_wrote_the_same_are_told_so() {
    let both = SideBySide { mine: vec![("承诺", "修路".into())], is_same: true, ..SideBySide::default() };
    assert!(fragment(|| side_by_side(Language::Chinese.words(), &both)).contains("两边写的一样"));
}
