//! A server that lies: it shows devices different histories, of different lengths, sometimes under a signature that is not
//! the log's, over a network that alters bytes. From a seed; after every sync, two laws hold:
//!
//! - no device holds or folds an entry that is not under the checkpoint it accepted, and no device goes back on one;
//! - of two devices that believe two histories, at least one finds out when they compare their checkpoints.

use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_sync::evidence::{Contradiction, MAX_EVIDENCE};
use jiannuo_sync::{Compared, SyncError};
use jiannuo_tlog::{Checkpoint, Frontier, Hash, SignedNote, leaf_hash};

use crate::support::network::{Call, Fault};
use crate::support::random::Random;
use crate::support::village::{Phone, Village};

const RUNS: u64 = 60;
const STEPS: usize = 25;
const DEVICES: usize = 3;

/// A history that the server can show.
struct History {
    leaves: Vec<Leaf>,
    texts: Vec<String>,
    /// The root at every size.
    roots: Vec<Hash>,
}

impl History {
    fn of(leaves: Vec<Leaf>) -> Self {
        let texts: Vec<String> = leaves.iter().map(|leaf| String::from_utf8(leaf.to_bytes()).unwrap()).collect();
        let mut tree = Frontier::new();
        let mut roots = vec![tree.root()];
        for text in &texts {
            tree.push(leaf_hash(text.as_bytes()));
            roots.push(tree.root());
        }
        Self { leaves, texts, roots }
    }
}

/// Histories that part from the first one somewhere.
fn histories(village: &Village) -> Vec<History> {
    let grow = |entries: usize| {
        village.grow(entries);
        village.server.borrow().leaves.clone()
    };
    let first = grow(BUNDLE_ENTRIES as usize + 40);
    let mut all = vec![History::of(first.clone())];
    for from in [3, 17, 64, BUNDLE_ENTRIES as usize - 1, BUNDLE_ENTRIES as usize + 8] {
        village.server.borrow_mut().show(first[..from].to_vec());
        all.push(History::of(grow(BUNDLE_ENTRIES as usize + 40 - from)));
    }
    all
}

fn held(phone: &Phone) -> Option<Checkpoint> {
    let verified = phone.store.snapshot().verified?;
    Some(SignedNote::parse(verified.note.as_bytes()).unwrap().text.parse().unwrap())
}

/// The histories that a device may believe, going by what it keeps.
fn believed(phone: &Phone, histories: &[History]) -> Vec<usize> {
    let leaves = phone.store.snapshot().leaves;
    let Some(checkpoint) = held(phone) else {
        assert!(leaves.is_empty(), "entries without a checkpoint");
        return (0..histories.len()).collect();
    };
    let signed_for = |one: &usize| histories[*one].roots.get(checkpoint.size as usize) == Some(&checkpoint.root);
    let signed: Vec<usize> = (0..histories.len()).filter(signed_for).collect();
    assert!(!signed.is_empty(), "a checkpoint that nobody signed");
    assert!(leaves.len() as u64 <= checkpoint.size, "entries beyond the checkpoint");
    for one in &signed {
        assert_eq!(leaves, histories[*one].texts[..leaves.len()], "entries that are not under the checkpoint");
    }
    assert_eq!(phone.replica.logged().acceptance().size(), leaves.len() as u64);
    assert_eq!(phone.replica.root(), histories[signed[0]].roots[leaves.len()], "what is folded is what is kept");
    signed
}

/// The server shows one of its histories up to some entry, and one device looks.
fn step(random: &mut Random, village: &Village, phone: &mut Phone, histories: &[History]) {
    let history = random.pick(histories).unwrap();
    let size = 1 + random.below(history.leaves.len());
    let other = random.pick(histories).unwrap();
    {
        let mut server = village.server.borrow_mut();
        server.leaves = history.leaves[..size].to_vec();
        // Now and then the bundles are another history's than the checkpoint and the tiles.
        server.bundled = (random.chance(10) && other.leaves.len() >= size).then(|| other.leaves[..size].to_vec());
    }
    let (chance, number) = (random.below(100), random.below(1 << 20));
    phone.network.fail(move |call| match (chance, call) {
        (0..8, Call::Tile | Call::Bundle) => Some(Fault::Altered(number)),
        (8..12, Call::Checkpoint) => Some(Fault::Altered(number)),
        (12..16, Call::Bundle | Call::Tile) if number % 2 == 0 => Some(Fault::LostRequest),
        _ => None,
    });
    let before = (held(phone).map_or(0, |held| held.size), phone.store.snapshot().leaves.len());
    let synced = phone.sync();
    phone.network.heal();
    village.server.borrow_mut().bundled = None;
    let after = (held(phone).map_or(0, |held| held.size), phone.store.snapshot().leaves.len());
    assert!(after.0 >= before.0 && after.1 >= before.1, "it went back");
    if let Err(SyncError::Contradicted(evidence)) = &synced {
        let kept = phone.store.snapshot().evidence;
        let is_kept = kept.iter().any(|kept| kept.id() == evidence.id());
        assert!(is_kept || kept.len() == MAX_EVIDENCE, "it is not kept");
        let offered = SignedNote::parse(evidence.offered.as_bytes()).unwrap();
        let unsigned = evidence.contradiction == Contradiction::Unsigned;
        assert_eq!(unsigned, offered.verify(&evidence.keys).is_err(), "whether the log signed what is held against it");
    }
    if random.chance(20) {
        phone.reload();
    }
}

fn run(seed: u64, village: &Village, histories: &[History]) -> usize {
    let mut random = Random::new(seed);
    let mut phones: Vec<Phone> = (0..DEVICES).map(|_| village.phone(village.secretary)).collect();
    for _ in 0..STEPS {
        let which = random.below(DEVICES);
        step(&mut random, village, &mut phones[which], histories);
        believed(&phones[which], histories);
    }
    let mut found = 0;
    for (first, second) in [(0, 1), (1, 2), (2, 0)] {
        let believe_alike = {
            let second = believed(&phones[second], histories);
            believed(&phones[first], histories).iter().any(|one| second.contains(one))
        };
        let (Some(of_first), Some(of_second)) = (held(&phones[first]), held(&phones[second])) else { continue };
        let is_complete = [(first, &of_first), (second, &of_second)]
            .iter()
            .all(|(phone, held)| phones[*phone].store.snapshot().leaves.len() as u64 == held.size);
        let notes = [phones[second].note(), phones[first].note()];
        let compared = [phones[first].compare(&notes[0]), phones[second].compare(&notes[1])];
        let finds = compared.iter().any(|compared| matches!(compared, Compared::Contradicts(_)));
        assert!(!(finds && believe_alike), "two devices with one history accuse each other: {compared:?}");
        assert!(finds || believe_alike || !is_complete, "two histories and nobody noticed: {compared:?}");
        found += usize::from(finds);
    }
    found
}

#[test]
fn s13_s15_whatever_a_server_shows_no_device_is_led_astray_and_no_two_unnoticed() {
    let village = Village::founded(1);
    let histories = histories(&village);
    let mut found = 0;
    for seed in 1..=RUNS {
        let run = std::panic::AssertUnwindSafe(|| run(seed, &village, &histories));
        found += std::panic::catch_unwind(run).unwrap_or_else(|_| panic!("run {seed} failed"));
    }
    assert!(found as u64 > RUNS / 2, "a liar that is hardly ever found out lies too little: {found}");
}
