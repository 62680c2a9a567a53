//! Back and on through a long list, by links.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::Paging;
pub use view::paging;
