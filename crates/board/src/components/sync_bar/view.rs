use leptos::prelude::*;

use super::SyncState;
use crate::words::Words;

/// The bar; it is a live region, and interrupts only where the writer has to act.
pub fn sync_bar(words: &'static Words, state: SyncState, details_href: Option<String>) -> AnyView {
    let (class, role) = if state.needs_attention() { ("sync sync-attention", "alert") } else { ("sync", "status") };
    let text = (words.sync)(state);
    let text = match details_href {
        Some(href) => view! { <a href=href>{text}</a> }.into_any(),
        None => text.into_any(),
    };
    view! {
        <div class=class role=role>
            <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d=shape(state) /></svg>
            <span>{text}</span>
        </div>
    }
    .into_any()
}

/// The outline beside the words, in a square of 16 units.
const fn shape(state: SyncState) -> &'static str {
    match state {
        SyncState::UpToDate => "M5.8 13.5L.5 8.2l1.9-1.9 3.4 3.4 7.8-7.7 1.9 1.9z",
        // A tray that holds something.
        SyncState::SavedHere(_) => "M1 9h3l1.5 2.5h5L12 9h3v6H1zM3 2h10v5.5h-2L9.5 9h-3L5 7.5H3z",
        SyncState::Publishing(_) => "M8 .5L15 8h-4.5v7.5h-5V8H1z",
        // A circle struck through.
        SyncState::Offline => {
            "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 2a6 6 0 0 1 4.6 9.2L4.8 3.4A6 6 0 0 1 8 2zM3.4 4.8l7.8 7.8A6 6 0 0 1 3.4 4.8z"
        }
        SyncState::NeedsYou(_) | SyncState::StorageFull => "M8 .5L16 15.5H0zM7 6v4.5h2V6zm0 5.8v2h2v-2z",
    }
}
