//! The figures at the head of a board: counts, each beside its denominator. Never a share without its counts.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::SummaryFigures;
pub use view::summary_figures;
