//! Whole pages, put together from components: the front page, an organisation's board and its lists.
//!
//! The pages of one pledge, one disclosure and one service point are components already; a message page too. Each is
//! given to [`crate::components::page_shell`] as its main part.

mod board;
mod catalogue;
mod front;
mod network;
mod notices;
mod performance;
mod posts;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod year;

use leptos::prelude::*;

pub use board::{BoardPage, board_page};
pub use catalogue::{CataloguePage, WantingRows, catalogue_page};
pub use front::{FrontPage, front_page};
pub use network::{ContactGroup, ContactsPage, GuidesPage, contacts_page, guides_page};
pub use notices::{DisclosuresPage, PointsPage, disclosures_page, points_page};
pub use performance::{PerformanceMonth, PerformancePage, performance_page};
pub use posts::{PostsPage, posts_page};
pub use year::{YearPage, year_page};

/// A part of a page under a second-level heading, with an id so that it can be linked to.
fn section(id: &'static str, title: &'static str, content: AnyView) -> AnyView {
    view! { <section class="section" id=id><h2>{title}</h2>{content}</section> }.into_any()
}
