//! From the fold to what can be found: one function for each kind of record.
//!
//! To make another kind findable: a function that makes a [`Record`] of it, its line in [`gather_published`] and its place
//! in [`KINDS`].

mod network;
mod texts;

use jiannuo_domain::board::PledgeRow;
use jiannuo_domain::day::Day;
use jiannuo_domain::disclosing::notice_standing;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::kind::RecordKind;
use jiannuo_domain::ledger::{Ledger, Member, Notice, Pledge, Receipt, Stamp, Told};
use jiannuo_domain::standing::standing;
use jiannuo_domain::words::{CatalogueWords, CycleWords, DisclosureWords, Due, PostWords, Words};

use self::network::{guide, organisation, point};
use self::texts::Texts;
use crate::filter::State;
use crate::index::Record;

/// The kinds that can be found, in the order in which they are offered.
pub const KINDS: [RecordKind; 9] = [
    RecordKind::Pledge,
    RecordKind::Disclosure,
    RecordKind::CatalogueItem,
    RecordKind::Point,
    RecordKind::Guide,
    RecordKind::Organisation,
    RecordKind::Post,
    RecordKind::Cycle,
    RecordKind::Member,
];

/// What a year of pledging is called by whoever looks for it, besides its number.
const CYCLE: &str = "年度承诺";

/// Everything of an organisation that can be found, as it is on a day.
pub fn gather(ledger: &Ledger, today: Day) -> impl Iterator<Item = Record> {
    let org = ledger.acceptance().org();
    let pledges = ledger.pledges.values().map(move |one| pledge(ledger, org, one, today));
    let members = ledger.members.values().map(move |one| member(org, one));
    pledges.chain(gather_published(ledger, today)).chain(members)
}

/// Everything that an organisation publishes besides its members' pledges.
pub fn gather_published(ledger: &Ledger, today: Day) -> impl Iterator<Item = Record> {
    let org = ledger.acceptance().org();
    let disclosures = ledger.disclosures.values().map(move |one| disclosure(ledger, org, one, today));
    let catalogue = ledger.catalogue.values().map(move |one| catalogue_item(org, one));
    let points = ledger.points.values().map(move |one| point(org, one));
    let guides = ledger.guides.values().map(move |one| guide(org, one));
    let posts = ledger.posts.values().map(move |one| post(ledger, org, one));
    let cycles = ledger.cycles.values().map(move |one| cycle(ledger, org, one));
    let network = points.chain(guides).chain(organisation(ledger));
    disclosures.chain(catalogue).chain(network).chain(posts).chain(cycles)
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

/// A disclosure, not by its text when that is no longer for everybody.
fn disclosure(ledger: &Ledger, org: OrganisationId, disclosure: &Notice<DisclosureWords>, today: Day) -> Record {
    let standing = notice_standing(ledger, disclosure, today);
    let is_shown = !standing.is_some_and(|standing| standing.names_are_past);
    notice(org, RecordKind::Disclosure, disclosure, |words, texts| {
        texts.all([is_shown.then_some(&words.body)]);
        &words.title
    })
}

fn catalogue_item(org: OrganisationId, item: &Notice<CatalogueWords>) -> Record {
    notice(org, RecordKind::CatalogueItem, item, |words, texts| {
        texts.one(&words.matter);
        texts.all([&words.content, &words.basis, &words.subject, &words.audience].map(Option::as_ref));
        &words.item
    })
}

fn post(ledger: &Ledger, org: OrganisationId, post: &Notice<PostWords>) -> Record {
    let mut record = notice(org, RecordKind::Post, post, |words, texts| {
        texts.all([words.class.as_ref(), words.duties.as_ref()]);
        &words.title
    });
    let holders = ledger.holders(&post.id);
    let names = holders.iter().filter_map(|(member, _)| ledger.member_name(member));
    record.texts.extend(names.map(str::to_owned));
    record.post = post.words().map(|words| words.title.clone());
    record
}

/// A year, called by its number, with the accounts that members gave of it.
fn cycle(ledger: &Ledger, org: OrganisationId, cycle: &Notice<CycleWords>) -> Record {
    let mut texts = Texts::default();
    texts.one(CYCLE);
    for account in ledger.accounts.get(&cycle.id).into_iter().flatten() {
        texts.all([account.words().map(|words| &words.text)]);
        texts.0.extend(ledger.member_name(&account.stamp.about).map(str::to_owned));
    }
    Record {
        title: cycle.words().map(|words| words.year.to_string()).unwrap_or_default(),
        texts: texts.0,
        said_ms: cycle.wordings.last().map(|told| said_ms(told.stamp)).unwrap_or_default(),
        ..plain(org, RecordKind::Cycle, cycle.id)
    }
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
