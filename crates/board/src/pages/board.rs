use leptos::prelude::*;

use super::{WantingRows, section};
use crate::{
    components::{
        catalogue::catalogue_list,
        disclosure::{DisclosureRow, disclosure_list},
        empty_state::{EmptyState, empty_state},
        filter_links::{FilterLink, filter_links, folded_filters},
        organisation_list::{OrganisationNode, organisation_list},
        page_head::{PageHead, page_head},
        paging::{Paging, paging},
        pledge_row::{PledgeRow, pledge_list},
        said::said,
        search_form::{SearchForm, search_form},
        service_point::{ServicePointRow, service_point_list},
        succession::{Succession, succession},
        summary_figures::{SummaryFigures, summary_figures},
    },
    link::Link,
    words::Words,
};

/// The board of an organisation.
#[derive(Clone, Debug)]
pub struct BoardPage {
    /// Its name and the moment.
    pub head: PageHead,
    /// The log that its own continues.
    pub continues: Option<Succession>,
    /// The figures of its pledges; none where the clock cannot be trusted to tell which are overdue.
    pub figures: Option<SummaryFigures>,
    /// The search through its pledges, where the page has one.
    pub search: Option<SearchForm>,
    /// The filters by status.
    pub filters: Vec<FilterLink>,
    /// The filters by kind; none where all are of one.
    pub kinds: Vec<FilterLink>,
    /// The filters by yearly cycle; none where there is none.
    pub years: Vec<FilterLink>,
    /// The filters by field of service; none where all are in one.
    pub fields: Vec<FilterLink>,
    /// What else it leads to, each with a line about it: its years and its posts.
    pub also: Vec<(Link, String)>,
    /// The pledges on this page.
    pub pledges: Vec<PledgeRow>,
    /// Where in the pledges this page is.
    pub paging: Option<Paging>,
    /// What else answers a search, each with what it is.
    pub found: Vec<(Link, String)>,
    /// What it must disclose and has not; nothing where it has no catalogue.
    pub wanting: Option<WantingRows>,
    /// Its disclosures, the newest first.
    pub disclosures: Vec<DisclosureRow>,
    /// All of them, if there are more.
    pub disclosures_href: Option<String>,
    /// Its service points.
    pub service_points: Vec<ServicePointRow>,
    /// All of them, if there are more.
    pub points_href: Option<String>,
    /// The organisations below it.
    pub below: Vec<OrganisationNode>,
}

/// The board: figures, pledges, then what else the organisation publishes.
pub fn board_page(words: &'static Words, board: &BoardPage) -> AnyView {
    let disclosures = (!board.disclosures.is_empty()).then(|| {
        let list = disclosure_list(words, &board.disclosures);
        section("disclosures", words.disclosure.disclosures, with_all(words, list, board.disclosures_href.as_deref()))
    });
    let points = (!board.service_points.is_empty()).then(|| {
        let list = service_point_list(words, &board.service_points);
        section("points", words.service_point.service_points, with_all(words, list, board.points_href.as_deref()))
    });
    let below = (!board.below.is_empty())
        .then(|| section("below", words.organisation.organisations, organisation_list(words, &board.below)));
    view! {
        {page_head(words, &board.head)}
        {board.continues.as_ref().map(|continues| succession(words, continues))}
        {board.figures.filter(|figures| figures.total > 0).map(|figures| summary_figures(words, &figures))}
        {(!board.also.is_empty()).then(|| ways(words, &board.also))}
        {section("pledges", words.pledge.pledges, pledges(words, board))}
        {(!board.found.is_empty()).then(|| section("found", words.search.also_found, ways(words, &board.found)))}
        {board.wanting.as_ref().map(|wanting| wanting_rows(words, wanting))}
        {disclosures}
        {points}
        {below}
    }
    .into_any()
}

/// What is wanting by the catalogue, and the way to the whole of it.
fn wanting_rows(words: &'static Words, wanting: &WantingRows) -> AnyView {
    let content = view! {
        {wanting.counts.clone().map(|counts| view! { <p>{counts}</p> })}
        {(!wanting.rows.is_empty()).then(|| catalogue_list(words, &wanting.rows))}
        <p><a href=wanting.href.clone()>{words.disclosing.all_rows}</a></p>
    };
    section("catalogue", words.disclosing.catalogue, content.into_any())
}

/// Ways to other pages, each with a line about it.
fn ways(words: &'static Words, ways: &[(Link, String)]) -> AnyView {
    let ways = ways.iter().map(|(link, line)| {
        view! { <li><a href=link.href.clone()>{said(words, &link.label)}</a>" "<span class="also-line">{line.clone()}</span></li> }
    });
    view! { <ul class="also" role="list">{ways.collect_view()}</ul> }.into_any()
}

/// A list and the way to the whole of it.
fn with_all(words: &'static Words, list: AnyView, href: Option<&str>) -> AnyView {
    let all = href.map(|href| view! { <p><a href=href.to_owned()>{words.summary.all}</a></p> });
    view! { {list}{all} }.into_any()
}

fn pledges(words: &'static Words, board: &BoardPage) -> AnyView {
    let is_sought = board.search.as_ref().is_some_and(|search| search.found.is_some());
    // The first filter is all of them.
    let is_filtered = [&board.kinds, &board.years, &board.fields].into_iter().any(|filters| !filters.is_empty());
    let is_asked = is_sought || is_filtered;
    if !is_asked && board.pledges.is_empty() && board.filters.first().is_none_or(|all| all.count == 0) {
        let text = Some(words.pledge.none_text.to_owned());
        let none = empty_state(EmptyState { text, ..EmptyState::new(words.pledge.none_title) });
        return view! { {board.search.as_ref().map(|search| search_form(words, search))} {none} }.into_any();
    }
    let list = if board.pledges.is_empty() {
        empty_state(EmptyState::new(words.pledge.none_match))
    } else {
        pledge_list(words, &board.pledges)
    };
    let folded = |by, filters: &[FilterLink]| (!filters.is_empty()).then(|| folded_filters(by, filters));
    view! {
        {board.search.as_ref().map(|search| search_form(words, search))}
        {(!board.filters.is_empty()).then(|| filter_links(words, &board.filters))}
        {folded(words.pledging.by_kind, &board.kinds)}
        {folded(words.pledging.by_cycle, &board.years)}
        {folded(words.pledging.by_field, &board.fields)}
        {list}
        {board.paging.as_ref().map(|place| paging(words, place))}
    }
    .into_any()
}
