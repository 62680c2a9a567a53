//! A disclosure: a row in a list, and a page of its own with its notice period, tables and corrections.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{DisclosureDetails, DisclosureRow, DisclosureState, NoticeMark, NoticePeriod, Outcome};
pub use view::{disclosure_details, disclosure_list};
