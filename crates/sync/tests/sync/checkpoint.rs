//! Rules S13, S16, S17: which checkpoint a device accepts, what it takes in under it, and what it proves with it.

use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_domain::statement::{LogName, origin};
use jiannuo_domain::test_support::ORG;
use jiannuo_sync::evidence::Contradiction;
use jiannuo_sync::store::StoreError;
use jiannuo_sync::transport::TransportError;
use jiannuo_sync::{MAX_LOG_ENTRIES, Replica, SyncError};
use jiannuo_tlog::proof_file::ProofFile;
use jiannuo_tlog::{Checkpoint, Hash, SignedNote, SignerKey, leaf_hash};

use crate::support::network::{Call, Fault};
use crate::support::village::{Phone, Village, contradiction};

/// A log with some entries, and a phone that has seen them all.
fn village_and_phone(seed: u64, entries: usize) -> (Village, Phone) {
    let village = Village::founded(seed);
    village.grow(entries);
    let phone = village.synced_phone(village.secretary);
    (village, phone)
}

/// The log, with its last entry another one that is as genuine.
fn with_another_end(village: &Village) -> Vec<Leaf> {
    let truth = village.server.borrow().leaves.clone();
    village.server.borrow_mut().show(truth[..truth.len() - 1].to_vec());
    village.grow(1);
    let other = village.server.borrow().leaves.clone();
    village.server.borrow_mut().show(truth);
    other
}

fn malformed(error: &SyncError) -> bool {
    matches!(error, SyncError::Transport(TransportError::Malformed(_)))
}

#[test]
fn s13_entries_are_kept_in_one_transaction_with_the_checkpoint_that_they_are_under() {
    let village = Village::founded(1);
    village.grow(BUNDLE_ENTRIES as usize);
    let mut phone = village.phone(village.secretary);
    phone.store.fail(|change| {
        assert_eq!(change.leaves.is_empty(), change.verified.is_none());
        None
    });
    phone.sync().unwrap();
    let held = phone.replica.checkpoint().unwrap().clone();
    assert_eq!(held.note, village.server.borrow().checkpoint().note);
    assert_eq!(phone.store.snapshot().verified, Some(held.clone()));
    let reopened = pollster::block_on(Replica::open(&*phone.store, ORG)).unwrap();
    assert_eq!(reopened.checkpoint(), Some(&held));
    assert_eq!(reopened.root(), village.root());
}

#[test]
fn s13_genuine_entries_that_the_log_did_not_sign_for_are_not_taken_in() {
    let (village, mut phone) = village_and_phone(2, 3);
    village.grow(3);
    let kept = phone.store.snapshot();
    let other = with_another_end(&village);
    village.server.borrow_mut().bundled = Some(other);
    let from = phone.replica.logged().acceptance().size();
    assert_eq!(phone.sync(), Err(SyncError::NotUnderCheckpoint { from }));
    assert_eq!(phone.store.snapshot(), kept, "and there is no evidence: nobody signs a bundle");
    village.server.borrow_mut().bundled = None;
    phone.sync().unwrap();
    assert_eq!(phone.replica.root(), village.root());
}

#[test]
fn s13_a_window_in_the_middle_of_a_log_is_proved_before_it_is_kept() {
    let village = Village::founded(3);
    village.grow(2 * BUNDLE_ENTRIES as usize + 30);
    let mut false_bundles = village.server.borrow().leaves.clone();
    false_bundles.swap(7, 8);
    village.server.borrow_mut().bundled = Some(false_bundles);
    let mut phone = village.phone(village.secretary);
    assert_eq!(phone.sync(), Err(SyncError::NotUnderCheckpoint { from: 0 }));
    assert!(phone.store.snapshot().leaves.is_empty());
    village.server.borrow_mut().bundled = None;
    phone.sync().unwrap();
    assert_eq!(phone.replica.root(), village.root());
    let tiles = phone.network.count(Call::Tile);
    assert!((1..=6).contains(&tiles), "{tiles} tiles for two pulls of three windows");
}

#[test]
fn s13_tiles_that_the_signed_root_does_not_follow_from_prove_nothing() {
    let village = Village::founded(4);
    village.grow(2 * BUNDLE_ENTRIES as usize);
    for fault in [Fault::Altered(3), Fault::Truncated] {
        let mut phone = village.phone(village.secretary);
        phone.network.fail_once(Call::Tile, fault);
        let error = phone.sync().unwrap_err();
        assert!(malformed(&error), "{fault:?}: {error}");
        assert_eq!((phone.store.snapshot().leaves.len(), phone.replica.evidence()), (0, &[][..]));
        phone.sync().unwrap();
        assert_eq!(phone.replica.root(), village.root());
    }
}

#[test]
fn s13_what_comes_in_one_bundle_needs_no_tiles_and_an_unchanged_log_nothing_at_all() {
    let (village, mut phone) = village_and_phone(5, 3);
    village.grow(40);
    phone.sync().unwrap();
    assert_eq!(phone.network.count(Call::Tile), 0);
    let calls = phone.network.calls.borrow().len();
    phone.sync().unwrap();
    assert_eq!(phone.network.calls.borrow()[calls..], [Call::Checkpoint]);
}

#[test]
fn s13_a_log_that_is_too_long_is_not_begun() {
    let (village, mut phone) = village_and_phone(6, 1);
    let size = MAX_LOG_ENTRIES + 1;
    let text = Checkpoint { origin: origin(ORG, LogName::Public), size, root: Hash([7; 32]), extensions: Vec::new() };
    let signer = village.server.borrow().signers[0].clone();
    offer(&village, &text, &signer);
    assert_eq!(phone.sync(), Err(SyncError::TooLong { size }));
    assert_eq!(phone.replica.evidence(), []);
}

fn offer(village: &Village, checkpoint: &Checkpoint, signer: &SignerKey) {
    let note = SignedNote::sign(checkpoint.to_string(), &[signer]).unwrap().to_string();
    village.server.borrow_mut().offers = Some(note);
}

#[test]
fn s13_what_is_no_checkpoint_of_this_log_is_not_evidence_either() {
    let (village, mut phone) = village_and_phone(7, 1);
    let elsewhere = origin(crate::support::village::ELSEWHERE, LogName::Public);
    let other_log = SignerKey::from_seed(&elsewhere, [9; 32]).unwrap();
    let checkpoint = Checkpoint { origin: elsewhere, size: 9, root: Hash([7; 32]), extensions: Vec::new() };
    offer(&village, &checkpoint, &other_log);
    assert!(malformed(&phone.sync().unwrap_err()));
    for page in ["", "<html>please log in</html>", "a\n\n"] {
        village.server.borrow_mut().offers = Some(page.to_owned());
        assert!(malformed(&phone.sync().unwrap_err()), "{page}");
    }
    assert_eq!(phone.replica.evidence(), []);
}

#[test]
fn s13_a_device_with_entries_from_before_checkpoints_looks_whether_they_are_under_the_first_one() {
    let (village, phone) = village_and_phone(8, 5);
    for is_true in [true, false] {
        let truth = village.server.borrow().leaves.clone();
        let store = crate::support::memory::MemoryStore::default();
        store.keep_leaves(&phone.store.snapshot().leaves);
        if !is_true {
            let other = with_another_end(&village);
            village.server.borrow_mut().show(other);
        }
        village.grow(1);
        let mut older = village.phone_on(village.secretary, store);
        let synced = older.sync();
        let size = truth.len() as u64;
        if is_true {
            synced.unwrap();
            assert_eq!(older.replica.root(), village.root());
            village.server.borrow_mut().show(truth);
        } else {
            let expected = Contradiction::NotExtended { smaller: size, larger: size + 1 };
            assert_eq!(contradiction(synced), expected);
        }
    }
}

#[test]
fn s13_a_store_whose_entries_are_not_under_its_checkpoint_is_not_opened() {
    let (village, phone) = village_and_phone(16, 3);
    let other = with_another_end(&village).pop().unwrap();
    phone.store.damage_last_leaf(String::from_utf8(other.to_bytes()).unwrap());
    let opened = pollster::block_on(Replica::open(&*phone.store, ORG)).map(|_| ());
    assert!(matches!(opened, Err(SyncError::Store(StoreError::Failed(_)))), "{opened:?}");
}

#[test]
fn s13_signatures_of_witnesses_stay_with_a_checkpoint_that_comes_again_without_them() {
    let (village, mut phone) = village_and_phone(17, 3);
    let plain = phone.note();
    let witness = SignerKey::from_seed("witness.example", [5; 32]).unwrap();
    let mut cosigned = SignedNote::parse(plain.as_bytes()).unwrap();
    cosigned.signatures.push(witness.sign(&cosigned.text));
    let cosigned = cosigned.to_string();
    for offered in [&cosigned, &plain] {
        village.server.borrow_mut().offers = Some(offered.clone());
        phone.sync().unwrap();
        assert_eq!(phone.note(), cosigned);
    }
    let proof = pollster::block_on(phone.replica.proof_of(&*phone.store, 0)).unwrap().unwrap();
    assert_eq!(proof.cosignatures.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["witness.example"]);
}

#[test]
fn s16_the_key_that_was_seen_first_is_kept_and_asked_for_once() {
    let (village, mut phone) = village_and_phone(9, 1);
    village.grow(1);
    phone.sync().unwrap();
    assert_eq!(phone.network.count(Call::Keys), 1);
    let keys = &phone.replica.checkpoint().unwrap().keys;
    assert_eq!(keys, &[village.server.borrow().signers[0].verifier().clone()]);
}

#[test]
fn s16_a_key_that_was_handed_over_to_is_followed() {
    let (village, mut phone) = village_and_phone(10, 1);
    let first = village.server.borrow().signers[0].verifier().clone();
    // While both sign, nobody needs to look.
    village.server.borrow_mut().begin_to_hand_over();
    village.grow(1);
    phone.sync().unwrap();
    assert_eq!(phone.network.count(Call::Keys), 1);
    // Two changes later.
    village.server.borrow_mut().hand_over();
    village.grow(1);
    phone.sync().unwrap();
    let third = village.server.borrow().signers[0].verifier().clone();
    let kept = phone.store.snapshot().verified.unwrap().keys;
    assert_eq!((kept.len(), kept.first(), kept.last()), (3, Some(&first), Some(&third)));
    assert_eq!(phone.replica.root(), village.root());
}

#[test]
fn s16_a_key_that_was_not_handed_over_to_is_not_believed() {
    let (village, mut phone) = village_and_phone(11, 1);
    let kept = phone.store.snapshot();
    village.server.borrow_mut().change_key_without_handover();
    village.grow(1);
    assert_eq!(contradiction(phone.sync()), Contradiction::Unsigned);
    assert_eq!(phone.store.snapshot().leaves, kept.leaves);
    assert_eq!(phone.store.snapshot().verified, kept.verified);
    // A new device has nothing to compare with; whoever holds both finds out (S15).
    village.synced_phone(village.secretary);
}

#[test]
fn s16_a_list_of_keys_proves_nothing_without_handovers_that_hold() {
    let (village, _) = village_and_phone(15, 1);
    let genuine = village.server.borrow().keys();
    village.server.borrow_mut().hand_over();
    let of_another = village.server.borrow().keys().keys[1].handover.clone();
    let first = village.server.borrow().first_signer();
    for handover in [None, of_another, Some("a page\n\n— somebody AAAAAAA=\n".to_owned())] {
        village.server.borrow_mut().begin_again_with(&genuine, &first);
        let mut phone = village.synced_phone(village.secretary);
        village.server.borrow_mut().change_key_with_a_false_handover(handover.clone());
        village.grow(1);
        assert_eq!(contradiction(phone.sync()), Contradiction::Unsigned, "{handover:?}");
        assert_eq!(phone.replica.checkpoint().unwrap().keys.len(), 1);
    }
}

#[test]
fn s16_a_key_that_was_given_up_signs_nothing_new() {
    let (village, mut phone) = village_and_phone(12, 1);
    let first = village.server.borrow().signers.clone();
    village.server.borrow_mut().hand_over();
    village.grow(1);
    phone.sync().unwrap();
    village.grow(1);
    village.server.borrow_mut().signers = first;
    assert_eq!(contradiction(phone.sync()), Contradiction::Unsigned);
}

#[test]
fn s16_a_checkpoint_that_the_listed_key_has_not_signed_begins_nothing() {
    let village = Village::founded(13);
    let mut phone = village.phone(village.secretary);
    phone.network.fail_once(Call::Checkpoint, Fault::Altered(0));
    assert!(malformed(&phone.sync().unwrap_err()));
    assert_eq!(phone.store.snapshot(), jiannuo_sync::store::Stored::default());
    phone.sync().unwrap();
}

#[test]
fn s17_the_proof_of_a_line_holds_by_itself() {
    let (village, phone) = village_and_phone(14, 20);
    let size = village.server.borrow().leaves.len() as u64;
    let keys = phone.replica.checkpoint().unwrap().keys.clone();
    for index in 0..size {
        let proof = pollster::block_on(phone.replica.proof_of(&*phone.store, index)).unwrap().unwrap();
        let leaf = village.server.borrow().leaves[index as usize].to_bytes();
        assert_eq!(proof.leaf.as_bytes(), leaf);
        assert_eq!((proof.index, proof.size, proof.root), (index, size, village.root()));
        let file = ProofFile::parse(proof.file.as_bytes()).unwrap();
        assert_eq!(file.extra.as_deref(), Some(leaf.as_slice()));
        assert_eq!(file.verify(&leaf_hash(&leaf), &keys).unwrap().root, proof.root);
        assert!(file.verify(&leaf_hash(b"another"), &keys).is_err());
    }
    assert_eq!(pollster::block_on(phone.replica.proof_of(&*phone.store, size)), Ok(None));
}
