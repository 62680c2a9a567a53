//! A thing said: who, for whom, when by both clocks, and its words if they are still there.

use crate::id::{EntryId, MemberId};
use crate::words::Words;

/// Where a statement is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Receipt {
    /// In the log.
    Logged {
        /// Its place.
        index: u64,
        /// When it was received, in milliseconds since 1970.
        received_ms: i64,
    },
    /// On this device only, waiting to be published.
    Pending,
}

/// Whether the member for whom something was entered stands by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Attestation {
    /// They have not said.
    #[default]
    Silent,
    /// They do.
    Attested,
    /// They do not.
    Contested,
}

/// Who said something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The statement.
    pub entry: EntryId,
    /// Its place and time in the log.
    pub receipt: Receipt,
    /// Time on the device that wrote it, in milliseconds since 1970.
    pub written_ms: i64,
    /// The member whose key signed it.
    pub signer: MemberId,
    /// The member whom it is about; when not the signer, "entered by signer for about".
    pub about: MemberId,
    /// Whether that member stands by it.
    pub attestation: Attestation,
}

/// How far a device's clock may be ahead of the log's before both times are shown with a warning: a day.
pub const CLOCK_TOLERANCE_MS: i64 = 24 * 60 * 60 * 1_000;

/// 2020-01-01 in Shanghai: nothing was written with this software before.
const EARLIEST_WRITTEN_MS: i64 = 1_577_808_000_000;

impl Stamp {
    /// Whether it was entered for somebody else.
    pub fn is_entered_for_another(&self) -> bool {
        self.signer != self.about
    }

    /// Whether the device's time cannot be right: before this software, or more than a day after receipt.
    pub fn has_wrong_clock(&self) -> bool {
        let is_ahead = match self.receipt {
            Receipt::Logged { received_ms, .. } => self.written_ms > received_ms.saturating_add(CLOCK_TOLERANCE_MS),
            Receipt::Pending => false,
        };
        is_ahead || self.written_ms < EARLIEST_WRITTEN_MS
    }
}

/// Words as far as they are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying<W> {
    /// These.
    Words(W),
    /// Removed for good.
    Erased,
    /// Not on this device.
    Missing,
    /// Of a newer version than this code reads; never shown in part (spec rule B8).
    Newer,
}

impl<W> Saying<W> {
    /// Whether this version can read it, there or not.
    pub const fn is_readable(&self) -> bool {
        !matches!(self, Self::Newer)
    }
}

impl<W: Words> Saying<W> {
    /// The words, if they are there.
    pub const fn words(&self) -> Option<&W> {
        match self {
            Self::Words(words) => Some(words),
            Self::Erased | Self::Missing | Self::Newer => None,
        }
    }
}

/// A statement with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<W> {
    /// Who and when.
    pub stamp: Stamp,
    /// What.
    pub saying: Saying<W>,
}

impl<W: Words> Told<W> {
    /// The words, if they are there.
    pub const fn words(&self) -> Option<&W> {
        self.saying.words()
    }
}
