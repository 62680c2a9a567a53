use jiannuo_domain::{
    kind::Kind,
    quantity::Quantity,
    tables::Cell,
    test_support::pledge_words,
    words::{CycleWords, Duration, Measured, PledgeKind, PostWords, ProgressWords, ServiceWords, TimeUnit},
};

use super::*;
use crate::{
    components::pledge_kinds::Verdict,
    pages::{posts_page as posts_view, year_page as year_view},
    record::{BoardTable, posts_page, year_page},
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

/// A post that somebody holds, a year, and their pledge for both.
fn a_year() -> (Village, [RecordId; 3]) {
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
    (village, [post, cycle, pledge])
}

#[test]
fn posts_and_years_have_pages_that_the_board_leads_to() {
    let (village, [post, cycle, pledge]) = a_year();
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

#[test]
fn a_board_is_narrowed_down_to_a_year_by_links_from_it_and_from_the_year() {
    let (mut village, [_, cycle, pledge]) = a_year();
    village.pledge("换好漏水的自来水管", on("2026-11-12"));
    let ledger = village.office.ledger();
    let context = at("2026-06-11");
    let href = format!("/o/qiaotou/?cycle={cycle}");
    let page = board(&ledger, &context, &BoardFilter::default());
    let links: Vec<_> = page.years.iter().map(|link| (link.link.href.as_str(), link.count, link.is_current)).collect();
    assert_eq!(links, [("/o/qiaotou/", 2, true), (href.as_str(), 1, false)]);
    let only = BoardFilter::from_query(&format!("cycle={cycle}"));
    let page = board(&ledger, &context, &only);
    assert_eq!((page.pledges.len(), page.filters[0].count), (1, 1));
    assert!(page.pledges[0].href.ends_with(&pledge.to_string()));
    assert_eq!(page.search.unwrap().kept, [("cycle", cycle.to_string())]);
    let year = year_page(&ledger, &cycle, &Addresses::public("qiaotou"), &context).unwrap();
    assert!(fragment(|| year_view(context.words, &year)).contains(&format!("href=\"{href}\"")));
}

#[test]
fn d22_a_year_leaves_as_a_table_of_who_pledged_and_who_gave_an_account_in_time() {
    let (mut village, [_, cycle, _]) = a_year();
    let account = jiannuo_domain::words::AccountWords { text: "调解十二起".into(), personal_data_reason: None };
    village.tell(&Kind::AccountGiven, cycle, &account);
    let ledger = village.office.ledger();
    let context = at("2026-12-21");
    let made = Board::of(&ledger, empty_root(), context.today);
    let table = BoardTable::Cycles.of(&ledger, &made, &context);
    let place = |code: &str| table.columns.iter().position(|column| column.code == code).unwrap();
    let told = |code: &str| table.rows.iter().map(|row| row[place(code)].clone()).collect::<Vec<_>>();
    let texts = |texts: [&str; 3]| texts.map(Cell::text).to_vec();
    let he = table.rows.iter().position(|row| row[place("member")] == Cell::text("何某")).unwrap();
    assert_eq!(table.rows.len(), 3, "whoever is on the roster and does not only judge");
    assert_eq!(
        (told("pledged")[he].clone(), told("accounted")[he].clone()),
        (Cell::text("按时承诺"), Cell::text("按时述职"))
    );
    assert_eq!(told("overdue")[he], Cell::count(1));
    let missing = |code: &str, text: &str| told(code).iter().filter(|cell| **cell == Cell::text(text)).count();
    assert_eq!((missing("pledged", "到期未承诺"), missing("accounted", "到期未述职")), (2, 2));
    assert_eq!(told("year"), texts(["2026"; 3]));
    let json = BoardTable::Cycles.json(&made).unwrap().unwrap();
    assert!(json.contains("\"account_missing\":true") && json.contains(&cycle.to_string()), "{json}");
}

#[test]
fn a_post_that_was_given_up_tells_who_held_it_from_when_until_when() {
    let (mut village, [post, ..]) = a_year();
    let shown = |village: &Village| {
        let ledger = village.office.ledger();
        posts_page(&ledger, &Addresses::public("qiaotou"), &at("2026-06-11")).posts.remove(0)
    };
    assert!(shown(&village).past.is_empty(), "who holds it is no history");
    let released = village.office.of_kind(village.phone.key, &Kind::PostReleased, post);
    village.office.say(&village.phone.pair.clone(), released).unwrap();
    let page = shown(&village);
    let (name, from, until) = page.past[0].clone();
    assert_eq!((page.holders.len(), page.past.len(), name.as_str()), (0, 1, "何某"));
    assert!(until.is_some_and(|until| until >= from));
    let html = fragment(|| {
        posts_view(
            at("2026-06-11").words,
            &posts_page(&village.office.ledger(), &Addresses::public("qiaotou"), &at("2026-06-11")),
        )
    });
    assert!(html.contains("曾在岗") && html.contains("2026年6月1日至2026年6月1日"), "{html}");
    let again = village.office.of_kind(village.phone.key, &Kind::PostClaimed, post);
    village.office.say(&village.phone.pair.clone(), again).unwrap();
    assert_eq!((shown(&village).holders.len(), shown(&village).past.len()), (1, 1));
    village.office.desk_says(&Kind::PostWithdrawn, post).unwrap();
    let page = shown(&village);
    assert_eq!((page.holders.len(), page.past.len()), (0, 2), "with the post its last holder is of the past too");
}
