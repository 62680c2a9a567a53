//! Simplified Chinese, with the official renderings of the field's terms (承诺, 践诺, 公示, 责任人, 完成时限, 逾期, 兑现).

use super::{
    DisclosureWords, FormWords, Language, MessageWords, OrganisationWords, PledgeWords, ProofWords, ServicePointWords,
    ShellWords, SummaryWords, TimeWords, Words,
};
use jiannuo_domain::codes::Reason;
use jiannuo_domain::words::{DisclosureKind, Level};

use crate::{
    components::{
        due_date::{Period, Standing},
        hours_table::OpenState,
        message_page::MessageKind,
        organisation_list::OrganisationMark,
        progress_meter::PERCENT,
        status_tag::Status,
        succession::{Missing, Succession, SuccessionWords},
        sync_bar::SyncState,
        timeline::EventKind,
    },
    time::{Day, Moment, Weekday},
};

pub(super) static WORDS: Words = Words {
    language: Language::Chinese,
    shell: ShellWords {
        product: "践诺",
        motto: "说到的，大家看得到",
        skip_to_content: "跳到正文",
        other_language: "English",
        large_text: "长辈版",
        normal_text: "标准版",
        settings: "显示设置",
        path: "当前位置",
        home: "首页",
        member_app: "成员入口",
        as_at: |moment| format!("截至 {moment}"),
        report_and_ask: "咨询与监督",
        hotline: "党员咨询服务电话",
        supervision_phone: "监督电话",
        other_forms: "本页其他格式",
        whole_workbook: "全部表格 Excel",
        record_note: "公示之后，文字不能悄悄改动：每一次变更、撤回都留有时间和理由。是否逾期由系统按工作日推算，任何人不能自行填写。",
        demo: "演示数据：单位、人名、地名均为虚构。",
        pages: "分页",
        previous_page: "上一页",
        next_page: "下一页",
        page_of: |page, pages| format!("第 {page} 页，共 {pages} 页"),
    },
    time: TimeWords {
        day,
        moment: |Moment { day: date, clock }| format!("{} {}", day(date), clock.text()),
        weekday,
        span: |from, to| format!("{}至{}", day(from), day(to)),
        written_and_received: |written, received| format!("手机记录于 {written}，平台收到于 {received}"),
        written_only: |written| format!("手机记录于 {written}，尚未发布"),
        clock_differs: "手机时间与平台时间相差较大，以平台收到的时间为准。",
        calendar_missing: |year| format!("{year}年放假安排尚未公布，暂只按周末推算。"),
    },
    status,
    pledge: PledgeWords {
        pledge: "承诺",
        pledges: "公开承诺",
        due: "完成时限",
        due_every: |period| format!("完成时限（{period}）"),
        standing,
        every: |period| match period {
            Period::Week => "每周",
            Period::Month => "每月",
            Period::Quarter => "每季度",
            Period::HalfYear => "每半年",
            Period::Year => "每年",
        },
        entered_by: |clerk, member| format!("由{clerk}代{member}录入"),
        attested: "本人认可",
        contested: "本人不认可",
        event_withdrawn: "已撤回，不计入",
        responsible: "责任人",
        post: "岗位",
        field: "服务领域",
        measure: "践诺措施",
        target: "承诺数量",
        beneficiaries: "受益对象",
        organisation: "所在组织",
        published: "公示时间",
        milestones: "阶段目标",
        milestone_reached: "已达到",
        milestone_open: "未到期",
        milestone_missed: "已逾期",
        progress: "进度",
        progress_of: |done, target, unit| match unit {
            PERCENT => format!("已完成 {done}%"),
            _ => format!("已完成 {done}，共 {target} {unit}"),
        },
        record: "践诺记录",
        event: |kind| match kind {
            EventKind::Published => "公示承诺",
            EventKind::Progress => "进展",
            EventKind::Claimed => "本人申报兑现",
            EventKind::Confirmed => "监督人确认",
            EventKind::Disputed => "提出异议",
            EventKind::Revised => "变更承诺",
            EventKind::ProgressWithdrawn => "撤回进展",
            EventKind::Contested => "本人不认可代录内容",
            EventKind::Withdrawn => "撤回承诺",
            EventKind::NotFulfilled => "说明未兑现",
        },
        reason: "理由",
        reason_code: |reason| match reason {
            Reason::NotInOurPower => "非自身所能决定",
            Reason::Funds => "资金未到位",
            Reason::PrioritiesChanged => "工作重点调整",
            Reason::Superseded => "已由其他承诺或规定取代",
            Reason::DoneByOthers => "已由他人完成",
            Reason::EnteredByMistake => "录入有误",
            Reason::PersonalData => "含有个人信息",
            Reason::Other => "其他原因",
        },
        evidence: "佐证材料",
        no_evidence: "无佐证材料，说明：",
        claim_note: "“申报”是承诺人自己说的，“确认”是监督人说的，两者分开记录。",
        revisions: "文字变更",
        revision: |number| format!("第 {number} 次变更"),
        never_revised: "公示以来文字未变更。",
        removed: "删去：",
        added: "增加：",
        words_erased: |day, office, reason| format!("（此处文字已于{day}由{office}依规删除，原因类别：{reason}）"),
        words_erased_unexplained: "（此处文字已依规删除）",
        words_missing: "（此处文字暂未取得）",
        words_newer: "（此处文字需要新版本才能显示）",
        name_erased: "（姓名未公开）",
        pressing: "逾期和即将到期",
        none_title: "还没有公示的承诺",
        none_text: "承诺一经公示，就会出现在这里。",
        none_match: "没有这一类承诺。",
    },
    pledging: super::pledging::ZH,
    summary: SummaryWords {
        title: "承诺一览",
        of: |count, total| format!("{total} 项中有 {count} 项"),
        filter: "按状态查看",
        all: "全部",
        in_progress: "进行中",
        due_soon: "即将到期",
        overdue: "已逾期",
        awaiting: "待确认",
        fulfilled: "已兑现",
        not_fulfilled: "未兑现",
        withdrawn: "已撤回",
    },
    conflict: super::conflict::CHINESE,
    search: super::search::CHINESE,
    organisation: OrganisationWords {
        organisations: "各级组织",
        counts: |pledges, overdue| match overdue {
            0 => format!("{pledges} 项承诺，无逾期"),
            _ => format!("{pledges} 项承诺，逾期 {overdue} 项"),
        },
        below: |count| format!("下级组织 {count} 个"),
        as_on: |day| {
            (
                format!("本页显示 {day} 的逾期情况"),
                "承诺及其办理情况以目前收到的记录为准，只有逾期按这一天计算。".to_owned(),
            )
        },
        none: "还没有组织。",
        this_one: "本组织",
        mark: |mark| match mark {
            OrganisationMark::Lost => "记录有缺失",
            OrganisationMark::Continued => "旧记录，已另有公示接续",
            OrganisationMark::Continues => "接续旧记录",
        },
        level: |level| match level {
            Level::County => "县（区）级",
            Level::Township => "乡镇（街道）级",
            Level::Village => "村（社区）级",
            Level::Group => "村民小组",
            Level::Unit => "部门和单位",
        },
    },
    disclosure: DisclosureWords {
        disclosures: "公开事项",
        title: "标题",
        body: "正文",
        kind: "类别",
        office: "公开单位",
        date: "公开日期",
        notice_period: "公示期",
        objection_phone: "异议电话",
        revised: "已更正",
        withdrawn: "已撤回",
        reason: "理由",
        affairs: |kind| match kind {
            DisclosureKind::Party => "党务公开",
            DisclosureKind::Government => "政务公开",
            DisclosureKind::Village => "村务公开",
            DisclosureKind::Finance => "财务公开",
            DisclosureKind::Notice => "公示",
            DisclosureKind::Circular => "通报",
        },
        none: "还没有公开的事项。",
    },
    disclosing: super::disclosing::CHINESE,

    network: super::network::CHINESE,
    service_point: ServicePointWords {
        service_points: "服务网点",
        name: "名称",
        level: "层级",
        address: "地址",
        phone: "电话",
        services: "办理事项",
        hours: "开放时间",
        day: "日期",
        open_hours: "时间",
        between_hours: "，",
        closed: "不开放",
        exceptions: "特别安排",
        state: open_state,
        as_at: |clock| format!("{clock} 时的情况"),
        withdrawn: "已关闭",
        follows_working_days: "法定节假日不开放，调休上班日照常开放。",
        call: |phone| format!("拨打 {phone}"),
        none: "还没有登记服务网点。",
    },
    message,
    proof: ProofWords {
        title: "可查证的记录",
        check: "查证这一条",
        entries: |entries| format!("本单位共有 {entries} 条记录，改动、补记、删除都会留下痕迹。"),
        how: "怎样自己查证",
        compare: "和别的手机比对",
        witnessed: |entries| format!("见证了前 {entries} 条"),
        unwitnessed: "还没有别的单位见证这份记录。",
    },
    succession: |succession| {
        let missing = |missing: &Missing| match missing.first == missing.last {
            true => format!("第 {} 条", missing.last),
            false => format!("第 {} 条至第 {} 条", missing.first, missing.last),
        };
        let (title, text, link) = match succession {
            Succession::Lost(lost) => (
                "这份记录有缺失",
                format!(
                    "{}在服务器上丢失，暂时无法显示。谁的手机上还存有这些记录，联网打开应用就会自动补回。",
                    missing(lost)
                ),
                "",
            ),
            Succession::Continued { missing: Some(lost), .. } => (
                "这份记录有缺失，不再续写",
                format!("{}在服务器上丢失，无法显示。以后的记录写在接续的公示里。", missing(lost)),
                "查看接续的公示",
            ),
            Succession::Continued { missing: None, .. } => {
                ("这份记录不再续写", "丢失的记录已经补回。以后的记录仍写在接续的公示里。".to_owned(), "查看接续的公示")
            }
            Succession::Continues { missing: lost, .. } if lost.first == 1 => (
                "本公示接续一份旧记录",
                format!("旧记录共 {} 条，{} 条全部丢失，无法显示。", lost.last, lost.last),
                "查看旧公示",
            ),
            Succession::Continues { missing: lost, .. } => (
                "本公示接续一份有缺失的旧记录",
                format!("旧记录还存有前 {} 条；{}已经丢失，无法显示。", lost.first - 1, missing(lost)),
                "查看旧公示",
            ),
        };
        SuccessionWords { title, text, link }
    },
    form: FormWords {
        there_is_a_problem: "请改正以下问题",
        error: "错误：",
        warning: "注意：",
        success: "完成：",
        information: "提示：",
        optional: "（可不填）",
        year: "年",
        month: "月",
        day: "日",
        characters_left: |count| format!("还可输入 {count} 字"),
        task_done: "已完成",
        task_open: "待办",
        task_waits: "暂不能办",
        main_menu: "主菜单",
    },
    sync,

    attachments: super::attachments::ZH,
    performance: super::attachments::PERFORMANCE_ZH,
};

fn day(Day { year, month, day }: Day) -> String {
    format!("{year}年{month}月{day}日")
}

fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::SavedHere => "已存本机",
        Status::Published => "已公示",
        Status::InProgress => "进行中",
        Status::DueSoon => "即将到期",
        Status::InGrace => "宽限期内",
        Status::Overdue => "已逾期",
        Status::Claimed => "申报兑现，待确认",
        Status::Confirmed => "已确认兑现",
        Status::Disputed => "有异议",
        Status::Revised => "已变更",
        Status::Withdrawn => "已撤回",
        Status::NotFulfilled => "未兑现",
        Status::FulfilledOnTime => "按期兑现",
        Status::FulfilledInGrace => "宽限期内兑现",
        Status::FulfilledLate => "逾期兑现",
        Status::NeedsNewerApp => "需新版应用查看",
    }
}

fn standing(standing: Standing) -> String {
    match standing {
        Standing::DaysLeft(days) => format!("还有 {days} 个工作日"),
        Standing::Today => "今天到期".to_owned(),
        Standing::DaysOver(days) => format!("逾期 {days} 个工作日"),
        Standing::GraceUntil(until) => format!("宽限到 {}", day(until)),
        Standing::PeriodsMissed(periods) => format!("已有 {periods} 期未完成"),
        Standing::FulfilledOn(done) => format!("{}兑现", day(done)),
        Standing::ClaimedOn(claimed) => format!("{}申报兑现", day(claimed)),
        Standing::ClaimedInGraceOn(claimed) => format!("{}申报兑现（宽限期内）", day(claimed)),
        Standing::ClaimedLateOn(claimed) => format!("{}申报兑现（已过时限）", day(claimed)),
    }
}

fn open_state(state: OpenState) -> String {
    match state {
        OpenState::OpenUntil(until) => format!("正在开放，到 {}", until.text()),
        OpenState::OpenUntilDay(date, until) => format!("正在开放，到{} {}", day(date), until.text()),
        OpenState::RoundTheClock => "全天开放".to_owned(),
        OpenState::OpensToday(from) => format!("现在不开放，今天 {} 开放", from.text()),
        OpenState::OpensOn(date, from) => format!("现在不开放，{} {} 开放", day(date), from.text()),
        OpenState::Closed => "现在不开放".to_owned(),
        OpenState::Unknown => "开放时间未登记，请先打电话".to_owned(),
    }
}

fn message(kind: MessageKind) -> MessageWords {
    match kind {
        MessageKind::NotFound => MessageWords {
            title: "没有找到这个页面",
            text: "网址可能输错了，或者页面已经换了地方。",
            advice: "请核对网址，或者从首页查找。",
        },
        MessageKind::Gone => MessageWords {
            title: "这部分内容已依规删除",
            text: "删除的时间、单位和依据仍留在记录里，原文不再提供。",
            advice: "如有疑问，请拨打监督电话。",
        },
        MessageKind::Broken => MessageWords {
            title: "系统出了问题",
            text: "不是您的操作造成的。已经公示的内容没有受影响。",
            advice: "请过几分钟再试。",
        },
        MessageKind::Busy => MessageWords {
            title: "现在访问的人太多",
            text: "您的请求没有处理，也没有留下任何改动。",
            advice: "请过一分钟再试。",
        },
        MessageKind::Offline => MessageWords {
            title: "没有网络，这一页还没有存在手机上",
            text: "打开过的页面没有网络也能看。",
            advice: "连上网络后再打开一次。",
        },
    }
}

fn sync(state: SyncState) -> String {
    match state {
        SyncState::UpToDate => "已全部发布".to_owned(),
        SyncState::SavedHere(count) => format!("已存本机，联网后自动发布（{count} 条）"),
        SyncState::Publishing(count) => format!("正在发布 {count} 条"),
        SyncState::Offline => "没有网络，可以照常填写".to_owned(),
        SyncState::NeedsYou(count) => format!("有 {count} 条需要您处理"),
        SyncState::StorageFull => "手机存储已满，新内容存不下".to_owned(),
    }
}
