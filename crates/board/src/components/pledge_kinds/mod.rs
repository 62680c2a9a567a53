//! What only some kinds of pledges have: limits of a service, money of a project, parts, the other side of a pair.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Around, Limit, Measured, Pair, PairSide, Parts, Project, RowKinds, Service, Verdict};
pub use view::{around_facts, around_sections, row_kinds};
