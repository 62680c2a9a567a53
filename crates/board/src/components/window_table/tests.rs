use super::{DutyRow, WindowRow, window_table};
use crate::{Language, document::fragment};

#[test]
fn a_window_says_what_is_handled_and_who_is_there_today() {
    let duty = |days: &str, is_today, who: &str, stand_in: Option<&str>| DutyRow {
        days: Some(days.into()),
        is_today,
        on_duty: who.into(),
        stand_in: stand_in.map(Into::into),
    };
    let window = WindowRow {
        name: "2 号窗口".into(),
        matters: vec!["社保".into(), "医保".into()],
        duties: vec![duty("周一、周三", true, "郑某", Some("钱某")), duty("其余日子", false, "孙某", None)],
    };
    let html = fragment(|| window_table(Language::Chinese.words(), &[window]));
    assert!(html.contains("社保、医保"));
    assert!(html.contains("data-label=\"值班（A 岗）\""));
    assert!(html.contains("<b><bdi class=\"said\">郑某</bdi></b> <span class=\"duty-days\">今天</span>"), "{html}");
    assert_eq!(html.matches("今天").count(), 2, "once for each of the two who share today: {html}");
    assert_eq!(html.matches("role=\"rowheader\"").count(), 1);
}
