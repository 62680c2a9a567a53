//! The mark beside every line that leads to its proof: what the log has of it, checked by the reader's own device.

mod view;

pub use view::check_mark;

#[cfg(all(test, feature = "ssr"))]
mod tests;
