#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::codes::{Codes, Role};
use crate::id::RecordId;
use crate::kind::Kind;
use crate::test_support::{Device, ORG, Office, claim_words, day, pledge_words, progress_words, units};
use crate::words::Due;

/// A member, a phone, an overseer; noon of 1 June 2026.
struct Scene {
    office: Office,
    phone: Device,
    overseer_phone: Device,
    pledge: RecordId,
}

static OFFICE: LazyLock<(Office, Device, Device)> = LazyLock::new(|| {
    let mut office = Office::founded();
    office.signs = false;
    let member = office.member("成员甲", Role::Member);
    let phone = office.device(member);
    let overseer = office.member("监督员乙", Role::Overseer);
    let overseer_phone = office.device(overseer);
    (office, phone, overseer_phone)
});

impl Scene {
    fn new(due: Due, quantity: Option<i64>) -> Self {
        let (mut office, phone, overseer_phone) = OFFICE.clone();
        let pledge = office.pledge(&phone, &pledge_words("走访", due, quantity));
        Self { office, phone, overseer_phone, pledge }
    }

    fn due_on(on: &str) -> Self {
        Self::new(Due::On { on: day(on) }, Some(10))
    }

    /// Moves the clock to noon of a day.
    fn at(&mut self, on: &str) -> &mut Self {
        self.office.now_ms = day(on).start_ms() + 12 * 60 * 60 * 1_000;
        self
    }

    fn progress(&mut self, on: &str, quantity: i64) -> &mut Self {
        let words = progress_words(day(on), "走访", Some(quantity));
        self.office.tell(&self.phone, &Kind::ProgressAdded, self.pledge, &words).unwrap();
        self
    }

    fn claim(&mut self) -> &mut Self {
        self.office.tell(&self.phone, &Kind::PledgeClaimed, self.pledge, &claim_words("名单")).unwrap();
        self
    }

    fn owner_says(&mut self, kind: &Kind) -> &mut Self {
        let unsigned = self.office.of_kind(self.phone.key, kind, self.pledge);
        self.office.say(&self.phone.pair, unsigned).unwrap();
        self
    }

    fn overseer_says(&mut self, kind: &Kind) -> &mut Self {
        let unsigned = self.office.of_kind(self.overseer_phone.key, kind, self.pledge);
        self.office.say(&self.overseer_phone.pair, unsigned).unwrap();
        self
    }

    fn on(&self, today: &str) -> Standing {
        let ledger = self.office.ledger();
        standing(&ledger.pledges[&self.pledge], day(today), &ledger.calendar, &ledger.rules)
    }

    fn status(&self, today: &str) -> Status {
        self.on(today).status
    }
}

#[test]
fn t1_a_deadline_comes_near_passes_and_is_missed_after_the_grace() {
    let scene = Scene::due_on("2026-06-30");
    for (today, status, days_left) in [
        ("2026-06-22", Status::Published, 8),
        ("2026-06-23", Status::DueSoon, 7),
        ("2026-06-30", Status::DueSoon, 0),
        ("2026-07-01", Status::InGrace, -1),
        ("2026-07-03", Status::InGrace, -3),
        ("2026-07-04", Status::Overdue, -4),
        ("2036-07-04", Status::Overdue, -3_657),
    ] {
        let standing = scene.on(today);
        assert_eq!((standing.status, standing.days_left), (status, Some(days_left)), "{today}");
    }
}

#[test]
fn t1_something_done_is_in_progress_until_the_deadline_comes_near() {
    let mut scene = Scene::due_on("2026-06-30");
    scene.progress("2026-06-01", 4);
    assert_eq!(scene.status("2026-06-10"), Status::InProgress);
    assert_eq!(scene.on("2026-06-10").done, units(4));
    assert_eq!(scene.status("2026-06-25"), Status::DueSoon);
    scene.progress("2026-06-01", 6);
    assert_eq!(scene.status("2026-07-04"), Status::Overdue, "a sum is no claim: only the owner's word fulfils");
}

#[test]
fn t1_the_organisations_rules_move_the_boundaries() {
    let mut scene = Scene::due_on("2026-06-30");
    let mut rules = scene.office.of_kind(scene.office.desk.key, &Kind::RulesSet, ORG.record());
    let codes = Codes { offline_grace_days: Some(0), due_soon_days: Some(2), ..Codes::default() };
    rules.statement.codes = Some(codes);
    scene.office.desk_signs(rules).unwrap();
    assert_eq!(scene.status("2026-06-27"), Status::Published);
    assert_eq!(scene.status("2026-06-28"), Status::DueSoon);
    assert_eq!(scene.status("2026-07-01"), Status::Overdue);
}

#[test]
fn t2_the_receipt_decides_whether_a_claim_was_in_time() {
    for (received, punctuality) in [
        ("2026-06-29", Punctuality::OnTime),
        ("2026-06-30", Punctuality::OnTime),
        ("2026-07-01", Punctuality::WithinGrace),
        ("2026-07-03", Punctuality::WithinGrace),
        ("2026-07-04", Punctuality::Late),
    ] {
        let mut scene = Scene::due_on("2026-06-30");
        scene.at(received).claim();
        assert_eq!(scene.on("2026-08-01").punctuality, Some(punctuality), "{received}");
        assert_eq!(scene.on("2026-08-01").status, Status::Claimed);
    }
}

#[test]
fn t2_a_day_ends_at_midnight_in_shanghai() {
    let mut scene = Scene::due_on("2026-06-30");
    scene.office.now_ms = day("2026-06-30").end_ms();
    scene.claim();
    assert_eq!(scene.on("2026-07-10").punctuality, Some(Punctuality::OnTime));
    let mut scene = Scene::due_on("2026-06-30");
    scene.office.now_ms = day("2026-06-30").end_ms() + 1;
    scene.claim();
    assert_eq!(scene.on("2026-07-10").punctuality, Some(Punctuality::WithinGrace));
}

#[test]
fn t2_a_claim_that_is_still_pending_is_neither_in_time_nor_late() {
    let scene = Scene::due_on("2026-06-30");
    let mut office = scene.office.clone();
    let mut ledger = office.ledger();
    let statement = office.of_kind(scene.phone.key, &Kind::PledgeClaimed, scene.pledge).statement;
    let candidate = crate::acceptance::Candidate { statement: &statement, digest: crate::hash::Digest::of(&[]) };
    ledger.apply_pending(&candidate, office.now_ms, crate::body::BodyState::Missing).unwrap();
    let standing = standing(&ledger.pledges[&scene.pledge], day("2026-06-02"), &ledger.calendar, &ledger.rules);
    assert_eq!((standing.status, standing.punctuality), (Status::Claimed, None));
}

#[test]
fn t3_what_people_said_outweighs_the_date() {
    let after = "2027-01-01";
    let mut scene = Scene::due_on("2026-06-30");
    assert_eq!(scene.claim().status(after), Status::Claimed);
    assert_eq!(scene.overseer_says(&Kind::PledgeDisputed).status(after), Status::Disputed);
    assert_eq!(scene.owner_says(&Kind::PledgeRevised).status(after), Status::Overdue, "a revision opens it again");
    assert_eq!(scene.claim().overseer_says(&Kind::PledgeConfirmed).status(after), Status::Confirmed);
    assert_eq!(Scene::due_on("2026-06-30").owner_says(&Kind::PledgeNotFulfilled).status(after), Status::NotFulfilled);
    assert_eq!(Scene::due_on("2026-06-30").owner_says(&Kind::PledgeWithdrawn).status(after), Status::Withdrawn);
}

#[test]
fn t3_every_status_has_one_code_and_one_place() {
    for status in Status::ALL {
        assert_eq!(Status::from_code(status.code()), Some(status));
        assert_eq!(serde_json::to_string(&status).unwrap(), format!("\"{}\"", status.code()));
        assert_eq!(Status::ALL.iter().filter(|other| **other == status).count(), 1);
    }
    assert_eq!(Status::from_code("done"), None);
}

#[test]
fn t4_working_days_pass_over_holidays_and_stop_at_make_up_days() {
    for (from, days, due) in [
        // The 14th is a make-up Saturday, the 15th to 23rd are Spring Festival, the 28th is another make-up Saturday.
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-13", 6, "2026-02-28"),
        ("2026-02-13", 7, "2026-03-02"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
    ] {
        let scene = Scene::new(Due::WithinWorkingDays { from: day(from), days }, None);
        let standing = scene.on("2026-06-01");
        assert_eq!((standing.due, standing.due_is_certain), (Some(day(due)), true), "{from} + {days}");
    }
}

#[test]
fn t4_a_year_without_a_calendar_says_so_until_the_organisation_gives_one() {
    let mut scene = Scene::new(Due::WithinWorkingDays { from: day("2026-12-31"), days: 1 }, None);
    let guess = scene.on("2026-12-31");
    assert_eq!((guess.due, guess.due_is_certain), (Some(day("2027-01-01")), false));
    scene.office.desk_says(&Kind::CalendarSet, ORG.record()).unwrap();
    let known = scene.on("2026-12-31");
    assert_eq!((known.due, known.due_is_certain), (Some(day("2027-01-04")), true), "New Year is off, then a weekend");
}

#[test]
fn t4_a_date_that_was_written_needs_no_calendar() {
    let scene = Scene::due_on("2027-03-01");
    assert!(scene.on("2026-06-01").due_is_certain);
}

#[test]
fn t7_without_a_computable_date_nothing_is_ever_overdue() {
    let mut scene = Scene::new(Due::AsWritten { written: "长期".to_owned() }, None);
    assert_eq!((scene.status("2036-01-01"), scene.on("2036-01-01").due), (Status::Published, None));
    scene.progress("2026-06-01", 1);
    assert_eq!(scene.status("2036-01-01"), Status::InProgress);
    assert_eq!(scene.claim().on("2036-01-01").punctuality, None);
}

fn monthly(from: &str, until: Option<&str>) -> Scene {
    Scene::new(Due::Every { every: Every::Month, from: day(from), until: until.map(day) }, Some(10))
}

#[test]
fn t6_a_recurring_pledge_is_due_at_the_end_of_each_period() {
    let mut scene = monthly("2026-06-01", None);
    assert_eq!(scene.on("2026-06-10").due, Some(day("2026-06-30")));
    assert_eq!(scene.status("2026-06-10"), Status::Published);
    assert_eq!(scene.status("2026-06-25"), Status::DueSoon);
    scene.progress("2026-06-05", 10);
    assert_eq!(scene.status("2026-06-25"), Status::InProgress, "June is met");
    let july = scene.on("2026-07-10");
    assert_eq!((july.due, july.done, july.missed_periods), (Some(day("2026-07-31")), units(0), 0));
    assert_eq!(scene.status("2026-07-25"), Status::DueSoon, "July begins at nothing");
}

#[test]
fn t6_a_missed_period_shows_once_its_grace_is_over() {
    let scene = monthly("2026-06-01", None);
    assert_eq!(scene.on("2026-07-03").missed_periods, 0);
    let after = scene.on("2026-07-04");
    assert_eq!((after.status, after.missed_periods), (Status::Overdue, 1));
    assert_eq!(scene.on("2026-09-04").missed_periods, 3);
}

#[test]
fn t6_what_arrives_within_the_grace_counts_for_its_period_and_later_does_not() {
    let mut scene = monthly("2026-06-01", None);
    scene.at("2026-07-03").progress("2026-06-30", 10);
    assert_eq!(scene.on("2026-07-10").missed_periods, 0);
    let mut scene = monthly("2026-06-01", None);
    scene.at("2026-07-04").progress("2026-06-30", 10);
    assert_eq!(scene.on("2026-07-10").missed_periods, 1);
}

#[test]
fn t6_a_first_period_that_began_before_the_pledge_is_not_asked_for() {
    let scene = monthly("2026-06-15", None);
    assert_eq!(scene.on("2026-07-20").missed_periods, 0);
    assert_eq!(scene.on("2026-08-04").missed_periods, 1, "July is");
}

#[test]
fn t6_a_recurring_pledge_ends_with_its_last_day() {
    let scene = monthly("2026-06-01", Some("2026-07-15"));
    assert_eq!(scene.on("2026-07-10").due, Some(day("2026-07-15")));
    assert_eq!(scene.on("2026-07-18").missed_periods, 1);
    assert_eq!(scene.on("2026-07-19").missed_periods, 2);
    assert_eq!(scene.on("2030-01-01").missed_periods, 2, "nothing is asked for afterwards");
}

#[test]
fn t6_without_a_target_one_entry_meets_a_period() {
    let due = Due::Every { every: Every::Quarter, from: day("2026-04-01"), until: None };
    let mut scene = Scene::new(due, None);
    scene.progress("2026-06-01", 1);
    assert_eq!(scene.on("2026-07-10").missed_periods, 0);
    assert_eq!(scene.on("2026-10-04").missed_periods, 1);
}

#[test]
fn t6_a_period_of_which_no_was_said_last_is_not_met() {
    let due = Due::Every { every: Every::Quarter, from: day("2026-04-01"), until: None };
    let mut scene = Scene::new(due, None);
    let mut say = |on: &str, kept| {
        let words = crate::words::ProgressWords { kept: Some(kept), ..progress_words(day(on), "有人值守", None) };
        scene.office.tell(&scene.phone, &Kind::ProgressAdded, scene.pledge, &words).unwrap();
        scene.on("2026-07-10").missed_periods
    };
    assert_eq!(say("2026-06-01", true), 0);
    assert_eq!(say("2026-06-03", false), 1);
    assert_eq!(say("2026-06-02", true), 1, "the later day holds, whatever came first");
    assert_eq!(say("2026-06-04", true), 0);
}

#[test]
fn t6_a_claim_on_what_never_ends_is_not_measured_against_a_moving_date() {
    let mut scene = monthly("2026-06-01", None);
    assert_eq!(scene.claim().on("2026-12-01").punctuality, None);
    let mut scene = monthly("2026-06-01", Some("2026-07-31"));
    assert_eq!(scene.at("2026-07-31").claim().on("2026-12-01").punctuality, Some(Punctuality::OnTime));
}

fn any_due() -> impl Strategy<Value = Due> {
    let near = || (0..500_i64).prop_map(|days| day("2026-01-01").plus_days(days));
    prop_oneof![
        near().prop_map(|on| Due::On { on }),
        (near(), 0..60_u16).prop_map(|(from, days)| Due::WithinWorkingDays { from, days }),
        (
            prop::sample::select(vec![Every::Month, Every::Quarter, Every::HalfYear, Every::Year]),
            near(),
            proptest::option::of(0..400_i64)
        )
            .prop_map(|(every, from, days)| Due::Every {
                every,
                from,
                until: days.map(|days| from.plus_days(days))
            }),
        Just(Due::AsWritten { written: "长期".to_owned() }),
    ]
}

proptest! {
    #[test]
    fn t8_once_overdue_always_overdue_while_nothing_is_logged(
        due in any_due(),
        done in proptest::collection::vec((0..400_i64, 0..12_i64), 0..6),
        (earlier, later) in (0..900_i64, 0..900_i64),
    ) {
        let mut scene = Scene::new(due, Some(10));
        for (on, quantity) in done {
            scene.progress(&day("2026-01-01").plus_days(on).to_string(), quantity);
        }
        let first = day("2026-01-01").plus_days(earlier);
        let second = first.plus_days(later);
        if scene.status(&first.to_string()) == Status::Overdue {
            prop_assert_eq!(scene.status(&second.to_string()), Status::Overdue);
        }
    }

    #[test]
    fn t8_a_standing_is_told_for_any_day(due in any_due(), today in crate::day::tests::any_day()) {
        let scene = Scene::new(due, Some(10));
        let standing = scene.on(&today.to_string());
        prop_assert_eq!(standing.due.map(|due| today.days_until(due)), standing.days_left);
    }
}
