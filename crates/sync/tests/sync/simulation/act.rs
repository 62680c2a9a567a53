//! What people do: they look at what their device shows and say something about it.

use jiannuo_domain::acceptance::State;
use jiannuo_domain::codes::{Codes, Reason, Role};
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::id::{EntryId, KeyId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Pledge;
use jiannuo_domain::limits::BLOB_CHUNK_BYTES;
use jiannuo_domain::test_support::{ORG, reason_words};
use jiannuo_sync::Replica;
use jiannuo_sync::outbox::OutboxState;

use super::{Told, World};
use crate::support::memory::{MemoryStore, entry};
use crate::support::village::{Person, file};

/// One act of a person on one device, or on another tab of it.
pub(super) async fn act(
    world: &World,
    device: usize,
    person: Person,
    store: &MemoryStore,
    replica: &mut Replica,
    device_ms: i64,
) {
    if world.chance(20) && !replica.outbox().is_empty() {
        return decide(world, device, store, replica).await;
    }
    if let Some(mut statements) = think(world, person, replica) {
        for unsigned in &mut statements {
            unsigned.statement.at = device_ms;
        }
        write(world, device, store, replica, statements, device_ms).await;
    }
}

pub(super) async fn write(
    world: &World,
    device: usize,
    store: &MemoryStore,
    replica: &mut Replica,
    statements: Vec<Unsigned>,
    device_ms: i64,
) {
    let entries: Vec<EntryId> = statements.iter().map(|unsigned| unsigned.statement.entry).collect();
    let tell = |told| world.told.borrow_mut().extend(entries.iter().map(|entry| (*entry, (told, device))));
    tell(Told::Nothing);
    let files = world.files.take();
    let written = replica.write_with_files(store, &*world.village.ring, statements, files, device_ms).await;
    if written.is_ok() {
        tell(Told::Saved);
    }
}

/// Something about an item in the outbox: take it back, or answer what it asks.
async fn decide(world: &World, device: usize, store: &MemoryStore, replica: &mut Replica) {
    let Some(item) = world.pick(replica.outbox()).cloned() else { return };
    let entry = entry(&item);
    match item.state {
        OutboxState::Waiting => {
            let _stays_if_it_fails = replica.take_back(store, &entry).await;
        }
        OutboxState::Conflict { .. } if world.chance(60) => {
            let _asked_again_if_it_fails = replica.keep_mine(store, &*world.village.ring, &entry).await;
        }
        OutboxState::Conflict { .. } | OutboxState::Refused { .. } => {
            world.told.borrow_mut().insert(entry, (Told::Discarded, device));
            let _stays_if_it_fails = replica.discard(store, &entry).await;
        }
    }
}

/// What a person could say now; mostly what they may say.
fn think(world: &World, person: Person, replica: &Replica) -> Option<Vec<Unsigned>> {
    let village = &world.village;
    let shown = replica.shown();
    let role = shown.acceptance().member(&person.member)?.role;
    if role == Role::Secretary && world.chance(15) {
        return administer(world, person, replica).map(|unsigned| vec![unsigned]);
    }
    let pledges: Vec<&Pledge> = shown.pledges.values().collect();
    let pledge = world.pick(&pledges).copied().filter(|_| !world.chance(15));
    let Some(pledge) = pledge else {
        let record = village.record();
        let mut first = village.pledge(person.key, record, "修路");
        let others: Vec<RecordId> = shown.members.keys().copied().collect();
        if role == Role::Secretary && world.chance(50) {
            first = first.about(*world.pick(&others)?);
        }
        let second = village.progress(person.key, record, "走了一半");
        return Some(if world.chance(30) { vec![first, second] } else { vec![first] });
    };
    let unsigned = about_pledge(world, person, pledge);
    let is_for_another = pledge.owner != person.member && role == Role::Secretary;
    let judges = matches!(unsigned.statement.kind, Kind::PledgeConfirmed | Kind::PledgeDisputed | Kind::EntryAttested);
    Some(vec![if is_for_another && !judges { unsigned.about(pledge.owner) } else { unsigned }])
}

fn about_pledge(world: &World, person: Person, pledge: &Pledge) -> Unsigned {
    let village = &world.village;
    let (key, record, head) = (person.key, pledge.id, pledge.head);
    let ends = |kind| {
        let codes = Codes { reason: Some(Reason::Funds), ..Codes::default() };
        village.statement(key, kind, record, &reason_words("没有经费")).following(head).with_codes(codes)
    };
    let last = pledge.progress.last().map(|progress| progress.told.stamp.entry);
    let first = pledge.wordings.first().map(|told| told.stamp.entry);
    match (pledge.state, world.below(10)) {
        (State::Claimed, 0..4) => village.verdict(key, Kind::PledgeConfirmed, record, head),
        (State::Claimed | State::Confirmed, 4..7) => village.verdict(key, Kind::PledgeDisputed, record, head),
        (_, 0..2) => with_file(world, key, record),
        (_, 2..4) => village.progress(key, record, "又走了一段"),
        (_, 4) => {
            let codes = Codes { entry: last, ..Codes::default() };
            village.statement(key, Kind::ProgressWithdrawn, record, &reason_words("记错了")).with_codes(codes)
        }
        (_, 5) => {
            let codes = Codes { entry: first, ..Codes::default() };
            village.bare(key, Kind::EntryAttested, record).with_codes(codes)
        }
        (_, 6) => village.claim(key, record, head),
        (_, 7) if world.chance(30) => ends(Kind::PledgeWithdrawn),
        (_, 7) if world.chance(30) => ends(Kind::PledgeNotFulfilled),
        (_, 7) => village.claim(key, record, head),
        (_, _) => village.revision(key, record, head, "修桥"),
    }
}

/// What only a secretary does: roster, invitations, devices, erasures.
fn administer(world: &World, person: Person, replica: &Replica) -> Option<Unsigned> {
    let village = &world.village;
    let shown = replica.shown();
    let members: Vec<RecordId> = shown.members.keys().copied().collect();
    let member = *world.pick(&members)?;
    match world.below(10) {
        0..3 => {
            let invitation = village.ring.make().id();
            world.invitations.borrow_mut().push((invitation, Person { member, key: person.key }));
            Some(village.invitation(person.key, member, invitation))
        }
        3 => {
            let head = shown.acceptance().record(&member)?.head;
            Some(village.bare(person.key, Kind::MemberRemoved, member).following(head))
        }
        4 => {
            let devices: Vec<RecordId> = shown.members.get(&member)?.devices.iter().copied().collect();
            let device = *world.pick(&devices)?;
            let head = shown.acceptance().record(&device)?.head;
            Some(village.bare(person.key, Kind::DeviceRevoked, device).following(head))
        }
        _ => {
            let said: Vec<EntryId> = shown
                .pledges
                .values()
                .flat_map(|pledge| {
                    let wordings = pledge.wordings.iter().map(|told| told.stamp.entry);
                    wordings.chain(pledge.progress.iter().map(|progress| progress.told.stamp.entry))
                })
                .collect();
            let entry = *world.pick(&said)?;
            let codes = Codes { entry: Some(entry), reason: Some(Reason::PersonalData), ..Codes::default() };
            Some(village.bare(person.key, Kind::BodyErased, ORG.record()).with_codes(codes))
        }
    }
}

/// Progress with a paper, now and then one of more than one piece.
fn with_file(world: &World, key: KeyId, record: RecordId) -> Unsigned {
    let length = if world.below(200) == 0 { BLOB_CHUNK_BYTES + 7 } else { 1 + world.below(50) };
    let (attachment, local) = file(&world.village, length);
    *world.files.borrow_mut() = vec![local];
    world.village.progress_with(key, record, vec![attachment])
}
