//! Filters as plain links, so that they work with no script and can be sent to somebody.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::FilterLink;
pub use view::{filter_links, folded_filters};
