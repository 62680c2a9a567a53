use leptos::prelude::*;

use super::Succession;
use crate::{
    components::notice::{Notice, NoticeKind, notice},
    words::Words,
};

/// The notice, and the way to the other board.
pub fn succession(words: &'static Words, succession: &Succession) -> AnyView {
    let said = (words.succession)(succession);
    let kind = match succession {
        Succession::Continues { .. } => NoticeKind::Information,
        Succession::Lost(_) | Succession::Continued { .. } => NoticeKind::Warning,
    };
    let link =
        succession.href().map(|href| view! { <p class="succession-link"><a href=href.to_owned()>{said.link}</a></p> });
    view! {
        <div class="succession">
            {notice(words, Notice { kind, title: said.title.to_owned(), text: Some(said.text) })}
            {link}
        </div>
    }
    .into_any()
}

/// A page below the notice, if there is anything to notice.
pub fn with_succession(words: &'static Words, main: AnyView, said: Option<&Succession>) -> AnyView {
    let notice = said.map(|said| succession(words, said));
    view! { {notice}{main} }.into_any()
}
