//! Which day it is for a device whose clock may be wrong (spec rule T5).
//!
//! Today is the later of the device's clock and the last receipt that the device has verified. A clock more than a day
//! off still shows dates, but no verdicts about them.

use crate::day::Day;
use crate::ledger::CLOCK_TOLERANCE_MS;

/// A moment at which the device's clock and the server's were read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// The device's clock then, in milliseconds since 1970.
    pub device_ms: i64,
    /// The server's clock then.
    pub server_ms: i64,
}

/// What a device takes for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The time, in milliseconds since 1970.
    pub now_ms: i64,
    /// The day in Shanghai.
    pub today: Day,
    /// How far the device's clock is off, when that is more than a day; verdicts are then withheld.
    pub clock_off_ms: Option<i64>,
}

/// What a device takes for now.
pub fn now(device_ms: i64, last_received_ms: Option<i64>, last_contact: Option<Contact>) -> Now {
    let now_ms = last_received_ms.map_or(device_ms, |received| received.max(device_ms));
    let ahead = last_contact.map_or(0, |contact| contact.device_ms.saturating_sub(contact.server_ms));
    let behind = now_ms.saturating_sub(device_ms);
    let off = if ahead.abs() > CLOCK_TOLERANCE_MS { ahead } else { -behind };
    Now { now_ms, today: Day::in_shanghai(now_ms), clock_off_ms: (off.abs() > CLOCK_TOLERANCE_MS).then_some(off) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
    const NOON_MS: i64 = 1_782_014_400_000;

    #[test]
    fn t5_today_is_never_before_what_the_log_has_received() {
        let now = now(0, Some(NOON_MS), None);
        assert_eq!(now.today, Day::in_shanghai(NOON_MS));
        assert_eq!(now.clock_off_ms, Some(-NOON_MS), "a device in 1970 gives no verdicts");
    }

    #[test]
    fn t5_a_clock_a_year_ahead_gives_no_verdicts() {
        let contact = Contact { device_ms: NOON_MS + 365 * DAY_MS, server_ms: NOON_MS };
        assert_eq!(now(NOON_MS + 365 * DAY_MS, None, Some(contact)).clock_off_ms, Some(365 * DAY_MS));
    }

    #[test]
    fn t5_a_clock_an_hour_off_is_good_enough() {
        let contact = Contact { device_ms: NOON_MS + 3_600_000, server_ms: NOON_MS };
        assert_eq!(now(NOON_MS + 3_600_000, Some(NOON_MS), Some(contact)).clock_off_ms, None);
    }
}
