use jiannuo_domain::{
    board::{Board, PledgeRow as Row},
    ledger::{Ledger, Pledge, Told},
    standing::{Standing, Status},
    words::PledgeWords,
};
use jiannuo_finding::{Query, gather::pledge_texts};

use super::{
    Addresses, BoardFilter, Context, PLEDGES_A_PAGE,
    catalogue::wanting,
    context::count,
    disclosures::disclosure_rows,
    due::{due, progress},
    found::{found, is_worth_searching},
    kinds::{other_progress, row_kinds},
    network::ways,
    people::byline,
    placeholder,
    points::point_rows,
    posts,
    questions::{cycle_filters, field_filters, kind_filters},
    status::{row_tags, shown_standing, tag},
    years,
};
use crate::{
    Language,
    components::{
        byline::Byline,
        filter_links::FilterLink,
        organisation_list::OrganisationNode,
        page_head::PageHead,
        paging::Paging,
        pledge_row::PledgeRow,
        search_form::SearchForm,
        succession::{Missing, Succession},
        summary_figures::SummaryFigures,
    },
    link::Link,
    pages::BoardPage,
};

/// Disclosures on a board; the rest are one link away. A village publishes about one a week: a month and a half.
const DISCLOSURES_ON_BOARD: usize = 6;
/// Service points on a board; a township has a centre and a point in each of about ten villages.
const POINTS_ON_BOARD: usize = 12;

/// The board of an organisation.
pub fn board_page(
    ledger: &Ledger,
    board: &Board,
    addresses: &Addresses,
    context: &Context,
    filter: &BoardFilter,
    below: Vec<OrganisationNode>,
) -> BoardPage {
    let asked = |row: &&Row| filter.member.is_none_or(|member| row.owner.member == member);
    let asked: Vec<&Row> = board.pledges.iter().filter(asked).collect();
    let has_pledges = !asked.is_empty();
    let every = asked.iter().map(|row| shown_standing(ledger, row, context).status);
    let figures = context.verdicts.then(|| counted(every));
    let query = Query::new(&filter.sought);
    let sought = |row: &&Row| query.is_in(pledge_texts(row).into_iter(), context.readings);
    let asked: Vec<&Row> = asked.into_iter().filter(sought).collect();
    let kinds = kind_filters(&asked, filter, addresses, context);
    let years = cycle_filters(ledger, &asked, filter, addresses, context);
    let fields = field_filters(&asked, filter, addresses, context);
    let rows: Vec<_> = asked
        .into_iter()
        .filter(|row| filter.has_words(row.words.as_ref()))
        .map(|row| (row, shown_standing(ledger, row, context)))
        .collect();
    let matching: Vec<_> =
        rows.iter().filter(|(_, standing)| filter.status.is_none_or(|status| standing.status == status)).collect();
    let pages = matching.len().div_ceil(PLEDGES_A_PAGE).max(1);
    let filter = BoardFilter { page: filter.page.clamp(1, pages), ..filter.clone() };
    let pledges = matching.iter().skip((filter.page - 1) * PLEDGES_A_PAGE).take(PLEDGES_A_PAGE);
    let mut disclosures = disclosure_rows(ledger, board, addresses, context);
    let mut service_points = point_rows(ledger, board, addresses, context);
    let disclosures_href = (disclosures.len() > DISCLOSURES_ON_BOARD).then(|| addresses.disclosures());
    let points_href = (service_points.len() > POINTS_ON_BOARD).then(|| addresses.points());
    disclosures.truncate(DISCLOSURES_ON_BOARD);
    service_points.truncate(POINTS_ON_BOARD);
    BoardPage {
        head: head(ledger, context),
        continues: ledger.succeeds.as_ref().map(continues),
        figures,
        search: (has_pledges || is_worth_searching(ledger)).then(|| search(&filter, matching.len(), addresses)),
        filters: filters(&rows, &filter, addresses, context),
        kinds,
        years,
        fields,
        also: also(ledger, addresses, context),
        pledges: pledges.map(|(row, standing)| shown_row(ledger, row, standing, addresses, context)).collect(),
        paging: (pages > 1).then(|| paging(&filter, pages, addresses)),
        found: found(ledger, &query, addresses, context),
        wanting: wanting(ledger, board, addresses, context),
        disclosures,
        disclosures_href,
        service_points,
        points_href,
        below,
    }
}

/// The log that a board's own continues. Its organisation's identity leads to its board wherever both are kept.
fn continues(old: &jiannuo_domain::succession::Succession) -> Succession {
    let missing = Missing { first: old.first_missing(), last: old.size };
    Succession::Continues { missing, href: format!("/o/{}/", old.org) }
}

/// The organisation's name in the language of the page, or what stands in its place.
pub fn organisation_name(ledger: &Ledger, context: &Context) -> String {
    let Some(told) = ledger.organisation.last() else { return context.words.pledge.words_missing.to_owned() };
    placeholder::said(ledger, told, context, |words| {
        let english = words.name_english.as_ref().filter(|_| context.words.language == Language::English);
        english.unwrap_or(&words.name).clone()
    })
}

pub(super) fn head(ledger: &Ledger, context: &Context) -> PageHead {
    let level = ledger.organisation_words().map(|words| (context.words.organisation.level)(words.level).to_owned());
    PageHead { title: organisation_name(ledger, context), kind: level, as_at: context.as_at() }
}

/// The figures of all pledges of a board.
pub fn figures(ledger: &Ledger, board: &Board, context: &Context) -> SummaryFigures {
    counted(board.pledges.iter().map(|row| shown_standing(ledger, row, context).status))
}

fn counted(statuses: impl Iterator<Item = Status>) -> SummaryFigures {
    statuses.fold(SummaryFigures::default(), |mut figures, status| {
        figures.total += 1;
        match status {
            Status::Overdue => figures.overdue += 1,
            Status::Published | Status::InProgress | Status::DueSoon | Status::InGrace => figures.in_progress += 1,
            Status::Claimed => figures.awaiting += 1,
            Status::Confirmed => figures.fulfilled += 1,
            Status::NotFulfilled => figures.not_fulfilled += 1,
            Status::Disputed | Status::Withdrawn => {}
        }
        figures
    })
}

/// A link for all, one for each status that some pledge has, and the one in force.
fn filters(
    rows: &[(&Row, Standing)],
    filter: &BoardFilter,
    addresses: &Addresses,
    context: &Context,
) -> Vec<FilterLink> {
    let link = |status: Option<Status>, label: &'static str, number: usize| FilterLink {
        link: Link::new(label, addresses.board(&BoardFilter { status, page: 1, ..filter.clone() }.to_query())),
        count: count(number),
        is_current: filter.status == status,
    };
    let all = link(None, context.words.summary.all, rows.len());
    let each = Status::ALL.into_iter().filter_map(|status| {
        let number = rows.iter().filter(|(_, standing)| standing.status == status).count();
        let is_wanted = number > 0 || filter.status == Some(status);
        is_wanted.then(|| link(Some(status), (context.words.status)(tag(status)), number))
    });
    std::iter::once(all).chain(each).collect()
}

/// The search through what the other conditions leave.
fn search(filter: &BoardFilter, found: usize, addresses: &Addresses) -> SearchForm {
    let kept = [
        filter.status.map(|status| ("status", status.code().to_owned())),
        filter.kind.map(|kind| ("kind", kind.code().to_owned())),
        filter.cycle.map(|cycle| ("cycle", cycle.to_string())),
        filter.field.clone().map(|field| ("field", field)),
        filter.member.map(|member| ("member", member.to_string())),
    ];
    let all = BoardFilter { sought: String::new(), page: 1, ..filter.clone() };
    SearchForm {
        action: addresses.organisation().to_owned(),
        sought: filter.sought.clone(),
        kept: kept.into_iter().flatten().collect(),
        found: (!filter.sought.is_empty()).then(|| count(found)),
        clear_href: addresses.board(&all.to_query()),
    }
}

/// What else the board leads to, with a line about it: its years and its posts.
fn also(ledger: &Ledger, addresses: &Addresses, context: &Context) -> Vec<(Link, String)> {
    let mut lines = years::lines(ledger, addresses, context);
    let (posts, free) = posts::counted(ledger);
    if posts > 0 {
        let words = &context.words.pledging;
        let counted = (words.posts_counted)(count(posts), count(free));
        lines.push((Link::new(words.posts, addresses.posts()), counted));
    }
    lines.extend(ways(ledger, addresses, context));
    lines
}

fn paging(filter: &BoardFilter, pages: usize, addresses: &Addresses) -> Paging {
    let href = |page| addresses.board(&BoardFilter { page, ..filter.clone() }.to_query());
    Paging {
        page: count(filter.page),
        pages: count(pages),
        previous_href: (filter.page > 1).then(|| href(filter.page - 1)),
        next_href: (filter.page < pages).then(|| href(filter.page + 1)),
    }
}

/// A pledge in a list.
pub fn pledge_row(ledger: &Ledger, row: &Row, addresses: &Addresses, context: &Context) -> PledgeRow {
    shown_row(ledger, row, &shown_standing(ledger, row, context), addresses, context)
}

fn shown_row(ledger: &Ledger, row: &Row, standing: &Standing, addresses: &Addresses, context: &Context) -> PledgeRow {
    let pledge = ledger.pledges.get(&row.id);
    let words = row.words.as_ref();
    PledgeRow {
        href: addresses.pledge(&row.id),
        check_href: addresses.check(&row.id),
        text: placeholder::pledge_text(ledger, pledge, row.words_state, context),
        field: words.and_then(|words| words.field.clone()),
        by: pledger(ledger, pledge, addresses, context),
        due: due(ledger, pledge, row.words_state, standing, context),
        statuses: row_tags(row, standing),
        progress: progress(words, standing.done).or_else(|| other_progress(row, context)),
        kinds: row_kinds(ledger, row, addresses, context),
    }
}

/// Who made it.
pub(super) fn pledger(ledger: &Ledger, pledge: Option<&Pledge>, addresses: &Addresses, context: &Context) -> Byline {
    let first = pledge.and_then(|pledge| pledge.wordings.first());
    let by = |told: &Told<PledgeWords>| Byline {
        href: Some(addresses.member(&told.stamp.about)),
        ..byline(ledger, &told.stamp, context)
    };
    first.map(by).unwrap_or_default()
}
