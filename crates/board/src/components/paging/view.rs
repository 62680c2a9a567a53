use leptos::prelude::*;

use super::Paging;
use crate::words::Words;

/// The links; nothing where one page holds all.
pub fn paging(words: &'static Words, paging: &Paging) -> AnyView {
    if paging.pages <= 1 {
        return ().into_any();
    }
    let link = |href: &Option<String>, rel: &'static str, label: &'static str| {
        href.clone().map(|href| view! { <a href=href rel=rel>{label}</a> })
    };
    view! {
        <nav class="paging" aria-label=words.shell.pages>
            {link(&paging.previous_href, "prev", words.shell.previous_page)}
            <span>{(words.shell.page_of)(paging.page, paging.pages)}</span>
            {link(&paging.next_href, "next", words.shell.next_page)}
        </nav>
    }
    .into_any()
}
