use jiannuo_domain::disclosing::ItemStatus;

use super::{CatalogueGroup, CatalogueItem, CatalogueState, catalogue_groups};
use crate::{Language, document::fragment, link::Link, time::Day};

fn item(status: ItemStatus, last: Option<(Link, Day)>) -> CatalogueItem {
    CatalogueItem {
        href: "/o/liuxi/catalogue/1".into(),
        item: "收支明细".into(),
        limit: Some("每月一次，期满后 10 天内".into()),
        state: Some(CatalogueState { status, lines: vec!["2026年9月，应在2026年10月10日前公开".into()] }),
        last,
    }
}

#[test]
fn a_row_says_how_it_stands_by_when_and_what_was_last() {
    let last = Some((Link::new("八月收支", "/o/liuxi/disclosures/1"), Day::new(2026, 9, 3)));
    let rows = vec![item(ItemStatus::Overdue, last), item(ItemStatus::Never, None)];
    let groups = [CatalogueGroup { matter: "财务".into(), rows }];
    let html = fragment(|| catalogue_groups(Language::Chinese.words(), &groups));
    for text in ["财务", "逾期未公开", "从未公开", "每月一次", "应在2026年10月10日前公开", "八月收支", "还没有公开过"]
    {
        assert!(html.contains(text), "{text}: {html}");
    }
    assert!(html.contains("href=\"/o/liuxi/disclosures/1\""));
}
