//! What the browser tests share.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use jiannuo_domain::id::to_hex;
use jiannuo_store::{DeviceStore, device};

/// A name that no other test uses.
pub(crate) fn new_name() -> String {
    format!("test-{}", to_hex(&device::random_bytes::<8>()))
}

/// A database that no other test uses.
pub(crate) async fn new_store() -> DeviceStore {
    DeviceStore::open_named(&new_name()).await.unwrap()
}

/// Two things at the same time.
pub(crate) async fn both<A, B>(first: impl Future<Output = A>, second: impl Future<Output = B>) -> (A, B) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut one, mut other) = (None, None);
    poll_fn(|context| {
        if one.is_none()
            && let Poll::Ready(value) = first.as_mut().poll(context)
        {
            one = Some(value);
        }
        if other.is_none()
            && let Poll::Ready(value) = second.as_mut().poll(context)
        {
            other = Some(value);
        }
        match (one.take(), other.take()) {
            (Some(one), Some(other)) => Poll::Ready((one, other)),
            (first, second) => {
                (one, other) = (first, second);
                Poll::Pending
            }
        }
    })
    .await
}
