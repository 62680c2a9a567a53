//! Runs of digits as people write them: half or full width, split by spaces and hyphens.

use std::ops::Range;

use crate::readable_text;

/// Stars that show the digits beside them to be what a mask left over: the shortest mask has three.
const MASK_STARS: &str = "***";
/// Most digits that a mask leaves beside its stars: "0086138" before the stars of a phone with its country code.
const MAX_MASK_REMNANT_DIGITS: usize = 7;

/// Digits without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// The digits as ASCII, or "X".
    pub digits: String,
    /// Where they are, in bytes.
    pub range: Range<usize>,
    /// Joined to the group before by nothing but separators.
    pub joined: bool,
}

/// The value of a half-width or full-width digit.
pub(super) fn digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '０'..='９' => char::from_digit(u32::from(character).wrapping_sub(u32::from('０')), 10),
        _ => None,
    }
}

/// All groups of the text that are not left over from a mask; the "X" that can end an identity card is one by itself.
pub(super) fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut joined = false;
    for (start, character) in text.char_indices() {
        let range = start..start + character.len_utf8();
        let value = digit(character).or_else(|| (joined && is_x(character)).then_some('X'));
        match (value, groups.last_mut()) {
            (Some(value), Some(last)) if value != 'X' && last.range.end == start && last.digits != "X" => {
                last.digits.push(value);
                last.range.end = range.end;
            }
            (Some(value), _) => groups.push(Group { digits: value.to_string(), range, joined }),
            (None, _) => joined &= is_separator(character),
        }
        joined |= value.is_some();
    }
    drop_mask_remnants(text, groups)
}

fn drop_mask_remnants(text: &str, groups: Vec<Group>) -> Vec<Group> {
    let mut kept = Vec::with_capacity(groups.len());
    let mut gap = false;
    for mut group in groups {
        if group.digits.len() <= MAX_MASK_REMNANT_DIGITS && touches_mask(text, &group.range) {
            gap = true;
            continue;
        }
        group.joined &= !gap;
        gap = false;
        kept.push(group);
    }
    kept
}

/// Whether the stars of a mask stand directly before or after.
pub(super) fn touches_mask(text: &str, range: &Range<usize>) -> bool {
    text.get(..range.start).is_some_and(|before| before.ends_with(MASK_STARS))
        || text.get(range.end..).is_some_and(|after| after.starts_with(MASK_STARS))
}

fn is_x(character: char) -> bool {
    matches!(character, 'X' | 'x' | 'Ｘ' | 'ｘ')
}

/// Spaces, hyphens and dashes of every kind, and characters that nobody sees.
fn is_separator(character: char) -> bool {
    matches!(character, ' ' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}')
        || (character.is_whitespace() && character != '\n')
        || readable_text::is_hidden(character)
}
