//! One form for letters that readers take for the same.

/// How far a full-width form stands behind its ASCII character: U+FF01 is `!`, U+0021.
const FULL_WIDTH_AHEAD: u32 = 0xFEE0;

/// A text with full-width letters, digits and punctuation made narrow and letters made small; character by character, so
/// that a place in it is the same place in the text.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_character).collect()
}

pub(crate) fn fold_character(character: char) -> char {
    let narrow = match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - FULL_WIDTH_AHEAD).unwrap_or(character),
        _ => character,
    };
    let mut small = narrow.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        // A letter whose small form is two stays as it is: places must not move.
        _ => narrow,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::fold;

    #[test]
    fn wide_and_large_letters_become_narrow_and_small() {
        assert_eq!(fold("ＡＢｃ１２，　LED路灯"), "abc12, led路灯");
    }

    proptest! {
        #[test]
        fn a_place_stays_the_same_place(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&text).chars().count(), text.chars().count());
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
