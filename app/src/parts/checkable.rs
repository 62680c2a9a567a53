//! What an outsider could not check in a pledge, said gently: a hint, never a hindrance (spec rule D11).

use jiannuo_domain::checkable::{Checkable, Doubt, Example};
use leptos::prelude::*;

use crate::words::Words;

/// The hints for what the look found; nothing when it found nothing.
pub fn doubts(words: Words, found: &Checkable, title: &'static str) -> Option<AnyView> {
    let lines = found.doubts.iter().map(|doubt| view! { <li>{line(words, *doubt)}</li> }).collect_view();
    (!found.doubts.is_empty())
        .then(|| view! { <div class="panel"><p><b>{title}</b></p><ul class="ways">{lines}</ul></div> }.into_any())
}

fn line(words: Words, doubt: Doubt) -> String {
    match doubt {
        Doubt::Vague { phrase, example } => words.doubt_vague(phrase, self::example(words, example)),
        Doubt::NothingToSee { example } => words.doubt_nothing(self::example(words, example)),
        Doubt::NoDay => words.doubt_no_day().to_owned(),
    }
}

fn example(words: Words, example: Example) -> &'static str {
    match example {
        Example::Works => words.example_works(),
        Example::Visits => words.example_visits(),
        Example::Service => words.example_service(),
        Example::Teaching => words.example_teaching(),
        Example::Upkeep => words.example_upkeep(),
        Example::Any => words.example_any(),
    }
}
