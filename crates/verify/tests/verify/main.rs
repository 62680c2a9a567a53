//! Checks of whole logs in memory: what holds, and everything that can be done to it.

#![allow(clippy::unwrap_used, missing_docs)]

mod arbitrary;
mod authority;
mod blobs;
mod board;
mod growing;
mod history;
mod holding;
mod keys;
mod support;
mod tampering;
mod words_and_erasures;
