//! From the front page to here, one organisation at a time. Its options are a list of [`crate::link::Link`].

#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use view::breadcrumb;
