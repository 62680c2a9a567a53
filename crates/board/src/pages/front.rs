use leptos::prelude::*;

use super::section;
use crate::{
    components::{
        empty_state::{EmptyState, empty_state},
        notice::{Notice, NoticeKind, notice},
        organisation_list::{OrganisationNode, organisation_list},
        page_head::{PageHead, page_head},
        pledge_row::{PledgeRow, pledge_list},
        summary_figures::{SummaryFigures, summary_figures},
    },
    time::Day,
    words::Words,
};

/// The front page of a store.
#[derive(Clone, Debug)]
pub struct FrontPage {
    /// The name of the district or whatever the store is for.
    pub head: PageHead,
    /// The day that was asked for in place of today.
    pub asked_day: Option<Day>,
    /// The figures over all organisations.
    pub figures: SummaryFigures,
    /// The pledges that want to be looked at first: overdue and due soon.
    pub pressing: Vec<PledgeRow>,
    /// The tree of organisations.
    pub organisations: Vec<OrganisationNode>,
}

/// The front page: figures, what presses, then the way to each board.
pub fn front_page(words: &'static Words, front: &FrontPage) -> AnyView {
    let organisations = if front.organisations.is_empty() {
        empty_state(EmptyState::new(words.organisation.none))
    } else {
        organisation_list(words, &front.organisations)
    };
    let pressing = (!front.pressing.is_empty())
        .then(|| section("pressing", words.pledge.pressing, pledge_list(words, &front.pressing)));
    let asked_day = front.asked_day.map(|day| {
        let (title, text) = (words.organisation.as_on)(&(words.time.day)(day));
        notice(words, Notice { kind: NoticeKind::Information, title, text: Some(text) })
    });
    view! {
        {page_head(words, &front.head)}
        {asked_day}
        {(front.figures.total > 0).then(|| summary_figures(words, &front.figures))}
        {section("organisations", words.organisation.organisations, organisations)}
        {pressing}
    }
    .into_any()
}
