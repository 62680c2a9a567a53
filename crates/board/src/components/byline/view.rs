use leptos::prelude::*;

use super::Byline;
use crate::{components::said::said, words::Words};

/// The name and post in one line; "entered by X for Y" in a second.
pub fn byline(words: &'static Words, by: &Byline) -> AnyView {
    let post = by.post.as_deref().map(|post| view! { <span class="by-post">{said(words, post)}</span> });
    let stands_by = by.stands_by.map(|stands| {
        let word = if stands { words.pledge.attested } else { words.pledge.contested };
        view! { " " <b>{word}</b> }
    });
    let entered = by.entered_by.as_deref().map(
        |clerk| view! { <span class="by-entered">{said(words, &(words.pledge.entered_by)(clerk, &by.name))}{stands_by}</span> },
    );
    let name = said(words, &by.name);
    let name = match by.href.clone() {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name,
    };
    view! {
        <p class="by"><span class="by-name">{name}</span>" "{post}" "{entered}</p>
    }
    .into_any()
}
