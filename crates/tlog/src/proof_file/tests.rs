#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;
use crate::cosignature::CosignerKey;
use crate::hash::{leaf_hash, node_hash};
use crate::note::SignerKey;

const ORIGIN: &str = "example.com/fancylog";

fn leaf() -> Hash {
    leaf_hash(b"entry")
}

fn log() -> SignerKey {
    SignerKey::from_seed(ORIGIN, [1; 32]).unwrap()
}

fn witness() -> CosignerKey {
    CosignerKey::from_seed("example.com/witness", [2; 32]).unwrap()
}

/// The entry is the second of three.
fn proof_file() -> ProofFile {
    let (first, third) = (leaf_hash(b"first"), leaf_hash(b"third"));
    let root = node_hash(&node_hash(&first, &leaf()), &third);
    let text = Checkpoint { origin: ORIGIN.to_owned(), size: 3, root, extensions: vec![] }.to_string();
    let note = SignedNote::sign(text, &[&log()]).unwrap();
    ProofFile { extra: None, index: 1, proof: vec![first, third], note }
}

fn cosigned() -> ProofFile {
    let mut file = proof_file();
    let cosignature = witness().cosign(&file.note.text, 1000).unwrap();
    file.note.signatures.push(cosignature);
    file
}

fn keys() -> [VerifierKey; 1] {
    [log().verifier().clone()]
}

#[test]
fn t_a_proof_file_has_the_form_of_the_specification() {
    let mut file = proof_file();
    file.extra = Some(b"entry".to_vec());
    let expected = format!(
        "c2sp.org/tlog-proof@v1\nextra ZW50cnk=\nindex 1\n{}\n{}\n\n{}",
        leaf_hash(b"first"),
        leaf_hash(b"third"),
        file.note
    );
    assert_eq!(file.to_string(), expected);
    assert_eq!(ProofFile::parse(expected.as_bytes()).unwrap(), file);
}

#[test]
fn t_a_proof_holds_for_its_entry_and_its_log() {
    let file = ProofFile::parse(proof_file().to_string().as_bytes()).unwrap();
    assert_eq!(file.verify(&leaf(), &keys()).unwrap().size, 3);
    assert_eq!(file.verify(&leaf_hash(b"other"), &keys()), Err(ProofFileError::NotIncluded));
    let stranger = [SignerKey::from_seed(ORIGIN, [9; 32]).unwrap().verifier().clone()];
    assert_eq!(file.verify(&leaf(), &stranger), Err(ProofFileError::Open(NoteError::NoKnownSignature.into())));
    for index in [0, 2, 3, u64::MAX] {
        let elsewhere = ProofFile { index, ..proof_file() };
        assert_eq!(elsewhere.verify(&leaf(), &keys()), Err(ProofFileError::NotIncluded), "index {index}");
    }
    let short = ProofFile { proof: proof_file().proof[..1].to_vec(), ..proof_file() };
    assert_eq!(short.verify(&leaf(), &keys()), Err(ProofFileError::NotIncluded));
}

#[test]
fn t_a_policy_asks_for_its_quorum() {
    let text = format!("log {}\nwitness w {}\nquorum w\n", log().verifier(), witness().verifier());
    let policy = Policy::parse(text.as_bytes()).unwrap();
    let verdict = cosigned();
    let verdict = verdict.verify_by_policy(&leaf(), &policy, &[]).unwrap();
    assert_eq!(verdict.cosigned[0].time_s, 1000);
    let alone = proof_file();
    assert_eq!(alone.verify_by_policy(&leaf(), &policy, &[]), Err(ProofFileError::QuorumNotMet));
    let other = leaf_hash(b"other");
    assert_eq!(cosigned().verify_by_policy(&other, &policy, &[]), Err(ProofFileError::NotIncluded));
}

#[test]
fn t_what_is_not_a_proof_file_is_refused() {
    let file = proof_file().to_string();
    let refused = |text: &str| ProofFile::parse(text.as_bytes()).unwrap_err();
    assert_eq!(refused(""), ProofFileError::Parts);
    assert_eq!(refused(&file.replacen("v1", "v2", 1)), ProofFileError::Parts);
    assert_eq!(refused(&file.replacen("index 1\n", "", 1)), ProofFileError::Index);
    for index in ["index", "index ", "index 01", "index +1", "index -1", "index 1 "] {
        assert_eq!(refused(&file.replacen("index 1", index, 1)), ProofFileError::Index, "{index}");
    }
    assert_eq!(refused(&file.replacen("index", "extra AA==\nextra AA==\nindex", 1)), ProofFileError::Index);
    assert_eq!(refused(&file.replacen("index", "extra A\nindex", 1)), ProofFileError::Extra);
    assert_eq!(refused(&file.replacen("=\n", "\n", 1)), ProofFileError::Hashes);
    assert!(matches!(refused(&file[..file.len() - 1]), ProofFileError::Note(_)));
}

#[test]
fn t_limits_of_a_proof_file() {
    let with = |extra: usize, hashes: usize| ProofFile {
        extra: Some(vec![7; extra]),
        proof: vec![leaf(); hashes],
        ..proof_file()
    };
    let read = |file: ProofFile| ProofFile::parse(file.to_string().as_bytes());
    assert!(read(with(MAX_EXTRA_BYTES, MAX_INCLUSION_HASHES)).is_ok());
    assert_eq!(read(with(MAX_EXTRA_BYTES + 1, 0)), Err(ProofFileError::Extra));
    assert_eq!(read(with(0, MAX_INCLUSION_HASHES + 1)), Err(ProofFileError::Hashes));
    assert_eq!(ProofFile::parse(&vec![b'x'; MAX_PROOF_FILE_BYTES + 1]), Err(ProofFileError::TooLong));
}

#[test]
fn t_every_changed_byte_of_a_proof_file_breaks_it() {
    let file = proof_file().to_string().into_bytes();
    for place in 0..file.len() {
        for bit in 0..8 {
            let mut altered = file.clone();
            altered[place] ^= 1 << bit;
            let verified = ProofFile::parse(&altered).and_then(|file| file.verify(&leaf(), &keys()));
            assert!(verified.is_err(), "byte {place}, bit {bit}");
        }
    }
}

proptest! {
    #[test]
    fn t_proof_files_come_back_as_they_went(extra in prop::option::of(prop::collection::vec(any::<u8>(), 0..50)), index in any::<u64>(), proof in prop::collection::vec(any::<[u8; 32]>(), 0..9)) {
        let file = ProofFile { extra, index, proof: proof.into_iter().map(Hash).collect(), ..proof_file() };
        prop_assert_eq!(ProofFile::parse(file.to_string().as_bytes()), Ok(file));
    }

    #[test]
    fn t_no_bytes_make_the_reader_of_proof_files_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), head in "(c2sp.org/tlog-proof@v1\n)?(extra [A-D=]{0,5}\n)?(index [0-9]{0,21}\n)?[A-D=\n]{0,50}") {
        let _ = ProofFile::parse(&bytes);
        let _ = ProofFile::parse(head.as_bytes());
    }
}
