//! Amounts that a pledge promises or a table adds up: exact decimals with three places, never floating point.
//!
//! Stored as whole thousandths, written as a plain decimal in a JSON string, so that every device and every later
//! verifier reads the same number. Deliberately absent: units (they are words beside it) and rounding of any kind.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Error as _};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// Thousandths in one.
const SCALE: i64 = 1_000;
/// Places after the point that fit: 10³ = `SCALE`.
const DECIMAL_PLACES: usize = 3;
/// Digits before the point that always fit: i64 holds 9.2 × 10¹⁸ thousandths, which is 9.2 × 10¹⁵ and some.
pub const MAX_WHOLE_DIGITS: usize = 15;

/// An exact decimal number with at most three places after the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    thousandths: i64,
}

/// Why a text is not a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Not digits with at most one decimal point.
    #[error("not a plain decimal number")]
    NotANumber,
    /// More digits before the point than can be kept.
    #[error("a number with more than {MAX_WHOLE_DIGITS} digits before the point does not fit")]
    TooLarge,
    /// More places after the point than can be kept.
    #[error("a number has at most {DECIMAL_PLACES} places after the point")]
    TooFine,
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self { thousandths: 0 };

    /// So many thousandths.
    #[must_use]
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self { thousandths }
    }

    /// A whole number, if it fits.
    #[must_use]
    pub const fn from_whole(whole: i64) -> Option<Self> {
        match whole.checked_mul(SCALE) {
            Some(thousandths) => Some(Self { thousandths }),
            None => None,
        }
    }

    /// How many thousandths it is.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.thousandths
    }

    /// The sum, if it fits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.thousandths.checked_add(other.thousandths).map(Self::from_thousandths)
    }

    /// The sum of amounts, the same in whatever order they come; beyond the largest that can be written, that one.
    #[must_use]
    pub fn total(amounts: impl Iterator<Item = Self>) -> Self {
        // 2^64 amounts of 63 bits each are 127 bits: the sum itself always fits.
        let sum: i128 = amounts.map(|amount| i128::from(amount.thousandths)).sum();
        let kept = sum.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
        Self { thousandths: i64::try_from(kept).unwrap_or(i64::MAX) }
    }

    /// The difference, if it fits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.thousandths.checked_sub(other.thousandths).map(Self::from_thousandths)
    }

    /// So many times as much, if it fits.
    #[must_use]
    pub fn checked_times(self, factor: i64) -> Option<Self> {
        self.thousandths.checked_mul(factor).map(Self::from_thousandths)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.thousandths.unsigned_abs() / 1_000, self.thousandths.unsigned_abs() % 1_000);
        let sign = if self.thousandths < 0 { "-" } else { "" };
        if part == 0 {
            return write!(out, "{sign}{whole}");
        }
        let places = format!("{part:03}");
        write!(out, "{sign}{whole}.{}", places.trim_end_matches('0'))
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(written: &str) -> Result<Self, QuantityError> {
        let (negative, unsigned) = match written.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, written),
        };
        let (whole, places) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(QuantityError::NotANumber),
            Some((whole, places)) => (whole, places),
            None => (unsigned, ""),
        };
        let all_digits = whole.bytes().chain(places.bytes()).all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits {
            return Err(QuantityError::NotANumber);
        }
        if places.len() > DECIMAL_PLACES {
            return Err(QuantityError::TooFine);
        }
        // Some numbers of 16 digits still fit; they are kept, so that whatever is written can be read again.
        let thousandths = format!("{whole}{places:0<DECIMAL_PLACES$}").parse::<i128>();
        let thousandths = thousandths.map_err(|_| QuantityError::TooLarge)?;
        let signed = if negative { -thousandths } else { thousandths };
        i64::try_from(signed).map(Self::from_thousandths).map_err(|_| QuantityError::TooLarge)
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_decimals_are_read() {
        for (written, thousandths, back) in [
            ("0", 0, "0"),
            ("15", 15_000, "15"),
            ("12.5", 12_500, "12.5"),
            ("12.50", 12_500, "12.5"),
            ("0.004", 4, "0.004"),
            ("-0.5", -500, "-0.5"),
            ("007", 7_000, "7"),
            ("999999999999999", 999_999_999_999_999_000, "999999999999999"),
        ] {
            let read: Quantity = written.parse().unwrap();
            assert_eq!((read.thousandths(), read.to_string().as_str()), (thousandths, back), "{written}");
        }
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        use QuantityError::{NotANumber, TooFine, TooLarge};
        for (written, reason) in [
            ("", NotANumber),
            ("-", NotANumber),
            (".5", NotANumber),
            ("5.", NotANumber),
            ("1.2.3", NotANumber),
            ("1e3", NotANumber),
            ("+5", NotANumber),
            ("１５", NotANumber),
            (" 5", NotANumber),
            ("1.2345", TooFine),
            ("9223372036854776", TooLarge),
            ("99999999999999999999999999999999999999999999", TooLarge),
        ] {
            assert_eq!(written.parse::<Quantity>(), Err(reason), "{written:?}");
        }
    }

    #[test]
    fn a_quantity_travels_as_a_json_string_only() {
        assert_eq!(serde_json::to_string(&Quantity::from_thousandths(12_500)).unwrap(), "\"12.5\"");
        assert!(serde_json::from_str::<Quantity>("12.5").is_err());
        assert!(serde_json::from_str::<Quantity>("\"12,5\"").is_err());
    }

    #[test]
    fn arithmetic_stops_at_the_edge() {
        let most = Quantity::from_thousandths(i64::MAX);
        assert_eq!(most.checked_add(Quantity::from_thousandths(1)), None);
        assert_eq!(Quantity::from_thousandths(i64::MIN).checked_sub(Quantity::from_thousandths(1)), None);
        assert_eq!(most.checked_times(2), None);
        assert_eq!(Quantity::from_whole(i64::MAX), None);
    }

    proptest! {
        #[test]
        fn writing_and_reading_agree(thousandths: i64) {
            let quantity = Quantity::from_thousandths(thousandths);
            prop_assert_eq!(quantity.to_string().parse(), Ok(quantity));
            let json = serde_json::to_string(&quantity).unwrap();
            prop_assert_eq!(serde_json::from_str::<Quantity>(&json).unwrap(), quantity);
        }

        #[test]
        fn adding_and_taking_away_agree(a: i64, b: i64) {
            let (a, b) = (Quantity::from_thousandths(a), Quantity::from_thousandths(b));
            if let Some(sum) = a.checked_add(b) {
                prop_assert_eq!(sum.checked_sub(b), Some(a));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-+.0-9eE ]{0,40}|.*") {
            if let Ok(quantity) = text.parse::<Quantity>() {
                prop_assert_eq!(quantity.to_string().parse(), Ok(quantity));
            }
        }
    }
}
