//! Facts as pairs of a term and what it is.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::Fact;
pub use view::{definition_list, fact};
