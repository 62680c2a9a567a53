use super::{LogFoot, Witness, log_foot};
use crate::time::{Day, Moment};
use crate::{Language, document::fragment};

fn foot(witnesses: Vec<Witness>) -> LogFoot {
    LogFoot { entries: 1_234, witnesses, how_href: "/app/how".into(), compare_href: "/app/compare/liuxi".into() }
}

#[test]
fn the_foot_says_who_has_seen_how_much_and_when() {
    let at = Moment::new(Day::new(2026, 11, 24), 10, 5);
    let witness = Witness { name: "witness.qingshui.example".into(), entries: 1_230, at };
    let html = fragment(|| log_foot(Language::Chinese.words(), &foot(vec![witness])));
    assert!(html.contains("共有 1234 条记录"));
    assert!(html.contains("witness.qingshui.example"));
    assert!(html.contains("前 1230 条"));
    assert!(html.contains(r#"<time datetime="2026-11-24T10:05">"#));
    assert!(!html.contains("还没有别的单位见证"));
}

#[test]
fn without_witnesses_the_foot_says_so() {
    let html = fragment(|| log_foot(Language::Chinese.words(), &foot(vec![])));
    assert!(html.contains("还没有别的单位见证"));
}

#[test]
fn the_foot_leads_to_how_to_check_and_to_the_comparison() {
    let html = fragment(|| log_foot(Language::English.words(), &foot(vec![])));
    for href in ["/app/how", "/app/compare/liuxi"] {
        assert!(html.contains(&format!("href=\"{href}\"")), "{href}");
    }
}
