use leptos::prelude::*;

use super::Status;
use crate::words::Words;

/// The tag; readers who hear the page get the word, the shape is for the eye.
pub fn status_tag(words: &'static Words, status: Status) -> AnyView {
    view! {
        <span class=status.tone().class()>
            <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d=status.shape() />
            </svg>
            {(words.status)(status)}
        </span>
    }
    .into_any()
}
