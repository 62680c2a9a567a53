//! The main places of the app at the foot of a phone, within reach of a thumb.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Tab, TabShape};
pub use view::tab_bar;
