use jiannuo_domain::{clock::Now, day, hours};
use jiannuo_finding::Readings;

use crate::{
    time::{Clock, Day, Moment},
    words::Words,
};

/// What a page is made for.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The words of the page's language.
    pub words: &'static Words,
    /// The time, in milliseconds since 1970.
    pub now_ms: i64,
    /// The day in Shanghai.
    pub today: day::Day,
    /// Whether the clock can be trusted; if not, dates are shown and no verdicts about them (spec rule T5).
    pub verdicts: bool,
    /// How characters are read, where a search may ask for it.
    pub readings: Option<&'static Readings>,
}

impl Context {
    /// On a server, whose clock is the log's.
    pub fn new(words: &'static Words, now_ms: i64, today: day::Day) -> Self {
        Self { words, now_ms, today, verdicts: true, readings: None }
    }

    /// On a device, as far as its clock is good.
    pub fn on_device(words: &'static Words, now: &Now) -> Self {
        Self { verdicts: now.clock_off_ms.is_none(), ..Self::new(words, now.now_ms, now.today) }
    }

    /// The moment for which a page holds; nothing where the clock cannot be trusted.
    pub(super) fn as_at(&self) -> Option<Moment> {
        self.verdicts.then(|| moment(self.now_ms))
    }

    /// A day in the page's language.
    pub fn day_text(&self, day: day::Day) -> String {
        (self.words.time.day)(shown(day))
    }
}

/// Milliseconds in a minute: 60 × 1,000.
const MINUTE_MS: i64 = 60_000;

/// A day as pages show it.
pub(super) fn shown(day: day::Day) -> Day {
    Day::new(day.year(), day.month(), day.day())
}

/// An instant as the wall clocks of the country show it.
pub fn moment(instant_ms: i64) -> Moment {
    let minute = minute_of_day(instant_ms);
    let clock = Clock::new(number(minute / 60), number(minute % 60));
    Moment { day: shown(day::Day::in_shanghai(instant_ms)), clock }
}

/// Minutes since midnight in Shanghai.
pub(super) fn minute_of_day(instant_ms: i64) -> u16 {
    let since_midnight_ms = instant_ms.saturating_add(day::SHANGHAI_AHEAD_MS).rem_euclid(day::DAY_MS);
    // A day has 1,440 minutes.
    u16::try_from(since_midnight_ms / MINUTE_MS).unwrap_or_default()
}

/// A time on the wall clock as pages show it.
pub(super) fn clock(time: hours::ClockTime) -> Clock {
    let minute = time.minute_of_day();
    Clock::new(number(minute / 60), number(minute % 60))
}

/// Hours and minutes are below 61.
fn number(value: u16) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

/// How many there are; four thousand million of anything are shown as that.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
