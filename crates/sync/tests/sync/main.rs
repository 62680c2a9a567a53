//! Devices, a server and a bad network in one thread: what the sync crate promises, rule by rule (`docs/spec/sync.md`),
//! and a simulation of everything at once.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails must stop")]

mod blobs;
mod checkpoint;
mod device;
mod evidence;
mod gossip;
mod liar;
mod link;
mod office;
mod pull;
mod push;
mod rebase;
mod restore;
mod simulation;
mod support;
