use super::{Task, TaskState, task_list};
use crate::{Language, document::fragment};

#[test]
fn what_cannot_be_begun_is_no_link() {
    let task =
        |href: Option<&str>, state| Task {
            label: "核对名单".into(), href: href.map(Into::into), hint: None, state
        };
    let tasks = vec![task(Some("/app/roster"), TaskState::Open), task(None, TaskState::Waits)];
    let html = fragment(|| task_list(Language::Chinese.words(), tasks));
    assert_eq!(html.matches("<a ").count(), 1);
    assert!(html.contains("待办"));
    assert!(html.contains("暂不能办"));
}
