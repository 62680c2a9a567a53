//! Who stands behind an entry: name, post, organisation, and the clerk who typed it for them.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::Byline;
pub use view::byline;
