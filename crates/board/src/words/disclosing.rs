//! The catalogue of what must be disclosed, public notices, tables and reviews.

use jiannuo_domain::{
    disclosing::{ItemStatus, NoticeStatus},
    period::{Every, PeriodLabel},
    words::{Channel, DayCount, DisclosureMode},
};

/// What is pointed out in a table; figures come as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A cell of a column of figures is none.
    NotANumber,
    /// Stated and computed differ.
    SumDiffers(String, String),
    /// Stated is smaller than an item.
    SmallerThanItem(String, String),
    /// A balance breaks: stated, computed.
    BalanceBreaks(String, String),
}

/// See [`super::Words::disclosing`].
#[derive(Debug)]
pub struct DisclosingWords {
    /// The catalogue.
    pub catalogue: &'static str,
    /// What it is for.
    pub lead: &'static str,
    /// There is none.
    pub none: &'static str,
    /// What that means.
    pub none_text: &'static str,
    /// Leads to the whole of it.
    pub all_rows: &'static str,
    /// How many rows there are, and how many of them are wanting or due.
    pub counts: fn(usize, usize, usize) -> String,
    /// The matter of a row.
    pub matter: &'static str,
    /// The item.
    pub item: &'static str,
    /// What it tells.
    pub content: &'static str,
    /// The law.
    pub basis: &'static str,
    /// By when.
    pub time_limit: &'static str,
    /// Who.
    pub subject: &'static str,
    /// Where.
    pub channels: &'static str,
    /// For whom.
    pub audience: &'static str,
    /// Asked or unasked.
    pub mode: &'static str,
    /// At which level.
    pub level: &'static str,
    /// No audience in particular.
    pub everybody: &'static str,
    /// A channel.
    pub channel: fn(Channel) -> &'static str,
    /// A mode.
    pub mode_is: fn(DisclosureMode) -> &'static str,
    /// The word for a row.
    pub item_status: fn(ItemStatus) -> &'static str,
    /// The word for a notice.
    pub notice_status: fn(NoticeStatus) -> &'static str,
    /// A period's name.
    pub period: fn(Every, PeriodLabel) -> String,
    /// A limit that recurs.
    pub limit_every: fn(Every, u16, DayCount) -> String,
    /// A limit from an event on.
    pub limit_event: fn(u16, DayCount) -> String,
    /// From which day it is asked for.
    pub limit_from: fn(&str) -> String,
    /// Of a period: due by a day.
    pub due_by: fn(&str, &str) -> String,
    /// Of a period: it was due by a day.
    pub was_due_by: fn(&str, &str) -> String,
    /// How many periods are missing.
    pub missed: fn(usize) -> String,
    /// How many disclosures were late.
    pub late: fn(usize) -> String,
    /// Heads the last disclosure of a row.
    pub last: &'static str,
    /// Nothing was ever disclosed.
    pub nothing_yet: &'static str,
    /// Heads all of them.
    pub disclosed: &'static str,
    /// A row that was withdrawn.
    pub row_withdrawn: &'static str,
    /// The row that a disclosure fills.
    pub fills: &'static str,
    /// The period that it is about.
    pub about_period: &'static str,
    /// When it came about.
    pub arose_on: &'static str,
    /// Heads what stands of its edition.
    pub edition: &'static str,
    /// It was never changed.
    pub first_edition: &'static str,
    /// A correction of a slip.
    pub minor: &'static str,
    /// A correction of what it says.
    pub major: &'static str,
    /// Heads the review.
    pub review: &'static str,
    /// Who reviewed, when.
    pub reviewed: fn(&str, &str) -> String,
    /// Heads where to object.
    pub objection_place: &'static str,
    /// Heads who takes objections.
    pub objection_person: &'static str,
    /// Working days that are left.
    pub days_left: fn(i64) -> String,
    /// Until when the outcome is due.
    pub outcome_by: fn(&str) -> String,
    /// Heads the outcome.
    pub outcome: &'static str,
    /// How many objections there were.
    pub objections: fn(u16) -> String,
    /// Stands in the place of a text whose names are no longer for everybody.
    pub names_past: fn(&str) -> String,
    /// Until when names are public.
    pub public_until: &'static str,
    /// Heads what does not fit together.
    pub doubts: &'static str,
    /// Dated ahead: its day, the day of receipt.
    pub dated_ahead: fn(&str, &str) -> String,
    /// A notice began before it was published: its first day, the day of receipt.
    pub began_before: fn(&str, &str) -> String,
    /// An outcome came before the notice was over: the day of receipt, the last day.
    pub concluded_early: fn(&str, &str) -> String,
    /// A table without a caption.
    pub table: fn(usize) -> String,
    /// Its unit.
    pub unit: fn(&str) -> String,
    /// The foot of a table that states no sum.
    pub computed: &'static str,
    /// Heads what is pointed out in a table.
    pub look: &'static str,
    /// Something pointed out: row, column, what.
    pub finding: fn(&str, &str, &Finding) -> String,
    /// Leads to the tables as CSV.
    pub download: &'static str,
    /// The tables among the fields of a correction.
    pub tables: &'static str,
}

const fn days_chinese(count: DayCount) -> &'static str {
    match count {
        DayCount::Calendar => "天",
        DayCount::Working => "个工作日",
    }
}

const fn days_english(count: DayCount) -> &'static str {
    match count {
        DayCount::Calendar => "days",
        DayCount::Working => "working days",
    }
}

pub(super) const CHINESE: DisclosingWords = DisclosingWords {
    catalogue: "公开目录",
    lead: "必须公开哪些事、多久公开一次。到期没有公开的，会自动显示出来，谁也不能隐去。",
    none: "还没有公开目录",
    none_text: "列出必须公开的事项以后，这里会显示每一项公开了没有。",
    all_rows: "查看整个目录",
    counts: |all, wanting, due| format!("共 {all} 项，{wanting} 项逾期未公开，{due} 项待公开"),
    matter: "一级事项",
    item: "二级事项",
    content: "公开内容",
    basis: "公开依据",
    time_limit: "公开时限",
    subject: "公开主体",
    channels: "公开渠道",
    audience: "公开对象",
    mode: "公开方式",
    level: "公开层级",
    everybody: "全社会",
    channel: |channel| match channel {
        Channel::Site => "政府网站",
        Channel::Gazette => "政府公报",
        Channel::SocialMedia => "两微一端",
        Channel::PressConference => "发布会、听证会",
        Channel::Broadcast => "广播电视",
        Channel::Print => "纸质媒体",
        Channel::ReadingRoom => "公开查阅点",
        Channel::ServiceCentre => "政务服务中心",
        Channel::ConvenienceStation => "便民服务站",
        Channel::DoorToDoor => "入户、现场",
        Channel::NoticeBoard => "公示栏（电子屏）",
        Channel::TargetedPush => "精准推送",
        Channel::Other => "其他",
    },
    mode_is: |mode| match mode {
        DisclosureMode::Proactive => "主动公开",
        DisclosureMode::OnRequest => "依申请公开",
    },
    item_status: |status| match status {
        ItemStatus::Never => "从未公开",
        ItemStatus::Overdue => "逾期未公开",
        ItemStatus::Due => "待公开",
        ItemStatus::Late => "已公开，晚于时限",
        ItemStatus::Disclosed => "已公开",
        ItemStatus::Upcoming => "未到期",
        ItemStatus::OnEvent => "遇事公开，尚无",
        ItemStatus::NotYet => "尚未公开",
        ItemStatus::Withdrawn => "已撤出目录",
    },
    notice_status: |status| match status {
        NoticeStatus::OutcomeMissing => "公示结果未公布",
        NoticeStatus::Running => "公示中",
        NoticeStatus::Ended => "公示期满，等待结果",
        NoticeStatus::Upcoming => "即将公示",
        NoticeStatus::Concluded => "公示已有结果",
        NoticeStatus::Withdrawn => "公示已撤回",
    },
    period: |every, PeriodLabel { year, index }| match every {
        Every::Week => format!("{year}年第{index}周"),
        Every::Month => format!("{year}年{index}月"),
        Every::Quarter => format!("{year}年第{index}季度"),
        Every::HalfYear => format!("{year}年{}半年", if index == 1 { "上" } else { "下" }),
        Every::Year => format!("{year}年度"),
    },
    limit_every: |every, days, count| {
        let every = match every {
            Every::Week => "每周",
            Every::Month => "每月",
            Every::Quarter => "每季度",
            Every::HalfYear => "每半年",
            Every::Year => "每年",
        };
        if days == 0 {
            format!("{every}一次，期末当天")
        } else {
            format!("{every}一次，期满后 {days} {}内", days_chinese(count))
        }
    },
    limit_event: |days, count| {
        if days == 0 {
            "形成或变更当天".to_owned()
        } else {
            format!("形成或变更之日起 {days} {}内", days_chinese(count))
        }
    },
    limit_from: |day| format!("自{day}起"),
    due_by: |period, day| format!("{period}，应在{day}前公开"),
    was_due_by: |period, day| format!("{period}，时限是{day}"),
    missed: |periods| format!("有 {periods} 期未公开"),
    late: |times| format!("有 {times} 次晚于时限"),
    last: "最近一次",
    nothing_yet: "还没有公开过",
    disclosed: "历次公开",
    row_withdrawn: "已撤出目录",
    fills: "对应目录",
    about_period: "所属期间",
    arose_on: "形成日期",
    edition: "版本",
    first_edition: "首次公开，未变更",
    minor: "更正笔误，内容不变",
    major: "内容更正",
    review: "公开前审查",
    reviewed: |who, day| format!("保密、必要性、准确性三项均已审查：{who}，{day}"),
    objection_place: "受理地点",
    objection_person: "受理人",
    days_left: |days| match days {
        0 => "今天截止".to_owned(),
        _ => format!("还剩 {days} 个工作日"),
    },
    outcome_by: |day| format!("结果应在{day}前公布"),
    outcome: "公示结果",
    objections: |count| match count {
        0 => "公示期内没有收到异议。".to_owned(),
        _ => format!("收到异议 {count} 件。"),
    },
    names_past: |day| format!("其中的姓名等个人信息公示到{day}为止，正文不再展示。"),
    public_until: "姓名公示到",
    doubts: "请留意",
    dated_ahead: |date, received| format!("标注日期是{date}，而收到的日期是{received}：日期写在了将来。"),
    began_before: |from, received| format!("公示从{from}算起，而{received}才公开：群众实际可以提意见的天数少了。"),
    concluded_early: |received, until| format!("公示到{until}才期满，结果在{received}就公布了。"),
    table: |number| format!("表 {number}"),
    unit: |unit| format!("单位：{unit}"),
    computed: "合计（自动计算）",
    look: "这张表有对不上的地方，已如实保留：",
    finding: |row, column, finding| {
        let place = format!("“{row}”一行的“{column}”");
        match finding {
            Finding::NotANumber => format!("{place}不是数字，没有计入合计。"),
            Finding::SumDiffers(stated, computed) => format!("{place}写的是 {stated}，各项相加是 {computed}。"),
            Finding::SmallerThanItem(stated, largest) => {
                format!("{place}写的是 {stated}，比其中最大的一项 {largest} 还小。")
            }
            Finding::BalanceBreaks(stated, computed) => format!("{place}写的是 {stated}，按上一行推算是 {computed}。"),
        }
    },
    download: "下载表格（CSV）",
    tables: "表格",
};

pub(super) const ENGLISH: DisclosingWords = DisclosingWords {
    catalogue: "Disclosure catalogue",
    lead: "What must be disclosed, and how often. What is past due shows by itself, and nobody can hide it.",
    none: "No catalogue yet",
    none_text: "Once it lists what must be disclosed, this page shows for each item whether it was.",
    all_rows: "The whole catalogue",
    counts: |all, wanting, due| format!("{all} items, {wanting} overdue, {due} due"),
    matter: "Matter",
    item: "Item",
    content: "What it tells",
    basis: "Basis",
    time_limit: "Time limit",
    subject: "Disclosed by",
    channels: "Channels",
    audience: "Audience",
    mode: "Mode",
    level: "Level",
    everybody: "Everybody",
    channel: |channel| match channel {
        Channel::Site => "Government website",
        Channel::Gazette => "Gazette",
        Channel::SocialMedia => "Social media",
        Channel::PressConference => "Press conference or hearing",
        Channel::Broadcast => "Radio and television",
        Channel::Print => "Print",
        Channel::ReadingRoom => "Reading room",
        Channel::ServiceCentre => "Government service centre",
        Channel::ConvenienceStation => "Convenience station",
        Channel::DoorToDoor => "Door to door, on the spot",
        Channel::NoticeBoard => "Notice board or screen",
        Channel::TargetedPush => "Sent to those concerned",
        Channel::Other => "Other",
    },
    mode_is: |mode| match mode {
        DisclosureMode::Proactive => "Unasked",
        DisclosureMode::OnRequest => "On request",
    },
    item_status: |status| match status {
        ItemStatus::Never => "Never disclosed",
        ItemStatus::Overdue => "Overdue",
        ItemStatus::Due => "Due",
        ItemStatus::Late => "Disclosed late",
        ItemStatus::Disclosed => "Disclosed",
        ItemStatus::Upcoming => "Not due yet",
        ItemStatus::OnEvent => "On occasion, none yet",
        ItemStatus::NotYet => "Not disclosed yet",
        ItemStatus::Withdrawn => "Withdrawn",
    },
    notice_status: |status| match status {
        NoticeStatus::OutcomeMissing => "Outcome missing",
        NoticeStatus::Running => "Open for objections",
        NoticeStatus::Ended => "Ended, outcome to come",
        NoticeStatus::Upcoming => "To begin",
        NoticeStatus::Concluded => "Concluded",
        NoticeStatus::Withdrawn => "Notice withdrawn",
    },
    period: |every, PeriodLabel { year, index }| match every {
        Every::Week => format!("Week {index} of {year}"),
        Every::Month => format!("Month {index} of {year}"),
        Every::Quarter => format!("Quarter {index} of {year}"),
        Every::HalfYear => format!("Half {index} of {year}"),
        Every::Year => format!("The year {year}"),
    },
    limit_every: |every, days, count| {
        let every = match every {
            Every::Week => "Weekly",
            Every::Month => "Monthly",
            Every::Quarter => "Quarterly",
            Every::HalfYear => "Half-yearly",
            Every::Year => "Yearly",
        };
        if days == 0 {
            format!("{every}, by the end of the period")
        } else {
            format!("{every}, within {days} {} of the period's end", days_english(count))
        }
    },
    limit_event: |days, count| {
        if days == 0 {
            "On the day it comes about or changes".to_owned()
        } else {
            format!("Within {days} {} of the day it comes about or changes", days_english(count))
        }
    },
    limit_from: |day| format!("from {day} on"),
    due_by: |period, day| format!("{period}: due by {day}"),
    was_due_by: |period, day| format!("{period}: the time limit was {day}"),
    missed: |periods| format!("Periods not disclosed: {periods}"),
    late: |times| format!("Disclosed late: {times} times"),
    last: "Last disclosed",
    nothing_yet: "Nothing was disclosed so far",
    disclosed: "All disclosures of it",
    row_withdrawn: "Withdrawn from the catalogue",
    fills: "Item of the catalogue",
    about_period: "Period",
    arose_on: "Came about on",
    edition: "Edition",
    first_edition: "First published, never changed",
    minor: "A slip was corrected; the meaning is the same",
    major: "The content was corrected",
    review: "Reviewed before publishing",
    reviewed: |who, day| format!("for confidentiality, necessity and accuracy by {who} on {day}"),
    objection_place: "Where to object",
    objection_person: "Who takes objections",
    days_left: |days| match days {
        0 => "Ends today".to_owned(),
        1 => "1 working day left".to_owned(),
        _ => format!("{days} working days left"),
    },
    outcome_by: |day| format!("The outcome is due by {day}"),
    outcome: "Outcome of the notice",
    objections: |count| match count {
        0 => "No objections were received.".to_owned(),
        1 => "1 objection was received.".to_owned(),
        _ => format!("{count} objections were received."),
    },
    names_past: |day| format!("The names in it were public until {day}; the text is no longer shown."),
    public_until: "Names are public until",
    doubts: "Please note",
    dated_ahead: |date, received| format!("It is dated {date} but was received on {received}: its date lies ahead."),
    began_before: |from, received| {
        format!(
            "The notice counts from {from} but was published on {received}: residents have had fewer days to object."
        )
    },
    concluded_early: |received, until| {
        format!("The notice ran until {until}; its outcome was published on {received} already.")
    },
    table: |number| format!("Table {number}"),
    unit: |unit| format!("Unit: {unit}"),
    computed: "Sum (computed)",
    look: "Some of this table does not add up; it is left as it was written:",
    finding: |row, column, finding| {
        let place = format!("“{column}” of “{row}”");
        match finding {
            Finding::NotANumber => format!("{place} is no number and does not count in the sum."),
            Finding::SumDiffers(stated, computed) => format!("{place} says {stated}; its items add up to {computed}."),
            Finding::SmallerThanItem(stated, largest) => {
                format!("{place} says {stated}, less than its largest item, {largest}.")
            }
            Finding::BalanceBreaks(stated, computed) => {
                format!("{place} says {stated}; the row before leaves {computed}.")
            }
        }
    },
    download: "Download the tables (CSV)",
    tables: "Tables",
};
