use leptos::prelude::*;

use crate::words::Words;

/// The band; it stands before the header on every page and on paper too.
pub fn demo_banner(words: &'static Words) -> AnyView {
    view! { <p class="demo" role="note"><span class="wrap">{words.shell.demo}</span></p> }.into_any()
}
