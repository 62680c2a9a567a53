//! How characters are read: a table of the 6,763 characters of GB 2312 with all their readings, without tones.
//!
//! The text has a line for each syllable: the syllable, a space, the characters that can be read so; `v` stands for `ü`.

use std::collections::HashMap;

/// The first of the characters that the table is laid out for: U+4E00, where the Han characters of GB 2312 begin.
const FIRST: u32 = 0x4E00;
/// How many places there are: up to U+9FFF, the end of that block.
const PLACES: usize = 0x9FFF - 0x4E00 + 1;
/// Letters of the longest syllable, `chuang`.
const MAX_SYLLABLE_LETTERS: usize = 6;

/// Why a text is no table of readings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadingsError {
    /// A line is not a syllable and its characters.
    #[error("line {0} is not a syllable, a space and Han characters")]
    Line(usize),
    /// Nothing is in it.
    #[error("no line")]
    Empty,
}

/// How characters are read.
#[derive(Debug, Clone)]
pub struct Readings {
    /// For each character its place in `sets`; 0 for none.
    places: Vec<u16>,
    /// Sets of readings; the first one is empty.
    sets: Vec<Vec<Box<str>>>,
}

impl Readings {
    /// Reads a table.
    ///
    /// # Errors
    /// [`ReadingsError`], for a file that is not whole or is something else.
    pub fn from_text(text: &str) -> Result<Self, ReadingsError> {
        let mut syllables: Vec<&str> = Vec::new();
        let mut of_character: HashMap<u32, Vec<u16>> = HashMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            let (syllable, characters) = line.split_once(' ').ok_or(ReadingsError::Line(number))?;
            let is_syllable = syllable.bytes().all(|letter| letter.is_ascii_lowercase());
            if !is_syllable || syllable.is_empty() || syllable.len() > MAX_SYLLABLE_LETTERS {
                return Err(ReadingsError::Line(number));
            }
            let name = u16::try_from(syllables.len()).map_err(|_| ReadingsError::Line(number))?;
            for character in characters.chars() {
                let place = u32::from(character).checked_sub(FIRST).ok_or(ReadingsError::Line(number))?;
                of_character.entry(place).or_default().push(name);
            }
            syllables.push(syllable);
        }
        if syllables.is_empty() { Err(ReadingsError::Empty) } else { Ok(Self::laid_out(&syllables, of_character)) }
    }

    fn laid_out(syllables: &[&str], of_character: HashMap<u32, Vec<u16>>) -> Self {
        let mut table = Self { places: vec![0; PLACES], sets: vec![Vec::new()] };
        let mut known: HashMap<Vec<u16>, u16> = HashMap::new();
        for (place, names) in of_character {
            let texts =
                || names.iter().filter_map(|name| syllables.get(usize::from(*name))).map(|text| Box::from(*text));
            let set = match known.get(&names) {
                Some(set) => *set,
                None => {
                    let set = u16::try_from(table.sets.len()).unwrap_or_default();
                    table.sets.push(texts().collect());
                    known.insert(names, set);
                    set
                }
            };
            if let Some(here) = usize::try_from(place).ok().and_then(|place| table.places.get_mut(place)) {
                *here = set;
            }
        }
        table
    }

    /// The table that is carried inside.
    #[cfg(feature = "built-in-readings")]
    pub fn built_in() -> &'static Self {
        static TABLE: std::sync::OnceLock<Readings> = std::sync::OnceLock::new();
        TABLE.get_or_init(|| {
            let read = Self::from_text(BUILT_IN);
            debug_assert!(read.is_ok(), "the table that is carried inside is read by a test");
            read.unwrap_or(Self { places: Vec::new(), sets: vec![Vec::new()] })
        })
    }

    /// The readings of a character; none for what is no common Han character.
    pub fn of(&self, character: char) -> &[Box<str>] {
        let Some(place) = u32::from(character).checked_sub(FIRST) else { return &[] };
        let set = usize::try_from(place).ok().and_then(|place| self.places.get(place)).copied().unwrap_or_default();
        self.sets.get(usize::from(set)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every character that it knows.
    pub fn characters(&self) -> impl Iterator<Item = char> + '_ {
        let places = (FIRST..).zip(&self.places);
        places.filter(|(_, set)| **set != 0).filter_map(|(code, _)| char::from_u32(code))
    }
}

/// The table as text.
#[cfg(any(test, feature = "built-in-readings"))]
pub(crate) const BUILT_IN: &str = include_str!("../data/pinyin.txt");

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use pinyin::ToPinyinMulti;

    use super::{BUILT_IN, Readings, ReadingsError};

    /// The characters of rows 16 to 87 of GB 2312: 3,755 and 3,008.
    const CHARACTERS: usize = 3_755 + 3_008;

    /// A syllable as the table writes it.
    fn plain(syllable: &str) -> String {
        syllable.replace('ü', "v").replace('ê', "e")
    }

    #[test]
    fn the_table_has_the_readings_of_the_crate_that_it_was_made_from() {
        let table = Readings::from_text(BUILT_IN).unwrap();
        let mut seen = 0;
        for character in table.characters() {
            let mut expected: Vec<_> =
                character.to_pinyin_multi().unwrap().into_iter().map(|one| plain(one.plain())).collect();
            expected.sort();
            expected.dedup();
            let mut present: Vec<_> = table.of(character).iter().map(ToString::to_string).collect();
            present.sort();
            assert_eq!(present, expected, "{character}");
            seen += 1;
        }
        assert_eq!(seen, CHARACTERS);
    }

    #[test]
    fn characters_with_several_readings_have_them_all() {
        let table = Readings::from_text(BUILT_IN).unwrap();
        let of = |character| table.of(character).iter().map(AsRef::as_ref).collect::<Vec<&str>>();
        assert_eq!(of('绿'), ["lu", "lv"]);
        assert!(of('长').contains(&"chang") && of('长').contains(&"zhang"));
        assert!(of('a').is_empty() && of('，').is_empty());
    }

    #[test]
    fn what_is_no_table_is_told() {
        assert_eq!(Readings::from_text("").unwrap_err(), ReadingsError::Empty);
        assert_eq!(Readings::from_text("lu 路\n<!doctype html>").unwrap_err(), ReadingsError::Line(2));
    }
}
