//! A catalogue to begin with: what villages, townships and units usually must disclose, for somebody to look over and change
//! before it is published. Every day count in it is a proposal, not a rule of this software.
//!
//! Names of laws are facts; all other words are this project's own.

use crate::day::Day;
use crate::period::Every;
use crate::words::{CatalogueWords, Channel, DayCount, DisclosureKind, Level, TimeLimit};

/// For whom a catalogue is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StarterSet {
    /// A village or a community.
    Village,
    /// A township or a sub-district.
    Township,
    /// A department, hall, hospital, school.
    Unit,
}

impl StarterSet {
    /// Every set.
    pub const ALL: [Self; 3] = [Self::Village, Self::Township, Self::Unit];

    /// The set that suits an organisation.
    pub const fn of(level: Level) -> Self {
        match level {
            Level::Village | Level::Group => Self::Village,
            Level::Township | Level::County => Self::Township,
            Level::Unit => Self::Unit,
        }
    }

    const fn level(self) -> Level {
        match self {
            Self::Village => Level::Village,
            Self::Township => Level::Township,
            Self::Unit => Level::Unit,
        }
    }

    const fn rows(self) -> &'static [Row] {
        match self {
            Self::Village => VILLAGE,
            Self::Township => TOWNSHIP,
            Self::Unit => UNIT,
        }
    }
}

/// A time limit, without the day from which it is asked for.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Every(Every, u16, DayCount),
    Event(u16, DayCount),
    Written(&'static str),
}

/// Matter, item, affairs, content, basis, time limit.
type Row = (&'static str, &'static str, DisclosureKind, &'static str, &'static str, Limit);

/// The rows of a set, asked for from a day on.
pub fn rows(set: StarterSet, from: Day) -> Vec<CatalogueWords> {
    let words = |(matter, item, kind, content, basis, limit): &Row| {
        let time_limit = match *limit {
            Limit::Every(every, days, count) => TimeLimit::Every { every, from, days, count },
            Event(days, count) => TimeLimit::Event { days, count },
            Written(written) => TimeLimit::AsWritten { written: written.to_owned() },
        };
        CatalogueWords {
            content: Some((*content).to_owned()),
            basis: Some((*basis).to_owned()),
            channels: channels(set),
            ..CatalogueWords::new(matter, item, *kind, time_limit, set.level())
        }
    };
    set.rows().iter().map(words).collect()
}

fn channels(set: StarterSet) -> Vec<Channel> {
    match set {
        StarterSet::Village => vec![Channel::Site, Channel::NoticeBoard],
        StarterSet::Township => vec![Channel::Site, Channel::ConvenienceStation, Channel::NoticeBoard],
        StarterSet::Unit => vec![Channel::Site, Channel::ServiceCentre, Channel::NoticeBoard],
    }
}

use DayCount::{Calendar, Working};
use DisclosureKind::{Circular, Finance, Government, Notice, Party, Village};
use Every::{HalfYear, Month, Quarter, Year};
use Limit::{Event, Written};

const VILLAGERS: &str = "《中华人民共和国村民委员会组织法》";
const OPENNESS: &str = "《中华人民共和国政府信息公开条例》";
const PARTY: &str = "《中国共产党党务公开条例（试行）》";
const COLLECTIVE: &str = "《中华人民共和国农村集体经济组织法》";
const BUDGET: &str = "《中华人民共和国预算法》";
const PROCUREMENT: &str = "《中华人民共和国政府采购法》";
const INSTITUTIONS: &str = "《公共企事业单位信息公开规定制定办法》";

const VILLAGE: &[Row] = &[
    (
        "财务",
        "收支明细",
        Finance,
        "每笔收入和支出的事由、金额，上期结余和本期结余",
        VILLAGERS,
        Limit::Every(Month, 10, Calendar),
    ),
    (
        "财务",
        "债权债务",
        Finance,
        "谁欠村里、村里欠谁，本金、到期日和归还情况",
        VILLAGERS,
        Limit::Every(Quarter, 20, Calendar),
    ),
    (
        "集体资产",
        "资产、资源和合同",
        Finance,
        "集体资产和土地、山林、水面的台账，承包租赁合同的对象、期限、价款",
        COLLECTIVE,
        Limit::Every(HalfYear, 20, Calendar),
    ),
    ("集体资产", "收益分配方案", Village, "可分配的数额、办法、表决结果", COLLECTIVE, Event(5, Working)),
    (
        "村级事务",
        "年度工作计划和完成情况",
        Village,
        "全年要办的事、负责人、上一年办成了哪些",
        VILLAGERS,
        Limit::Every(Year, 30, Calendar),
    ),
    ("村级事务", "村民会议和代表会议决定", Village, "到会人数、议题、表决结果", VILLAGERS, Event(3, Working)),
    (
        "村级事务",
        "宅基地申请和审批结果",
        Village,
        "申请事由、面积、位置到组，审批结果",
        "《中华人民共和国土地管理法》",
        Limit::Every(Quarter, 20, Calendar),
    ),
    ("村级事务", "公益项目", Village, "资金来源、施工单位、工期、验收和决算", VILLAGERS, Event(5, Working)),
    (
        "惠民政策",
        "低保、特困和临时救助",
        Village,
        "人数、标准、发放总额；名单按规定张榜，网上不列姓名和证号",
        "《社会救助暂行办法》",
        Limit::Every(Quarter, 20, Calendar),
    ),
    ("惠民政策", "惠农补贴发放", Village, "补贴名称、标准、户数、总额", VILLAGERS, Event(10, Working)),
    (
        "党务",
        "党员大会和支委会决定事项",
        Party,
        "可以公开的决定、责任人、时限",
        PARTY,
        Limit::Every(Quarter, 10, Calendar),
    ),
    (
        "党务",
        "发展党员各环节公示",
        Notice,
        "环节、公示期、意见反映渠道；个人信息只列到必要为止",
        "《中国共产党发展党员工作细则》",
        Event(3, Working),
    ),
    (
        "监督",
        "村务监督委员会工作",
        Village,
        "查了哪些账、提了什么意见、改了没有",
        VILLAGERS,
        Limit::Every(HalfYear, 20, Calendar),
    ),
];

const TOWNSHIP: &[Row] = &[
    (
        "机构职能",
        "职责、机构和联系方式",
        Government,
        "内设机构、负责人姓名职务、办公地址、办公时间、电话",
        OPENNESS,
        Event(20, Working),
    ),
    ("机构职能", "规范性文件", Government, "文件全文、制发日期、有效期、废止情况", OPENNESS, Event(20, Working)),
    ("财政", "年度预算", Finance, "收支预算、机构运行经费、“三公”经费和说明", BUDGET, Event(20, Working)),
    ("财政", "年度决算", Finance, "收支决算、与预算的差额和原因", BUDGET, Limit::Every(Year, 240, Calendar)),
    ("财政", "衔接资金和项目安排", Finance, "资金来源、项目、责任单位、金额、进度", OPENNESS, Event(20, Working)),
    (
        "民生",
        "救助和补贴发放",
        Government,
        "类别、标准、人数、总额；不列个人证号和账号",
        "《社会救助暂行办法》",
        Limit::Every(Quarter, 20, Calendar),
    ),
    (
        "民生",
        "民生实事进展",
        Government,
        "每件实事的责任人、进度、资金、未按期的原因",
        OPENNESS,
        Limit::Every(Month, 10, Calendar),
    ),
    (
        "项目建设",
        "政府采购和工程招标",
        Government,
        "采购公告、中标结果、合同金额、验收",
        PROCUREMENT,
        Event(7, Working),
    ),
    (
        "土地",
        "征地告知和补偿方案",
        Notice,
        "范围、用途、补偿标准、安置办法、异议渠道",
        "《中华人民共和国土地管理法》",
        Event(5, Working),
    ),
    (
        "应急",
        "灾害预警和应急处置",
        Government,
        "预警级别、影响范围、避险办法、值班电话",
        "《中华人民共和国突发事件应对法》",
        Written("随时公开"),
    ),
    (
        "党务",
        "党委重要决定和落实情况",
        Party,
        "决定事项、责任单位、完成时限、落实情况",
        PARTY,
        Limit::Every(Quarter, 10, Calendar),
    ),
    (
        "干部",
        "任前公示",
        Notice,
        "拟任职务、公示期、受理部门和电话",
        "《党政领导干部选拔任用工作条例》",
        Event(3, Working),
    ),
    ("通报", "督查和问责情况", Circular, "查出的问题、责任单位、整改期限", PARTY, Event(10, Working)),
];

const UNIT: &[Row] = &[
    (
        "办事公开",
        "服务事项和办理时限",
        Government,
        "事项、条件、材料、流程、法定时限和承诺时限、收费",
        INSTITUTIONS,
        Event(20, Working),
    ),
    (
        "办事公开",
        "收费项目和标准",
        Government,
        "项目、标准、依据、减免办法",
        "《中华人民共和国价格法》",
        Event(5, Working),
    ),
    (
        "办事公开",
        "办件和超期情况",
        Government,
        "受理、办结、超期件数，超期的原因和处理",
        INSTITUTIONS,
        Limit::Every(Month, 10, Calendar),
    ),
    (
        "办事公开",
        "投诉和答复",
        Government,
        "投诉件数、类别、答复时限、整改结果；不列投诉人",
        INSTITUTIONS,
        Limit::Every(Quarter, 15, Calendar),
    ),
    ("财务", "部门预算", Finance, "收支预算、“三公”经费和说明", BUDGET, Event(20, Working)),
    ("财务", "部门决算", Finance, "收支决算、与预算的差额和原因", BUDGET, Limit::Every(Year, 240, Calendar)),
    ("采购", "采购公告和结果", Government, "采购内容、中标单位、金额、验收", PROCUREMENT, Event(7, Working)),
    (
        "人事",
        "招聘和录用公示",
        Notice,
        "岗位、条件、成绩、拟录用人数、公示期和异议电话",
        "《事业单位人事管理条例》",
        Event(3, Working),
    ),
    (
        "党务",
        "支部决定事项和党费收支",
        Party,
        "可以公开的决定、党费收缴和使用",
        PARTY,
        Limit::Every(Quarter, 10, Calendar),
    ),
    (
        "年报",
        "政府信息公开年度报告",
        Government,
        "主动公开、依申请公开、复议和诉讼情况",
        OPENNESS,
        Limit::Every(Year, 31, Calendar),
    ),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::words::Words as _;

    #[test]
    fn d12_every_row_to_begin_with_can_be_published_as_it_is() {
        let from = Day::from_ymd(2026, 6, 1).unwrap();
        let all: Vec<_> = StarterSet::ALL.into_iter().flat_map(|set| rows(set, from)).collect();
        assert!((25..=40).contains(&all.len()), "{}", all.len());
        for words in &all {
            assert!(words.to_body().is_ok(), "{words:?}");
        }
        for set in StarterSet::ALL {
            let items: std::collections::BTreeSet<_> = rows(set, from).into_iter().map(|row| row.item).collect();
            assert_eq!(items.len(), set.rows().len(), "no two rows of a set are called alike");
        }
    }
}
