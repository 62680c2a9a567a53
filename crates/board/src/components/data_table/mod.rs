//! Figures in rows and columns, with a caption and header cells; wide ones scroll by themselves.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Column, DataTable};
pub use view::data_table;
