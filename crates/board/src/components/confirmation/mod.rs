//! Tells that something is done, and what comes next, on the page itself and in no dialog.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::Confirmation;
pub use view::confirmation;
