use leptos::prelude::*;

use super::Tab;
use crate::words::Words;

/// The bar.
pub fn tab_bar(words: &'static Words, tabs: Vec<Tab>) -> AnyView {
    let tabs = tabs.into_iter().map(|tab| {
        let current = tab.is_current.then_some("page");
        let waiting = (tab.waiting > 0).then(|| view! { " " <span class="tab-count">{tab.waiting.to_string()}</span> });
        view! {
            <li>
                <a href=tab.link.href aria-current=current>
                    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d=tab.shape.outline() /></svg>
                    <span>{tab.link.label}{waiting}</span>
                </a>
            </li>
        }
    });
    view! { <nav class="tabs" aria-label=words.form.main_menu><ul role="list">{tabs.collect_view()}</ul></nav> }
        .into_any()
}
