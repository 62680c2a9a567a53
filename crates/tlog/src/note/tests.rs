#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;

/// The example note at the head of signed-note.
const SPEC_NOTE: &str = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n\
    — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";

/// A key and a note of it that Go's note package has in its documentation.
const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn signer(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, [seed; 32]).unwrap()
}

fn signed(text: &str, signers: &[&SignerKey]) -> SignedNote {
    SignedNote::sign(text.to_owned(), signers).unwrap()
}

#[test]
fn t_a_note_is_parted_at_its_last_empty_line() {
    let note = SignedNote::parse(SPEC_NOTE.as_bytes()).unwrap();
    assert!(note.text.ends_with("\n\ned è subito sera.\n"));
    assert_eq!(note.signatures.len(), 1);
    assert_eq!(note.signatures[0].name, "quasimodo.example/salvatore");
    assert_eq!(note.signatures[0].signature.len(), 64);
    assert_eq!(note.to_string(), SPEC_NOTE);
}

#[test]
fn t_another_implementations_note_and_key_hold() {
    let key: VerifierKey = GO_KEY.parse().unwrap();
    assert_eq!(key.to_string(), GO_KEY);
    let note = SignedNote::parse(GO_NOTE.as_bytes()).unwrap();
    assert_eq!(note.verify(std::slice::from_ref(&key)).unwrap().len(), 1);
}

#[test]
fn t_unknown_signatures_are_passed_over_and_a_known_one_that_fails_is_not() {
    let (log, other) = (signer("log", 1), signer("other", 2));
    let keys = [log.verifier().clone()];
    let mut note = signed("text\n", &[&other, &log]);
    assert_eq!(note.verify(&keys).unwrap().len(), 1);
    // The name of a known key with the id of another is another key.
    note.signatures[0].name = "log".to_owned();
    assert_eq!(note.verify(&keys).unwrap().len(), 1);
    note.signatures[0].signature[0] ^= 1;
    assert_eq!(note.verify(&keys).unwrap().len(), 1);
    note.signatures[1].signature[0] ^= 1;
    assert_eq!(note.verify(&keys), Err(NoteError::BadSignature { name: "log".to_owned() }));
    note.signatures.pop();
    assert_eq!(note.verify(&keys), Err(NoteError::NoKnownSignature));
}

#[test]
fn t_what_is_not_a_note_is_refused() {
    let line = signed("text\n", &[&signer("log", 1)]).signatures[0].to_string();
    let refused = |note: &str| SignedNote::parse(note.as_bytes()).unwrap_err();
    assert_eq!(SignedNote::parse(format!("text\n\n{line}\n").as_bytes()).unwrap().text, "text\n");
    assert_eq!(refused(""), NoteError::NoSignatureBlock);
    assert_eq!(refused("text\n"), NoteError::NoSignatureBlock);
    assert_eq!(refused("text\n\n"), NoteError::NoSignatureBlock);
    assert_eq!(refused(&format!("text\n{line}\n")), NoteError::NoSignatureBlock);
    assert_eq!(refused(&format!("text\n\n{line}")), NoteError::NoSignatureBlock);
    assert_eq!(refused(&format!("text\n\n{line}\n\n")), NoteError::NoSignatureBlock);
    assert_eq!(refused(&format!("te\txt\n\n{line}\n")), NoteError::ControlCharacter);
    assert_eq!(refused(&format!("text\r\n\r\n{line}\r\n")), NoteError::ControlCharacter);
    assert_eq!(refused(&format!("text\n\n{line} \n")), NoteError::SignatureLine);
    assert_eq!(refused(&format!("text\n\n{}\n", line.replace('—', "-"))), NoteError::SignatureLine);
    assert_eq!(refused(&format!("text\n\n{}\n", line.replace("log", "l+g"))), NoteError::SignatureLine);
    assert_eq!(refused(&format!("text\n\n{}\n", line.replace("log", "l\u{3000}g"))), NoteError::SignatureLine);
    assert_eq!(refused(&format!("text\n\n{}\n", line.trim_end_matches('='))), NoteError::SignatureLine);
    assert_eq!(refused("text\n\n— log AAAAAA==\n"), NoteError::SignatureLine, "a key id and no signature");
    assert_eq!(SignedNote::parse(b"te\xFFxt\n\n"), Err(NoteError::NotUtf8));
}

#[test]
fn t_limits_of_a_note() {
    let line = signed("text\n", &[&signer("log", 1)]).signatures[0].to_string();
    let of_signatures = |count: usize| format!("text\n\n{}", format!("{line}\n").repeat(count));
    assert_eq!(SignedNote::parse(of_signatures(MAX_SIGNATURES).as_bytes()).unwrap().signatures.len(), MAX_SIGNATURES);
    assert_eq!(SignedNote::parse(of_signatures(MAX_SIGNATURES + 1).as_bytes()), Err(NoteError::TooManySignatures));
    let rest = of_signatures(1).len();
    let of_bytes = |bytes: usize| format!("{}{}", "x".repeat(bytes - rest), of_signatures(1));
    assert!(SignedNote::parse(of_bytes(MAX_NOTE_BYTES).as_bytes()).is_ok());
    assert_eq!(SignedNote::parse(of_bytes(MAX_NOTE_BYTES + 1).as_bytes()), Err(NoteError::TooLong));
    // 16 signatures of 5 kB each, which every reader must take (signed-note, "Format").
    let large = NoteSignature { name: "x".repeat(64), key_id: [1; 4], signature: vec![7; 5000] };
    let note = SignedNote { text: "text\n".to_owned(), signatures: vec![large; 16] };
    assert_eq!(SignedNote::parse(note.to_string().as_bytes()).unwrap(), note);
}

#[test]
fn t_a_text_that_no_reader_takes_is_not_signed() {
    let key = signer("log", 1);
    assert_eq!(SignedNote::sign("text".to_owned(), &[&key]), Err(NoteError::NoSignatureBlock));
    assert_eq!(SignedNote::sign("te\u{7}xt\n".to_owned(), &[&key]), Err(NoteError::ControlCharacter));
}

#[test]
fn t_a_key_is_written_in_one_way() {
    let key = signer("example.com/log", 3).verifier().clone();
    let vkey = key.to_string();
    assert_eq!(vkey.parse(), Ok(key));
    let (name, rest) = vkey.split_once('+').unwrap();
    let (id, material) = rest.split_once('+').unwrap();
    let parse = |text: String| text.parse::<VerifierKey>();
    assert_eq!(parse(format!("{name}+{id}")), Err(VerifierKeyError::Form));
    assert_eq!(parse(format!("{name}+0{id}+{material}")), Err(VerifierKeyError::Id));
    assert_eq!(parse(format!("{name}+00000000+{material}")), Err(VerifierKeyError::Id));
    assert_eq!(parse(format!("other+{id}+{material}")), Err(VerifierKeyError::Id));
    assert_eq!(parse(format!("+{id}+{material}")), Err(VerifierKeyError::Name));
    assert_eq!(parse(format!("{name} +{id}+{material}")), Err(VerifierKeyError::Name));
    assert_eq!(parse(format!("{name}+{id}+{material}=")), Err(VerifierKeyError::Form));
    assert_eq!(parse(format!("{}+{id}+{material}", "x".repeat(256))), Err(VerifierKeyError::Form));
    let unknown = STANDARD.encode([[6].as_slice(), &[9; 32]].concat());
    assert_eq!(parse(format!("{name}+{id}+{unknown}")), Err(VerifierKeyError::Kind(6)));
    let short = STANDARD.encode([[1].as_slice(), &[9; 31]].concat());
    assert_eq!(parse(format!("{name}+{id}+{short}")), Err(VerifierKeyError::Point));
}

#[test]
fn t_a_point_that_anybody_can_sign_for_is_not_a_key() {
    // The neutral element, and the point of order 2.
    for point in [[[1].as_slice(), &[0; 31]].concat(), [[0xEC].as_slice(), &[0xFF; 30], &[0x7F]].concat()] {
        let point: [u8; 32] = point.try_into().unwrap();
        assert_eq!(VerifierKey::new("log", KeyKind::Ed25519, &point), Err(VerifierKeyError::Point));
    }
}

#[test]
fn t_a_secret_is_not_shown() {
    let shown = format!("{:?}", SignerKey::from_seed("log", [0xAB; 32]).unwrap());
    assert!(shown.starts_with("SignerKey(log+"));
    assert!(!shown.contains("171"), "{shown}");
}

proptest! {
    #[test]
    fn t_no_bytes_make_the_reader_of_notes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = SignedNote::parse(&bytes);
    }

    #[test]
    fn t_what_reads_as_a_note_is_written_as_it_was_read(text in "[a-c\n— +=A\u{1}]{0,40}", block in "(— [a-c+ ]{0,3} ?[A-D=]{0,12}\n){0,3}") {
        let written = format!("{text}\n\n{block}");
        if let Ok(note) = SignedNote::parse(written.as_bytes()) {
            prop_assert_eq!(note.to_string(), written);
        }
    }

    #[test]
    fn t_notes_come_back_as_they_went(text in "([^\u{0}-\u{1f}]{0,20}\n){1,5}", seed in any::<[u8; 32]>()) {
        let key = SignerKey::from_seed("log", seed).unwrap();
        let note = SignedNote::sign(text, &[&key]).unwrap();
        let read = SignedNote::parse(note.to_string().as_bytes()).unwrap();
        prop_assert_eq!(&read, &note);
        prop_assert_eq!(read.verify(&[key.verifier().clone()]).unwrap().len(), 1);
    }

    #[test]
    fn t_no_text_makes_the_reader_of_keys_panic(text in ".{0,80}", material in prop::collection::vec(any::<u8>(), 0..40)) {
        let _ = text.parse::<VerifierKey>();
        let _ = format!("a+00000000+{}", STANDARD.encode(material)).parse::<VerifierKey>();
    }
}

#[test]
fn t_every_changed_byte_of_a_signed_note_makes_it_nobodys() {
    let key = signer("log", 4);
    let keys = [key.verifier().clone()];
    let note = signed("first line\n\nlast line\n", &[&key]).to_string().into_bytes();
    for place in 0..note.len() {
        for bit in 0..8 {
            let mut altered = note.clone();
            altered[place] ^= 1 << bit;
            let opened = SignedNote::parse(&altered).and_then(|note| note.verify(&keys).map(|known| known.len()));
            assert!(opened.is_err(), "byte {place}, bit {bit}");
        }
    }
}
