use leptos::prelude::*;

use crate::{
    components::{
        empty_state::{EmptyState, empty_state},
        page_head::{PageHead, page_head},
        paging::{Paging, paging},
        timeline::{Event, timeline},
    },
    words::Words,
};

/// The log of what a member has done.
#[derive(Clone, Debug)]
pub struct PerformancePage {
    /// The member's name and post, and the moment.
    pub head: PageHead,
    /// How many entries there are on all pages.
    pub entries: usize,
    /// About how many pledges they are.
    pub pledges: usize,
    /// The months on this page, the latest first.
    pub months: Vec<PerformanceMonth>,
    /// Where in the log this page is.
    pub paging: Option<Paging>,
}

/// What was done in a month.
#[derive(Clone, Debug)]
pub struct PerformanceMonth {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The entries, the latest first.
    pub events: Vec<Event>,
}

/// The log month by month, or that there is nothing in it.
pub fn performance_page(words: &'static Words, page: &PerformancePage) -> AnyView {
    let head = page_head(words, &page.head);
    if page.months.is_empty() {
        let text = Some(words.performance.none_text.to_owned());
        let none = empty_state(EmptyState { text, ..EmptyState::new(words.performance.none) });
        return view! { {head}{none} }.into_any();
    }
    let months = page.months.iter().map(|month| {
        view! {
            <section class="section">
                <h2>{(words.performance.month)(month.year, month.month)}</h2>
                {timeline(words, &month.events)}
            </section>
        }
    });
    view! {
        {head}
        <p class="lead">{words.performance.title}" · "{(words.performance.counts)(page.entries, page.pledges)}</p>
        {months.collect_view()}
        {page.paging.as_ref().map(|place| paging(words, place))}
    }
    .into_any()
}
