//! The public pages as views: one source that the worker turns into HTML and the app shows live.
//!
//! A component is a folder under [`components`]: its options (plain data: words, numbers, enums) in one file, its view in
//! another, its tests in a third. A view is a plain function from options and [`words::Words`] to [`leptos::prelude::AnyView`].
//! [`pages`] puts components together into whole pages; with the feature `ssr`, `document` makes them into HTML text.
//!
//! [`record`] makes the options of each page from an organisation's record; nothing else here knows the domain model.
//!
//! Deliberately absent: clocks, requests, scripts, and
//! inline styles, which the pages' content security policy refuses.
//!
//! What a person wrote reaches the page as it is, escaped by the renderer and fenced against text direction tricks by
//! [`components::said`]; what the page says by itself comes from [`words`] only.

pub mod components;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod gallery;
pub mod link;
pub mod pages;
pub mod record;
pub mod text_size;
pub mod time;
pub mod words;

#[cfg(all(test, feature = "ssr"))]
mod style_tests;

pub use text_size::TextSize;
pub use words::{Language, Words};
