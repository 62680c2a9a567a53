//! What somebody typed: several words, all of which must be there.

use std::ops::Range;

use crate::fold::fold;
use crate::pattern::Pattern;
use crate::readings::Readings;

/// Characters of a question that are read: the longest name of a place and some words more.
pub const MAX_QUERY_CHARACTERS: usize = 64;

/// Several words, all of which must be there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<Pattern>,
}

/// Marked places in a text, in characters, in order and apart.
pub type Match = Vec<Range<usize>>;

impl Query {
    /// What was typed; what is beyond [`MAX_QUERY_CHARACTERS`] is left out.
    pub fn new(typed: &str) -> Self {
        let typed: String = typed.chars().take(MAX_QUERY_CHARACTERS).collect();
        Self { words: fold(&typed).split_whitespace().filter_map(Pattern::new).collect() }
    }

    /// Whether nothing is asked for, which everything answers.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words.
    pub fn words(&self) -> &[Pattern] {
        &self.words
    }

    /// Whether every word is in one of the texts, which are not folded yet.
    pub fn is_in<'a>(&self, texts: impl Iterator<Item = &'a str>, readings: Option<&Readings>) -> bool {
        if self.is_empty() {
            return true;
        }
        let folded: Vec<_> = texts.map(fold).collect();
        self.words.iter().all(|word| folded.iter().any(|text| word.is_in(text, readings)))
    }

    /// Where a text has the words.
    pub fn marks(&self, text: &str, readings: Option<&Readings>) -> Match {
        let folded = fold(text);
        let mut places: Vec<_> = self.words.iter().flat_map(|word| word.places(&folded, readings)).collect();
        places.sort_by_key(|place| (place.start, place.end));
        let mut apart: Match = Vec::new();
        for place in places {
            match apart.last_mut() {
                Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
                _ => apart.push(place),
            }
        }
        apart
    }
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn v9_several_words_must_all_be_there_in_any_text_and_order() {
        let texts = ["安装路灯", "何某"];
        let found = |typed| Query::new(typed).is_in(texts.into_iter(), None);
        assert!(found("何 路灯") && found("路灯　何某") && found("") && found(" "));
        assert!(!found("路灯 王"));
    }

    #[test]
    fn marks_are_in_order_and_apart() {
        assert_eq!(Query::new("路灯 灯二").marks("安装路灯二十盏路灯", None), [2..5, 7..9]);
    }
}
