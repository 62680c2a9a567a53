//! Notes against the crate `signed_note`: keys are the same, what one signs the other verifies, and both agree on which
//! bytes are a note.

#![allow(clippy::unwrap_used)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiannuo_tlog::note::{MAX_SIGNATURES, SignedNote, SignerKey, VerifierKey};
use proptest::prelude::*;
use signed_note::{Note, Signer as _, StandardSigner, StandardVerifier, Verifier as _, VerifierList};

const NAME: &str = "jiannuo/00112233445566778899aabbccddeeff/public";

/// The other crate's form of a secret key: the id is that of the public half.
fn their_signer(ours: &SignerKey, seed: &[u8; 32]) -> StandardSigner {
    let id = u32::from_be_bytes(ours.verifier().id());
    let secret = STANDARD.encode([[1].as_slice(), seed].concat());
    StandardSigner::new(&format!("PRIVATE+KEY+{}+{id:08x}+{secret}", ours.verifier().name())).unwrap()
}

fn their_verifiers(vkey: &str) -> VerifierList {
    VerifierList::new(vec![Box::new(StandardVerifier::new(vkey).unwrap())])
}

fn texts() -> impl Strategy<Value = String> {
    "([^\u{0}-\u{1f}]{0,20}\n){1,4}"
}

proptest! {
    #[test]
    fn t_keys_are_written_as_others_write_them(seed in any::<[u8; 32]>(), name in "[a-z0-9./é—]{1,20}") {
        let ours = SignerKey::from_seed(&name, seed).unwrap();
        let secret = ed25519_dalek::SigningKey::from_bytes(&seed);
        prop_assert_eq!(ours.verifier().public_key(), secret.verifying_key().to_bytes());
        let theirs = StandardVerifier::new(&ours.verifier().to_string()).unwrap();
        prop_assert_eq!(theirs.name(), name.as_str());
        prop_assert_eq!(theirs.key_id().to_be_bytes(), ours.verifier().id());
        prop_assert_eq!(their_signer(&ours, &seed).key_id(), theirs.key_id());
    }

    #[test]
    fn t_what_we_sign_others_verify(seed in any::<[u8; 32]>(), text in texts()) {
        let key = SignerKey::from_seed(NAME, seed).unwrap();
        let note = SignedNote::sign(text, &[&key]).unwrap();
        let theirs = Note::from_bytes(note.to_string().as_bytes()).unwrap();
        prop_assert_eq!(theirs.text(), note.text.as_bytes());
        let (verified, others) = theirs.verify(&their_verifiers(&key.verifier().to_string())).unwrap();
        prop_assert_eq!((verified.len(), others.len()), (1, 0));
    }

    #[test]
    fn t_what_others_sign_we_verify(seed in any::<[u8; 32]>(), text in texts()) {
        let key = SignerKey::from_seed(NAME, seed).unwrap();
        let mut theirs = Note::new(text.as_bytes(), &[]).unwrap();
        theirs.add_sigs(&[&their_signer(&key, &seed)]).unwrap();
        let ours = SignedNote::parse(&theirs.to_bytes()).unwrap();
        prop_assert_eq!(&ours, &SignedNote::sign(text, &[&key]).unwrap(), "Ed25519 has one signature of a text");
        prop_assert_eq!(ours.verify(&[key.verifier().clone()]).unwrap().len(), 1);
        prop_assert_eq!(ours.to_string().into_bytes(), theirs.to_bytes());
    }

    #[test]
    fn t_both_agree_on_which_bytes_are_a_note(text in "[ab\n— +=\u{1}\u{7f}\u{3000}]{0,20}", block in "\n?\n?(— ?[ab+\u{3000}]{0,2} {0,2}[A-D=]{0,12}\n?){0,3}", place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        for written in [format!("{text}\n{block}"), format!("{text}{block}")] {
            agree(written.as_bytes());
        }
        let key = SignerKey::from_seed(NAME, [7; 32]).unwrap();
        let mut altered = SignedNote::sign("a\n\nb\n".to_owned(), &[&key]).unwrap().to_string().into_bytes();
        let place = place.index(altered.len());
        altered[place] = byte;
        agree(&altered);
        // And on whether its signature holds.
        let ours = SignedNote::parse(&altered).ok().map(|note| note.verify(&[key.verifier().clone()]).is_ok());
        let known = their_verifiers(&key.verifier().to_string());
        let theirs = Note::from_bytes(&altered).ok().map(|note| note.verify(&known).is_ok());
        prop_assert_eq!(ours, theirs);
    }
}

/// Both read the bytes, as the same note, or neither does.
fn agree(bytes: &[u8]) {
    let shown = String::from_utf8_lossy(bytes);
    match (SignedNote::parse(bytes), Note::from_bytes(bytes)) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours.text.as_bytes(), theirs.text(), "{shown:?}");
            assert_eq!(ours.to_string().into_bytes(), theirs.to_bytes(), "{shown:?}");
        }
        (Err(_), Err(_)) => {}
        (ours, theirs) => panic!("{shown:?}: ours {ours:?}, theirs {theirs:?}"),
    }
}

/// Where the other crate is laxer, and why that is no matter: bounds are each reader's own.
#[test]
fn t_our_bounds_are_within_theirs() {
    let key = SignerKey::from_seed(NAME, [7; 32]).unwrap();
    let signers = vec![&key; MAX_SIGNATURES];
    let note = SignedNote::sign("text\n".to_owned(), &signers).unwrap().to_string();
    assert!(SignedNote::parse(note.as_bytes()).is_ok());
    assert!(Note::from_bytes(note.as_bytes()).is_ok());
}

/// The known key of another implementation's documentation.
#[test]
fn t_both_read_the_same_key() {
    let vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let ours: VerifierKey = vkey.parse().unwrap();
    assert_eq!(ours.id(), StandardVerifier::new(vkey).unwrap().key_id().to_be_bytes());
}
