//! What this device can say about one record from the log that it holds.

use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::statement::{Reading, Statement};
use jiannuo_sync::evidence::Evidence;
use jiannuo_sync::keys::Keys as _;
use jiannuo_sync::store::{KeptBody, Verified};
use jiannuo_sync::{LineProof, Replica};
use jiannuo_tlog::leaf_hash;
use jiannuo_tlog::proof::verify_inclusion;

use super::{Failure, Progress, Session};

/// What was found out about a record.
#[derive(Clone)]
pub struct Checked {
    /// Its entries, in the log's order.
    pub lines: Vec<Line>,
    /// The checkpoint that it was checked against.
    pub verified: Option<Verified>,
    /// What speaks against the log.
    pub evidence: Vec<Evidence>,
    /// Why the log could not be looked at just now.
    pub stale: Option<Failure>,
}

/// One entry.
#[derive(Clone)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// What it says was done.
    pub kind: Kind,
    /// Who entered it.
    pub who: Option<String>,
    /// For whom, if for another.
    pub whom: Option<String>,
    /// When it was written, by the writer's device.
    pub written_ms: i64,
    /// When the log received it.
    pub received_ms: i64,
    /// Whether the signature is that key's.
    pub is_signed: bool,
    /// Its proof; `None` while not all of the log is here.
    pub proof: Option<LineProof>,
    /// Whether the proof leads from the entry to the checkpoint's root.
    pub is_in_place: bool,
    /// What became of its words.
    pub words: LineWords,
    /// What it says, in its author's words.
    pub quote: Option<String>,
}

/// The words of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineWords {
    /// It has none.
    None,
    /// They are those that were signed.
    Unchanged,
    /// Removed for good.
    Erased,
    /// Not here.
    Missing,
}

impl Session {
    /// Checks a record of the organisation with a name, after a look at the server; `None` when there is no such
    /// organisation.
    pub async fn check(&self, slug: &str, record: RecordId, progress: Progress) -> Result<Option<Checked>, Failure> {
        let Some(org) = self.find(slug).await? else { return Ok(None) };
        let (replica, stale) = self.look(org, progress).await?;
        if replica.checkpoint().is_none()
            && replica.evidence().is_empty()
            && let Some(failure) = stale
        {
            return Err(failure);
        }
        let lines = self.lines(&replica, record).await?;
        Ok(Some(Checked {
            lines,
            verified: replica.checkpoint().cloned(),
            evidence: replica.evidence().to_vec(),
            stale,
        }))
    }

    async fn lines(&self, replica: &Replica, record: RecordId) -> Result<Vec<Line>, Failure> {
        let mut lines = Vec::new();
        // Entries alone: the words are in the replica already.
        let leaves = self.device().store.leaves(&replica.org()).await?;
        for (index, text) in (0..).zip(&leaves) {
            let Ok(leaf) = Leaf::from_bytes(text.as_bytes()) else { continue };
            let Ok(Reading::Known(statement)) = Statement::read(&leaf.statement) else { continue };
            if statement.record == record {
                lines.push(self.line(replica, index, &leaf, &statement).await?);
            }
        }
        Ok(lines)
    }

    async fn line(&self, replica: &Replica, index: u64, leaf: &Leaf, statement: &Statement) -> Result<Line, Failure> {
        let device = self.device();
        let ledger = replica.logged();
        let facts = ledger.acceptance().key(&statement.key);
        let name = |member| Ledger::member_name(ledger, member).map(str::to_owned);
        let is_signed = match facts {
            Some(facts) => device.keys.verify(&facts.public_key, &leaf.statement, &leaf.signature).await,
            None => false,
        };
        let proof = replica.proof_of(&device.store, index).await?;
        let is_in_place = proof.as_ref().is_some_and(|proof| {
            let hash = leaf_hash(&leaf.to_bytes());
            verify_inclusion(&hash, proof.index, proof.size, &proof.root, &proof.path).is_ok()
        });
        let kept = |digest| replica.body(&digest);
        let words = match statement.body.map(|digest| (digest, kept(digest))) {
            None => LineWords::None,
            Some((_, Some(KeptBody::Erased))) => LineWords::Erased,
            Some((digest, Some(KeptBody::Present(body)))) if body.digest() == digest => LineWords::Unchanged,
            Some(_) => LineWords::Missing,
        };
        let quote = statement.body.and_then(kept).and_then(|kept| match kept {
            KeptBody::Present(body) => quote(&body.text),
            KeptBody::Erased => None,
        });
        Ok(Line {
            number: index + 1,
            quote,
            kind: statement.kind.clone(),
            who: facts.and_then(|facts| name(&facts.member)),
            whom: statement.subject.as_ref().and_then(name),
            written_ms: statement.at,
            received_ms: leaf.received_ms,
            is_signed,
            proof,
            is_in_place,
            words,
        })
    }
}

/// The fields of bodies that hold what somebody wants to say, the weightiest first.
const PROSE: [&str; 9] =
    ["text", "title", "item", "name", "note", "outcome", "evidence", "no_evidence_reason", "reason"];

/// The main words of a body.
fn quote(body: &str) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(body).ok()?;
    PROSE.iter().find_map(|field| body.get(field)?.as_str()).map(str::to_owned)
}
