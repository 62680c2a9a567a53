use super::{GuideDetails, GuideGroup, GuideRow, PaperRow, guide_details, guide_groups};
use crate::{
    Language,
    document::fragment,
    time::{Day, Moment},
};

fn row() -> GuideRow {
    GuideRow {
        href: "/o/liuxi/guides/1".into(),
        matter: "老年优待证".into(),
        promised_limit: Some("当场办结".into()),
        fee: Some("免费".into()),
        withdrawn: None,
    }
}

fn details() -> GuideDetails {
    GuideDetails {
        row: row(),
        check_href: "/app/check/liuxi/1".into(),
        address: Some("http://127.0.0.1/o/liuxi/guides/1".into()),
        organisation: "柳溪镇".into(),
        facts: vec![("法定时限", "20 个工作日".into()), ("承诺时限", "当场办结".into())],
        phone: Some("0000-555 0101".into()),
        points: vec![],
        papers: vec![
            PaperRow { name: "身份证".into(), copies: Some(1), ..PaperRow::default() },
            PaperRow { name: "照片".into(), ..PaperRow::default() },
        ],
        steps: vec!["交材料".into(), "取证".into()],
        revisions: vec![],
    }
}

#[test]
fn guides_stand_under_their_headings() {
    let group = GuideGroup { title: "养老".into(), guides: vec![row()] };
    let html = fragment(|| guide_groups(Language::Chinese.words(), &[group]));
    assert!(html.contains("<h3><bdi class=\"said\">养老</bdi></h3>"));
    assert!(html.contains("承诺时限 <bdi class=\"said\">当场办结</bdi>"), "{html}");
}

#[test]
fn a_guide_has_two_limits_its_papers_its_steps_and_a_code() {
    let html = fragment(|| guide_details(Language::Chinese.words(), &details()));
    assert!(html.contains("法定时限") && html.contains("承诺时限"));
    assert!(html.contains("data-label=\"份数\""));
    assert!(!html.contains("出具单位"), "a column with nothing in it is left out");
    assert!(html.contains("<ol class=\"steps\">"));
    assert!(html.contains("二维码"));
    let nowhere = GuideDetails { address: None, ..details() };
    assert!(!fragment(|| guide_details(Language::Chinese.words(), &nowhere)).contains("<svg"));
}

#[test]
fn a_withdrawn_guide_says_when_and_why() {
    let withdrawn = Some((Moment::new(Day::new(2026, 11, 1), 9, 0), "并入一窗".to_owned()));
    let guide = GuideDetails { row: GuideRow { withdrawn, ..row() }, ..details() };
    let html = fragment(|| guide_details(Language::Chinese.words(), &guide));
    assert!(html.contains("已停止办理") && html.contains("并入一窗"));
}
