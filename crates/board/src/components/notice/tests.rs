use super::{Notice, NoticeKind, notice};
use crate::{Language, document::fragment};

fn html(kind: NoticeKind) -> String {
    let panel = Notice { kind, title: "身份证号".into(), text: Some("请改为掩码".into()) };
    fragment(|| notice(Language::Chinese.words(), panel))
}

#[test]
fn how_it_is_meant_is_said_and_not_only_drawn() {
    let said = ["提示：", "注意：", "完成：", "错误："];
    for (kind, word) in NoticeKind::ALL.into_iter().zip(said) {
        assert!(html(kind).contains(word), "{kind:?}");
    }
}

#[test]
fn only_an_error_interrupts() {
    assert!(html(NoticeKind::Error).contains("role=\"alert\""));
    assert!(!html(NoticeKind::Warning).contains("role=\"alert\""));
}
