//! When a service point is open: a table of the week, the days that differ, and whether it is open now.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Exception, Hours, OpenState, OpeningHours};
pub use view::{hours_table, open_now};
