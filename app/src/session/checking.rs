//! What this device can say about one record from the log that it holds.
//!
//! A reader's copy of a log is not a membership: it is found again by a setting, and synced only while somebody checks.

use jiannuo_domain::id::{OrganisationId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::statement::{Reading, Statement};
use jiannuo_store::device;
use jiannuo_sync::evidence::Evidence;
use jiannuo_sync::keys::Keys as _;
use jiannuo_sync::store::{KeptBody, Store as _, Stored, Verified};
use jiannuo_sync::{LineProof, Replica};
use jiannuo_tlog::leaf_hash;
use jiannuo_tlog::proof::verify_inclusion;

use super::{Failure, Session};

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

/// The setting that remembers which organisation a name stood for, so that it is found without a network.
fn setting(slug: &str) -> String {
    format!("checked-organisation/{slug}")
}

impl Session {
    /// Checks a record of the organisation with a name; `None` when this device has never met it and cannot ask.
    pub async fn check(&self, slug: &str, record: RecordId) -> Result<Option<Checked>, Failure> {
        let device = self.device();
        let member = self.memberships_untracked(slug);
        let (org, mut stale) = match member {
            Some(org) => (Some(org), None),
            None => self.find(slug).await?,
        };
        let Some(org) = org else { return stale.map_or(Ok(None), Err) };
        let mut replica = Replica::open(&device.store, org).await?;
        // A member's copy is kept in step by the tab that leads; two at once would only get in each other's way.
        if member.is_none() && stale.is_none() {
            let synced = replica.sync(&device.store, &device.transport, &device.keys, device::now_ms()).await;
            stale = synced.err().map(Failure::from);
        }
        let stored = device.store.load(&org).await?;
        let lines = self.lines(&replica, &stored, record).await?;
        Ok(Some(Checked {
            lines,
            verified: replica.checkpoint().cloned(),
            evidence: replica.evidence().to_vec(),
            stale,
        }))
    }

    /// The organisation with a name: the server's word if it can be asked, else what the device remembers.
    async fn find(&self, slug: &str) -> Result<(Option<OrganisationId>, Option<Failure>), Failure> {
        let store = &self.device().store;
        let known = store.setting(&setting(slug)).await?.and_then(|org| org.parse().ok());
        // What was met once stays the one that is checked: a server that shows another under its name is found out.
        if known.is_some() {
            return Ok((known, None));
        }
        match self.list_organisations().await {
            Ok(listed) => {
                let org = listed.iter().find(|one| one.slug == slug).map(|one| one.id);
                if let Some(org) = org {
                    store.put_setting(&setting(slug), &org.to_string()).await?;
                }
                Ok((org, None))
            }
            Err(failure) => Ok((None, Some(failure))),
        }
    }

    async fn lines(&self, replica: &Replica, stored: &Stored, record: RecordId) -> Result<Vec<Line>, Failure> {
        let mut lines = Vec::new();
        for (index, text) in (0..).zip(&stored.leaves) {
            let Ok(leaf) = Leaf::from_bytes(text.as_bytes()) else { continue };
            let Ok(Reading::Known(statement)) = Statement::read(&leaf.statement) else { continue };
            if statement.record == record {
                lines.push(self.line(replica, stored, index, &leaf, &statement).await?);
            }
        }
        Ok(lines)
    }

    async fn line(
        &self,
        replica: &Replica,
        stored: &Stored,
        index: u64,
        leaf: &Leaf,
        statement: &Statement,
    ) -> Result<Line, Failure> {
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
        let kept = |digest| stored.bodies.iter().find(|(hash, _)| *hash == digest).map(|(_, kept)| kept);
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
const PROSE: [&str; 7] = ["text", "title", "name", "note", "evidence", "no_evidence_reason", "reason"];

/// The main words of a body.
fn quote(body: &str) -> Option<String> {
    let body: serde_json::Value = serde_json::from_str(body).ok()?;
    PROSE.iter().find_map(|field| body.get(field)?.as_str()).map(str::to_owned)
}
