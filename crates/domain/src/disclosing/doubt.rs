//! What does not fit together in a disclosure that was published all the same: pointed out, never changed.

use serde::{Deserialize, Serialize};

use super::{last_day, received_on};
use crate::day::Day;
use crate::ledger::{Ledger, Notice};
use crate::words::DisclosureWords;

/// Something that a reader is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Doubt {
    /// It bears a later day than the one on which the log received it.
    DatedAhead {
        /// The day of receipt.
        received: Day,
    },
    /// Its notice had begun before it was published: residents had fewer days.
    NoticeBeganBefore {
        /// The day of receipt.
        received: Day,
    },
    /// Its outcome was published before the notice was over.
    ConcludedEarly {
        /// The day of receipt of the outcome.
        received: Day,
        /// The last day of the notice.
        until: Day,
    },
}

/// What does not fit together in a disclosure.
pub fn doubts(ledger: &Ledger, told: &Notice<DisclosureWords>) -> Vec<Doubt> {
    let (Some(words), Some(received)) = (told.words(), received_on(&told.wordings)) else { return Vec::new() };
    let dated_ahead = (words.date > received).then_some(Doubt::DatedAhead { received });
    let began = words.notice.as_ref().filter(|notice| notice.from < received);
    let began = began.map(|_| Doubt::NoticeBeganBefore { received });
    let until = words.notice.as_ref().map(|notice| last_day(notice, &ledger.calendar).day);
    let concluded = ledger.outcomes.get(&told.id).and_then(|all| received_on(all));
    let early = until.zip(concluded).filter(|(until, concluded)| concluded <= until);
    let early = early.map(|(until, received)| Doubt::ConcludedEarly { received, until });
    [dated_ahead, began, early].into_iter().flatten().collect()
}
