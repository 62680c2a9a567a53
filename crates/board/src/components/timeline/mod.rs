//! The record of a pledge: what happened, who said so, and both times of each entry.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Event, EventKind, Evidence, Grounds};
pub use view::timeline;
