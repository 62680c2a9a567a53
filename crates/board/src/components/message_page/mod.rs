//! A page that says why there is no page.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{MessageKind, MessagePage};
pub use view::message_page;
