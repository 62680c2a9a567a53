//! Many devices of several people, one server, everything that can go wrong, from a seed. In the end all are equal,
//! and nothing that was called saved is lost.
//!
//! `SIMULATION_RUNS` says how many runs, `SIMULATION_SEED` the first seed; a run that fails names its own.

mod act;
mod end;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

use jiannuo_domain::codes::Role;
use jiannuo_domain::id::{EntryId, KeyId};
use jiannuo_domain::test_support::ORG;
use jiannuo_sync::{LocalBlob, Replica};

use crate::support::memory::{MemoryStore, StoreFault};
use crate::support::network::{Call, Fault, Network};
use crate::support::random::Random;
use crate::support::run_or_crash;
use crate::support::server::Stop;
use crate::support::village::{Person, Village};

/// Runs when nobody says otherwise.
const DEFAULT_RUNS: u64 = 3_000;
/// What happens in a run before all faults stop.
const STEPS: usize = 80;

const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1_000;

/// What a device was told of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Saved.
    Saved,
    /// Not saved; or nothing, because the device stopped.
    Nothing,
    /// Removed on its author's word, after the server or the log had spoken against it.
    Discarded,
}

/// What everything in a run shares.
struct World {
    village: Village,
    random: RefCell<Random>,
    told: RefCell<HashMap<EntryId, (Told, usize)>>,
    /// Keys of invitations that nobody has used yet, with whom they are for.
    invitations: RefCell<Vec<(KeyId, Person)>>,
    is_calm: Cell<bool>,
    /// Files of what somebody is about to say.
    files: RefCell<Vec<LocalBlob>>,
}

impl World {
    fn chance(&self, percent: u64) -> bool {
        self.random.borrow_mut().chance(percent)
    }

    fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        self.random.borrow_mut().pick(from)
    }

    fn below(&self, bound: usize) -> usize {
        self.random.borrow_mut().below(bound)
    }
}

/// A phone: its store outlives its memory.
struct Device {
    number: usize,
    person: Person,
    store: Rc<MemoryStore>,
    network: Rc<Network>,
    /// Nothing while it is switched off.
    replica: Option<Replica>,
    is_online: Rc<Cell<bool>>,
    clock_off_ms: i64,
}

impl Device {
    fn new(world: &Rc<World>, number: usize, person: Person) -> Self {
        let device = Self {
            number,
            person,
            store: Rc::default(),
            network: Rc::new(Network::new(Rc::clone(&world.village.server))),
            replica: None,
            is_online: Rc::new(Cell::new(world.chance(60))),
            clock_off_ms: [0, 0, 0, -40 * YEAR_MS, YEAR_MS][world.below(5)],
        };
        let faults = Rc::clone(world);
        device.store.fail(move |_| store_fault(&faults));
        let (faults, is_online) = (Rc::clone(world), Rc::clone(&device.is_online));
        let (person, store) = (device.person, Rc::clone(&device.store));
        device.network.fail(move |call| {
            if !faults.is_calm.get() && faults.chance(5) {
                another_tab(&faults, number, person, &store);
            }
            if is_online.get() { network_fault(&faults, call) } else { Some(Fault::LostRequest) }
        });
        device
    }

    fn device_ms(&self, world: &World) -> i64 {
        world.village.server.borrow().now_ms + self.clock_off_ms
    }

    /// Runs something with the device's memory, which is lost if the device stops on the way.
    fn with_replica<T>(&mut self, run: impl AsyncFnOnce(&mut Replica, &Self) -> T) -> Option<T> {
        let mut replica = match self.replica.take() {
            Some(replica) => replica,
            None => run_or_crash(Replica::open(&*self.store, ORG)).unwrap().unwrap(),
        };
        let done = run_or_crash(run(&mut replica, self))?;
        self.replica = Some(replica);
        Some(done)
    }
}

/// In the middle of a sync, another tab of the same app wakes up, reads the store, and does something.
fn another_tab(world: &World, number: usize, person: Person, store: &MemoryStore) {
    let mut replica = run_or_crash(Replica::open(store, ORG)).unwrap().unwrap();
    let device_ms = world.village.server.borrow().now_ms;
    let _stopped = run_or_crash(act::act(world, number, person, store, &mut replica, device_ms));
}

fn store_fault(world: &World) -> Option<StoreFault> {
    if world.is_calm.get() || !world.chance(6) {
        return None;
    }
    use StoreFault::{CrashAfter, CrashBefore, FailsAfter, FailsBefore, NoRoom};
    Some([NoRoom, FailsBefore, FailsAfter, CrashBefore, CrashAfter][world.below(5)])
}

fn network_fault(world: &World, call: Call) -> Option<Fault> {
    if world.is_calm.get() || !world.chance(15) {
        return None;
    }
    use Fault::{
        Altered, Busy, CrashAfter, CrashBefore, Delayed, Doubled, LostAnswer, LostRequest, ServerStops, Truncated,
    };
    let number = world.below(1_000_000);
    let all = [LostRequest, LostAnswer, Busy, CrashBefore, CrashAfter];
    let own = match call {
        Call::Checkpoint | Call::Keys | Call::Restore => [LostRequest, LostRequest, LostAnswer, Truncated, Busy],
        Call::Bundle | Call::Bodies | Call::Tile => {
            [Truncated, Truncated, Altered(number), Altered(number), Altered(number)]
        }
        Call::Brought | Call::Bring => [LostRequest, LostAnswer, LostAnswer, Doubled, Busy],
        Call::Push => [Doubled, Delayed, Delayed, ServerStops(Stop::BeforeDurable), ServerStops(Stop::AfterDurable)],
    };
    Some(if world.chance(50) { all[world.below(5)] } else { own[world.below(5)] })
}

/// One run.
fn run(seed: u64) {
    // Every run begins with the same people, and is itself from then on.
    let village = Village::founded(0);
    let member = village.person(Role::Member);
    let people = [village.secretary, member, village.person(Role::Member), village.person(Role::Overseer)];
    *village.random.borrow_mut() = Random::new(seed);
    village.server.borrow_mut().page_bodies = [1, 3, 100][(seed % 3) as usize];
    let world = Rc::new(World {
        village,
        random: RefCell::new(Random::new(seed ^ 0x5EED)),
        told: RefCell::default(),
        invitations: RefCell::default(),
        is_calm: Cell::new(false),
        files: RefCell::default(),
    });
    let mut devices: Vec<Device> =
        people.iter().enumerate().map(|(number, person)| Device::new(&world, number, *person)).collect();
    for _ in 0..STEPS {
        step(&world, &mut devices);
    }
    end::all_is_well(&world, &mut devices);
}

fn step(world: &Rc<World>, devices: &mut Vec<Device>) {
    let passed_ms = world.below(3_600_000) as i64;
    world.village.server.borrow_mut().now_ms += passed_ms;
    let number = world.below(devices.len());
    if let Some(device) = devices.get_mut(number) {
        let device_ms = device.device_ms(world);
        match world.below(24) {
            0..13 => {
                device.with_replica(async |replica, device| {
                    act::act(world, device.number, device.person, &device.store, replica, device_ms).await;
                });
            }
            13..18 => {
                device.with_replica(async |replica, device| {
                    let ring = &*world.village.ring;
                    let _any = replica.sync(&*device.store, &*device.network, ring, device_ms).await;
                });
            }
            18..20 => device.is_online.set(!device.is_online.get()),
            20 => device.replica = None,
            21 => deliver_one(world, device),
            _ => join(world, devices),
        }
    }
}

/// A push that was thought lost arrives, out of order.
fn deliver_one(world: &World, device: &Device) {
    let mut delayed = device.network.delayed.borrow_mut();
    if !delayed.is_empty() {
        let which = world.below(delayed.len());
        let push = delayed.remove(which);
        world.village.server.borrow_mut().push(&push, None);
    }
}

/// Somebody opens an invitation on a new phone: it joins and may write at once.
fn join(world: &Rc<World>, devices: &mut Vec<Device>) {
    let Some((invitation, invited)) = world.invitations.borrow_mut().pop() else { return };
    let key = world.village.ring.make().id();
    let mut device = Device::new(world, devices.len(), Person { key, ..invited });
    let device_ms = device.device_ms(world);
    device.with_replica(async |replica, device| {
        let joining = world.village.joining(invitation, key);
        act::write(world, device.number, &device.store, replica, vec![joining], device_ms).await;
    });
    devices.push(device);
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn devices_and_server_end_equal_whatever_happens() {
    let runs = from_environment("SIMULATION_RUNS").unwrap_or(DEFAULT_RUNS);
    let first = from_environment("SIMULATION_SEED").unwrap_or(1);
    let begun = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for seed in (first..first + runs).skip(thread as usize).step_by(threads as usize) {
                    let failed = std::panic::catch_unwind(|| run(seed)).is_err();
                    assert!(!failed, "run again with SIMULATION_RUNS=1 SIMULATION_SEED={seed}");
                }
            });
        }
    });
    #[expect(clippy::print_stderr, reason = "the numbers of a simulation are worth seeing")]
    {
        let seconds = begun.elapsed().as_secs_f64();
        eprintln!("{runs} runs from seed {first}, {:.0} a second, {:?}", runs as f64 / seconds, end::COUNTS);
    }
}
