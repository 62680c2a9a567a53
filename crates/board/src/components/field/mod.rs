//! Form fields: label, hint, error and control, tied together for the eye and for a screen reader.
//!
//! A field reads and writes a signal of the caller, so that its value outlives the view and an error can come and go
//! without the control being made anew under the fingers of the writer.

mod frame;
mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Choice, Field, FieldKind};
pub use view::{Problem, checkbox, choices, date_field, field, file_field, select};
