//! Rule S15: two devices compare what the log told them.

use jiannuo_domain::codes::Role;
use jiannuo_domain::statement::{LogName, origin};
use jiannuo_sync::Compared;
use jiannuo_sync::evidence::Contradiction;
use jiannuo_tlog::{Checkpoint, Hash, SignedNote, SignerKey};

use crate::support::village::{ELSEWHERE, Phone, Village};

fn two_phones(seed: u64) -> (Village, Phone, Phone) {
    let village = Village::founded(seed);
    let member = village.person(Role::Member);
    let phones = (village.synced_phone(village.secretary), village.synced_phone(member));
    (village, phones.0, phones.1)
}

#[test]
fn s15_devices_that_saw_the_same_log_agree_or_say_who_is_ahead() {
    let (village, mut first, mut second) = two_phones(1);
    let size = village.server.borrow().leaves.len() as u64;
    assert_eq!(first.compare(&second.note()), Compared::Agrees { size });
    village.grow(3);
    second.sync().unwrap();
    assert_eq!(second.compare(&first.note()), Compared::Agrees { size });
    assert_eq!(first.compare(&second.note()), Compared::Newer { size: size + 3 });
    first.sync().unwrap();
    assert_eq!(first.compare(&second.note()), Compared::Agrees { size: size + 3 });
    assert_eq!((first.replica.evidence(), second.replica.evidence()), (&[][..], &[][..]));
}

#[test]
fn s15_a_log_that_shows_two_histories_is_found_out_by_two_devices() {
    for (first_sees, second_sees) in [(2, 2), (1, 3), (3, 1)] {
        let (village, mut first, mut second) = two_phones(2);
        let common = village.server.borrow().leaves.clone();
        village.grow(first_sees);
        first.sync().unwrap();
        village.server.borrow_mut().show(common.clone());
        village.grow(second_sees);
        second.sync().unwrap();
        let found = [first.compare(&second.note()), second.compare(&first.note())];
        let evidence = found.iter().find_map(|compared| match compared {
            Compared::Contradicts(evidence) => Some(evidence),
            _ => None,
        });
        let evidence = evidence.expect("two histories and nobody noticed");
        let [smaller, larger] =
            [first_sees.min(second_sees), first_sees.max(second_sees)].map(|entries| (common.len() + entries) as u64);
        let expected = if smaller == larger {
            Contradiction::Forked { size: larger }
        } else {
            Contradiction::NotExtended { smaller, larger }
        };
        assert_eq!(evidence.contradiction, expected);
        assert!(first.replica.is_withheld() || second.replica.is_withheld());
        let notes = [&first, &second].map(Phone::note);
        assert!(notes.contains(&evidence.offered) && notes.iter().any(|note| Some(note) == evidence.held.as_ref()));
    }
}

#[test]
fn s15_what_the_logs_key_has_not_signed_proves_nothing() {
    let (village, mut phone, _) = two_phones(3);
    let (own, elsewhere) =
        (origin(jiannuo_domain::test_support::ORG, LogName::Public), origin(ELSEWHERE, LogName::Public));
    for (origin, expected) in [(own, Compared::NotSigned), (elsewhere, Compared::OtherLog)] {
        let anybody = SignerKey::from_seed(&origin, [9; 32]).unwrap();
        let checkpoint = Checkpoint { origin, size: 1, root: Hash([7; 32]), extensions: Vec::new() };
        let note = SignedNote::sign(checkpoint.to_string(), &[&anybody]).unwrap().to_string();
        assert_eq!(phone.compare(&note), expected);
    }
    assert_eq!(phone.compare("什么都可以写"), Compared::NotSigned);
    assert_eq!(phone.replica.evidence(), []);
    let mut new = village.phone(village.secretary);
    let note = phone.note();
    assert_eq!(new.compare(&note), Compared::NothingHeld);
}

#[test]
fn s15_a_key_that_was_handed_over_still_vouches_for_what_it_signed() {
    let (village, mut first, second) = two_phones(4);
    let size = village.server.borrow().leaves.len() as u64;
    village.server.borrow_mut().hand_over();
    village.grow(1);
    first.sync().unwrap();
    assert_eq!(first.compare(&second.note()), Compared::Agrees { size });
}
