//! Words that a person wrote: escaped, kept as they are, fenced in.
//!
//! The `bdi` element keeps right-to-left marks inside a name or a pledge from turning the rest of the page around,
//! its class lets overlong words wrap, and `lang` is there where the words differ from the page's language.
//!
//! Words that were erased are no words of anybody: what stands in their place is the page's own, and looks so.

mod passage;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use passage::Passage;
pub use view::{EXCERPT_CHARACTERS, excerpt, paragraphs, passage, said};
