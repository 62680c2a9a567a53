//! Words of the kinds of pledges, of posts and of the yearly cycle, in both languages.

use jiannuo_domain::cycle::Stage;
use jiannuo_domain::words::{PledgeKind, TimeUnit};

/// See [`super::Words::pledging`].
#[derive(Debug)]
pub struct PledgingWords {
    /// What sort of pledge it is.
    pub kind: fn(PledgeKind) -> &'static str,
    /// Heads that.
    pub kind_of: &'static str,
    /// Stands between parts of a sentence.
    pub between: &'static str,
    /// Names the filters by kind.
    pub by_kind: &'static str,
    /// Names the filters by field of service.
    pub by_field: &'static str,
    /// A time limit; nought is "at once".
    pub limit: fn(&str, TimeUnit) -> String,
    /// What is promised.
    pub promised: &'static str,
    /// What the law allows.
    pub legal: &'static str,
    /// What was reached.
    pub reached: &'static str,
    /// Nothing was measured yet.
    pub not_measured: &'static str,
    /// So many handled, so many in time, with the share in per cent.
    pub handled: fn(u64, u64, &str) -> String,
    /// How long the slowest took.
    pub longest: fn(&str) -> String,
    /// The slowest kept to the promise.
    pub within_promised: &'static str,
    /// The slowest took longer than promised, and kept to the law.
    pub within_legal: &'static str,
    /// The slowest took longer than promised.
    pub beyond_promised: &'static str,
    /// The slowest took longer than the law allows.
    pub beyond_legal: &'static str,
    /// Who answers for a project together with its owner.
    pub co_owners: &'static str,
    /// A project's money.
    pub budget: &'static str,
    /// An amount of money.
    pub yuan: fn(&str) -> String,
    /// Where it comes from.
    pub budget_source: &'static str,
    /// The unit of steps in a meter.
    pub steps: &'static str,
    /// It was kept, as of the last word.
    pub kept: &'static str,
    /// It was not.
    pub not_kept: &'static str,
    /// Heads what was said last.
    pub kept_title: &'static str,
    /// The pledge above.
    pub part_of: &'static str,
    /// Heads the parts.
    pub parts: &'static str,
    /// How many parts are kept, of how many.
    pub parts_kept: fn(u32, u32) -> String,
    /// The pledge that it goes on with.
    pub carried_from: &'static str,
    /// The pledge that goes on with it.
    pub carried_into: &'static str,
    /// Heads a pair.
    pub pair: &'static str,
    /// The other side's pledge, by whom.
    pub pair_by: fn(&str) -> String,
    /// The other side has not answered.
    pub pair_waits: fn(&str) -> String,
    /// Who may confirm a pair's claims.
    pub pair_note: &'static str,
    /// Heads the catalogue of posts.
    pub posts: &'static str,
    /// There are none.
    pub no_posts: &'static str,
    /// A post.
    pub post: &'static str,
    /// What its holder does.
    pub duties: &'static str,
    /// Its class.
    pub class: &'static str,
    /// Posts without a class.
    pub no_class: &'static str,
    /// How many of its places are taken.
    pub places: fn(u32, u32) -> String,
    /// How many hold it, where nobody counts places.
    pub held_by: fn(u32) -> String,
    /// Nobody holds it.
    pub vacant: &'static str,
    /// Places are free.
    pub free: fn(u32) -> String,
    /// Who holds it.
    pub holders: &'static str,
    /// Who held it before.
    pub past_holders: &'static str,
    /// From when until when somebody held it; they may have left without giving it up.
    pub held: fn(&str, Option<&str>) -> String,
    /// Pledges for it.
    pub post_pledges: &'static str,
    /// It was taken out of the catalogue.
    pub post_withdrawn: &'static str,
    /// How many posts, and how many with a free place.
    pub posts_counted: fn(u32, u32) -> String,
    /// The yearly cycle.
    pub cycle: &'static str,
    /// The cycle of a year.
    pub cycle_of: fn(i32) -> String,
    /// A stage of it.
    pub stage: fn(Stage) -> &'static str,
    /// Until when a stage lasts.
    pub until: fn(&str) -> String,
    /// The stage in which it is.
    pub now: &'static str,
    /// A stage that is over.
    pub over: &'static str,
    /// How many have pledged, of how many.
    pub pledged_of: fn(u32, u32) -> String,
    /// How many have given an account, of how many.
    pub accounted_of: fn(u32, u32) -> String,
    /// How many of its pledges are overdue.
    pub overdue_pledges: fn(u32) -> String,
    /// Heads the table of members.
    pub members: &'static str,
    /// The first column.
    pub member: &'static str,
    /// The column of pledges.
    pub pledged: &'static str,
    /// The column of how pledges stand.
    pub standing: &'static str,
    /// The column of accounts.
    pub account: &'static str,
    /// No pledge yet, and the day has not passed.
    pub not_pledged_yet: &'static str,
    /// No pledge, and the day has passed.
    pub pledge_missing: &'static str,
    /// So many pledges.
    pub pledges_made: fn(usize) -> String,
    /// The first came by the day.
    pub pledged_in_time: &'static str,
    /// The first came after the day.
    pub pledged_late: &'static str,
    /// How many are kept, and how many overdue.
    pub kept_and_overdue: fn(u32, u32) -> String,
    /// No account yet, and the day has not passed.
    pub not_accounted_yet: &'static str,
    /// No account, and the day has passed.
    pub account_missing: &'static str,
    /// An account was given, on a day.
    pub accounted: fn(&str) -> String,
    /// It came by the day.
    pub accounted_in_time: &'static str,
    /// It came after the day.
    pub accounted_late: &'static str,
    /// Heads the accounts.
    pub accounts: &'static str,
    /// There are none.
    pub no_accounts: &'static str,
    /// Narrows the board down to a year.
    pub by_cycle: &'static str,
    /// The way to the board of a year.
    pub cycle_on_board: &'static str,
    /// Heads a year's pledges.
    pub cycle_pledges: &'static str,
    /// Nobody has pledged for this year yet.
    pub no_cycle_pledges: &'static str,
}

/// Chinese.
pub(super) const ZH: PledgingWords = PledgingWords {
    kind: |kind| match kind {
        PledgeKind::Personal => "个人承诺",
        PledgeKind::Post => "岗位承诺",
        PledgeKind::Service => "服务承诺",
        PledgeKind::Project => "领办项目",
        PledgeKind::Organisation => "组织承诺",
        PledgeKind::TwoWay => "双向承诺",
    },
    kind_of: "承诺类别",
    between: "，",
    by_kind: "按类别查看",
    by_field: "按服务领域查看",
    limit: |amount, unit| match (amount, unit) {
        ("0", _) => "当场办结".to_owned(),
        (_, TimeUnit::Minutes) => format!("{amount} 分钟"),
        (_, TimeUnit::Hours) => format!("{amount} 小时"),
        (_, TimeUnit::WorkingDays) => format!("{amount} 个工作日"),
        (_, TimeUnit::Days) => format!("{amount} 天"),
    },
    promised: "承诺时限",
    legal: "法定时限",
    reached: "实际达到",
    not_measured: "还没有记录办理情况。",
    handled: |handled, in_time, share| format!("已办 {handled} 件，按承诺时限办结 {in_time} 件（{share}%）"),
    longest: |longest| format!("最长用时 {longest}"),
    within_promised: "都在承诺时限内",
    within_legal: "有超过承诺时限的，没有超过法定时限",
    beyond_promised: "有超过承诺时限的",
    beyond_legal: "有超过法定时限的",
    co_owners: "共同负责",
    budget: "项目经费",
    yuan: |amount| format!("{amount} 元"),
    budget_source: "经费来源",
    steps: "步",
    kept: "做到了",
    not_kept: "没有做到",
    kept_title: "最近一次记录",
    part_of: "上级承诺",
    parts: "分项承诺",
    parts_kept: |kept, of| format!("共 {of} 个分项，已兑现 {kept} 个"),
    carried_from: "接续自",
    carried_into: "已接续为",
    pair: "双向承诺",
    pair_by: |name| format!("{name}的承诺"),
    pair_waits: |name| format!("等待{name}作出相应承诺"),
    pair_note: "双方的申报由对方确认或提出异议。",
    posts: "岗位目录",
    no_posts: "还没有设岗。",
    post: "岗位",
    duties: "岗位职责",
    class: "岗位类别",
    no_class: "其他岗位",
    places: |taken, places| format!("{places} 个名额，已认领 {taken} 个"),
    held_by: |holders| format!("{holders} 人认领"),
    vacant: "空岗",
    free: |places| format!("还有 {places} 个名额"),
    holders: "在岗",
    past_holders: "曾在岗",
    held: |from, until| until.map_or_else(|| format!("{from}起，后离开"), |until| format!("{from}至{until}")),
    post_pledges: "岗位承诺",
    post_withdrawn: "已撤销",
    posts_counted: |posts, free| match free {
        0 => format!("{posts} 个岗位，都有人在岗"),
        _ => format!("{posts} 个岗位，{free} 个还有名额"),
    },
    cycle: "年度承诺",
    cycle_of: |year| format!("{year}年度承诺"),
    stage: |stage| match stage {
        Stage::Pledging => "承诺",
        Stage::FirstHalf => "践诺，年中检查",
        Stage::SecondHalf => "践诺，年终述职",
        Stage::Rating => "评议",
        Stage::Closed => "已结束",
    },
    until: |day| format!("到 {day}"),
    now: "进行中",
    over: "已过",
    pledged_of: |count, of| format!("{of} 人中有 {count} 人已承诺"),
    accounted_of: |count, of| format!("{of} 人中有 {count} 人已述职"),
    overdue_pledges: |count| format!("{count} 项已逾期"),
    members: "每个人的这一年",
    member: "姓名",
    pledged: "承诺",
    standing: "兑现",
    account: "述职",
    not_pledged_yet: "还没有承诺",
    pledge_missing: "到期未承诺",
    pledges_made: |count| format!("{count} 项"),
    pledged_late: "晚于截止日",
    pledged_in_time: "按时承诺",
    kept_and_overdue: |kept, overdue| match overdue {
        0 => format!("已兑现 {kept} 项"),
        _ => format!("已兑现 {kept} 项，逾期 {overdue} 项"),
    },
    not_accounted_yet: "还没有述职",
    account_missing: "到期未述职",
    accounted_in_time: "按时述职",
    accounted: |day| format!("{day} 已述职"),
    accounted_late: "晚于截止日",
    accounts: "述职",
    no_accounts: "还没有人述职。",
    by_cycle: "按年度",
    cycle_on_board: "在承诺榜上看这一年",
    cycle_pledges: "这一年的承诺",
    no_cycle_pledges: "这一年还没有人承诺。",
};

/// English.
pub(super) const EN: PledgingWords = PledgingWords {
    kind: |kind| match kind {
        PledgeKind::Personal => "Personal",
        PledgeKind::Post => "Post",
        PledgeKind::Service => "Service standard",
        PledgeKind::Project => "Project",
        PledgeKind::Organisation => "Organisation",
        PledgeKind::TwoWay => "Two-way",
    },
    kind_of: "Kind",
    between: ", ",
    by_kind: "By kind",
    by_field: "By field of service",
    limit: |amount, unit| match (amount, unit) {
        ("0", _) => "at once".to_owned(),
        (_, TimeUnit::Minutes) => format!("{amount} min"),
        (_, TimeUnit::Hours) => format!("{amount} h"),
        (_, TimeUnit::WorkingDays) => format!("{amount} working days"),
        (_, TimeUnit::Days) => format!("{amount} days"),
    },
    promised: "Promised",
    legal: "The law allows",
    reached: "Reached",
    not_measured: "Nothing has been measured yet.",
    handled: |handled, in_time, share| format!("{handled} handled, {in_time} within the promised time ({share}%)"),
    longest: |longest| format!("the slowest took {longest}"),
    within_promised: "all within the promise",
    within_legal: "longer than promised, within the law",
    beyond_promised: "longer than promised",
    beyond_legal: "longer than the law allows",
    co_owners: "Together with",
    budget: "Budget",
    yuan: |amount| format!("{amount} yuan"),
    budget_source: "Paid from",
    steps: "steps",
    kept: "Kept",
    not_kept: "Not kept",
    kept_title: "Last word",
    part_of: "Part of",
    parts: "Parts",
    parts_kept: |kept, of| format!("{kept} of {of} parts kept"),
    carried_from: "Goes on with",
    carried_into: "Goes on in",
    pair: "Two-way pledge",
    pair_by: |name| format!("{name}'s pledge"),
    pair_waits: |name| format!("{name} has not answered with a pledge yet"),
    pair_note: "Each side's claim is confirmed or disputed by the other side.",
    posts: "Posts",
    no_posts: "There are no posts yet.",
    post: "Post",
    duties: "Duties",
    class: "Class",
    no_class: "Other posts",
    places: |taken, places| format!("{taken} of {places} places taken"),
    held_by: |holders| format!("held by {holders}"),
    vacant: "Vacant",
    free: |places| format!("{places} free"),
    holders: "Held by",
    past_holders: "Held before by",
    held: |from, until| {
        until.map_or_else(|| format!("from {from}, then left"), |until| format!("from {from} to {until}"))
    },
    post_pledges: "Pledges for the post",
    post_withdrawn: "Withdrawn",
    posts_counted: |posts, free| match free {
        0 => format!("{posts} posts, all held"),
        _ => format!("{posts} posts, {free} with a free place"),
    },
    cycle: "Yearly cycle",
    cycle_of: |year| format!("Pledges of {year}"),
    stage: |stage| match stage {
        Stage::Pledging => "Pledging",
        Stage::FirstHalf => "Keeping, look at half-way",
        Stage::SecondHalf => "Keeping, accounts of the year",
        Stage::Rating => "Ratings",
        Stage::Closed => "Closed",
    },
    until: |day| format!("until {day}"),
    now: "now",
    over: "over",
    pledged_of: |count, of| format!("{count} of {of} have pledged"),
    accounted_of: |count, of| format!("{count} of {of} have given an account"),
    overdue_pledges: |count| format!("{count} overdue"),
    members: "Each member's year",
    member: "Name",
    pledged: "Pledges",
    standing: "Kept",
    account: "Account",
    not_pledged_yet: "None yet",
    pledge_missing: "None by the day",
    pledges_made: |count| count.to_string(),
    pledged_late: "after the day",
    pledged_in_time: "in time",
    kept_and_overdue: |kept, overdue| match overdue {
        0 => format!("{kept} kept"),
        _ => format!("{kept} kept, {overdue} overdue"),
    },
    not_accounted_yet: "None yet",
    account_missing: "None by the day",
    accounted_in_time: "in time",
    accounted: |day| format!("Given on {day}"),
    accounted_late: "after the day",
    accounts: "Accounts of the year",
    no_accounts: "Nobody has given an account yet.",
    by_cycle: "By year",
    cycle_on_board: "This year on the board",
    cycle_pledges: "Pledges of this year",
    no_cycle_pledges: "Nobody has pledged for this year yet.",
};
