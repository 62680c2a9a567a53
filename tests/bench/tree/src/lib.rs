//! A log to be timed: the work of a device that checks it, in pieces that a clock outside is held against.
//!
//! The same functions run natively and, bound to JavaScript, in a browser. Deliberately absent: the clock, and whatever a
//! real device does beside the tree (reading statements, checking their signatures, keeping them).

mod append;
#[cfg(target_arch = "wasm32")]
mod browser;
mod work;

pub use append::{Cost, cost_of_appends, filled};
pub use work::{OneProof, Sample, SignedSample, places};
