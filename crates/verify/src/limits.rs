//! How much is read from a server that may be anybody's, each bound with its arithmetic.

use jiannuo_domain::limits::{BUNDLE_ENTRIES, MAX_BODY_BYTES, MAX_LEAF_BYTES};

/// An entry bundle: 256 of the longest leaves, each after two bytes of length; 16.8 MB.
pub const MAX_BUNDLE_BYTES: usize = BUNDLE_ENTRIES as usize * (MAX_LEAF_BYTES + 2);

/// One body in JSON: the text once more in a JSON text, where each byte may take two, and the salt.
pub const MAX_BODY_ANSWER_BYTES: usize = 2 * MAX_BODY_BYTES + 1024;

/// A batch of bodies: 1 MiB of words and one body more, doubled as above, and 256 lines of 200 bytes around them.
pub const MAX_BODIES_BYTES: usize = 2 * (1024 * 1024 + MAX_BODY_BYTES) + 256 * 200;

/// A board: 10,000 pledges of 2 kB, and room for three times as much.
pub const MAX_BOARD_BYTES: usize = 64 * 1024 * 1024;

/// A file of the app: the largest has 7 MB as it comes from the compiler, and room for four times as much.
pub const MAX_RELEASED_FILE_BYTES: usize = 32 * 1024 * 1024;

/// Entries of one log: 250 a working day for 160 years; what a check keeps of them in memory is some GB by then.
pub const MAX_ENTRIES: u64 = 10_000_000;

/// Findings that are listed; the others are counted.
pub const MAX_FINDINGS: usize = 1_000;

/// How often the check follows a log that grows meanwhile until it catches its board: each time takes a second or so.
pub const MAX_ROUNDS: usize = 5;

/// By how much the log's clock may be ahead of the reader's: a day, as for members' devices.
pub const CLOCK_TOLERANCE_MS: i64 = 86_400_000;
