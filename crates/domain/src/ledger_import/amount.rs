//! A quantity cell: "15", "15,000", "约200万元", "≥98%".

use super::RowErrorCode;
use super::cursor::{Cursor, folded};
use crate::quantity::{Quantity, QuantityError};

/// Characters of a unit behind a number: "个自然村" has 4; more is a sentence.
const MAX_UNIT_CHARACTERS: usize = 10;
/// How a cell says that there is no quantity.
const NOTHING: [&str; 8] = ["", "/", "-", "--", "—", "——", "无", "n/a"];
/// Before a number that is approximate or a bound.
const ABOUT: [&str; 22] = [
    "约",
    "大约",
    "大概",
    "近",
    "不少于",
    "不低于",
    "至少",
    "最少",
    "超过",
    "不超过",
    "不多于",
    "最多",
    "≥",
    "≤",
    ">=",
    "<=",
    ">",
    "<",
    "≈",
    "~",
    "about",
    "atleast",
];
/// Behind a number that is approximate or a bound.
const OR_SO: [&str; 7] = ["左右", "以上", "以下", "以内", "余", "多", "+"];
/// Chinese counts in ten thousands.
const FACTORS: [(&str, i64); 2] = [("万", 10_000), ("亿", 100_000_000)];

/// A number, with what stood around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub quantity: Quantity,
    pub exact: bool,
    /// What stood behind the number.
    pub unit: Option<String>,
}

/// Reads a quantity cell; `None` when it says that there is none.
pub(super) fn read(cell: &str) -> Result<Option<Amount>, RowErrorCode> {
    let cell = folded(cell);
    if NOTHING.contains(&cell.as_str()) {
        return Ok(None);
    }
    let mut cursor = Cursor::new(&cell);
    let mut exact = !cursor.eat(&ABOUT);
    let negative = cursor.eat(&["-", "−"]);
    let mut quantity = number(&mut cursor)?;
    exact &= !cursor.eat(&OR_SO);
    for (word, factor) in FACTORS {
        if cursor.eat(&[word]) {
            quantity = quantity.checked_times(factor).ok_or(RowErrorCode::NumberTooLarge)?;
        }
    }
    exact &= !cursor.eat(&OR_SO);
    let mut unit = cursor.rest;
    if let Some(before) = OR_SO.iter().find_map(|word| unit.strip_suffix(word)) {
        (unit, exact) = (before, false);
    }
    let is_unit = unit.chars().count() <= MAX_UNIT_CHARACTERS && !unit.chars().any(is_part_of_number);
    match (is_unit, negative) {
        (false, _) => Err(RowErrorCode::NotANumber),
        (true, true) => Err(RowErrorCode::Negative),
        (true, false) => {
            Ok(Some(Amount { quantity, exact, unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()) }))
        }
    }
}

/// A bare fraction as per cent: what a spreadsheet keeps of "98%" is 0.98.
pub(super) fn as_percent(cell: &str) -> Option<String> {
    let fraction: Quantity = cell.strip_prefix("0.").and_then(|_| cell.parse().ok())?;
    Some(format!("{}%", fraction.checked_times(100)?))
}

fn is_part_of_number(character: char) -> bool {
    character.is_numeric() || matches!(character, '.' | ',' | '-' | '—' | '~' | '=' | '、' | ';')
}

fn number(cursor: &mut Cursor<'_>) -> Result<Quantity, RowErrorCode> {
    let end = cursor.rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    let (written, rest) = cursor.rest.split_at_checked(end).ok_or(RowErrorCode::NotANumber)?;
    cursor.rest = rest;
    let plain = without_thousands(written).ok_or(RowErrorCode::NotANumber)?;
    plain.parse().map_err(|error| match error {
        QuantityError::NotANumber => RowErrorCode::NotANumber,
        QuantityError::TooLarge => RowErrorCode::NumberTooLarge,
        QuantityError::TooFine => RowErrorCode::NumberTooFine,
    })
}

/// "15,000" without its comma; commas in other places mean something else.
fn without_thousands(written: &str) -> Option<String> {
    let (whole, places) = written.split_once('.').map_or((written, None), |(whole, places)| (whole, Some(places)));
    if places.is_some_and(|places| places.contains(',')) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<_> = groups.collect();
    let well_grouped = rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    well_grouped.then(|| written.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_as_offices_write_them() {
        for (cell, quantity, exact, unit) in [
            ("15", "15", true, None),
            ("１５", "15", true, None),
            ("15,000", "15000", true, None),
            ("15，000", "15000", true, None),
            ("4.65", "4.65", true, None),
            ("98%", "98", true, Some("%")),
            ("约200万元", "2000000", false, Some("元")),
            ("200余万元", "2000000", false, Some("元")),
            ("1.5万多米", "15000", false, Some("米")),
            ("不少于5件", "5", false, Some("件")),
            ("≥ 98 %", "98", false, Some("%")),
            ("20户以上", "20", false, Some("户")),
            ("15个自然村", "15", true, Some("个自然村")),
            ("0", "0", true, None),
        ] {
            let amount =
                Amount { quantity: quantity.parse().unwrap_or_default(), exact, unit: unit.map(str::to_owned) };
            assert_eq!(read(cell), Ok(Some(amount)), "{cell}");
        }
        for cell in NOTHING {
            assert_eq!(read(cell), Ok(None), "{cell:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        for (cell, reason) in [
            ("若干", RowErrorCode::NotANumber),
            ("5-8", RowErrorCode::NotANumber),
            ("45/90", RowErrorCode::NotANumber),
            ("1,5", RowErrorCode::NotANumber),
            ("1.2.3", RowErrorCode::NotANumber),
            ("=SUM(A1:A9)", RowErrorCode::NotANumber),
            ("同上", RowErrorCode::NotANumber),
            ("-5", RowErrorCode::Negative),
            ("0.0001", RowErrorCode::NumberTooFine),
            ("99999999999999999999", RowErrorCode::NumberTooLarge),
            ("9000000000000000亿", RowErrorCode::NumberTooLarge),
        ] {
            assert_eq!(read(cell), Err(reason), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read_or_refused(cell in "[0-9,.万亿约余%-]{0,30}|.*") {
            let _ = read(&cell);
        }

        #[test]
        fn a_plain_number_is_itself(thousandths in 0_i64..) {
            let quantity = Quantity::from_thousandths(thousandths);
            prop_assert_eq!(read(&quantity.to_string()), Ok(Some(Amount { quantity, exact: true, unit: None })));
        }
    }
}
