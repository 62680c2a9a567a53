//! What stands where a list has nothing in it: why, and what to do.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::EmptyState;
pub use view::empty_state;
