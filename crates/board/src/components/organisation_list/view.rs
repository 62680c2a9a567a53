use leptos::prelude::*;

use super::OrganisationNode;
use crate::{components::said::said, words::Words};

/// Levels of the tree that are drawn; deeper ones are reached through the board of the last one shown.
/// Province, city, county, township, village and group are six; two to spare.
pub const LEVELS_MAX: usize = 8;

/// The tree.
pub fn organisation_list(words: &'static Words, organisations: &[OrganisationNode]) -> AnyView {
    let nodes = organisations.iter().map(|node| branch(words, node, 1)).collect_view();
    view! { <ul class="tree" role="list">{nodes}</ul> }.into_any()
}

fn branch(words: &'static Words, node: &OrganisationNode, level: usize) -> AnyView {
    let counts = (words.organisation.counts)(node.pledges, node.overdue);
    let class = if node.overdue > 0 { "tree-counts tree-overdue" } else { "tree-counts" };
    let mark = node.mark.map(|mark| view! { <span class="tree-mark">{(words.organisation.mark)(mark)}</span> });
    let below = (!node.below.is_empty() && level < LEVELS_MAX).then(|| {
        let count = u32::try_from(node.below.len()).unwrap_or(u32::MAX);
        let nodes = node.below.iter().map(|node| branch(words, node, level + 1)).collect_view();
        view! {
            <details open=node.is_open>
                <summary>{(words.organisation.below)(count)}</summary>
                <ul role="list">{nodes}</ul>
            </details>
        }
    });
    view! {
        <li>
            <div class="tree-line"><a href=node.href.clone()>{said(words, &node.name)}</a>{mark}<span class=class>{counts}</span></div>
            {below}
        </li>
    }
    .into_any()
}
