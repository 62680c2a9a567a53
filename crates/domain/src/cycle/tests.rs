#![allow(clippy::unwrap_used)]

use super::*;
use crate::day::DAY_MS;
use crate::kind::Kind;
use crate::test_support::{Device, Office, day, pledge_words};
use crate::words::{Due, PledgeWords};

fn words() -> CycleWords {
    CycleWords {
        year: 2026,
        pledge_by: day("2026-06-10"),
        mid_check: day("2026-07-15"),
        account_by: day("2026-12-20"),
        close_on: day("2027-01-15"),
        reason: None,
    }
}

struct Year {
    office: Office,
    cycle: RecordId,
    member: MemberId,
    phone: Device,
}

fn year() -> Year {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Member);
    office.member("监督员乙", Role::Overseer);
    let phone = office.device(member);
    let cycle = RecordId::from_bytes(office.fresh());
    let desk = office.desk.clone();
    office.tell_new(&desk, &Kind::CycleOpened, cycle, &words());
    Year { office, cycle, member, phone }
}

impl Year {
    fn pledge(&mut self, due: &str) -> RecordId {
        let words = pledge_words("走访十户", Due::On { on: day(due) }, Some(10));
        self.office.pledge(&self.phone, &PledgeWords { cycle: Some(self.cycle), ..words })
    }

    fn on(&self, today: &str) -> MemberYear {
        let ledger = self.office.ledger();
        let standing = cycle_standing(&ledger, &Relations::of(&ledger), self.cycle, day(today)).unwrap();
        standing.members.into_iter().find(|year| year.member.member == self.member).unwrap()
    }
}

#[test]
fn t9_the_stage_follows_from_the_days_and_today() {
    let on = |today: &str| Stage::on(&words(), day(today));
    assert_eq!(on("2025-01-01"), Stage::Pledging);
    assert_eq!((on("2026-06-10"), on("2026-06-11")), (Stage::Pledging, Stage::FirstHalf));
    assert_eq!((on("2026-07-15"), on("2026-07-16")), (Stage::FirstHalf, Stage::SecondHalf));
    assert_eq!((on("2026-12-20"), on("2026-12-21")), (Stage::SecondHalf, Stage::Rating));
    assert_eq!((on("2027-01-15"), on("2027-01-16")), (Stage::Rating, Stage::Closed));
}

#[test]
fn t9_who_has_not_pledged_or_not_accounted_shows_by_itself_after_the_day() {
    let mut year = year();
    assert!(!year.on("2026-06-10").pledge_missing);
    assert!(year.on("2026-06-11").pledge_missing, "the day is over");
    let pledge = year.pledge("2026-06-30");
    let now = year.on("2026-06-11");
    assert_eq!((now.pledges, now.pledged_in_time, now.pledge_missing), (vec![pledge], Some(true), false));
    assert_eq!(year.on("2026-07-15").overdue, 1);
    assert!(!year.on("2026-12-20").account_missing);
    assert!(year.on("2026-12-21").account_missing);
    let account = year.office.of_kind(year.phone.key, &Kind::AccountGiven, year.cycle);
    year.office.say(&year.phone.pair, account).unwrap();
    let now = year.on("2026-12-21");
    assert_eq!((now.account_missing, now.accounted_in_time, now.account_ms.is_some()), (false, true, true));
}

#[test]
fn t9_a_pledge_that_came_after_the_day_is_late_and_a_withdrawn_one_is_none() {
    let mut year = year();
    year.office.now_ms += 20 * DAY_MS;
    let pledge = year.pledge("2026-07-30");
    assert_eq!(year.on("2026-06-25").pledged_in_time, Some(false));
    let withdrawn = year.office.of_kind(year.phone.key, &Kind::PledgeWithdrawn, pledge);
    year.office.say(&year.phone.pair, withdrawn).unwrap();
    assert!(year.on("2026-06-25").pledge_missing);
}

#[test]
fn t9_overseers_are_not_asked_to_pledge_and_the_next_cycle_is_the_one_that_is_not_over() {
    let mut year = year();
    let ledger = year.office.ledger();
    let standing = cycle_standing(&ledger, &Relations::of(&ledger), year.cycle, day("2026-06-02")).unwrap();
    assert_eq!(standing.members.len(), 2, "the secretary and the member");
    assert_eq!(present_cycle(&ledger, day("2026-06-02")), Some(year.cycle));
    assert_eq!(present_cycle(&ledger, day("2027-01-16")), None);
    let next = RecordId::from_bytes(year.office.fresh());
    let later = CycleWords { year: 2027, close_on: day("2028-01-15"), ..words() };
    let desk = year.office.desk.clone();
    year.office.tell_new(&desk, &Kind::CycleOpened, next, &later);
    let ledger = year.office.ledger();
    assert_eq!(present_cycle(&ledger, day("2027-01-15")), Some(year.cycle));
    assert_eq!(present_cycle(&ledger, day("2027-01-16")), Some(next));
}
