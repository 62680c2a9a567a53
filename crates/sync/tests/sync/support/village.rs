//! A founded organisation with people, their phones, and statements to say with them.

use std::cell::RefCell;
use std::rc::Rc;

use jiannuo_domain::body::Salt;
use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::id::{EntryId, KeyId, MemberId, OrganisationId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::push::{Outcome, Push, SignedStatement};
use jiannuo_domain::test_support::{
    BEGINNING_MS, ORG, claim_words, day, pledge_words, progress_words, reason_words, root_of,
};
use jiannuo_domain::words::{
    Attachment, Blob, Due, Level, MediaType, MemberWords, OrganisationWords, ProgressWords, Words,
};
use jiannuo_sync::evidence::Contradiction;
use jiannuo_sync::{Compared, LocalBlob, Replica, SyncError, SyncReport};
use jiannuo_tlog::Hash;

use super::memory::MemoryStore;
use super::network::Network;
use super::random::Random;
use super::ring::Ring;
use super::server::Server;

/// A week: how long an invitation can be used.
const INVITATION_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) member: MemberId,
    pub(crate) key: KeyId,
}

pub(crate) struct Village {
    pub(crate) ring: Rc<Ring>,
    pub(crate) server: Rc<RefCell<Server>>,
    pub(crate) random: RefCell<Random>,
    pub(crate) secretary: Person,
}

impl Village {
    /// Entry 0: a secretary with a phone.
    pub(crate) fn founded(seed: u64) -> Self {
        let ring = Rc::new(Ring::default());
        let server = Rc::new(RefCell::new(Server::new(ORG, Rc::clone(&ring), BEGINNING_MS)));
        let mut random = Random::new(seed);
        let secretary = Person { member: RecordId::from_bytes(random.bytes()), key: ring.make().id() };
        let village = Self { ring, server, random: RefCell::new(random), secretary };
        village.found();
        village
    }

    fn found(&self) {
        let founding = self.ring.make();
        let phone = self.ring.public(&self.secretary.key);
        let codes = Codes { founding_key: Some(founding), public_key: Some(phone), ..Codes::default() };
        let words = OrganisationWords::new("桥头村", Level::Village);
        let statement = self.statement(founding.id(), Kind::OrganisationFounded, ORG.record(), &words);
        self.publish(statement.about(self.secretary.member).with_codes(codes));
    }

    pub(crate) fn entry(&self) -> EntryId {
        EntryId::from_bytes(self.random.borrow_mut().bytes())
    }

    pub(crate) fn record(&self) -> RecordId {
        RecordId::from_bytes(self.random.borrow_mut().bytes())
    }

    /// A statement without words, written when the server's clock says so.
    pub(crate) fn bare(&self, key: KeyId, kind: Kind, record: RecordId) -> Unsigned {
        Unsigned::new(ORG, key, kind, record, self.entry(), self.server.borrow().now_ms)
    }

    pub(crate) fn statement(&self, key: KeyId, kind: Kind, record: RecordId, words: &impl Words) -> Unsigned {
        let salt = Salt(self.random.borrow_mut().bytes());
        self.bare(key, kind, record).with_words(words, salt).unwrap()
    }

    pub(crate) fn sign(&self, unsigned: Unsigned) -> SignedStatement {
        let statement = unsigned.statement.to_text().unwrap();
        let signature = self.ring.sign_now(&unsigned.statement.key, &statement);
        SignedStatement { statement, signature, body: unsigned.body }
    }

    /// Somebody else's device brings a statement to the server.
    pub(crate) fn publish(&self, unsigned: Unsigned) -> EntryId {
        let entry = unsigned.statement.entry;
        let push = Push { entries: vec![self.sign(unsigned)] };
        let answer = self.server.borrow_mut().push(&push, None).unwrap();
        assert!(matches!(answer.answers[0].outcome, Outcome::Accepted { .. }), "{:?}", answer.answers[0]);
        entry
    }

    /// The log gets so many entries.
    pub(crate) fn grow(&self, entries: usize) {
        let pledge = || self.sign(self.pledge(self.secretary.key, self.record(), "修路"));
        let push = Push { entries: (0..entries).map(|_| pledge()).collect() };
        self.server.borrow_mut().push(&push, None);
    }

    /// A new member with a phone.
    pub(crate) fn person(&self, role: Role) -> Person {
        let member = self.record();
        let words = MemberWords { name: "成员甲".to_owned(), post: None };
        let codes = Codes { role: Some(role), ..Codes::default() };
        self.publish(self.statement(self.secretary.key, Kind::MemberAdded, member, &words).with_codes(codes));
        let invitation = self.ring.make();
        self.publish(self.invitation(self.secretary.key, member, invitation.id()));
        let key = self.ring.make().id();
        self.publish(self.joining(invitation.id(), key));
        Person { member, key }
    }

    pub(crate) fn invitation(&self, by: KeyId, member: MemberId, invitation: KeyId) -> Unsigned {
        let codes = Codes {
            public_key: Some(self.ring.public(&invitation)),
            expires_ms: Some(self.server.borrow().now_ms + INVITATION_MS),
            ..Codes::default()
        };
        self.bare(by, Kind::InvitationIssued, self.record()).about(member).with_codes(codes)
    }

    pub(crate) fn joining(&self, invitation: KeyId, key: KeyId) -> Unsigned {
        let codes = Codes { public_key: Some(self.ring.public(&key)), ..Codes::default() };
        self.bare(invitation, Kind::DeviceJoined, key.device()).with_codes(codes)
    }

    pub(crate) fn pledge(&self, key: KeyId, record: RecordId, text: &str) -> Unsigned {
        self.statement(key, Kind::PledgePublished, record, &pledge(text))
    }

    pub(crate) fn revision(&self, key: KeyId, record: RecordId, head: EntryId, text: &str) -> Unsigned {
        self.statement(key, Kind::PledgeRevised, record, &pledge(text)).following(head)
    }

    pub(crate) fn progress(&self, key: KeyId, record: RecordId, note: &str) -> Unsigned {
        self.statement(key, Kind::ProgressAdded, record, &progress_words(day("2026-06-02"), note, Some(1)))
    }

    pub(crate) fn progress_with(&self, key: KeyId, record: RecordId, attachments: Vec<Attachment>) -> Unsigned {
        let words = ProgressWords { attachments, ..progress_words(day("2026-06-02"), "有照片", Some(1)) };
        self.statement(key, Kind::ProgressAdded, record, &words)
    }

    pub(crate) fn claim(&self, key: KeyId, record: RecordId, head: EntryId) -> Unsigned {
        self.statement(key, Kind::PledgeClaimed, record, &claim_words("验收单")).following(head)
    }

    pub(crate) fn verdict(&self, key: KeyId, kind: Kind, record: RecordId, head: EntryId) -> Unsigned {
        self.statement(key, kind, record, &reason_words("看过了")).following(head)
    }

    /// A phone that has not asked the server yet.
    pub(crate) fn phone(&self, person: Person) -> Phone {
        self.phone_on(person, MemoryStore::default())
    }

    /// A phone with something in its store.
    pub(crate) fn phone_on(&self, person: Person, store: MemoryStore) -> Phone {
        let store = Rc::new(store);
        let replica = pollster::block_on(Replica::open(&*store, ORG)).unwrap();
        Phone {
            person,
            store,
            replica,
            network: Network::new(Rc::clone(&self.server)),
            ring: Rc::clone(&self.ring),
            device_ms: BEGINNING_MS,
        }
    }

    /// A phone that has pulled everything.
    pub(crate) fn synced_phone(&self, person: Person) -> Phone {
        let mut phone = self.phone(person);
        phone.sync().unwrap();
        phone
    }

    /// The root of the server's log.
    pub(crate) fn root(&self) -> Hash {
        root_of(&self.server.borrow().leaves)
    }

    /// How often an entry is in the log.
    pub(crate) fn count(&self, entry: EntryId) -> usize {
        let server = self.server.borrow();
        server.leaves.iter().filter(|leaf| leaf.statement.contains(&format!("\"entry\":\"{entry}\""))).count()
    }
}

fn pledge(text: &str) -> jiannuo_domain::words::PledgeWords {
    pledge_words(text, Due::On { on: day("2026-06-30") }, Some(10))
}

/// One device with everything around it.
pub(crate) struct Phone {
    pub(crate) person: Person,
    pub(crate) store: Rc<MemoryStore>,
    pub(crate) replica: Replica,
    pub(crate) network: Network,
    pub(crate) ring: Rc<Ring>,
    pub(crate) device_ms: i64,
}

impl Phone {
    pub(crate) fn sync(&mut self) -> Result<SyncReport, SyncError> {
        pollster::block_on(self.replica.sync(&*self.store, &self.network, &*self.ring, self.device_ms))
    }

    /// Writes statements; the last one's identity.
    pub(crate) fn write(&mut self, statements: Vec<Unsigned>) -> Result<EntryId, SyncError> {
        let last = statements.last().unwrap().statement.entry;
        pollster::block_on(self.replica.write(&*self.store, &*self.ring, statements, self.device_ms))?;
        Ok(last)
    }

    pub(crate) fn write_with_files(
        &mut self,
        statements: Vec<Unsigned>,
        files: Vec<LocalBlob>,
    ) -> Result<(), SyncError> {
        let Self { replica, store, ring, device_ms, .. } = self;
        pollster::block_on(replica.write_with_files(&**store, &**ring, statements, files, *device_ms))
    }

    /// Writes one wording in the place of what waits for a decision.
    pub(crate) fn write_in_place_of(&mut self, decided: EntryId, unsigned: Unsigned) -> EntryId {
        let entry = unsigned.statement.entry;
        let (store, ring, now) = (Rc::clone(&self.store), Rc::clone(&self.ring), self.device_ms);
        let kept = self.replica.write_in_place_of(&*store, &*ring, vec![unsigned], Vec::new(), Some(decided), now);
        pollster::block_on(kept).unwrap();
        entry
    }

    pub(crate) fn take_back(&mut self, entry: EntryId) -> bool {
        pollster::block_on(self.replica.take_back(&*self.store, &entry)).unwrap()
    }

    pub(crate) fn keep_mine(&mut self, entry: EntryId) {
        pollster::block_on(self.replica.keep_mine(&*self.store, &*self.ring, &entry)).unwrap();
    }

    pub(crate) fn discard(&mut self, entry: EntryId) {
        pollster::block_on(self.replica.discard(&*self.store, &entry)).unwrap();
    }

    pub(crate) fn decide(&mut self) {
        pollster::block_on(self.replica.decide(&*self.store, self.device_ms)).unwrap();
    }

    /// Another device shows its checkpoint.
    pub(crate) fn compare(&mut self, note: &str) -> Compared {
        pollster::block_on(self.replica.compare(&*self.store, note, self.device_ms)).unwrap()
    }

    /// The checkpoint that this one shows.
    pub(crate) fn note(&self) -> String {
        self.replica.checkpoint().unwrap().note.clone()
    }

    pub(crate) fn reload(&mut self) {
        pollster::block_on(self.replica.reload(&*self.store)).unwrap();
    }

    /// Another tab of the same app: the same store, a memory of its own.
    pub(crate) fn other_tab(&self) -> Self {
        let replica = pollster::block_on(Replica::open(&*self.store, ORG)).unwrap();
        let network = Network::new(Rc::clone(&self.network.server));
        Self { store: Rc::clone(&self.store), replica, network, ring: Rc::clone(&self.ring), ..*self }
    }

    /// The only item in the outbox.
    pub(crate) fn item(&self) -> &jiannuo_sync::outbox::OutboxItem {
        assert_eq!(self.replica.outbox().len(), 1);
        &self.replica.outbox()[0]
    }
}

/// The board on a day after everything, byte for byte.
pub(crate) fn board(ledger: &Ledger) -> String {
    jiannuo_domain::board::Board::of(ledger, jiannuo_tlog::empty_root(), day("2026-07-01")).to_json().unwrap()
}

/// Everything that a verifier asks of a log (spec rule S9): read again from leaf 0 by a device that has seen nothing,
/// nothing is wrong and no entry is there twice.
pub(crate) fn check_log(village: &Village) {
    let server = village.server.borrow();
    let mut entries = std::collections::HashSet::new();
    for leaf in &server.leaves {
        let statement = jiannuo_domain::statement::Statement::from_text(&leaf.statement).unwrap();
        assert!(entries.insert(statement.entry), "{} is in the log twice", statement.entry);
    }
    let served = board(server.ledger());
    drop(server);
    let fresh = village.synced_phone(village.secretary);
    assert_eq!(fresh.replica.logged().violations, []);
    assert_eq!(board(fresh.replica.logged()), served);
}

/// What a sync found out about the log.
pub(crate) fn contradiction(synced: Result<SyncReport, SyncError>) -> Contradiction {
    match synced {
        Err(SyncError::Contradicted(evidence)) => evidence.contradiction,
        other => panic!("{other:?}"),
    }
}

/// An organisation other than [`ORG`].
pub(crate) const ELSEWHERE: OrganisationId = OrganisationId::from_bytes([0x0b; 16]);

/// A paper of so many bytes, as words name it and as a device keeps it.
pub(crate) fn file(village: &Village, length: usize) -> (Attachment, LocalBlob) {
    let salt = Salt(village.random.borrow_mut().bytes());
    let bytes: Vec<u8> = (0..length).map(|place| (place % 251) as u8).collect();
    let blob = Blob { hash: Blob::digest(&bytes, salt), salt, media: MediaType::Pdf, bytes: length as u32 };
    let local = LocalBlob::new(&blob, bytes);
    (Attachment { file: blob, thumbnail: None, size: None, shows: None, name: Some("协议.pdf".to_owned()) }, local)
}
