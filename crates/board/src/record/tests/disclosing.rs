//! The catalogue, tables and notices from a record to a page.

use jiannuo_domain::{
    day::DAY_MS,
    period::Every,
    words::{
        CatalogueWords, ColumnRole, ColumnWords, DayCount, DisclosureKind, DisclosureWords, Grade, Level, NoticeEnd,
        NoticeWords, PeriodWords, RowRole, RowWords, TableWords, TimeLimit,
    },
};

use super::*;
use crate::{
    components::{catalogue::catalogue_details as item_view, disclosure::disclosure_details as disclosure_view},
    pages::catalogue_page as catalogue_view,
    record::{catalogue_details, catalogue_page, disclosure_details, tables_file},
};

fn say(village: &mut Village, kind: &Kind, words: &impl jiannuo_domain::words::Words) -> RecordId {
    let record = RecordId::from_bytes(village.office.fresh());
    let desk = village.office.desk.clone();
    village.office.tell(&desk, kind, record, words).unwrap();
    record
}

fn monthly() -> CatalogueWords {
    let limit = TimeLimit::Every { every: Every::Month, from: day("2026-06-01"), days: 10, count: DayCount::Calendar };
    CatalogueWords::new("财务", "收支明细", DisclosureKind::Finance, limit, Level::Village)
}

fn table() -> TableWords {
    let column = |head: &str, role| ColumnWords { head: head.to_owned(), role };
    let row = |role, cells: [&str; 3]| RowWords { cells: cells.map(str::to_owned).into(), role };
    TableWords {
        caption: Some("六月收支".into()),
        unit: Some("元".into()),
        columns: vec![
            column("事由", ColumnRole::Text),
            column("收入", ColumnRole::Income),
            column("支出", ColumnRole::Spending),
        ],
        rows: vec![
            row(RowRole::Item, ["=租金", "1,200", ""]),
            row(RowRole::Item, ["电费", "", "640.50"]),
            row(RowRole::Total, ["合计", "1,200", "604.50"]),
        ],
    }
}

fn details_html(village: &Village, id: RecordId, context: &Context) -> String {
    let ledger = village.office.ledger();
    let shown = disclosure_details(&ledger, &ledger.disclosures[&id], &Addresses::public("q"), context);
    fragment(|| disclosure_view(context.words, &shown))
}

#[test]
fn a_board_shows_what_was_never_disclosed_and_the_catalogue_says_by_when_it_was_due() {
    let mut village = Village::new();
    let item = say(&mut village, &Kind::CatalogueDefined, &monthly());
    let ledger = village.office.ledger();
    for (today, word) in [("2026-06-20", "未到期"), ("2026-07-05", "待公开"), ("2026-08-20", "从未公开")] {
        let context = at(today);
        let board = Board::of(&ledger, empty_root(), context.today);
        let page = catalogue_page(&ledger, &board, &Addresses::public("q"), &context);
        let html = fragment(|| catalogue_view(context.words, &page));
        assert!(html.contains(word) && html.contains("收支明细"), "{today}: {html}");
    }
    let html = board_html(&ledger, &at("2026-08-20"));
    assert!(html.contains("共 1 项，1 项逾期未公开，0 项待公开"), "{html}");
    assert!(html.contains(&format!("/o/qiaotou/catalogue/{item}")) && html.contains("有 2 期未公开"), "{html}");
    let doubtful = Context { verdicts: false, ..at("2026-08-20") };
    assert!(!board_html(&ledger, &doubtful).contains("从未公开"), "no verdict by a clock that is wrong");
}

#[test]
fn a_row_tells_its_elements_and_what_was_disclosed_also_after_it_was_withdrawn() {
    let mut village = Village::new();
    let item = say(&mut village, &Kind::CatalogueDefined, &monthly());
    village.office.now_ms = day("2026-07-02").start_ms() + DAY_MS / 2;
    let words = DisclosureWords {
        item: Some(item),
        period: Some(PeriodWords { every: Every::Month, from: day("2026-06-01") }),
        tables: vec![table()],
        ..DisclosureWords::new("六月收支", DisclosureKind::Finance, day("2026-07-02"), "")
    };
    let id = say(&mut village, &Kind::DisclosurePublished, &words);
    village.office.desk_says(&Kind::CatalogueWithdrawn, item).unwrap();
    let ledger = village.office.ledger();
    let context = at("2026-07-31");
    let shown = catalogue_details(&ledger, &ledger.catalogue[&item], &Addresses::public("q"), &context);
    let html = fragment(|| item_view(context.words, &shown));
    for text in ["已撤出目录", "情况有变", "每月一次，期满后 10 天内", "全社会", "桥头村", "六月收支"]
    {
        assert!(html.contains(text), "{text}: {html}");
    }
    let html = details_html(&village, id, &context);
    for text in ["财务 · 收支明细", "2026年6月", "首次公开，未变更"] {
        assert!(html.contains(text), "{text}: {html}");
    }
}

#[test]
fn d13_a_table_says_what_does_not_add_up_and_leaves_as_a_file_without_formulas() {
    let mut village = Village::new();
    let words = DisclosureWords {
        tables: vec![table()],
        ..DisclosureWords::new("六月收支", DisclosureKind::Finance, day("2026-06-01"), "")
    };
    let id = say(&mut village, &Kind::DisclosurePublished, &words);
    let context = at("2026-06-02");
    let html = details_html(&village, id, &context);
    let smaller = "“合计”一行的“支出”写的是 604.5，比其中最大的一项 640.5 还小。";
    assert!(html.contains(smaller) && html.contains("单位：元") && html.contains("604.50"), "{html}");
    assert!(html.contains(&format!("/o/q/disclosures/{id}.csv")), "{html}");
    let file = jiannuo_domain::tables::csv::write(&tables_file(&words.tables, &context));
    assert!(file.contains("\"'=租金\",1200,"), "{file}");
}

#[test]
fn a_notice_counts_its_days_and_its_names_leave_the_page_when_their_time_is_over() {
    let mut village = Village::new();
    let notice = NoticeWords {
        from: day("2026-06-01"),
        until: NoticeEnd::AfterWorkingDays { days: 5 },
        phone: Some("0000-555 0101".into()),
        place: Some("村委会二楼".into()),
        person: None,
        outcome_within_days: Some(3),
        public_until: Some(day("2026-06-30")),
    };
    let words = DisclosureWords {
        notice: Some(notice),
        ..DisclosureWords::new("拟推荐名单公示", DisclosureKind::Notice, day("2026-06-01"), "拟推荐：成员甲")
    };
    let id = say(&mut village, &Kind::DisclosurePublished, &words);
    let corrected = DisclosureWords {
        body: "拟推荐：成员甲、成员乙".into(),
        grade: Some(Grade::Major),
        reason: Some("漏了一人".into()),
        ..words
    };
    let desk = village.office.desk.clone();
    village.office.tell(&desk, &Kind::DisclosureRevised, id, &corrected).unwrap();
    for (today, texts) in [
        ("2026-06-03", ["公示中", "还剩 3 个工作日", "2026年6月1日至2026年6月5日", "拟推荐：成员甲"]),
        ("2026-06-08", ["公示期满，等待结果", "结果应在2026年6月10日前公布", "村委会二楼", "拟推荐：成员甲"]),
        ("2026-06-20", ["公示结果未公布", "tel:00005550101", "姓名公示到", "拟推荐：成员甲"]),
        ("2026-07-01", ["公示结果未公布", "公示到2026年6月30日为止", "正文不再展示", "拟推荐名单公示"]),
    ] {
        let html = details_html(&village, id, &at(today));
        texts.iter().for_each(|text| assert!(html.contains(text), "{today} {text}: {html}"));
    }
    let html = details_html(&village, id, &at("2026-06-30"));
    assert!(html.contains("、成员乙") && html.contains("第 1 次变更"), "{html}");
    let html = details_html(&village, id, &at("2026-07-01"));
    assert!(!html.contains("成员") && html.contains("第 1 次变更") && html.contains("漏了一人"), "{html}");
    village.office.now_ms = day("2026-06-08").start_ms() + DAY_MS / 2;
    village.office.desk_says(&Kind::DisclosureConcluded, id).unwrap();
    let html = details_html(&village, id, &at("2026-06-20"));
    assert!(html.contains("公示已有结果") && html.contains("公示期内没有收到异议。"), "{html}");
}

#[test]
fn d14_a_correction_says_how_much_it_changes_and_where() {
    let mut village = Village::new();
    let first = DisclosureWords {
        tables: vec![table()],
        ..DisclosureWords::new("六月收支", DisclosureKind::Finance, day("2026-06-01"), "明细")
    };
    let id = say(&mut village, &Kind::DisclosurePublished, &first);
    let desk = village.office.desk.clone();
    let minor = DisclosureWords { title: "六月份收支".into(), grade: Some(Grade::Minor), ..first.clone() };
    village.office.tell(&desk, &Kind::DisclosureRevised, id, &minor).unwrap();
    let mut major = DisclosureWords { grade: Some(Grade::Major), reason: Some("支出抄错".into()), ..minor };
    major.tables[0].rows[2].cells[2] = "640.50".into();
    village.office.tell(&desk, &Kind::DisclosureRevised, id, &major).unwrap();
    let html = details_html(&village, id, &at("2026-06-02"));
    for text in ["更正笔误，内容不变", "内容更正: 支出抄错", "合计 | 1,200 | ", "第 2 次变更"] {
        assert!(html.contains(text), "{text}: {html}");
    }
    assert!(!html.contains("还小"), "what was put right is not pointed out any more");
}
