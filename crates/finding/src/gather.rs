//! From the fold to what can be found: one function for each kind of record.
//!
//! To make another kind findable: a function that makes a [`Record`] of it, its line in [`gather`] and its place in
//! [`KINDS`].

use jiannuo_domain::board::PledgeRow;
use jiannuo_domain::day::Day;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::kind::RecordKind;
use jiannuo_domain::ledger::{Ledger, Member, Notice, Pledge, Receipt, Stamp, Told};
use jiannuo_domain::standing::standing;
use jiannuo_domain::words::{ClaimWords, DisclosureWords, Due, PledgeWords, PointWords, PostWords, Words};

use crate::filter::State;
use crate::index::Record;

/// The kinds that can be found, in the order in which they are offered.
pub const KINDS: [RecordKind; 5] =
    [RecordKind::Pledge, RecordKind::Disclosure, RecordKind::Point, RecordKind::Post, RecordKind::Member];

/// Everything of an organisation that can be found, as it is on a day.
pub fn gather(ledger: &Ledger, today: Day) -> impl Iterator<Item = Record> {
    let org = ledger.acceptance().org();
    let pledges = ledger.pledges.values().map(move |one| pledge(ledger, org, one, today));
    let disclosures = ledger.disclosures.values().map(move |one| disclosure(org, one));
    let points = ledger.points.values().map(move |one| point(org, one));
    let posts = ledger.posts.values().map(move |one| post(org, one));
    let members = ledger.members.values().map(move |one| member(org, one));
    pledges.chain(disclosures).chain(points).chain(posts).chain(members)
}

fn pledge(ledger: &Ledger, org: OrganisationId, pledge: &Pledge, today: Day) -> Record {
    let words = pledge.words();
    let standing = standing(pledge, today, &ledger.calendar, &ledger.rules);
    let owner = ledger.members.get(&pledge.owner).and_then(Member::words);
    let mut texts = Texts::default();
    texts.all([owner.map(|owner| &owner.name), owner.and_then(|owner| owner.post.as_ref())]);
    if let Some(words) = words {
        texts.pledge(words);
    }
    for (_, progress) in pledge.standing_progress() {
        texts.one(&progress.note);
    }
    for claim in pledge.claims.iter().filter_map(Told::words) {
        texts.claim(claim);
    }
    let stamps = pledge.wordings.iter().map(|told| told.stamp);
    let said = stamps.chain(pledge.progress.iter().map(|progress| progress.told.stamp)).map(said_ms);
    Record {
        org,
        kind: RecordKind::Pledge,
        id: pledge.id,
        title: words.map(|words| words.text.clone()).unwrap_or_default(),
        texts: texts.0,
        state: State::Pledge(standing.status),
        field: words.and_then(|words| words.field.clone()),
        post: owner.and_then(|owner| owner.post.clone()),
        owner: owner.map(|owner| owner.name.clone()),
        due: standing.due,
        said_ms: said.max().unwrap_or_default(),
    }
}

fn disclosure(org: OrganisationId, disclosure: &Notice<DisclosureWords>) -> Record {
    notice(org, RecordKind::Disclosure, disclosure, |words, texts| {
        texts.one(&words.body);
        &words.title
    })
}

fn point(org: OrganisationId, point: &Notice<PointWords>) -> Record {
    notice(org, RecordKind::Point, point, |words, texts| {
        texts.one(&words.address);
        texts.all([words.phone.as_ref(), words.services.as_ref()]);
        &words.name
    })
}

fn post(org: OrganisationId, post: &Notice<PostWords>) -> Record {
    let mut record = notice(org, RecordKind::Post, post, |words, texts| {
        texts.all([words.duties.as_ref()]);
        &words.title
    });
    record.post = post.words().map(|words| words.title.clone());
    record
}

fn member(org: OrganisationId, member: &Member) -> Record {
    let words = member.words();
    let mut texts = Texts::default();
    texts.all([words.and_then(|words| words.post.as_ref())]);
    Record {
        title: words.map(|words| words.name.clone()).unwrap_or_default(),
        texts: texts.0,
        state: if member.active { State::Current } else { State::Withdrawn },
        post: words.and_then(|words| words.post.clone()),
        said_ms: member.told.as_ref().map(|told| said_ms(told.stamp)).unwrap_or_default(),
        ..plain(org, RecordKind::Member, member.id)
    }
}

/// A record that is words with a title, perhaps revised, perhaps withdrawn.
fn notice<W: Words>(
    org: OrganisationId,
    kind: RecordKind,
    notice: &Notice<W>,
    say: impl for<'a> Fn(&'a W, &mut Texts) -> &'a String,
) -> Record {
    let mut texts = Texts::default();
    let title = notice.words().map(|words| say(words, &mut texts).clone());
    Record {
        title: title.unwrap_or_default(),
        texts: texts.0,
        state: if notice.withdrawal.is_some() { State::Withdrawn } else { State::Current },
        said_ms: notice.wordings.last().map(|told| said_ms(told.stamp)).unwrap_or_default(),
        ..plain(org, kind, notice.id)
    }
}

const fn plain(org: OrganisationId, kind: RecordKind, id: jiannuo_domain::id::RecordId) -> Record {
    Record {
        org,
        kind,
        id,
        title: String::new(),
        texts: Vec::new(),
        state: State::Current,
        field: None,
        post: None,
        owner: None,
        due: None,
        said_ms: 0,
    }
}

const fn said_ms(stamp: Stamp) -> i64 {
    match stamp.receipt {
        Receipt::Logged { received_ms, .. } => received_ms,
        Receipt::Pending => stamp.written_ms,
    }
}

/// What a record says besides its title.
#[derive(Debug, Default)]
struct Texts(Vec<String>);

impl Texts {
    fn one(&mut self, text: &str) {
        self.0.push(text.to_owned());
    }

    fn all<'a>(&mut self, texts: impl IntoIterator<Item = Option<&'a String>>) {
        self.0.extend(texts.into_iter().flatten().cloned());
    }

    fn pledge(&mut self, words: &PledgeWords) {
        self.all([&words.field, &words.measure, &words.responsible, &words.beneficiaries].map(Option::as_ref));
        self.0.extend(words.milestones.iter().map(|milestone| milestone.text.clone()));
        if let Due::AsWritten { written } = &words.due {
            self.one(written);
        }
    }

    fn claim(&mut self, words: &ClaimWords) {
        self.all([&words.evidence, &words.no_evidence_reason].map(Option::as_ref));
    }
}

/// The words of a pledge by which a page without an index is searched.
pub fn pledge_texts(row: &PledgeRow) -> Vec<&str> {
    let Some(words) = &row.words else { return row.owner.name.iter().map(String::as_str).collect() };
    let owner = &row.owner;
    let written = match &words.due {
        Due::AsWritten { written } => Some(written),
        _ => None,
    };
    let fields = [&words.field, &words.measure, &words.responsible, &words.beneficiaries, &owner.name, &owner.post];
    let milestones = words.milestones.iter().map(|milestone| milestone.text.as_str());
    let texts = fields.into_iter().flatten().chain(written).map(String::as_str);
    std::iter::once(words.text.as_str()).chain(texts).chain(milestones).collect()
}
