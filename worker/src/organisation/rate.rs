//! How many pushes one key may make in a minute (spec rule W9).
//!
//! Only pushes that bring something new under a signature that holds are counted: what anybody can copy from the public
//! log uses up nobody's share. Only keys that the log knows are: keys are made for nothing, and many of them would have
//! the counts of all others cleared. Kept in memory; an object that starts anew starts counting anew.

use std::collections::HashMap;

use jiannuo_domain::id::KeyId;
use jiannuo_domain::limits::MAX_PUSHES_PER_MINUTE;

/// A minute.
const WINDOW_MS: i64 = 60_000;

/// Keys that are counted at the same time: a township's staff ten times over; beyond, the minute is counted anew.
const MAX_COUNTED_KEYS: usize = 10_000;

/// The counts of the present minute.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    window: i64,
    counts: HashMap<KeyId, u32>,
}

impl Rates {
    /// How many seconds to wait, when a key has had its share of this minute.
    pub(crate) fn wait_seconds(&self, key: &KeyId, now_ms: i64) -> Option<i64> {
        let is_present = self.window == now_ms.div_euclid(WINDOW_MS);
        let is_full = is_present && self.counts.get(key).is_some_and(|count| *count >= MAX_PUSHES_PER_MINUTE);
        is_full.then(|| (WINDOW_MS - now_ms.rem_euclid(WINDOW_MS) + 999) / 1_000)
    }

    /// Counts a push of a key.
    pub(crate) fn count(&mut self, key: KeyId, now_ms: i64) {
        let window = now_ms.div_euclid(WINDOW_MS);
        if window != self.window || self.counts.len() >= MAX_COUNTED_KEYS {
            self.window = window;
            self.counts.clear();
        }
        *self.counts.entry(key).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w9_a_key_has_its_share_of_each_minute_and_no_other_key_loses_by_it() {
        let (busy, other) = (KeyId::from_bytes([1; 16]), KeyId::from_bytes([2; 16]));
        let mut rates = Rates::default();
        let start_ms = 1_782_000_000_000;
        for _ in 0..MAX_PUSHES_PER_MINUTE {
            assert_eq!(rates.wait_seconds(&busy, start_ms), None);
            rates.count(busy, start_ms);
        }
        assert_eq!(rates.wait_seconds(&busy, start_ms + 10_000), Some(50));
        assert_eq!(rates.wait_seconds(&busy, start_ms + 59_999), Some(1));
        assert_eq!(rates.wait_seconds(&other, start_ms + 10_000), None);
        assert_eq!(rates.wait_seconds(&busy, start_ms + 60_000), None);
    }
}
