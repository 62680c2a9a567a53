//! Invented kinds of pledges, posts and a year.

use jiannuo_domain::cycle::Stage;
use jiannuo_domain::words::{PledgeKind, TimeUnit};

use super::samples;
use crate::{
    components::{
        byline::Byline,
        filter_links::FilterLink,
        pledge_kinds::{Around, Measured, Pair, PairSide, Parts, Project, RowKinds, Service, Verdict},
        pledge_row::PledgeRow,
        post_list::Post,
        said::Passage,
        status_tag::Status,
        year::{Account, AccountGiven, MemberRow, PledgesMade, StageRow, StageState, Year},
    },
    link::Link,
    time::{Day, Moment},
    words::Words,
};

pub(super) fn kinds(words: &Words) -> Vec<FilterLink> {
    let link = |label: &str, count, is_current| FilterLink { link: Link::new(label, "?kind=1"), count, is_current };
    let named = |kind| (words.pledging.kind)(kind);
    vec![
        link(words.summary.all, 7, true),
        link(named(PledgeKind::Personal), 4, false),
        link(named(PledgeKind::Service), 3, false),
    ]
}

pub(super) fn also(words: &Words) -> Vec<(Link, String)> {
    let names = &words.pledging;
    vec![
        (Link::new((names.cycle_of)(2026), "/o/liuxi/cycles/1"), (names.pledged_of)(9, 12)),
        (Link::new(names.posts, "/o/liuxi/posts/"), (names.posts_counted)(5, 2)),
    ]
}

fn service(verdict: Option<Verdict>) -> Service {
    let days = |amount: &str| (amount.to_owned(), TimeUnit::WorkingDays);
    Service {
        promised: days("2"),
        legal: Some(days("20")),
        measured: verdict.map(|verdict| Measured {
            handled: 120,
            in_time: 117,
            share: "97.5".into(),
            longest: Some((days("3"), verdict)),
        }),
    }
}

fn side(name: &str, pledge: Option<&str>) -> PairSide {
    PairSide {
        name: name.into(),
        pledge: pledge.map(|text| ("/o/liuxi/pledges/2".to_owned(), Passage::from(text))),
        statuses: if pledge.is_some() { vec![Status::Claimed] } else { Vec::new() },
    }
}

/// One row of each kind, and of each state that only a kind has.
pub(super) fn rows() -> Vec<PledgeRow> {
    let kinds = |kind| RowKinds { kind: Some(kind), ..RowKinds::default() };
    let measured = |verdict| RowKinds { service: Some(service(verdict)), ..kinds(PledgeKind::Service) };
    let all = [
        measured(Some(Verdict::WithinPromised)),
        measured(Some(Verdict::WithinLegal)),
        measured(Some(Verdict::BeyondLegal)),
        measured(Some(Verdict::BeyondPromised)),
        measured(None),
        RowKinds { kept: Some(true), ..kinds(PledgeKind::Post) },
        RowKinds { kept: Some(false), ..kinds(PledgeKind::Organisation) },
        RowKinds { parts: Some((3, 5)), ..kinds(PledgeKind::Project) },
        RowKinds {
            pair: Some(side("石桥村", Some("出工三十个，把路基垫平"))), ..kinds(PledgeKind::TwoWay)
        },
        RowKinds { pair: Some(side("石桥村", None)), ..kinds(PledgeKind::TwoWay) },
    ];
    let row = samples::pledges().into_iter().next();
    all.into_iter().flat_map(|kinds| row.clone().map(|row| PledgeRow { kinds, ..row })).collect()
}

pub(super) fn around() -> Around {
    Around {
        kind: PledgeKind::Project,
        post: Some(Link::new("管水岗", "/o/liuxi/posts/#post-1")),
        service: Some(service(Some(Verdict::WithinLegal))),
        project: Some(Project {
            co_owners: vec!["水利站".into(), "石桥村委会".into()],
            budget: Some("86000".into()),
            source: Some("区级农村饮水补助".into()),
        }),
        kept: Some(true),
        part_of: Some(Link::new("全镇安全饮水", "/o/liuxi/pledges/9")),
        parts: Some(Parts { kept: 1, of: 2, rows: samples::pledges().into_iter().take(1).collect() }),
        cycle: Some(Link::new("2026", "/o/liuxi/cycles/1")),
        carried_from: Some(Link::new("换好 10 处水管", "/o/liuxi/pledges/8")),
        carried_into: vec![Link::new("换好剩下的水管", "/o/liuxi/pledges/7")],
        pair: Some(Pair {
            own: side("柳溪镇", Some("管材和师傅由镇里出")), other: side("石桥村", Some("出工三十个"))
        }),
    }
}

fn by(name: &str) -> Byline {
    Byline { name: name.into(), ..Byline::default() }
}

pub(super) fn posts() -> Vec<Post> {
    let post = |number: u32, title: &str, places, holders: &[&str]| Post {
        anchor: format!("post-{number}"),
        title: title.into(),
        class: Some("服务类".into()),
        duties: Some("接到求助当天上门，一个月内回访。".into()),
        places,
        holders: holders.iter().map(|name| by(name)).collect(),
        past: Vec::new(),
        pledges: Vec::new(),
        withdrawn: None,
    };
    let when = Moment::new(Day::new(2026, 6, 2), 9, 0);
    vec![
        Post {
            pledges: rows().into_iter().take(1).collect(), ..post(1, "矛盾调解岗", Some(3), &["何某", "吴某"])
        },
        Post {
            past: vec![("郑某".into(), Day::new(2025, 3, 1), Some(Day::new(2026, 2, 9)))],
            ..post(2, "政策宣传岗", Some(2), &[])
        },
        post(3, "扶老助残岗", None, &["周某"]),
        Post { withdrawn: Some((when, "并入网格".into())), ..post(4, "治安巡逻岗", Some(1), &[]) },
    ]
}

pub(super) fn year() -> Year {
    let ends = [(2, 28), (7, 15), (12, 20), (12, 31)];
    let states = [StageState::Over, StageState::Now, StageState::Ahead, StageState::Ahead];
    let stages = Stage::ALL.iter().zip(ends).zip(states);
    let day = Day::new(2026, 12, 22);
    let row = |name: &str, pledges, account| MemberRow { name: name.into(), pledges, kept: 1, overdue: 1, account };
    let made = |is_late| PledgesMade::Made(Link::new("2", "/o/liuxi/?member=1"), is_late);
    Year {
        stages: stages
            .map(|((stage, (month, day)), state)| StageRow { stage: *stage, until: Day::new(2026, month, day), state })
            .collect(),
        pledged: 2,
        accounted: 1,
        of: 4,
        overdue: 2,
        members: vec![
            row("何某", made(false), AccountGiven::Given(day, true)),
            row("吴某", made(true), AccountGiven::NotYet),
            row("周某", PledgesMade::NotYet, AccountGiven::NotYet),
            row("方某", PledgesMade::Missing, AccountGiven::Missing),
        ],
        accounts: vec![
            Account {
                by: by("何某"),
                text: "换好了九处水管。\n\n还有六处等路通。".into(),
                received: Some(Moment::new(day, 9, 30)),
            },
            Account { by: by("吴某"), text: Passage::Erased(samples::ERASED.into()), received: None },
        ],
    }
}
