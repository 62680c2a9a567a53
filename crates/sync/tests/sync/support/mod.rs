//! Doubles of everything outside the crate, and a village to use them in.

pub(crate) mod files;
pub(crate) mod memory;
pub(crate) mod network;
pub(crate) mod random;
pub(crate) mod ring;
pub(crate) mod server;
pub(crate) mod signed;
pub(crate) mod village;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Runs a future whose doubles are always ready; `None` when it stopped for ever on the way, which is how a double
/// plays a crash: everything that the future held in memory is gone.
pub(crate) fn run_or_crash<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
