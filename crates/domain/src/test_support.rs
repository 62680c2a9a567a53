//! A village office to test with: a founded log, members with devices, pledges, and every body that was said.
//!
//! Deterministic: ids are numbers, keys and salts are hashes of them, so that the same calls give the same bytes.
//! Deliberately absent: a server. [`Office::say`] accepts what [`Acceptance::check`] accepts and nothing else.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a fixture that fails must stop its test")]

use std::collections::HashMap;

use jiannuo_tlog::{Hash, empty_root, leaf_hash, node_hash};

use crate::acceptance::{Acceptance, Anchor, Candidate, Refusal};
use crate::body::{BodyState, Salt, SaltedBody};
use crate::codes::{Codes, Reason, Role};
use crate::compose::Unsigned;
use crate::day::{DAY_MS, Day};
use crate::hash::Digest;
use crate::id::{EntryId, KeyId, MemberId, OrganisationId, RecordId};
use crate::invitation::Code;
use crate::key::software::KeyPair;
use crate::key::{PublicKey, Signature};
use crate::kind::{Kind, Place, RecordKind};
use crate::leaf::Leaf;
use crate::ledger::Ledger;
use crate::quantity::Quantity;
use crate::statement::{LogName, Statement};
use crate::words::{ClaimWords, Due, Level, MemberWords, OrganisationWords, PledgeWords, ProgressWords, ReasonWords};

/// The organisation of every fixture.
pub const ORG: OrganisationId = OrganisationId::from_bytes([0x0a; 16]);

/// When the fixture's log begins: noon in Shanghai on 1 June 2026, a Monday.
pub const BEGINNING_MS: i64 = 1_780_286_400_000;

/// A key pair made from a number.
pub fn key_pair(number: u32) -> KeyPair {
    KeyPair::from_secret(Digest::of(&[b"test key", &number.to_be_bytes()]).as_bytes()).unwrap()
}

/// A public key that nobody holds the other half of; quicker to make than a real one.
fn unheld_key(number: u32) -> PublicKey {
    let half = |name: &[u8]| *Digest::of(&[name, &number.to_be_bytes()]).as_bytes();
    PublicKey::from_bytes(&[&[4][..], &half(b"x"), &half(b"y")].concat()).unwrap()
}

/// The root of leaves as a tree, straight from its definition (RFC 9162, 2.1.1), to test what is quicker against.
pub fn root_of(leaves: &[Leaf]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => leaf_hash(&leaf.to_bytes()),
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&root_of(left), &root_of(right))
        }
    }
}

/// The day written as "YYYY-MM-DD".
pub fn day(written: &str) -> Day {
    written.parse().unwrap()
}

/// Whole units.
pub fn units(whole: i64) -> Quantity {
    Quantity::from_whole(whole).unwrap()
}

/// A pledge's words with a due date and a target.
pub fn pledge_words(text: &str, due: Due, quantity: Option<i64>) -> PledgeWords {
    PledgeWords {
        quantity: quantity.map(units),
        unit: quantity.map(|_| "户".to_owned()),
        ..PledgeWords::new(text, due)
    }
}

/// Words of progress.
pub fn progress_words(on: Day, note: &str, quantity: Option<i64>) -> ProgressWords {
    ProgressWords { quantity: quantity.map(units), ..ProgressWords::new(on, note) }
}

/// A claim with evidence.
pub fn claim_words(evidence: &str) -> ClaimWords {
    ClaimWords {
        evidence: Some(evidence.to_owned()),
        no_evidence_reason: None,
        attachments: Vec::new(),
        personal_data_reason: None,
    }
}

/// A reason in words.
pub fn reason_words(reason: &str) -> ReasonWords {
    ReasonWords { reason: reason.to_owned(), personal_data_reason: None }
}

/// A key with its name.
#[derive(Clone)]
pub struct Device {
    /// The key.
    pub pair: KeyPair,
    /// Its name.
    pub key: KeyId,
}

impl Device {
    /// A device with a key.
    pub fn new(pair: KeyPair) -> Self {
        let key = pair.public_key().id();
        Self { pair, key }
    }
}

/// One organisation and all that was said in it.
#[derive(Clone)]
pub struct Office {
    /// What statements alone tell.
    pub acceptance: Acceptance,
    /// The log.
    pub leaves: Vec<Leaf>,
    /// Bodies by hash.
    pub bodies: HashMap<Digest, SaltedBody>,
    /// The founder.
    pub secretary: MemberId,
    /// The founder's device.
    pub desk: Device,
    /// The clock of device and log, in milliseconds since 1970; a test sets it.
    pub now_ms: i64,
    /// Whether leaves are really signed; property tests save the time.
    pub signs: bool,
    next_number: u32,
}

impl Office {
    /// A log with its entry 0: one secretary with one device.
    pub fn founded() -> Self {
        let secretary = RecordId::from_bytes([0x51; 16]);
        let mut office = Self::unfounded(secretary, Device::new(key_pair(1)));
        let founding = Code::from_entropy(*b"foundation").key_pair();
        let codes = Codes {
            founding_key: Some(founding.public_key()),
            public_key: Some(office.desk.pair.public_key()),
            ..Codes::default()
        };
        let words = OrganisationWords {
            name_english: Some("Bridge Head Village".to_owned()),
            ..OrganisationWords::new("桥头村", Level::Village)
        };
        let salt = office.salt();
        let unsigned = office
            .begin(founding.public_key().id(), Kind::OrganisationFounded, ORG.record())
            .about(secretary)
            .with_codes(codes)
            .with_words(&words, salt)
            .unwrap();
        office.say(&founding, unsigned).unwrap();
        office
    }

    /// An empty log.
    pub fn unfounded(secretary: MemberId, desk: Device) -> Self {
        Self {
            acceptance: Acceptance::new(ORG, LogName::Public),
            leaves: Vec::new(),
            bodies: HashMap::new(),
            secretary,
            desk,
            now_ms: BEGINNING_MS,
            signs: true,
            next_number: 100,
        }
    }

    /// The same organisation's office log, empty, with the same people and clock.
    pub fn office_log(&self) -> Self {
        let acceptance = Acceptance::new(ORG, LogName::Office);
        // Numbers of its own, so that no two logs have entries of one identity.
        let next_number = self.next_number + 1_000_000;
        Self { acceptance, leaves: Vec::new(), bodies: HashMap::new(), next_number, ..self.clone() }
    }

    /// The custodian's statement in this office log of how far the public log has come.
    pub fn anchor_to(&mut self, public: &Self, custodian: &Device) -> Unsigned {
        self.acceptance.judge_by(public.acceptance.roster().clone());
        let anchor = Anchor { size: public.acceptance.size(), root: public.root() };
        let codes = Codes { public_log: Some(anchor), ..Codes::default() };
        self.begin(custodian.key, Kind::RosterAnchored, custodian.key.device()).with_codes(codes)
    }

    /// The next number, in the order of asking.
    pub fn number(&mut self) -> u32 {
        self.next_number += 1;
        self.next_number
    }

    /// A new identity's bytes.
    pub fn fresh(&mut self) -> [u8; 16] {
        let number = self.number();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&Digest::of(&[b"test id", &number.to_be_bytes()]).as_bytes()[..16]);
        bytes
    }

    /// A new salt.
    pub fn salt(&mut self) -> Salt {
        let number = self.number();
        Salt(*Digest::of(&[b"test salt", &number.to_be_bytes()]).as_bytes())
    }

    /// A statement by a key, with a new entry id.
    pub fn begin(&mut self, key: KeyId, kind: Kind, record: RecordId) -> Unsigned {
        let entry = EntryId::from_bytes(self.fresh());
        let unsigned = Unsigned::new(ORG, key, kind, record, entry, self.now_ms);
        match self.acceptance.log() {
            LogName::Public => unsigned,
            LogName::Office => unsigned.in_office(),
        }
    }

    /// A complete statement of any kind about a record: head, codes and words as that kind wants them. Table tests
    /// ask for every kind.
    pub fn of_kind(&mut self, key: KeyId, kind: &Kind, record: RecordId) -> Unsigned {
        let (_, place, _) = kind.shape().unwrap();
        let mut unsigned = self.begin(key, kind.clone(), record);
        if place == Place::Follows {
            unsigned.statement.prev = self.acceptance.record(&record).map(|facts| facts.head);
        }
        unsigned.statement.codes = self.codes_of(kind);
        if let (Kind::CustodianAppointed, Some(Codes { public_key: Some(public_key), .. })) =
            (kind, &unsigned.statement.codes)
        {
            unsigned.statement.record = public_key.id().device();
        }
        match sample_body(kind) {
            Some(text) => self.with_body(unsigned, text),
            None => unsigned,
        }
    }

    /// Adds a body's exact text under a new salt.
    pub fn with_body(&mut self, mut unsigned: Unsigned, text: String) -> Unsigned {
        let body = SaltedBody { salt: self.salt(), text };
        unsigned.statement.body = Some(body.digest());
        unsigned.body = Some(body);
        unsigned
    }

    /// Appoints the server that keeps the log; the key that it signs with.
    pub fn appoint(&mut self) -> Device {
        let custodian = Device::new(key_pair(self.number()));
        let mut unsigned = self.begin(self.desk.key, Kind::CustodianAppointed, custodian.key.device());
        unsigned.statement.codes = Some(Codes { public_key: Some(custodian.pair.public_key()), ..Codes::default() });
        self.say(&self.desk.pair.clone(), unsigned).unwrap();
        custodian
    }

    fn codes_of(&mut self, kind: &Kind) -> Option<Codes> {
        let none = Codes::default();
        let reason = Some(Reason::Other);
        let codes = match kind {
            Kind::MemberAdded => Codes { role: Some(Role::Member), ..none },
            Kind::InvitationIssued | Kind::FoundingInvited | Kind::DeviceJoined | Kind::CustodianAppointed => {
                let public_key = Some(unheld_key(self.number()));
                let is_invitation = matches!(kind, Kind::InvitationIssued | Kind::FoundingInvited);
                let expires_ms = is_invitation.then_some(self.now_ms + 7 * DAY_MS);
                Codes { public_key, expires_ms, ..none }
            }
            Kind::RulesSet => Codes { offline_grace_days: Some(3), due_soon_days: Some(7), ..none },
            Kind::CalendarSet => {
                let calendar =
                    crate::codes::CalendarCodes { year: 2027, off: vec![day("2027-01-01")], work: Vec::new() };
                Codes { calendar: Some(calendar), ..none }
            }
            Kind::PledgeNotFulfilled | Kind::PledgeWithdrawn | Kind::DisclosureWithdrawn | Kind::PointWithdrawn => {
                Codes { reason, ..none }
            }
            Kind::GuideWithdrawn => Codes { reason, ..none },
            Kind::CatalogueWithdrawn => Codes { reason, ..none },

            Kind::PostWithdrawn => Codes { reason, ..none },
            Kind::RosterAnchored => Codes { public_log: Some(Anchor { size: 1, root: Hash([1; 32]) }), ..none },
            _ => return None,
        };
        Some(codes)
    }

    /// Signs a statement and puts it at the log's end, received now.
    ///
    /// # Errors
    /// [`Refusal`]; nothing has changed then.
    pub fn say(&mut self, pair: &KeyPair, unsigned: Unsigned) -> Result<EntryId, Refusal> {
        let text = unsigned.statement.to_text().unwrap();
        let candidate = Candidate { statement: &unsigned.statement, digest: Digest::of(&[text.as_bytes()]) };
        let received_ms = self.now_ms.max(self.acceptance.received_ms());
        self.acceptance.check(&candidate, received_ms)?;
        self.acceptance.apply(&candidate, received_ms);
        let signature = if self.signs { pair.sign(&text) } else { Signature::from_bytes(&[1; 64]).unwrap() };
        let leaf = Leaf { signature, statement: text, received_ms };
        self.leaves.push(leaf);
        if let (Some(hash), Some(body)) = (unsigned.statement.body, unsigned.body) {
            self.bodies.insert(hash, body);
        }
        if unsigned.statement.kind == Kind::BodyErased {
            let target = unsigned.statement.codes.and_then(|codes| codes.entry).unwrap();
            self.bodies.remove(&self.acceptance.entry(&target).unwrap().body.unwrap());
        }
        Ok(unsigned.statement.entry)
    }

    /// The secretary says something at their desk.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn desk_says(&mut self, kind: &Kind, record: RecordId) -> Result<EntryId, Refusal> {
        let unsigned = self.of_kind(self.desk.key, kind, record);
        self.desk_signs(unsigned)
    }

    /// The secretary signs at their desk.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn desk_signs(&mut self, unsigned: Unsigned) -> Result<EntryId, Refusal> {
        let pair = KeyPair::clone(&self.desk.pair);
        self.say(&pair, unsigned)
    }

    /// A member without a device.
    pub fn member(&mut self, name: &str, role: Role) -> MemberId {
        let record = RecordId::from_bytes(self.fresh());
        let salt = self.salt();
        let words = MemberWords { name: name.to_owned(), post: None };
        let unsigned = self
            .begin(self.desk.key, Kind::MemberAdded, record)
            .with_codes(Codes { role: Some(role), ..Codes::default() })
            .with_words(&words, salt)
            .unwrap();
        self.desk_signs(unsigned).unwrap();
        record
    }

    /// An open invitation for a member.
    pub fn invite(&mut self, member: MemberId) -> (RecordId, Device) {
        let record = RecordId::from_bytes(self.fresh());
        let invitation = Device::new(key_pair(self.number()));
        let mut unsigned = self.of_kind(self.desk.key, &Kind::InvitationIssued, record).about(member);
        unsigned.statement.codes.as_mut().unwrap().public_key = Some(invitation.pair.public_key());
        self.desk_signs(unsigned).unwrap();
        (record, invitation)
    }

    /// A device's joining, signed by an invitation's key.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn join(&mut self, invitation: &Device) -> Result<Device, Refusal> {
        let device = Device::new(key_pair(self.number()));
        let mut unsigned = self.of_kind(invitation.key, &Kind::DeviceJoined, device.key.device());
        unsigned.statement.codes.as_mut().unwrap().public_key = Some(device.pair.public_key());
        self.say(&invitation.pair, unsigned)?;
        Ok(device)
    }

    /// A device for a member, let in by an invitation.
    pub fn device(&mut self, member: MemberId) -> Device {
        let (_, invitation) = self.invite(member);
        self.join(&invitation).unwrap()
    }

    /// A pledge that a device publishes for its own member.
    pub fn pledge(&mut self, device: &Device, words: &PledgeWords) -> RecordId {
        let record = RecordId::from_bytes(self.fresh());
        let salt = self.salt();
        let unsigned = self.begin(device.key, Kind::PledgePublished, record).with_words(words, salt).unwrap();
        self.say(&device.pair, unsigned).unwrap();
        record
    }

    /// A device says something with words about an existing record.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn tell(
        &mut self,
        device: &Device,
        kind: &Kind,
        record: RecordId,
        words: &impl crate::words::Words,
    ) -> Result<EntryId, Refusal> {
        let unsigned = self.of_kind(device.key, kind, record);
        let unsigned = unsigned.with_words(words, self.salt()).unwrap();
        self.say(&device.pair, unsigned)
    }

    /// A device begins a record with words.
    pub fn tell_new(&mut self, device: &Device, kind: &Kind, record: RecordId, words: &impl crate::words::Words) {
        let salt = self.salt();
        let unsigned = self.begin(device.key, kind.clone(), record).with_words(words, salt).unwrap();
        self.say(&device.pair, unsigned).unwrap();
    }

    /// The secretary removes an entry's words.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn erase(&mut self, entry: EntryId) -> Result<EntryId, Refusal> {
        let codes = Codes { entry: Some(entry), reason: Some(Reason::PersonalData), ..Codes::default() };
        let unsigned = self.begin(self.desk.key, Kind::BodyErased, ORG.record()).with_codes(codes);
        self.desk_signs(unsigned)
    }

    /// The fold of the whole log with the bodies that are still there; what is not there is erased.
    pub fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::new(ORG, self.acceptance.log());
        if self.acceptance.log() == LogName::Office {
            ledger.judge_by(self.acceptance.roster().clone());
        }
        for leaf in &self.leaves {
            ledger.apply_leaf(leaf, self.body_of(leaf)).unwrap();
        }
        ledger
    }

    /// The root of the log's tree.
    pub fn root(&self) -> Hash {
        root_of(&self.leaves)
    }

    /// A leaf's body as a reader holds it.
    pub fn body_of(&self, leaf: &Leaf) -> BodyState<'_> {
        let hash = Statement::from_text(&leaf.statement).unwrap().body;
        hash.and_then(|hash| self.bodies.get(&hash)).map_or(BodyState::Erased, |body| BodyState::Present(&body.text))
    }
}

/// A body for each kind that has one.
fn sample_body(kind: &Kind) -> Option<String> {
    let (record, _, body) = kind.shape()?;
    if body == crate::kind::BodyRule::Forbidden {
        return None;
    }
    let text = match (kind, record) {
        (Kind::OrganisationFounded | Kind::OrganisationDescribed, _) => r#"{"level":"village","name":"桥头村"}"#,
        (_, RecordKind::Member) => r#"{"name":"成员甲"}"#,
        (Kind::PostDefined | Kind::PostRevised, _) => r#"{"title":"政策宣传岗"}"#,
        (Kind::CycleOpened | Kind::CycleRevised, _) => {
            r#"{"account_by":"2026-12-20","close_on":"2027-01-15","mid_check":"2026-07-15","pledge_by":"2026-02-28","year":2026}"#
        }
        (Kind::AccountGiven, _) => r#"{"text":"一年下来，路灯修好了，水渠还差一段"}"#,
        (Kind::PledgePublished | Kind::PledgeRevised, _) => {
            r#"{"due":{"kind":"on","on":"2026-06-30"},"text":"修好村口路灯"}"#
        }
        (Kind::ProgressAdded, _) => r#"{"note":"装好一盏","on":"2026-06-02"}"#,
        (Kind::PledgeClaimed, _) => r#"{"evidence":"验收单"}"#,
        (Kind::DisclosurePublished | Kind::DisclosureRevised, _) => {
            r#"{"body":"收入与支出","date":"2026-06-01","kind":"finance","title":"五月收支"}"#
        }
        (Kind::DisclosureConcluded, _) => r#"{"objections":0,"outcome":""}"#,
        (Kind::CatalogueDefined | Kind::CatalogueRevised, _) => {
            r#"{"item":"收支明细","kind":"finance","level":"village","matter":"财务","mode":"proactive","time_limit":{"count":"calendar","days":10,"every":"month","from":"2026-06-01","kind":"every"}}"#
        }

        (_, RecordKind::Memo) => r#"{"day":"2026-06-01","kind":"minutes","text":"议定先修东头","title":"路灯安排"}"#,
        (Kind::ChildrenFixed, _) => {
            r#"{"children":[{"org":"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b","root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","size":7}]}"#
        }
        (Kind::ReleaseServed, _) => {
            r#"{"build":"a1","files":[{"path":"/app/start.js","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}"#
        }
        (Kind::PointPublished | Kind::PointRevised, _) => {
            r#"{"address":"村委会一楼","hours":{"follows_working_days":true,"weekly":[[],[],[],[],[],[],[]]},"level":"village","name":"便民服务站"}"#
        }
        (Kind::GuidePublished | Kind::GuideRevised, _) => r#"{"matter":"老年优待证"}"#,
        _ => r#"{"reason":"情况有变"}"#,
    };
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b7_the_fixture_has_good_words_for_every_kind_with_a_body() {
        for kind in Kind::ALL {
            if let Some(text) = sample_body(kind) {
                assert_eq!(crate::words::check_body(kind, &text), Ok(()), "{kind}");
            }
        }
        assert!(crate::words::check_body(&Kind::BodyErased, "{}").is_err());
    }
}
