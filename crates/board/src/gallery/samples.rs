//! The invented content.

use jiannuo_domain::disclosing::ItemStatus;
use jiannuo_domain::words::MediaType;

use super::pledging;
use crate::{
    Language, TextSize, Words,
    components::{
        attachments::{Attached, Paper, Picture},
        byline::Byline,
        catalogue::{CatalogueItem, CatalogueState},
        data_table::{Column, DataTable},
        disclosure::{DisclosureDetails, DisclosureRow, DisclosureState, NoticePeriod, Outcome},
        due_date::{Due, Period, Standing},
        filter_links::FilterLink,
        hours_table::{Exception, OpenState, OpeningHours},
        organisation_list::{OrganisationMark, OrganisationNode},
        page_head::PageHead,
        page_shell::PageShell,
        paging::Paging,
        pledge_details::{Milestone, MilestoneState, PledgeDetails},
        pledge_kinds::RowKinds,
        pledge_row::PledgeRow,
        progress_meter::Progress,
        revision_history::{Change, Revision},
        said::Passage,
        search_form::SearchForm,
        service_point::{ServicePointDetails, ServicePointRow},
        side_by_side::SideBySide,
        status_tag::Status,
        summary_figures::SummaryFigures,
        timeline::{Event, EventKind, Evidence, Grounds},
    },
    link::Link,
    pages::{BoardPage, FrontPage, PerformanceMonth, PerformancePage, WantingRows},
    time::{Clock, Day, Moment, Weekday},
};

pub(super) const DISTRICT: &str = "青禾区";
pub(super) const TOWNSHIP: &str = "青禾区柳溪镇党委";
pub(super) const AS_AT: Moment = Moment::new(Day::new(2026, 11, 23), 14, 5);
const PHONE: &str = "0000-555 0101";

pub(super) fn shell(language: Language, text_size: TextSize, title: &str, here: &str) -> PageShell {
    let other = match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let query = |language: Language, size: TextSize| {
        format!("{here}?lang={}&text={}", language.tag(), size.mark().unwrap_or("normal"))
    };
    PageShell {
        other_language_href: query(other, text_size),
        other_text_size_href: query(language, text_size.other()),
        app_href: Some("/app/".into()),
        as_at: Some(AS_AT),
        is_demo: true,
        supervision_phone: Some(PHONE.into()),
        ..PageShell::new(language, text_size, title)
    }
}

pub(super) fn by(name: &str, post: &str) -> Byline {
    Byline { name: name.into(), post: Some(post.into()), ..Byline::default() }
}

pub(super) fn progress(done: u32, target: u32, unit: &str) -> Progress {
    Progress {
        done: done.to_string(),
        target: target.to_string(),
        unit: unit.into(),
        share_permille: done.saturating_mul(1000).checked_div(target).unwrap_or_default(),
    }
}

fn row(text: &str, by: Byline, due: Due, statuses: &[Status], progress: Option<Progress>) -> PledgeRow {
    PledgeRow {
        href: "/o/liuxi/pledges/1".into(),
        check_href: "/app/check/liuxi/1".into(),
        text: text.into(),
        field: Some("民生实事".into()),
        by,
        due,
        statuses: statuses.to_vec(),
        progress,
        kinds: RowKinds::default(),
    }
}

pub(super) fn pledges() -> Vec<PledgeRow> {
    let day = Day::new;
    let clerk = Byline { entered_by: Some("林某".into()), ..by("何某", "石桥村管水员") };
    let monthly = Due { every: Some(Period::Month), ..Due::on(day(2026, 11, 30), Standing::DaysLeft(5)) };
    let far = Due { calendar_missing: Some(2027), ..Due::on(day(2027, 1, 15), Standing::DaysLeft(38)) };
    vec![
        row(
            "给上坪、下坪两个组换好 15 处漏水的自来水管",
            clerk,
            Due::on(day(2026, 11, 12), Standing::DaysOver(7)),
            &[Status::Overdue, Status::Revised],
            Some(progress(9, 15, "处")),
        ),
        row(
            "年底前把村口到小学的 2.4 公里砂石路铺成水泥路",
            by("周某", "石桥村党支部书记"),
            Due::on(day(2026, 12, 31), Standing::DaysLeft(28)),
            &[Status::InProgress],
            Some(progress(1700, 2400, "米")),
        ),
        row(
            "每月给 6 位独居老人打扫一次屋子",
            by("吴某", "党员"),
            monthly,
            &[Status::DueSoon],
            Some(progress(4, 6, "户")),
        ),
        row(
            "残疾人补贴申请 2 个工作日内办好（规定为 20 个工作日）",
            Byline { name: "柳溪镇便民服务中心".into(), ..Byline::default() },
            Due::on(day(2026, 11, 20), Standing::GraceUntil(day(2026, 11, 27))),
            &[Status::InGrace],
            None,
        ),
        row(
            "办 4 期果树剪枝培训",
            by("郑某", "农技员"),
            Due::on(day(2026, 10, 31), Standing::ClaimedOn(day(2026, 10, 29))),
            &[Status::Claimed],
            Some(progress(4, 4, "期")),
        ),
        row(
            "装好 26 盏路灯",
            by("周某", "石桥村党支部书记"),
            Due::on(day(2026, 9, 30), Standing::FulfilledOn(day(2026, 9, 18))),
            &[Status::FulfilledOnTime],
            Some(progress(26, 26, "盏")),
        ),
        row("建一间 80 平方米的村图书室", by("冯某", "村委会主任"), far, &[Status::Published], None),
        row(
            "争取把 12 路公交延到石桥村口",
            by("周某", "石桥村党支部书记"),
            Due { standing: None, ..Due::on(day(2026, 6, 30), Standing::Today) },
            &[Status::NotFulfilled],
            None,
        ),
    ]
}

pub(super) fn figures() -> SummaryFigures {
    SummaryFigures { total: 32, in_progress: 14, overdue: 3, awaiting: 4, fulfilled: 10, not_fulfilled: 1 }
}

fn filters(words: &Words) -> Vec<FilterLink> {
    let labels = &words.summary;
    let all = [
        (labels.all, "./", 32),
        (labels.overdue, "?state=overdue", 3),
        (labels.due_soon, "?state=due-soon", 2),
        (labels.in_progress, "?state=in-progress", 12),
        (labels.awaiting, "?state=claimed", 4),
        (labels.fulfilled, "?state=fulfilled", 10),
        (labels.not_fulfilled, "?state=not-fulfilled", 1),
        (labels.withdrawn, "?state=withdrawn", 0),
    ];
    let link =
        |(index, (label, href, count))| FilterLink { link: Link::new(label, href), count, is_current: index == 0 };
    all.map(|(label, href, count): (&str, &str, u32)| (label, href, count)).into_iter().enumerate().map(link).collect()
}

pub(super) fn organisations() -> Vec<OrganisationNode> {
    let village = |name: &str, pledges, overdue| OrganisationNode {
        name: name.into(),
        href: "/o/village/".into(),
        pledges,
        overdue,
        ..OrganisationNode::default()
    };
    let township = |name: &str, is_open, below| OrganisationNode {
        name: name.into(),
        href: "/o/liuxi/".into(),
        pledges: 11,
        overdue: 1,
        is_open,
        mark: None,
        below,
    };
    let continued = OrganisationNode { mark: Some(OrganisationMark::Continued), ..village("下坪村", 5, 0) };
    let continues =
        OrganisationNode { mark: Some(OrganisationMark::Continues), ..village("下坪村（接续）", 2, 0) };
    vec![OrganisationNode {
        name: DISTRICT.into(),
        href: "/o/qinghe/".into(),
        pledges: 10,
        overdue: 0,
        is_open: true,
        mark: None,
        below: vec![
            township(
                "柳溪镇",
                true,
                vec![village("石桥村", 9, 2), village("上坪村", 4, 0), village("云坑村", 0, 0), continued, continues],
            ),
            township("白塔镇", false, vec![village("东林村", 7, 0)]),
            village("区便民服务大厅", 12, 0),
        ],
    }]
}

fn head(title: &str, kind: &str) -> PageHead {
    PageHead { title: title.into(), kind: Some(kind.into()), as_at: Some(AS_AT) }
}

pub(super) fn front() -> FrontPage {
    let pressing = pledges().into_iter().take(3).collect();
    FrontPage {
        head: head(DISTRICT, "区、镇、村三级公开承诺"),
        asked_day: None,
        figures: figures(),
        pressing,
        organisations: organisations(),
    }
}

pub(super) fn board(words: &Words, pledge_count: usize) -> BoardPage {
    BoardPage {
        head: head(TOWNSHIP, "乡镇党委"),
        continues: None,
        figures: Some(figures()),
        search: Some(search()),
        filters: filters(words),
        kinds: pledging::kinds(words),
        fields: Vec::new(),
        also: pledging::also(words),
        pledges: pledges().into_iter().cycle().take(pledge_count).collect(),
        paging: Some(paging()),
        found: Vec::new(),
        years: Vec::new(),
        wanting: Some(WantingRows {
            counts: Some("共 12 项，2 项逾期未公开，1 项待公开".into()),
            rows: catalogue_rows(),
            href: "/o/liuxi/catalogue/".into(),
        }),
        disclosures: disclosures(),
        disclosures_href: Some("/o/liuxi/disclosures/".into()),
        service_points: vec![service_point().row],
        points_href: None,
        below: organisations().into_iter().flat_map(|district| district.below).collect(),
    }
}

/// Two who reworded one pledge without a network.
pub(super) fn both(words: &'static Words) -> SideBySide {
    let change = Change {
        field: "承诺",
        before: "每月把二组和三组的水沟清理一次，雨季加一次".into(),
        after: "每月把三组的水沟清理两次，雨季加一次".into(),
    };
    SideBySide {
        mine: vec![("承诺", change.after.clone())],
        differing: vec![change],
        newer: revisions(words),
        ..SideBySide::default()
    }
}

pub(super) fn search() -> SearchForm {
    SearchForm {
        action: "/gallery".into(),
        sought: "路灯".into(),
        kept: vec![("status", "overdue".into())],
        found: Some(3),
        clear_href: "/gallery".into(),
    }
}

pub(super) fn paging() -> Paging {
    Paging { page: 2, pages: 3, previous_href: Some("?page=1".into()), next_href: Some("?page=3".into()) }
}

/// What stands where words were erased.
pub(super) const ERASED: &str = "（此处文字已于2026年8月3日由柳溪镇依规删除，原因类别：含有个人信息）";

const WHEN: Moment = Moment::new(Day::new(2026, 10, 14), 16, 20);

pub(super) fn disclosures() -> Vec<DisclosureRow> {
    let row = |title: Passage, kind: &str, date, state| DisclosureRow {
        href: "/o/liuxi/disclosures/1".into(),
        check_href: "/app/check/liuxi/1".into(),
        title,
        kind: kind.into(),
        date,
        office: Some("柳溪镇财政所".into()),
        state,
        notice: None,
    };
    vec![
        row("石桥村第三季度收支明细".into(), "财务", Day::new(2026, 10, 12), DisclosureState::Published),
        row(
            "柳溪河护岸工程中标结果".into(),
            "村务",
            Day::new(2026, 9, 28),
            DisclosureState::Revised(WHEN, "中标金额多写一个零，已更正。".into()),
        ),
        row(
            "低保拟定对象名单".into(),
            "公示",
            Day::new(2026, 9, 1),
            DisclosureState::Withdrawn(WHEN, "原文含个人信息，撤回后重新公示。".into()),
        ),
        row(Passage::Erased(ERASED.into()), "公示", Day::new(2026, 8, 1), DisclosureState::Published),
    ]
}

/// A row of the catalogue in every state.
pub(super) fn catalogue_rows() -> Vec<CatalogueItem> {
    let row = |status| CatalogueItem {
        href: "/o/liuxi/catalogue/1".into(),
        item: "收支明细".into(),
        limit: Some("每月一次，期满后 10 天内".into()),
        state: Some(CatalogueState { status, lines: vec!["2026年9月，应在2026年10月10日前公开".into()] }),
        last: Some((Link::new("八月收支", "/o/liuxi/disclosures/1"), Day::new(2026, 9, 3))),
    };
    ItemStatus::ALL.map(row).into()
}

pub(super) fn disclosure() -> DisclosureDetails {
    let column = |head: &str, is_numeric| Column { head: head.into(), is_numeric };
    let cells = |item: &str, income: &str, spending: &str| vec![item.into(), income.into(), spending.into()];
    let row = disclosures().into_iter().nth(1);
    DisclosureDetails {
        row: row.unwrap_or_else(|| DisclosureRow {
            href: String::new(),
            check_href: String::new(),
            title: Passage::Written(String::new()),
            kind: String::new(),
            date: WHEN.day,
            office: None,
            state: DisclosureState::Published,
            notice: None,
        }),
        body: "护岸工程共 1.2 公里，分三段施工。\n三家单位投标，得分最高者中标，工期 90 天。".into(),
        attachments: attached(),
        tables: vec![DataTable {
            caption: "资金来源与用途".into(),
            unit: Some("万元".into()),
            columns: vec![column("项目", false), column("收入", true), column("支出", true)],
            rows: vec![
                cells("上级补助", "86.00", ""),
                cells("村集体自筹", "14.50", ""),
                cells("护岸施工", "", "92.30"),
                cells("合计", "100.50", "93.30"),
            ],
            sums: vec![3],
            computed: vec!["合计（自动计算）".into(), "100.5".into(), "92.3".into()],
            findings: vec!["“合计”一行的“支出”写的是 93.3，各项相加是 92.3。".into()],
        }],
        tables_href: Some("/o/liuxi/disclosures/1.csv".into()),
        notice: Some(NoticePeriod {
            from: Some(Day::new(2026, 9, 29)),
            to: Some(Day::new(2026, 10, 12)),
            phone: Some(PHONE.into()),
            place: Some("镇政府二楼纪检办公室".into()),
            person: Some("吴某".into()),
            public_until: None,
            calendar_missing: None,
        }),
        outcomes: vec![Outcome {
            objections: Some(1),
            text: "查无此事，已当面答复。".into(),
            by: by("周某", "镇财政所"),
            at: WHEN,
        }],
        fills: Some(Link::new("项目建设 · 工程招标结果", "/o/liuxi/catalogue/1")),
        period: Some("2026年第3季度".into()),
        arose_on: Some(Day::new(2026, 9, 25)),
        review: Some("保密、必要性、准确性三项均已审查：周某，2026年9月27日".into()),
        doubts: vec!["公示从2026年9月27日算起，而2026年9月28日才公开。".into()],
        published: Some(Moment::new(Day::new(2026, 9, 28), 9, 30)),
        revisions: vec![Revision {
            number: 1,
            received: WHEN,
            by: by("周某", "镇财政所"),
            reason: "中标金额多写一个零，已更正。".into(),
            changes: vec![Change {
                field: "正文",
                before: "三家单位投标，得分最高者以 923.0 万元中标。".into(),
                after: "三家单位投标，得分最高者以 92.30 万元中标。".into(),
            }],
            unseen: vec![],
        }],
    }
}

pub(super) fn service_point() -> ServicePointDetails {
    let morning = (Clock::new(8, 30), Clock::new(11, 30));
    let afternoon = (Clock::new(14, 0), Clock::new(17, 0));
    let hours = |weekday| match weekday {
        Weekday::Saturday => vec![morning],
        Weekday::Sunday => vec![],
        _ => vec![morning, afternoon],
    };
    ServicePointDetails {
        row: ServicePointRow {
            href: "/o/liuxi/points/1".into(),
            check_href: "/app/check/liuxi/1".into(),
            hours_written: None,
            stale: Some("信息已超过 90 天没有核对，去之前请先打电话问清".into()),
            below: vec![],
            withdrawn: None,
            name: "柳溪镇便民服务中心".into(),
            level: Some("乡镇综合服务中心".into()),
            address: Some("柳溪街 1 号一楼，门口有坡道".into()),
            phone: Some(PHONE.into()),
            open: OpenState::OpenUntil(Clock::new(17, 0)),
            open_doubt: None,
            as_at: AS_AT,
        },
        services: Some("医保、社保、残疾人补贴、宅基地申请；二号窗口可代办".into()),
        hours: OpeningHours {
            week: Weekday::ALL.into_iter().map(|weekday| (weekday, hours(weekday))).collect(),
            exceptions: vec![
                Exception {
                    day: Day::new(2026, 12, 5), last: None, hours: vec![], reason: Some("停电检修".into())
                },
                Exception {
                    day: Day::new(2027, 1, 3),
                    last: Some(Day::new(2027, 1, 5)),
                    hours: vec![morning],
                    reason: None,
                },
            ],
            as_written: Some("夏季下午 14:30 开门，以门口告示为准。".into()),
        },
        revisions: vec![],
        more: super::network_parts::more(),
    }
}

pub(super) fn pledge(words: &'static Words) -> PledgeDetails {
    let row = pledges().swap_remove(0);
    let milestone = |text: &str, due, state| Milestone { text: text.into(), due: Some(due), state };
    PledgeDetails {
        check_href: row.check_href,
        text: row.text,
        statuses: vec![Status::Overdue, Status::Disputed, Status::Revised],
        by: row.by,
        organisation: Link::new(TOWNSHIP, "/o/liuxi/"),
        responsible: Some("周某".into()),
        field: row.field,
        measure: Some("逐处挖开、换管、试压，完工拍照".into()),
        target: Some("15 处".into()),
        beneficiaries: Some("上坪、下坪两组 83 户".into()),
        published: Some(Moment::new(Day::new(2026, 3, 2), 10, 8)),
        due: row.due,
        progress: row.progress,
        milestones: vec![
            milestone("换好上坪组 6 处", Day::new(2026, 6, 30), MilestoneState::Reached),
            milestone("换好下坪组 9 处", Day::new(2026, 11, 12), MilestoneState::Missed),
            milestone("全部试压一遍", Day::new(2026, 12, 10), MilestoneState::Open),
        ],
        around: pledging::around(),
        events: events(),
        revisions: revisions(words),
    }
}

pub(super) fn revisions(words: &'static Words) -> Vec<Revision> {
    let change = |field, before: &str, after: &str| Change { field, before: before.into(), after: after.into() };
    vec![Revision {
        number: 1,
        received: Moment::new(Day::new(2026, 7, 3), 11, 2),
        by: by("周某", "石桥村党支部书记"),
        reason: "七月连日大雨，山路断了半个月，材料进不来。".into(),
        changes: vec![
            change(words.pledge.due, "2026年9月30日", "2026年11月12日"),
            change(words.pledge.target, "12 处", "15 处"),
        ],
        unseen: vec![ERASED.into()],
    }]
}

/// A tiny picture, drawn in place so that the gallery needs no file.
const DRAWN: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'%3E%3Cpath fill='%237a8b6f' d='M0 0h4v3H0z'/%3E%3Cpath fill='%23d8d2c4' d='M0 3 1.5 1 3 3z'/%3E%3C/svg%3E";

/// Two photos, one of them described, and two papers.
pub(super) fn attached() -> Vec<Attached> {
    let photo = |width, height, shows: Option<&str>| {
        Attached::Picture(Picture {
            href: "/o/liuxi/blobs/9f2c".into(),
            thumbnail_src: DRAWN.into(),
            width,
            height,
            shows: shows.map(Into::into),
        })
    };
    let paper = |name: &str, media, bytes| {
        Attached::Paper(Paper { href: "/o/liuxi/blobs/77aa".into(), name: name.into(), media, bytes })
    };
    vec![
        photo(320, 240, Some("下坪组第 9 处，换好的阀门，旁边放着拆下来的旧管")),
        photo(240, 320, None),
        paper("换管验收单.pdf", MediaType::Pdf, 1_320_000),
        paper("用料明细.xlsx", MediaType::Xlsx, 18_400),
    ]
}

/// What a member has done, for their own page.
pub(super) fn performance() -> PerformancePage {
    let link = || Link::new("换掉下坪组漏水的老管 15 处", "/o/liuxi/pledges/1");
    let told = |event: Event, day| Event { about: Some((day, link())), ..event };
    let mut events = events().into_iter();
    let months = [(11, 18), (8, 21)].into_iter().map(|(month, day)| PerformanceMonth {
        year: 2026,
        month,
        events: events.by_ref().skip(1).take(1).map(|event| told(event, Day::new(2026, month, day))).collect(),
    });
    PerformancePage {
        head: PageHead { title: "何某".into(), kind: Some("石桥村管水员".into()), as_at: Some(AS_AT) },
        entries: 2,
        pledges: 1,
        months: months.collect(),
        paging: None,
    }
}

pub(super) fn events() -> Vec<Event> {
    let event = |kind, by: Byline, note: &str, written, received| Event {
        kind,
        by,
        note: Some(note.into()),
        quantity: None,
        grounds: None,
        is_withdrawn: false,
        written,
        received,
        clock_differs: false,
        attachments: vec![],
        about: None,
    };
    let at = |month, day, hour, minute| Moment::new(Day::new(2026, month, day), hour, minute);
    let member = || by("何某", "石桥村管水员");
    let evidence = vec![
        Evidence { label: "下坪组第 9 处换管照片".into(), href: Some("/o/liuxi/blobs/9f2c".into()) },
        Evidence { label: "试压记录（纸质，存村委会）".into(), href: None },
    ];
    vec![
        event(
            EventKind::Disputed,
            by("方某", "村务监督委员会"),
            "下坪组还有 6 处没有换，不能算完成。",
            at(11, 20, 9, 3),
            Some(at(11, 20, 9, 3)),
        ),
        Event {
            grounds: Some(Grounds::Evidence(evidence)),
            ..event(EventKind::Claimed, member(), "能换的都换了。", at(11, 18, 19, 44), Some(at(11, 19, 7, 30)))
        },
        Event {
            quantity: Some("9 处".into()),
            clock_differs: true,
            attachments: attached(),
            ..event(
                EventKind::Progress,
                member(),
                "下坪组换了三处。\n剩下的要等路通。",
                at(1, 1, 0, 6),
                Some(at(8, 21, 18, 12)),
            )
        },
        event(
            EventKind::Revised,
            by("周某", "石桥村党支部书记"),
            "完成时限改到 11 月 12 日。",
            at(7, 3, 10, 58),
            Some(at(7, 3, 11, 2)),
        ),
        event(
            EventKind::Published,
            Byline { entered_by: Some("林某".into()), ..member() },
            "",
            at(3, 2, 10, 1),
            Some(at(3, 2, 10, 8)),
        ),
    ]
}
