use jiannuo_domain::{
    hours::{ClockTime, Exception, ExceptionHours, Hours, Span, Week},
    words::{DisclosureKind, DisclosureWords, Level, PointWords},
};

use super::*;
use crate::{
    components::{
        disclosure::{DisclosureState, disclosure_details as disclosure_view},
        hours_table::OpenState,
        said::Passage,
        service_point::service_point_details as point_view,
    },
    pages::{disclosures_page as disclosures_view, points_page as points_view},
    record::{disclosure_details, disclosures_page, point_details, points_page},
    time::Clock,
};

fn time(written: &str) -> ClockTime {
    written.parse().unwrap()
}

fn span(opens: &str, closes: &str) -> Span {
    Span { opens: time(opens), closes: time(closes) }
}

fn point_words() -> PointWords {
    let away =
        |from: &str, to: &str, hours| Exception { from: day(from), to: day(to), hours, note: "停电检修".into() };
    let hours = Hours {
        weekly: Week::monday_to_friday(&[span("08:30", "11:30"), span("14:00", "17:00")]),
        follows_working_days: true,
        exceptions: vec![
            away("2026-07-01", "2026-08-31", ExceptionHours::Weekly(Week::monday_to_friday(&[span("07:30", "11:00")]))),
            away("2026-06-03", "2026-06-03", ExceptionHours::EveryDay(Vec::new())),
            away("2026-01-01", "2026-01-02", ExceptionHours::EveryDay(Vec::new())),
        ],
    };
    let phone = Some("0000-555 0101".into());
    PointWords { phone, ..PointWords::new("便民服务站", Level::Village, "村委会一楼", hours) }
}

fn say(village: &mut Village, kind: Kind, words: &impl jiannuo_domain::words::Words) -> RecordId {
    let record = RecordId::from_bytes(village.office.fresh());
    let unsigned = village.office.begin(village.office.desk.key, kind, record);
    let unsigned = village.office.with_body(unsigned, words.to_body().unwrap());
    village.office.desk_signs(unsigned).unwrap();
    record
}

fn at_time(today: &str, hour: i64) -> Context {
    let today = day(today);
    Context::new(Language::Chinese.words(), today.start_ms() + hour * 3_600_000, today)
}

#[test]
fn a_point_says_whether_it_is_open_at_the_moment_of_the_page() {
    let mut village = Village::new();
    let id = say(&mut village, Kind::PointPublished, &point_words());
    let ledger = village.office.ledger();
    let open =
        |context: &Context| point_details(&ledger, &ledger.points[&id], &Addresses::public("q"), context).row.open;
    assert_eq!(open(&at_time("2026-06-02", 9)), OpenState::OpenUntil(Clock::new(11, 30)));
    assert_eq!(open(&at_time("2026-06-02", 12)), OpenState::OpensToday(Clock::new(14, 0)));
    // The next day it is closed for repairs.
    let opens = OpenState::OpensOn(crate::time::Day::new(2026, 6, 4), Clock::new(8, 30));
    assert_eq!(open(&at_time("2026-06-02", 18)), opens);
}

#[test]
fn a_point_without_hours_is_not_said_to_be_closed() {
    let mut village = Village::new();
    let id = say(&mut village, Kind::PointPublished, &PointWords { hours: Hours::default(), ..point_words() });
    let ledger = village.office.ledger();
    let context = at_time("2026-06-02", 9);
    let details = point_details(&ledger, &ledger.points[&id], &Addresses::public("q"), &context);
    let html = fragment(|| point_view(context.words, &details));
    assert!(html.contains("开放时间未登记") && !html.contains("不开放"), "{html}");
    assert!(!html.contains("<h2>开放时间</h2>"), "no heading above nothing");
    let board = Board::of(&ledger, empty_root(), context.today);
    let table = crate::record::BoardTable::Points.of(&ledger, &board, &context);
    let csv = jiannuo_domain::tables::csv::write(&table);
    assert!(csv.contains("便民服务站") && !csv.contains("不开放"), "{csv}");
}

#[test]
fn in_a_year_without_a_calendar_open_is_said_with_its_doubt() {
    let mut village = Village::new();
    let id = say(&mut village, Kind::PointPublished, &point_words());
    let ledger = village.office.ledger();
    let doubt = |hours_at: &Context| {
        let details = point_details(&ledger, &ledger.points[&id], &Addresses::public("q"), hours_at);
        let page =
            points_page(&ledger, &Board::of(&ledger, empty_root(), hours_at.today), &Addresses::public("q"), hours_at);
        assert_eq!(page.service_points[0].open_doubt, details.row.open_doubt);
        details.row.open_doubt
    };
    let unpublished = ledger.calendar.years.keys().max().unwrap() + 1;
    assert_eq!(doubt(&at_time("2026-06-02", 9)), None);
    let said = doubt(&at_time(&format!("{unpublished}-06-02"), 9)).unwrap();
    assert!(said.contains(&format!("{unpublished}年放假安排尚未公布")), "{said}");
}

#[test]
fn a_points_timetable_tells_the_days_that_differ_and_leaves_out_those_that_are_past() {
    let mut village = Village::new();
    let id = say(&mut village, Kind::PointPublished, &point_words());
    let ledger = village.office.ledger();
    let context = at_time("2026-06-02", 9);
    let details = point_details(&ledger, &ledger.points[&id], &Addresses::public("q"), &context);
    assert_eq!(details.hours.week.len(), 7);
    let reasons: Vec<_> = details.hours.exceptions.iter().filter_map(|one| one.reason.as_deref()).collect();
    assert_eq!(reasons, ["停电检修", "星期一–星期五 停电检修", "星期六–星期日 停电检修"]);
    let html = fragment(|| point_view(context.words, &details));
    assert!(html.contains("2026年7月1日至2026年8月31日"), "{html}");
    assert!(html.contains("法定节假日不开放"));
    assert!(html.contains("村（社区）级"));
}

#[test]
fn a_point_that_was_closed_stays_in_the_list_after_the_others_and_says_why() {
    let mut village = Village::new();
    let id = say(&mut village, Kind::PointPublished, &point_words());
    village.office.desk_says(&Kind::PointWithdrawn, id).unwrap();
    say(&mut village, Kind::PointPublished, &PointWords { name: "村口代办点".into(), ..point_words() });
    let ledger = village.office.ledger();
    let context = at_time("2026-06-02", 9);
    let page =
        points_page(&ledger, &Board::of(&ledger, empty_root(), context.today), &Addresses::public("q"), &context);
    let list = fragment(|| points_view(context.words, &page));
    assert!(list.contains("已关闭 2026年6月1日 12:00") && list.contains("情况有变"), "{list}");
    assert!(list.find("村口代办点") < list.find("便民服务站"), "{list}");
    let details = point_details(&ledger, &ledger.points[&id], &Addresses::public("q"), &context);
    let html = fragment(|| point_view(context.words, &details));
    assert!(html.contains("已关闭 2026年6月1日 12:00") && html.contains("情况有变"), "{html}");
    assert!(!html.contains("正在开放"));
}

#[test]
fn a_disclosure_that_was_corrected_or_withdrawn_says_when_and_why() {
    let mut village = Village::new();
    let words =
        DisclosureWords::new("第二季度收支", DisclosureKind::Finance, day("2026-06-01"), "收入 12 万元\n支出 9 万元");
    let id = say(&mut village, Kind::DisclosurePublished, &words);
    let revised = DisclosureWords { reason: Some("多写一个零".into()), ..words };
    let unsigned = village.office.of_kind(village.office.desk.key, &Kind::DisclosureRevised, id);
    let unsigned = village.office.with_body(unsigned, revised.to_body().unwrap());
    village.office.desk_signs(unsigned).unwrap();
    let context = at("2026-06-02");
    let details =
        |ledger: &Ledger| disclosure_details(ledger, &ledger.disclosures[&id], &Addresses::public("q"), &context);
    let ledger = village.office.ledger();
    assert!(matches!(details(&ledger).row.state, DisclosureState::Revised(_, reason) if reason == "多写一个零"));
    village.office.desk_says(&Kind::DisclosureWithdrawn, id).unwrap();
    let ledger = village.office.ledger();
    let shown = details(&ledger);
    let html = fragment(|| disclosure_view(context.words, &shown));
    assert!(html.contains("已撤回 2026年6月1日 12:00"), "{html}");
    assert!(html.contains("财务公开") && html.contains("桥头村"));
    let page =
        disclosures_page(&ledger, &Board::of(&ledger, empty_root(), context.today), &Addresses::public("q"), &context);
    let html = fragment(|| disclosures_view(context.words, &page));
    assert!(html.contains(&format!("/o/q/disclosures/{id}")) && html.contains("第二季度收支"));
}

#[test]
fn an_office_without_disclosures_says_so() {
    let village = Village::new();
    let ledger = village.office.ledger();
    let context = at("2026-06-02");
    let page =
        disclosures_page(&ledger, &Board::of(&ledger, empty_root(), context.today), &Addresses::public("q"), &context);
    assert!(fragment(|| disclosures_view(context.words, &page)).contains(context.words.disclosure.none));
}

#[test]
fn an_erased_disclosure_keeps_its_place_without_its_words() {
    let mut village = Village::new();
    let id = RecordId::from_bytes(village.office.fresh());
    let entry = village.office.desk_says(&Kind::DisclosurePublished, id).unwrap();
    village.office.erase(entry).unwrap();
    let ledger = village.office.ledger();
    let shown = disclosure_details(&ledger, &ledger.disclosures[&id], &Addresses::public("q"), &at("2026-06-02"));
    let note = "（此处文字已于2026年6月1日由桥头村依规删除，原因类别：含有个人信息）";
    assert_eq!(shown.row.title, Passage::Erased(note.into()));
    let html = fragment(|| disclosure_view(Language::Chinese.words(), &shown));
    assert_eq!(html.matches(note).count(), 1, "{html}");
    assert_eq!(shown.row.date, crate::time::Day::new(2026, 6, 1));
}

/// What a corrected notice says changed: field, before, after.
fn told(revisions: &[crate::components::revision_history::Revision]) -> Vec<(&'static str, &str, &str)> {
    let changes = revisions.iter().flat_map(|revision| &revision.changes);
    changes.map(|change| (change.field, change.before.as_str(), change.after.as_str())).collect()
}

fn revise(village: &mut Village, kind: &Kind, id: RecordId, words: &impl jiannuo_domain::words::Words) {
    let unsigned = village.office.of_kind(village.office.desk.key, kind, id);
    let unsigned = village.office.with_body(unsigned, words.to_body().unwrap());
    village.office.desk_signs(unsigned).unwrap();
}

#[test]
fn a_corrected_disclosure_shows_the_paragraphs_that_went_and_came() {
    let mut village = Village::new();
    let words = DisclosureWords::new(
        "第二季度收支",
        DisclosureKind::Finance,
        day("2026-06-01"),
        "收入 12 万元\n支出 90 万元\n结余 3 万元",
    );
    let id = say(&mut village, Kind::DisclosurePublished, &words);
    let body = "收入 12 万元\n支出 9 万元\n结余 3 万元".into();
    let revised = DisclosureWords { body, reason: Some("多写一个零".into()), ..words };
    revise(&mut village, &Kind::DisclosureRevised, id, &revised);
    let ledger = village.office.ledger();
    let context = at("2026-06-02");
    let shown = disclosure_details(&ledger, &ledger.disclosures[&id], &Addresses::public("q"), &context);
    assert_eq!(told(&shown.revisions), [("正文", "支出 90 万元", "支出 9 万元")]);
    let html = fragment(|| disclosure_view(context.words, &shown));
    assert!(html.contains(">支出 90 万元</bdi></del>") && html.contains(">支出 9 万元</bdi></ins>"), "{html}");
    assert!(html.contains("多写一个零"));
}

#[test]
fn a_correction_of_words_that_were_erased_since_says_so_instead_of_a_difference() {
    let mut village = Village::new();
    let id = RecordId::from_bytes(village.office.fresh());
    let first = village.office.desk_says(&Kind::DisclosurePublished, id).unwrap();
    village.office.desk_says(&Kind::DisclosureRevised, id).unwrap();
    village.office.erase(first).unwrap();
    let ledger = village.office.ledger();
    let shown = disclosure_details(&ledger, &ledger.disclosures[&id], &Addresses::public("q"), &at("2026-06-02"));
    assert_eq!(told(&shown.revisions), []);
    assert_eq!(shown.revisions[0].unseen, ["（此处文字已于2026年6月1日由桥头村依规删除，原因类别：含有个人信息）"]);
}

#[test]
fn a_point_with_other_hours_shows_the_lines_that_differ() {
    let mut village = Village::new();
    let id = say(&mut village, Kind::PointPublished, &point_words());
    let weekly = Week::monday_to_friday(&[span("09:00", "11:30"), span("14:00", "17:00")]);
    let hours = Hours { weekly, ..point_words().hours };
    let revised = PointWords { hours, phone: None, reason: Some("冬季时间".into()), ..point_words() };
    revise(&mut village, &Kind::PointRevised, id, &revised);
    let ledger = village.office.ledger();
    let shown = point_details(&ledger, &ledger.points[&id], &Addresses::public("q"), &at_time("2026-06-02", 9));
    let before = "星期一–星期五 08:30–11:30，14:00–17:00";
    let after = "星期一–星期五 09:00–11:30，14:00–17:00";
    assert_eq!(told(&shown.revisions), [("电话", "0000-555 0101", "—"), ("开放时间", before, after)]);
    assert_eq!(shown.revisions[0].reason, "冬季时间");
}
