//! The one word for a row of the catalogue or a public notice, as a tag: a word and a shape, never colour alone.

#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use view::{item_tag, notice_tag};
