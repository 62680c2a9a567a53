//! Asking for an address: what is an answer to judge, and what means that nobody can judge now.

use crate::finding::{Code, Findings, Subject};
use crate::report::Counts;
use crate::source::{Source, SourceError};
use crate::verify::{Progress, Step};

/// The check cannot go on; why, for the person who runs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreachable(pub(crate) String);

/// What a check writes down while it reads.
pub(crate) struct Desk<'a> {
    pub(crate) source: &'a dyn Source,
    pub(crate) progress: &'a mut dyn Progress,
    pub(crate) findings: Findings,
    pub(crate) counts: Counts,
}

/// An answer that can be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fetched {
    /// Content.
    Content(Vec<u8>),
    /// Nothing there (404), or a content that is too long, which is a finding already.
    Absent,
    /// Gone for good (410).
    Gone,
}

impl Desk<'_> {
    /// Asks for an address.
    pub(crate) fn fetch(&mut self, path: &str, limit_bytes: usize) -> Result<Fetched, Unreachable> {
        match self.source.get(path, limit_bytes) {
            Ok(answer) => match answer.status {
                200 => Ok(Fetched::Content(answer.content)),
                404 => Ok(Fetched::Absent),
                410 => Ok(Fetched::Gone),
                status => Err(Unreachable(format!("{path}: HTTP {status}"))),
            },
            Err(SourceError::TooLong) => {
                let detail = format!("more than {limit_bytes} bytes");
                self.findings.add(Code::AnswerTooLong, Subject::Address { path: path.to_owned() }, detail);
                Ok(Fetched::Absent)
            }
            Err(SourceError::Unreachable(why)) => Err(Unreachable(format!("{path}: {why}"))),
        }
    }

    /// Says how far the check has come.
    pub(crate) fn at(&mut self, step: Step, done: u64, of: u64) {
        self.progress.at(step, done, of);
    }
}
