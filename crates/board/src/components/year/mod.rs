//! A year of pledging: its stages, how many have pledged and given an account, and each member's year.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Account, AccountGiven, MemberRow, PledgesMade, StageRow, StageState, Year};
pub use view::year;
