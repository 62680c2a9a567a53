//! A pledge in a list: its words, its due day, its status, how far it is, who made it.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::PledgeRow;
pub use view::{pledge_list, pledge_row};
