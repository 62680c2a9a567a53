//! Disclosures of each kind: accounts that add up, notices without personal data, circulars.

use jiannuo_domain::codes::{Codes, Reason};
use jiannuo_domain::day::Day;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::period::Every;
use jiannuo_domain::words::{ColumnRole, DisclosureKind, DisclosureWords, RowRole, TableWords};

use crate::DemoError;
use crate::catalogue::{reviewed, table};
use crate::office::{Draft, Office, SECRETARY};
use crate::places::office_phone;

fn publish(office: &mut Office, words: &DisclosureWords) -> Result<(), DemoError> {
    let on = words.date;
    office.begin(SECRETARY, on, Kind::DisclosurePublished, words).map(drop)
}

fn words(kind: DisclosureKind, date: Day, title: String, body: String) -> DisclosureWords {
    DisclosureWords::new(title, kind, date, body)
}

/// "2026年3月".
fn month_of(day: Day) -> String {
    format!("{}年{}月", day.year(), day.month())
}

/// The month's accounts of a village, the month so many before the present one; every sum is computed.
pub(crate) fn village_accounts(
    office: &mut Office,
    months_back: usize,
    item: Option<RecordId>,
) -> Result<(), DemoError> {
    let present = Every::Month.period_containing(office.day(0));
    let month = (0..months_back).fold(present, |month, _| month.previous());
    let mut vary = |from: i64, span: u64| from + i64::try_from(office.below(span)).unwrap_or_default();
    let opening = vary(60_000, 90_000);
    let income = [
        ("鱼塘和门面租金", vary(6_200, 5_000)),
        ("上级补助（道路养护）", 100 * vary(80, 60)),
        ("光伏发电收入", vary(1_100, 1_900)),
    ];
    let spending = [
        ("路灯电费", vary(640, 500)),
        ("保洁员劳务（4 人）", 4 * vary(700, 200)),
        ("水渠清淤机械费", 100 * vary(18, 30)),
        ("老年食堂买菜", vary(2_300, 1_500)),
        ("办公用纸和打印", vary(90, 180)),
    ];
    let body = "原始票据在村委会会计室，工作日可以来看。有疑问找村务监督委员会，五个工作日内答复。";
    let title = format!("{}村级收支明细", month_of(month.start));
    // In the first days of a month the accounts of the month before are not out yet.
    let date = month.end.plus_days(6).min(office.day(-1));
    let words = DisclosureWords {
        item,
        period: Some(month.into()),
        tables: vec![accounts(&month_of(month.start), opening, &income, &spending)],
        ..words(DisclosureKind::Finance, date, title, body.to_owned())
    };
    publish(office, &reviewed(words))
}

/// Income and spending, line by line, with what is left after each.
fn accounts(month: &str, opening: i64, income: &[(&str, i64)], spending: &[(&str, i64)]) -> TableWords {
    let text = |amount: i64| amount.to_string();
    let mut left = opening;
    let mut rows = vec![(RowRole::Item, vec!["上月结余".to_owned(), String::new(), String::new(), text(opening)])];
    for (item, amount) in income {
        left += amount;
        rows.push((RowRole::Item, vec![(*item).to_owned(), text(*amount), String::new(), text(left)]));
    }
    for (item, amount) in spending {
        left -= amount;
        rows.push((RowRole::Item, vec![(*item).to_owned(), String::new(), text(*amount), text(left)]));
    }
    let total = |items: &[(&str, i64)]| text(items.iter().map(|(_, amount)| amount).sum());
    rows.push((RowRole::Total, vec!["合计".to_owned(), total(income), total(spending), text(left)]));
    let columns = [
        ("事由", ColumnRole::Text),
        ("收入", ColumnRole::Income),
        ("支出", ColumnRole::Spending),
        ("结余", ColumnRole::Balance),
    ];
    table(&format!("{month}收支"), &columns, rows)
}

/// What the villagers' meeting decided.
pub(crate) fn village_affairs(office: &mut Office) -> Result<(), DemoError> {
    let date = office.day(-61);
    let present = 40 + office.below(45);
    let against = office.below(6);
    let body = format!(
        "到会户代表 {present} 人。\n一、表决通过道路养护分段包干办法：同意 {} 人，反对 {against} 人。\n\
         二、低收入户动态复核，走访核实后按程序上报，名单按规定在村内张榜，网上不列姓名。\n\
         三、下季度先修水渠再修广场。\n对以上事项有不同意见，可在十个工作日内向村务监督委员会提出。",
        present - against
    );
    publish(office, &words(DisclosureKind::Village, date, "村民代表会议议定事项".to_owned(), body))
}

/// The notice of an intended admission: everything but the person.
pub(crate) fn intended_admission(office: &mut Office, phone: &str) -> Result<(), DemoError> {
    let (date, end) = (office.day(-12), office.day(-12).plus_days(7));
    let body = format!(
        "经支部委员会审查、上级预审，近期拟接收 1 名预备党员。姓名和简况在村务公开栏张榜，网上不公布个人信息。\n\
         公示期：{date} 至 {end}。\n受理部门：镇组织办公室，电话 {phone}。\n\
         反映情况请实事求是，具名反映的当面答复。"
    );
    publish(office, &words(DisclosureKind::Notice, date, "拟接收预备党员公示".to_owned(), body))
}

/// Party affairs of a village or a town.
pub(crate) fn party_affairs(office: &mut Office) -> Result<(), DemoError> {
    let date = office.day(-34);
    let body = "一、本季度开展集体学习三次、志愿服务日两次。\n二、党费收缴和使用情况：应收全部收齐，\
                 支出为购买学习资料和慰问用品，票据可查。\n三、支部委员接待群众的时间：每周三上午，在服务站一楼。";
    publish(office, &words(DisclosureKind::Party, date, "本季度党务公开".to_owned(), body.to_owned()))
}

/// A circular with figures.
pub(crate) fn circular(office: &mut Office) -> Result<(), DemoError> {
    let date = office.day(-25);
    let body = "抽查了四个村的承诺事项共 38 件：证据齐全的 31 件，缺照片或丈量记录的 5 件，数量不符的 2 件。\n\
                 不符的两件已由监督员提出异议，责任人要在十五个工作日内补做或公开说明。\n下次抽查不提前通知。";
    publish(office, &words(DisclosureKind::Circular, date, "承诺事项抽查情况通报".to_owned(), body.to_owned()))
}

/// Government affairs, corrected once: the first edition had a wrong figure.
pub(crate) fn corrected_government_affairs(office: &mut Office) -> Result<(), DemoError> {
    let (date, corrected) = (office.day(-90), office.day(-86));
    let body = |length: &str| {
        format!(
            "汛期前对辖区道路和桥涵排查一遍：道路 {length} 公里，桥涵 27 座。发现隐患 14 处，已处理 11 处，\
             其余 3 处设了警示牌并列入本季度计划。\n发现新的险情请打值班电话 {}。",
            office_phone(9)
        )
    };
    let first = words(DisclosureKind::Government, date, "汛前道路桥涵排查结果".to_owned(), body("36.8"));
    let (record, _) = office.begin(SECRETARY, date, Kind::DisclosurePublished, &first)?;
    let reason = Some("公里数把一段重复计算了，更正为 33.5".to_owned());
    let second = DisclosureWords { body: body("33.5"), reason, ..first };
    office.say(SECRETARY, corrected, Draft::new(Kind::DisclosureRevised, record).words(&second)?).map(drop)
}

/// A notice that was withdrawn; its page stays.
pub(crate) fn withdrawn_notice(office: &mut Office) -> Result<(), DemoError> {
    let date = office.day(-47);
    let body = "因管道检修，服务站下周二停止办理业务一天，请错开时间。".to_owned();
    let notice = words(DisclosureKind::Notice, date, "服务站停办一天的公告".to_owned(), body);
    let (record, _) = office.begin(SECRETARY, date, Kind::DisclosurePublished, &notice)?;
    let codes = Codes { reason: Some(Reason::PrioritiesChanged), ..Codes::default() };
    let draft = Draft::new(Kind::DisclosureWithdrawn, record).codes(codes);
    office.say(SECRETARY, date.plus_days(1), draft.reason("检修改在夜间进行，服务站照常开门")?).map(drop)
}

/// What the district spent on things that villages asked for.
pub(crate) fn district_spending(office: &mut Office) -> Result<(), DemoError> {
    let items =
        [("农村供水", 8_640_000), ("村道和桥涵", 5_215_000), ("养老助餐", 1_930_000), ("校门口安全设施", 466_000)];
    let rows = items.map(|(item, amount): (&str, i64)| (RowRole::Item, vec![item.to_owned(), amount.to_string()]));
    let body = "各项目的合同、验收和付款单可以在政务服务中心查询区查看。".to_owned();
    let date = office.day(-77);
    let tables = vec![table("上半年民生项目支出", &[("项目", ColumnRole::Text), ("支出", ColumnRole::Spending)], rows)];
    let words = words(DisclosureKind::Finance, date, "民生项目资金使用情况".to_owned(), body);
    publish(office, &reviewed(DisclosureWords { tables, ..words }))
}

/// What the hall tells about its own work.
pub(crate) fn hall_figures(office: &mut Office) -> Result<(), DemoError> {
    let date = office.day(-20);
    let body = "上月办件 6,412 件，当场办结 5,108 件，按期办结 1,297 件，超期 7 件。\n\
                 超期的 7 件：系统故障 5 件，窗口漏转 2 件；均已办结并向本人说明，漏转的窗口已扣分。\n\
                 收到评价 3,980 份，差评 12 份，全部回电，整改结果见本板的承诺。";
    publish(office, &words(DisclosureKind::Government, date, "上月办件和超期情况".to_owned(), body.to_owned()))
}
