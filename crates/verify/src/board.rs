//! The board as it is served, held against the one that the log's entries give by the same fold (spec rule V1).

use std::collections::BTreeMap;

use jiannuo_domain::board::{Board, Identity};
use jiannuo_domain::day::Day;
use jiannuo_domain::ledger::FOLD_VERSION;
use serde::Deserialize;
use serde_json::Value;

use crate::expectation::Expectations;
use crate::fetch::{Desk, Fetched, Unreachable};
use crate::finding::{Code, Subject};
use crate::limits::MAX_BOARD_BYTES;
use crate::replay::Replay;
use crate::report::{ComparedBoard, Reason, Report};

/// Days by which the board's day may be beside the reader's: one of the two clocks may be past midnight already.
const DAY_TOLERANCE: i64 = 1;

/// A board as served.
pub(crate) struct ServedBoard {
    pub(crate) identity: Identity,
    text: String,
}

#[derive(Deserialize)]
struct HasIdentity {
    identity: Identity,
}

/// Asks for the board; nothing when there is none that can be compared, which is a finding then.
pub(crate) fn fetch_board(desk: &mut Desk<'_>, on: Option<Day>) -> Result<Option<ServedBoard>, Unreachable> {
    let path = on.map_or_else(|| "board.json".to_owned(), |day| format!("board.json?on={day}"));
    let Fetched::Content(content) = desk.fetch(&path, MAX_BOARD_BYTES)? else {
        desk.findings.add(Code::BoardMissing, Subject::Board { record: None }, format!("{path} is not there"));
        return Ok(None);
    };
    let read = String::from_utf8(content).map_err(|error| error.to_string()).and_then(|text| {
        let HasIdentity { identity } = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        Ok(ServedBoard { identity, text })
    });
    Ok(read.map_err(|why| desk.findings.add(Code::BoardMalformed, Subject::Board { record: None }, why)).ok())
}

/// Compares a board with the log as far as it was read, which is as far as the board was made from.
pub(crate) fn compare(
    desk: &mut Desk<'_>,
    report: &mut Report,
    replay: &Replay,
    expected: &Expectations,
    served: &ServedBoard,
) {
    let Some(ledger) = replay.ledger() else { return };
    let identity = &served.identity;
    if identity.fold != FOLD_VERSION {
        let detail = format!("the board is of fold {}, this command knows {FOLD_VERSION}", identity.fold);
        report.unchecked(Reason::NeedsNewerVerifier, detail);
        return;
    }
    let about = Subject::Board { record: None };
    let before = desk.findings.count();
    if let Some(detail) = wrong_day(identity.today, expected) {
        desk.findings.add(Code::BoardDay, about.clone(), detail);
    }
    let board = Board::of(ledger, replay.root(), identity.today);
    if board.identity != *identity {
        let detail = format!("it says {identity:?}, the log gives {:?}", board.identity);
        desk.findings.add(Code::BoardIdentity, about.clone(), detail);
    }
    match board.to_json() {
        Ok(text) if text == served.text => {}
        Ok(text) => {
            let records = differing_records(&text, &served.text);
            if records.is_empty() && board.identity == *identity {
                desk.findings.add(Code::BoardDiffers, about, "not the bytes that the log gives");
            }
            for (record, how) in records {
                desk.findings.add(Code::BoardDiffers, Subject::Board { record: Some(record) }, how);
            }
        }
        Err(error) => desk.findings.add(Code::BoardDiffers, about, error),
    }
    if desk.findings.count() == before {
        report.board = Some(ComparedBoard {
            today: identity.today,
            pledges: board.pledges.len(),
            disclosures: board.disclosures.len(),
            points: board.points.len(),
        });
    }
}

/// A board of another day could hide what is overdue.
fn wrong_day(today: Day, expected: &Expectations) -> Option<String> {
    match expected.on {
        Some(asked) => (asked != today).then(|| format!("asked for {asked}, it is of {today}")),
        None => {
            let readers = Day::in_shanghai(expected.now_ms);
            let beside = readers.days_until(today).abs();
            (beside > DAY_TOLERANCE).then(|| format!("it is of {today}, the day is {readers}"))
        }
    }
}

/// The parts of a board by what they are about: each record, and the organisation itself.
fn parts(text: &str) -> BTreeMap<String, Value> {
    let mut parts = BTreeMap::new();
    let Ok(Value::Object(board)) = serde_json::from_str(text) else { return parts };
    for (section, value) in board {
        match value {
            Value::Array(rows) => {
                for row in rows {
                    let id = row.get("id").and_then(Value::as_str).unwrap_or("without an identity").to_owned();
                    parts.insert(format!("{section}/{id}"), row);
                }
            }
            _ if section == "identity" => {}
            other => {
                parts.insert(section, other);
            }
        }
    }
    parts
}

/// What a board shows otherwise than the log, does not show, or shows although the log has nothing of it.
fn differing_records(expected: &str, served: &str) -> Vec<(String, &'static str)> {
    let (expected, mut served) = (parts(expected), parts(served));
    let mut differing = Vec::new();
    for (name, value) in expected {
        match served.remove(&name) {
            Some(other) if other == value => {}
            Some(_) => differing.push((name, "shown otherwise than it is in the log")),
            None => differing.push((name, "in the log and not shown")),
        }
    }
    differing.extend(served.into_keys().map(|name| (name, "shown and not in the log")));
    differing
}
