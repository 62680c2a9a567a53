use leptos::prelude::*;

use crate::{components::said::said, link::Link, words::Words};

/// The path; its last step is this page and no link.
pub fn breadcrumb(words: &'static Words, path: &[Link]) -> AnyView {
    let last = path.len().saturating_sub(1);
    let steps = path.iter().enumerate().map(|(index, step)| {
        let name = said(words, &step.label);
        if index == last {
            view! { <li aria-current="page">{name}</li> }.into_any()
        } else {
            view! { <li><a href=step.href.clone()>{name}</a></li> }.into_any()
        }
    });
    view! { <nav class="path" aria-label=words.shell.path><ol role="list">{steps.collect_view()}</ol></nav> }.into_any()
}
