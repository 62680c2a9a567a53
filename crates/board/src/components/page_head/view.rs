use leptos::prelude::*;

use super::PageHead;
use crate::{components::said::said, words::Words};

/// The one first-level heading of a page.
pub fn page_head(words: &'static Words, head: &PageHead) -> AnyView {
    let kind = head.kind.as_deref().map(|kind| view! { <p class="page-kind">{said(words, kind)}</p> });
    let as_at = head.as_at.map(|moment| {
        let text = (words.shell.as_at)(&(words.time.moment)(moment));
        view! { <p class="as-at"><time datetime=moment.machine()>{text}</time></p> }
    });
    view! { <div class="page-head"><h1>{said(words, &head.title)}</h1>{kind}{as_at}</div> }.into_any()
}
