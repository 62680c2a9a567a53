//! Reading a cell from left to right: words, numbers in digits or Chinese numerals.

/// Digits in one number of a date or a count: "20260630" is the longest.
const MAX_DIGITS: usize = 8;

/// What is left of a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    pub rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// Goes past the first of the words that comes next.
    pub(super) fn eat(&mut self, words: &[&str]) -> bool {
        let rest = words.iter().find_map(|word| self.rest.strip_prefix(word));
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Goes past any number of the words.
    pub(super) fn eat_all(&mut self, words: &[&str]) {
        while self.eat(words) {}
    }

    /// Nothing is left.
    pub(super) fn is_done(self) -> bool {
        self.rest.is_empty()
    }

    /// Goes past a number: its digits, and its value.
    pub(super) fn number(&mut self) -> Option<(usize, u32)> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return self.chinese_number();
        }
        let (number, rest) = self.rest.split_at_checked(digits).filter(|_| digits <= MAX_DIGITS)?;
        self.rest = rest;
        number.parse().ok().map(|value| (digits, value))
    }

    /// "三", "十二", "二十", "二〇二六".
    fn chinese_number(&mut self) -> Option<(usize, u32)> {
        let values: Vec<u32> = self.rest.chars().map_while(chinese_digit).take(MAX_DIGITS).collect();
        let bytes: usize = self.rest.chars().take(values.len()).map(char::len_utf8).sum();
        let value = match values.as_slice() {
            [] => return None,
            [TEN] => TEN,
            [TEN, ones] if *ones < TEN => TEN + ones,
            [tens, TEN] if *tens < TEN => tens * TEN,
            [tens, TEN, ones] if *tens < TEN && *ones < TEN => tens * TEN + ones,
            digits if digits.contains(&TEN) => return None,
            digits => digits.iter().fold(0, |value, digit| value * 10 + digit),
        };
        self.rest = self.rest.get(bytes..)?;
        Some((values.len(), value))
    }
}

const TEN: u32 = 10;

fn chinese_digit(character: char) -> Option<u32> {
    let place = "〇一二三四五六七八九十零两".chars().position(|digit| digit == character)?;
    match place {
        11 => Some(0),
        12 => Some(2),
        _ => u32::try_from(place).ok(),
    }
}

/// A cell in half-width characters and lower case, without spaces.
pub(super) fn folded(text: &str) -> String {
    let narrow = |character| match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => other,
    };
    text.chars().map(narrow).filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect()
}
