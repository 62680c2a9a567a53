//! The order of a check: head, keys, entries, board, what is missing.

use crate::board::{ServedBoard, compare, fetch_board};
use crate::expectation::Expectations;
use crate::fetch::{Desk, Unreachable};
use crate::finding::{Code, Findings, Subject};
use crate::head::{Head, Keys, check_earlier, check_signature, check_witnesses, fetch_head, learn_keys};
use crate::limits::{MAX_ENTRIES, MAX_ROUNDS};
use crate::release::check_release;
use crate::replay::Replay;
use crate::report::{CheckedHead, Continued, Counts, Reason, Report, Verdict};
use crate::source::Source;

/// What a check is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading and judging entries.
    Entries,
    /// Asking whether what was erased is gone.
    Erasures,
    /// Comparing the files that go with words.
    Files,
    /// Making the board.
    Board,
    /// Comparing the app's files.
    Release,
}

/// Hears how far a check has come.
pub trait Progress {
    /// `done` of `of` parts of a step are behind it.
    fn at(&mut self, step: Step, done: u64, of: u64);
}

/// Nobody listens.
impl Progress for () {
    fn at(&mut self, _: Step, _: u64, _: u64) {}
}

/// Checks a log by its public addresses.
pub fn verify(source: &dyn Source, expected: &Expectations, progress: &mut dyn Progress) -> Report {
    let mut desk = Desk { source, progress, findings: Findings::default(), counts: Counts::default() };
    let mut report = Report::begun();
    if let Err(Unreachable(why)) = check(&mut desk, &mut report, expected) {
        report.unchecked(Reason::Unreachable, why);
    }
    if desk.counts.newer > 0 {
        let detail = format!("{} entries are of a newer version", desk.counts.newer);
        report.unchecked(Reason::NeedsNewerVerifier, detail);
    }
    report.counts = desk.counts;
    report.findings_omitted = desk.findings.omitted;
    report.findings = desk.findings.listed;
    report.verdict = match (report.findings.is_empty(), report.unchecked.is_empty()) {
        (false, _) => Verdict::DoesNotHold,
        (true, true) => Verdict::Holds,
        (true, false) => Verdict::NotChecked,
    };
    report
}

fn check(desk: &mut Desk<'_>, report: &mut Report, expected: &Expectations) -> Result<(), Unreachable> {
    let Some(head) = fetch_head(desk, report)? else { return Ok(()) };
    report.checkpoint = Some(checked(&head));
    if expected.org.is_some_and(|org| org != head.org) {
        let detail = format!("the checkpoint is of {}", head.checkpoint.origin);
        desk.findings.add(Code::AnotherLog, Subject::Checkpoint, detail);
    }
    let keys = learn_keys(desk, report, &head, expected)?;
    check_signature(desk, &head, keys.as_ref());
    let earlier = check_earlier(desk, &head, keys.as_ref(), expected);
    check_witnesses(desk, report, &head, keys.as_ref(), expected);
    if is_too_long(report, &head) {
        return Ok(());
    }
    let mut replay = Replay::new(head.org, &earlier, expected.now_ms);
    let mut walk = Walk { desk, report, keys: keys.as_ref(), replay: &mut replay, head };
    if walk.read_head()? {
        if !walk.replay.missing().is_empty() {
            // Perhaps erased meanwhile, by an entry after the head.
            walk.go_on()?;
        }
        if expected.board {
            walk.meet_board(expected)?;
        }
        walk.report.checkpoint = Some(checked(&walk.head));
        replay.conclude(desk)?;
        report.succeeds = replay.ledger().and_then(|ledger| ledger.succeeds);
        if expected.release {
            check_release(desk, report, &replay)?;
        }
        report.continues = earlier.iter().map(|one| Continued { size: one.size, root: one.root }).collect();
        report
            .continues
            .retain(|one| !desk.findings.has(Code::HistoryDiffers, &Subject::EarlierCheckpoint { size: one.size }));
    }
    Ok(())
}

fn is_too_long(report: &mut Report, head: &Head) -> bool {
    let is_too_long = head.checkpoint.size > MAX_ENTRIES;
    if is_too_long {
        report.unchecked(Reason::TooManyEntries, format!("{} entries, at most {MAX_ENTRIES}", head.checkpoint.size));
    }
    is_too_long
}

fn checked(head: &Head) -> CheckedHead {
    CheckedHead {
        origin: head.checkpoint.origin.clone(),
        org: head.org,
        size: head.checkpoint.size,
        root: head.checkpoint.root,
        note: head.note.to_string(),
    }
}

/// A check on its way along a log that may grow meanwhile.
struct Walk<'w, 'd> {
    desk: &'w mut Desk<'d>,
    report: &'w mut Report,
    keys: Option<&'w Keys>,
    replay: &'w mut Replay,
    head: Head,
}

impl Walk<'_, '_> {
    /// Reads up to the head; whether all of it was there.
    fn read_head(&mut self) -> Result<bool, Unreachable> {
        let checkpoint = &self.head.checkpoint;
        if !self.replay.read_to(self.desk, checkpoint.size)? {
            return Ok(false);
        }
        if self.replay.root() != checkpoint.root {
            let detail = format!("the entries have the root {}, signed is {}", self.replay.root(), checkpoint.root);
            self.desk.findings.add(Code::RootDiffers, Subject::Checkpoint, detail);
        }
        Ok(true)
    }

    /// Asks for the head again and reads on if the log has grown; whether it has.
    fn go_on(&mut self) -> Result<bool, Unreachable> {
        let Some(next) = fetch_head(self.desk, self.report)? else { return Ok(false) };
        let (before, now) = (&self.head.checkpoint, &next.checkpoint);
        if now.origin != before.origin || now.size < before.size {
            let about = Subject::EarlierCheckpoint { size: before.size };
            let detail = format!("during the check the log became {} with {} entries", now.origin, now.size);
            self.desk.findings.add(Code::RolledBack, about, detail);
            return Ok(false);
        }
        if now.size == before.size {
            if now.root != before.root {
                let about = Subject::EarlierCheckpoint { size: before.size };
                let detail = format!("during the check the root became {}", now.root);
                self.desk.findings.add(Code::HistoryDiffers, about, detail);
            }
            return Ok(false);
        }
        if !check_signature(self.desk, &next, self.keys) || is_too_long(self.report, &next) {
            return Ok(false);
        }
        self.head = next;
        self.read_head()
    }

    /// Gets the board and the log to the same size, and compares them.
    fn meet_board(&mut self, expected: &Expectations) -> Result<(), Unreachable> {
        let mut last: Option<ServedBoard> = None;
        for round in 0..MAX_ROUNDS {
            self.desk.at(Step::Board, round as u64, MAX_ROUNDS as u64);
            let Some(served) = fetch_board(self.desk, expected.on)? else { return Ok(()) };
            if served.identity.size > self.replay.size() {
                self.go_on()?;
            }
            if served.identity.size == self.replay.size() {
                compare(self.desk, self.report, self.replay, expected, &served);
                return Ok(());
            }
            last = Some(served);
            self.desk.source.wait();
        }
        if let Some(served) = last {
            let detail =
                format!("the board is of {} entries, the log has {}", served.identity.size, self.replay.size());
            self.desk.findings.add(Code::BoardIdentity, Subject::Board { record: None }, detail);
        }
        Ok(())
    }
}
