//! The words of a yearly cycle of pledges, and of a member's account at its end.

use serde::{Deserialize, Serialize};

use super::{Words, WordsError, optional, required};
use crate::day::Day;
use crate::limits::{MAX_NOTE_CHARACTERS, MAX_TEXT_CHARACTERS};

/// A year of pledging: pledge at its beginning, account for it at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CycleWords {
    /// The year.
    pub year: i32,
    /// The last day for pledging.
    pub pledge_by: Day,
    /// The day of the look at half-way.
    pub mid_check: Day,
    /// The last day for giving an account.
    pub account_by: Day,
    /// The day on which it closes.
    pub close_on: Day,
    /// In a revision: why it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Words for CycleWords {
    fn check(&self) -> Result<(), WordsError> {
        let days = [
            ("pledge_by", self.pledge_by),
            ("mid_check", self.mid_check),
            ("account_by", self.account_by),
            ("close_on", self.close_on),
        ];
        for pair in days.windows(2) {
            if let [(_, before), (field, after)] = pair
                && after < before
            {
                return Err(WordsError::Impossible { field: (*field).to_owned() });
            }
        }
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}

/// What a member says of their year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountWords {
    /// The account.
    pub text: String,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl Words for AccountWords {
    fn check(&self) -> Result<(), WordsError> {
        required("text", &self.text, MAX_TEXT_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn d10_the_days_of_a_year_come_in_their_order() {
        let day = |written: &str| written.parse::<Day>().unwrap();
        let mut cycle = CycleWords {
            year: 2026,
            pledge_by: day("2026-02-28"),
            mid_check: day("2026-07-15"),
            account_by: day("2026-12-20"),
            close_on: day("2027-01-15"),
            reason: None,
        };
        assert!(cycle.to_body().is_ok());
        cycle.mid_check = day("2026-02-01");
        assert_eq!(cycle.to_body(), Err(WordsError::Impossible { field: "mid_check".into() }));
        cycle.mid_check = day("2026-12-21");
        assert_eq!(cycle.to_body(), Err(WordsError::Impossible { field: "account_by".into() }));
    }
}
