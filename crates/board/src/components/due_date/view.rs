use leptos::prelude::*;

use super::Due;
use crate::{components::said::said, words::Words};

/// The day in large figures, its heading above and what it means today below; nothing where nothing is known of it, as
/// when the words that said so were erased.
pub fn due_date(words: &'static Words, due: &Due) -> AnyView {
    if *due == Due::default() {
        return ().into_any();
    }
    let every = due.every.map(|period| (words.pledge.every)(period));
    let label = match (every, due.day) {
        (Some(every), Some(_)) => (words.pledge.due_every)(every),
        _ => words.pledge.due.to_owned(),
    };
    let day = match due.day {
        Some(day) => view! { <time datetime=day.machine()>{(words.time.day)(day)}</time> }.into_any(),
        None => due.as_written.as_deref().map_or_else(|| every.into_any(), |text| said(words, text)),
    };
    let standing = due.standing.map(|standing| {
        let class = if standing.is_late() { "due-standing due-late" } else { "due-standing" };
        view! { <span class=class>{(words.pledge.standing)(standing)}</span> }
    });
    let missing =
        due.calendar_missing.map(|year| view! { <span class="due-note">{(words.time.calendar_missing)(year)}</span> });
    view! {
        <p class="due">
            <span class="due-label">{label}" "</span>
            <span class="due-day">{day}</span>
            " "
            {standing}
            {missing}
        </p>
    }
    .into_any()
}
