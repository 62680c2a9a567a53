//! Finding records by what they say (spec rule V9): literally, by pinyin or by its initials, on the device or in the
//! worker.
//!
//! Entry points: [`Index`] over everything that a device holds, [`Query`] for texts that are at hand anyway,
//! [`Readings`] for pinyin. A kind of record becomes findable by a function in [`mod@gather`].
//!
//! Deliberately absent: clocks, requests, language and layout; words that are similar but not there.

mod filter;
mod fold;
pub mod gather;
mod index;
mod pattern;
mod query;
mod readings;

pub use filter::{DueWindow, Filter, State};
pub use fold::fold;
pub use index::{Found, Index, Record};
pub use pattern::Pattern;
pub use query::{MAX_QUERY_CHARACTERS, Match, Query};
pub use readings::{Readings, ReadingsError};
