//! Somebody waits for a log to come: after two seconds they are told how far it is, and again every two seconds, so that
//! a screen reader is not flooded.

use std::time::Duration;

use leptos::prelude::*;

use crate::session::{Progress, session};

/// How long people wait without wondering, and how often they want to hear of it.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is being done, and how far it is.
#[component]
pub fn Waiting(progress: Progress) -> impl IntoView {
    let session = session();
    let told = RwSignal::new(None);
    if let Ok(clock) = set_interval_with_handle(move || told.set(Some(progress.get_untracked())), PATIENCE) {
        on_cleanup(move || clock.clear());
    }
    let text = move || {
        let words = session.words();
        match told.get() {
            None => words.check_working().to_owned(),
            Some(fetched) if fetched.entries >= fetched.total => words.waiting_works().to_owned(),
            Some(fetched) => words.waiting_fetched(fetched.entries, fetched.total),
        }
    };
    let bar = move || {
        let fetched = progress.get();
        (told.get().is_some() && fetched.total > 0).then(|| {
            let (value, max) = (fetched.entries.min(fetched.total).to_string(), fetched.total.to_string());
            // The words beside it say the same, to everybody.
            view! { <progress value=value max=max aria-hidden="true"></progress> }
        })
    };
    view! { <div class="waiting meter"><p role="status">{text}</p>{bar}</div> }
}
