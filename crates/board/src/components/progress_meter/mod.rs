//! How much of the promised quantity is done: the figures in words, a bar beside them.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::Progress;
pub use view::{FULL_PERMILLE, PERCENT, progress_meter};
