//! A button, and a link that looks like one.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{ButtonKind, ButtonTone};
pub use view::button;
