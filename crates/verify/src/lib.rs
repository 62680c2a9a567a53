//! Checking a log from outside: everything that an organisation's public addresses say, read once and held against
//! what was signed.
//!
//! [`verify`] asks a [`Source`] for the checkpoint, the keys, every bundle, every tile, every body, the board and, if that is wanted, the app's files, and
//! replays them with the rules and the fold that worker and app use (`jiannuo-domain`) and the formats of
//! `jiannuo-tlog`. What does not hold becomes a [`Finding`] with a stable code; what could not be looked at is said as
//! such, never as fine. Who claims what, and what a check cannot show, is in `docs/verification.md`.
//!
//! **Architecture invariant:** no I/O and no clock in this library; the reader's day is an argument. Nothing that a
//! server answers makes it panic, and nothing is read beyond the bounds in [`limits`].
//!
//! Deliberately absent: `jiannuo-sync`. A device keeps what it reads and pulls in windows, a check reads all and keeps
//! two lines; the rules they share are in `jiannuo-domain`.

mod blobs;
mod board;
mod bodies;
mod entry;
pub mod expectation;
mod fetch;
pub mod finding;
mod head;
pub mod limits;
mod release;
mod replay;
pub mod report;
pub mod source;
mod tree;
mod verify;
pub mod words;

pub use expectation::Expectations;
pub use finding::{Code, Finding, Subject};
pub use report::{Report, Verdict};
pub use source::{Answer, MemorySource, Source, SourceError};
pub use verify::{Progress, Step, verify};
