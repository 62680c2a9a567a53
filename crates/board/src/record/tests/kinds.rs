use jiannuo_domain::{
    kind::Kind,
    quantity::Quantity,
    test_support::pledge_words,
    words::{CycleWords, Duration, Measured, PledgeKind, PostWords, ProgressWords, ServiceWords, TimeUnit},
};

use super::*;
use crate::{
    components::pledge_kinds::Verdict,
    pages::{posts_page as posts_view, year_page as year_view},
    record::{posts_page, year_page},
};

fn working_days(amount: i64) -> Duration {
    Duration { amount: Quantity::from_whole(amount).unwrap(), unit: TimeUnit::WorkingDays }
}

fn service(promised: i64, legal: i64) -> PledgeWords {
    PledgeWords {
        kind: PledgeKind::Service,
        service: Some(ServiceWords { promised: working_days(promised), legal: Some(working_days(legal)) }),
        field: Some("办事服务".into()),
        ..pledge_words("残疾人补贴申请办结", Due::AsWritten { written: "每件".into() }, None)
    }
}

fn measured(handled: u32, in_time: u32, longest: i64) -> ProgressWords {
    let measured = Measured { handled, in_time, longest: Some(working_days(longest)) };
    ProgressWords { measured: Some(measured), ..ProgressWords::new(day("2026-06-01"), "本周办件") }
}

#[test]
fn a_service_is_told_against_the_promise_and_against_the_law() {
    let mut village = Village::new();
    let record = village.say_pledge(&service(2, 20));
    village.tell(&Kind::ProgressAdded, record, &measured(80, 79, 3));
    village.tell(&Kind::ProgressAdded, record, &measured(40, 38, 2));
    let ledger = village.office.ledger();
    let told = details(&ledger, record, &at("2026-06-02")).around.service.unwrap().measured.unwrap();
    assert_eq!((told.handled, told.in_time, told.share.as_str()), (120, 117, "97.5"));
    assert_eq!(told.longest, Some((("3".into(), TimeUnit::WorkingDays), Verdict::WithinLegal)));
    let html = board_html(&ledger, &at("2026-06-02"));
    assert!(html.contains("承诺时限 2 个工作日 · 法定时限 20 个工作日") && html.contains("97.5%"), "{html}");
}

#[test]
fn a_board_is_filtered_by_kind_and_field_by_plain_links() {
    let mut village = Village::new();
    village.say_pledge(&service(2, 20));
    village.pledge("换好漏水的自来水管", on("2026-11-12"));
    let ledger = village.office.ledger();
    let page = board(&ledger, &at("2026-06-02"), &BoardFilter::default());
    let links: Vec<_> = page.kinds.iter().map(|link| (link.link.href.as_str(), link.count)).collect();
    assert_eq!(links, [("/o/qiaotou/", 2), ("/o/qiaotou/?kind=personal", 1), ("/o/qiaotou/?kind=service", 1)]);
    let only = BoardFilter::from_query("kind=service&field=%E5%8A%9E%E4%BA%8B%E6%9C%8D%E5%8A%A1");
    let page = board(&ledger, &at("2026-06-02"), &only);
    assert_eq!((page.pledges.len(), page.fields.iter().filter(|link| link.is_current).count()), (1, 1));
    let none = BoardFilter { kind: Some(PledgeKind::Project), ..BoardFilter::default() };
    let page = board(&ledger, &at("2026-06-02"), &none);
    let html = fragment(|| board_view(at("2026-06-02").words, &page));
    assert!(html.contains("没有这一类承诺"), "an empty filter is no empty board: {html}");
}

#[test]
fn the_sides_of_a_pair_stand_beside_each_other_on_the_board_and_on_both_pages() {
    let mut village = Village::new();
    let he_phone = village.phone.clone();
    let wu_phone = village.office.device(village.wu);
    let [mine, theirs] = [1, 2].map(|_| RecordId::from_bytes(village.office.fresh()));
    let sides =
        [(&he_phone, mine, theirs, village.wu, "镇里出管材"), (&wu_phone, theirs, mine, village.he, "村里出工")];
    for (device, record, pair, counterpart, text) in sides {
        let words = PledgeWords { kind: PledgeKind::TwoWay, ..pledge_words(text, on("2026-11-12"), None) };
        let mut unsigned = village.office.begin(device.key, Kind::PledgePublished, record);
        unsigned.statement.codes = Some(Codes { pair: Some(pair), counterpart: Some(counterpart), ..Codes::default() });
        let unsigned = village.office.with_body(unsigned, words.to_body().unwrap());
        village.office.say(&device.pair, unsigned).unwrap();
        if record == mine {
            let html = details_html(&village.office.ledger(), mine, &at("2026-06-02"));
            assert!(html.contains("等待吴某作出相应承诺"), "{html}");
        }
    }
    let ledger = village.office.ledger();
    for record in [mine, theirs] {
        let html = details_html(&ledger, record, &at("2026-06-02"));
        assert!(html.contains("镇里出管材") && html.contains("村里出工") && html.contains("吴某的承诺"), "{html}");
    }
    let page = board(&ledger, &at("2026-06-02"), &BoardFilter::default());
    assert!(page.pledges.iter().all(|row| row.kinds.pair.as_ref().is_some_and(|side| side.pledge.is_some())));
}

#[test]
fn parts_steps_and_percent_are_shown_as_they_follow_from_the_record() {
    let mut village = Village::new();
    let whole = village.say_pledge(&pledge_words("全村安全饮水", on("2026-11-12"), None));
    let part = PledgeWords { part_of: Some(whole), ..pledge_words("换好东头水管", on("2026-11-12"), None) };
    let part = village.say_pledge(&part);
    let half = ProgressWords { percent: Some(45), ..ProgressWords::new(day("2026-06-01"), "近一半") };
    village.tell(&Kind::ProgressAdded, part, &half);
    let ledger = village.office.ledger();
    let html = details_html(&ledger, whole, &at("2026-06-02"));
    assert!(html.contains("共 1 个分项，已兑现 0 个") && html.contains("换好东头水管"), "{html}");
    let html = details_html(&ledger, part, &at("2026-06-02"));
    assert!(html.contains("已完成 45%") && html.contains("<dt>上级承诺</dt>"), "{html}");
}

#[test]
fn posts_and_years_have_pages_that_the_board_leads_to() {
    let mut village = Village::new();
    let [post, cycle] = [1, 2].map(|_| RecordId::from_bytes(village.office.fresh()));
    let desk = village.office.desk.clone();
    village.office.tell_new(
        &desk,
        &Kind::PostDefined,
        post,
        &PostWords { places: Some(3), ..PostWords::new("调解岗") },
    );
    let claimed = village.office.of_kind(village.phone.key, &Kind::PostClaimed, post);
    village.office.say(&village.phone.pair, claimed).unwrap();
    let words = CycleWords {
        year: 2026,
        pledge_by: day("2026-06-10"),
        mid_check: day("2026-07-15"),
        account_by: day("2026-12-20"),
        close_on: day("2026-12-31"),
        reason: None,
    };
    village.office.tell_new(&desk, &Kind::CycleOpened, cycle, &words);
    let pledge = PledgeWords {
        kind: PledgeKind::Post,
        post: Some(post),
        cycle: Some(cycle),
        ..pledge_words("一年调解十起", on("2026-11-12"), Some(10))
    };
    let pledge = village.say_pledge(&pledge);
    let ledger = village.office.ledger();
    let (context, addresses) = (at("2026-06-11"), Addresses::public("qiaotou"));
    let html = fragment(|| posts_view(context.words, &posts_page(&ledger, &addresses, &context)));
    for text in ["调解岗", "3 个名额，已认领 1 个", "还有 2 个名额", "何某", "一年调解十起"] {
        assert!(html.contains(text), "{text}: {html}");
    }
    let year = year_page(&ledger, &cycle, &addresses, &context).unwrap();
    let html = fragment(|| year_view(context.words, &year));
    for text in ["2026年度承诺", "3 人中有 1 人已承诺", "到期未承诺", "aria-current=\"step\""] {
        assert!(html.contains(text), "{text}: {html}");
    }
    let html = board_html(&ledger, &context);
    assert!(
        html.contains("href=\"/o/qiaotou/posts/\"") && html.contains(&format!("/o/qiaotou/cycles/{cycle}")),
        "{html}"
    );
    let html = details_html(&ledger, pledge, &context);
    assert!(html.contains(&format!("/o/qiaotou/posts/#post-{post}")) && html.contains("2026年度承诺"), "{html}");
    assert!(year_page(&ledger, &post, &addresses, &context).is_none());
}
