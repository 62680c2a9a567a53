//! The heading of a page: its name, what kind of thing it names, and the moment for which it holds.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::PageHead;
pub use view::page_head;
