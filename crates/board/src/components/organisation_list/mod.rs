//! Organisations as a tree of nested lists; branches fold with `details`, which needs no script.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{OrganisationMark, OrganisationNode};
pub use view::{LEVELS_MAX, organisation_list};
