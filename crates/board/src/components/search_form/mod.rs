//! A question that works without script: it goes into the address and comes back with the page.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::SearchForm;
pub use view::search_form;
