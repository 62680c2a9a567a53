use jiannuo_domain::{
    day::DAY_MS,
    hours::{Hours, Span, Week},
    network::POINT_STALE_DAYS,
    test_support::BEGINNING_MS as NOW_MS,
    words::{
        Access, Contact, Coordinates, Duty, GuideWords, Hotline, Level, OrganisationWords, Paper, PointWords,
        Reception, Window, Words,
    },
};

use super::*;
use crate::{
    components::{guide::guide_details as guide_view, service_point::service_point_details},
    pages::{contacts_page as contacts_view, guides_page as guides_view, points_page as points_view},
    record::{contacts_page, guide_details, guides_page, hotlines, point_details, points_page},
};

fn say(village: &mut Village, kind: Kind, words: &impl Words) -> RecordId {
    let record = RecordId::from_bytes(village.office.fresh());
    let desk = village.office.desk.clone();
    village.office.tell(&desk, &kind, record, words).unwrap();
    record
}

fn context(days: i64) -> Context {
    let now_ms = NOW_MS + days * DAY_MS;
    Context::new(Language::Chinese.words(), now_ms, Day::in_shanghai(now_ms))
}

fn centre() -> PointWords {
    let night = Span { opens: "22:00".parse().unwrap(), closes: "06:00".parse().unwrap() };
    let duty = |weekdays: &[u8], who: &str| Duty {
        weekdays: weekdays.to_vec(),
        on_duty: who.into(),
        stand_in: Some("替班员".into()),
    };
    // The beginning is a Monday.
    let duties = vec![duty(&[1], "周一的人"), duty(&[], "平日的人")];
    let window = Window { matters: vec!["社保".into()], duties, ..Window::new("2 号窗口") };
    let reception = Some(Reception { time: "每周三上午".into(), place: None });
    let contact = Contact { phone: Some("0000-555 0101".into()), reception, ..Contact::new("接待员") };
    PointWords {
        coordinates: Coordinates::from_degrees("30.5", "119.25"),
        access: vec![Access::StepFreeEntrance, Access::HelpByBell],
        hours_written: Some("逢集日延长".into()),
        windows: vec![window],
        contacts: vec![contact],
        ..PointWords::new(
            "镇中心",
            Level::Township,
            "街上",
            Hours { weekly: Week::every_day(&[night]), ..Hours::default() },
        )
    }
}

#[test]
fn a_point_shows_its_windows_its_place_its_access_and_its_night() {
    let mut village = Village::new();
    let id = say(&mut village, Kind::PointPublished, &centre());
    let station =
        PointWords { above: Some(id), ..PointWords::new("村站", Level::Village, "村口", Hours::default()) };
    let station = say(&mut village, Kind::PointPublished, &station);
    let guide = GuideWords { points: vec![id], ..GuideWords::new("老年优待证") };
    say(&mut village, Kind::GuidePublished, &guide);
    let (ledger, addresses, context) = (village.office.ledger(), Addresses::public("liuxi"), context(0));
    let page = point_details(&ledger, &ledger.points[&id], &addresses, &context);
    let html = fragment(|| service_point_details(context.words, &page));
    for wanted in
        ["href=\"geo:30.5,119.25\"", "入口无台阶、按铃有人协助", "22:00–次日 06:00", "逢集日延长", "村站", "老年优待证"]
    {
        assert!(html.contains(wanted), "{wanted}: {html}");
    }
    assert!(html.contains("<b><bdi class=\"said\">周一的人</bdi></b>"), "{html}");
    assert!(!html.contains("没有核对"));
    let below = point_details(&ledger, &ledger.points[&station], &addresses, &context);
    assert_eq!(below.more.above.map(|link| link.label), Some("镇中心".to_owned()));
    let board = Board::of(&ledger, empty_root(), context.today);
    let page = points_page(&ledger, &board, &addresses, &context);
    assert_eq!((page.service_points.len(), page.service_points[0].below.len()), (1, 1));
    assert!(fragment(|| points_view(context.words, &page)).contains("aria-label=\"下级网点\""));
}

#[test]
fn d16_points_that_are_unknown_or_closed_are_named_by_no_guide() {
    let mut village = Village::new();
    let open = say(&mut village, Kind::PointPublished, &centre());
    let closed = PointWords::new("老站", Level::Village, "村口", Hours::default());
    let closed = say(&mut village, Kind::PointPublished, &closed);
    village.office.desk_says(&Kind::PointWithdrawn, closed).unwrap();
    let points = vec![RecordId::from_bytes([9; 16]), closed, open];
    let guide = say(&mut village, Kind::GuidePublished, &GuideWords { points, ..GuideWords::new("老年优待证") });
    let (ledger, addresses, context) = (village.office.ledger(), Addresses::public("liuxi"), context(0));
    let page = guide_details(&ledger, &ledger.guides[&guide], &addresses, &context);
    assert_eq!(page.points.iter().map(|link| link.label.as_str()).collect::<Vec<_>>(), ["镇中心"]);
    let handled = |id| point_details(&ledger, &ledger.points[id], &addresses, &context).more.guides.len();
    assert_eq!((handled(&open), handled(&closed)), (1, 0));
    village.office.desk_says(&Kind::GuideWithdrawn, guide).unwrap();
    let ledger = village.office.ledger();
    let page = point_details(&ledger, &ledger.points[&open], &addresses, &context);
    assert_eq!(page.more.guides.len(), 0, "what is handled no more is named at no point");
}

#[test]
fn t11_a_stale_point_says_so_on_the_board() {
    let mut village = Village::new();
    let id = say(&mut village, Kind::PointPublished, &centre());
    let ledger = village.office.ledger();
    let html = |days| {
        let context = context(days);
        let page = point_details(&ledger, &ledger.points[&id], &Addresses::public("liuxi"), &context);
        fragment(|| service_point_details(context.words, &page))
    };
    assert!(!html(POINT_STALE_DAYS).contains("没有核对"));
    assert!(html(POINT_STALE_DAYS + 1).contains("超过 90 天没有核对"));
}

#[test]
fn everybody_to_call_is_on_one_page_with_reception_times() {
    let mut village = Village::new();
    say(&mut village, Kind::PointPublished, &centre());
    let own = Contact { phone: Some("0000-555 0102".into()), ..Contact::new("值班室") };
    let line = Hotline { name: "监督".into(), number: "12345".into() };
    let words = OrganisationWords {
        contacts: vec![own],
        hotlines: vec![line],
        ..OrganisationWords::new("桥头村", Level::Village)
    };
    let desk = village.office.desk.clone();
    let record = jiannuo_domain::test_support::ORG.record();
    village.office.tell(&desk, &Kind::OrganisationDescribed, record, &words).unwrap();
    let (ledger, context) = (village.office.ledger(), context(0));
    let page = contacts_page(&ledger, &Addresses::public("liuxi"), &context);
    assert_eq!(page.groups.iter().map(|group| group.title.label.as_str()).collect::<Vec<_>>(), ["桥头村", "镇中心"]);
    assert_eq!(page.receptions.as_ref().unwrap().rows, [["接待员", "", "每周三上午", "镇中心"]]);
    assert_eq!(fragment(|| contacts_view(context.words, &page)).matches("<svg").count(), 2);
    assert_eq!(hotlines(&ledger), [("监督".to_owned(), "12345".to_owned())]);
}

#[test]
fn guides_are_grouped_and_a_page_has_the_code_of_its_own_address() {
    let mut village = Village::new();
    let guide = |matter: &str, group: Option<&str>| GuideWords {
        group: group.map(Into::into),
        promised_limit: Some("3 个工作日".into()),
        legal_limit: Some("20 个工作日".into()),
        papers: vec![Paper::new("身份证")],
        steps: vec!["交材料".into()],
        ..GuideWords::new(matter)
    };
    let loose = say(&mut village, Kind::GuidePublished, &guide("开证明", None));
    say(&mut village, Kind::GuidePublished, &guide("优待证", Some("养老")));
    let (ledger, context) = (village.office.ledger(), context(0));
    let board = Board::of(&ledger, empty_root(), context.today);
    let addresses = Addresses::public("liuxi");
    let page = guides_page(&ledger, &board, &addresses, &context);
    assert_eq!(page.groups.iter().map(|group| group.title.as_str()).collect::<Vec<_>>(), ["养老", "其他事项"]);
    assert!(fragment(|| guides_view(context.words, &page)).contains("优待证"));
    let details = guide_details(&ledger, &ledger.guides[&loose], &addresses.at("https://liuxi.example"), &context);
    assert_eq!(details.address, Some(format!("https://liuxi.example/o/liuxi/guides/{loose}")));
    let html = fragment(|| guide_view(context.words, &details));
    assert!(html.contains("法定时限") && html.contains("承诺时限") && html.contains("<svg"));
}

#[test]
fn v9_a_search_of_a_board_finds_what_is_no_pledge_with_its_kind_and_its_page() {
    let mut village = Village::new();
    let point = say(&mut village, Kind::PointPublished, &centre());
    let mut guide = GuideWords::new("老年优待证");
    guide.steps = vec!["到窗口拍照".into()];
    let guide = say(&mut village, Kind::GuidePublished, &guide);
    let gone = say(&mut village, Kind::GuidePublished, &GuideWords::new("拍照留底"));
    village.office.desk_says(&Kind::GuideWithdrawn, gone).unwrap();
    let ledger = village.office.ledger();
    let found = |sought: &str| {
        let filter = BoardFilter { sought: sought.into(), ..BoardFilter::default() };
        let page = board(&ledger, &context(0), &filter);
        assert!(page.search.is_some(), "a board without a pledge is searched too");
        page.found.into_iter().map(|(link, kind)| (link.href, kind)).collect::<Vec<_>>()
    };
    assert_eq!(found("社保"), [(format!("/o/qiaotou/points/{point}"), "服务网点".to_owned())]);
    assert_eq!(
        found("拍照"),
        [(format!("/o/qiaotou/guides/{guide}"), "办事指南".to_owned())],
        "what is withdrawn is not"
    );
    assert!(found("").is_empty() && found("没有的词").is_empty());
    let filter = BoardFilter { sought: "社保".into(), ..BoardFilter::default() };
    let html = fragment(|| board_view(context(0).words, &board(&ledger, &context(0), &filter)));
    assert!(html.contains("也查到这些") && html.contains("含“社保”的承诺：0 条。"), "{html}");
}
