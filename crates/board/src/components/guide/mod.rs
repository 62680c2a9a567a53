//! A service guide: a line in a list, and a page that is a card on paper.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{GuideDetails, GuideGroup, GuideRow, PaperRow};
pub use view::{guide_details, guide_groups};
