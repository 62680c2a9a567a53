//! A pledge on its own page: who says what, by when, how far, what happened, how the wording changed.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Milestone, MilestoneState, PledgeDetails};
pub use view::pledge_details;
