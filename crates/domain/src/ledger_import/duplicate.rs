//! What makes two rows the same: their words without spaces and signs, so that a second import finds what the first one
//! brought.

use crate::words::{CatalogueWords, DisclosureWords, Due, GuideWords, PledgeWords, PointWords};

/// Between the parts of a key; it is in none of them.
const BETWEEN: char = '|';

/// A pledge is who pledges what by when, and how much.
#[must_use]
pub fn pledge_key(pledger: &str, words: &PledgeWords) -> String {
    let due = match &words.due {
        Due::On { on } => on.to_string(),
        // From when it counts is the day of the import.
        Due::Every { every, .. } => format!("{every:?}"),
        Due::WithinWorkingDays { days, .. } => days.to_string(),
        Due::AsWritten { written } => plain(written),
    };
    let quantity = words.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
    key(&["pledge", &plain(pledger), &plain(&words.text), &quantity, &due])
}

/// A disclosure is a heading of a day.
#[must_use]
pub fn disclosure_key(words: &DisclosureWords) -> String {
    key(&["disclosure", &plain(&words.title), &words.date.to_string()])
}

/// A service point is a name at a place.
#[must_use]
pub fn point_key(words: &PointWords) -> String {
    key(&["point", &plain(&words.name), &plain(&words.address)])
}

/// A guide is a matter at an office.
#[must_use]
pub fn guide_key(words: &GuideWords) -> String {
    key(&["guide", &plain(&words.matter), &plain(words.office.as_deref().unwrap_or_default())])
}

/// A row of the catalogue is an item of a matter.
#[must_use]
pub fn catalogue_key(words: &CatalogueWords) -> String {
    key(&["catalogue", &plain(&words.matter), &plain(&words.item)])
}

fn key(parts: &[&str]) -> String {
    parts.join(&BETWEEN.to_string())
}

fn plain(text: &str) -> String {
    super::cursor::folded(text).chars().filter(|character| character.is_alphanumeric()).collect()
}
