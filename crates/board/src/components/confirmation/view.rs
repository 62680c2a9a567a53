use leptos::prelude::*;

use super::Confirmation;

/// The panel.
pub fn confirmation(done: Confirmation) -> AnyView {
    let reference = done.reference.map(|code| view! { <p class="confirmation-code"><code>{code}</code></p> });
    let text = done.text.map(|text| view! { <p>{text}</p> });
    let next = done.next.into_iter().map(|link| view! { <li><a href=link.href>{link.label}</a></li> }).collect_view();
    view! {
        <div class="confirmation" role="status">
            <h1>{done.title}</h1>
            {reference}
            {text}
            <ul class="foot-links" role="list">{next}</ul>
        </div>
    }
    .into_any()
}
