use jiannuo_finding::Readings;

use jiannuo_domain::{kind::Kind, standing::Status as Derived, test_support::claim_words};

use super::*;
use crate::components::{due_date::Standing, status_tag::Status, summary_figures::SummaryFigures};
use crate::record::{PLEDGES_A_PAGE, figures};

/// One overdue, one due soon, one claimed, one withdrawn on 20 November 2026.
fn mixed() -> Village {
    let mut village = Village::new();
    village.pledge("换好漏水的自来水管", on("2026-11-12"));
    village.pledge("装好路灯", on("2026-11-25"));
    let claimed = village.pledge("办好剪枝培训", on("2026-10-31"));
    village.tell(&Kind::PledgeClaimed, claimed, &claim_words("签到表"));
    let withdrawn = village.pledge("修建图书室", on("2026-12-31"));
    let unsigned = village.office.of_kind(village.phone.key, &Kind::PledgeWithdrawn, withdrawn);
    village.office.say(&village.phone.pair.clone(), unsigned).unwrap();
    village
}

#[test]
fn what_is_overdue_comes_first_in_word_and_working_days() {
    let village = mixed();
    let ledger = village.office.ledger();
    let page = board(&ledger, &at("2026-11-20"), &BoardFilter::default());
    let first = &page.pledges[0];
    assert_eq!(first.statuses, [Status::Overdue]);
    // From Thursday the 12th to Friday the 20th there are six working days.
    assert_eq!(first.due.standing, Some(Standing::DaysOver(6)));
    assert_eq!(page.pledges[1].due.standing, Some(Standing::DaysLeft(3)));
    let html = board_html(&ledger, &at("2026-11-20"));
    assert!(html.contains("逾期 6 个工作日"));
    assert!(html.contains("<h1><bdi class=\"said\">桥头村</bdi></h1>"));
    assert!(html.contains("截至 2026年11月20日 10:00"));
    let expected = SummaryFigures { total: 4, in_progress: 1, overdue: 1, awaiting: 1, fulfilled: 0, not_fulfilled: 0 };
    assert_eq!(page.figures, Some(expected));
    let context = at("2026-11-20");
    assert_eq!(figures(&ledger, &Board::of(&ledger, empty_root(), context.today), &context), expected);
}

#[test]
fn each_filter_is_a_plain_link_that_tells_how_many_it_leaves() {
    let village = mixed();
    let ledger = village.office.ledger();
    let overdue = BoardFilter { status: Some(Derived::Overdue), ..BoardFilter::default() };
    let page = board(&ledger, &at("2026-11-20"), &overdue);
    assert_eq!(page.pledges.len(), 1);
    let filters: Vec<_> =
        page.filters.iter().map(|filter| (filter.link.href.as_str(), filter.count, filter.is_current)).collect();
    assert_eq!(
        filters,
        [
            ("/o/qiaotou/", 4, false),
            ("/o/qiaotou/?status=overdue", 1, true),
            ("/o/qiaotou/?status=due-soon", 1, false),
            ("/o/qiaotou/?status=claimed", 1, false),
            ("/o/qiaotou/?status=withdrawn", 1, false),
        ]
    );
    let none = BoardFilter { status: Some(Derived::Disputed), ..BoardFilter::default() };
    let page = board(&ledger, &at("2026-11-20"), &none);
    assert!(page.pledges.is_empty() && page.filters.iter().any(|filter| filter.is_current && filter.count == 0));
}

#[test]
fn t5_without_a_clock_to_trust_there_are_dates_and_no_verdicts() {
    let village = mixed();
    let ledger = village.office.ledger();
    let context = Context { verdicts: false, ..at("2026-11-20") };
    let page = board(&ledger, &context, &BoardFilter::default());
    assert_eq!(page.figures, None, "that nothing is overdue would be a verdict too");
    assert_eq!(page.head.as_at, None);
    assert!(page.pledges.iter().all(|row| row.due.day.is_some()));
    let tags: Vec<_> = page.pledges.iter().flat_map(|row| row.statuses.clone()).collect();
    assert_eq!(tags, [Status::Published, Status::Published, Status::Claimed, Status::Withdrawn]);
    assert!(!board_html(&ledger, &context).contains("个工作日"));
    let overdue = BoardFilter { status: Some(Derived::Overdue), ..BoardFilter::default() };
    assert!(board(&ledger, &context, &overdue).pledges.is_empty());
}

#[test]
fn b8_a_pledge_with_a_step_of_a_newer_version_gets_no_verdict() {
    let mut village = Village::new();
    village.pledge("换好漏水的自来水管", on("2026-11-12"));
    let mut ledger = village.office.ledger();
    let mut newer = village.office.leaves.last().unwrap().clone();
    newer.statement = newer.statement.replace("pledge.published", "pledge.suspended");
    ledger.apply_leaf(&newer, jiannuo_domain::body::BodyState::Missing).unwrap();
    let page = board(&ledger, &at("2026-11-20"), &BoardFilter::default());
    assert_eq!(page.pledges[0].statuses, [Status::NeedsNewerApp]);
    assert_eq!((page.pledges[0].due.standing, page.figures.map(|figures| figures.overdue)), (None, Some(0)));
}

#[test]
fn a_long_board_has_pages_and_keeps_the_filter_between_them() {
    let mut village = Village::new();
    for number in 0..=PLEDGES_A_PAGE {
        village.pledge(&format!("修路 {number}"), on("2027-06-30"));
    }
    let ledger = village.office.ledger();
    let filter = BoardFilter { member: Some(village.he), ..BoardFilter::default() };
    let first = board(&ledger, &at("2026-06-02"), &filter);
    assert_eq!(first.pledges.len(), PLEDGES_A_PAGE);
    let next = first.paging.unwrap().next_href.unwrap();
    assert_eq!(next, format!("/o/qiaotou/?member={}&page=2", village.he));
    let second = board(&ledger, &at("2026-06-02"), &BoardFilter { page: usize::MAX, ..filter.clone() });
    assert_eq!(second.pledges.len(), 1);
    let paging = second.paging.unwrap();
    assert_eq!((paging.page, paging.pages, paging.next_href), (2, 2, None));
    let nobody = BoardFilter { member: Some(village.wu), page: 0, ..BoardFilter::default() };
    assert!(board(&ledger, &at("2026-06-02"), &nobody).pledges.is_empty());
}

#[test]
fn v9_a_board_is_searched_by_characters_and_pinyin_with_its_filters_and_paging_kept() {
    let mut village = Village::new();
    for number in 0..=PLEDGES_A_PAGE {
        village.pledge(&format!("给第 {number} 组装路灯"), on("2026-12-31"));
    }
    village.pledge("修好水闸", on("2026-11-12"));
    let ledger = village.office.ledger();
    let readings = Readings::from_text(include_str!("../../../../finding/data/pinyin.txt")).unwrap();
    let readings: &'static Readings = Box::leak(Box::new(readings));
    let context = Context { readings: Some(readings), ..at("2026-11-20") };
    for typed in ["路灯", "ludeng", "ld", "LD"] {
        let filter = BoardFilter::from_query(&format!("q={typed}"));
        let page = board(&ledger, &context, &filter);
        let search = page.search.unwrap();
        assert_eq!((search.found, search.sought.as_str()), (Some(51), typed));
        assert_eq!(search.clear_href, "/o/qiaotou/");
        assert_eq!(page.paging.unwrap().next_href.unwrap(), format!("/o/qiaotou/?{}&page=2", filter.to_query()));
        assert_eq!(page.figures.unwrap().total, 52, "the figures are the board's");
        assert_eq!(page.filters[0].count, 51, "the filters count what was found");
    }
    let overdue = BoardFilter { status: Some(Derived::Overdue), sought: "shuizha".into(), ..BoardFilter::default() };
    let page = board(&ledger, &context, &overdue);
    assert_eq!(page.pledges.len(), 1);
    assert_eq!(page.search.unwrap().kept, [("status", "overdue".to_owned())]);
    let literal = board(&ledger, &at("2026-11-20"), &overdue);
    assert!(literal.pledges.is_empty(), "without readings only what is written is found");
    let html = fragment(|| board_view(context.words, &literal));
    assert!(html.contains("含“shuizha”的承诺：0 条。") && html.contains(context.words.pledge.none_match));
}

#[test]
fn fifty_pledges_stay_within_what_a_slow_phone_can_load() {
    /// A kilobyte and a fifth for each, of which compression leaves an eighth: with 5 kB of styles well under 20 kB.
    const HTML_BYTES_MAX: usize = 60_000;
    let mut village = Village::new();
    for number in 0..PLEDGES_A_PAGE {
        village.pledge(&format!("年底前把第 {number} 处漏水的自来水管换好，不让一户缺水"), on("2026-11-12"));
    }
    let html = board_html(&village.office.ledger(), &at("2026-11-20"));
    assert!(html.len() < HTML_BYTES_MAX, "{} bytes", html.len());
}

#[test]
fn a_script_on_a_board_is_only_words() {
    let mut village = Village::new();
    village.pledge("<script>alert(1)</script>\u{202e}已完成", on("2026-11-12"));
    let html = board_html(&village.office.ledger(), &at("2026-11-20"));
    assert!(!html.contains("<script"));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;\u{202e}已完成</bdi>"));
}

#[test]
fn an_organisation_is_named_in_the_language_of_the_page() {
    let village = Village::new();
    let html = board_html(&village.office.ledger(), &in_language(Language::English, "2026-06-02"));
    assert!(html.contains("Bridge Head Village"));
    assert!(html.contains("Village or community"));
}
