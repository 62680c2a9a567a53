//! The catalogue of what must be disclosed: rows by matter, and a page for each with everything that was disclosed of it.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{CatalogueDetails, CatalogueGroup, CatalogueItem, CatalogueState};
pub use view::{catalogue_details, catalogue_groups, catalogue_list};
