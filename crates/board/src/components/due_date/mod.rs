//! The due day: after the words of a pledge the most visible thing in a row.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Due, Period, Standing};
pub use view::due_date;
