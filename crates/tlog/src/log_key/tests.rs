#![allow(clippy::unwrap_used)]
use super::*;
use crate::checkpoint::{Checkpoint, open};
use crate::hash::Hash;

const ORIGIN: &str = "jiannuo/00112233445566778899aabbccddeeff/public";

fn signer(seed: u8) -> SignerKey {
    Seed::from_bytes([seed; 32]).log_signer(ORIGIN).unwrap()
}

/// Keys 1, 2, 3, each handing over to the next.
fn chain() -> LogKeys {
    let mut keys = LogKeys::first(signer(1).verifier().clone(), 1000);
    keys.hand_over(&signer(1), &signer(2), 2000).unwrap();
    keys.hand_over(&signer(2), &signer(3), 3000).unwrap();
    keys
}

#[test]
fn t_a_logs_key_never_changes_for_its_seed_and_origin() {
    // Pinned: another derivation would give every log of every deployment another key.
    assert_eq!(
        signer(1).verifier().to_string(),
        "jiannuo/00112233445566778899aabbccddeeff/public+ada7d3ba+AYXurpgcQWE/7wyECzIKV0v/jt8La9D9oxBlgJYJz7WX"
    );
    let witness = Seed::from_bytes([1; 32]).witness_cosigner("example.com/witness").unwrap();
    assert_eq!(
        witness.verifier().to_string(),
        "example.com/witness+8c1b618a+BFMoszGO0y7rgo/33X11oWQQm+aVMNnb7bEEkX75qSTD"
    );
}

#[test]
fn t_each_log_and_each_seed_has_a_key_of_its_own() {
    let seed = Seed::from_bytes([1; 32]);
    let office = seed.log_signer(&ORIGIN.replace("public", "office")).unwrap();
    let witness = seed.witness_cosigner(ORIGIN).unwrap();
    let keys = [signer(1).verifier(), signer(2).verifier(), office.verifier(), witness.verifier()]
        .map(VerifierKey::public_key);
    for (place, key) in keys.iter().enumerate() {
        assert!(!keys[..place].contains(key));
    }
}

#[test]
fn t_the_secret_is_one_or_two_lines_of_hexadecimal_digits() {
    let (one, two) = ("0f".repeat(32), "A0".repeat(32));
    let seeds = Seeds::parse(&format!("{one}\n{two}\n")).unwrap();
    assert_eq!(seeds.all(), [Seed([0x0F; 32]), Seed([0xA0; 32])]);
    assert_eq!(seeds.newest(), &Seed([0x0F; 32]));
    assert_eq!(Seeds::parse(&format!(" {one}\r\n\r\n")).unwrap().all().len(), 1);
    let refused = |text: &str| Seeds::parse(text).unwrap_err();
    assert_eq!(refused("\n"), SeedError::Lines(0));
    assert_eq!(refused(&format!("{one}\n{two}\n{one}")), SeedError::Lines(3));
    assert_eq!(refused(&one[1..]), SeedError::Digits);
    assert_eq!(refused(&format!("{one}0")), SeedError::Digits);
    assert_eq!(refused(&"0g".repeat(32)), SeedError::Digits);
    assert_eq!(refused(&"+f".repeat(32)), SeedError::Digits);
    assert_eq!(refused(&"诺".repeat(32)), SeedError::Digits);
    assert_eq!(refused(&format!("{one}\n{}", one.to_uppercase())), SeedError::Twice);
    assert!(!format!("{seeds:?}").contains("15"), "a secret is not shown");
}

#[test]
fn t_a_client_follows_handovers_from_any_key_that_it_pinned() {
    let keys = chain();
    for pinned in 1..=3 {
        assert_eq!(keys.follow(signer(pinned).verifier()).unwrap(), signer(3).verifier());
    }
    assert_eq!(keys.follow(signer(4).verifier()), Err(HandoverError::NotListed));
}

#[test]
fn t_a_key_that_the_pinned_one_did_not_hand_over_to_is_not_followed() {
    let mut without_note = chain();
    without_note.keys[2].handover = None;
    assert_eq!(without_note.follow(signer(1).verifier()), Err(HandoverError::Missing));
    assert_eq!(without_note.follow(signer(3).verifier()).unwrap(), signer(3).verifier());

    let mut of_another_step = chain();
    of_another_step.keys[2].handover = of_another_step.keys[1].handover.clone();
    assert_eq!(of_another_step.follow(signer(1).verifier()), Err(HandoverError::Text));

    let mut left_out = chain();
    left_out.keys.remove(1);
    assert!(matches!(left_out.follow(signer(1).verifier()), Err(HandoverError::Note(_))));

    for alone in [signer(1), signer(2)] {
        let mut by_one_key = chain();
        let text = handover_text(signer(1).verifier(), signer(2).verifier()).unwrap();
        by_one_key.keys[1].handover = Some(SignedNote::sign(text, &[&alone]).unwrap().to_string());
        assert_eq!(by_one_key.follow(signer(1).verifier()), Err(HandoverError::Note(NoteError::NoKnownSignature)),);
    }
}

#[test]
fn t_only_another_key_of_the_same_log_takes_over() {
    let office = Seed::from_bytes([2; 32]).log_signer(&ORIGIN.replace("public", "office")).unwrap();
    assert_eq!(handover(&signer(1), &office), Err(HandoverError::Text));
    assert_eq!(handover(&signer(1), &signer(1)), Err(HandoverError::Text));
    let mut keys = chain();
    assert_eq!(keys.hand_over(&signer(1), &signer(4), 4000), Err(HandoverError::Text));
}

#[test]
fn t_the_list_of_keys_is_bounded() {
    let mut keys = LogKeys::first(signer(0).verifier().clone(), 0);
    for seed in 1..MAX_LOG_KEYS {
        let seed = u8::try_from(seed).unwrap();
        keys.hand_over(&signer(seed - 1), &signer(seed), 0).unwrap();
    }
    let last = u8::try_from(MAX_LOG_KEYS).unwrap();
    assert_eq!(keys.follow(signer(0).verifier()).unwrap(), signer(last - 1).verifier());
    assert!(serde_json::to_vec(&keys).unwrap().len() <= MAX_LOG_KEYS_BYTES);
    assert_eq!(keys.hand_over(&signer(last - 1), &signer(last), 0), Err(HandoverError::Count(MAX_LOG_KEYS + 1)));
    keys.keys.push(keys.keys[0].clone());
    assert_eq!(keys.follow(signer(0).verifier()), Err(HandoverError::Count(MAX_LOG_KEYS + 1)));
    assert_eq!(LogKeys { keys: vec![] }.follow(signer(0).verifier()), Err(HandoverError::Count(0)));
}

#[test]
fn t_a_handover_is_not_a_checkpoint() {
    let note = handover(&signer(1), &signer(2)).unwrap();
    assert!(note.text.parse::<Checkpoint>().is_err());
    assert!(open(note.to_string().as_bytes(), &[signer(1).verifier().clone()]).is_err());
}

#[test]
fn t_two_seeds_sign_every_checkpoint_twice() {
    let seeds = Seeds::parse(&format!("{}\n{}\n", "02".repeat(32), "01".repeat(32))).unwrap();
    let signers = seeds.log_signers(ORIGIN).unwrap();
    let text = Checkpoint { origin: ORIGIN.to_owned(), size: 1, root: Hash([1; 32]), extensions: vec![] }.to_string();
    let note = SignedNote::sign(text, &signers.iter().collect::<Vec<_>>()).unwrap().to_string();
    for seed in [1, 2] {
        assert!(open(note.as_bytes(), &[signer(seed).verifier().clone()]).is_ok());
    }
}

#[test]
fn t_the_keys_address_in_json() {
    let mut keys = LogKeys::first(signer(1).verifier().clone(), 1000);
    let first = format!(r#"{{"keys":[{{"vkey":"{}","since_ms":1000}}"#, signer(1).verifier());
    assert_eq!(serde_json::to_string(&keys).unwrap(), format!("{first}]}}"));
    keys.hand_over(&signer(1), &signer(2), 2000).unwrap();
    let note = handover(&signer(1), &signer(2)).unwrap().to_string().replace('\n', "\\n");
    let json = format!(r#"{first},{{"vkey":"{}","since_ms":2000,"handover":"{note}"}}]}}"#, signer(2).verifier());
    assert_eq!(serde_json::to_string(&keys).unwrap(), json);
    assert_eq!(serde_json::from_str::<LogKeys>(&json).unwrap(), keys);
}
