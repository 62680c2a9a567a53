use leptos::prelude::*;

use crate::{
    components::{
        empty_state::{EmptyState, empty_state},
        page_head::{PageHead, page_head},
        pledge_row::{PledgeRow, pledge_list},
        said::{Passage, passage},
        year::{Year, year},
    },
    pages::section,
    words::Words,
};

/// A yearly cycle of an organisation.
#[derive(Clone, Debug)]
pub struct YearPage {
    /// Its name and the moment.
    pub head: PageHead,
    /// Which year, or what stands in the place of that.
    pub title: Passage,
    /// How it stands; nothing when its words are not here.
    pub year: Option<Year>,
    /// The board of the year.
    pub board_href: String,
    /// The pledges of the year.
    pub pledges: Vec<PledgeRow>,
}

/// The year on its own page.
pub fn year_page(words: &'static Words, page: &YearPage) -> AnyView {
    let pledges = match page.pledges.as_slice() {
        [] => empty_state(EmptyState::new(words.pledging.no_cycle_pledges)),
        rows => {
            let href = page.board_href.clone();
            view! { <p><a href=href>{words.pledging.cycle_on_board}</a></p> {pledge_list(words, rows)} }.into_any()
        }
    };
    view! {
        {page_head(words, &page.head)}
        <section class="section" id="cycle">
            <h2>{passage(words, &page.title)}</h2>
            {page.year.as_ref().map(|shown| year(words, shown))}
        </section>
        {section("cycle-pledges", words.pledging.cycle_pledges, pledges)}
    }
    .into_any()
}
