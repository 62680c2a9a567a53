#![allow(clippy::unwrap_used)]
use super::*;
use crate::note::SignedNote;

const TEXT: &str = "example.com/log\n7\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n";

fn cosigner(seed: u8) -> CosignerKey {
    CosignerKey::from_seed("witness.example.com/w1", [seed; 32]).unwrap()
}

/// The example in tlog-cosignature: its key is not given, its form is.
#[test]
fn t_the_specifications_example_has_the_form_of_a_cosignature() {
    let line = "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";
    let signature: NoteSignature = line.parse().unwrap();
    let (time, ed25519) = signature.signature.split_first_chunk::<TIME_BYTES>().unwrap();
    assert_eq!(u64::from_be_bytes(*time), 1_679_315_147);
    assert_eq!(ed25519.len(), 64);
    assert_eq!(signature.to_string(), line);
}

#[test]
fn t_what_is_signed_is_the_header_the_time_and_the_whole_text() {
    let message = signed_message(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        1_679_315_147,
    );
    let expected = "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    assert_eq!(message.unwrap(), expected.as_bytes());
}

#[test]
fn t_a_cosignature_gives_its_time_back() {
    let cosigner = cosigner(1);
    for time_s in [0, 1, 1_700_000_000, MAX_TIME_S] {
        let signature = cosigner.cosign(TEXT, time_s).unwrap();
        assert_eq!(verify(cosigner.verifier(), TEXT, &signature), Ok(time_s));
    }
    assert_eq!(cosigner.cosign(TEXT, MAX_TIME_S + 1), Err(CosignatureError::Time));
}

#[test]
fn t_a_cosignature_is_for_one_time_one_text_and_one_key() {
    let signature = cosigner(1).cosign(TEXT, 1_700_000_000).unwrap();
    let key = cosigner(1).verifier().clone();
    for place in 0..signature.signature.len() {
        let mut altered = signature.clone();
        altered.signature[place] ^= 1;
        assert!(verify(&key, TEXT, &altered).is_err(), "byte {place}");
    }
    let mut beyond = signature.clone();
    beyond.signature[0] |= 0x80;
    assert_eq!(verify(&key, TEXT, &beyond), Err(CosignatureError::Time));
    assert_eq!(verify(&key, &TEXT.replace('7', "8"), &signature), Err(CosignatureError::Signature));
    assert_eq!(verify(cosigner(2).verifier(), TEXT, &signature), Err(CosignatureError::OtherKey));
    for length in [0, 8, 71, 73] {
        let mut altered = signature.clone();
        altered.signature.resize(length, 0);
        assert_eq!(verify(&key, TEXT, &altered), Err(CosignatureError::Length), "{length} bytes");
    }
}

#[test]
fn t_the_same_seed_signs_and_cosigns_without_one_passing_for_the_other() {
    let name = "witness.example.com/w1";
    let (log, witness) = (SignerKey::from_seed(name, [1; 32]).unwrap(), cosigner(1));
    assert_eq!(log.verifier().public_key(), witness.verifier().public_key());
    assert_ne!(log.verifier().id(), witness.verifier().id());
    let signature = log.sign(TEXT);
    assert_eq!(verify(witness.verifier(), TEXT, &signature), Err(CosignatureError::OtherKey));
    assert_eq!(verify(log.verifier(), TEXT, &signature), Err(CosignatureError::OtherKey));
}

#[test]
fn t_a_note_is_verified_with_cosigners_and_logs_alike() {
    let log = SignerKey::from_seed("example.com/log", [9; 32]).unwrap();
    let mut note = SignedNote::sign(TEXT.to_owned(), &[&log]).unwrap();
    note.signatures.push(cosigner(1).cosign(TEXT, 5).unwrap());
    let keys = [log.verifier().clone(), cosigner(1).verifier().clone()];
    let read = SignedNote::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(read.verify(&keys).unwrap().len(), 2);
}
