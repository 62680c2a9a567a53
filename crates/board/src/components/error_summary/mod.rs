//! What is wrong with a form, above it, each line leading to its field.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::FieldError;
pub use view::{ERROR_SUMMARY_ID, error_summary};
