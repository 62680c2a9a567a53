#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;
use crate::cosignature::CosignerKey;
use crate::note::SignerKey;

/// The text of the example at the head of tlog-checkpoint.
const SPEC_TEXT: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

fn text(origin: &str) -> String {
    Checkpoint { origin: origin.to_owned(), size: 7, root: Hash([7; 32]), extensions: vec![] }.to_string()
}

fn signer(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, [seed; 32]).unwrap()
}

fn note(text: &str, signers: &[&SignerKey]) -> Vec<u8> {
    SignedNote::sign(text.to_owned(), signers).unwrap().to_string().into_bytes()
}

#[test]
fn t_the_specifications_example_reads() {
    let checkpoint: Checkpoint = SPEC_TEXT.parse().unwrap();
    assert_eq!((checkpoint.origin.as_str(), checkpoint.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(checkpoint.to_string(), SPEC_TEXT);
}

#[test]
fn t_extension_lines_are_kept() {
    let with_extensions = format!("{SPEC_TEXT}one\ntwo\n");
    let checkpoint: Checkpoint = with_extensions.parse().unwrap();
    assert_eq!(checkpoint.extensions, ["one", "two"]);
    assert_eq!(checkpoint.to_string(), with_extensions);
}

#[test]
fn t_what_is_not_a_checkpoint_is_refused() {
    let root = Hash([7; 32]);
    let refused = |text: &str| text.parse::<Checkpoint>().unwrap_err();
    assert_eq!(refused(""), CheckpointError::Lines);
    assert_eq!(refused("log\n7\n"), CheckpointError::Lines);
    assert_eq!(refused(&format!("log\n7\n{root}")), CheckpointError::Lines);
    assert_eq!(refused(&format!("\n7\n{root}\n")), CheckpointError::Lines);
    assert_eq!(refused(&format!("log\n7\n{root}\n\n")), CheckpointError::Lines);
    assert_eq!(refused(&format!("log\n7\n{root}\none\n\ntwo\n")), CheckpointError::Lines);
    for size in ["", "07", "00", "+7", "-7", " 7", "7 ", "0x7", "7.0", "18446744073709551616", "７"] {
        assert_eq!(refused(&format!("log\n{size}\n{root}\n")), CheckpointError::Size, "{size}");
    }
    assert_eq!(refused("log\n7\n\n"), CheckpointError::Root);
    assert_eq!(refused("log\n7\nAAAA\n"), CheckpointError::Root);
    assert_eq!(refused(&format!("log\n7\n{}\n", root.to_string().trim_end_matches('='))), CheckpointError::Root);
    assert_eq!(refused(&format!("log\n0\n{root}\n")), CheckpointError::EmptyRoot);
    assert!(format!("log\n0\n{}\n", empty_root()).parse::<Checkpoint>().is_ok());
    assert_eq!(format!("log\n{}\n{root}\n", u64::MAX).parse::<Checkpoint>().unwrap().size, u64::MAX);
}

#[test]
fn t_a_checkpoint_opens_with_any_key_of_its_log() {
    let (new, old) = (signer("log", 1), signer("log", 2));
    let signed = note(&text("log"), &[&new, &old]);
    for keys in [vec![&new], vec![&old], vec![&old, &new]] {
        let keys: Vec<VerifierKey> = keys.into_iter().map(|key| key.verifier().clone()).collect();
        let (checkpoint, note) = open(&signed, &keys).unwrap();
        assert_eq!((checkpoint.size, note.signatures.len()), (7, 2));
    }
    let stranger = signer("log", 3).verifier().clone();
    assert_eq!(open(&signed, &[stranger]), Err(OpenError::Note(NoteError::NoKnownSignature)));
}

#[test]
fn t_another_logs_key_opens_nothing() {
    let key = signer("other", 1);
    let signed = note(&text("log"), &[&key]);
    assert_eq!(open(&signed, &[key.verifier().clone()]), Err(OpenError::OtherOrigin { origin: "log".to_owned() }));
    assert_eq!(open(&signed, &[]), Err(OpenError::OtherOrigin { origin: "log".to_owned() }));
}

#[test]
fn t_a_cosignature_is_not_the_logs_signature() {
    let witness = CosignerKey::from_seed("log", [1; 32]).unwrap();
    let cosignature = witness.cosign(&text("log"), 1).unwrap();
    let signed = SignedNote { text: text("log"), signatures: vec![cosignature] }.to_string();
    assert!(open(signed.as_bytes(), &[witness.verifier().clone()]).is_err());
}

#[test]
fn t_every_changed_byte_of_a_checkpoint_closes_it() {
    let key = signer("jiannuo/log", 1);
    let signed = note(&text("jiannuo/log"), &[&key]);
    let keys = [key.verifier().clone()];
    assert!(open(&signed, &keys).is_ok());
    for place in 0..signed.len() {
        for bit in 0..8 {
            let mut altered = signed.clone();
            altered[place] ^= 1 << bit;
            assert!(open(&altered, &keys).is_err(), "byte {place}, bit {bit}");
        }
    }
}

proptest! {
    #[test]
    fn t_checkpoints_come_back_as_they_went(origin in "[^\u{0}-\u{1f}]{1,30}", size in 1..=u64::MAX, root in any::<[u8; 32]>(), extensions in prop::collection::vec("[^\u{0}-\u{1f}]{1,9}", 0..3)) {
        let checkpoint = Checkpoint { origin, size, root: Hash(root), extensions };
        prop_assert_eq!(checkpoint.to_string().parse::<Checkpoint>(), Ok(checkpoint));
    }

    #[test]
    fn t_what_reads_as_a_checkpoint_is_written_as_it_was_read(text in "[a\n]{0,3}[0-9]{0,3}\n[A-Za-z0-9+/]{43}=\n?[a\n]{0,3}") {
        if let Ok(checkpoint) = text.parse::<Checkpoint>() {
            prop_assert_eq!(checkpoint.to_string(), text);
        }
    }
}
