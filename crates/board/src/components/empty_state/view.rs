use leptos::prelude::*;

use super::EmptyState;

/// A sentence between two rules; no picture of an empty box.
pub fn empty_state(empty: EmptyState) -> AnyView {
    let text = empty.text.map(|text| view! { <p>{text}</p> });
    let action = empty.action.map(|link| view! { <p><a class="button" href=link.href>{link.label}</a></p> });
    view! { <div class="empty"><p class="lead">{empty.title}</p>{text}{action}</div> }.into_any()
}
