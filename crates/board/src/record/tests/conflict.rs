use jiannuo_domain::test_support::{claim_words, reason_words};

use super::*;
use crate::components::side_by_side::SideBySide;
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

/// The two sides of what a secretary told on top of words that another one has replaced since.
fn overtaken<W: jiannuo_domain::words::Words>(village: &mut Village, kinds: [Kind; 2], words: [&W; 3]) -> SideBySide {
    let [begins, rewords] = kinds;
    let [first, theirs, mine] = words.map(|words| words.to_body().unwrap());
    let desk = village.office.desk.clone();
    let (record, is_new) = match begins.shape().unwrap().0 {
        jiannuo_domain::kind::RecordKind::Organisation => (jiannuo_domain::test_support::ORG.record(), false),
        _ => (RecordId::from_bytes(village.office.fresh()), true),
    };
    let told = |village: &mut Village, kind: &Kind, body: &str| {
        let unsigned = village.office.of_kind(desk.key, kind, record);
        let unsigned = village.office.with_body(unsigned, body.to_owned());
        village.office.desk_signs(unsigned).unwrap();
    };
    if is_new {
        told(village, &begins, &first);
    }
    let waiting = village.office.of_kind(desk.key, &rewords, record);
    told(village, &rewords, &theirs);
    conflict(&village.office.ledger(), &waiting.statement, Some(&mine), &at("2026-06-02")).unwrap()
}

fn assert_differ(both: &SideBySide, field: &str, theirs: &str, mine: &str) {
    let found = both.differing.iter().find(|change| change.field == field);
    let found = found.map(|change| (change.before.as_str(), change.after.as_str()));
    assert_eq!(found, Some((theirs, mine)), "{:?}", both.differing);
    assert!(both.own_text().contains(mine), "what is given up can be read and copied");
    assert_eq!(both.newer.len(), 1, "what was published meanwhile");
}

#[test]
fn s11_guides_rules_years_and_the_organisation_are_compared_too() {
    use jiannuo_domain::words::{
        CatalogueWords, CycleWords, DisclosureKind, GuideWords, Level, OrganisationWords, TimeLimit,
    };
    let mut village = Village::new();
    let guide = |fee: &str| GuideWords { fee: Some(fee.into()), ..GuideWords::new("老年优待证") };
    let words = [&guide("十元"), &guide("五元"), &guide("不收费")];
    let both = overtaken(&mut village, [Kind::GuidePublished, Kind::GuideRevised], words);
    assert_differ(&both, "收费", "五元", "不收费");

    let rule = |basis: &str| CatalogueWords {
        basis: Some(basis.into()),
        ..CatalogueWords::new(
            "财务",
            "收支明细",
            DisclosureKind::Finance,
            TimeLimit::AsWritten { written: "按规定".into() },
            Level::Village,
        )
    };
    let words = [&rule("旧规"), &rule("村规第三条"), &rule("村规第四条")];
    let both = overtaken(&mut village, [Kind::CatalogueDefined, Kind::CatalogueRevised], words);
    assert_differ(&both, "公开依据", "村规第三条", "村规第四条");

    let year = |close: &str| CycleWords {
        year: 2026,
        pledge_by: day("2026-02-28"),
        mid_check: day("2026-07-15"),
        account_by: day("2026-12-20"),
        close_on: day(close),
        reason: Some("改期".into()),
    };
    let words = [&year("2027-01-10"), &year("2027-01-15"), &year("2027-01-31")];
    let both = overtaken(&mut village, [Kind::CycleOpened, Kind::CycleRevised], words);
    let closing = (at("2026-06-02").words.pledging.stage)(jiannuo_domain::cycle::Stage::ALL[3]);
    let change = both.differing.iter().find(|change| change.field == closing).unwrap();
    assert!(change.before.contains("2027年1月15日") && change.after.contains("2027年1月31日"), "{change:?}");

    let about = |about: &str| OrganisationWords {
        about: Some(about.into()),
        ..OrganisationWords::new("桥头村", Level::Village)
    };
    let words = [&about("三个组"), &about("四个组"), &about("五个组")];
    let both = overtaken(&mut village, [Kind::OrganisationFounded, Kind::OrganisationDescribed], words);
    assert_differ(&both, "简介", "四个组", "五个组");
}
