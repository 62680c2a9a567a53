//! How long ago something was, in words that keep up with the clock.

use std::time::Duration;

use jiannuo_board::record::moment;
use jiannuo_store::device;
use leptos::prelude::*;

use crate::session::session;
use crate::words::Words;

const MINUTE_MS: i64 = 60_000;
/// Further ahead than two honest clocks are from each other.
const AHEAD_MS: i64 = -MINUTE_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Between two looks at the clock: no text is older than half of its smallest unit.
const LOOK: Duration = Duration::from_secs(30);

/// The time on the wall, and how long ago that was.
#[component]
pub fn Ago(then_ms: i64) -> impl IntoView {
    let session = session();
    let now_ms = RwSignal::new(device::now_ms());
    if let Ok(clock) = set_interval_with_handle(move || now_ms.set(device::now_ms()), LOOK) {
        on_cleanup(move || clock.clear());
    }
    move || {
        let words = session.words();
        let at = moment(then_ms);
        let since = since(words, now_ms.get().saturating_sub(then_ms));
        view! {
            <time datetime=at.machine()>{(words.board().time.moment)(at)}</time>
            {since.map(|since| words.in_brackets(&since))}
        }
    }
}

/// How long ago; `None` when one of two clocks is so wrong that it lies ahead.
fn since(words: Words, passed_ms: i64) -> Option<String> {
    match passed_ms {
        AHEAD_MS..MINUTE_MS => Some(words.just_now().to_owned()),
        MINUTE_MS..HOUR_MS => Some(words.minutes_ago(passed_ms / MINUTE_MS)),
        HOUR_MS..DAY_MS => Some(words.hours_ago(passed_ms / HOUR_MS)),
        DAY_MS.. => Some(words.days_ago(passed_ms / DAY_MS)),
        _ => None,
    }
}
