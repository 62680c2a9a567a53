use leptos::prelude::*;

use super::{Exception, Hours, OpenState, OpeningHours};
use crate::{
    components::said::said,
    time::{Clock, Moment},
    words::Words,
};

/// Whether it is open, and for which moment that holds; a page may be a minute old.
pub fn open_now(words: &'static Words, state: OpenState, as_at: Moment) -> AnyView {
    let class = if state.is_open() { "open-now open-now-yes" } else { "open-now" };
    let clock = (words.service_point.as_at)(&as_at.clock.text());
    view! {
        <p class=class>
            <b>{(words.service_point.state)(state)}</b>
            " "
            <time class="open-now-at" datetime=as_at.machine()>{clock}</time>
        </p>
    }
    .into_any()
}

/// The week as a table and the days that differ as another.
pub fn hours_table(words: &'static Words, hours: &OpeningHours) -> AnyView {
    let week = (!hours.week.is_empty()).then(|| {
        let rows = hours
            .week
            .iter()
            .map(|(day, spans)| row(words, (words.time.weekday)(*day).to_owned(), spans, None))
            .collect_view();
        table(words, words.service_point.hours, rows.into_any())
    });
    let exceptions = (!hours.exceptions.is_empty()).then(|| {
        let rows = hours
            .exceptions
            .iter()
            .map(|Exception { day, last, hours, reason }| {
                let days = last.map_or_else(|| (words.time.day)(*day), |last| (words.time.span)(*day, last));
                row(words, days, hours, reason.as_deref())
            })
            .collect_view();
        table(words, words.service_point.exceptions, rows.into_any())
    });
    let written = hours.as_written.as_deref().map(|text| view! { <p class="hours-written">{said(words, text)}</p> });
    view! { {written}{week}{exceptions} }.into_any()
}

fn table(words: &'static Words, caption: &'static str, rows: AnyView) -> AnyView {
    view! {
        <table class="hours">
            <caption>{caption}</caption>
            <thead>
                <tr><th scope="col">{words.service_point.day}</th><th scope="col">{words.service_point.open_hours}</th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(words: &'static Words, day: String, spans: &[Hours], reason: Option<&str>) -> AnyView {
    let times = if spans.is_empty() {
        words.service_point.closed.into_any()
    } else {
        let last = spans.len() - 1;
        let spans = spans.iter().enumerate().map(|(index, (from, to))| {
            let after = if index < last { words.service_point.between_hours } else { "" };
            view! { <span class="hours-span">{format!("{}–{}{after}", from.text(), closing(words, *from, *to))}</span> }
        });
        spans.collect_view().into_any()
    };
    let reason = reason.map(|reason| view! { " " <span class="hours-reason">{said(words, reason)}</span> });
    view! { <tr><th scope="row">{day}</th><td>{times}{reason}</td></tr> }.into_any()
}

/// A closing time that is not later than the opening is on the next day, and says so.
fn closing(words: &'static Words, from: Clock, to: Clock) -> String {
    if to <= from { (words.network.next_day)(&to.text()) } else { to.text() }
}
