//! A log that continues another one says which, and the parent's invitation says the same (spec rule A12).

use jiannuo_tlog::Hash;

use super::*;
use crate::board::Board;
use crate::codes::Codes;
use crate::id::OrganisationId;
use crate::succession::Succession;
use crate::words::{Level, OrganisationWords};

const FOUNDING_KEY: u32 = 7;

fn lost() -> Succession {
    let org = OrganisationId::from_bytes([0x77; 16]);
    Succession { org, size: 40, root: Hash([1; 32]), kept: 37, kept_root: Hash([2; 32]) }
}

/// An empty log's office and what founds it as the successor of another.
fn founding(succeeds: Option<Succession>) -> (Office, Unsigned) {
    let mut office = Office::unfounded(RecordId::from_bytes([0x51; 16]), Device::new(key_pair(1)));
    let founding = key_pair(FOUNDING_KEY).public_key();
    let codes = Codes {
        founding_key: Some(founding),
        public_key: Some(office.desk.pair.public_key()),
        succeeds,
        ..Codes::default()
    };
    let words = OrganisationWords::new("桥头村", Level::Village);
    let salt = office.salt();
    let unsigned = office
        .begin(founding.id(), Kind::OrganisationFounded, ORG.record())
        .about(office.secretary)
        .with_codes(codes)
        .with_words(&words, salt)
        .unwrap();
    (office, unsigned)
}

fn found(succeeds: Option<Succession>) -> Result<Office, Refusal> {
    let (mut office, unsigned) = founding(succeeds);
    office.say(&key_pair(FOUNDING_KEY), unsigned).map(|_| office)
}

fn wrong() -> Refusal {
    Refusal::Codes { field: "succeeds".to_owned() }
}

/// Nonsense of every sort, in the log of the organisation of these tests.
fn nonsense() -> [Succession; 3] {
    [Succession { org: ORG, ..lost() }, Succession { kept: 40, ..lost() }, Succession { kept: 41, ..lost() }]
}

#[test]
fn a12_entry_0_names_the_log_that_it_continues_and_the_fold_keeps_it() {
    let office = found(Some(lost())).unwrap();
    let ledger = office.ledger();
    assert_eq!(ledger.succeeds, Some(lost()));
    let board = Board::of(&ledger, office.root(), day("2026-06-30"));
    assert_eq!(board.succeeds, Some(lost()));
    assert!(board.to_json().unwrap().contains(r#""succeeds":{"kept":37,"kept_root":"#));
    assert!(found(Some(Succession { kept: 0, ..lost() })).is_ok(), "nothing may be left of it");
}

#[test]
fn a12_the_board_of_a_log_that_continues_none_has_no_word_of_it() {
    let office = found(None).unwrap();
    let board = Board::of(&office.ledger(), office.root(), day("2026-06-30"));
    assert!(!board.to_json().unwrap().contains("succeeds"));
}

#[test]
fn a12_nothing_continues_itself_or_a_log_that_has_lost_nothing() {
    for nonsense in nonsense() {
        assert_eq!(found(Some(nonsense)).err(), Some(wrong()));
    }
}

#[test]
fn a12_only_a_founding_and_the_invitation_to_it_name_a_log_that_is_continued() {
    let (mut office, founding) = founding(Some(lost()));
    for kind in Kind::ALL {
        let mut codes = match kind {
            Kind::OrganisationFounded => founding.statement.codes.clone().unwrap(),
            _ => office.of_kind(office.desk.key, kind, ORG.record()).statement.codes.unwrap_or_default(),
        };
        if Codes::fit(Some(&codes), kind) == Err("reason") {
            codes.reason = Some(crate::codes::Reason::Other);
        }
        if Codes::fit(Some(&codes), kind) == Err("entry") {
            codes.entry = Some(EntryId::from_bytes([9; 16]));
        }
        assert_eq!(Codes::fit(Some(&codes), kind), Ok(()), "{kind}");
        let with = Codes { succeeds: Some(lost()), ..codes };
        let may = matches!(kind, Kind::OrganisationFounded | Kind::FoundingInvited);
        assert_eq!(Codes::fit(Some(&with), kind), if may { Ok(()) } else { Err("succeeds") }, "{kind}");
    }
}

#[test]
fn a12_an_invitation_lets_exactly_that_log_be_continued_that_it_names() {
    let mut office = Office::founded();
    let invite = |office: &mut Office, succeeds| {
        let record = RecordId::from_bytes(office.fresh());
        let mut unsigned = office.of_kind(office.desk.key, &Kind::FoundingInvited, record);
        let codes = unsigned.statement.codes.as_mut().unwrap();
        codes.succeeds = succeeds;
        let key = codes.public_key.unwrap();
        office.desk_signs(unsigned).map(|_| key)
    };
    let (plain, successor) = (invite(&mut office, None).unwrap(), invite(&mut office, Some(lost())).unwrap());
    let may = |key, continues: Option<&Succession>| office.acceptance.may_found(key, continues, office.now_ms);
    assert!(may(&plain, None) && !may(&plain, Some(&lost())));
    assert!(may(&successor, Some(&lost())) && !may(&successor, None));
    for other in [
        Succession { kept: 36, ..lost() },
        Succession { size: 41, ..lost() },
        Succession { root: Hash([3; 32]), ..lost() },
        Succession { kept_root: Hash([3; 32]), ..lost() },
        Succession { org: OrganisationId::from_bytes([0x78; 16]), ..lost() },
    ] {
        assert!(!may(&successor, Some(&other)));
    }
    for nonsense in nonsense() {
        assert_eq!(invite(&mut office, Some(nonsense)).err(), Some(wrong()));
    }
}

#[test]
fn a12_the_text_of_a_succession_has_one_form() {
    let (_, unsigned) = founding(Some(lost()));
    let text = unsigned.statement.to_text().unwrap();
    assert_eq!(Statement::from_text(&text).unwrap(), unsigned.statement);
    let more = text.replace(r#""kept":37"#, r#""kept":37,"kept_by":1"#);
    assert!(Statement::from_text(&more).is_err(), "a field that this version does not know");
}
