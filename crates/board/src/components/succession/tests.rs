use super::{Missing, Succession, succession};
use crate::{Language, document::fragment};

const MISSING: Missing = Missing { first: 38, last: 40 };

fn html(said: Succession) -> String {
    fragment(|| succession(Language::Chinese.words(), &said))
}

#[test]
fn what_is_missing_is_counted_as_people_count() {
    let html = html(Succession::Lost(MISSING));
    assert!(html.contains("第 38 条至第 40 条"));
    assert!(!html.contains("<a "), "there is no other board");
    let one = Succession::Lost(Missing { first: 40, last: 40 });
    assert!(!self::html(one).contains("至"));
}

#[test]
fn a_log_that_is_continued_leads_on_and_one_that_continues_leads_back() {
    let on = html(Succession::Continued { missing: Some(MISSING), href: "/o/new/".into() });
    assert!(on.contains("href=\"/o/new/\"") && on.contains("不再续写") && on.contains("第 38 条至第 40 条"));
    let back = html(Succession::Continues { missing: MISSING, href: "/o/old/".into() });
    assert!(back.contains("href=\"/o/old/\"") && back.contains("前 37 条") && back.contains("第 38 条至第 40 条"));
    let all = html(Succession::Continues { missing: Missing { first: 1, last: 40 }, href: "/o/old/".into() });
    assert!(all.contains("40 条全部丢失"));
}

#[test]
fn what_has_come_back_is_missing_no_more() {
    let whole = html(Succession::Continued { missing: None, href: "/o/new/".into() });
    assert!(whole.contains("已经补回") && !whole.contains("无法显示"));
}
