//! What a search of a board finds besides pledges.

use jiannuo_domain::{kind::RecordKind, ledger::Ledger};
use jiannuo_finding::{
    Query, Record, State,
    gather::{KINDS, gather_published},
};

use super::{Addresses, Context};
use crate::{link::Link, words::Words};

/// Records that are listed beside the pledges; whoever gets more asks for a word more.
const FOUND_LISTED: usize = 50;

/// Each record in force that answers, with what kind it is of, kind after kind; nothing where nothing is sought.
pub(super) fn found(ledger: &Ledger, query: &Query, addresses: &Addresses, context: &Context) -> Vec<(Link, String)> {
    if query.is_empty() {
        return Vec::new();
    }
    let answers = |record: &Record| {
        let texts = std::iter::once(&record.title).chain(&record.texts).map(String::as_str);
        record.state != State::Withdrawn && query.is_in(texts, context.readings)
    };
    let mut records: Vec<_> = gather_published(ledger, context.today).filter(answers).collect();
    records.sort_by_key(|record| {
        let place = KINDS.iter().position(|kind| *kind == record.kind);
        (place, std::cmp::Reverse(record.said_ms), record.id)
    });
    let link = |record: Record| {
        let href = address(&record, addresses)?;
        let kind = kind_label(context.words, record.kind)?;
        Some((Link::new(found_title(context.words, &record), href), kind.to_owned()))
    };
    records.into_iter().filter_map(link).take(FOUND_LISTED).collect()
}

/// Whether there is something to find besides pledges.
pub(super) fn is_worth_searching(ledger: &Ledger) -> bool {
    !ledger.disclosures.is_empty()
        || !ledger.points.is_empty()
        || !ledger.guides.is_empty()
        || !ledger.posts.is_empty()
        || !ledger.catalogue.is_empty()
}

/// What a found record is called; a year bears only its number until it is shown.
pub fn found_title(words: &Words, record: &Record) -> String {
    let year = (record.kind == RecordKind::Cycle).then(|| record.title.parse().ok()).flatten();
    year.map_or_else(|| record.title.clone(), words.pledging.cycle_of)
}

/// What a kind of records that can be found is called, members left out.
pub const fn kind_label(words: &Words, kind: RecordKind) -> Option<&'static str> {
    Some(match kind {
        RecordKind::Pledge => words.pledge.pledges,
        RecordKind::Disclosure => words.disclosure.disclosures,
        RecordKind::CatalogueItem => words.disclosing.catalogue,
        RecordKind::Point => words.service_point.service_points,
        RecordKind::Guide => words.network.guides,
        RecordKind::Organisation => words.network.contacts,
        RecordKind::Post => words.pledging.posts,
        RecordKind::Cycle => words.pledging.cycle,
        _ => return None,
    })
}

/// Where a found record has its page.
pub fn address(record: &Record, addresses: &Addresses) -> Option<String> {
    let id = &record.id;
    Some(match record.kind {
        RecordKind::Pledge => addresses.pledge(id),
        RecordKind::Disclosure => addresses.disclosure(id),
        RecordKind::CatalogueItem => addresses.catalogue_item(id),
        RecordKind::Point => addresses.point(id),
        RecordKind::Guide => addresses.guide(id),
        RecordKind::Organisation => addresses.contacts(),
        RecordKind::Post => addresses.post(id),
        RecordKind::Cycle => addresses.cycle(id),
        _ => return None,
    })
}
