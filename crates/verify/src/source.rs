//! Where a log is read from: one question, so that the check runs the same over HTTP, over files and in a test's memory.

use std::collections::BTreeMap;

/// What an address answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The content, without any content coding.
    pub content: Vec<u8>,
}

/// Why an address gave nothing to judge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// No answer; says why, for the person who runs the check.
    #[error("{0}")]
    Unreachable(String),
    /// The answer is longer than any honest one, and was not read to its end.
    #[error("the answer is too long")]
    TooLong,
}

/// The public addresses of one organisation.
pub trait Source {
    /// Asks for an address below the organisation's own, such as `log/checkpoint`, and reads at most `limit_bytes`. With a
    /// slash in front it is the server's own address, such as `/app/start.js`.
    ///
    /// # Errors
    /// [`SourceError`]; an answer with any HTTP status is not an error.
    fn get(&self, path: &str, limit_bytes: usize) -> Result<Answer, SourceError>;

    /// Lets a moment pass before the same is asked again, because a board may be answered from a cache for a second.
    fn wait(&self) {}
}

/// A source in memory: what is not there is 404.
#[derive(Debug, Clone, Default)]
pub struct MemorySource {
    /// Answers by path, the question included.
    pub answers: BTreeMap<String, Answer>,
}

impl MemorySource {
    /// Puts content at a path.
    pub fn put(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.answers.insert(path.into(), Answer { status: 200, content: content.into() });
    }
}

impl Source for MemorySource {
    fn get(&self, path: &str, limit_bytes: usize) -> Result<Answer, SourceError> {
        match self.answers.get(path) {
            Some(answer) if answer.content.len() > limit_bytes => Err(SourceError::TooLong),
            Some(answer) => Ok(answer.clone()),
            None => Ok(Answer { status: 404, content: Vec::new() }),
        }
    }
}
