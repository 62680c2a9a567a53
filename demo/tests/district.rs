//! The demo district against the domain's own rules.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiannuo_demo::{DatedPush, DemoOrganisation, District, Purpose, district};
use jiannuo_domain::board::{Board, WordsState};
use jiannuo_domain::day::{DAY_MS, Day};
use jiannuo_domain::disclosing::ItemStatus;
use jiannuo_domain::intake::{Arrival, Read, read, receive, signing_key};
use jiannuo_domain::invitation::Code;
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::key::software::{KeyPair, verify};
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::limits::MAX_PUSH_BYTES;
use jiannuo_domain::personal_data::scan;
use jiannuo_domain::push::Outcome;
use jiannuo_domain::standing::{Punctuality, Status};
use jiannuo_domain::statement::LogName;
use jiannuo_domain::words::{DisclosureKind, Due, PledgeKind};
use jiannuo_tlog::empty_root;

/// Noon in Shanghai on 22 November 2026, a Sunday.
const CREATED_MS: i64 = 1_795_320_000_000;

/// The server that keeps the logs.
fn custodian() -> PublicKey {
    KeyPair::from_secret(&[7; 32]).unwrap().public_key()
}

fn code() -> Code {
    "0123-4567-89AB-CDEF".parse().unwrap()
}

/// One organisation's log as the server would keep it; signatures are checked when asked for.
fn taken_in(organisation: &DemoOrganisation, with_signatures: bool) -> Ledger {
    let mut ledger = Ledger::new(organisation.org, LogName::Public);
    let mut last_ms = 0;
    for DatedPush { received_ms, push } in std::iter::once(&organisation.founding).chain(&organisation.pushes) {
        assert!(push.fits() && *received_ms >= last_ms, "{}", organisation.slug);
        assert!(serde_json::to_vec(push).unwrap().len() <= MAX_PUSH_BYTES);
        last_ms = *received_ms;
        let mut earlier: Vec<Read> = Vec::new();
        for signed in &push.entries {
            let read = read(signed.clone()).unwrap();
            let key = signing_key(&ledger, &earlier, &read.statement).expect("a known key");
            assert!(!with_signatures || verify(&key, &signed.statement, &signed.signature));
            earlier.push(read);
        }
        let arrivals: Vec<_> = earlier.into_iter().map(|read| Arrival::Good(Box::new(read))).collect();
        for (answer, signed) in receive(&mut ledger, &arrivals, *received_ms).answers.iter().zip(&push.entries) {
            let taken = matches!(answer.outcome, Outcome::Accepted { received_ms: at, .. } if at == *received_ms);
            assert!(taken, "{}: {:?} {}", organisation.slug, answer.outcome, signed.statement);
        }
    }
    assert_eq!(ledger.violations, [], "{}", organisation.slug);
    ledger
}

fn boards(district: &District, today: Day, with_signatures: bool) -> Vec<(&'static str, Board)> {
    let board = |organisation| Board::of(&taken_in(organisation, with_signatures), empty_root(), today);
    district.organisations.iter().map(|organisation| (organisation.slug, board(organisation))).collect()
}

fn statuses(board: &Board) -> BTreeSet<Status> {
    board.pledges.iter().map(|row| row.standing.status).collect()
}

fn punctualities(board: &Board) -> HashSet<String> {
    board.pledges.iter().filter_map(|row| row.standing.punctuality).map(|kept| format!("{kept:?}")).collect()
}

fn every_punctuality() -> HashSet<String> {
    [Punctuality::OnTime, Punctuality::WithinGrace, Punctuality::Late].map(|kept| format!("{kept:?}")).into()
}

#[test]
fn the_domain_takes_the_whole_district_in_with_its_signatures() {
    let made = district(CREATED_MS, &code(), Some(custodian())).unwrap();
    let boards = boards(&made, Day::in_shanghai(CREATED_MS), true);
    assert_eq!(boards.len(), 17);
    let pledges: usize = boards.iter().map(|(_, board)| board.pledges.len()).sum();
    assert!((90..=145).contains(&pledges), "{pledges}");
    assert!(boards.iter().all(|(_, board)| !board.disclosures.is_empty() && !board.pledges.is_empty()));
    let kinds: BTreeSet<DisclosureKind> = boards
        .iter()
        .flat_map(|(_, board)| &board.disclosures)
        .filter_map(|row| row.words.as_ref())
        .map(|words| words.kind)
        .collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}

/// All but the withdrawn one: a withdrawn notice of the showcase is of an earlier kind, without days.
const NOTICE_STATES: usize = 5;

#[test]
fn on_any_day_of_creation_the_showcase_shows_every_status_and_punctuality() {
    for created in ["2026-01-01", "2026-02-28", "2026-05-03", "2026-11-22", "2027-03-31", "2028-02-29"] {
        let today: Day = created.parse().unwrap();
        // The first second of the day: nothing may lie in the future then.
        let made = district(today.start_ms(), &code(), Some(custodian())).unwrap();
        let showcase = made.organisations.iter().find(|organisation| organisation.slug == "hetang").unwrap();
        assert!(showcase.pushes.last().unwrap().received_ms < today.start_ms());
        let board = Board::of(&taken_in(showcase, false), empty_root(), today);
        assert_eq!(statuses(&board).len(), Status::ALL.len(), "{created}: {:?}", statuses(&board));
        assert_eq!(punctualities(&board), every_punctuality(), "{created}");
        let items: BTreeSet<_> =
            board.catalogue.iter().filter_map(|row| row.standing.as_ref()).map(|standing| standing.status).collect();
        assert_eq!(items.len(), ItemStatus::ALL.len(), "{created}: {items:?}");
        let notices: BTreeSet<_> = board.public_notices.iter().map(|notice| notice.status).collect();
        assert_eq!(notices.len(), NOTICE_STATES, "{created}: {notices:?}");
        for organisation in &made.organisations {
            taken_in(organisation, false);
            let pushes = organisation.pushes.iter().chain([&organisation.founding]);
            assert!(pushes.into_iter().all(|push| push.received_ms < today.start_ms()), "{created}");
        }
    }
}

#[test]
fn the_showcase_shows_what_can_happen_to_an_entry() {
    let made = district(CREATED_MS, &code(), Some(custodian())).unwrap();
    let showcase = made.organisations.iter().find(|organisation| organisation.slug == "hetang").unwrap();
    let ledger = taken_in(showcase, false);
    let board = Board::of(&ledger, empty_root(), Day::in_shanghai(CREATED_MS));
    let entered: Vec<_> = board.pledges.iter().filter(|row| row.entered_by.is_some()).map(|row| row.attested).collect();
    for attested in [None, Some(true), Some(false)] {
        assert!(entered.contains(&attested), "{attested:?}");
    }
    let progress = || ledger.pledges.values().flat_map(|pledge| &pledge.progress);
    assert!(progress().any(|progress| progress.told.stamp.has_wrong_clock()));
    assert!(progress().any(|progress| progress.withdrawn.is_some()));
    assert_eq!(ledger.erasures.len(), 1);
    assert!(ledger.members.values().any(|member| !member.active && member.devices.is_empty()));
    assert!(board.pledges.iter().any(|row| row.is_revised));
    assert!(board.pledges.iter().all(|row| row.words_state == WordsState::Present));
    assert!(board.disclosures.iter().any(|row| row.is_withdrawn));
    let due_kinds: BTreeSet<_> = boards(&made, Day::in_shanghai(CREATED_MS), false)
        .iter()
        .flat_map(|(_, board)| &board.pledges)
        .filter_map(|row| row.words.as_ref())
        .map(|words| match words.due {
            Due::On { .. } => "on",
            Due::WithinWorkingDays { .. } => "working days",
            Due::Every { .. } => "every",
            Due::AsWritten { .. } => "as written",
        })
        .collect();
    assert_eq!(due_kinds.len(), 4);
}

#[test]
fn the_district_has_every_kind_of_pledge_posts_with_holders_and_a_year() {
    let made = district(CREATED_MS, &code(), Some(custodian())).unwrap();
    let boards = boards(&made, Day::in_shanghai(CREATED_MS), false);
    let rows = || boards.iter().flat_map(|(_, board)| &board.pledges);
    let kinds: BTreeSet<_> = rows().filter_map(|row| row.words.as_ref()).map(|words| words.kind).collect();
    assert_eq!(kinds.len(), PledgeKind::ALL.len(), "{kinds:?}");
    assert_eq!(rows().filter(|row| row.pair.as_ref().is_some_and(|pair| pair.is_answered)).count(), 2);
    assert!(rows().any(|row| row.parts.is_some_and(|parts| (parts.kept, parts.of) == (1, 2))));
    let services: Vec<_> = rows().filter_map(|row| row.reached?.service?.within_promised).collect();
    assert!(services.contains(&true) && services.contains(&false), "{services:?}");
    let (_, village) = boards.iter().find(|(slug, _)| *slug == "hetang").unwrap();
    assert!(village.posts.iter().any(|post| post.holders.is_empty()), "a vacant post");
    assert_eq!(village.posts.iter().map(|post| post.holders.len()).sum::<usize>(), 3);
    let year = village.cycles[0].standing.as_ref().unwrap();
    assert!(year.pledged() >= 2 && year.accounted() == 1 && year.members.iter().any(|year| year.pledge_missing));
}

#[test]
fn the_district_has_windows_cards_hotlines_guides_and_points_in_a_tree() {
    let made = district(CREATED_MS, &code(), Some(custodian())).unwrap();
    let ledger = |slug: &str| taken_in(made.organisations.iter().find(|one| one.slug == slug).unwrap(), false);
    for organisation in &made.organisations {
        let ledger = taken_in(organisation, false);
        let words = ledger.organisation_words().unwrap();
        assert_eq!((words.hotlines.len(), words.contacts.len()), (2, 2), "{}", organisation.slug);
        let names: Vec<_> = ledger.members.values().filter_map(|member| member.name()).collect();
        assert!(words.contacts.iter().all(|card| names.contains(&card.name.as_str())), "{}", organisation.slug);
    }
    let town = ledger("shiqiao");
    let below: Vec<_> = town.points.values().filter(|point| point.words().unwrap().above.is_some()).collect();
    let stale = |ledger: &Ledger| {
        let today = Day::in_shanghai(CREATED_MS);
        ledger.points.values().filter(|point| jiannuo_domain::network::is_stale(ledger, point, today)).count()
    };
    assert_eq!((town.points.len(), below.len(), stale(&town)), (5, 4, 1));
    assert!((6..=8).contains(&town.guides.len()));
    let village = ledger("hetang");
    assert_eq!(village.guides.values().filter(|guide| guide.withdrawal.is_some()).count(), 1);
    let told = |guide: &jiannuo_domain::words::GuideWords| guide.steps.len() >= 3 && !guide.points.is_empty();
    for ledger in [&town, &village] {
        assert!(ledger.guides.values().all(|guide| told(guide.words().unwrap())));
        assert!(ledger.points.values().any(|point| !point.words().unwrap().windows.is_empty()));
    }
    let phones = |ledger: &Ledger| -> Vec<String> {
        let cards = ledger.organisation_words().unwrap().contacts.iter().filter_map(|card| card.phone.clone());
        cards.chain(ledger.points.values().filter_map(|point| point.words().unwrap().phone.clone())).collect()
    };
    let mut all: Vec<_> = phones(&town).into_iter().chain(phones(&village)).collect();
    assert!(all.iter().all(|phone| phone.starts_with("0571-0000")), "{all:?}");
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count, "no two have one number");
}

#[test]
fn no_text_holds_what_looks_like_personal_data_and_pledges_are_short() {
    let made = district(CREATED_MS, &code(), Some(custodian())).unwrap();
    let mut lengths = Vec::new();
    let mut names = BTreeMap::<String, usize>::new();
    for organisation in &made.organisations {
        for signed in organisation.pushes.iter().chain([&organisation.founding]).flat_map(|dated| &dated.push.entries) {
            let Some(body) = &signed.body else { continue };
            assert!(scan(&body.text).is_empty(), "{}", body.text);
        }
        let ledger = taken_in(organisation, false);
        let texts = ledger.pledges.values().filter_map(|pledge| pledge.words());
        lengths.extend(texts.map(|words| words.text.chars().count()));
        for member in ledger.members.values() {
            *names.entry(member.name().expect("a name").to_owned()).or_default() += 1;
        }
    }
    assert!(names.values().all(|count| *count == 1), "two people with one name");
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!((11..=24).contains(&median), "{median}");
}

#[test]
fn children_are_founded_by_their_parents_and_invitations_wait() {
    let made = district(CREATED_MS, &code(), Some(custodian())).unwrap();
    let mut logs = BTreeMap::new();
    for organisation in &made.organisations {
        let codes = read(organisation.founding.push.entries[0].clone()).unwrap().statement.codes.unwrap();
        let key = codes.founding_key.unwrap();
        match organisation.parent {
            None => assert_eq!(key, made.root_founding_key),
            Some(parent) => {
                let parent: &Ledger = logs.get(&parent).expect("a parent comes first");
                assert!(parent.acceptance().may_found(&key, None, organisation.founding.received_ms));
            }
        }
        logs.insert(organisation.org, taken_in(organisation, false));
    }
    let purposes: Vec<_> = made.invitations.iter().map(|invitation| invitation.purpose).collect();
    for purpose in [Purpose::Member, Purpose::Secretary, Purpose::Founding] {
        assert!(purposes.contains(&purpose));
    }
}

#[test]
fn the_same_code_and_day_give_the_same_district_and_another_code_another_one() {
    let first = district(CREATED_MS, &code(), Some(custodian())).unwrap();
    let same = district(CREATED_MS + 1, &code(), Some(custodian())).unwrap();
    let other = district(CREATED_MS, &"FEDC-BA98-7654-3210".parse().unwrap(), Some(custodian())).unwrap();
    let last = |made: &District| made.organisations.last().unwrap().pushes.last().unwrap().push.clone();
    assert_eq!(last(&first), last(&same));
    assert_ne!(last(&first), last(&other));
    let founding =
        |made: &District| made.organisations.iter().map(|one| one.founding.push.entries.len()).sum::<usize>();
    let without = district(CREATED_MS, &code(), None).unwrap();
    assert_eq!(founding(&first), 2 * founding(&without), "each appoints the server that keeps its log");
    let next_day = district(CREATED_MS + DAY_MS, &code(), Some(custodian())).unwrap();
    assert_eq!(first.organisations.len(), next_day.organisations.len());
}
