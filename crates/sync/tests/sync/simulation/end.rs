//! How a run must end.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use jiannuo_domain::id::EntryId;
use jiannuo_domain::statement::Statement;
use jiannuo_domain::words::blobs_of;
use jiannuo_sync::outbox::{OutboxItem, OutboxState};

use super::{Device, Told, World};
use crate::support::memory::entry;
use crate::support::run_or_crash;
use crate::support::village::{board, check_log};

/// Rounds in which everybody syncs until nothing moves: one to push, one for each that others' pushes make stale.
const MAX_ROUNDS: usize = 20;

/// What all runs came to, so that a simulation in which nothing happens is noticed.
#[derive(Debug)]
pub(super) struct Counts {
    entries: AtomicU64,
    refused: AtomicU64,
    conflicts: AtomicU64,
    taken_back: AtomicU64,
    erased: AtomicU64,
    files: AtomicU64,
}

pub(super) static COUNTS: Counts = Counts {
    entries: AtomicU64::new(0),
    refused: AtomicU64::new(0),
    conflicts: AtomicU64::new(0),
    taken_back: AtomicU64::new(0),
    erased: AtomicU64::new(0),
    files: AtomicU64::new(0),
};

/// All faults stop, everybody syncs until nothing moves; then the promises are looked at one by one.
pub(super) fn all_is_well(world: &Rc<World>, devices: &mut [Device]) {
    world.is_calm.set(true);
    for device in devices.iter_mut() {
        device.is_online.set(true);
        device.network.deliver_delayed();
        what_is_in_memory_is_what_is_kept(device);
    }
    let rounds = (0..MAX_ROUNDS).take_while(|_| sync_all(world, devices)).count();
    assert!(rounds < MAX_ROUNDS, "it never gets quiet");
    let server = board(world.village.server.borrow().ledger());
    for device in devices.iter() {
        let replica = device.replica.as_ref().unwrap();
        assert_eq!(board(replica.logged()), server, "device {} shows another board", device.number);
        assert_eq!(replica.logged().violations, []);
    }
    check_log(&world.village);
    every_item_is_published_or_held_up(world, devices);
    nothing_saved_is_lost(world, devices);
    files_are_where_words_name_them(world, devices);
}

/// Opens the device again, as the app does for every round, and syncs it; whether anything moved anywhere.
fn sync_all(world: &Rc<World>, devices: &mut [Device]) -> bool {
    let mut moved = false;
    for device in devices {
        let before = (world.village.server.borrow().leaves.len(), device.store.snapshot());
        device.replica = None;
        let device_ms = device.device_ms(world);
        let report = device.with_replica(async |replica, device| {
            replica.sync(&*device.store, &*device.network, &*world.village.ring, device_ms).await
        });
        report.unwrap().unwrap();
        moved |= before != (world.village.server.borrow().leaves.len(), device.store.snapshot());
    }
    moved
}

/// A board that grew entry by entry and one that is opened from the store are the same, unless the store knows more.
fn what_is_in_memory_is_what_is_kept(device: &Device) {
    let Some(memory) = &device.replica else { return };
    let kept = run_or_crash(jiannuo_sync::Replica::open(&*device.store, memory.org())).unwrap().unwrap();
    if !device.store.knows_more.get() && kept.logged().acceptance().size() == memory.logged().acceptance().size() {
        assert_eq!(board(kept.logged()), board(memory.logged()));
    }
}

/// The server has each file that standing words name; a device has the files of what waits, and none that nothing names.
fn files_are_where_words_name_them(world: &World, devices: &[Device]) {
    let server = world.village.server.borrow();
    let named = |statement: &Statement, text: &str| blobs_of(&statement.kind, text).into_iter().map(|blob| blob.hash);
    let mut standing = HashSet::new();
    for leaf in &server.leaves {
        let statement = Statement::from_text(&leaf.statement).unwrap();
        let body = statement.body.and_then(|digest| server.bodies.get(&digest));
        standing.extend(body.into_iter().flat_map(|body| named(&statement, &body.text)));
    }
    for hash in &standing {
        assert!(server.files.is_whole(hash), "{hash} is named and not there");
    }
    for (hash, kept) in &server.files.0 {
        assert!(standing.contains(hash) || kept.bytes.is_empty() || !kept.is_named(), "{hash} outlives its words");
    }
    COUNTS.files.fetch_add(standing.len() as u64, Relaxed);
    for device in devices {
        let kept = device.store.snapshot();
        let waiting: HashSet<_> = kept
            .outbox
            .iter()
            .filter_map(|item| Some((item.statement()?, item.signed.body.clone()?)))
            .flat_map(|(statement, body)| named(&statement, &body.text).collect::<Vec<_>>())
            .collect();
        for hash in &waiting {
            assert!(kept.blobs.contains(hash) || standing.contains(hash), "{hash} waits without its bytes");
        }
        for hash in &kept.blobs {
            assert!(waiting.contains(hash) || standing.contains(hash), "{hash} is kept for nothing");
        }
    }
}

fn logged(world: &World) -> HashSet<EntryId> {
    let server = world.village.server.borrow();
    server.leaves.iter().map(|leaf| Statement::from_text(&leaf.statement).unwrap().entry).collect()
}

/// Whoever waits, waits for something that was refused or must be decided.
fn every_item_is_published_or_held_up(world: &World, devices: &[Device]) {
    let logged = logged(world);
    for device in devices {
        let kept = device.store.snapshot();
        let mut items: Vec<&OutboxItem> = kept.outbox.iter().collect();
        items.sort_by_key(|item| item.order);
        let mut held_up: Vec<Statement> = Vec::new();
        for item in items {
            assert!(!logged.contains(&entry(item)), "it is in the log and in the outbox");
            let statement = item.statement().unwrap();
            match &item.state {
                OutboxState::Refused { .. } => COUNTS.refused.fetch_add(1, Relaxed),
                OutboxState::Conflict { .. } => COUNTS.conflicts.fetch_add(1, Relaxed),
                OutboxState::Waiting => {
                    let waits_for = |other: &Statement| {
                        let target = statement.codes.as_ref().and_then(|codes| codes.entry);
                        let key = other.codes.as_ref().and_then(|codes| codes.public_key);
                        statement.prev == Some(other.entry)
                            || target == Some(other.entry)
                            || (statement.record == other.record && other.prev.is_none())
                            || key.is_some_and(|key| key.id() == statement.key)
                    };
                    assert!(held_up.iter().any(waits_for), "{statement:?} waits for nothing");
                    0
                }
            };
            held_up.push(statement);
        }
    }
}

fn nothing_saved_is_lost(world: &World, devices: &[Device]) {
    let logged = logged(world);
    let outboxes: HashMap<usize, HashSet<EntryId>> = devices
        .iter()
        .map(|device| (device.number, device.store.snapshot().outbox.iter().map(entry).collect()))
        .collect();
    let mut taken_back = HashSet::new();
    for device in devices {
        taken_back.extend(device.store.taken_back.borrow().iter().copied());
    }
    for entry in &taken_back {
        assert!(!logged.contains(entry), "{entry} was taken back and is published");
    }
    for (entry, (told, device)) in world.told.borrow().iter() {
        let is_there = logged.contains(entry) || outboxes[device].contains(entry) || taken_back.contains(entry);
        assert!(*told != Told::Saved || is_there, "{entry} was saved on device {device} and is lost");
    }
    COUNTS.entries.fetch_add(logged.len() as u64, Relaxed);
    COUNTS.taken_back.fetch_add(taken_back.len() as u64, Relaxed);
    COUNTS.erased.fetch_add(world.village.server.borrow().ledger().erasures.len() as u64, Relaxed);
}
