use leptos::prelude::*;

use super::SummaryFigures;
use crate::words::Words;

/// A list of figures under a heading that only those who hear the page need.
pub fn summary_figures(words: &'static Words, figures: &SummaryFigures) -> AnyView {
    let SummaryFigures { total, in_progress, overdue, awaiting, fulfilled, not_fulfilled } = *figures;
    let part = |label, value| figure(words, label, value, Some(total));
    let overdue = if overdue == 0 {
        part(words.summary.overdue, overdue)
    } else {
        view! { <li class="figure figure-urgent">{inside(words, words.summary.overdue, overdue, Some(total))}</li> }
            .into_any()
    };
    view! {
        <section>
            <h2 class="hidden-text">{words.summary.title}</h2>
            <ul class="figures" role="list">
                {figure(words, words.pledge.pledges, total, None)}
                {overdue}
                {part(words.summary.in_progress, in_progress)}
                {part(words.summary.awaiting, awaiting)}
                {part(words.summary.fulfilled, fulfilled)}
                {part(words.summary.not_fulfilled, not_fulfilled)}
            </ul>
        </section>
    }
    .into_any()
}

fn figure(words: &'static Words, label: &'static str, value: u32, of: Option<u32>) -> AnyView {
    view! { <li class="figure">{inside(words, label, value, of)}</li> }.into_any()
}

/// The eye gets "3 / 12", the ear "3 of 12": a slash is read out in too many ways.
fn inside(words: &'static Words, label: &'static str, value: u32, of: Option<u32>) -> AnyView {
    let value = match of {
        Some(total) => view! {
            <span aria-hidden="true">{value.to_string()}<span class="figure-of">" / "{total.to_string()}</span></span>
            <span class="hidden-text">{(words.summary.of)(value, total)}</span>
        }
        .into_any(),
        None => value.to_string().into_any(),
    };
    view! { <span class="figure-label">{label}</span>" "<span class="figure-value">{value}</span> }.into_any()
}
