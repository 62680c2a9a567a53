//! One entry: is it a leaf, of this log, in the order of receipt, signed by a key that was let in before, and allowed
//! where it stands (spec rules B1–B8, K1–K2, A, M)?

use jiannuo_domain::body::BodyState;
use jiannuo_domain::canonical::from_canonical;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{KeyId, OrganisationId};
use jiannuo_domain::intake::signing_key;
use jiannuo_domain::key::software;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::statement::{LogName, Reading, Statement};
use jiannuo_domain::words::{Blob, blobs_of};
use serde::Deserialize;

use crate::fetch::Desk;
use crate::finding::{Code, Subject};
use crate::limits::CLOCK_TOLERANCE_MS;

/// A leaf that could be read.
#[derive(Debug, Clone)]
pub(crate) struct ReadEntry {
    pub(crate) index: u64,
    leaf: Leaf,
    reading: Reading,
}

impl ReadEntry {
    /// Reads a leaf.
    pub(crate) fn from_bytes(index: u64, bytes: &[u8]) -> Result<Self, String> {
        let leaf = Leaf::from_bytes(bytes).map_err(|error| error.to_string())?;
        let reading = Statement::read(&leaf.statement).map_err(|error| error.to_string())?;
        Ok(Self { index, leaf, reading })
    }

    /// The hash of its words, if this version knows that it has any.
    pub(crate) fn body(&self) -> Option<Digest> {
        match &self.reading {
            Reading::Known(statement) => statement.body,
            Reading::Newer(_) => None,
        }
    }

    /// The files that its words name.
    pub(crate) fn blobs(&self, words: &str) -> Vec<Blob> {
        match &self.reading {
            Reading::Known(statement) => blobs_of(&statement.kind, words),
            Reading::Newer(_) => Vec::new(),
        }
    }

    /// The organisation above, which a founding may name.
    pub(crate) fn parent(&self) -> Option<OrganisationId> {
        match &self.reading {
            Reading::Known(statement) => statement.codes.as_ref().and_then(|codes| codes.parent),
            Reading::Newer(_) => None,
        }
    }

    /// Whether it is of a newer version.
    pub(crate) const fn is_newer(&self) -> bool {
        matches!(self.reading, Reading::Newer(_))
    }

    /// Judges the entry as the next one of the ledger and takes it in, whatever it is: what follows is to be judged too.
    pub(crate) fn take_in(&self, desk: &mut Desk<'_>, ledger: &mut Ledger, body: BodyState<'_>, now_ms: i64) {
        let about = Subject::Entry { index: self.index };
        let before_ms = ledger.acceptance().received_ms();
        if self.leaf.received_ms < before_ms {
            let detail = format!("received at {}, the one in front of it at {before_ms}", self.leaf.received_ms);
            desk.findings.add(Code::EntryTime, about.clone(), detail);
        }
        if self.leaf.received_ms > now_ms.saturating_add(CLOCK_TOLERANCE_MS) {
            let detail = format!("received at {}, which is still to come", self.leaf.received_ms);
            desk.findings.add(Code::EntryTime, about.clone(), detail);
        }
        if self.organisation() != ledger.acceptance().org() {
            let detail = format!("it is for the organisation {}", self.organisation());
            desk.findings.add(Code::EntryAnotherLog, about.clone(), detail);
        }
        self.check_signature(desk, ledger, &about);
        let violations = ledger.violations.len();
        // Read already: this is no error.
        if let Err(error) = ledger.apply_leaf(&self.leaf, body) {
            desk.findings.add(Code::EntryMalformed, about.clone(), error);
        }
        for (_, refusal) in ledger.violations.get(violations..).unwrap_or_default() {
            desk.findings.add(Code::EntryNotAllowed, about.clone(), refusal);
        }
    }

    const fn organisation(&self) -> OrganisationId {
        match &self.reading {
            Reading::Known(statement) => statement.org,
            Reading::Newer(newer) => newer.org,
        }
    }

    fn check_signature(&self, desk: &mut Desk<'_>, ledger: &Ledger, about: &Subject) {
        let key = match &self.reading {
            Reading::Known(statement) => signing_key(ledger, &[], statement),
            Reading::Newer(_) => match newer_signing(&self.leaf.statement) {
                // Signed in a way that this version does not know: counted as newer, not as checked.
                Some(Signing { suite, .. }) if suite != KNOWN_SUITE => return,
                Some(Signing { key, .. }) => ledger.acceptance().public_key(&key),
                None => None,
            },
        };
        match key {
            Some(key) if software::verify(&key, &self.leaf.statement, &self.leaf.signature) => {
                desk.counts.signatures += 1;
            }
            Some(_) => desk.findings.add(Code::EntrySignature, about.clone(), "the signature is not its key's"),
            None => desk.findings.add(Code::EntrySignature, about.clone(), "its key was not let in before it"),
        }
    }
}

/// The suite that this version can check, as statements of every version name theirs.
const KNOWN_SUITE: &str = "p256-sha256";

/// What statements of every version say about their signature (spec rule S8).
#[derive(Deserialize)]
struct Signing {
    suite: String,
    key: KeyId,
}

fn newer_signing(statement: &str) -> Option<Signing> {
    from_canonical(statement).ok()
}

/// The only log that outsiders can check.
pub(crate) const PUBLIC: LogName = LogName::Public;
