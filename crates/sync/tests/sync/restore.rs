//! Rule S18: what a server has forgotten comes back from the devices that remember it.

use jiannuo_domain::codes::Role;
use jiannuo_domain::limits::BUNDLE_ENTRIES;
use jiannuo_sync::evidence::Contradiction;

use crate::support::network::{Call, Fault};
use crate::support::village::{Phone, Village, contradiction};

/// A phone that has seen everything, and a server that was set back by so many entries and says so when it is asked.
fn set_back(seed: u64, entries: usize, forgotten: usize) -> (Village, Phone) {
    let village = Village::founded(seed);
    let person = village.person(Role::Member);
    village.grow(entries);
    let phone = village.synced_phone(person);
    let mut server = village.server.borrow_mut();
    let left = server.leaves.len() - forgotten;
    let leaves = server.leaves[..left].to_vec();
    server.show(leaves);
    server.bodies.retain(|_, body| body.text.len() % 3 > 0);
    server.takes_back = true;
    drop(server);
    (village, phone)
}

#[test]
fn s18_a_server_that_was_set_back_is_filled_again_by_a_phone() {
    for (seed, entries, forgotten) in
        [(1, 6, 1), (2, 6, 5), (3, 3 * BUNDLE_ENTRIES as usize, 2 * BUNDLE_ENTRIES as usize + 7)]
    {
        let (village, mut phone) = set_back(seed, entries, forgotten);
        let (held, size) = (phone.replica.root(), phone.replica.logged().acceptance().size());
        let found = contradiction(phone.sync());
        assert_eq!(found, Contradiction::Smaller { size: size - forgotten as u64, seen: size });
        assert_eq!(village.root(), held, "the server is where it was");
        phone.decide();
        phone.write(vec![village.pledge(phone.person.key, village.record(), "修桥")]).unwrap();
        assert_eq!(phone.sync().unwrap().published, 1, "and goes on");
    }
}

#[test]
fn s18_a_restoration_that_breaks_off_goes_on_with_the_next_sync() {
    let (village, mut phone) = set_back(4, 3 * BUNDLE_ENTRIES as usize, 2 * BUNDLE_ENTRIES as usize);
    let held = phone.replica.root();
    let mut calls = 0;
    phone.network.fail(move |call| {
        calls += usize::from(call == Call::Restore);
        (call == Call::Restore && calls == 4).then_some(Fault::LostRequest)
    });
    contradiction(phone.sync());
    assert_ne!(village.root(), held);
    phone.network.heal();
    contradiction(phone.sync());
    assert_eq!(village.root(), held);
}

#[test]
fn s18_a_server_that_wants_nothing_back_is_given_nothing() {
    let (village, mut phone) = set_back(5, 6, 2);
    village.server.borrow_mut().takes_back = false;
    let before = village.root();
    contradiction(phone.sync());
    assert_eq!(village.root(), before);
    assert_eq!(phone.network.count(Call::Restore), 1, "it is asked once");
}
