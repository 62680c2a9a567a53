//! A panel that says something before all else: information, a warning, a success, an error.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Notice, NoticeKind};
pub use view::notice;
