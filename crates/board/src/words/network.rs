//! The words of the service network: places, windows, people to call, guides. Both languages side by side.

use jiannuo_domain::words::Access;

/// See [`super::Words::network`].
#[derive(Debug)]
pub struct NetworkWords {
    /// Names the links at the head of a board.
    pub ways: &'static str,
    /// Telephones for everybody.
    pub hotlines: &'static str,
    /// The point that a point belongs to.
    pub above: &'static str,
    /// The points that belong to a point.
    pub below: &'static str,
    /// Organisations below, whose points have a page of their own.
    pub below_organisations: &'static str,
    /// What a point is for.
    pub functions: &'static str,
    /// Where on the earth.
    pub place: &'static str,
    /// Latitude and longitude.
    pub coordinates: fn(&str, &str) -> String,
    /// What a place has for people with disabilities.
    pub access: &'static str,
    /// One of these.
    pub access_item: fn(Access) -> &'static str,
    /// Hours in somebody's words.
    pub hours_written: &'static str,
    /// A closing time on the day after.
    pub next_day: fn(&str) -> String,
    /// When somebody looked last, and who.
    pub checked: &'static str,
    /// The day and the name.
    pub checked_by: fn(&str, &str) -> String,
    /// Nobody has looked for more than so many days.
    pub stale: fn(i64) -> String,
    /// Windows.
    pub windows: &'static str,
    /// A window.
    pub window: &'static str,
    /// What is handled there.
    pub matters: &'static str,
    /// Who is there.
    pub on_duty: &'static str,
    /// Who stands in.
    pub stand_in: &'static str,
    /// This day's.
    pub today: &'static str,
    /// Days that nobody is named for.
    pub other_days: &'static str,
    /// Stands between two weekdays, matters or names.
    pub between: &'static str,
    /// Contact cards.
    pub contacts: &'static str,
    /// There are none.
    pub contacts_none: &'static str,
    /// Heads the timetable.
    pub receptions: &'static str,
    /// Who receives.
    pub person: &'static str,
    /// The post.
    pub post: &'static str,
    /// When.
    pub reception_time: &'static str,
    /// Where.
    pub reception_place: &'static str,
    /// Under a code that holds a card.
    pub scan_card: &'static str,
    /// Names a code that holds a card.
    pub card_of: fn(&str) -> String,
    /// Guides.
    pub guides: &'static str,
    /// There are none.
    pub guides_none: &'static str,
    /// The heading of guides without one.
    pub group_none: &'static str,
    /// What is got done.
    pub matter: &'static str,
    /// Under which heading.
    pub group: &'static str,
    /// Who handles it.
    pub office: &'static str,
    /// For whom.
    pub conditions: &'static str,
    /// Where it is handled.
    pub handled_at: &'static str,
    /// The law.
    pub legal_basis: &'static str,
    /// Its time limit.
    pub legal_limit: &'static str,
    /// The promised one.
    pub promised_limit: &'static str,
    /// What to bring.
    pub papers: &'static str,
    /// The form of a paper.
    pub format: &'static str,
    /// How many.
    pub copies: &'static str,
    /// That many.
    pub copies_count: fn(u8) -> String,
    /// Who gives it out.
    pub issuer: &'static str,
    /// What to mind.
    pub note: &'static str,
    /// What it costs.
    pub fee: &'static str,
    /// What is done.
    pub steps: &'static str,
    /// Where, in words.
    pub guide_place: &'static str,
    /// It is no longer handled.
    pub guide_withdrawn: &'static str,
    /// Under a code that leads to a page.
    pub scan_page: &'static str,
    /// Names a code that leads to a page.
    pub page_of: fn(&str) -> String,
}

pub(super) const CHINESE: NetworkWords = NetworkWords {
    ways: "办事查询",
    hotlines: "服务热线",
    above: "上级网点",
    below: "下级网点",
    below_organisations: "下级单位的服务网点",
    functions: "服务功能",
    place: "位置",
    coordinates: |latitude, longitude| format!("纬度 {latitude}，经度 {longitude}"),
    access: "无障碍服务",
    access_item: |access| match access {
        Access::StepFreeEntrance => "入口无台阶",
        Access::StepFreeInside => "室内无台阶或有电梯",
        Access::AccessibleToilet => "无障碍卫生间",
        Access::LowCounter => "低位服务台",
        Access::HearingLoop => "助听感应设备",
        Access::SignLanguage => "手语服务",
        Access::GuidanceForBlind => "盲道或语音、盲文指引",
        Access::HelpByBell => "按铃有人协助",
        Access::HomeVisits => "可上门办理",
    },
    hours_written: "时间说明",
    next_day: |clock| format!("次日 {clock}"),
    checked: "最近核对",
    checked_by: |day, name| format!("{day}，{name}"),
    stale: |days| format!("信息已超过 {days} 天没有核对，去之前请先打电话问清"),
    windows: "服务窗口",
    window: "窗口",
    matters: "办理事项",
    on_duty: "值班（A 岗）",
    stand_in: "替岗（B 岗）",
    today: "今天",
    other_days: "其余日子",
    between: "、",
    contacts: "联系卡",
    contacts_none: "还没有公布联系人。",
    receptions: "接待时间表",
    person: "姓名",
    post: "职务",
    reception_time: "接待时间",
    reception_place: "接待地点",
    scan_card: "扫码存入通讯录",
    card_of: |name| format!("{name}的电子名片二维码"),
    guides: "办事指南",
    guides_none: "还没有公布办事指南。",
    group_none: "其他事项",
    matter: "事项",
    group: "类别",
    office: "办理单位",
    conditions: "办理条件",
    handled_at: "办理网点",
    legal_basis: "办理依据",
    legal_limit: "法定时限",
    promised_limit: "承诺时限",
    papers: "所需材料",
    format: "形式",
    copies: "份数",
    copies_count: |copies| format!("{copies} 份"),
    issuer: "出具单位",
    note: "说明",
    fee: "收费",
    steps: "办理流程",
    guide_place: "办理地点",
    guide_withdrawn: "已停止办理",
    scan_page: "扫码看最新内容",
    page_of: |matter| format!("“{matter}”网页的二维码"),
};

pub(super) const ENGLISH: NetworkWords = NetworkWords {
    ways: "Look up",
    hotlines: "Hotlines",
    above: "Belongs to",
    below: "Points below",
    below_organisations: "Service points of organisations below",
    functions: "What it is for",
    place: "On the map",
    coordinates: |latitude, longitude| format!("latitude {latitude}, longitude {longitude}"),
    access: "Accessibility",
    access_item: |access| match access {
        Access::StepFreeEntrance => "Step-free entrance",
        Access::StepFreeInside => "Step-free inside, or a lift",
        Access::AccessibleToilet => "Accessible toilet",
        Access::LowCounter => "Low counter",
        Access::HearingLoop => "Hearing loop",
        Access::SignLanguage => "Sign language",
        Access::GuidanceForBlind => "Tactile path, Braille or speech",
        Access::HelpByBell => "Ring and somebody helps",
        Access::HomeVisits => "Home visits",
    },
    hours_written: "About the hours",
    next_day: |clock| format!("{clock} next day"),
    checked: "Last checked",
    checked_by: |day, name| format!("{day}, {name}"),
    stale: |days| format!("Nobody has checked this for more than {days} days: call before you go"),
    windows: "Windows",
    window: "Window",
    matters: "Matters",
    on_duty: "On duty (A)",
    stand_in: "Stand-in (B)",
    today: "today",
    other_days: "Other days",
    between: ", ",
    contacts: "Contact cards",
    contacts_none: "Nobody to contact has been published yet.",
    receptions: "Reception times",
    person: "Name",
    post: "Post",
    reception_time: "When",
    reception_place: "Where",
    scan_card: "Scan to keep this card",
    card_of: |name| format!("QR code with the card of {name}"),
    guides: "Service guides",
    guides_none: "No service guide has been published yet.",
    group_none: "Other matters",
    matter: "Matter",
    group: "Group",
    office: "Office",
    conditions: "For whom",
    handled_at: "Handled at",
    legal_basis: "Legal basis",
    legal_limit: "Legal time limit",
    promised_limit: "Promised time limit",
    papers: "Papers to bring",
    format: "Form",
    copies: "Copies",
    copies_count: |copies| copies.to_string(),
    issuer: "Issued by",
    note: "Note",
    fee: "Fee",
    steps: "Steps",
    guide_place: "Where",
    guide_withdrawn: "No longer handled",
    scan_page: "Scan for the latest version",
    page_of: |matter| format!("QR code of the page about {matter}"),
};
