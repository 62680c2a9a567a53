use leptos::prelude::*;

use super::FilterLink;
use crate::words::Words;

/// The filters, the one in force marked for eye and ear.
pub fn filter_links(words: &'static Words, filters: &[FilterLink]) -> AnyView {
    let links = filters.iter().map(|filter| {
        let current = filter.is_current.then_some("true");
        view! {
            <li>
                <a href=filter.link.href.clone() aria-current=current>
                    {filter.link.label.clone()}
                    " "
                    <span class="number">{filter.count.to_string()}</span>
                </a>
            </li>
        }
    });
    view! { <nav class="filters" aria-label=words.summary.filter><ul role="list">{links.collect_view()}</ul></nav> }
        .into_any()
}
