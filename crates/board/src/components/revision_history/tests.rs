use proptest::prelude::*;

use super::{Change, Revision, difference, revision_history};
use crate::{
    Language,
    components::byline::Byline,
    document::fragment,
    time::{Day, Moment},
};

proptest! {
    #[test]
    fn a_difference_puts_both_texts_together_again(before in "[修路桥a1]{0,40}", after in "[修路桥a1]{0,40}") {
        let parts = difference(&before, &after);
        prop_assert_eq!(format!("{}{}{}", parts.same_before, parts.removed, parts.same_after), before.clone());
        prop_assert_eq!(format!("{}{}{}", parts.same_before, parts.added, parts.same_after), after.clone());
        prop_assert_eq!(parts.removed.is_empty() && parts.added.is_empty(), before == after);
    }
}

#[test]
fn a_short_value_is_shown_whole_before_and_after() {
    let parts = difference("2026年9月30日", "2026年11月12日");
    assert_eq!((parts.removed, parts.added), ("2026年9月30日", "2026年11月12日"));
}

#[test]
fn what_went_and_what_came_are_marked_and_said() {
    let revision = Revision {
        number: 1,
        received: Moment::new(Day::new(2026, 6, 1), 9, 0),
        by: Byline { name: "何某".into(), ..Byline::default() },
        reason: "雨季延长".into(),
        changes: vec![Change {
            field: "承诺",
            before: "把村口到小学的路修好 13 公里再收工".into(),
            after: "把村口到小学的路修好 12 公里再收工".into(),
        }],
        unseen: vec![],
    };
    let html = fragment(|| revision_history(Language::Chinese.words(), &[revision]));
    assert!(html.contains("删去："));
    assert!(html.contains(">13</bdi></del>"));
    assert!(html.contains(">12</bdi></ins>"));
    assert!(html.contains("雨季延长"));
}

#[test]
fn no_change_is_said_too() {
    assert!(fragment(|| revision_history(Language::Chinese.words(), &[])).contains("文字未变更"));
}
