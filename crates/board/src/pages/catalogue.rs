use leptos::prelude::*;

use crate::{
    components::{
        catalogue::{CatalogueGroup, CatalogueItem, catalogue_groups},
        empty_state::{EmptyState, empty_state},
        page_head::{PageHead, page_head},
    },
    words::Words,
};

/// The catalogue of what an organisation must disclose.
#[derive(Clone, Debug)]
pub struct CataloguePage {
    /// Its name and the moment.
    pub head: PageHead,
    /// How many rows there are, and how many are wanting.
    pub counts: Option<String>,
    /// The rows by matter, those with something wanting first.
    pub groups: Vec<CatalogueGroup>,
}

/// What is wanting by the catalogue, on a board.
#[derive(Clone, Debug)]
pub struct WantingRows {
    /// How many rows there are, and how many are wanting.
    pub counts: Option<String>,
    /// The first of those that are wanting or due.
    pub rows: Vec<CatalogueItem>,
    /// The whole catalogue.
    pub href: String,
}

/// The catalogue, or that there is none.
pub fn catalogue_page(words: &'static Words, page: &CataloguePage) -> AnyView {
    let told = &words.disclosing;
    let list = match page.groups.as_slice() {
        [] => empty_state(EmptyState { text: Some(told.none_text.to_owned()), ..EmptyState::new(told.none) }),
        groups => view! {
            <p>{told.lead}</p>
            {page.counts.clone().map(|counts| view! { <p><b>{counts}</b></p> })}
            {catalogue_groups(words, groups)}
        }
        .into_any(),
    };
    view! { {page_head(words, &page.head)}<section class="section" id="catalogue">{list}</section> }.into_any()
}
