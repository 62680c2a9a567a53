//! A status as a word beside a shape; the tone only repeats what both say.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Status, Tone};
pub use view::status_tag;
