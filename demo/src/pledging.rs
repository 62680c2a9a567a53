//! Kinds of pledges, posts with their holders, and a year of pledging: what ordinary pledges of the demo do not show.

use jiannuo_domain::codes::{Codes, Reason};
use jiannuo_domain::day::Day;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::period::Every;
use jiannuo_domain::quantity::Quantity;
use jiannuo_domain::words::{
    AccountWords, ClaimWords, CycleWords, Due, Duration, Measured, Milestone, PledgeKind, PledgeWords, PostWords,
    ProgressWords, ProjectWords, ServiceWords, TimeUnit,
};

use crate::DemoError;
use crate::boards::Staff;
use crate::office::{Draft, Office, SECRETARY, Who};

/// Title, class, duties, places.
const POSTS: [(&str, &str, &str, u16); 5] = [
    ("政策宣传岗", "服务类", "有新政策三天内讲到户，讲清能得什么、要交什么", 2),
    ("矛盾调解岗", "服务类", "接到求助当天上门，谈成后一个月内回访", 3),
    ("扶老助残岗", "服务类", "每月到包保户家里看一次，急事随叫随到", 2),
    ("村务监督岗", "监督类", "每季度核一次账，核完把结果写在公开栏上", 1),
    ("护林防火岗", "管理类", "防火期每天巡一遍山，巡了就在台账上签名", 2),
];

/// The catalogue of a village; the posts in the order above.
pub(crate) fn posts(office: &mut Office, on: Day) -> Result<Vec<RecordId>, DemoError> {
    let mut defined = Vec::new();
    for (title, class, duties, places) in POSTS {
        let words = PostWords {
            class: Some(class.to_owned()),
            duties: Some(duties.to_owned()),
            places: Some(places),
            ..PostWords::new(title)
        };
        defined.push(office.begin(SECRETARY, on, Kind::PostDefined, &words)?.0);
    }
    Ok(defined)
}

/// Two take posts on; one of them by the secretary's hand.
pub(crate) fn holders(office: &mut Office, posts: &[RecordId], staff: &Staff) -> Result<(), DemoError> {
    let on = office.day(-276);
    for (post, who) in posts.iter().zip([staff.deputy, staff.member, staff.without_device]) {
        office.say(who, on, Draft::new(Kind::PostClaimed, *post))?;
    }
    if let Some(post) = posts.get(1) {
        office.say(staff.deputy, office.day(-270), Draft::new(Kind::PostClaimed, *post))?;
        office.say(staff.deputy, office.day(-60), Draft::new(Kind::PostReleased, *post))?;
    }
    Ok(())
}

fn units(whole: i64) -> Quantity {
    Quantity::from_whole(whole).unwrap_or(Quantity::ZERO)
}

fn working_days(whole: i64) -> Duration {
    Duration { amount: units(whole), unit: TimeUnit::WorkingDays }
}

/// A pledge with an amount, by a day.
fn counted(office: &Office, text: &str, (amount, unit): (i64, &str), due: i64) -> PledgeWords {
    PledgeWords {
        quantity: Some(units(amount)),
        unit: Some(unit.to_owned()),
        ..PledgeWords::new(text, Due::On { on: office.day(due) })
    }
}

fn progress(office: &mut Office, who: Who, record: RecordId, words: &ProgressWords) -> Result<(), DemoError> {
    office.say(who, words.on, Draft::new(Kind::ProgressAdded, record).words(words)?).map(drop)
}

fn claim(office: &mut Office, who: Who, record: RecordId, on: Day, evidence: &str) -> Result<(), DemoError> {
    let words = ClaimWords {
        evidence: Some(evidence.to_owned()),
        no_evidence_reason: None,
        attachments: Vec::new(),
        personal_data_reason: None,
    };
    office.say(who, on, Draft::new(Kind::PledgeClaimed, record).words(&words)?).map(drop)
}

/// A village's year: a post pledge, one that was carried over, an account, and members who have not pledged.
pub(crate) fn year(office: &mut Office, posts: &[RecordId], staff: &Staff) -> Result<(), DemoError> {
    let words = CycleWords {
        year: office.day(0).year(),
        pledge_by: office.day(-240),
        mid_check: office.day(-100),
        account_by: office.day(30),
        close_on: office.day(45),
        reason: None,
    };
    let (cycle, _) = office.begin(SECRETARY, office.day(-279), Kind::CycleOpened, &words)?;
    let settled = PledgeWords {
        kind: PledgeKind::Post,
        post: posts.get(1).copied(),
        cycle: Some(cycle),
        field: Some("矛盾调解".to_owned()),
        ..counted(office, "调解邻里纠纷12起", (12, "起"), 25)
    };
    let on = office.day(-268);
    let (settled, _) = office.begin(staff.member, on, Kind::PledgePublished, &settled)?;
    for (offset, done) in [(-200, 4), (-90, 5), (-20, 2)] {
        let entry = ProgressWords {
            quantity: Some(units(done)),
            ..ProgressWords::new(office.day(offset), "上门谈成，写了和解书")
        };
        progress(office, staff.member, settled, &entry)?;
    }
    let before = counted(office, "清理村后两口老塘", (2, "口"), -250);
    let (before, _) = office.begin(SECRETARY, office.day(-283), Kind::PledgePublished, &before)?;
    let codes = Codes { reason: Some(Reason::Funds), ..Codes::default() };
    let ending =
        Draft::new(Kind::PledgeNotFulfilled, before).codes(codes).reason("清淤设备的租金没有批下来，接到这一年做")?;
    office.say(SECRETARY, office.day(-249), ending)?;
    let carried = PledgeWords {
        carried_from: Some(before),
        cycle: Some(cycle),
        ..counted(office, "清理村后两口老塘", (2, "口"), 20)
    };
    office.begin(SECRETARY, office.day(-245), Kind::PledgePublished, &carried)?;
    let account = AccountWords {
        text: "今年承诺调解十二起，谈成十一起，都写了和解书，回访过。\n\n还有一起是宅基地的事，等镇里来量了再谈。"
            .to_owned(),
        personal_data_reason: None,
    };
    office.say(staff.member, office.day(-5), Draft::new(Kind::AccountGiven, cycle).words(&account)?).map(drop)
}

/// The organisation's own pledge, kept or not each month, and a pair whose sides judge each other.
pub(crate) fn together(office: &mut Office, staff: &Staff) -> Result<(), DemoError> {
    let every = Due::Every { every: Every::Month, from: office.day(-150), until: None };
    let words = PledgeWords {
        kind: PledgeKind::Organisation,
        responsible: Some("村党支部".to_owned()),
        field: Some("村务公开".to_owned()),
        ..PledgeWords::new("每月十日前把上月收支贴上墙", every)
    };
    let (record, _) = office.begin(SECRETARY, office.day(-150), Kind::PledgePublished, &words)?;
    // The first month is not a whole one; every later one was kept, told on its ninth day.
    let mut month = Every::Month.period_containing(office.day(-150)).next();
    while month.start.plus_days(8) < office.day(0) {
        let entry =
            ProgressWords { kept: Some(true), ..ProgressWords::new(month.start.plus_days(8), "贴上了，拍了照") };
        progress(office, SECRETARY, record, &entry)?;
        month = month.next();
    }
    let [first, second] = [office.fresh_record(), office.fresh_record()];
    let sides = [
        (SECRETARY, staff.member, first, second, "给三组的水渠备好水泥管", (60, "节")),
        (staff.member, SECRETARY, second, first, "带三组的人出工铺水渠", (30, "个工")),
    ];
    for (who, counterpart, record, pair, text, amount) in sides {
        let words = PledgeWords {
            kind: PledgeKind::TwoWay,
            field: Some("农田水利".to_owned()),
            ..counted(office, text, amount, -10)
        };
        let codes = Codes { pair: Some(pair), counterpart: Some(office.member(counterpart)), ..Codes::default() };
        let draft = Draft::new(Kind::PledgePublished, record).codes(codes).words(&words)?;
        office.say(who, office.day(if record == first { -80 } else { -78 }), draft)?;
    }
    claim(office, SECRETARY, first, office.day(-30), "水泥管收货单")?;
    let verdict = Draft::new(Kind::PledgeConfirmed, first).reason("六十节都卸在渠边，一节不少")?;
    office.say(staff.member, office.day(-29), verdict)?;
    claim(office, staff.member, second, office.day(-14), "出工登记册").map(drop)
}

/// Two standards of the hall: one kept to, one longer than promised and within the law.
pub(crate) fn services(office: &mut Office, staff: &Staff) -> Result<(), DemoError> {
    for (text, promised, legal, told) in [
        ("残疾人补贴申请办结", 2, 20, [(180, 180, 2), (164, 164, 1)]),
        ("食品小作坊登记证办结", 5, 15, [(46, 44, 8), (39, 39, 5)]),
    ] {
        let words = PledgeWords {
            kind: PledgeKind::Service,
            service: Some(ServiceWords { promised: working_days(promised), legal: Some(working_days(legal)) }),
            field: Some("办事服务".to_owned()),
            measure: Some("系统里的受理和办结时间".to_owned()),
            beneficiaries: Some("来办事的人".to_owned()),
            ..PledgeWords::new(text, Due::AsWritten { written: "每一件".to_owned() })
        };
        let (record, _) = office.begin(staff.deputy, office.day(-120), Kind::PledgePublished, &words)?;
        for ((handled, in_time, longest), offset) in told.into_iter().zip([-60, -8]) {
            let measured = Measured { handled, in_time, longest: Some(working_days(longest)) };
            let entry = ProgressWords {
                measured: Some(measured),
                ..ProgressWords::new(office.day(offset), "从系统导出的办件时间")
            };
            progress(office, staff.deputy, record, &entry)?;
        }
    }
    Ok(())
}

/// A project of a town: stages, co-owners, money, and two parts of which one is kept.
pub(crate) fn project(office: &mut Office, staff: &Staff) -> Result<(), DemoError> {
    let step = |text: &str, on: Day| Milestone { text: text.to_owned(), on: Some(on) };
    let words = PledgeWords {
        kind: PledgeKind::Project,
        project: Some(ProjectWords {
            co_owners: vec!["镇水利站".to_owned(), "镇财政所".to_owned()],
            budget_yuan: Some(units(1_860_000)),
            budget_source: Some("区级农村饮水补助和镇自筹".to_owned()),
        }),
        milestones: vec![
            step("完成勘测和立项", office.day(-170)),
            step("主管道通水", office.day(-30)),
            step("入户和验收", office.day(70)),
        ],
        field: Some("供水".to_owned()),
        ..PledgeWords::new("全镇山区饮水改造", Due::On { on: office.day(75) })
    };
    let (whole, _) = office.begin(SECRETARY, office.day(-200), Kind::PledgePublished, &words)?;
    for (offset, milestone, note) in [(-172, 0, "勘测完，立项批文下来了"), (-33, 1, "主管道试压合格，通水")]
    {
        let entry = ProgressWords { milestone: Some(milestone), ..ProgressWords::new(office.day(offset), note) };
        progress(office, SECRETARY, whole, &entry)?;
    }
    for (text, amount, is_kept) in [("修好山上的蓄水池", (3, "座"), true), ("给山区各户装好水表", (420, "户"), false)]
    {
        let part =
            PledgeWords { part_of: Some(whole), ..counted(office, text, amount, if is_kept { -40 } else { 60 }) };
        let (part, _) = office.begin(staff.member, office.day(-160), Kind::PledgePublished, &part)?;
        let done = if is_kept { amount.0 } else { amount.0 / 3 };
        let entry =
            ProgressWords { quantity: Some(units(done)), ..ProgressWords::new(office.day(-50), "现场点过数") };
        progress(office, staff.member, part, &entry)?;
        if is_kept {
            claim(office, staff.member, part, office.day(-48), "蓄水池验收单")?;
            let verdict = Draft::new(Kind::PledgeConfirmed, part).reason("三座都蓄上了水")?;
            office.say(staff.overseer, office.day(-46), verdict)?;
        }
    }
    Ok(())
}
