//! Identity cards, bank cards and mobile phones: what their digits must be.

use std::ops::Range;

use super::digits::{Group, groups};
use super::{Finding, Kind};
use crate::day::Day;

/// The longest number that is looked for: a bank card of 19 digits.
const MAX_DIGITS: usize = 19;
/// Groups of one digit each are read as one number from here on; fewer are a table or a list.
const MIN_SINGLE_DIGITS: usize = 11;
/// The first two digits of an identity card: provinces, Hong Kong, Macao, Taiwan (71 and 83), foreign residents (91).
const REGIONS: [&str; 36] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", "91",
];
/// ISO 7064 MOD 11-2 as GB 11643 uses it: the weight of place i is 2^(17 − i) modulo 11.
const ID_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character for each remainder of the weighted sum.
const ID_CHECKS: &[u8; 11] = b"10X98765432";
/// Birth years that a living person can have.
const BIRTH_YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// Every run of groups that can be one of the three, overlapping ones included.
pub(super) fn candidates(text: &str) -> Vec<Finding> {
    let groups = groups(text);
    let mut found = Vec::new();
    for (index, first) in groups.iter().enumerate() {
        let mut digits = String::new();
        let mut lengths = Vec::new();
        for (offset, group) in groups.iter().skip(index).enumerate() {
            if (offset > 0 && !group.joined) || digits.len() + group.digits.len() > MAX_DIGITS {
                break;
            }
            digits.push_str(&group.digits);
            lengths.push(group.digits.len());
            found.extend(recognise(text, &digits, &lengths, first.range.start..group.range.end));
        }
        found.extend(phone_after_country_code(text, first));
    }
    found
}

fn recognise(text: &str, digits: &str, lengths: &[usize], range: Range<usize>) -> Option<Finding> {
    let grouped_as = |plain: &dyn Fn(&[usize]) -> bool| {
        plain(lengths) || (lengths.len() >= MIN_SINGLE_DIGITS && lengths.iter().all(|length| *length == 1))
    };
    // Eleven digits before a currency are no phone.
    let is_amount = text.get(range.end..).is_some_and(|after| after.starts_with('元'));
    let (kind, masked) = if is_id_card(digits, lengths.len()) {
        (Kind::IdCard, starred(digits, 2, 3))
    } else if is_bank_card(digits) && grouped_as(&card_grouping) {
        (Kind::BankCard, starred(digits, 0, 4))
    } else if is_mobile(digits) && grouped_as(&phone_grouping) && !is_amount {
        (Kind::MobilePhone, starred(digits, 3, 4))
    } else {
        return None;
    };
    Some(Finding { kind, range, masked })
}

/// The country code and a number in one piece: the code stays, the number is found.
fn phone_after_country_code(text: &str, group: &Group) -> Option<Finding> {
    let number =
        ["0086", "86"].iter().find_map(|code| group.digits.strip_prefix(code)).filter(|rest| is_mobile(rest))?;
    let code_digits = group.digits.len() - number.len();
    let (code_bytes, _) = text.get(group.range.clone())?.char_indices().nth(code_digits)?;
    let range = group.range.start + code_bytes..group.range.end;
    Some(Finding { kind: Kind::MobilePhone, range, masked: starred(number, 3, 4) })
}

/// The first and last characters with stars between, as long as before.
fn starred(digits: &str, first: usize, last: usize) -> String {
    let length = digits.chars().count();
    let kept = |place: usize| place < first || place + last >= length;
    digits.chars().enumerate().map(|(place, character)| if kept(place) { character } else { '*' }).collect()
}

fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11
        && bytes.first() == Some(&b'1')
        && bytes.get(1).is_some_and(|second| (b'3'..=b'9').contains(second))
        && bytes.iter().all(u8::is_ascii_digit)
}

/// Phones are said in two or three groups of at least three digits.
fn phone_grouping(lengths: &[usize]) -> bool {
    lengths.len() <= 3 && lengths.iter().all(|length| *length >= 3)
}

fn is_id_card(digits: &str, group_count: usize) -> bool {
    if !REGIONS.iter().any(|region| digits.starts_with(region)) {
        return false;
    }
    match digits.len() {
        18 => is_birth_date(digits.get(6..14)) && id_check(digits),
        // The old kind has no checksum, so that only digits in one piece count.
        15 => group_count == 1 && is_birth_date(digits.get(6..12).map(|date| format!("19{date}")).as_deref()),
        _ => false,
    }
}

fn is_birth_date(digits: Option<&str>) -> bool {
    let number = |range: Range<usize>| digits.and_then(|digits| digits.get(range)?.parse::<i32>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(4..6), number(6..8)) else {
        return false;
    };
    let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else {
        return false;
    };
    BIRTH_YEARS.contains(&year) && Day::from_ymd(year, month, day).is_some()
}

fn id_check(digits: &str) -> bool {
    let Some((body, check)) = digits.as_bytes().split_last_chunk::<1>() else {
        return false;
    };
    if !body.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = body.iter().zip(ID_WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    usize::try_from(sum % 11).ok().and_then(|remainder| ID_CHECKS.get(remainder)) == check.first()
}

/// UnionPay (62, older 60 and 9558), Visa, Mastercard, American Express, JCB, each with the lengths that it has.
fn is_bank_card(digits: &str) -> bool {
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| digits.starts_with(prefix));
    let known = match digits.len() {
        13 => begins(&["4"]),
        15 => begins(&["34", "37"]),
        16 => begins(&["62", "60", "4", "51", "52", "53", "54", "55", "35", "9558"]),
        17 | 18 => begins(&["62", "60", "9558"]),
        19 => begins(&["62", "60", "9558", "4"]),
        _ => false,
    };
    known && luhn(digits)
}

fn luhn(digits: &str) -> bool {
    let values = digits.bytes().rev().map(|byte| byte.is_ascii_digit().then(|| u32::from(byte - b'0')));
    let sum = values.enumerate().try_fold(0, |sum, (place, value)| {
        let doubled = if place % 2 == 1 { value? * 2 } else { value? };
        Some(sum + doubled / 10 + doubled % 10)
    });
    sum.is_some_and(|sum| sum % 10 == 0)
}

/// Cards are written in one piece or in groups of at least three digits, of which the last may be shorter.
fn card_grouping(lengths: &[usize]) -> bool {
    lengths.split_last().is_some_and(|(_, before)| before.iter().all(|length| *length >= 3))
}
