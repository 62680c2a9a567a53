//! What is shown when the app cannot start here, and for addresses that are none.

use leptos::prelude::*;

use crate::parts::say;
use crate::route::words_before_start;
use crate::session::{Failure, session};

/// The app cannot start here.
pub fn unable(failure: Failure) -> AnyView {
    let words = words_before_start();
    view! {
        <main class="wrap app-main">
            <h1>{words.cannot_start()}</h1>
            <p>{say::failure(words, &failure)}</p>
            <p><a href="/">{words.to_boards()}</a></p>
        </main>
    }
    .into_any()
}

/// An address that is none.
#[component]
pub fn NoSuchPage() -> impl IntoView {
    let session = session();
    move || {
        let words = session.words();
        view! {
            <h1>{words.no_such_page()}</h1>
            <p><a class="button" href="/app/">{words.to_home()}</a></p>
        }
    }
}
