//! How the wording of a pledge changed: what went, what came, who says why. Nothing changes silently.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Change, Revision};
pub use view::{Difference, difference, revision_history};
