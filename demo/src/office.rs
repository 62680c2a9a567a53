//! One organisation's devices at work: what they sign, for whom, and when the log receives it.
//!
//! Things are told in the order of each record; [`Office::finish`] puts them in the order of the days on which the log
//! received them, one push a day. A member without a device speaks through the secretary, who names them: "entered by
//! X for Y". Deliberately absent: judging; the tests ask the domain whether it takes all of this in.

use std::collections::{BTreeMap, HashMap};

use jiannuo_domain::body::SaltedBody;
use jiannuo_domain::codes::{Codes, Reason, Role};
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::day::{DAY_MS, Day};
use jiannuo_domain::id::{EntryId, KeyId, MemberId, OrganisationId, RecordId};
use jiannuo_domain::invitation::Code;
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::key::software::KeyPair;
use jiannuo_domain::kind::{Kind, Place};
use jiannuo_domain::limits::MAX_PUSH_ENTRIES;
use jiannuo_domain::push::{Push, SignedStatement};
use jiannuo_domain::words::{MemberWords, OrganisationWords, ReasonWords, Words};

use crate::seeds::Seeds;
use crate::{DatedPush, DemoError, DemoOrganisation};

/// A minute.
const MINUTE_MS: i64 = 60_000;
/// Entries are written from 08:30 …
const FIRST_MINUTE: i64 = 8 * 60 + 30;
/// … for nine hours.
const WRITING_MINUTES: u64 = 9 * 60;
/// The founding comes before everything else of its day: 08:05.
const FOUNDING_MINUTE: i64 = 8 * 60 + 5;
/// From the last entry of a day to the push: the phone finds its network again.
const PUSH_DELAY_MS: i64 = 3 * MINUTE_MS;
/// Invitations of the past were good for two weeks.
const INVITATION_MS: i64 = 14 * DAY_MS;

/// When something was written, and when the log received it.
#[derive(Clone, Copy)]
pub(crate) struct When {
    received: Day,
    written: Written,
}

#[derive(Clone, Copy)]
enum Written {
    On(Day),
    AtMs(i64),
}

impl From<Day> for When {
    fn from(day: Day) -> Self {
        Self { received: day, written: Written::On(day) }
    }
}

impl When {
    /// Written on a day without a network.
    pub(crate) const fn written_on(mut self, day: Day) -> Self {
        self.written = Written::On(day);
        self
    }

    /// Written on a device whose clock said this.
    pub(crate) const fn clock_said(mut self, written_ms: i64) -> Self {
        self.written = Written::AtMs(written_ms);
        self
    }
}

/// A member of this office.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Who(usize);

/// The founder.
pub(crate) const SECRETARY: Who = Who(0);

struct Person {
    member: MemberId,
    device: Option<Device>,
}

#[derive(Clone)]
struct Device {
    pair: KeyPair,
    key: KeyId,
}

impl Device {
    fn new(pair: KeyPair) -> Self {
        let key = pair.public_key().id();
        Self { pair, key }
    }
}

/// A statement before it has an identity and a signature.
pub(crate) struct Draft {
    kind: Kind,
    record: RecordId,
    about: Option<MemberId>,
    codes: Option<Codes>,
    body: Option<String>,
}

impl Draft {
    pub(crate) const fn new(kind: Kind, record: RecordId) -> Self {
        Self { kind, record, about: None, codes: None, body: None }
    }

    pub(crate) fn words(mut self, words: &impl Words) -> Result<Self, DemoError> {
        self.body = Some(words.to_body()?);
        Ok(self)
    }

    pub(crate) fn reason(self, reason: &str) -> Result<Self, DemoError> {
        self.words(&ReasonWords { reason: reason.to_owned(), personal_data_reason: None })
    }

    pub(crate) fn codes(mut self, codes: Codes) -> Self {
        self.codes = Some(codes);
        self
    }

    const fn about(mut self, member: MemberId) -> Self {
        self.about = Some(member);
        self
    }
}

/// A signed statement and its identity.
struct Sealed {
    entry: EntryId,
    signed: SignedStatement,
}

impl Sealed {
    fn new(
        org: OrganisationId,
        seeds: &mut Seeds,
        device: &Device,
        written_ms: i64,
        prev: Option<EntryId>,
        draft: Draft,
    ) -> Result<Self, DemoError> {
        let entry = EntryId::from_bytes(seeds.identity());
        let Unsigned { mut statement, .. } =
            Unsigned::new(org, device.key, draft.kind, draft.record, entry, written_ms);
        let body = draft.body.map(|text| SaltedBody { salt: seeds.salt(), text });
        statement.prev = prev;
        statement.subject = draft.about;
        statement.codes = draft.codes;
        statement.body = body.as_ref().map(SaltedBody::digest);
        let statement = statement.to_text()?;
        let signature = device.pair.sign(&statement);
        Ok(Self { entry, signed: SignedStatement { statement, signature, body } })
    }
}

/// What an organisation begins with.
pub(crate) struct Founding<'a> {
    pub(crate) slug: &'static str,
    pub(crate) name: &'static str,
    pub(crate) parent: Option<OrganisationId>,
    pub(crate) code: &'a Code,
    pub(crate) on: Day,
    pub(crate) today: Day,
    pub(crate) words: OrganisationWords,
    /// The key of the server that will keep the log, if it has one.
    pub(crate) custodian: Option<PublicKey>,
}

/// One organisation.
pub(crate) struct Office {
    slug: &'static str,
    name: &'static str,
    parent: Option<OrganisationId>,
    org: OrganisationId,
    seeds: Seeds,
    today: Day,
    founding: DatedPush,
    desk: Device,
    people: Vec<Person>,
    heads: HashMap<RecordId, EntryId>,
    said: Vec<(Day, i64, SignedStatement)>,
}

impl Office {
    /// Entry 0, and who keeps the log.
    pub(crate) fn found(mut seeds: Seeds, founding: Founding<'_>) -> Result<Self, DemoError> {
        let org = OrganisationId::from_bytes(seeds.identity());
        let founder = MemberId::from_bytes(seeds.identity());
        let device = Device::new(seeds.key_pair());
        let founding_device = Device::new(founding.code.key_pair());
        let codes = Codes {
            founding_key: Some(founding_device.pair.public_key()),
            public_key: Some(device.pair.public_key()),
            parent: founding.parent,
            ..Codes::default()
        };
        let written_ms = founding.on.start_ms() + FOUNDING_MINUTE * MINUTE_MS;
        let draft = Draft::new(Kind::OrganisationFounded, org.record()).about(founder).codes(codes);
        let sealed = Sealed::new(org, &mut seeds, &founding_device, written_ms, None, draft.words(&founding.words)?)?;
        let mut entries = vec![sealed.signed];
        if let Some(key) = founding.custodian {
            let codes = Codes { public_key: Some(key), ..Codes::default() };
            let draft = Draft::new(Kind::CustodianAppointed, key.id().device()).codes(codes);
            entries.push(Sealed::new(org, &mut seeds, &device, written_ms, None, draft)?.signed);
        }
        let push = Push { entries };
        Ok(Self {
            slug: founding.slug,
            name: founding.name,
            parent: founding.parent,
            org,
            seeds,
            today: founding.today,
            founding: DatedPush { received_ms: written_ms + PUSH_DELAY_MS, push },
            desk: device.clone(),
            people: vec![Person { member: founder, device: Some(device) }],
            heads: HashMap::from([(founder, sealed.entry), (org.record(), sealed.entry)]),
            said: Vec::new(),
        })
    }

    pub(crate) const fn org(&self) -> OrganisationId {
        self.org
    }

    /// The day, so many days after the day of creation.
    pub(crate) fn day(&self, offset: i64) -> Day {
        self.today.plus_days(offset)
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.seeds.below(bound)
    }

    pub(crate) fn fresh_record(&mut self) -> RecordId {
        RecordId::from_bytes(self.seeds.identity())
    }

    fn person(&self, who: Who) -> Option<&Person> {
        self.people.get(who.0)
    }

    pub(crate) fn member(&self, who: Who) -> MemberId {
        self.person(who).map_or(self.org.record(), |person| person.member)
    }

    fn sign(&mut self, device: &Device, when: When, draft: Draft) -> Result<EntryId, DemoError> {
        let written_ms = match when.written {
            Written::AtMs(written_ms) => written_ms,
            Written::On(day) => {
                let minute = FIRST_MINUTE + i64::try_from(self.seeds.below(WRITING_MINUTES)).unwrap_or_default();
                day.start_ms() + minute * MINUTE_MS
            }
        };
        let (record, place) = (draft.record, draft.kind.shape().map(|(_, place, _)| place));
        let prev = self.heads.get(&record).copied().filter(|_| place == Some(Place::Follows));
        let sealed = Sealed::new(self.org, &mut self.seeds, device, written_ms, prev, draft)?;
        self.said.push((when.received, written_ms, sealed.signed));
        if place != Some(Place::Beside) {
            self.heads.insert(record, sealed.entry);
        }
        Ok(sealed.entry)
    }

    /// Says something as a member: on their own device, or through the secretary, who then names them.
    pub(crate) fn say(&mut self, who: Who, when: impl Into<When>, draft: Draft) -> Result<EntryId, DemoError> {
        let own = self.person(who).and_then(|person| person.device.clone());
        let (device, draft) = match own {
            Some(device) => (device, draft),
            None => (self.desk.clone(), draft.about(self.member(who))),
        };
        self.sign(&device, when.into(), draft)
    }

    /// Begins a record of some kind.
    pub(crate) fn begin(
        &mut self,
        who: Who,
        when: impl Into<When>,
        kind: Kind,
        words: &impl Words,
    ) -> Result<(RecordId, EntryId), DemoError> {
        let record = self.fresh_record();
        let entry = self.say(who, when, Draft::new(kind, record).words(words)?)?;
        Ok((record, entry))
    }

    /// Names the founder, who has no name in entry 0.
    pub(crate) fn name_founder(&mut self, on: Day, name: String, post: &str) -> Result<(), DemoError> {
        let words = MemberWords { name, post: Some(post.to_owned()) };
        let draft = Draft::new(Kind::MemberChanged, self.member(SECRETARY)).words(&words)?;
        self.say(SECRETARY, on, draft).map(drop)
    }

    /// A member without a device.
    pub(crate) fn add(&mut self, on: Day, name: String, post: &str, role: Role) -> Result<Who, DemoError> {
        let member = self.fresh_record();
        let words = MemberWords { name, post: Some(post.to_owned()) };
        let codes = Codes { role: Some(role), ..Codes::default() };
        self.say(SECRETARY, on, Draft::new(Kind::MemberAdded, member).codes(codes).words(&words)?)?;
        self.people.push(Person { member, device: None });
        Ok(Who(self.people.len() - 1))
    }

    /// Invites a member's device; nobody has used the invitation yet.
    pub(crate) fn invite(&mut self, on: Day, who: Who, expires_ms: i64) -> Result<Code, DemoError> {
        let code = self.seeds.code();
        let (record, member) = (self.fresh_record(), self.member(who));
        let codes =
            Codes { public_key: Some(code.key_pair().public_key()), expires_ms: Some(expires_ms), ..Codes::default() };
        let draft = Draft::new(Kind::InvitationIssued, record).about(member).codes(codes);
        self.say(SECRETARY, on, draft)?;
        Ok(code)
    }

    /// Invites a member's device, which joins on the same day.
    pub(crate) fn give_device(&mut self, on: Day, who: Who) -> Result<(), DemoError> {
        let code = self.invite(on, who, on.start_ms() + INVITATION_MS)?;
        let device = Device::new(self.seeds.key_pair());
        let codes = Codes { public_key: Some(device.pair.public_key()), ..Codes::default() };
        let draft = Draft::new(Kind::DeviceJoined, device.key.device()).codes(codes);
        self.sign(&Device::new(code.key_pair()), on.into(), draft)?;
        if let Some(person) = self.people.get_mut(who.0) {
            person.device = Some(device);
        }
        Ok(())
    }

    /// Takes a member with a device off the roster.
    pub(crate) fn remove(&mut self, on: Day, who: Who) -> Result<(), DemoError> {
        if let Some(device) = self.person(who).and_then(|person| person.device.as_ref()).map(|device| device.key) {
            self.say(SECRETARY, on, Draft::new(Kind::DeviceRevoked, device.device()))?;
        }
        self.say(SECRETARY, on, Draft::new(Kind::MemberRemoved, self.member(who))).map(drop)
    }

    /// Lets somebody found an organisation below this one.
    pub(crate) fn invite_founding(&mut self, on: Day, code: &Code, expires_ms: i64) -> Result<(), DemoError> {
        let codes =
            Codes { public_key: Some(code.key_pair().public_key()), expires_ms: Some(expires_ms), ..Codes::default() };
        let record = self.fresh_record();
        self.say(SECRETARY, on, Draft::new(Kind::FoundingInvited, record).codes(codes)).map(drop)
    }

    /// A new founding code.
    pub(crate) fn code(&mut self) -> Code {
        self.seeds.code()
    }

    /// Removes an entry's words for good.
    pub(crate) fn erase(&mut self, on: Day, entry: EntryId) -> Result<(), DemoError> {
        let codes = Codes { entry: Some(entry), reason: Some(Reason::PersonalData), ..Codes::default() };
        self.say(SECRETARY, on, Draft::new(Kind::BodyErased, self.org.record()).codes(codes)).map(drop)
    }

    /// Everything as the log receives it.
    pub(crate) fn finish(self) -> DemoOrganisation {
        let mut days: BTreeMap<Day, (i64, Vec<SignedStatement>)> = BTreeMap::new();
        for (day, written_ms, signed) in self.said {
            let (last_ms, entries) = days.entry(day).or_insert((day.start_ms() + FIRST_MINUTE * MINUTE_MS, Vec::new()));
            if Day::in_shanghai(written_ms) == day {
                *last_ms = written_ms.max(*last_ms);
            }
            entries.push(signed);
        }
        let pushes = days.into_values().flat_map(|(last_ms, entries)| {
            let chunks: Vec<_> = entries.chunks(MAX_PUSH_ENTRIES).map(<[_]>::to_vec).collect();
            let received_ms = last_ms + PUSH_DELAY_MS;
            chunks.into_iter().map(move |entries| DatedPush { received_ms, push: Push { entries } })
        });
        DemoOrganisation {
            slug: self.slug,
            org: self.org,
            parent: self.parent,
            name: self.name,
            founding: self.founding,
            pushes: pushes.collect(),
        }
    }
}
