use leptos::prelude::*;

use super::{Event, Evidence, Grounds};
use crate::{
    components::{
        attachments::attachments,
        byline::byline,
        said::{paragraphs, said},
    },
    words::Words,
};

/// The entries as an ordered list, in the order in which they are given.
pub fn timeline(words: &'static Words, events: &[Event]) -> AnyView {
    view! { <ol class="timeline" role="list">{events.iter().map(|event| entry(words, event)).collect_view()}</ol> }
        .into_any()
}

fn entry(words: &'static Words, event: &Event) -> AnyView {
    let quantity = event.quantity.as_deref().map(|text| view! { <p class="event-quantity">{said(words, text)}</p> });
    let withdrawn = event.is_withdrawn.then(|| view! { " " <b>{words.pledge.event_withdrawn}</b> });
    view! {
        <li class="event">
            <h3>{(words.pledge.event)(event.kind)}{withdrawn}</h3>
            {about(words, event)}
            {quantity}
            {event.note.as_deref().map(|note| paragraphs(words, note))}
            {event.grounds.as_ref().map(|grounds| what_it_rests_on(words, grounds))}
            {attachments(words, &event.attachments)}
            {byline(words, &event.by)}
            {times(words, event)}
        </li>
    }
    .into_any()
}

/// Outside its record an entry says on which day it was done, and about what.
fn about(words: &'static Words, event: &Event) -> Option<AnyView> {
    let (day, pledge) = event.about.as_ref()?;
    let link = view! { <a href=pledge.href.clone()>{said(words, &pledge.label)}</a> };
    Some(
        view! {
            <p class="event-about">
                <time datetime=day.machine()>{(words.time.day)(*day)}</time>" · "{words.performance.about}{link}
            </p>
        }
        .into_any(),
    )
}

fn times(words: &'static Words, event: &Event) -> AnyView {
    let written = (words.time.moment)(event.written);
    let text = match event.received {
        Some(received) => (words.time.written_and_received)(&written, &(words.time.moment)(received)),
        None => (words.time.written_only)(&written),
    };
    let differs = event.clock_differs.then(|| view! { " " <b>{words.time.clock_differs}</b> });
    view! { <p class="event-times">{text}{differs}</p> }.into_any()
}

fn what_it_rests_on(words: &'static Words, grounds: &Grounds) -> AnyView {
    match grounds {
        Grounds::Evidence(items) => view! {
            <p class="event-label">{words.pledge.evidence}</p>
            <ul class="evidence">{items.iter().map(|item| evidence(words, item)).collect_view()}</ul>
        }
        .into_any(),
        Grounds::None(reason) => view! { <p><b>{words.pledge.no_evidence}</b>{said(words, reason)}</p> }.into_any(),
    }
}

fn evidence(words: &'static Words, item: &Evidence) -> AnyView {
    let label = said(words, &item.label);
    match item.href.clone() {
        Some(href) => view! { <li><a href=href>{label}</a></li> }.into_any(),
        None => view! { <li>{label}</li> }.into_any(),
    }
}
