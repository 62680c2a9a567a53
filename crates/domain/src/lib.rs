//! The words and rules of the field: organisations, members, pledges, disclosures, service points, and the log of
//! signed statements that they are told in.
//!
//! **Architecture invariant:** pure. No I/O, no clock, no randomness, no JavaScript, no async; `today`, ids and salts are
//! arguments (invariant I8). Everything that is shown is derived from the log by [`ledger::Ledger`] (I4, I5).
//!
//! **API boundary:** what is signed and stored is made and read in [`statement`], [`body`], [`leaf`], [`push`] only.

pub mod acceptance;
pub mod board;
pub mod body;
pub mod calendar;
pub mod canonical;
pub mod checkable;
pub mod clock;
pub mod codes;
pub mod compose;
#[cfg(feature = "software-keys")]
pub mod custodian;
pub mod cycle;
pub mod day;
pub mod disclosing;
pub mod hash;
pub mod hours;
pub mod id;
pub mod intake;
#[cfg(feature = "software-keys")]
pub mod invitation;
pub mod key;
pub mod kind;
pub mod leaf;
pub mod ledger;
pub mod ledger_import;
pub mod limits;
pub mod media;
pub mod network;
pub mod period;
pub mod personal_data;
pub mod picked;
pub mod push;
pub mod quantity;
pub mod reached;
pub mod readable_text;
pub mod reader;
pub mod relations;
pub mod restore;
pub mod shelf;
pub mod standing;
pub mod starter_catalogue;
pub mod statement;
pub mod succession;
pub mod table_paste;
pub mod table_sums;
pub mod tables;
#[cfg(all(any(test, feature = "test-support"), feature = "software-keys"))]
pub mod test_support;
pub mod words;
