//! Everything that a device holds, ready to be searched.

use std::collections::{BTreeMap, BTreeSet};

use jiannuo_domain::day::Day;
use jiannuo_domain::id::{OrganisationId, RecordId};
use jiannuo_domain::kind::RecordKind;
use jiannuo_domain::ledger::Ledger;

use crate::filter::{Filter, State};
use crate::fold::fold;
use crate::gather::gather;
use crate::query::Query;
use crate::readings::Readings;

/// One record as it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Whose it is.
    pub org: OrganisationId,
    /// What it is.
    pub kind: RecordKind,
    /// Its identity.
    pub id: RecordId,
    /// What it is called by: a pledge's text, a title, a name.
    pub title: String,
    /// Everything else that it says; what is said first stands first.
    pub texts: Vec<String>,
    /// How it stands.
    pub state: State,
    /// The field of service.
    pub field: Option<String>,
    /// The post that it belongs to.
    pub post: Option<String>,
    /// Whose pledge it is.
    pub owner: Option<String>,
    /// The day by which it is due.
    pub due: Option<Day>,
    /// When it was said last, in milliseconds since 1970.
    pub said_ms: i64,
}

/// What one record is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    record: Record,
    title: String,
    /// All texts, a line each.
    texts: String,
}

impl Line {
    fn new(record: Record) -> Self {
        Self { title: fold(&record.title), texts: fold(&record.texts.join("\n")), record }
    }

    /// How well it answers, the best first; `None` when it does not.
    fn rank(&self, query: &Query, readings: Option<&Readings>) -> Option<u32> {
        let mut rank = 0;
        for word in query.words() {
            rank += if self.title.contains(word.text()) {
                0
            } else if self.texts.contains(word.text()) {
                1
            } else if word.is_in(&self.title, readings) {
                2
            } else if word.is_in(&self.texts, readings) {
                3
            } else {
                return None;
            };
        }
        Some(rank)
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found<'a> {
    /// The records, those whose title has the words as typed first, then the newest.
    pub records: Vec<&'a Record>,
    /// How many of each kind there would be if no kind were asked for.
    pub of_kind: Vec<(RecordKind, usize)>,
}

/// Everything that a device holds, ready to be searched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    lines: BTreeMap<(OrganisationId, RecordId), Line>,
}

impl Index {
    /// Takes in an organisation as it is on a day. What says the same as before stays as it is; how many records were made
    /// ready anew.
    pub fn update(&mut self, ledger: &Ledger, today: Day) -> usize {
        let org = ledger.acceptance().org();
        let mut present = BTreeSet::new();
        let mut renewed = 0;
        for record in gather(ledger, today) {
            let key = (org, record.id);
            present.insert(record.id);
            if self.lines.get(&key).is_none_or(|line| line.record != record) {
                self.lines.insert(key, Line::new(record));
                renewed += 1;
            }
        }
        self.lines.retain(|(other, id), _| *other != org || present.contains(id));
        renewed
    }

    /// Forgets all organisations but these.
    pub fn keep_only(&mut self, orgs: &[OrganisationId]) {
        self.lines.retain(|(org, _), _| orgs.contains(org));
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Every record.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.lines.values().map(|line| &line.record)
    }

    /// What answers a question on a day.
    pub fn find(&self, query: &Query, filter: &Filter, readings: Option<&Readings>, today: Day) -> Found<'_> {
        let mut of_kind: BTreeMap<usize, (RecordKind, usize)> = BTreeMap::new();
        let mut ranked = Vec::new();
        for line in self.lines.values().filter(|line| filter.holds_but_for_kind(&line.record, today)) {
            let Some(rank) = line.rank(query, readings) else { continue };
            let kind = line.record.kind;
            of_kind.entry(place(kind)).or_insert((kind, 0)).1 += 1;
            if filter.kind.is_none_or(|asked| asked == kind) {
                ranked.push((rank, &line.record));
            }
        }
        ranked.sort_by_key(|(rank, record)| (*rank, std::cmp::Reverse(record.said_ms), record.id));
        Found {
            records: ranked.into_iter().map(|(_, record)| record).collect(),
            of_kind: of_kind.into_values().collect(),
        }
    }
}

/// Where a kind stands among the others.
fn place(kind: RecordKind) -> usize {
    crate::gather::KINDS.iter().position(|known| *known == kind).unwrap_or(usize::MAX)
}
