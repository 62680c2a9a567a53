use leptos::prelude::*;

use super::FilterLink;
use crate::words::Words;

/// The filters by status, the one in force marked for eye and ear.
pub fn filter_links(words: &'static Words, filters: &[FilterLink]) -> AnyView {
    links_by(words.summary.filter, filters)
}

/// Filters of another sort, folded until one is in force.
pub fn folded_filters(by: &'static str, filters: &[FilterLink]) -> AnyView {
    // The first one is "all".
    let is_open = filters.iter().skip(1).any(|filter| filter.is_current);
    view! { <details class="fold" open=is_open><summary>{by}</summary>{links_by(by, filters)}</details> }.into_any()
}

fn links_by(by: &'static str, filters: &[FilterLink]) -> AnyView {
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
    view! { <nav class="filters" aria-label=by><ul role="list">{links.collect_view()}</ul></nav> }.into_any()
}
