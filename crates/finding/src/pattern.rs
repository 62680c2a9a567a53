//! One word that is sought, and where it stands in a text.

use std::ops::Range;

use crate::fold::fold;
use crate::readings::Readings;

/// Characters of a word that are compared; the places reached in it are bits of a 64-bit number, one more than characters.
const MAX_PATTERN_CHARACTERS: usize = 63;

/// One word, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    /// How many characters that is.
    length: usize,
    /// As it is compared with readings: without the apostrophe that parts syllables.
    characters: Vec<char>,
    /// Whether it has letters that can be pinyin.
    has_letters: bool,
}

impl Pattern {
    /// A word; `None` when nothing of it is left to compare.
    pub fn new(word: &str) -> Option<Self> {
        let text: String = fold(word.trim()).chars().take(MAX_PATTERN_CHARACTERS).collect();
        let characters: Vec<char> = text.chars().filter(|letter| !matches!(letter, '\'' | '’')).collect();
        let has_letters = characters.iter().any(|letter| letter.is_ascii_lowercase() || *letter == 'ü');
        (!text.is_empty()).then(|| Self { length: text.chars().count(), text, characters, has_letters })
    }

    /// As it is compared.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether a folded text has it, as it stands or as its characters are read.
    pub fn is_in(&self, folded: &str, readings: Option<&Readings>) -> bool {
        folded.contains(&self.text) || self.first_read(folded, readings).is_some()
    }

    /// Where a folded text has it, in characters: every place where it stands, or the first where it is read so.
    pub fn places(&self, folded: &str, readings: Option<&Readings>) -> Vec<Range<usize>> {
        let literal = folded.match_indices(&self.text).map(|(byte, _)| {
            let start = folded.get(..byte).unwrap_or_default().chars().count();
            start..start + self.length
        });
        let literal: Vec<_> = literal.collect();
        if literal.is_empty() { self.first_read(folded, readings).into_iter().collect() } else { literal }
    }

    /// The first place where the characters are read as the letters of the word say.
    fn first_read(&self, folded: &str, readings: Option<&Readings>) -> Option<Range<usize>> {
        let readings = readings.filter(|_| self.has_letters)?;
        let first = *self.characters.first()?;
        for (start, (byte, character)) in folded.char_indices().enumerate() {
            let begins = character == first || readings.of(character).iter().any(|one| begins_with(one, first));
            if begins && let Some(length) = self.read_from(folded.get(byte..).unwrap_or_default(), readings) {
                return Some(start..start + length);
            }
        }
        None
    }

    /// Whether a text begins with the word, each letter standing or read; how many characters that takes.
    ///
    /// All places that can be reached in the word go along as bits, so that no text makes this slow.
    fn read_from(&self, text: &str, readings: &Readings) -> Option<usize> {
        let (end, mut reached) = (1_u64 << self.characters.len(), 1_u64);
        for (taken, character) in (1..).zip(text.chars()) {
            let mut next = 0;
            for place in (0..self.characters.len()).filter(|place| reached & (1 << place) != 0) {
                let rest = self.characters.get(place..).unwrap_or_default();
                if rest.first() == Some(&character) {
                    next |= 1 << (place + 1);
                }
                for reading in readings.of(character) {
                    next |= steps(reading, rest, rest.len()) << place;
                }
            }
            if next & end != 0 {
                return Some(taken);
            }
            if next == 0 {
                return None;
            }
            reached = next;
        }
        None
    }
}

/// How far a syllable can go in what is left of a word, as bits: its first letter, its initial, the whole of it, or as
/// much as is left when the word ends within it.
fn steps(syllable: &str, rest: &[char], left: usize) -> u64 {
    let same = syllable.bytes().zip(rest).take_while(|(letter, typed)| is_letter(*letter, **typed)).count();
    let mut bits = 0;
    for length in 1..=same {
        let is_initial = length == 1 || (length == 2 && syllable.as_bytes().get(1) == Some(&b'h'));
        if is_initial || length == syllable.len() || length == left {
            bits |= 1 << length;
        }
    }
    bits
}

/// `ü` is written `v` in the table; it is typed so, as `u`, or as it is.
fn is_letter(letter: u8, typed: char) -> bool {
    char::from(letter) == typed || (letter == b'v' && matches!(typed, 'u' | 'ü'))
}

fn begins_with(syllable: &str, typed: char) -> bool {
    syllable.bytes().next().is_some_and(|letter| is_letter(letter, typed))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::single_range_in_vec_init, reason = "tests")]

    use super::Pattern;
    use crate::fold::fold;
    use crate::readings::{BUILT_IN, Readings};

    fn places(word: &str, text: &str) -> Vec<std::ops::Range<usize>> {
        let table = Readings::from_text(BUILT_IN).unwrap();
        Pattern::new(word).unwrap().places(&fold(text), Some(&table))
    }

    #[test]
    fn v9_full_pinyin_initials_and_what_is_between_find_the_characters() {
        for word in ["ludeng", "ld", "lud", "ldeng", "LuDeng", "ｌｕｄｅｎｇ", "luden", "路d", "l灯", "路灯", "d"]
        {
            let expected = if word == "d" { 3..4 } else { 2..4 };
            assert_eq!(places(word, "安装路灯二十盏"), [expected], "{word}");
        }
        assert!(places("ludong", "安装路灯二十盏").is_empty());
        assert!(places("lde", "安装路灯二十盏") == [2..4], "a syllable may be unfinished at the end");
        assert!(places("lugdeng", "安装路灯二十盏").is_empty(), "and nowhere else");
    }

    #[test]
    fn v9_every_reading_of_a_character_finds_it() {
        assert_eq!(places("yinhang", "去银行办事"), [1..3]);
        assert_eq!(places("xingzheng", "行政村"), [0..2]);
        assert_eq!(places("lvhua", "绿化"), [0..2]);
        assert_eq!(places("luhua", "绿化"), [0..2]);
        assert_eq!(places("nüe", "疟疾"), [0..1]);
        assert_eq!(places("zhsh", "种树"), [0..2]);
        assert_eq!(places("xi'an", "西安路"), [0..2]);
    }

    #[test]
    fn v9_letters_in_a_text_are_letters() {
        assert_eq!(places("led", "更换LED路灯"), [2..5]);
        assert_eq!(places("ledld", "更换LED路灯"), [2..7]);
        assert_eq!(places("12", "共１２盏、12 户"), [1..3, 5..7]);
    }

    #[test]
    fn a_long_word_of_one_letter_ends_soon() {
        let text = "啊".repeat(2_000);
        assert_eq!(places(&"a".repeat(60), &text), [0..60]);
        assert!(places(&format!("{}b", "a".repeat(60)), &text).is_empty());
    }
}
