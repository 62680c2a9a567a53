use leptos::prelude::*;

use super::MessagePage;
use crate::words::Words;

/// A heading, what happened, what to do, and the way to the front page.
pub fn message_page(words: &'static Words, message: &MessagePage) -> AnyView {
    let text = (words.message)(message.kind);
    view! {
        <div class="message">
            <h1>{text.title}</h1>
            <p class="lead">{text.text}</p>
            <p>{text.advice}</p>
            <p><a class="button" href=message.home_href.clone()>{words.shell.home}</a></p>
            {message.reference.clone().map(|reference| view! { <p class="reference"><code>{reference}</code></p> })}
        </div>
    }
    .into_any()
}
