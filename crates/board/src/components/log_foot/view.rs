use leptos::prelude::*;

use super::LogFoot;
use crate::{components::said::said, words::Words};

/// The foot.
pub fn log_foot(words: &'static Words, foot: &LogFoot) -> AnyView {
    let witnesses = foot.witnesses.iter().map(|witness| {
        let text = (words.proof.witnessed)(&witness.name, &(words.time.moment)(witness.at), witness.entries);
        view! { <li>{said(words, &text)}</li> }
    });
    let witnesses = if foot.witnesses.is_empty() {
        view! { <p>{words.proof.unwitnessed}</p> }.into_any()
    } else {
        view! { <ul role="list">{witnesses.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="log-foot">
            <h2>{words.proof.title}</h2>
            <p>{(words.proof.entries)(foot.entries)} " " <a href=foot.how_href.clone()>{words.proof.how}</a></p>
            {witnesses}
        </section>
    }
    .into_any()
}

/// A page with the foot below it.
pub fn with_log_foot(words: &'static Words, main: AnyView, foot: &LogFoot) -> AnyView {
    view! { {main}{log_foot(words, foot)} }.into_any()
}
