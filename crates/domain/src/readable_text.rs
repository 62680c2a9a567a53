//! Checks on text that people will read: characters that reorder, hide or control what is shown, and length.
//!
//! Two uses, kept apart. `check` tells a writer what is wrong before publishing. `for_display` drops such characters
//! where text is shown, so that a board can't be spoofed; the signed bytes never change and display never feeds back.
//! Deliberately absent: normalisation, and any judgement about letters that look alike.

use std::borrow::Cow;
use std::ops::Range;

/// What is wrong with a piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Changes the direction in which what follows is shown.
    ChangesDirection,
    /// Takes no space and can't be seen.
    Invisible,
    /// Commands a terminal or printer; new line and tab are allowed.
    Control,
    /// More characters than the place allows.
    TooLong {
        /// How many there are.
        characters: usize,
        /// How many there may be.
        limit: usize,
    },
}

/// A problem and the bytes of the text that it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub problem: Problem,
    /// Where, in bytes; for a text that is too long, what is over the limit.
    pub range: Range<usize>,
}

/// How many characters a reader would be told: Unicode scalar values, hidden ones included.
#[must_use]
pub fn character_count(text: &str) -> usize {
    text.chars().count()
}

/// Every problem of the text, in the order of its bytes; neighbours of one kind are one finding.
#[must_use]
pub fn check(text: &str, max_characters: usize) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for (problem, range) in flagged(text) {
        match findings.last_mut() {
            Some(last) if last.problem == problem && last.range.end == range.start => last.range.end = range.end,
            _ => findings.push(Finding { problem, range }),
        }
    }
    if let Some((over, _)) = text.char_indices().nth(max_characters) {
        let problem = Problem::TooLong { characters: character_count(text), limit: max_characters };
        findings.push(Finding { problem, range: over..text.len() });
    }
    findings
}

/// The text as it may be shown: without what reorders, hides or controls.
#[must_use]
pub fn for_display(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut kept_to = 0;
    for (_, range) in flagged(text) {
        shown.push_str(text.get(kept_to..range.start).unwrap_or_default());
        kept_to = range.end;
    }
    if kept_to == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(text.get(kept_to..).unwrap_or_default());
    Cow::Owned(shown)
}

/// Whether a character, taken by itself, reorders, hides or controls.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    problem_of(character).is_some()
}

fn flagged(text: &str) -> impl Iterator<Item = (Problem, Range<usize>)> {
    let mut previous = None;
    text.char_indices().filter_map(move |(start, character)| {
        let end = start + character.len_utf8();
        let before = previous.replace(character);
        let problem = problem_of(character)?;
        let joins_emoji = character == ZERO_WIDTH_JOINER
            && before.is_some_and(is_pictograph)
            && text.get(end..).and_then(|rest| rest.chars().next()).is_some_and(is_pictograph);
        (!joins_emoji).then_some((problem, start..end))
    })
}

const ZERO_WIDTH_JOINER: char = '\u{200D}';

fn problem_of(character: char) -> Option<Problem> {
    match character {
        '\n' | '\t' => None,
        // Marks, embeddings, overrides and isolates of the bidirectional algorithm, and its deprecated switches.
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => {
            Some(Problem::ChangesDirection)
        }
        // Soft hyphen, joiners, fillers, byte order mark, annotation marks, tags.
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' => {
            Some(Problem::Invisible)
        }
        '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' => {
            Some(Problem::Invisible)
        }
        '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E00FF}' => Some(Problem::Invisible),
        // Line and paragraph separator act as controls in some programs and as nothing in others.
        '\u{2028}' | '\u{2029}' => Some(Problem::Control),
        other => other.is_control().then_some(Problem::Control),
    }
}

/// Close enough for one question: may a joiner stand beside it? Emoji, their skin tones and their style mark.
fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLENTY: usize = 10_000;

    fn problems(text: &str) -> Vec<Problem> {
        check(text, PLENTY).into_iter().map(|finding| finding.problem).collect()
    }

    #[test]
    fn ordinary_chinese_and_english_text_is_clean() {
        for text in ["", "年底前修好3条路。\n\t第二行", "Fix 3 roads by 30 June — “all of them”", "👨‍👩‍👧 🏳️‍🌈 ❤️", "葛󠄀城"]
        {
            assert_eq!(problems(text), [], "{text:?}");
            assert!(matches!(for_display(text), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn direction_changes_are_found_and_not_shown() {
        for character in
            ['\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2069}', '\u{200F}']
        {
            let text = format!("已完成{character}未");
            assert_eq!(
                check(&text, PLENTY),
                [Finding { problem: Problem::ChangesDirection, range: 9..9 + character.len_utf8() }]
            );
            assert_eq!(for_display(&text), "已完成未");
        }
    }

    #[test]
    fn invisible_characters_are_found_and_not_shown() {
        for character in
            ['\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}', '\u{00AD}', '\u{E0041}', '\u{3164}']
        {
            let text = format!("承{character}诺");
            assert_eq!(problems(&text), [Problem::Invisible], "{character:?}");
            assert_eq!(for_display(&text), "承诺");
        }
    }

    #[test]
    fn controls_are_found_but_not_new_lines_and_tabs() {
        assert_eq!(problems("a\u{0}b\u{7F}c\u{85}d\u{2028}e\r\n"), vec![Problem::Control; 5]);
        assert_eq!(for_display("a\u{0}b\r\nc"), "ab\nc");
    }

    #[test]
    fn neighbours_of_one_kind_are_one_finding() {
        assert_eq!(check("a\u{200B}\u{200C}b", PLENTY), [Finding { problem: Problem::Invisible, range: 1..7 }]);
    }

    #[test]
    fn a_joiner_stays_between_emoji_only() {
        assert_eq!(problems("👨\u{200D}三"), [Problem::Invisible]);
        assert_eq!(problems("\u{200D}👨"), [Problem::Invisible]);
        assert_eq!(for_display("👨\u{200B}\u{200D}👩"), "👨👩");
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert_eq!(check("承诺书", 3), []);
        let problem = Problem::TooLong { characters: 4, limit: 3 };
        assert_eq!(check("承诺书x", 3), [Finding { problem, range: 9..10 }]);
        let long = "长".repeat(10_001);
        assert_eq!(check(&long, 10_000).len(), 1);
    }

    fn hostile_text() -> impl Strategy<Value = String> {
        let pieces =
            ["\u{202E}", "\u{200D}", "👨", "\u{FE0F}", "\u{200B}", "字", "a", "\n", "\r", "\u{0}", "\u{E0041}"];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_shown_is_clean(text in prop_oneof![any::<String>(), hostile_text()]) {
            let shown = for_display(&text);
            prop_assert_eq!(problems(&shown), vec![]);
            prop_assert_eq!(for_display(&shown), shown.clone());
            prop_assert_eq!(matches!(shown, Cow::Borrowed(_)), problems(&text).is_empty());
        }

        #[test]
        fn findings_name_whole_characters_in_order(text in hostile_text(), limit in 0_usize..30) {
            for finding in check(&text, limit) {
                prop_assert!(text.get(finding.range).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
