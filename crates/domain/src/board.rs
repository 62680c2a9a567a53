//! A board: the public face of one log at a named position, for a named day, calendar and rules; its canonical JSON is
//! what a verifier recomputes (invariant I5, spec rule V1).
//!
//! Pages, tables and feeds are made from these rows. Deliberately absent: language and layout.

use jiannuo_tlog::Hash;
use serde::{Deserialize, Serialize};

use crate::canonical::{CanonicalError, to_canonical};
use crate::codes::Reason;
use crate::cycle::{CycleStanding, cycle_standing};
use crate::day::Day;
use crate::disclosing::{ItemStanding, NoticeStanding, item_standing, notice_standing};
use crate::id::{MemberId, OrganisationId, RecordId};
use crate::ledger::{Attestation, FOLD_VERSION, Ledger, Pledge, Receipt, Saying, Stamp, Told};
use crate::network;
use crate::quantity::Quantity;
use crate::reached::{Reached, reached};
use crate::relations::{Parts, Relations};
use crate::standing::{Standing, standing};
use crate::statement::LogName;
use crate::succession::Succession;
use crate::words::{
    CatalogueWords, CycleWords, DisclosureWords, Due, GuideWords, OrganisationWords, PledgeWords, PointWords, PostWords,
};

/// What a board is a function of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The organisation.
    pub org: OrganisationId,
    /// Which of its logs.
    pub log: LogName,
    /// How many entries were folded.
    pub size: u64,
    /// Which entries: the root of the log's tree at that size.
    pub root: Hash,
    /// The day in Shanghai.
    pub today: Day,
    /// The calendar's version.
    pub calendar: String,
    /// The rules' version.
    pub rules: String,
    /// The fold's version.
    pub fold: u32,
}

/// A person as boards show them; a name can have been erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The member.
    pub member: MemberId,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

/// Whether words can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordsState {
    /// They can.
    Present,
    /// They were removed for good.
    Erased,
    /// They are not here.
    Missing,
    /// They need a newer version.
    NeedsNewerApp,
}

/// What a board tells of words that were removed for good (spec rule E1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedRow {
    /// The kind of reason.
    pub reason: Reason,
    /// The secretary who erased them, for the organisation whose board this is.
    pub by: Person,
    /// When the log received that; absent on a device that has not published it yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_ms: Option<i64>,
}

/// One pledge on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeRow {
    /// Its identity, the last part of its address.
    pub id: RecordId,
    /// Whose it is.
    pub owner: Person,
    /// Who entered it, when somebody else did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<Person>,
    /// Whether the owner stands by what was entered for them; absent when they entered it themself or have not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attested: Option<bool>,
    /// Whether its words can be shown.
    pub words_state: WordsState,
    /// When, by whom and for what kind of reason its words were erased, if they were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased: Option<ErasedRow>,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<PledgeWords>,
    /// How it stands.
    pub standing: Standing,
    /// How far it is, where more than an amount tells that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<Reached>,
    /// How many parts it has and how many are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts>,
    /// The other side of a two-way pledge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pair: Option<PairRow>,
    /// Whether its wording was ever changed.
    pub is_revised: bool,
    /// When it was first written, by the device's clock.
    pub written_ms: i64,
    /// When it was received, by the log's clock; absent on a device that has not published it yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_ms: Option<i64>,
}

impl PledgeRow {
    /// How much is to be done.
    pub fn target(&self) -> Option<Quantity> {
        self.words.as_ref().and_then(|words| words.quantity)
    }
}

/// The other side of a two-way pledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairRow {
    /// The pledge that answers.
    pub pledge: RecordId,
    /// Whose it is.
    pub with: Person,
    /// Whether it stands, and both name each other.
    pub is_answered: bool,
}

/// A post of the catalogue on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostRow {
    /// Its identity.
    pub id: RecordId,
    /// Whether its words can be shown.
    pub words_state: WordsState,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<PostWords>,
    /// Whether it was withdrawn.
    pub is_withdrawn: bool,
    /// Who holds it.
    pub holders: Vec<Person>,
    /// The pledges for it.
    pub pledges: Vec<RecordId>,
}

/// A yearly cycle on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CycleRow {
    /// Its identity.
    pub id: RecordId,
    /// Whether its words can be shown.
    pub words_state: WordsState,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<CycleWords>,
    /// How it stands on the day.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub standing: Option<CycleStanding>,
}

/// When somebody last looked whether a service point's description holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedRow {
    /// The day in Shanghai.
    pub on: Day,
    /// Who did: by publishing, by correcting, or by saying so.
    pub by: Person,
    /// Whether that is longer ago than the rules want (spec rule T11).
    pub is_stale: bool,
}

/// One disclosure, service point or service guide on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRow<W> {
    /// Its identity.
    pub id: RecordId,
    /// Whether its words can be shown.
    pub words_state: WordsState,
    /// When, by whom and for what kind of reason its words were erased, if they were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased: Option<ErasedRow>,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<W>,
    /// Whether it was withdrawn.
    pub is_withdrawn: bool,
    /// Whether its wording was ever changed.
    pub is_revised: bool,
    /// When it was first received, by the log's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_ms: Option<i64>,
    /// Of a service point that is open: when somebody last looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<CheckedRow>,
    /// Of a disclosure: whether the day is past until which its names are for everybody; text, tables and files are left
    /// out of its words then (spec rule V7).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub names_are_past: bool,
}

/// One row of the catalogue of what must be disclosed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueRow {
    /// The rule.
    #[serde(flatten)]
    pub row: NoticeRow<CatalogueWords>,
    /// How it stands; absent where its words are not there to tell what is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<ItemStanding>,
}

/// A board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// What it is a function of.
    pub identity: Identity,
    /// What the organisation says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationWords>,
    /// The log that this one continues, and what of it is missing; absent from the board of a log that continues none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeds: Option<Succession>,
    /// Pledges: what needs attention first, then by due date.
    pub pledges: Vec<PledgeRow>,
    /// The catalogue of posts, by class and title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<PostRow>,
    /// Yearly cycles, the latest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cycles: Vec<CycleRow>,
    /// Disclosures, the latest first.
    pub disclosures: Vec<NoticeRow<DisclosureWords>>,
    /// The catalogue of what must be disclosed: what is wanting first, then by matter and item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub catalogue: Vec<CatalogueRow>,
    /// How the public notices among the disclosures stand: what is wanting first, then by their last day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub public_notices: Vec<NoticeStanding>,
    /// Service points, by level and name.
    pub points: Vec<NoticeRow<PointWords>>,
    /// Service guides, by group and matter.
    #[serde(default)]
    pub guides: Vec<NoticeRow<GuideWords>>,
}

impl Board {
    /// The board of a log on a day; `root` is that of the log's tree at the size that was folded.
    pub fn of(ledger: &Ledger, root: Hash, today: Day) -> Self {
        let relations = Relations::of(ledger);
        let row = |pledge: &Pledge| pledge_row(ledger, &relations, pledge, today);
        let mut pledges: Vec<_> = ledger.pledges.values().map(row).collect();
        let place = |row: &PledgeRow| {
            let rank = crate::standing::Status::ALL.iter().position(|status| *status == row.standing.status);
            (rank, row.standing.due.is_none(), row.standing.due, row.received_ms, row.id)
        };
        pledges.sort_by_cached_key(place);
        let mut disclosures: Vec<_> =
            ledger.disclosures.values().map(|notice| disclosure_row(ledger, notice, today)).collect();
        disclosures.sort_by_cached_key(|row: &NoticeRow<DisclosureWords>| {
            (std::cmp::Reverse(row.words.as_ref().map(|words| words.date)), row.id)
        });
        let mut points: Vec<_> = ledger.points.values().map(|notice| point_row(ledger, notice, today)).collect();
        points.sort_by_cached_key(|row: &NoticeRow<PointWords>| {
            (row.words.as_ref().map(|words| (words.level, words.name.clone())), row.id)
        });
        Self {
            identity: identity(ledger, root, today),
            organisation: ledger.organisation_words().cloned(),
            succeeds: ledger.succeeds,
            pledges,
            posts: post_rows(ledger, &relations),
            cycles: cycle_rows(ledger, &relations, today),
            disclosures,
            catalogue: catalogue_rows(ledger, today),
            public_notices: public_notices(ledger, today),
            points,
            guides: guides(ledger),
        }
    }

    /// Its canonical JSON.
    ///
    /// # Errors
    /// Never for a board made by [`Board::of`]; the type is the serialiser's.
    pub fn to_json(&self) -> Result<String, CanonicalError> {
        to_canonical(self)
    }
}

/// What the board of a log on a day is a function of; `root` is that of the log's tree at the size that was folded.
pub fn identity(ledger: &Ledger, root: Hash, today: Day) -> Identity {
    Identity {
        org: ledger.acceptance().org(),
        log: ledger.acceptance().log(),
        size: ledger.acceptance().size(),
        root,
        today,
        calendar: ledger.calendar.version.clone(),
        rules: ledger.rules.version.clone(),
        fold: FOLD_VERSION,
    }
}

/// A member as boards show them.
pub fn person(ledger: &Ledger, member: MemberId) -> Person {
    let words = ledger.members.get(&member).and_then(crate::ledger::Member::words);
    Person { member, name: words.map(|words| words.name.clone()), post: words.and_then(|words| words.post.clone()) }
}

/// One pledge as boards show it.
pub fn pledge_row(ledger: &Ledger, relations: &Relations, pledge: &Pledge, today: Day) -> PledgeRow {
    let first = pledge.wordings.first().map(|told| told.stamp);
    let last = pledge.wordings.last();
    let entered = first.filter(Stamp::is_entered_for_another);
    PledgeRow {
        id: pledge.id,
        owner: person(ledger, pledge.owner),
        entered_by: entered.map(|stamp| person(ledger, stamp.signer)),
        attested: entered.and_then(|stamp| match stamp.attestation {
            Attestation::Silent => None,
            Attestation::Attested => Some(true),
            Attestation::Contested => Some(false),
        }),
        words_state: words_state(ledger, pledge.id, last.map(|told| &told.saying)),
        erased: last.and_then(|told| erased(ledger, told)),
        words: pledge.words().cloned(),
        standing: standing(pledge, today, &ledger.calendar, &ledger.rules),
        reached: reached(pledge),
        parts: relations.count_parts(ledger, &pledge.id),
        pair: pair_row(ledger, &pledge.id),
        is_revised: pledge.is_revised(),
        written_ms: first.map_or(0, |stamp| stamp.written_ms),
        received_ms: first.and_then(received_ms),
    }
}

/// The catalogue as boards show it.
pub fn catalogue_rows(ledger: &Ledger, today: Day) -> Vec<CatalogueRow> {
    let rows = ledger
        .catalogue
        .values()
        .map(|notice| CatalogueRow { row: notice_row(ledger, notice), standing: item_standing(ledger, notice, today) });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_cached_key(|one| {
        let names = one.row.words.as_ref().map(|words| (words.matter.clone(), words.item.clone()));
        (one.standing.as_ref().map(|standing| standing.status), names, one.row.id)
    });
    rows
}

fn pair_row(ledger: &Ledger, pledge: &RecordId) -> Option<PairRow> {
    let pairing = ledger.acceptance().record(pledge)?.pairing?;
    Some(PairRow {
        pledge: pairing.record,
        with: person(ledger, pairing.counterpart),
        is_answered: ledger.acceptance().other_side(pledge).is_some(),
    })
}

/// The catalogue of posts with who holds them; a withdrawn one stays and says so.
pub fn post_rows(ledger: &Ledger, relations: &Relations) -> Vec<PostRow> {
    let row = |post: &crate::ledger::Notice<PostWords>| PostRow {
        id: post.id,
        words_state: words_state(ledger, post.id, post.wordings.last().map(|told| &told.saying)),
        words: post.words().cloned(),
        is_withdrawn: post.withdrawal.is_some(),
        holders: ledger.holders(&post.id).into_iter().map(|(member, _)| person(ledger, member)).collect(),
        pledges: relations.for_post(&post.id).to_vec(),
    };
    let mut rows: Vec<_> = ledger.posts.values().map(row).collect();
    rows.sort_by_cached_key(|row: &PostRow| {
        (row.is_withdrawn, row.words.as_ref().map(|words| (words.class.clone(), words.title.clone())), row.id)
    });
    rows
}

fn public_notices(ledger: &Ledger, today: Day) -> Vec<NoticeStanding> {
    let told = ledger.disclosures.values().filter_map(|notice| notice_standing(ledger, notice, today));
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|one| (one.status, one.until, one.disclosure));
    told
}

fn cycle_rows(ledger: &Ledger, relations: &Relations, today: Day) -> Vec<CycleRow> {
    let row = |cycle: &crate::ledger::Notice<CycleWords>| CycleRow {
        id: cycle.id,
        words_state: words_state(ledger, cycle.id, cycle.wordings.last().map(|told| &told.saying)),
        words: cycle.words().cloned(),
        standing: cycle_standing(ledger, relations, cycle.id, today),
    };
    let mut rows: Vec<_> = ledger.cycles.values().map(row).collect();
    rows.sort_by_cached_key(|row: &CycleRow| (std::cmp::Reverse(row.words.as_ref().map(|words| words.year)), row.id));
    rows
}

fn notice_row<W: crate::words::Words + Clone>(ledger: &Ledger, notice: &crate::ledger::Notice<W>) -> NoticeRow<W> {
    let last = notice.wordings.last();
    NoticeRow {
        id: notice.id,
        words_state: words_state(ledger, notice.id, last.map(|told| &told.saying)),
        erased: last.and_then(|told| erased(ledger, told)),
        words: notice.words().cloned(),
        is_withdrawn: notice.withdrawal.is_some(),
        is_revised: notice.wordings.len() > 1,
        received_ms: notice.wordings.first().and_then(|told| received_ms(told.stamp)),
        checked: None,
        names_are_past: false,
    }
}

/// A disclosure without what names people once the day is past until which they are for everybody.
fn disclosure_row(
    ledger: &Ledger,
    notice: &crate::ledger::Notice<DisclosureWords>,
    today: Day,
) -> NoticeRow<DisclosureWords> {
    let row = notice_row(ledger, notice);
    if !notice_standing(ledger, notice, today).is_some_and(|standing| standing.names_are_past) {
        return row;
    }
    NoticeRow { words: row.words.map(DisclosureWords::without_names), names_are_past: true, ..row }
}

fn point_row(ledger: &Ledger, notice: &crate::ledger::Notice<PointWords>, today: Day) -> NoticeRow<PointWords> {
    let stamp = network::last_checked(ledger, notice).filter(|_| notice.withdrawal.is_none());
    let checked = stamp.map(|stamp| CheckedRow {
        on: network::day_of(stamp),
        by: person(ledger, stamp.about),
        is_stale: network::is_stale(ledger, notice, today),
    });
    NoticeRow { checked, ..notice_row(ledger, notice) }
}

fn guides(ledger: &Ledger) -> Vec<NoticeRow<GuideWords>> {
    let mut guides: Vec<_> = ledger.guides.values().map(|notice| notice_row(ledger, notice)).collect();
    guides.sort_by_cached_key(|row: &NoticeRow<GuideWords>| {
        // What stands under no heading comes last.
        let place = row.words.as_ref().map(|words| (words.group.is_none(), words.group.clone(), words.matter.clone()));
        (row.is_withdrawn, place, row.id)
    });
    guides
}

fn erased<W>(ledger: &Ledger, told: &Told<W>) -> Option<ErasedRow> {
    let erasure = ledger.erasures.get(&told.stamp.entry)?;
    let by = person(ledger, erasure.stamp.signer);
    Some(ErasedRow { reason: erasure.reason, by, received_ms: received_ms(erasure.stamp) })
}

const fn received_ms(stamp: Stamp) -> Option<i64> {
    match stamp.receipt {
        Receipt::Logged { received_ms, .. } => Some(received_ms),
        Receipt::Pending => None,
    }
}

fn words_state<W>(ledger: &Ledger, record: RecordId, saying: Option<&Saying<W>>) -> WordsState {
    match saying {
        _ if ledger.needs_newer_app(&record) => WordsState::NeedsNewerApp,
        Some(Saying::Words(_)) => WordsState::Present,
        Some(Saying::Erased) => WordsState::Erased,
        Some(Saying::Newer) => WordsState::NeedsNewerApp,
        Some(Saying::Missing) | None => WordsState::Missing,
    }
}

/// What was written for a due date that cannot be computed.
pub fn due_as_written(words: &PledgeWords) -> Option<&str> {
    match &words.due {
        Due::AsWritten { written } => Some(written),
        _ => None,
    }
}

#[cfg(all(test, feature = "software-keys"))]
mod tests;
