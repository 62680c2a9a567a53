//! The app: members write pledges, progress and evidence on phones, with or without a network.
//!
//! One Leptos tree, mounted below the `body`. What is shown is a fold of what the device holds (invariant I5); what is
//! called saved is in a completed IndexedDB transaction (I1).
//!
//! Deliberately absent: any reading from a server that the log does not back, and any state that could be derived.

#![allow(unreachable_pub, reason = "a program: nothing of it is reached from outside")]

mod pages;
mod parts;
mod route;
mod session;
mod words;

fn main() {
    leptos::mount::mount_to_body(route::App);
}
