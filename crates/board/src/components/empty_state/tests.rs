use super::{EmptyState, empty_state};
use crate::{document::fragment, link::Link};

#[test]
fn it_offers_what_to_do() {
    let empty =
        EmptyState { action: Some(Link::new("写一条承诺", "/app/new")), ..EmptyState::new("还没有承诺") };
    let html = fragment(|| empty_state(empty));
    assert!(html.contains("还没有承诺"));
    assert!(html.contains("href=\"/app/new\""));
}
