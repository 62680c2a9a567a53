//! Photos and papers that go with words: small pictures in a square, papers by name, kind and size; each opens in full.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Attached, Paper, Picture};
pub use view::attachments;
