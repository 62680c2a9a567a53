use super::{DisclosureDetails, DisclosureRow, DisclosureState, NoticePeriod, disclosure_details, disclosure_list};
use crate::{
    Language,
    document::fragment,
    time::{Day, Moment},
};

fn row(state: DisclosureState) -> DisclosureRow {
    DisclosureRow {
        href: "/o/liuxi/disclosures/1".into(),
        check_href: "/app/check/liuxi/1".into(),
        title: "三季度收支公示".into(),
        kind: "财务".into(),
        date: Day::new(2026, 10, 12),
        office: Some("柳溪镇财政所".into()),
        state,
        notice: None,
    }
}

fn details(state: DisclosureState) -> DisclosureDetails {
    DisclosureDetails {
        row: row(state),
        body: "第一段\n第二段".into(),
        tables: vec![],
        tables_href: None,
        attachments: vec![],
        notice: Some(NoticePeriod {
            from: Some(Day::new(2026, 10, 13)),
            to: Some(Day::new(2026, 10, 19)),
            phone: Some("0571-0000 0000".into()),
            ..NoticePeriod::default()
        }),
        outcomes: vec![],
        fills: None,
        period: None,
        arose_on: None,
        review: None,
        doubts: vec![],
        published: None,
        revisions: vec![],
    }
}

#[test]
fn a_withdrawn_disclosure_says_so_before_its_words() {
    let when = Moment::new(Day::new(2026, 10, 15), 10, 0);
    let state = DisclosureState::Withdrawn(when, "数字有误".into());
    let html = fragment(|| disclosure_details(Language::Chinese.words(), &details(state.clone())));
    assert!(html.contains("数字有误"));
    assert!(html.find("已撤回").is_some_and(|said| Some(said) < html.find("第一段")));
    let html = fragment(|| disclosure_list(Language::Chinese.words(), &[row(state)]));
    assert!(html.contains("已撤回"));
}

#[test]
fn residents_learn_until_when_and_where_to_object() {
    let html = fragment(|| disclosure_details(Language::Chinese.words(), &details(DisclosureState::Published)));
    assert!(html.contains("2026年10月13日至2026年10月19日"));
    assert!(html.contains("tel:057100000000"));
    assert_eq!(html.matches("<h1>").count(), 1);
}
