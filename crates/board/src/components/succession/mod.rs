//! That a log has lost entries, that another one continues it, or that it continues another one.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Missing, Succession, SuccessionWords};
pub use view::{succession, with_succession};
