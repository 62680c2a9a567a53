//! What a person is asked about a ledger: a cell whose meaning is not clear, once for all cells with the same words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::columns::Column;

/// Questions that are kept: more than a person answers in one sitting; what is beyond stays as written.
pub const MAX_QUESTIONS: usize = 200;

/// Why something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unclear {
    /// By when it is.
    Deadline,
    /// Which day.
    Day,
    /// When it is open.
    Hours(crate::hours::written::Unclear),
    /// Which of a few it is.
    Choice,
    /// How the spreadsheet showed it.
    Format,
}

/// A question about all cells of a column with the same words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The column.
    pub column: Column,
    /// The words.
    pub written: String,
    /// Why it is asked.
    pub unclear: Unclear,
    /// Other words for it that are clear.
    pub suggestions: Vec<String>,
    /// How many rows it is about.
    pub rows: usize,
    /// The first of them.
    pub first_line: u64,
    /// What was answered, which is not clear either.
    pub answer: Option<String>,
}

/// Other words for what stands in the cells of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The column.
    pub column: Column,
    /// What stands there.
    pub written: String,
    /// What it means.
    pub answer: String,
}

/// Questions and answers while a ledger is read.
#[derive(Debug, Default)]
pub(super) struct Questions {
    answers: BTreeMap<(Column, String), String>,
    asked: BTreeMap<(Column, String), Question>,
}

impl Questions {
    pub(super) fn answered_by(answers: &[Answer]) -> Self {
        let answers = answers.iter().filter(|answer| !answer.answer.trim().is_empty());
        let of = |answer: &Answer| ((answer.column, answer.written.clone()), answer.answer.trim().to_owned());
        Self { answers: answers.map(of).collect(), asked: BTreeMap::new() }
    }

    pub(super) fn answer(&self, column: Column, written: &str) -> Option<&str> {
        if self.answers.is_empty() {
            return None;
        }
        self.answers.get(&(column, written.to_owned())).map(String::as_str)
    }

    pub(super) fn ask(&mut self, column: Column, written: &str, line: u64, unclear: Unclear, suggestions: Vec<String>) {
        let key = (column, written.to_owned());
        if let Some(question) = self.asked.get_mut(&key) {
            question.rows += 1;
            return;
        }
        if self.asked.len() < MAX_QUESTIONS {
            let answer = self.answers.get(&key).cloned();
            let written = written.to_owned();
            let question = Question { column, written, unclear, suggestions, rows: 1, first_line: line, answer };
            self.asked.insert(key, question);
        }
    }

    /// What is asked, in the order in which it first occurs.
    pub(super) fn asked(self) -> Vec<Question> {
        let mut asked: Vec<Question> = self.asked.into_values().collect();
        asked.sort_by_key(|question| question.first_line);
        asked
    }
}
