//! The catalogue of what must be disclosed, as pages show it.

use jiannuo_domain::{
    board::{Board, CatalogueRow, WordsState},
    calendar::Calendar,
    disclosing::{ItemStanding, ItemStatus, item_standing},
    ledger::{Ledger, Notice},
    words::{CatalogueWords, DisclosureWords, PeriodWords, TimeLimit},
};

use super::{
    Addresses, Context,
    board::{head, organisation_name},
    context::shown,
    disclosures::{in_force, notice_row, withdrawal},
    people::received,
    revisions::revisions,
};
use crate::{
    components::catalogue::{CatalogueDetails, CatalogueGroup, CatalogueItem, CatalogueState},
    link::Link,
    pages::{CataloguePage, WantingRows},
};

/// Wanting rows on a board; the rest are one link away.
const WANTING_ON_BOARD: usize = 6;

/// The catalogue as a page.
pub fn catalogue_page(ledger: &Ledger, board: &Board, addresses: &Addresses, context: &Context) -> CataloguePage {
    let mut groups: Vec<CatalogueGroup> = Vec::new();
    for row in &board.catalogue {
        let matter = row.row.words.as_ref().map(|words| words.matter.clone()).unwrap_or_default();
        let item = item(ledger, row, addresses, context);
        match groups.iter_mut().find(|group| group.matter == matter) {
            Some(group) => group.rows.push(item),
            None => groups.push(CatalogueGroup { matter, rows: vec![item] }),
        }
    }
    CataloguePage { head: head(ledger, context), counts: counts(board, context), groups }
}

/// What is wanting or due, for the board; nothing where there is no catalogue.
pub(super) fn wanting(ledger: &Ledger, board: &Board, addresses: &Addresses, context: &Context) -> Option<WantingRows> {
    if board.catalogue.is_empty() {
        return None;
    }
    let open = board
        .catalogue
        .iter()
        .filter(|row| context.verdicts && row.standing.as_ref().is_some_and(|standing| standing.status.is_open()));
    Some(WantingRows {
        counts: counts(board, context),
        rows: open.take(WANTING_ON_BOARD).map(|row| item(ledger, row, addresses, context)).collect(),
        href: addresses.catalogue(),
    })
}

/// How many rows there are, and how many of them are wanting; no verdict without a clock to trust.
fn counts(board: &Board, context: &Context) -> Option<String> {
    let of = |wanted: &[ItemStatus]| {
        let told = board.catalogue.iter().filter_map(|row| row.standing.as_ref());
        told.filter(|standing| wanted.contains(&standing.status)).count()
    };
    let asked = board.catalogue.iter().filter(|row| !row.row.is_withdrawn).count();
    let counts = context.words.disclosing.counts;
    context.verdicts.then(|| counts(asked, of(&[ItemStatus::Never, ItemStatus::Overdue]), of(&[ItemStatus::Due])))
}

fn item(ledger: &Ledger, row: &CatalogueRow, addresses: &Addresses, context: &Context) -> CatalogueItem {
    let standing = row.standing.as_ref().filter(|_| row.row.words_state == WordsState::Present);
    let notice = ledger.catalogue.get(&row.row.id);
    CatalogueItem {
        href: addresses.catalogue_item(&row.row.id),
        item: notice.map_or_else(
            || context.words.pledge.words_missing.into(),
            |notice| in_force(ledger, notice, context, |words| words.item.clone()),
        ),
        limit: row.row.words.as_ref().map(|words| limit(&words.time_limit, context)),
        state: standing.filter(|_| context.verdicts).map(|standing| state(standing, context)),
        last: row.standing.as_ref().and_then(|standing| last(ledger, standing, addresses)),
    }
}

fn state(standing: &ItemStanding, context: &Context) -> CatalogueState {
    let words = &context.words.disclosing;
    let about = standing.period.zip(standing.due).map(|(period, due)| {
        let (name, day) = (period_text(period, context), context.day_text(due));
        match standing.status {
            ItemStatus::Due | ItemStatus::Upcoming => (words.due_by)(&name, &day),
            _ => (words.was_due_by)(&name, &day),
        }
    });
    let about = about.filter(|_| standing.status != ItemStatus::Withdrawn);
    let missed = (standing.missed > 0).then(|| (words.missed)(standing.missed));
    let late = (standing.late > 0).then(|| (words.late)(standing.late));
    CatalogueState { status: standing.status, lines: [about, missed, late].into_iter().flatten().collect() }
}

/// The last disclosure that stands.
fn last(ledger: &Ledger, standing: &ItemStanding, addresses: &Addresses) -> Option<(Link, crate::time::Day)> {
    let notices = standing.disclosures.iter().rev().filter_map(|id| ledger.disclosures.get(id));
    let notice = notices.into_iter().find(|notice| notice.withdrawal.is_none())?;
    let words = notice.words()?;
    Some((Link::new(words.title.clone(), addresses.disclosure(&notice.id)), shown(words.date)))
}

/// A period's name.
pub fn period_text(period: PeriodWords, context: &Context) -> String {
    (context.words.disclosing.period)(period.every, period.period().label())
}

/// A time limit in words.
pub fn limit(limit: &TimeLimit, context: &Context) -> String {
    let words = &context.words.disclosing;
    match limit {
        TimeLimit::Every { every, from, days, count } => {
            let from = (words.limit_from)(&context.day_text(*from));
            format!("{} ({from})", (words.limit_every)(*every, *days, *count))
        }
        TimeLimit::Event { days, count } => (words.limit_event)(*days, *count),
        TimeLimit::AsWritten { written } => written.clone(),
    }
}

/// The elements of a row, each under its name.
pub(super) fn elements(words: &CatalogueWords, context: &Context, own_name: &str) -> Vec<(&'static str, String)> {
    let names = &context.words.disclosing;
    let channels: Vec<_> = words.channels.iter().map(|channel| (names.channel)(*channel)).collect();
    let optional = |name, text: &Option<String>| text.clone().map(|text| (name, text));
    [
        Some((names.matter, words.matter.clone())),
        optional(names.content, &words.content),
        optional(names.basis, &words.basis),
        Some((names.time_limit, limit(&words.time_limit, context))),
        Some((names.subject, words.subject.clone().unwrap_or_else(|| own_name.to_owned()))),
        (!channels.is_empty()).then(|| (names.channels, channels.join(", "))),
        Some((names.audience, words.audience.clone().unwrap_or_else(|| names.everybody.to_owned()))),
        Some((names.mode, (names.mode_is)(words.mode).to_owned())),
        Some((names.level, (context.words.organisation.level)(words.level).to_owned())),
        Some((context.words.disclosure.kind, (context.words.disclosure.affairs)(words.kind).to_owned())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A row on its own page.
pub fn catalogue_details(
    ledger: &Ledger,
    notice: &Notice<CatalogueWords>,
    addresses: &Addresses,
    context: &Context,
) -> CatalogueDetails {
    let standing = item_standing(ledger, notice, context.today);
    let readable = standing.as_ref().filter(|_| !ledger.needs_newer_app(&notice.id));
    let own_name = organisation_name(ledger, context);
    let named = standing.as_ref().map(|standing| standing.disclosures.clone()).unwrap_or_default();
    let disclosed = named.iter().rev().filter_map(|id| ledger.disclosures.get(id));
    CatalogueDetails {
        row: CatalogueItem {
            href: addresses.catalogue_item(&notice.id),
            item: in_force(ledger, notice, context, |words| words.item.clone()),
            limit: None,
            state: readable.filter(|_| context.verdicts).map(|standing| state(standing, context)),
            last: standing.as_ref().and_then(|standing| last(ledger, standing, addresses)),
        },
        check_href: addresses.check(&notice.id),
        elements: notice.words().map(|words| elements(words, context, &own_name)).unwrap_or_default(),
        withdrawn: withdrawal(ledger, notice, context),
        disclosures: disclosed
            .map(|one: &Notice<DisclosureWords>| notice_row(ledger, one, addresses, context))
            .collect(),
        published: notice.wordings.first().and_then(|told| received(&told.stamp)),
        revisions: revisions(ledger, &notice.wordings, context),
    }
}

/// The first year whose calendar is not published, of those that a day was counted through.
pub(super) fn missing_year(
    calendar: &Calendar,
    from: jiannuo_domain::day::Day,
    to: jiannuo_domain::day::Day,
) -> Option<i32> {
    (from.year()..=to.year()).find(|year| !calendar.years.contains_key(year))
}
