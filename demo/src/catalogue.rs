//! What must be disclosed on the boards of the demo, rows in every state, and public notices in every state.

use jiannuo_domain::codes::{Codes, Reason};
use jiannuo_domain::day::Day;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::period::Every;
use jiannuo_domain::starter_catalogue::{StarterSet, rows};
use jiannuo_domain::words::{
    CatalogueWords, Channel, ColumnRole, ColumnWords, DayCount, DisclosureKind, DisclosureWords, Level, NoticeEnd,
    NoticeWords, OutcomeWords, PeriodWords, ReviewWords, RowRole, RowWords, TableWords, TimeLimit,
};

use crate::DemoError;
use crate::office::{Draft, Office, SECRETARY};

/// When a catalogue was published, in days from the day of creation.
const PUBLISHED: i64 = -76;
/// From which day it is asked for: a whole month and its ten days are over by the day of creation.
const ASKED_FROM: i64 = -75;

/// Publishes a catalogue to begin with, as it comes with the app; answers the row of the monthly accounts.
pub(crate) fn starter(office: &mut Office, set: StarterSet) -> Result<Option<RecordId>, DemoError> {
    let (on, from) = (office.day(PUBLISHED), office.day(ASKED_FROM));
    let mut accounts = None;
    for words in rows(set, from) {
        let is_accounts = words.kind == DisclosureKind::Finance && words.item == "收支明细";
        let (record, _) = office.begin(SECRETARY, on, Kind::CatalogueDefined, &words)?;
        if is_accounts {
            accounts = Some(record);
        }
    }
    Ok(accounts)
}

/// A table of somebody's words, each row with what it says.
pub(crate) fn table(
    caption: &str,
    columns: &[(&str, ColumnRole)],
    rows: impl IntoIterator<Item = (RowRole, Vec<String>)>,
) -> TableWords {
    let columns = columns.iter().map(|(head, role)| ColumnWords { head: (*head).to_owned(), role: *role }).collect();
    let rows = rows.into_iter().map(|(role, cells)| RowWords { cells, role }).collect();
    TableWords { caption: Some(caption.to_owned()), unit: Some("元".to_owned()), columns, rows }
}

/// A review the day before.
pub(crate) fn reviewed(words: DisclosureWords) -> DisclosureWords {
    let on = words.date.plus_days(-1);
    let review =
        ReviewWords { by: "保密审查员".to_owned(), on, confidentiality: true, necessity: true, accuracy: true };
    DisclosureWords { review: Some(review), ..words }
}

fn row(matter: &str, item: &str, time_limit: TimeLimit) -> CatalogueWords {
    CatalogueWords {
        channels: vec![Channel::SocialMedia, Channel::NoticeBoard],
        ..CatalogueWords::new(matter, item, DisclosureKind::Village, time_limit, Level::Village)
    }
}

fn every(every: Every, from: Day, days: u16) -> TimeLimit {
    TimeLimit::Every { every, from, days, count: DayCount::Calendar }
}

const fn event(days: u16) -> TimeLimit {
    TimeLimit::Event { days, count: DayCount::Working }
}

/// Rows beside the starter's that show what else can become of one: never disclosed, overdue after a first disclosure, due,
/// late, disclosed, asked for by no day, withdrawn.
pub(crate) fn rows_in_every_state(office: &mut Office) -> Result<(), DemoError> {
    let on = office.day(-150);
    let begin = |office: &mut Office, words: &CatalogueWords| {
        office.begin(SECRETARY, on, Kind::CatalogueDefined, words).map(|(record, _)| record)
    };
    let food = begin(office, &row("民生", "老年食堂食材采购", every(Every::Month, office.day(-140), 7)))?;
    let first = next_period(Every::Month, office.day(-140));
    tell(
        office,
        first.end().plus_days(5),
        food,
        Some(first.words),
        None,
        "老年食堂食材采购",
        "米面油由镇上统一配送，菜由两户轮流供应。",
    )?;
    begin(office, &row("民生", "水费电费代收情况", every(Every::Month, office.day(-140), 10)))?;
    let week = PeriodWords::from(Every::Week.period_containing(office.day(0)).previous());
    begin(office, &row("值班", "值班和来访登记", every(Every::Week, week.from, 10)))?;
    let meeting = begin(office, &row("村级事务", "村务联席会议决定", event(3)))?;
    let (arose, told) = (office.day(-40), office.day(-12));
    tell(office, told, meeting, None, Some(arose), "联席会议关于晒谷场的决定", "晒谷场秋收期间不停车，平时可以停。")?;
    let flood = begin(office, &row("应急", "防汛物资清点", event(5)))?;
    let (arose, told) = (office.day(-62), office.day(-61));
    tell(office, told, flood, None, Some(arose), "防汛物资清点结果", "沙袋 400 只，水泵 2 台，救生衣 20 件。")?;
    begin(office, &row("应急", "停水停电通知", TimeLimit::AsWritten { written: "接到通知当时".to_owned() }))?;
    let paper = begin(office, &row("机关事务", "办公用纸领用", every(Every::Month, office.day(-140), 10)))?;
    let codes = Codes { reason: Some(Reason::Superseded), ..Codes::default() };
    let draft = Draft::new(Kind::CatalogueWithdrawn, paper).codes(codes);
    office.say(SECRETARY, office.day(-100), draft.reason("并入收支明细一起公开")?).map(drop)
}

/// A period with its last day.
struct NextPeriod {
    words: PeriodWords,
}

impl NextPeriod {
    fn end(&self) -> Day {
        self.words.period().end
    }
}

/// The first whole period from a day on.
fn next_period(every: Every, from: Day) -> NextPeriod {
    let period = every.period_containing(from);
    let whole = if period.start < from { period.next() } else { period };
    NextPeriod { words: whole.into() }
}

fn tell(
    office: &mut Office,
    on: Day,
    item: RecordId,
    period: Option<PeriodWords>,
    arose_on: Option<Day>,
    title: &str,
    body: &str,
) -> Result<(), DemoError> {
    let words = DisclosureWords {
        item: Some(item),
        period,
        arose_on,
        ..DisclosureWords::new(title, DisclosureKind::Village, on, body)
    };
    office.begin(SECRETARY, on, Kind::DisclosurePublished, &reviewed(words)).map(drop)
}

/// Public notices in every state, each with where to object.
pub(crate) fn notices_in_every_state(office: &mut Office, phone: &str) -> Result<(), DemoError> {
    let days = |days| NoticeEnd::AfterWorkingDays { days };
    let on = |office: &Office, offset| NoticeEnd::On { on: office.day(offset) };
    let until = on(office, -2);
    notice(office, phone, (-1, 3), days(5), "三组水渠改线方案公示", "改线 180 米，绕开两户宅基地，不占耕地。")?;
    notice(office, phone, (-1, -1), days(7), "拟聘保洁员公示", "拟聘 2 名保洁员，报名和面谈情况在公示栏。")?;
    notice(office, phone, (-8, -8), until, "护林员考核结果公示", "考核 4 人，合格 4 人，其中 1 人评为优秀。")?;
    let until = on(office, -33);
    notice(office, phone, (-40, -40), until, "集体果园转包公示", "12 亩果园拟转包三年，租金每亩每年 600 元。")?;
    for (start, objections, title, outcome) in [
        (-70, 0, "村道命名公示", ""),
        (-58, 2, "广场健身器材位置公示", "一件属实，器材往东移 10 米；一件与公示无关，已当面说明。"),
    ] {
        let until = on(office, start + 7);
        let record = notice(office, phone, (start, start), until, title, "方案和图纸在村委会公示栏。")?;
        let told = OutcomeWords { objections, outcome: outcome.to_owned(), personal_data_reason: None };
        let draft = Draft::new(Kind::DisclosureConcluded, record).words(&told)?;
        office.say(SECRETARY, office.day(start + 9), draft)?;
    }
    Ok(())
}

/// One notice: published on a day, counted from a day.
fn notice(
    office: &mut Office,
    phone: &str,
    (on, from): (i64, i64),
    until: NoticeEnd,
    title: &str,
    body: &str,
) -> Result<RecordId, DemoError> {
    let on = office.day(on);
    let notice = NoticeWords {
        from: office.day(from),
        until,
        phone: Some(phone.to_owned()),
        place: Some("村委会一楼公示栏旁的意见箱".to_owned()),
        person: Some("村务监督委员会".to_owned()),
        outcome_within_days: Some(5),
        public_until: None,
    };
    let words =
        DisclosureWords { notice: Some(notice), ..DisclosureWords::new(title, DisclosureKind::Notice, on, body) };
    office.begin(SECRETARY, on, Kind::DisclosurePublished, &reviewed(words)).map(|(record, _)| record)
}

/// Accounts of a project whose stated sum is wrong: the page says so.
pub(crate) fn accounts_that_do_not_add_up(office: &mut Office) -> Result<(), DemoError> {
    let on = office.day(-17);
    let items =
        [("混凝土和砂石", "18,640"), ("挖机台班（6 个）", "7,200"), ("人工（41 个工）", "8,200"), ("合计", "34,400")];
    let rows = items.map(|(item, amount)| {
        let role = if item == "合计" { RowRole::Total } else { RowRole::Item };
        (role, vec![item.to_owned(), amount.to_owned()])
    });
    let columns = [("项目", ColumnRole::Text), ("支出", ColumnRole::Spending)];
    let words = DisclosureWords {
        tables: vec![table("水渠修补决算", &columns, rows)],
        ..DisclosureWords::new("水渠修补项目决算", DisclosureKind::Finance, on, "由村务监督委员会两名成员现场验收。")
    };
    office.begin(SECRETARY, on, Kind::DisclosurePublished, &reviewed(words)).map(drop)
}
