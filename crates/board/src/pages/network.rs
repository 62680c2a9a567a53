use leptos::prelude::*;

use super::section;
use crate::{
    components::{
        contact_card::{ContactCard, contact_cards},
        data_table::{DataTable, data_table},
        empty_state::{EmptyState, empty_state},
        guide::{GuideGroup, guide_groups},
        page_head::{PageHead, page_head},
        said::said,
    },
    link::Link,
    words::Words,
};

/// All service guides of an organisation.
#[derive(Clone, Debug)]
pub struct GuidesPage {
    /// Its name and the moment.
    pub head: PageHead,
    /// The guides under their headings.
    pub groups: Vec<GuideGroup>,
}

/// The list of guides, or that there are none.
pub fn guides_page(words: &'static Words, page: &GuidesPage) -> AnyView {
    let list = match page.groups.as_slice() {
        [] => empty_state(EmptyState::new(words.network.guides_none)),
        groups => guide_groups(words, groups),
    };
    view! { {page_head(words, &page.head)}{section("guides", words.network.guides, list)} }.into_any()
}

/// Contact cards of an organisation or of one of its points.
#[derive(Clone, Debug)]
pub struct ContactGroup {
    /// Whose they are; a point has a page to go to.
    pub title: Link,
    /// The cards.
    pub cards: Vec<ContactCard>,
}

/// Everybody to call.
#[derive(Clone, Debug)]
pub struct ContactsPage {
    /// The organisation's name and the moment.
    pub head: PageHead,
    /// The cards.
    pub groups: Vec<ContactGroup>,
    /// When visitors are received, if anybody has said so.
    pub receptions: Option<DataTable>,
}

/// The reception times, then the cards; or that there are none.
pub fn contacts_page(words: &'static Words, page: &ContactsPage) -> AnyView {
    let groups = page.groups.iter().map(|group| {
        let name = said(words, &group.title.label);
        let title = match group.title.href.as_str() {
            "" => name,
            href => view! { <a href=href.to_owned()>{name}</a> }.into_any(),
        };
        view! { <section class="section"><h3>{title}</h3>{contact_cards(words, &group.cards)}</section> }
    });
    let list = if page.groups.is_empty() {
        empty_state(EmptyState::new(words.network.contacts_none))
    } else {
        view! { {page.receptions.as_ref().map(|table| data_table(words, table))}{groups.collect_view()} }.into_any()
    };
    view! { {page_head(words, &page.head)}{section("contacts", words.network.contacts, list)} }.into_any()
}
