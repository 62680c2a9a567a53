use leptos::prelude::*;

use super::LogFoot;
use crate::{components::said::said, words::Words};

/// The foot. The page is kept by caches, so that it says when and not how long ago.
pub fn log_foot(words: &'static Words, foot: &LogFoot) -> AnyView {
    let witnesses = foot.witnesses.iter().map(|witness| {
        view! {
            <li>
                <b>{said(words, &witness.name)}</b>
                " "
                {(words.proof.witnessed)(witness.entries)}
                " "
                <time datetime=witness.at.machine()>{(words.time.moment)(witness.at)}</time>
            </li>
        }
    });
    let witnesses = if foot.witnesses.is_empty() {
        view! { <p>{words.proof.unwitnessed}</p> }.into_any()
    } else {
        view! { <ul class="log-foot-witnesses" role="list">{witnesses.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="log-foot">
            <h2>{words.proof.title}</h2>
            <p>{(words.proof.entries)(foot.entries)}</p>
            {witnesses}
            <ul class="log-foot-links" role="list">
                <li><a href=foot.how_href.clone()>{words.proof.how}</a></li>
                <li><a href=foot.compare_href.clone()>{words.proof.compare}</a></li>
            </ul>
        </section>
    }
    .into_any()
}

/// A page with the foot below it.
pub fn with_log_foot(words: &'static Words, main: AnyView, foot: &LogFoot) -> AnyView {
    view! { {main}{log_foot(words, foot)} }.into_any()
}
