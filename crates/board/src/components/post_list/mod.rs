//! The catalogue of posts: what each asks, how many places are taken, who holds it.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::Post;
pub use view::{post_item, post_list};
