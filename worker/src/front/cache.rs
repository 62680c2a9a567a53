//! The isolate's own cache of pages: at most one second stale, bounded in entries and bytes.
//!
//! It keeps what the engine makes answers from, so that an answer from here costs one call into the engine.

use std::collections::HashMap;

use crate::reply::{Parts, Reply};

/// How old an answer may be that is given without asking the organisation's object.
pub(crate) const MAX_AGE_MS: i64 = 1_000;

/// Pages kept: 500 villages' boards in their usual form.
const MAX_ENTRIES: usize = 500;

/// Bytes kept: an isolate has 128 MB, ledgers need most of them.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Longest address with preferences that is kept; longer ones are nobody's usual page.
const MAX_KEY_BYTES: usize = 512;

/// A kept answer.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// What the engine makes answers from.
    pub(crate) parts: Parts,
    /// Its validator.
    pub(crate) etag: String,
    /// The organisation, for the log line.
    pub(crate) org: Option<String>,
    bytes: usize,
    checked_ms: i64,
}

impl Kept {
    /// Whether it may be given without asking.
    pub(crate) const fn is_fresh(&self, now_ms: i64) -> bool {
        // A clock that was set back must not keep a page for ever.
        let age_ms = now_ms - self.checked_ms;
        age_ms >= 0 && age_ms < MAX_AGE_MS
    }
}

/// The answers that an isolate keeps.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    entries: HashMap<String, Kept>,
    bytes: usize,
}

impl Cache {
    /// What is kept under a key, fresh or not.
    pub(crate) fn get(&self, key: &str) -> Option<&Kept> {
        self.entries.get(key)
    }

    /// Notes that what is kept still holds.
    pub(crate) fn renew(&mut self, key: &str, now_ms: i64) {
        if let Some(kept) = self.entries.get_mut(key) {
            kept.checked_ms = now_ms;
        }
    }

    /// Keeps an answer that has a validator.
    pub(crate) fn keep(&mut self, key: String, reply: &Reply, parts: Parts, org: Option<String>, now_ms: i64) {
        let Some((_, etag)) = reply.headers.iter().find(|(name, _)| *name == "etag") else { return };
        let bytes = reply.body.len() + key.len();
        if key.len() > MAX_KEY_BYTES || bytes > MAX_BYTES {
            return;
        }
        self.forget(&key);
        if self.entries.len() >= MAX_ENTRIES || self.bytes + bytes > MAX_BYTES {
            // Rare, and what is asked for often is back within a second.
            self.entries.clear();
            self.bytes = 0;
        }
        self.bytes += bytes;
        self.entries.insert(key, Kept { parts, etag: etag.clone(), org, bytes, checked_ms: now_ms });
    }

    fn forget(&mut self, key: &str) {
        if let Some(kept) = self.entries.remove(key) {
            self.bytes -= kept.bytes;
        }
    }
}
