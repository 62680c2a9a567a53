//! The filters by kind, by year and by field of service: a plain link for each that some pledge has.

use std::collections::BTreeMap;

use jiannuo_domain::{board::PledgeRow as Row, ledger::Ledger, words::PledgeKind};

use super::{Addresses, BoardFilter, Context, context::count, years::cycle_title};
use crate::{components::filter_links::FilterLink, link::Link};

/// Fields of service that are offered, the commonest first: more links than this are no help on a phone.
const FIELDS_OFFERED: usize = 12;

/// A link for each kind that some pledge has; none where all are of one kind.
pub(super) fn kind_filters(
    rows: &[&Row],
    filter: &BoardFilter,
    addresses: &Addresses,
    context: &Context,
) -> Vec<FilterLink> {
    let others: Vec<_> = rows.iter().filter(|row| BoardFilter { kind: None, ..filter.clone() }.has_row(row)).collect();
    let number = |kind: PledgeKind| others.iter().filter(|row| kind_of(row) == Some(kind)).count();
    let link = |kind: Option<PledgeKind>, label: &str, number: usize| FilterLink {
        link: Link::new(label, addresses.board(&BoardFilter { kind, page: 1, ..filter.clone() }.to_query())),
        count: count(number),
        is_current: filter.kind == kind,
    };
    let each = PledgeKind::ALL.into_iter().map(|kind| (kind, number(kind)));
    let each: Vec<_> = each.filter(|(kind, number)| *number > 0 || filter.kind == Some(*kind)).collect();
    if each.len() < 2 && filter.kind.is_none() {
        return Vec::new();
    }
    let all = link(None, context.words.summary.all, others.len());
    let each = each.into_iter().map(|(kind, number)| link(Some(kind), (context.words.pledging.kind)(kind), number));
    std::iter::once(all).chain(each).collect()
}

/// A link for each yearly cycle, the latest first; none where there is no cycle.
pub(super) fn cycle_filters(
    ledger: &Ledger,
    rows: &[&Row],
    filter: &BoardFilter,
    addresses: &Addresses,
    context: &Context,
) -> Vec<FilterLink> {
    if ledger.cycles.is_empty() {
        return Vec::new();
    }
    let link = |cycle, label: String| {
        let filter = BoardFilter { cycle, page: 1, ..filter.clone() };
        let number = rows.iter().filter(|row| filter.has_row(row)).count();
        (Link::new(label, addresses.board(&filter.to_query())), count(number))
    };
    let mut cycles: Vec<_> = ledger.cycles.values().collect();
    cycles.sort_by_key(|cycle| (std::cmp::Reverse(cycle.words().map(|words| words.year)), cycle.id));
    let each = cycles.into_iter().map(|cycle| (Some(cycle.id), cycle_title(cycle, context)));
    let all = std::iter::once((None, context.words.summary.all.to_owned()));
    let shown = |(cycle, label)| {
        let (link, count) = link(cycle, label);
        FilterLink { link, count, is_current: filter.cycle == cycle }
    };
    all.chain(each).map(shown).collect()
}

/// A link for each field of service that some pledge has; none where there is only one.
pub(super) fn field_filters(
    rows: &[&Row],
    filter: &BoardFilter,
    addresses: &Addresses,
    context: &Context,
) -> Vec<FilterLink> {
    let others = rows.iter().filter(|row| BoardFilter { field: None, ..filter.clone() }.has_row(row));
    let (mut all, mut fields) = (0, BTreeMap::<String, usize>::new());
    for row in others {
        all += 1;
        if let Some(field) = row.words.as_ref().and_then(|words| words.field.clone()) {
            *fields.entry(field).or_default() += 1;
        }
    }
    if let Some(current) = &filter.field {
        fields.entry(current.clone()).or_default();
    }
    if fields.len() < 2 && filter.field.is_none() {
        return Vec::new();
    }
    let link = |field: Option<String>, label: String, number: usize| FilterLink {
        is_current: filter.field == field,
        link: Link::new(label, addresses.board(&BoardFilter { field, page: 1, ..filter.clone() }.to_query())),
        count: count(number),
    };
    let mut common: Vec<_> = fields.into_iter().collect();
    common.sort_by_key(|(field, number)| (filter.field.as_ref() != Some(field), std::cmp::Reverse(*number)));
    common.truncate(FIELDS_OFFERED);
    let each = common.into_iter().map(|(field, number)| link(Some(field.clone()), field, number));
    std::iter::once(link(None, context.words.summary.all.to_owned(), all)).chain(each).collect()
}

fn kind_of(row: &Row) -> Option<PledgeKind> {
    row.words.as_ref().map(|words| words.kind)
}
