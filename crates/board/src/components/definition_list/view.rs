use leptos::prelude::*;

use super::Fact;
use crate::{components::said::said, words::Words};

/// A fact in somebody's words.
pub fn fact(words: &'static Words, term: &'static str, text: &str) -> Fact {
    Fact { term, value: said(words, text) }
}

/// The pairs as a description list.
pub fn definition_list(facts: Vec<Fact>) -> AnyView {
    let pairs = facts.into_iter().map(|Fact { term, value }| view! { <div><dt>{term}</dt><dd>{value}</dd></div> });
    view! { <dl class="facts">{pairs.collect_view()}</dl> }.into_any()
}
