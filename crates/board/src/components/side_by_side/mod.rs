//! What an author wrote beside the newer words that others published meanwhile, differences marked.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Said, SideBySide};
pub use view::side_by_side;
