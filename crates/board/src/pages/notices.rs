use leptos::prelude::*;

use crate::{
    components::{
        disclosure::{DisclosureRow, disclosure_list},
        empty_state::{EmptyState, empty_state},
        page_head::{PageHead, page_head},
        service_point::{ServicePointRow, service_point_list},
    },
    pages::section,
    words::Words,
};

/// All disclosures of an organisation.
#[derive(Clone, Debug)]
pub struct DisclosuresPage {
    /// Its name and the moment.
    pub head: PageHead,
    /// The disclosures, the newest first.
    pub disclosures: Vec<DisclosureRow>,
}

/// The list of disclosures, or that there are none.
pub fn disclosures_page(words: &'static Words, page: &DisclosuresPage) -> AnyView {
    let list = match page.disclosures.as_slice() {
        [] => empty_state(EmptyState::new(words.disclosure.none)),
        rows => disclosure_list(words, rows),
    };
    view! { {page_head(words, &page.head)}{section("disclosures", words.disclosure.disclosures, list)} }.into_any()
}

/// All service points of an organisation.
#[derive(Clone, Debug)]
pub struct PointsPage {
    /// Its name and the moment.
    pub head: PageHead,
    /// The service points.
    pub service_points: Vec<ServicePointRow>,
}

/// The list of service points, or that there are none.
pub fn points_page(words: &'static Words, page: &PointsPage) -> AnyView {
    let list = match page.service_points.as_slice() {
        [] => empty_state(EmptyState::new(words.service_point.none)),
        rows => service_point_list(words, rows),
    };
    view! { {page_head(words, &page.head)}{section("points", words.service_point.service_points, list)} }.into_any()
}
