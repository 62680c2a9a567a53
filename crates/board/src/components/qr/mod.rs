//! A text as a QR code: a drawing of black and white squares, the same in light, in dark, in large text and on paper.

#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use view::qr;
