//! Every kind of record that an organisation publishes is found by what stands in it (spec rule V9).

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::collections::BTreeSet;

use jiannuo_domain::codes::Role;
use jiannuo_domain::hours::Hours;
use jiannuo_domain::id::{MemberId, RecordId};
use jiannuo_domain::kind::{Kind, RecordKind};
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::test_support::{Device, ORG, Office, day};
use jiannuo_domain::words::{
    AccountWords, CatalogueWords, Contact, CycleWords, DayCount, DisclosureKind, DisclosureWords, Duty, GuideWords,
    Hotline, Level, OrganisationWords, Paper, PointWords, PostWords, TimeLimit, Window, Words,
};
use jiannuo_finding::gather::KINDS;
use jiannuo_finding::{Filter, Index, Query, Readings};

const TODAY: &str = "2026-06-10";

struct Village {
    office: Office,
    desk: Device,
    he: MemberId,
}

impl Village {
    fn new() -> Self {
        let mut office = Office::founded();
        let he = office.member("何某", Role::Member);
        Self { desk: office.desk.clone(), office, he }
    }

    fn say(&mut self, kind: Kind, words: &impl Words) -> RecordId {
        let record = match kind {
            Kind::OrganisationDescribed => ORG.record(),
            _ => RecordId::from_bytes(self.office.fresh()),
        };
        self.office.tell(&self.desk, &kind, record, words).unwrap();
        record
    }
}

fn describe(village: &mut Village) {
    let mut words = OrganisationWords::new("桥头村", Level::Village);
    words.hotlines = vec![Hotline { name: "政务服务热线".into(), number: "12345".into() }];
    let card =
        Contact { post: Some("值班长".into()), phone: Some("0571-00000101".into()), ..Contact::new("苏某") };
    words.contacts = vec![card];
    village.say(Kind::OrganisationDescribed, &words);
}

fn serve(village: &mut Village) {
    let duty = Duty { weekdays: vec![1], on_duty: "温某".into(), stand_in: Some("邵某".into()) };
    let window = Window { matters: vec!["老年证".into()], duties: vec![duty], ..Window::new("2 号窗口") };
    let mut point = PointWords::new("便民站", Level::Village, "村口", Hours::default());
    point.windows = vec![window];
    village.say(Kind::PointPublished, &point);
    let mut guide = GuideWords::new("申请建房");
    guide.papers = vec![Paper { issuer: Some("村民小组".into()), ..Paper::new("宅基地意见") }];
    guide.steps = vec!["到场勘验".into()];
    village.say(Kind::GuidePublished, &guide);
}

fn disclose(village: &mut Village) {
    let limit = TimeLimit::Event { days: 20, count: DayCount::Working };
    let mut item = CatalogueWords::new("财务", "逐笔收支", DisclosureKind::Finance, limit, Level::Village);
    item.basis = Some("村务管理办法".into());
    village.say(Kind::CatalogueDefined, &item);
    let words = DisclosureWords::new("第二季度账目", DisclosureKind::Finance, day("2026-06-02"), "修渠支出");
    village.say(Kind::DisclosurePublished, &words);
}

fn promise(village: &mut Village) {
    let post = PostWords { duties: Some("调解邻里纠纷".into()), ..PostWords::new("和事岗") };
    let post = village.say(Kind::PostDefined, &post);
    let claim = village.office.begin(village.desk.key, Kind::PostClaimed, post).about(village.he);
    village.office.desk_signs(claim).unwrap();
    let cycle = CycleWords {
        year: 2026,
        pledge_by: day("2026-02-28"),
        mid_check: day("2026-07-15"),
        account_by: day("2026-12-20"),
        close_on: day("2027-01-15"),
        reason: None,
    };
    let cycle = village.say(Kind::CycleOpened, &cycle);
    let account = AccountWords { text: "水渠修好了三百米".into(), personal_data_reason: None };
    village.office.tell(&village.desk.clone(), &Kind::AccountGiven, cycle, &account).unwrap();
}

fn village() -> Ledger {
    let mut village = Village::new();
    describe(&mut village);
    serve(&mut village);
    disclose(&mut village);
    promise(&mut village);
    village.office.ledger()
}

#[test]
fn v9_catalogue_guides_points_contacts_hotlines_posts_and_years_are_found_by_what_they_say() {
    let mut index = Index::default();
    index.update(&village(), day(TODAY));
    let readings = Readings::from_text(include_str!("../data/pinyin.txt")).unwrap();
    let sought = [
        ("12345", RecordKind::Organisation, "桥头村"),
        ("zhibanzhang 苏", RecordKind::Organisation, "桥头村"),
        ("00000101", RecordKind::Organisation, "桥头村"),
        ("老年证", RecordKind::Point, "便民站"),
        ("邵某 2 号", RecordKind::Point, "便民站"),
        ("jianfang", RecordKind::Guide, "申请建房"),
        ("村民小组", RecordKind::Guide, "申请建房"),
        ("kanyan", RecordKind::Guide, "申请建房"),
        ("村务管理", RecordKind::CatalogueItem, "逐笔收支"),
        ("账目", RecordKind::Disclosure, "第二季度账目"),
        ("tiaojie", RecordKind::Post, "和事岗"),
        ("和事岗 何某", RecordKind::Post, "和事岗"),
        ("年度承诺 2026", RecordKind::Cycle, "2026"),
        ("三百米", RecordKind::Cycle, "2026"),
    ];
    for (typed, kind, title) in sought {
        let found = index.find(&Query::new(typed), &Filter::default(), Some(&readings), day(TODAY));
        let found: Vec<_> = found.records.iter().map(|record| (record.kind, record.title.as_str())).collect();
        assert_eq!(found, [(kind, title)], "{typed}");
    }
}

#[test]
fn every_kind_that_is_gathered_is_offered() {
    let mut index = Index::default();
    index.update(&village(), day(TODAY));
    let gathered: BTreeSet<_> = index.records().map(|record| format!("{:?}", record.kind)).collect();
    let offered: BTreeSet<_> = KINDS.into_iter().map(|kind| format!("{kind:?}")).collect();
    assert!(gathered.is_subset(&offered), "{gathered:?}");
    assert_eq!(gathered.len(), KINDS.len() - 1, "pledges have tests of their own");
}
