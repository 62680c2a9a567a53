use jiannuo_domain::test_support::{claim_words, reason_words};

use super::*;
use crate::record::{conflict, wording_seen};

fn reworded(text: &str, due: &str, reason: &str) -> PledgeWords {
    let words = jiannuo_domain::test_support::pledge_words(text, on(due), Some(15));
    PledgeWords { reason: Some(reason.to_owned()), ..words }
}

#[test]
fn s11_a_wording_stands_beside_the_newer_ones_with_who_when_why_and_what_differs() {
    let mut village = Village::new();
    let id = village.pledge("修好三组的路", on("2026-11-12"));
    village.tell(&Kind::PledgeRevised, id, &reworded("修好三组的路和桥", "2026-11-12", "桥也坏了"));
    let waiting = village.office.of_kind(village.phone.key, &Kind::PledgeRevised, id);
    let mine = reworded("修好三组的路和水沟", "2026-12-31", "雨季到了");
    village.tell(&Kind::PledgeRevised, id, &reworded("修好三组、四组的路和桥", "2026-11-12", "四组也要修"));
    let ledger = village.office.ledger();
    let context = at("2026-06-02");
    let body = mine.to_body().unwrap();
    let both = conflict(&ledger, &waiting.statement, Some(&body), &context).unwrap();
    assert_eq!(both.newer.len(), 1, "only what its author has not seen");
    assert_eq!((both.newer[0].by.name.as_str(), both.newer[0].reason.as_str()), ("何某", "四组也要修"));
    let differing: Vec<_> = both.differing.iter().map(|change| change.before.as_str()).collect();
    assert_eq!(differing[0], "修好三组、四组的路和桥");
    assert_eq!(both.differing.len(), 2, "the text and the day");
    assert!(both.own_text().contains("修好三组的路和水沟") && both.own_text().contains("雨季到了"));
    let seen = wording_seen(&ledger, &waiting.statement, &ledger.pledges[&id].wordings).unwrap();
    assert_eq!(seen.text, "修好三组的路和桥");
    let same = ledger.pledges[&id].words().unwrap().to_body().unwrap();
    assert!(conflict(&ledger, &waiting.statement, Some(&same), &context).unwrap().is_same);
}

#[test]
fn s11_a_verdict_stands_beside_the_claim_that_was_made_since() {
    let mut village = Village::new();
    let id = village.pledge("修好三组的路", on("2026-11-12"));
    village.tell(&Kind::PledgeClaimed, id, &claim_words("路面已经通车"));
    let verdict = village.office.of_kind(village.office.desk.key, &Kind::PledgeConfirmed, id);
    let desk = village.office.desk.clone();
    village.office.tell(&desk, &Kind::PledgeDisputed, id, &reason_words("还差十米")).unwrap();
    village.tell(&Kind::PledgeClaimed, id, &claim_words("十米也修好了"));
    let body = reason_words("看过了").to_body().unwrap();
    let ledger = village.office.ledger();
    let both = conflict(&ledger, &verdict.statement, Some(&body), &at("2026-06-02")).unwrap();
    assert_eq!(both.mine, [("文字", "看过了".to_owned())]);
    let said: Vec<_> = both.said.iter().map(|said| said.text.as_str()).collect();
    assert_eq!(said, ["十米也修好了", "还差十米"]);
}

#[test]
fn s11_members_and_posts_are_compared_too() {
    let mut village = Village::new();
    let words = |name: &str| jiannuo_domain::words::MemberWords { name: name.into(), post: None };
    let waiting = village.office.of_kind(village.office.desk.key, &Kind::MemberChanged, village.he);
    let desk = village.office.desk.clone();
    village.office.tell(&desk, &Kind::MemberChanged, village.he, &words("何某某")).unwrap();
    let body = words("贺某").to_body().unwrap();
    let both = conflict(&village.office.ledger(), &waiting.statement, Some(&body), &at("2026-06-02")).unwrap();
    assert_eq!((both.differing[0].before.as_str(), both.differing[0].after.as_str()), ("何某某", "贺某"));
    assert_eq!(both.said.len(), 1, "who changed it, and when");
}
