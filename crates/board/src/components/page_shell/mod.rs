//! The frame around every public page: head, skip link, header with the two switches, breadcrumb, main, footer.
//!
//! Language and text size are plain links, so they work with no script; the addresses come from the caller.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{FORM_STYLE_SHEET, OtherForm, PRINT_STYLE_SHEET, PageShell, STYLE_SHEETS};
pub use view::{page_shell, phone_link, site_footer, site_header};
