//! What stands on what: heads, states, targets, shapes.

use super::*;
use crate::test_support::progress_words;

#[test]
fn a7_codes_and_body_are_as_the_kind_wants_them() {
    let Village { mut office, phone, pledge, .. } = village();
    let mut bare = office.of_kind(phone.key, &Kind::ProgressAdded, pledge);
    bare.statement.body = None;
    assert_eq!(office.say(&phone.pair, bare), Err(Refusal::Body));
    let mut worded = office.of_kind(office.desk.key, &Kind::RulesSet, ORG.record());
    worded.statement.body = Some(Digest::of(&[b"words"]));
    assert_eq!(office.desk_signs(worded), Err(Refusal::Body));
    let mut uncoded = office.of_kind(office.desk.key, &Kind::RulesSet, ORG.record());
    uncoded.statement.codes = None;
    assert_eq!(office.desk_signs(uncoded), codes("offline_grace_days"));
    let mut unknown = office.of_kind(phone.key, &Kind::ProgressAdded, pledge);
    unknown.statement.kind = Kind::Newer("ballot.cast".into());
    assert_eq!(office.say(&phone.pair, unknown), Err(Refusal::UnknownKind));
}

#[test]
fn a7_a_calendar_that_contradicts_itself_is_refused() {
    let mut office = Office::founded();
    let mut calendar = |change: fn(&mut crate::codes::CalendarCodes)| {
        let mut unsigned = office.of_kind(office.desk.key, &Kind::CalendarSet, ORG.record());
        change(unsigned.statement.codes.as_mut().unwrap().calendar.as_mut().unwrap());
        office.desk_signs(unsigned)
    };
    assert!(calendar(|_| ()).is_ok());
    assert_eq!(calendar(|year| year.work = year.off.clone()), codes("calendar"));
    assert_eq!(calendar(|year| year.year = 2028), codes("calendar"));
}

#[test]
fn e3_a_body_belongs_to_one_entry() {
    let Village { mut office, phone, pledge, .. } = village();
    let first = office.of_kind(phone.key, &Kind::ProgressAdded, pledge);
    let mut second = office.of_kind(phone.key, &Kind::ProgressAdded, pledge);
    second.statement.body = first.statement.body;
    office.say(&phone.pair, first).unwrap();
    assert_eq!(office.say(&phone.pair, second), Err(Refusal::Body));
}

#[test]
fn m4_a_statement_builds_on_the_records_head() {
    let mut village = village();
    let first = village.office.acceptance.record(&village.pledge).unwrap().head;
    let revised = village.phone_says(&Kind::PledgeRevised).unwrap();
    let mut stale = village.office.of_kind(village.phone.key, &Kind::PledgeRevised, village.pledge);
    stale.statement.prev = Some(first);
    let verdict = village.office.say(&village.phone.pair, stale);
    assert_eq!(verdict, Err(Refusal::StaleHead { head: revised }), "and says which head is newer");
}

#[test]
fn m4_what_begins_or_commutes_builds_on_nothing() {
    let mut village = village();
    let head = village.office.acceptance.record(&village.pledge).unwrap().head;
    let mut progress = village.office.of_kind(village.phone.key, &Kind::ProgressAdded, village.pledge);
    progress.statement.prev = Some(head);
    assert_eq!(village.office.say(&village.phone.pair, progress), codes("prev"));
    let fresh = RecordId::from_bytes(village.office.fresh());
    let mut pledge = village.office.of_kind(village.phone.key, &Kind::PledgePublished, fresh);
    pledge.statement.prev = Some(head);
    assert_eq!(village.office.say(&village.phone.pair, pledge), codes("prev"));
}

#[test]
fn m4_progress_is_added_while_others_rewrite() {
    let mut village = village();
    let early = village.office.of_kind(village.phone.key, &Kind::ProgressAdded, village.pledge);
    village.phone_says(&Kind::PledgeRevised).unwrap();
    assert!(village.office.say(&village.phone.pair, early).is_ok());
}

#[test]
fn m5_a_record_begins_once_and_is_of_one_kind() {
    let mut village = village();
    let pledge = village.pledge;
    let again = village.phone_says(&Kind::PledgePublished);
    assert_eq!(again, Err(Refusal::RecordExists));
    assert_eq!(village.office.desk_says(&Kind::DisclosureRevised, pledge), Err(Refusal::UnknownRecord));
    assert_eq!(village.office.desk_says(&Kind::RulesSet, pledge), Err(Refusal::UnknownRecord));
    let nothing = RecordId::from_bytes([0xee; 16]);
    assert_eq!(village.office.desk_says(&Kind::MemberRemoved, nothing), Err(Refusal::UnknownRecord));
}

#[test]
fn m2_an_illegal_move_is_refused_with_the_state_that_forbids_it() {
    let mut village = village();
    assert_eq!(village.overseer_says(&Kind::PledgeConfirmed), Err(Refusal::IllegalMove { state: State::Open }));
    village.claim();
    assert_eq!(village.phone_says(&Kind::PledgeRevised), Err(Refusal::IllegalMove { state: State::Claimed }));
    village.overseer_says(&Kind::PledgeConfirmed).unwrap();
    assert_eq!(village.phone_says(&Kind::PledgeWithdrawn), Err(Refusal::IllegalMove { state: State::Confirmed }));
    assert!(village.overseer_says(&Kind::PledgeDisputed).is_ok(), "a confirmation can be shaken later");
}

#[test]
fn m6_progress_is_withdrawn_where_it_was_added() {
    let mut village = village();
    let other = village.office.pledge(&village.phone, &due_in_june("另一条"));
    let words = progress_words(day("2026-06-02"), "装好一盏", Some(1));
    let added = village.office.tell(&village.phone, &Kind::ProgressAdded, village.pledge, &words).unwrap();
    let published = village.office.acceptance.record(&village.pledge).unwrap().head;
    let mut withdraw = |record: RecordId, entry: EntryId| {
        let unsigned = about_entry(village.office.of_kind(village.phone.key, &Kind::ProgressWithdrawn, record), entry);
        village.office.say(&village.phone.pair, unsigned)
    };
    assert_eq!(withdraw(other, added), Err(Refusal::UnknownEntry));
    assert_eq!(withdraw(village.pledge, published), Err(Refusal::UnknownEntry), "a wording is no progress");
    assert!(withdraw(village.pledge, added).is_ok());
}

#[test]
fn e2_an_erasure_names_an_entry_with_words() {
    let mut village = village();
    let claim = village.claim();
    assert!(village.office.erase(claim).is_ok());
    let rules = village.office.desk_says(&Kind::RulesSet, ORG.record()).unwrap();
    assert_eq!(village.office.erase(rules), Err(Refusal::UnknownEntry));
    assert_eq!(village.office.erase(EntryId::from_bytes([0xee; 16])), Err(Refusal::UnknownEntry));
}

#[test]
fn e2_the_words_of_the_founding_can_be_erased_and_the_founding_stays() {
    let Village { mut office, .. } = village();
    let founding = Statement::from_text(&office.leaves[0].statement).unwrap().entry;
    office.erase(founding).unwrap();
    assert!(office.desk_says(&Kind::OrganisationDescribed, ORG.record()).is_ok());
    assert_eq!(office.acceptance.member(&office.secretary).unwrap().role, Role::Secretary);
}

#[test]
fn s1_an_entry_is_in_the_log_once() {
    let mut village = village();
    let unsigned = village.office.of_kind(village.phone.key, &Kind::ProgressAdded, village.pledge);
    let mut again = village.office.of_kind(village.phone.key, &Kind::ProgressAdded, village.pledge);
    again.statement.entry = unsigned.statement.entry;
    village.office.say(&village.phone.pair, unsigned).unwrap();
    assert_eq!(village.office.say(&village.phone.pair, again), Err(Refusal::RecordExists));
}
