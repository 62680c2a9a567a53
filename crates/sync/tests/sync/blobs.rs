//! Rules S21 and S22: files on their way out, and on the device.

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::codes::{Codes, Reason, Role};
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::limits::{BLOB_CHUNK_BYTES, MAX_KEPT_BLOB_BYTES};
use jiannuo_domain::test_support::ORG;
use jiannuo_domain::words::{Attachment, Blob};
use jiannuo_sync::outbox::OutboxState;
use jiannuo_sync::store::StoreError;
use jiannuo_sync::transport::TransportError;
use jiannuo_sync::{LocalBlob, Replica, SyncError};

use crate::support::memory::StoreFault;
use crate::support::network::{Call, Fault};
use crate::support::village::{Phone, Village, check_log, file};

struct Scene {
    village: Village,
    phone: Phone,
    pledge: RecordId,
}

/// A member's phone, synced, and a pledge in the log.
fn scene(seed: u64) -> Scene {
    let village = Village::founded(seed);
    let person = village.person(Role::Member);
    let mut phone = village.synced_phone(person);
    let pledge = village.record();
    phone.write(vec![village.pledge(person.key, pledge, "修路")]).unwrap();
    phone.sync().unwrap();
    Scene { village, phone, pledge }
}

impl Scene {
    fn progress(&self, attachments: Vec<Attachment>) -> Unsigned {
        self.village.progress_with(self.phone.person.key, self.pledge, attachments)
    }

    /// Writes progress with a new file of so many bytes.
    fn write_with_file(&mut self, length: usize) -> (Blob, Unsigned) {
        let (attachment, local) = file(&self.village, length);
        let blob = attachment.file.clone();
        let said = self.progress(vec![attachment]);
        self.phone.write_with_files(vec![said.clone()], vec![local]).unwrap();
        (blob, said)
    }

    fn is_there(&self, blob: &Blob) -> bool {
        self.village.server.borrow().files.is_whole(&blob.hash)
    }

    fn is_here(&self, blob: &Blob) -> bool {
        self.phone.store.blobs.borrow().contains_key(&blob.hash)
    }

    fn erase(&self, said: &Unsigned) {
        let codes = Codes { entry: Some(said.statement.entry), reason: Some(Reason::PersonalData), ..Codes::default() };
        let key = self.village.secretary.key;
        self.village.publish(self.village.bare(key, Kind::BodyErased, ORG.record()).with_codes(codes));
    }
}

#[test]
fn s21_a_statement_waits_until_its_files_are_there_and_nothing_else_waits_for_it() {
    let mut scene = scene(1);
    let (blob, said) = scene.write_with_file(2 * BLOB_CHUNK_BYTES + 9);
    let other = scene.progress(Vec::new());
    scene.phone.write(vec![other.clone()]).unwrap();
    assert!(scene.is_here(&blob), "saved with the statement");
    scene.phone.network.fail(|call| (call == Call::Bring).then_some(Fault::LostRequest));
    assert_eq!(scene.phone.sync(), Err(SyncError::Transport(TransportError::Offline)));
    assert_eq!(scene.village.count(other.statement.entry), 1, "words without files go first");
    assert_eq!(scene.village.count(said.statement.entry), 0);
    assert!(!scene.phone.item().attempted, "so it can still be taken back");
    scene.phone.network.heal();
    assert_eq!(scene.phone.sync().unwrap().published, 1);
    assert!(scene.is_there(&blob));
    check_log(&scene.village);
}

#[test]
fn s21_a_file_goes_on_where_it_was_cut_off_whatever_is_lost_on_the_way() {
    for fault in [Fault::LostRequest, Fault::LostAnswer, Fault::Busy] {
        let mut scene = scene(2);
        let (blob, said) = scene.write_with_file(4 * BLOB_CHUNK_BYTES);
        let mut pieces = 0;
        scene.phone.network.fail(move |call| {
            pieces += usize::from(call == Call::Bring);
            (call == Call::Bring && pieces % 2 == 0).then_some(fault)
        });
        let mut syncs = 0;
        while scene.village.count(said.statement.entry) == 0 {
            syncs += 1;
            assert!(syncs < 10, "{fault:?}");
            let _lost = scene.phone.sync();
            // Nothing of it was in memory only.
            scene.phone.replica = pollster::block_on(Replica::open(&*scene.phone.store, ORG)).unwrap();
        }
        assert!(syncs > 1, "{fault:?}");
        let kept = scene.village.server.borrow().files.0[&blob.hash].bytes.len();
        assert_eq!(kept, blob.bytes as usize);
        assert!(scene.phone.network.count(Call::Bring) <= 8, "no piece that had arrived is sent again and again");
    }
}

#[test]
fn s21_a_file_that_the_server_has_dropped_is_brought_again() {
    let mut scene = scene(3);
    let (blob, said) = scene.write_with_file(10);
    scene.phone.network.fail(|call| (call == Call::Push).then_some(Fault::LostRequest));
    scene.phone.sync().unwrap_err();
    assert!(scene.is_there(&blob));
    scene.village.server.borrow_mut().files.drop_orphans();
    scene.phone.network.heal();
    scene.phone.sync().unwrap();
    assert_eq!((scene.village.count(said.statement.entry), scene.is_there(&blob)), (1, true));
    assert_eq!(scene.phone.network.count(Call::Bring), 2);
}

#[test]
fn s21_a_member_who_was_removed_hears_that_and_keeps_what_was_written() {
    let mut scene = scene(4);
    let (blob, _) = scene.write_with_file(10);
    let (member, key) = (scene.phone.person.member, scene.village.secretary.key);
    let head = scene.village.server.borrow().ledger().acceptance().record(&member).unwrap().head;
    scene.village.publish(scene.village.bare(key, Kind::MemberRemoved, member).following(head));
    assert_eq!(scene.phone.sync().unwrap().refused, 1);
    let refused = OutboxState::Refused { refusal: Refusal::MemberRemoved };
    assert_eq!(scene.phone.item().state, refused, "as of a statement without files");
    assert!(scene.is_here(&blob) && !scene.is_there(&blob));
}

#[test]
fn s21_a_device_that_joins_with_a_photo_brings_it_once_it_is_in_the_log() {
    let village = Village::founded(5);
    let person = village.person(Role::Member);
    let invitation = village.ring.make().id();
    village.publish(village.invitation(village.secretary.key, person.member, invitation));
    let key = village.ring.make().id();
    let mut phone = village.synced_phone(crate::support::village::Person { key, ..person });
    let pledge = village.record();
    let (attachment, local) = file(&village, 10);
    phone.write(vec![village.joining(invitation, key), village.pledge(key, pledge, "修路")]).unwrap();
    phone.write_with_files(vec![village.progress_with(key, pledge, vec![attachment])], vec![local]).unwrap();
    assert_eq!(phone.sync().unwrap().published, 3);
    check_log(&village);
}

#[test]
fn s21_a_file_that_is_refused_refuses_its_statement_and_no_other() {
    for code in ["blob-metadata", "blob-type", "erased", "blobs-full"] {
        let mut scene = scene(6);
        let (blob, _) = scene.write_with_file(10);
        let other = scene.progress(Vec::new());
        scene.phone.write(vec![other.clone()]).unwrap();
        scene.village.server.borrow_mut().refuses_files = Some(code);
        assert_eq!(scene.phone.sync().unwrap().refused, 1, "{code}");
        assert!(matches!(scene.phone.item().state, OutboxState::Refused { .. }), "{code}");
        assert_eq!(scene.village.count(other.statement.entry), 1, "{code}");
        let entry = scene.phone.item().statement().unwrap().entry;
        scene.phone.discard(entry);
        assert!(!scene.is_here(&blob), "what is given up takes its file along");
    }
}

#[test]
fn s21_a_server_that_says_it_has_what_it_has_not_is_not_asked_for_ever() {
    let mut scene = scene(7);
    scene.write_with_file(10);
    scene.village.server.borrow_mut().forgets_files = true;
    scene.phone.sync().unwrap();
    assert_eq!(scene.phone.item().state, OutboxState::Waiting);
    assert!(scene.phone.network.count(Call::Push) < 10);
}

#[test]
fn s21_words_name_only_files_that_are_here_or_public() {
    let mut scene = scene(8);
    let (attachment, local) = file(&scene.village, 10);
    let said = scene.progress(vec![attachment.clone()]);
    let missing = SyncError::FileMissing { hash: attachment.file.hash };
    assert_eq!(scene.phone.write_with_files(vec![said.clone()], Vec::new()), Err(missing.clone()));
    let other = LocalBlob { bytes: vec![1, 2].into(), ..local.clone() };
    assert_eq!(scene.phone.write_with_files(vec![said.clone()], vec![other]), Err(missing), "nor other bytes");
    let (_, unnamed) = file(&scene.village, 20);
    scene.phone.write_with_files(vec![said], vec![local, unnamed.clone()]).unwrap();
    assert!(!scene.phone.store.blobs.borrow().contains_key(&unnamed.hash), "what nothing names is left out");
    scene.phone.sync().unwrap();
    assert_eq!(scene.phone.write(vec![scene.progress(vec![attachment])]).map(drop), Ok(()), "public by now");
}

#[test]
fn s22_saved_means_saved_with_its_files_or_not_at_all() {
    for fault in [StoreFault::NoRoom, StoreFault::FailsBefore] {
        let mut scene = scene(9);
        let (attachment, local) = file(&scene.village, 10);
        let said = scene.progress(vec![attachment]);
        scene.phone.store.fail(move |_| Some(fault));
        let written = scene.phone.write_with_files(vec![said.clone()], vec![local.clone()]);
        assert!(matches!(written, Err(SyncError::Store(StoreError::NoRoom | StoreError::Failed(_)))));
        assert!(scene.phone.store.blobs.borrow().is_empty() && scene.phone.replica.outbox().is_empty());
        scene.phone.store.heal();
        scene.phone.write_with_files(vec![said], vec![local]).unwrap();
        assert_eq!(scene.phone.sync().unwrap().published, 1);
    }
}

#[test]
fn s22_what_is_taken_back_takes_its_files_along() {
    let mut scene = scene(10);
    let (blob, said) = scene.write_with_file(10);
    assert!(scene.phone.take_back(said.statement.entry));
    assert!(!scene.is_here(&blob));
}

#[test]
fn s22_files_go_when_the_device_sees_that_their_words_were_erased() {
    let mut scene = scene(11);
    let (blob, said) = scene.write_with_file(10);
    scene.phone.sync().unwrap();
    assert!(scene.is_here(&blob), "the newest are kept");
    scene.erase(&said);
    assert!(!scene.is_there(&blob));
    scene.phone.sync().unwrap();
    assert!(!scene.is_here(&blob) && !scene.phone.replica.has_blob(&blob.hash));
}

#[test]
fn s22_of_what_is_public_the_newest_files_are_kept() {
    let mut scene = scene(12);
    let length = 4 * 1024 * 1024 - 1;
    let fit = usize::try_from(MAX_KEPT_BLOB_BYTES).unwrap() / length;
    let blobs: Vec<Blob> = (0..=fit)
        .map(|_| {
            let (blob, _) = scene.write_with_file(length);
            scene.phone.sync().unwrap();
            blob
        })
        .collect();
    let here: Vec<bool> = blobs.iter().map(|blob| scene.is_here(blob)).collect();
    assert_eq!((here[0], here[1..].iter().all(|here| *here)), (false, true));
}

#[test]
fn s22_a_crash_at_any_commit_leaves_no_statement_without_its_file() {
    for fault in [StoreFault::CrashBefore, StoreFault::CrashAfter] {
        for at in 0_usize.. {
            let mut scene = scene(13);
            let (blob, said) = scene.write_with_file(BLOB_CHUNK_BYTES + 1);
            let mut commits = 0;
            scene.phone.store.fail(move |_| {
                commits += 1;
                (commits == at + 1).then_some(fault)
            });
            let Phone { replica, store, network, ring, device_ms, .. } = &mut scene.phone;
            let ended = crate::support::run_or_crash(replica.sync(&**store, network, &**ring, *device_ms)).is_some();
            scene.phone.store.heal();
            scene.phone.replica = pollster::block_on(Replica::open(&*scene.phone.store, ORG)).unwrap();
            scene.phone.sync().unwrap();
            assert_eq!((scene.village.count(said.statement.entry), scene.is_there(&blob)), (1, true));
            if ended {
                break;
            }
        }
    }
}
