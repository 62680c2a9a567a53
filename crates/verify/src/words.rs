//! What a report says to people, in Chinese and English.
//!
//! Deliberately absent: colours and tables; the text is read aloud, mailed and copied as it is.

mod en;
mod zh;

use std::fmt::Write as _;

use crate::expectation::Trust;
use crate::finding::{Code, Finding, Subject};
use crate::report::{CheckedHead, CheckedKey, Counts, Reason, Report, Verdict};
use crate::verify::Step;
use jiannuo_domain::succession::Succession;

/// The language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 简体中文。
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language of a tag or of the variable `LANG`: English if it begins with `en`, otherwise Chinese.
    pub fn of(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("en") { Self::English } else { Self::Chinese }
    }

    const fn words(self) -> &'static Words {
        match self {
            Self::Chinese => &zh::WORDS,
            Self::English => &en::WORDS,
        }
    }

    /// What the command is busy with.
    pub fn step(self, step: Step, done: u64, of: u64) -> String {
        (self.words().step)(step, done, of)
    }
}

/// The sentences of one language.
struct Words {
    verdict: fn(Verdict) -> &'static str,
    head: fn(&CheckedHead) -> String,
    key: fn(&CheckedKey) -> String,
    counts: fn(&Counts) -> String,
    continues: fn(u64) -> String,
    board: fn(&crate::report::ComparedBoard) -> String,
    release: fn(&crate::report::ComparedRelease) -> String,
    succeeds: fn(&Succession) -> String,
    witness: fn(&str, u64) -> String,
    other_signatures: fn(usize) -> String,
    found: fn(Code) -> &'static str,
    about: fn(&Subject) -> String,
    omitted: fn(u64) -> String,
    unchecked: fn(Reason) -> &'static str,
    keep_note: &'static str,
    first_seen: &'static str,
    step: fn(Step, u64, u64) -> String,
}

/// A report as text, each line ended by a line feed.
pub fn text(report: &Report, language: Language) -> String {
    let words = language.words();
    let mut text = String::new();
    let mut line = |said: &str| {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{said}");
    };
    line((words.verdict)(report.verdict));
    for finding in &report.findings {
        line(&finding_line(finding, words));
    }
    if report.findings_omitted > 0 {
        line(&(words.omitted)(report.findings_omitted));
    }
    for unchecked in &report.unchecked {
        line(&format!("? {} ({})", (words.unchecked)(unchecked.reason), plain(&unchecked.detail)));
    }
    if let Some(head) = &report.checkpoint {
        line(&(words.head)(head));
    }
    if let Some(key) = &report.key {
        line(&(words.key)(key));
    }
    line(&(words.counts)(&report.counts));
    for continued in &report.continues {
        line(&(words.continues)(continued.size));
    }
    if let Some(board) = &report.board {
        line(&(words.board)(board));
    }
    if let Some(lost) = &report.succeeds {
        line(&(words.succeeds)(lost));
    }
    if let Some(release) = &report.release {
        line(&plain(&(words.release)(release)));
    }
    for witness in &report.witnesses {
        line(&(words.witness)(&plain(&witness.name), witness.time_s));
    }
    if report.other_signatures > 0 {
        line(&(words.other_signatures)(report.other_signatures));
    }
    if report.verdict == Verdict::Holds {
        if report.key.as_ref().is_some_and(|key| key.trust == Trust::FirstSeen) {
            line(words.first_seen);
        }
        line(words.keep_note);
    }
    text
}

fn finding_line(finding: &Finding, words: &Words) -> String {
    let about = plain(&(words.about)(&finding.about));
    format!("✗ {}  {}: {} ({})", finding.code.text(), about, (words.found)(finding.code), plain(&finding.detail))
}

/// Text that may come from a server, without what could move a terminal's cursor or reorder a line.
fn plain(text: &str) -> String {
    jiannuo_domain::readable_text::for_display(text).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_its_own_words_in_both_languages() {
        for words in [&zh::WORDS, &en::WORDS] {
            let said: BTreeSet<&str> = Code::ALL.iter().map(|code| (words.found)(*code)).collect();
            assert_eq!(said.len(), Code::ALL.len());
        }
        let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
        assert_eq!(codes.len(), Code::ALL.len());
    }

    #[test]
    fn every_code_is_on_the_page_about_checking() {
        let page = include_str!("../../../docs/verification.md");
        for code in Code::ALL {
            assert!(page.contains(&format!("`{}`", code.text())), "{}", code.text());
        }
    }

    #[test]
    fn a_code_is_written_in_json_as_everywhere() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.text());
        }
    }

    #[test]
    fn the_language_is_chinese_unless_english_is_asked_for() {
        assert_eq!(Language::of("en_US.UTF-8"), Language::English);
        for tag in ["zh_CN.UTF-8", "C", "", "de_DE"] {
            assert_eq!(Language::of(tag), Language::Chinese, "{tag}");
        }
    }

    #[test]
    fn what_a_server_says_moves_no_cursor() {
        assert!(!plain("a\u{1b}[2J\r\nb\u{202e}c").chars().any(|c| c.is_control() || c == '\u{202e}'));
    }
}
