//! The band over invented data, so that nobody takes a demonstration for the truth.

#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use view::demo_banner;
