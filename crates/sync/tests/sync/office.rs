//! The office log on members' devices: judged by the public log, compared with it (spec rule S20).

use std::cell::RefCell;
use std::rc::Rc;

use jiannuo_domain::acceptance::{Anchor, Refusal};
use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::push::{Outcome, Push};
use jiannuo_domain::test_support::{BEGINNING_MS, ORG, day};
use jiannuo_domain::words::{ChildrenWords, FixedChild, MemoKind, MemoWords};
use jiannuo_sync::outbox::OutboxState;
use jiannuo_sync::{Agreement, Disagreement, Fixed, Replica, SyncError};
use jiannuo_tlog::Hash;

use crate::support::memory::MemoryStore;
use crate::support::network::Network;
use crate::support::server::Server;
use crate::support::village::{Person, Phone, Village};

/// A village whose custodian keeps an office log, too.
struct House {
    village: Village,
    office: Rc<RefCell<Server>>,
    custodian: PublicKey,
}

impl House {
    fn new(seed: u64) -> Self {
        let village = Village::founded(seed);
        let custodian = village.ring.make();
        let codes = Codes { public_key: Some(custodian), ..Codes::default() };
        let appointed = village.bare(village.secretary.key, Kind::CustodianAppointed, custodian.id().device());
        village.publish(appointed.with_codes(codes));
        let office = Server::office(ORG, Rc::clone(&village.ring), BEGINNING_MS);
        Self { village, office: Rc::new(RefCell::new(office)), custodian }
    }

    fn says(&self, unsigned: Unsigned) -> Outcome {
        let push = Push { entries: vec![self.village.sign(unsigned)] };
        self.office.borrow_mut().push(&push, None).unwrap().answers.remove(0).outcome
    }

    /// The custodian names where the public log is, or another root there.
    fn anchor(&self, root: Hash) {
        let public = self.village.server.borrow().ledger().acceptance().roster().clone();
        let codes = Codes { public_log: Some(Anchor { size: public.size(), root }), ..Codes::default() };
        self.office.borrow_mut().judge_by(public);
        let unsigned = self.village.bare(self.custodian.id(), Kind::RosterAnchored, self.custodian.id().device());
        let outcome = self.says(unsigned.in_office().with_codes(codes));
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
    }

    fn memo(&self, person: Person) -> Unsigned {
        let words = MemoWords {
            kind: MemoKind::Minutes,
            title: "路灯安排".to_owned(),
            day: day("2026-06-01"),
            text: "议定先修东头".to_owned(),
            reason: None,
        };
        self.village.statement(person.key, Kind::MemoWritten, self.village.record(), &words).in_office()
    }

    /// In the public log: how far the office log had come.
    fn fix(&self, child: FixedChild) {
        let words = ChildrenWords { children: vec![child] };
        let key = self.custodian.id();
        self.village.publish(self.village.statement(key, Kind::ChildrenFixed, key.device(), &words));
    }

    fn office_now(&self) -> FixedChild {
        let leaves = self.office.borrow().leaves.clone();
        FixedChild { org: ORG, size: leaves.len() as u64, root: jiannuo_domain::test_support::root_of(&leaves) }
    }

    /// A phone's office log, beside its public log.
    fn office_phone(&self, public: &Phone) -> Phone {
        let store = Rc::new(MemoryStore::default());
        let roster = public.replica.logged().acceptance().roster().clone();
        let replica = pollster::block_on(Replica::open_office(&*store, ORG, roster)).unwrap();
        let network = Network::new(Rc::clone(&self.office));
        Phone { person: public.person, store, replica, network, ring: Rc::clone(&self.village.ring), ..*public }
    }
}

fn memos(phone: &Phone) -> usize {
    phone.replica.logged().memos.len()
}

#[test]
fn s20_members_write_into_the_office_log_offline_and_read_each_other() {
    let house = House::new(1);
    let member = house.village.person(Role::Member);
    house.anchor(house.village.root());
    let public = house.village.synced_phone(member);
    let mut phone = house.office_phone(&public);
    phone.write(vec![house.memo(member), house.memo(member)]).unwrap();
    assert_eq!(phone.sync().unwrap().published, 2);
    let mut desk = house.office_phone(&house.village.synced_phone(house.village.secretary));
    desk.sync().unwrap();
    assert_eq!((memos(&desk), memos(&phone)), (2, 2));
    assert_eq!(desk.replica.logged().violations, []);
    assert!(public.replica.logged().memos.is_empty());
    // What was kept is opened again by the same rules.
    desk.reload();
    assert_eq!((memos(&desk), desk.replica.logged().violations.len()), (2, 0));
}

#[test]
fn s20_what_a_longer_public_log_decided_waits_for_that_log() {
    let house = House::new(2);
    let mut public = house.village.synced_phone(house.village.secretary);
    let newcomer = house.village.person(Role::Member);
    house.anchor(house.village.root());
    assert!(matches!(house.says(house.memo(newcomer)), Outcome::Accepted { .. }));
    let mut phone = house.office_phone(&public);
    let size = house.village.server.borrow().leaves.len() as u64;
    assert_eq!(phone.sync(), Err(SyncError::NeedsPublicLog { size }));
    assert_eq!(memos(&phone), 0, "nothing was taken in that could not be judged");
    public.sync().unwrap();
    phone.replica.judge_by(&public.replica);
    phone.sync().unwrap();
    assert_eq!((memos(&phone), phone.replica.logged().violations.len()), (1, 0));
    // The same holds for what is kept, should the public log have been removed from the device.
    let early = house.village.phone(house.village.secretary).replica.logged().acceptance().roster().clone();
    let opened = pollster::block_on(Replica::open_office(&*phone.store, ORG, early));
    assert_eq!(opened.err(), Some(SyncError::NeedsPublicLog { size }));
}

#[test]
fn s20_a_member_who_left_is_refused_and_hears_why() {
    let house = House::new(3);
    let member = house.village.person(Role::Member);
    house.anchor(house.village.root());
    let public = house.village.synced_phone(member);
    let mut phone = house.office_phone(&public);
    let head = public.replica.logged().members[&member.member].head;
    let secretary = house.village.secretary.key;
    house.village.publish(house.village.bare(secretary, Kind::MemberRemoved, member.member).following(head));
    house.anchor(house.village.root());
    phone.write(vec![house.memo(member)]).unwrap();
    // This phone has not heard of it in the public log either.
    assert!(matches!(phone.sync(), Err(SyncError::NeedsPublicLog { .. })));
    let mut newer = house.village.phone(member);
    newer.sync().unwrap();
    phone.replica.judge_by(&newer.replica);
    phone.sync().unwrap();
    assert_eq!(phone.item().state, OutboxState::Refused { refusal: Refusal::MemberRemoved });
}

#[test]
fn s20_both_logs_say_how_far_the_other_had_come_and_a_device_compares() {
    let house = House::new(4);
    house.anchor(house.village.root());
    house.says(house.memo(house.village.secretary));
    let mut public = house.village.synced_phone(house.village.secretary);
    let mut phone = house.office_phone(&public);
    phone.sync().unwrap();
    assert_eq!(phone.replica.agrees_with(&public.replica), Ok(Agreement { fixed: None }));
    let fixed = house.office_now();
    let size = fixed.size;
    house.fix(fixed);
    public.sync().unwrap();
    let agreement = Agreement { fixed: Some(Fixed { size, received_ms: BEGINNING_MS }) };
    assert_eq!(phone.replica.agrees_with(&public.replica), Ok(agreement));
}

#[test]
fn s20_an_office_log_that_the_public_log_does_not_fix_is_found() {
    let house = House::new(5);
    house.anchor(house.village.root());
    let fixed = house.office_now();
    for wrong in [FixedChild { root: Hash([7; 32]), ..fixed.clone() }, FixedChild { size: fixed.size + 1, ..fixed }] {
        house.fix(wrong.clone());
        let public = house.village.synced_phone(house.village.secretary);
        let mut phone = house.office_phone(&public);
        phone.sync().unwrap();
        assert_eq!(phone.replica.agrees_with(&public.replica), Err(Disagreement::Fixed { size: fixed_size(&house) }));
    }
}

/// The size that the public log fixes first: the first disagreement is the one that is told.
fn fixed_size(house: &House) -> u64 {
    let server = house.village.server.borrow();
    server
        .ledger()
        .children
        .iter()
        .filter_map(|told| told.words())
        .flat_map(|words| &words.children)
        .next()
        .unwrap()
        .size
}

#[test]
fn s20_an_office_log_judged_by_another_public_log_is_found() {
    let house = House::new(6);
    house.anchor(Hash([9; 32]));
    let public = house.village.synced_phone(house.village.secretary);
    let mut phone = house.office_phone(&public);
    phone.sync().unwrap();
    let size = house.village.server.borrow().leaves.len() as u64;
    assert_eq!(phone.replica.agrees_with(&public.replica), Err(Disagreement::Anchor { size }));
}

#[test]
fn s20_an_entry_of_one_log_is_none_of_the_other() {
    let house = House::new(7);
    house.anchor(house.village.root());
    let pledge = house.village.pledge(house.village.secretary.key, RecordId::from_bytes([5; 16]), "修路");
    let entry: EntryId = pledge.statement.entry;
    assert_eq!(house.says(pledge), Outcome::Refused { refusal: Refusal::WrongLog });
    assert_eq!(house.village.count(entry), 0);
}
