#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;
use crate::cosignature::CosignerKey;
use crate::hash::Hash;
use crate::note::SignerKey;

const ORIGIN: &str = "example.com/log";

fn log(seed: u8) -> SignerKey {
    SignerKey::from_seed(ORIGIN, [seed; 32]).unwrap()
}

fn witness(number: u8) -> CosignerKey {
    CosignerKey::from_seed(&format!("example.com/w{number}"), [100 + number; 32]).unwrap()
}

/// The example of tlog-policy with keys: witnesses 1, 2, 3 are the X, 4, 5, 6 the Y.
fn two_levels() -> String {
    let mut text = format!("log {}\n\n", log(1).verifier());
    for number in 1..=6 {
        let name = format!("{}{}", if number <= 3 { 'X' } else { 'Y' }, (number - 1) % 3 + 1);
        text += &format!("witness {name} {}\n", witness(number).verifier());
    }
    text + "group X-witnesses 2 X1 X2 X3\n# one of these is enough\ngroup Y-witnesses any Y1 Y2 Y3\n\n\
        group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
}

fn parse(text: &str) -> Policy {
    Policy::parse(text.as_bytes()).unwrap()
}

fn refused(text: &str) -> (usize, PolicyFault) {
    let error = Policy::parse(text.as_bytes()).unwrap_err();
    (error.line, error.fault)
}

/// A checkpoint signed by the log and cosigned by these witnesses, each with its time.
fn note(log: &SignerKey, cosigners: &[(u8, u64)]) -> SignedNote {
    let text = Checkpoint { origin: ORIGIN.to_owned(), size: 7, root: Hash([7; 32]), extensions: vec![] }.to_string();
    let mut note = SignedNote::sign(text, &[log]).unwrap();
    for (number, time_s) in cosigners {
        let cosignature = witness(*number).cosign(&note.text, *time_s).unwrap();
        note.signatures.push(cosignature);
    }
    note
}

#[test]
fn t_the_specifications_example_with_two_levels_of_groups() {
    let text = two_levels();
    let policy = parse(&text);
    let met = |witnesses: &[u8]| {
        let times: Vec<(u8, u64)> = witnesses.iter().map(|number| (*number, 1000)).collect();
        policy.evaluate(&note(&log(1), &times), &[]).unwrap().quorum_met
    };
    assert!(met(&[1, 2, 4]) && met(&[3, 2, 6]) && met(&[1, 2, 3, 4, 5, 6]));
    assert!(!met(&[]) && !met(&[1, 2, 3]) && !met(&[4, 5, 6]) && !met(&[1, 4, 5, 6]));
}

#[test]
fn t_a_verdict_names_each_witness_with_its_latest_time() {
    let text = two_levels();
    let policy = parse(&text);
    let signed = note(&log(1), &[(4, 40), (1, 10), (1, 30), (1, 20)]);
    let verdict = policy.evaluate(&signed, &[]).unwrap();
    let times: Vec<(&[u8], u64)> =
        verdict.cosigned.iter().map(|cosigned| (cosigned.witness.name.as_slice(), cosigned.time_s)).collect();
    assert_eq!(times, [(b"X1".as_slice(), 30), (b"Y1".as_slice(), 40)]);
    assert_eq!((verdict.checkpoint.size, verdict.quorum_met), (7, false));
}

#[test]
fn t_a_cosignature_that_does_not_hold_spoils_the_note_and_an_unknown_one_does_not() {
    let text = two_levels();
    let policy = parse(&text);
    let mut signed = note(&log(1), &[(1, 10), (9, 10)]);
    signed.signatures[2].signature[20] ^= 1;
    assert_eq!(policy.evaluate(&signed, &[]).unwrap().cosigned.len(), 1);
    signed.signatures[1].signature[20] ^= 1;
    let name = "example.com/w1".to_owned();
    assert_eq!(policy.evaluate(&signed, &[]), Err(OpenError::Note(NoteError::BadSignature { name })));
}

#[test]
fn t_the_logs_of_a_policy_are_its_own_or_the_contexts_if_it_has_none() {
    let key = log(2).verifier().clone();
    let without_log = parse("quorum none\n");
    assert!(without_log.evaluate(&note(&log(2), &[]), std::slice::from_ref(&key)).unwrap().quorum_met);
    assert!(without_log.evaluate(&note(&log(2), &[]), &[]).is_err());
    let text = two_levels();
    let with_log = parse(&text);
    assert!(with_log.evaluate(&note(&log(2), &[]), std::slice::from_ref(&key)).is_err(), "the policy has another log");
    assert!(with_log.evaluate(&note(&log(1), &[]), &[key]).is_ok());
}

#[test]
fn t_keys_urls_and_names_are_read_as_they_stand() {
    let (log, witness) = (log(1), witness(1));
    let text = format!(
        " \tlog\t{} https://例.example/\t\n\twitness \u{212A} {} https://w.example\n  # comment\nquorum \u{212A}\n",
        log.verifier(),
        witness.verifier()
    );
    let policy = parse(&text);
    assert_eq!(policy.logs()[0].key, *log.verifier());
    assert_eq!(policy.logs()[0].url.as_deref(), Some("https://例.example/".as_bytes()));
    assert_eq!(policy.witnesses()[0].name, "\u{212A}".as_bytes());
    assert_eq!(policy.witnesses()[0].url.as_deref(), Some(b"https://w.example".as_slice()));
    let other_name = text.replace("quorum \u{212A}", "quorum K");
    assert_eq!(refused(&other_name), (4, PolicyFault::UnknownName), "a Kelvin sign is no K");
    // Octets that are not UTF-8 are names as well.
    let octets = [b"witness \xFF ".as_slice(), witness.verifier().to_string().as_bytes(), b"\nquorum \xFF\n"].concat();
    assert_eq!(Policy::parse(&octets).unwrap().witnesses()[0].name, [0xFF]);
}

#[test]
fn t_what_is_not_a_policy_is_refused() {
    let (key, other) = (witness(1).verifier().to_string(), witness(2).verifier().to_string());
    let a_and_b = format!("witness a {key}\nwitness b {other}\n");
    let after = |lines: &str| refused(&format!("{a_and_b}{lines}"));
    assert_eq!(refused(""), (1, PolicyFault::Quorum));
    assert_eq!(refused("# nothing\n"), (1, PolicyFault::Quorum));
    assert_eq!(refused("quorum none\nquorum none\n"), (2, PolicyFault::Quorum));
    assert_eq!(refused("quorum none"), (1, PolicyFault::NoNewline));
    assert_eq!(refused("quorum none\r\n"), (1, PolicyFault::ControlCharacter));
    assert_eq!(refused("quorum none\u{7F}\n"), (1, PolicyFault::ControlCharacter));
    assert_eq!(refused("quorum\u{3000}none\n"), (1, PolicyFault::Keyword));
    assert_eq!(refused("Quorum none\n"), (1, PolicyFault::Keyword));
    assert_eq!(refused("quorum none # comment\n"), (1, PolicyFault::Parts));
    assert_eq!(refused("quorum\n"), (1, PolicyFault::Parts));
    assert_eq!(refused("log\n"), (1, PolicyFault::Parts));
    assert_eq!(refused(&format!("witness {key}\n")), (1, PolicyFault::Parts));
    assert_eq!(refused("quorum a\nwitness a b\n"), (1, PolicyFault::UnknownName));
    assert_eq!(refused(&format!("log {key}\n")), (1, PolicyFault::Key), "a witness's key");
    assert_eq!(refused(&format!("witness a {}\n", log(1).verifier())), (1, PolicyFault::Key), "a log's key");
    assert_eq!(refused(&format!("log {0}\nlog {0}\n", log(1).verifier())), (2, PolicyFault::DuplicateKey));
    assert_eq!(after(&format!("witness c {key}\n")), (3, PolicyFault::DuplicateKey));
    let renamed = CosignerKey::from_seed("example.com/another", [101; 32]).unwrap();
    assert_eq!(after(&format!("witness c {}\n", renamed.verifier())), (3, PolicyFault::DuplicateKey));
    assert_eq!(after(&format!("witness a {}\n", witness(3).verifier())), (3, PolicyFault::DuplicateName));
    assert_eq!(refused(&format!("witness none {key}\n")), (1, PolicyFault::DuplicateName));
    assert_eq!(after("group a any b\n"), (3, PolicyFault::DuplicateName));
    assert_eq!(after("group g any\n"), (3, PolicyFault::Parts));
    assert_eq!(after("group g any none\n"), (3, PolicyFault::UnknownName));
    assert_eq!(after("group g any g\n"), (3, PolicyFault::UnknownName));
    assert_eq!(after("group g any a a\n"), (3, PolicyFault::DuplicateMember));
    assert_eq!(after("group g any a\ngroup h any a b\n"), (4, PolicyFault::DuplicateMember));
    for threshold in ["0", "3", "-1", "+1", "01", "most", "99999999999999999999"] {
        assert_eq!(after(&format!("group g {threshold} a b\n")), (3, PolicyFault::Threshold), "{threshold}");
    }
}

#[test]
fn t_limits_of_a_policy() {
    let witnesses = |count: u8| (1..=count).map(|number| format!("witness w{number} {}\n", witness(number).verifier()));
    let full: String = witnesses(32).collect();
    assert_eq!(parse(&format!("{full}quorum none\n")).witnesses().len(), MAX_WITNESSES);
    assert_eq!(refused(&witnesses(33).collect::<String>()), (33, PolicyFault::TooMany));
    let logs = |count: u8| (1..=count).map(|seed| format!("log {}\n", log(seed).verifier())).collect::<String>();
    assert_eq!(parse(&format!("{}quorum none\n", logs(32))).logs().len(), MAX_LOGS);
    assert_eq!(refused(&logs(33)), (33, PolicyFault::TooMany));
    // A chain of groups, as deep as groups can be.
    let chain = |count: usize| {
        let first = format!("{full}group g1 all w1\n");
        (2..=count).fold(first, |text, number| text + &format!("group g{number} all g{}\n", number - 1))
    };
    let deep = parse(&format!("{}quorum g32\n", chain(32)));
    assert!(deep.evaluate(&note(&log(1), &[(1, 1)]), &[log(1).verifier().clone()]).unwrap().quorum_met);
    assert!(!deep.evaluate(&note(&log(1), &[(2, 1)]), &[log(1).verifier().clone()]).unwrap().quorum_met);
    assert_eq!(refused(&chain(33)), (65, PolicyFault::TooMany));
    let padded = |bytes: usize| format!("{}\nquorum none\n", "#".repeat(bytes - 13));
    assert!(Policy::parse(padded(MAX_POLICY_BYTES).as_bytes()).is_ok());
    assert_eq!(refused(&padded(MAX_POLICY_BYTES + 1)), (1, PolicyFault::TooLong));
}

proptest! {
    #[test]
    fn t_no_bytes_make_the_reader_of_policies_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), lines in "((log|witness|group|quorum|#)?( [a-c1-3]| all| any| none){0,4}\n){0,8}") {
        let _ = Policy::parse(&bytes);
        let _ = Policy::parse(lines.as_bytes());
    }

    #[test]
    fn t_a_threshold_is_the_number_of_members_that_is_needed(members in 1..6_u8, threshold in 1..6_u8, cosigned in prop::collection::btree_set(1..6_u8, 0..6)) {
        prop_assume!(threshold <= members);
        let lines: String = (1..6).map(|number| format!("witness w{number} {}\n", witness(number).verifier())).collect();
        let names: String = (1..=members).map(|number| format!(" w{number}")).collect();
        let policy = parse(&format!("{lines}group g {threshold}{names}\nquorum g\n"));
        let times: Vec<(u8, u64)> = cosigned.iter().map(|number| (*number, 1)).collect();
        let keys = [log(1).verifier().clone()];
        let signed = note(&log(1), &times);
        let expected = cosigned.iter().filter(|number| **number <= members).count() >= usize::from(threshold);
        prop_assert_eq!(policy.evaluate(&signed, &keys).unwrap().quorum_met, expected);
    }
}
