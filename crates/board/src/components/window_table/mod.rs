//! The windows of a service point: what is handled at each, who is on duty, who stands in. A table where there is room,
//! a window under the other on a phone.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{DutyRow, WindowRow};
pub use view::window_table;
