#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;
use crate::checkpoint::{Checkpoint, open};
use crate::cosignature::{self, CosignerKey};
use crate::hash::{leaf_hash, node_hash};
use crate::note::{NoteError, SignedNote, SignerKey};

const ORIGIN: &str = "example.com/log";

fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|index| leaf_hash(&index.to_be_bytes())).collect()
}

/// RFC 6962, section 2.1, as it is defined.
fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&root(left), &root(right))
        }
    }
}

/// RFC 6962, section 2.1.2, as it is defined.
fn consistency(old: usize, leaves: &[Hash], known: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if known { vec![] } else { vec![root(leaves)] };
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    if old <= left.len() {
        [consistency(old, left, known), vec![root(right)]].concat()
    } else {
        [consistency(old - left.len(), right, false), vec![root(left)]].concat()
    }
}

fn proof(old: u64, new: u64) -> Vec<Hash> {
    if old == 0 { vec![] } else { consistency(usize::try_from(old).unwrap(), &leaves(new), true) }
}

fn log() -> SignerKey {
    SignerKey::from_seed(ORIGIN, [1; 32]).unwrap()
}

fn keys() -> [VerifierKey; 1] {
    [log().verifier().clone()]
}

fn latest(size: u64) -> Latest {
    Latest { size, root: root(&leaves(size)) }
}

fn signed(origin: &str, size: u64, root: Hash) -> SignedNote {
    let text = Checkpoint { origin: origin.to_owned(), size, root, extensions: vec![] }.to_string();
    SignedNote::sign(text, &[&SignerKey::from_seed(origin, [1; 32]).unwrap()]).unwrap()
}

fn request(old: u64, new: u64) -> AddCheckpoint {
    AddCheckpoint::new(old, proof(old, new), signed(ORIGIN, new, root(&leaves(new)))).unwrap()
}

#[test]
fn t_the_specifications_example_reads_and_is_written_as_it_was_read() {
    let body = "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";
    let request = AddCheckpoint::parse(body.as_bytes()).unwrap();
    assert_eq!((request.old_size(), request.proof().len(), request.checkpoint().size), (20_852_014, 4, 20_852_163));
    assert_eq!(request.to_string(), body);
}

#[test]
fn t_a_witness_cosigns_what_grows() {
    let mut state = None;
    for size in [1, 1, 2, 3, 7, 8, 8, 21] {
        let old = state.map_or(0, |latest: Latest| latest.size);
        state = Some(decide(state, &request(old, size), &keys()).unwrap());
        assert_eq!(state, Some(latest(size)));
    }
    assert_eq!(decide(None, &request(0, 0), &keys()), Ok(latest(0)));
    assert_eq!(decide(Some(latest(0)), &request(0, 3), &keys()), Ok(latest(3)));
}

#[test]
fn t_another_size_than_the_latest_is_a_conflict_that_tells_the_latest() {
    let refusal = decide(Some(latest(5)), &request(3, 8), &keys()).unwrap_err();
    assert_eq!(refusal, Refusal::Conflict(5));
    assert_eq!((refusal.status(), refusal.content_type(), refusal.body().as_str()), (409, "text/x.tlog.size", "5\n"));
    assert_eq!(parse_latest_size(refusal.body().as_bytes()), Some(5));
    assert_eq!(decide(None, &request(3, 8), &keys()), Err(Refusal::Conflict(0)));
    // A request to hear of the latest size, which is larger than the one asked about.
    assert_eq!(decide(Some(latest(5)), &request(0, 3), &keys()), Err(Refusal::Conflict(5)));
}

#[test]
fn t_a_witness_never_goes_back() {
    let mut back = request(5, 8);
    back = AddCheckpoint::new(5, vec![], signed(ORIGIN, 3, back.checkpoint().root)).unwrap();
    assert_eq!(decide(Some(latest(5)), &back, &keys()), Err(Refusal::OldBeyondNew));
    assert_eq!(Refusal::OldBeyondNew.status(), 400);
}

#[test]
fn t_two_roots_of_one_size_are_refused_as_such() {
    let other = AddCheckpoint::new(5, vec![], signed(ORIGIN, 5, Hash([9; 32]))).unwrap();
    assert_eq!(decide(Some(latest(5)), &other, &keys()), Err(Refusal::OtherRoot));
    assert_eq!((Refusal::OtherRoot.status(), Refusal::OtherRoot.content_type()), (409, TEXT_CONTENT_TYPE));
}

#[test]
fn t_what_is_not_proven_is_not_cosigned() {
    let with_proof = |old, new, proof: Vec<Hash>| {
        let request = AddCheckpoint::new(old, proof, signed(ORIGIN, new, root(&leaves(new)))).unwrap();
        decide((old > 0).then(|| latest(old)), &request, &keys())
    };
    let good = proof(3, 8);
    assert!(with_proof(3, 8, good.clone()).is_ok());
    assert_eq!(with_proof(3, 8, vec![]), Err(Refusal::BadProof));
    assert_eq!(with_proof(3, 8, good[1..].to_vec()), Err(Refusal::BadProof));
    assert_eq!(with_proof(3, 8, [good.clone(), vec![good[0]]].concat()), Err(Refusal::BadProof));
    for place in 0..good.len() {
        let mut altered = good.clone();
        altered[place].0[31] ^= 1;
        assert_eq!(with_proof(3, 8, altered), Err(Refusal::BadProof), "hash {place}");
    }
    assert_eq!(with_proof(0, 8, vec![good[0]]), Err(Refusal::BadProof), "nothing is proven of an empty log");
    assert_eq!(with_proof(8, 8, vec![good[0]]), Err(Refusal::BadProof), "nor of the same tree");
    let forked = AddCheckpoint::new(3, good, signed(ORIGIN, 8, Hash([9; 32]))).unwrap();
    assert_eq!(decide(Some(latest(3)), &forked, &keys()), Err(Refusal::BadProof));
    assert_eq!(Refusal::BadProof.status(), 422);
}

#[test]
fn t_only_known_logs_are_cosigned_and_only_by_their_keys() {
    let unknown = AddCheckpoint::new(0, vec![], signed("example.com/other", 1, latest(1).root)).unwrap();
    assert_eq!(decide(None, &unknown, &keys()), Err(Refusal::UnknownLog));
    assert_eq!(Refusal::UnknownLog.status(), 404);
    let other_key = [SignerKey::from_seed(ORIGIN, [2; 32]).unwrap().verifier().clone()];
    assert_eq!(decide(None, &request(0, 1), &other_key), Err(Refusal::NotSigned));
    let mut altered = signed(ORIGIN, 1, latest(1).root);
    altered.signatures[0].signature[0] ^= 1;
    let altered = AddCheckpoint::new(0, vec![], altered).unwrap();
    assert_eq!(decide(None, &altered, &keys()), Err(Refusal::NotSigned));
    assert_eq!(Refusal::NotSigned.status(), 403);
}

#[test]
fn t_what_is_not_a_request_is_refused() {
    let body = request(3, 8).to_string();
    let refused = |body: &str| AddCheckpoint::parse(body.as_bytes()).unwrap_err();
    assert_eq!(AddCheckpoint::parse(body.as_bytes()).unwrap(), request(3, 8));
    assert_eq!(refused(""), RequestError::Parts);
    assert_eq!(refused("old 3\n"), RequestError::Parts);
    for old in ["old", "old ", "old 03", "old +3", "old -3", "old 3 ", "Old 3", "old  3"] {
        assert_eq!(refused(&body.replacen("old 3", old, 1)), RequestError::OldSize, "{old}");
    }
    assert_eq!(refused(&body.replacen('=', "", 1)), RequestError::ProofLine);
    assert_eq!(refused(&body.replacen('\n', "\r\n", 1)), RequestError::OldSize);
    assert_eq!(refused(&body.replacen(ORIGIN, "", 1)), RequestError::Checkpoint);
    assert_eq!(refused(&body[..body.len() - 1]), RequestError::Checkpoint);
    let hashes = |count: usize| format!("{}\n", latest(1).root).repeat(count);
    let with_hashes = |count| format!("old 3\n{}\n{}", hashes(count), signed(ORIGIN, 8, latest(8).root));
    assert_eq!(AddCheckpoint::parse(with_hashes(MAX_PROOF_LINES).as_bytes()).unwrap().proof().len(), MAX_PROOF_LINES);
    assert_eq!(refused(&with_hashes(MAX_PROOF_LINES + 1)), RequestError::ProofLength);
    assert_eq!(refused(&" ".repeat(MAX_REQUEST_BYTES + 1)), RequestError::TooLong);
    assert_eq!(Refusal::from(RequestError::Parts).status(), 400);
}

#[test]
fn t_the_answers_cosignatures_belong_under_the_checkpoint() {
    let request = request(0, 5);
    let (one, two) = (witness(1), witness(2));
    let body = cosignature_lines(&request, &[&one, &two], 1000).unwrap();
    let witnesses = [one.verifier().clone()];
    let cosignatures = parse_cosignatures(body.as_bytes(), &request.note().text, &witnesses).unwrap();
    assert_eq!(cosignatures.len(), 1, "the other is unknown");
    assert_eq!(cosignature::verify(one.verifier(), &request.note().text, &cosignatures[0]), Ok(1000));
    let mut note = request.note().clone();
    note.signatures.extend(cosignatures);
    assert!(open(note.to_string().as_bytes(), &keys()).is_ok());
}

fn witness(seed: u8) -> CosignerKey {
    CosignerKey::from_seed("example.com/witness", [seed; 32]).unwrap()
}

#[test]
fn t_answers_without_a_cosignature_are_refused() {
    let request = request(0, 5);
    let text = &request.note().text;
    let body = cosignature_lines(&request, &[&witness(1)], 1000).unwrap();
    let witnesses = [witness(1).verifier().clone(), log().verifier().clone()];
    let refused = |body: &str| parse_cosignatures(body.as_bytes(), text, &witnesses).unwrap_err();
    assert_eq!(refused(""), AnswerError::Form(NoteError::NoSignatureBlock));
    assert_eq!(refused(body.trim_end()), AnswerError::Form(NoteError::NoSignatureBlock));
    assert_eq!(refused("sorry\n"), AnswerError::Form(NoteError::SignatureLine));
    assert_eq!(refused(&" ".repeat(MAX_ANSWER_BYTES + 1)), AnswerError::Form(NoteError::TooLong));
    let of_the_log = format!("{}\n", request.note().signatures[0]);
    assert_eq!(refused(&of_the_log), AnswerError::Cosignature(NoteError::NoKnownSignature));
    let name = "example.com/witness".to_owned();
    let of_another_text = parse_cosignatures(body.as_bytes(), "other\n", &witnesses);
    assert_eq!(of_another_text, Err(AnswerError::Cosignature(NoteError::BadSignature { name })));
    for body in ["", "5", "05\n", "5\n\n", "-5\n", "five\n"] {
        assert_eq!(parse_latest_size(body.as_bytes()), None, "{body:?}");
    }
}

proptest! {
    #[test]
    fn t_no_bytes_make_the_reader_of_requests_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), place in 0..400_usize, byte in any::<u8>()) {
        let _ = AddCheckpoint::parse(&bytes);
        let _ = parse_cosignatures(&bytes, "text\n", &[]);
        let _ = parse_latest_size(&bytes);
        let mut body = request(3, 8).to_string().into_bytes();
        let place = place % body.len();
        body[place] = byte;
        if let Ok(request) = AddCheckpoint::parse(&body) {
            prop_assert_eq!(request.to_string().into_bytes(), body);
            let _ = decide(Some(latest(3)), &request, &keys());
        }
    }

    #[test]
    fn t_a_witness_cosigns_each_growth_and_no_other(old in 0..40_u64, grown in 0..40_u64, stored in 0..40_u64) {
        let request = request(old, old + grown);
        let decided = decide(Some(latest(stored)), &request, &keys());
        let expected = if stored == old { Ok(latest(old + grown)) } else { Err(Refusal::Conflict(stored)) };
        prop_assert_eq!(decided, expected);
    }
}
