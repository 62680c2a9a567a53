//! The signed head of a log: which log, by which key, continuing what, seen by whom.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::statement::{LogName, origin};
use jiannuo_tlog::checkpoint::{OpenError, open, open_parsed};
use jiannuo_tlog::log_key::{HandoverError, LogKeys, MAX_LOG_KEYS_BYTES};
use jiannuo_tlog::note::MAX_NOTE_BYTES;
use jiannuo_tlog::{Checkpoint, SignedNote, VerifierKey};

use crate::expectation::{Expectations, Trust};
use crate::fetch::{Desk, Fetched, Unreachable};
use crate::finding::{Code, Subject};
use crate::report::{CheckedKey, Reason, Report, Witnessed};

/// Where the checkpoint is.
const CHECKPOINT_PATH: &str = "log/checkpoint";
/// Where the keys are.
const KEYS_PATH: &str = "log/keys";

/// A head that could be read; whether it is signed is another question.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) org: OrganisationId,
    pub(crate) checkpoint: Checkpoint,
    pub(crate) note: SignedNote,
}

/// Asks for the checkpoint and reads it; nothing when there is none that can be read, which the report says then.
pub(crate) fn fetch_head(desk: &mut Desk<'_>, report: &mut Report) -> Result<Option<Head>, Unreachable> {
    let Fetched::Content(content) = desk.fetch(CHECKPOINT_PATH, MAX_NOTE_BYTES)? else {
        report.unchecked(Reason::NoLog, format!("{CHECKPOINT_PATH} is not there"));
        return Ok(None);
    };
    match read_head(&content) {
        Ok(head) => Ok(Some(head)),
        Err(why) => {
            desk.findings.add(Code::CheckpointMalformed, Subject::Checkpoint, why);
            Ok(None)
        }
    }
}

fn read_head(content: &[u8]) -> Result<Head, String> {
    let note = SignedNote::parse(content).map_err(|error| error.to_string())?;
    let checkpoint: Checkpoint = note.text.parse().map_err(|error| format!("{error}"))?;
    let org = organisation_of(&checkpoint.origin)
        .ok_or_else(|| format!("{:?} is not the public log of an organisation", checkpoint.origin))?;
    if !checkpoint.extensions.is_empty() {
        return Err("the checkpoint has lines after its root, which these logs never write".to_owned());
    }
    Ok(Head { org, checkpoint, note })
}

/// The organisation whose public log has this name.
fn organisation_of(name: &str) -> Option<OrganisationId> {
    let org = name.split('/').nth(1)?.parse().ok()?;
    (origin(org, LogName::Public) == name).then_some(org)
}

/// The log's keys as far as they are believed.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    /// The one that signs now.
    present: VerifierKey,
    /// All that the log names, the present one included: earlier checkpoints are signed by these.
    all: Vec<VerifierKey>,
}

/// Reads the log's list of keys and follows the handovers from the key that is known, or else from the list's first.
pub(crate) fn learn_keys(
    desk: &mut Desk<'_>,
    report: &mut Report,
    head: &Head,
    expected: &Expectations,
) -> Result<Option<Keys>, Unreachable> {
    let listed = fetch_keys(desk, expected.key.is_some())?;
    let known = expected.key.clone().or_else(|| key_of_policy(head, expected));
    let first = || listed.as_ref().and_then(|list| Some((list.keys.first()?.vkey.clone(), Trust::FirstSeen)));
    let Some((pinned, trust)) = known.or_else(first) else { return Ok(None) };
    if pinned.name() != head.checkpoint.origin {
        let detail = format!("the key is of {}, the checkpoint of {}", pinned.name(), head.checkpoint.origin);
        desk.findings.add(Code::AnotherLog, Subject::Key { vkey: pinned.to_string() }, detail);
    }
    let mut present = pinned.clone();
    let mut handovers = 0;
    if let Some(list) = &listed {
        match list.follow(&pinned) {
            Ok(newest) => {
                present = newest.clone();
                let from = list.keys.iter().position(|key| key.vkey == pinned).unwrap_or_default();
                handovers = list.keys.len() - 1 - from;
            }
            Err(error) => {
                let code = match error {
                    HandoverError::NotListed => Code::KeyNotListed,
                    HandoverError::Count(_) => Code::KeysMalformed,
                    _ => Code::Handover,
                };
                desk.findings.add(code, Subject::Key { vkey: pinned.to_string() }, error);
            }
        }
    }
    let mut all = vec![pinned];
    all.extend(listed.into_iter().flat_map(|list| list.keys).map(|key| key.vkey));
    report.key = Some(CheckedKey { vkey: present.clone(), trust, handovers });
    Ok(Some(Keys { present, all }))
}

fn fetch_keys(desk: &mut Desk<'_>, is_key_known: bool) -> Result<Option<LogKeys>, Unreachable> {
    let about = || Subject::Address { path: KEYS_PATH.to_owned() };
    let Fetched::Content(content) = desk.fetch(KEYS_PATH, MAX_LOG_KEYS_BYTES)? else {
        // A mirror of the log's files may lack the list; whoever knows the key can do without.
        if !is_key_known {
            desk.findings.add(Code::KeysMalformed, about(), "the list of keys is not there, and no other key is known");
        }
        return Ok(None);
    };
    match serde_json::from_slice::<LogKeys>(&content) {
        Ok(list) if !list.keys.is_empty() => Ok(Some(list)),
        Ok(_) => {
            desk.findings.add(Code::KeysMalformed, about(), "the list of keys is empty");
            Ok(None)
        }
        Err(error) => {
            desk.findings.add(Code::KeysMalformed, about(), error);
            Ok(None)
        }
    }
}

fn key_of_policy(head: &Head, expected: &Expectations) -> Option<(VerifierKey, Trust)> {
    let logs = expected.policy.as_ref()?.logs();
    let log = logs.iter().find(|log| log.key.name() == head.checkpoint.origin)?;
    Some((log.key.clone(), Trust::Policy))
}

/// Whether the log's present key has signed the head. A key that has handed over signs no heads any more.
pub(crate) fn check_signature(desk: &mut Desk<'_>, head: &Head, keys: Option<&Keys>) -> bool {
    let Some(keys) = keys else {
        desk.findings.add(Code::CheckpointSignature, Subject::Checkpoint, "no key of the log is known");
        return false;
    };
    // A signature of an older key beside it, during a change of keys, must hold as well if it is there.
    let is_signed = open_parsed(&head.note, std::slice::from_ref(&keys.present)).map(|_| ());
    match is_signed.and_then(|()| Ok(head.note.known_signatures(&keys.all).map(|_| ())?)) {
        Ok(()) => true,
        Err(error) => {
            desk.findings.add(Code::CheckpointSignature, Subject::Checkpoint, error);
            false
        }
    }
}

/// Earlier checkpoints of this log that some key of it has signed and that are not longer than it is now. What they say
/// of the tree is compared when the entries are read.
pub(crate) fn check_earlier(
    desk: &mut Desk<'_>,
    head: &Head,
    keys: Option<&Keys>,
    expected: &Expectations,
) -> Vec<Checkpoint> {
    let known = keys.map(|keys| keys.all.as_slice()).unwrap_or_default();
    let mut earlier = Vec::new();
    for note in &expected.earlier {
        match open(note, known) {
            Ok((checkpoint, _)) if checkpoint.size > head.checkpoint.size => {
                let about = Subject::EarlierCheckpoint { size: checkpoint.size };
                desk.findings.add(Code::RolledBack, about, format!("the log has {} entries", head.checkpoint.size));
            }
            Ok((checkpoint, _)) => earlier.push(checkpoint),
            Err(error) => {
                let read = SignedNote::parse(note).ok().and_then(|note| note.text.parse::<Checkpoint>().ok());
                let about = Subject::EarlierCheckpoint { size: read.as_ref().map_or(0, |read| read.size) };
                let is_another = read.is_some_and(|read| read.origin != head.checkpoint.origin);
                let code = if is_another || matches!(error, OpenError::OtherOrigin { .. }) {
                    Code::AnotherLog
                } else {
                    Code::EarlierSignature
                };
                desk.findings.add(code, about, error);
            }
        }
    }
    earlier
}

/// What the policy finds under the head.
pub(crate) fn check_witnesses(
    desk: &mut Desk<'_>,
    report: &mut Report,
    head: &Head,
    keys: Option<&Keys>,
    expected: &Expectations,
) {
    let own = keys.map_or(0, |keys| {
        head.note.signatures.iter().filter(|one| keys.all.iter().any(|key| key.is_named_by(one))).count()
    });
    report.other_signatures = head.note.signatures.len() - own;
    let Some(policy) = &expected.policy else { return };
    let present = keys.map(|keys| vec![keys.present.clone()]).unwrap_or_default();
    match policy.evaluate(&head.note, &present) {
        Ok(verdict) => {
            let cosigned = verdict.cosigned.iter();
            report.witnesses =
                cosigned.map(|one| Witnessed { name: one.witness.key.name().to_owned(), time_s: one.time_s }).collect();
            report.other_signatures = report.other_signatures.saturating_sub(report.witnesses.len());
            if !verdict.quorum_met {
                let detail = format!("{} of the policy's witnesses have cosigned", report.witnesses.len());
                desk.findings.add(Code::Witnesses, Subject::Checkpoint, detail);
            }
        }
        Err(error) => desk.findings.add(Code::Witnesses, Subject::Checkpoint, error),
    }
}
