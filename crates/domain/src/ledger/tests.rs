#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::acceptance::Candidate;
use crate::board::Board;
use crate::body::BodyState;
use crate::codes::Codes;
use crate::day::Day;
use crate::hash::Digest;
use crate::kind::{Kind, Place, RecordKind};
use crate::leaf::Leaf;
use crate::quantity::Quantity;
use crate::statement::Statement;
use crate::test_support::{
    Device, ORG, Office, claim_words, day, key_pair, pledge_words, progress_words, reason_words, units,
};
use crate::words::Due;

/// A member with a phone and a pledge of ten.
fn office_with_pledge() -> (Office, Device, RecordId) {
    let mut office = Office::founded();
    let member = office.member("成员甲", Role::Member);
    let phone = office.device(member);
    let words = pledge_words("走访十户", Due::On { on: day("2026-06-30") }, Some(10));
    let pledge = office.pledge(&phone, &words);
    (office, phone, pledge)
}

fn add(office: &mut Office, phone: &Device, pledge: RecordId, quantity: i64) -> EntryId {
    let words = progress_words(day("2026-06-02"), "走访", Some(quantity));
    office.tell(phone, &Kind::ProgressAdded, pledge, &words).unwrap()
}

fn board(ledger: &Ledger) -> String {
    Board::of(ledger, jiannuo_tlog::empty_root(), today()).to_json().unwrap()
}

fn today() -> Day {
    day("2026-06-20")
}

/// Everything that a ledger shows, to compare two of them; acceptance included.
fn parts(ledger: &Ledger) -> String {
    let told = (&ledger.organisation, &ledger.members, &ledger.posts, &ledger.pledges, &ledger.disclosures);
    let rest = (&ledger.points, &ledger.rules, &ledger.calendar, &ledger.violations, &ledger.erasures);
    let network = (&ledger.point_checks, &ledger.guides);
    let (catalogue, outcomes) = (&ledger.catalogue, &ledger.outcomes);
    let posts = (&ledger.holdings, &ledger.cycles, &ledger.accounts);
    format!(
        "{catalogue:?} {outcomes:?} {told:?} {rest:?} {network:?} {posts:?} {:?} {:?}",
        ledger.newer_records, ledger.newer_words
    )
}

fn same(left: &Ledger, right: &Ledger) -> Result<(), TestCaseError> {
    prop_assert_eq!(board(left), board(right));
    prop_assert_eq!(parts(left), parts(right));
    prop_assert_eq!(left.acceptance(), right.acceptance());
    Ok(())
}

/// Folds leaves with every body that was ever there, as a device does that saw each before it was erased.
fn fold_as_it_came(leaves: &[Leaf], bodies: &std::collections::HashMap<Digest, String>) -> Ledger {
    let mut ledger = Ledger::new(ORG, LogName::Public);
    for leaf in leaves {
        let hash = match Statement::read(&leaf.statement).unwrap() {
            crate::statement::Reading::Known(statement) => statement.body,
            crate::statement::Reading::Newer(_) => None,
        };
        let text = hash.and_then(|hash| bodies.get(&hash));
        ledger.apply_leaf(leaf, text.map_or(BodyState::Missing, |text| BodyState::Present(text))).unwrap();
    }
    ledger
}

#[test]
fn v2_the_log_tells_who_did_what_for_whom() {
    let (mut office, phone, pledge) = office_with_pledge();
    add(&mut office, &phone, pledge, 4);
    let withdrawn = add(&mut office, &phone, pledge, 3);
    let mut unsigned = office.of_kind(phone.key, &Kind::ProgressWithdrawn, pledge);
    unsigned.statement.codes = Some(Codes { entry: Some(withdrawn), ..Codes::default() });
    office.say(&phone.pair, unsigned).unwrap();
    office.tell(&phone, &Kind::PledgeClaimed, pledge, &claim_words("名单")).unwrap();
    let ledger = office.ledger();
    let told = &ledger.pledges[&pledge];
    assert_eq!(told.done(), units(4), "what was withdrawn does not count");
    assert_eq!((told.state, told.progress.len(), told.claims.len()), (State::Claimed, 2, 1));
    assert_eq!(ledger.member_name(&told.owner), Some("成员甲"));
    assert!(ledger.violations.is_empty(), "{:?}", ledger.violations);
}

#[test]
fn v2_every_kind_folds_into_something_that_is_kept() {
    let mut office = Office::founded();
    let post = RecordId::from_bytes(office.fresh());
    let disclosure = RecordId::from_bytes(office.fresh());
    let point = RecordId::from_bytes(office.fresh());
    let guide = RecordId::from_bytes(office.fresh());
    let item = RecordId::from_bytes(office.fresh());
    let cycle = RecordId::from_bytes(office.fresh());
    for (kind, record) in [
        (Kind::PostDefined, post),
        (Kind::PostRevised, post),
        (Kind::PostClaimed, post),
        (Kind::PostReleased, post),
        (Kind::PostWithdrawn, post),
        (Kind::CycleOpened, cycle),
        (Kind::CycleRevised, cycle),
        (Kind::AccountGiven, cycle),
        (Kind::DisclosurePublished, disclosure),
        (Kind::DisclosureRevised, disclosure),
        (Kind::DisclosureConcluded, disclosure),
        (Kind::DisclosureWithdrawn, disclosure),
        (Kind::CatalogueDefined, item),
        (Kind::CatalogueRevised, item),
        (Kind::CatalogueWithdrawn, item),
        (Kind::PointPublished, point),
        (Kind::PointRevised, point),
        (Kind::PointChecked, point),
        (Kind::PointWithdrawn, point),
        (Kind::GuidePublished, guide),
        (Kind::GuideRevised, guide),
        (Kind::GuideWithdrawn, guide),
        (Kind::OrganisationDescribed, ORG.record()),
        (Kind::CalendarSet, ORG.record()),
        (Kind::RulesSet, ORG.record()),
    ] {
        let before = parts(&office.ledger());
        office.desk_says(&kind, record).unwrap();
        assert_ne!(parts(&office.ledger()), before, "{kind}");
    }
    let ledger = office.ledger();
    assert_eq!(ledger.posts[&post].wordings.len(), 2);
    assert_eq!(ledger.disclosures[&disclosure].state, State::Withdrawn);
    assert!(ledger.points[&point].withdrawal.is_some());
    assert!(ledger.catalogue[&item].withdrawal.is_some());
    assert_eq!(ledger.outcomes[&disclosure].len(), 1);
    assert!(ledger.calendar.years.contains_key(&2027));
    assert_ne!(ledger.rules.version, "default");
}

#[test]
fn a6_a_member_stands_by_what_was_entered_or_says_why_not() {
    let (mut office, _, _) = office_with_pledge();
    let silent = office.member("成员丙", Role::Member);
    let record = RecordId::from_bytes(office.fresh());
    let unsigned = office.of_kind(office.desk.key, &Kind::PledgePublished, record).about(silent);
    let entered = office.desk_signs(unsigned).unwrap();
    let attestation = |office: &Office| office.ledger().pledges[&record].wordings[0].stamp.attestation;
    assert_eq!(attestation(&office), Attestation::Silent);
    let phone = office.device(silent);
    let mut say = |kind: &Kind| {
        let mut unsigned = office.of_kind(phone.key, kind, record);
        unsigned.statement.codes = Some(Codes { entry: Some(entered), ..Codes::default() });
        office.say(&phone.pair, unsigned).unwrap();
        attestation(&office)
    };
    assert_eq!(say(&Kind::EntryAttested), Attestation::Attested);
    assert_eq!(say(&Kind::EntryContested), Attestation::Contested);
    let ledger = office.ledger();
    assert_eq!(ledger.pledges[&record].contests[0].told.words(), Some(&reason_words("情况有变")));
}

#[test]
fn e1_the_fold_is_total_over_bodies() {
    let (mut office, phone, pledge) = office_with_pledge();
    add(&mut office, &phone, pledge, 4);
    for state in [BodyState::Erased, BodyState::Missing, BodyState::Present("{}"), BodyState::Present("不是 JSON")] {
        let mut ledger = Ledger::new(ORG, LogName::Public);
        for leaf in &office.leaves {
            ledger.apply_leaf(leaf, state).unwrap();
        }
        assert_eq!(ledger.acceptance(), office.ledger().acceptance(), "authority needs no body: {state:?}");
        assert!(ledger.violations.is_empty());
        assert_eq!(ledger.pledges[&pledge].done(), Quantity::ZERO);
        assert!(!board(&ledger).is_empty());
    }
}

#[test]
fn b8_a_newer_statement_marks_its_record_and_changes_nothing_else() {
    let (mut office, phone, pledge) = office_with_pledge();
    let before = office.ledger();
    let unsigned = office.of_kind(phone.key, &Kind::ProgressAdded, pledge);
    let text = unsigned.statement.to_text().unwrap().replace("progress.added", "progress.photographed");
    let leaf = Leaf { signature: phone.pair.sign(&text), statement: text, received_ms: office.now_ms };
    let mut ledger = before.clone();
    ledger.apply_leaf(&leaf, BodyState::Present("{}")).unwrap();
    assert!(ledger.needs_newer_app(&pledge));
    assert!(!ledger.needs_newer_app(&ORG.record()));
    assert_eq!(ledger.pledges, before.pledges);
    assert_eq!(ledger.acceptance().size(), before.acceptance().size() + 1);
}

#[test]
fn b8_what_follows_a_newer_statement_is_no_violation() {
    let (mut office, phone, pledge) = office_with_pledge();
    let newer = office.of_kind(phone.key, &Kind::PledgeRevised, pledge);
    let head = newer.statement.entry;
    let text = newer.statement.to_text().unwrap().replace("pledge.revised", "pledge.extended");
    let mut ledger = office.ledger();
    let leaf = Leaf { signature: phone.pair.sign(&text), statement: text, received_ms: office.now_ms };
    ledger.apply_leaf(&leaf, BodyState::Missing).unwrap();
    let next = office.of_kind(phone.key, &Kind::PledgeClaimed, pledge).following(head).statement;
    let digest = Digest::of(&[b"next"]);
    ledger.apply_logged(&Candidate { statement: &next, digest }, office.now_ms, BodyState::Missing);
    assert_eq!(ledger.violations, Vec::new());
    assert_eq!(ledger.pledges[&pledge].state, State::Open, "and is not folded in half");
}

#[test]
fn b8_newer_words_are_not_read_in_part() {
    let (office, _, pledge) = office_with_pledge();
    let mut ledger = Ledger::new(ORG, LogName::Public);
    for leaf in &office.leaves {
        let BodyState::Present(text) = office.body_of(leaf) else {
            ledger.apply_leaf(leaf, BodyState::Missing).unwrap();
            continue;
        };
        let newer = text.replace("\"text\"", "\"tail\":1,\"text\"");
        ledger.apply_leaf(leaf, BodyState::Present(&newer)).unwrap();
    }
    assert!(ledger.needs_newer_app(&pledge));
    assert_eq!(ledger.pledges[&pledge].words(), None);
}

#[test]
fn v3_what_should_never_have_been_accepted_has_no_effect() {
    let (mut office, _, pledge) = office_with_pledge();
    let before = office.ledger();
    let stranger = key_pair(99);
    let unsigned = office.of_kind(stranger.public_key().id(), &Kind::PledgeWithdrawn, pledge);
    let text = unsigned.statement.to_text().unwrap();
    let leaf = Leaf { signature: stranger.sign(&text), statement: text, received_ms: office.now_ms };
    let mut ledger = before.clone();
    ledger.apply_leaf(&leaf, BodyState::Missing).unwrap();
    assert_eq!(ledger.violations, vec![(before.acceptance().size(), Refusal::UnknownKey)]);
    assert_eq!(ledger.pledges, before.pledges);
    let doubled = office.leaves.last().unwrap();
    ledger.apply_leaf(doubled, BodyState::Missing).unwrap();
    assert_eq!(ledger.violations.last().unwrap().1, Refusal::RecordExists);
    assert_eq!(ledger.pledges, before.pledges);
}

#[test]
fn v3_what_is_no_statement_changes_nothing() {
    let (office, phone, _) = office_with_pledge();
    let mut ledger = office.ledger();
    let before = (parts(&ledger), ledger.acceptance().size());
    let leaf = Leaf { statement: "{}".into(), signature: phone.pair.sign("{}"), received_ms: office.now_ms };
    assert!(ledger.apply_leaf(&leaf, BodyState::Missing).is_err());
    assert_eq!((parts(&ledger), ledger.acceptance().size()), before);
}

#[test]
fn v4_what_is_pending_looks_as_it_will_when_logged() {
    let (mut office, phone, pledge) = office_with_pledge();
    let words = progress_words(day("2026-06-03"), "走访", Some(2));
    let before = office.ledger();
    let unsigned = office.of_kind(phone.key, &Kind::ProgressAdded, pledge).with_words(&words, office.salt()).unwrap();
    let statement = unsigned.statement.clone();
    let digest = Digest::of(&[statement.to_text().unwrap().as_bytes()]);
    office.say(&phone.pair, unsigned).unwrap();
    let text = office.body_of(office.leaves.last().unwrap());

    let mut pending = before.clone();
    pending.apply_pending(&Candidate { statement: &statement, digest }, office.now_ms, text).unwrap();
    let told = pending.pledges[&pledge].progress.last().unwrap().told.clone();
    assert_eq!(told.stamp.receipt, Receipt::Pending);
    let again = pending.apply_pending(&Candidate { statement: &statement, digest }, office.now_ms, text);
    assert_eq!(again, Err(Refusal::RecordExists), "what came back from the log is not shown twice");

    let logged = office.ledger();
    let receipt = logged.pledges[&pledge].progress.last().unwrap().told.stamp.receipt;
    pending.pledges.get_mut(&pledge).unwrap().progress.last_mut().unwrap().told.stamp.receipt = receipt;
    same(&pending, &logged).unwrap();
}

#[test]
fn v4_what_would_be_refused_is_not_shown() {
    let (mut office, phone, pledge) = office_with_pledge();
    let mut ledger = office.ledger();
    let before = parts(&ledger);
    let statement = office.of_kind(phone.key, &Kind::PledgeConfirmed, pledge).statement;
    let candidate = Candidate { statement: &statement, digest: Digest::of(&[]) };
    assert!(ledger.apply_pending(&candidate, office.now_ms, BodyState::Missing).is_err());
    assert_eq!(parts(&ledger), before);
}

#[test]
fn m8_a_post_is_held_by_whoever_took_it_on_last_and_has_not_given_it_up() {
    let (mut office, phone, _) = office_with_pledge();
    let member = office.acceptance.key(&phone.key).unwrap().member;
    let other = office.member("成员丁", Role::Member);
    let post = RecordId::from_bytes(office.fresh());
    office.desk_says(&Kind::PostDefined, post).unwrap();
    let own = |office: &mut Office, kind: &Kind| {
        let unsigned = office.of_kind(phone.key, kind, post);
        office.say(&phone.pair, unsigned).unwrap();
    };
    let for_other = |office: &mut Office, kind: &Kind| {
        let unsigned = office.of_kind(office.desk.key, kind, post).about(other);
        office.desk_signs(unsigned).unwrap();
    };
    let holders =
        |office: &Office| office.ledger().holders(&post).iter().map(|(member, _)| *member).collect::<Vec<_>>();
    own(&mut office, &Kind::PostClaimed);
    for_other(&mut office, &Kind::PostClaimed);
    own(&mut office, &Kind::PostClaimed);
    assert_eq!(holders(&office), [member, other], "nobody holds a post twice");
    own(&mut office, &Kind::PostReleased);
    assert_eq!(holders(&office), [other]);
    own(&mut office, &Kind::PostReleased);
    own(&mut office, &Kind::PostClaimed);
    assert_eq!(holders(&office), [other, member]);
    assert_eq!(office.ledger().posts_of(member), [post]);
    assert_eq!(office.ledger().holdings[&post].len(), 6, "each word of it is kept");
    office.desk_says(&Kind::MemberRemoved, other).unwrap();
    assert_eq!(holders(&office), [member], "who has left holds nothing");
    office.desk_says(&Kind::PostWithdrawn, post).unwrap();
    assert!(office.ledger().posts_of(member).is_empty());
}

/// One entry of each way of telling how far a pledge is.
fn ways() -> impl Strategy<Value = crate::words::ProgressWords> {
    use crate::words::{Duration, Measured, ProgressWords, TimeUnit};
    let measured =
        (0..9_u32, 0..9_u32, proptest::option::of((0..50_i64, proptest::sample::select(&TimeUnit::ALL[..]))));
    let measured = measured.prop_map(|(some, more, longest)| {
        let longest = longest.map(|(amount, unit)| Duration { amount: units(amount), unit });
        Measured { handled: some + more, in_time: some, longest }
    });
    let (percent, step) = (proptest::option::of(0..=100_u8), proptest::option::of(0..4_u16));
    let told = (0..9_u32, percent, step, any::<Option<bool>>());
    (told, proptest::option::of(measured)).prop_map(|((after, percent, milestone, kept), measured)| ProgressWords {
        percent,
        milestone,
        kept,
        measured,
        ..ProgressWords::new(day("2026-06-02").plus_days(i64::from(after)), "做了一些")
    })
}

proptest! {
    #[test]
    fn m7_steps_percent_yes_or_no_and_measures_come_out_the_same_in_any_order(
        told in proptest::collection::vec(ways(), 1..8)
            .prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle()))
    ) {
        use crate::words::{Milestone, PledgeKind, PledgeWords, ServiceWords, Duration, TimeUnit};
        let promised = Duration { amount: units(2), unit: TimeUnit::WorkingDays };
        let words = PledgeWords {
            kind: PledgeKind::Service,
            service: Some(ServiceWords { promised, legal: None }),
            milestones: vec![Milestone { text: "立项".into(), on: None }; 3],
            ..pledge_words("两个工作日办好", Due::On { on: day("2026-06-30") }, None)
        };
        let reached = |told: &[crate::words::ProgressWords]| {
            let (mut office, phone, _) = BEGUN.clone();
            let pledge = office.pledge(&phone, &words);
            for words in told {
                office.tell(&phone, &Kind::ProgressAdded, pledge, words).unwrap();
            }
            let ledger = office.ledger();
            crate::reached::reached(&ledger.pledges[&pledge])
        };
        prop_assert_eq!(reached(&told.0), reached(&told.1));
    }

    #[test]
    fn m7_progress_adds_up_the_same_in_any_order(
        amounts in proptest::collection::vec(prop_oneof![0..1_000_i64, Just(9_000_000_000_000_000)], 1..8)
            .prop_flat_map(|amounts| (Just(amounts.clone()), Just(amounts).prop_shuffle()))
    ) {
        let sum = |amounts: &[i64]| {
            let (mut office, phone, pledge) = BEGUN.clone();
            for amount in amounts {
                add(&mut office, &phone, pledge, *amount);
            }
            office.ledger().pledges[&pledge].done()
        };
        prop_assert_eq!(sum(&amounts.0), sum(&amounts.1));
    }

    #[test]
    fn e1_erasing_afterwards_is_the_same_as_never_having_read(moves in moves()) {
        let walk = Walk::of(&moves);
        let as_it_came = fold_as_it_came(&walk.office.leaves, &walk.every_body);
        same(&as_it_came, &walk.office.ledger())?;
    }

    #[test]
    fn v3_any_moves_fold_and_the_accepted_ones_replay_alike(moves in moves()) {
        let walk = Walk::of(&moves);
        // Every move is in this log, allowed or not; only the allowed ones are in the office's.
        prop_assert_eq!(walk.all.acceptance().size(), moves.len() as u64 + walk.prelude);
        prop_assert_eq!(walk.all.violations.len(), moves.len() + walk.prelude as usize - walk.office.leaves.len());
        let accepted = walk.office.ledger();
        prop_assert!(accepted.violations.is_empty());
        prop_assert_eq!(accepted.acceptance().size(), walk.office.leaves.len() as u64);
        prop_assert_eq!(pledges_without_places(&walk.all), pledges_without_places(&accepted));
        prop_assert!(!board(&walk.all).is_empty());
    }
}

/// One random move: which kind, about which record, by which device, for whom, about which entry, on which head.
#[derive(Debug, Clone)]
struct Move {
    kind: usize,
    record: usize,
    device: usize,
    subject: Option<usize>,
    target: usize,
    has_right_head: bool,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (0..Kind::ALL.len(), 0..12_usize, 0..5_usize, proptest::option::of(0..5_usize), 0..40_usize, 0..8_u8)
        .prop_map(|(kind, record, device, subject, target, head)| Move {
            kind,
            record,
            device,
            subject,
            target,
            has_right_head: head != 0,
        });
    proptest::collection::vec(one, 1..40)
}

/// Everybody who moves in a random history.
#[derive(Clone)]
struct Begun {
    office: Office,
    phone: Device,
    pledge: RecordId,
    overseer: MemberId,
    overseer_phone: Device,
    silent: MemberId,
    invited: RecordId,
    invitation: Device,
    stranger: Device,
}

// Made once: signing takes longer than everything that the laws are about.
static BEGUN: LazyLock<(Office, Device, RecordId)> = LazyLock::new(|| {
    let (mut office, phone, pledge) = office_with_pledge();
    office.signs = false;
    (office, phone, pledge)
});
static BEGUN_WIDELY: LazyLock<Begun> = LazyLock::new(|| {
    let (mut office, phone, pledge) = BEGUN.clone();
    let overseer = office.member("监督员乙", Role::Overseer);
    let silent = office.member("成员丙", Role::Member);
    let (invited, invitation) = office.invite(silent);
    let overseer_phone = office.device(overseer);
    let pair = key_pair(4_000);
    let stranger = Device { key: pair.public_key().id(), pair };
    Begun { office, phone, pledge, overseer, overseer_phone, silent, invited, invitation, stranger }
});

/// A random history: the office holds what was accepted, `all` saw everything.
struct Walk {
    office: Office,
    all: Ledger,
    every_body: std::collections::HashMap<Digest, String>,
    /// Entries that were there before the moves.
    prelude: u64,
}

impl Walk {
    fn of(moves: &[Move]) -> Self {
        let Begun { office, phone, pledge, overseer, overseer_phone, silent, invited, invitation, stranger } =
            BEGUN_WIDELY.clone();
        let owner = office.acceptance.record(&pledge).unwrap().owner;
        let mut walk = Self {
            all: office.ledger(),
            every_body: office.bodies.iter().map(|(hash, body)| (*hash, body.text.clone())).collect(),
            prelude: office.leaves.len() as u64,
            office,
        };
        let members = [walk.office.secretary, owner, overseer, silent, RecordId::from_bytes([0xdd; 16])];
        let mut records = vec![ORG.record(), pledge, pledge, pledge, owner, silent, invited, phone.key.device()];
        for step in moves {
            let desk = walk.office.desk.clone();
            let signer = [&desk, &phone, &overseer_phone, &invitation, &stranger][step.device];
            walk.step(step, signer, &members, &mut records);
        }
        walk
    }

    fn step(&mut self, step: &Move, signer: &Device, members: &[MemberId; 5], records: &mut Vec<RecordId>) {
        let kind = &Kind::ALL[step.kind];
        let (about, place, _) = kind.shape().unwrap();
        let record = match (place, about) {
            (Place::Begins, _) if step.record > 1 => RecordId::from_bytes(self.office.fresh()),
            (_, RecordKind::Organisation | RecordKind::Rules | RecordKind::Calendar) => ORG.record(),
            _ => records[step.record % records.len()],
        };
        records.push(record);
        let mut unsigned = self.office.of_kind(signer.key, kind, record);
        if !step.has_right_head {
            unsigned.statement.prev = Some(EntryId::from_bytes([0xdd; 16]));
        }
        unsigned.statement.subject = step.subject.map(|subject| members[subject]);
        if Codes::fit(unsigned.statement.codes.as_ref(), kind).is_err() {
            let target = &self.office.leaves[step.target % self.office.leaves.len()];
            let entry = Some(Statement::from_text(&target.statement).unwrap().entry);
            let reason = (*kind == Kind::BodyErased).then_some(Reason::PersonalData);
            unsigned.statement.codes = Some(Codes { entry, reason, ..Codes::default() });
        }
        if let (Some(hash), Some(body)) = (unsigned.statement.body, &unsigned.body) {
            self.every_body.insert(hash, body.text.clone());
        }
        let statement = unsigned.statement.clone();
        let text = statement.to_text().unwrap();
        let candidate = Candidate { statement: &statement, digest: Digest::of(&[text.as_bytes()]) };
        let body = statement.body.map(|hash| self.every_body[&hash].clone());
        let body = body.as_deref().map_or(BodyState::Missing, BodyState::Present);
        self.all.apply_logged(&candidate, self.office.now_ms, body);
        let _ = self.office.say(&signer.pair, unsigned);
    }
}

/// Pledges with every place in the log left out, which refused entries shift.
fn pledges_without_places(ledger: &Ledger) -> String {
    let mut shown = format!("{:?}", ledger.pledges);
    while let Some(start) = shown.find("index: ") {
        let end = start + shown[start..].find(',').unwrap();
        shown.replace_range(start..end, "");
    }
    shown
}
