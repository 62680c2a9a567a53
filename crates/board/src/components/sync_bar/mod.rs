//! What the app says about saving and publishing, in words and not in jargon.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::SyncState;
pub use view::sync_bar;
