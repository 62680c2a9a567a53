//! Asking witnesses to cosign (C2SP tlog-witness), and what they have said.
//!
//! Whom to ask, and how many of them make a quorum for readers, is in the binding `LOG_POLICY` (C2SP tlog-policy). They are
//! asked by the object's alarm, never while a push waits: a witness that is slow or away costs nobody anything but its
//! word. Each one's newest cosignature is kept; those over the newest checkpoint are served with it.
//! Deliberately absent: believing a witness about the log; what it says is checked, and how much it had seen is only where
//! the next proof begins.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::statement::LogName;
use jiannuo_tlog::note::{NoteSignature, SignedNote, VerifierKey};
use jiannuo_tlog::policy::PolicyWitness;
use jiannuo_tlog::proof::prove_consistency;
use jiannuo_tlog::tile::tiles_for_consistency;
use jiannuo_tlog::witness::{
    AddCheckpoint, LATEST_SIZE_CONTENT_TYPE, MAX_ANSWER_BYTES, parse_cosignatures, parse_latest_size,
};
use jiannuo_tlog::{Hash, cosignature};
use worker::console_log;

use super::OrganisationLog;
use super::store::{SignedCheckpoint, StoreError};
use crate::clock::wall_ms;
use crate::faults::Faults;
use crate::outside;

/// How long one witness may take; the next one is asked then.
const WITNESS_TIMEOUT_MS: u32 = 2_000;

/// What a witness has said last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cosigned {
    /// The name of its key.
    pub(crate) witness: String,
    /// How many entries it had seen.
    pub(crate) size: u64,
    /// The root over them.
    pub(crate) root: Hash,
    /// As of when, in seconds since 1970, by its own clock.
    pub(crate) time_s: u64,
    /// The signature line, without its end.
    pub(crate) line: String,
}

/// Why a witness has not cosigned.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotCosigned {
    #[error("the policy does not say where it is")]
    NoAddress,
    #[error("it does not answer: {0}")]
    Away(String),
    #[error("it refuses with status {0}")]
    Refused(u16),
    #[error("it has seen {0} entries, more than this log has")]
    AheadOfUs(u64),
    #[error("its answer is no cosignature: {0}")]
    Malformed(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("no proof can be made: {0}")]
    Proof(String),
}

/// What a witness answered.
enum Answer {
    Cosigned(Vec<u8>),
    /// It has cosigned this size already.
    Latest(u64),
}

impl OrganisationLog {
    /// Asks every witness of the policy that has not cosigned the newest checkpoint; whether all of them have now.
    pub(super) async fn ask_witnesses(&self) -> Result<bool, StoreError> {
        let Some(policy) = self.settings.log_policy.as_ref().filter(|policy| !policy.witnesses().is_empty()) else {
            return Ok(true);
        };
        let Some(org) = self.store.organisation()? else { return Ok(true) };
        if self.log_name()? == LogName::Office {
            // It is witnessed with the public log, which fixes it.
            return Ok(true);
        }
        let newest = self.with_log(org, wall_ms(), Faults::default(), |log| log.checkpoint.clone())?;
        let Some(newest) = newest else { return Ok(true) };
        let mut have_all = true;
        for witness in policy.witnesses() {
            let said = self.store.cosigned(&witness.key.to_string())?;
            if said.as_ref().is_some_and(|said| (said.size, said.root) == (newest.size, newest.root)) {
                continue;
            }
            if let Err(error) = self.ask(witness, said.map_or(0, |said| said.size), &newest).await {
                have_all = false;
                let name = witness.key.name();
                let why = error.to_string();
                console_log!("{}", serde_json::json!({ "event": "not-cosigned-by", "witness": name, "why": why }));
            }
        }
        Ok(have_all && self.is_newest(org, &newest)?)
    }

    fn is_newest(&self, org: OrganisationId, checkpoint: &SignedCheckpoint) -> Result<bool, StoreError> {
        let size = self.with_log(org, wall_ms(), Faults::default(), |log| log.tiles.size())?;
        Ok(size == checkpoint.size)
    }

    /// Asks one witness, a second time if it has seen another size than this log remembers.
    async fn ask(&self, witness: &PolicyWitness, old: u64, newest: &SignedCheckpoint) -> Result<(), NotCosigned> {
        match self.add_checkpoint(witness, old, newest).await? {
            Answer::Cosigned(body) => self.keep(&witness.key, newest, &body),
            Answer::Latest(size) if size > newest.size => Err(NotCosigned::AheadOfUs(size)),
            Answer::Latest(size) => match self.add_checkpoint(witness, size, newest).await? {
                Answer::Cosigned(body) => self.keep(&witness.key, newest, &body),
                Answer::Latest(_) => Err(NotCosigned::Refused(409)),
            },
        }
    }

    async fn add_checkpoint(
        &self,
        witness: &PolicyWitness,
        old: u64,
        newest: &SignedCheckpoint,
    ) -> Result<Answer, NotCosigned> {
        let url = witness.url.as_deref().and_then(|url| std::str::from_utf8(url).ok()).ok_or(NotCosigned::NoAddress)?;
        let request = self.add_checkpoint_request(old, newest)?;
        let address = format!("{}/add-checkpoint", url.trim_end_matches('/'));
        let answer = outside::post(&address, &request.to_string(), MAX_ANSWER_BYTES, WITNESS_TIMEOUT_MS)
            .await
            .map_err(|error| NotCosigned::Away(error.to_string()))?;
        match answer.status {
            200 => Ok(Answer::Cosigned(answer.body)),
            409 if answer.media_type.as_deref() == Some(LATEST_SIZE_CONTENT_TYPE) => parse_latest_size(&answer.body)
                .map(Answer::Latest)
                .ok_or_else(|| NotCosigned::Malformed("no size".to_owned())),
            status => Err(NotCosigned::Refused(status)),
        }
    }

    /// What a witness, or the log above, is shown: a checkpoint with the proof that it extends one of another size.
    pub(super) fn add_checkpoint_request(
        &self,
        old: u64,
        newest: &SignedCheckpoint,
    ) -> Result<AddCheckpoint, NotCosigned> {
        let note = SignedNote::parse(newest.note.as_bytes()).map_err(|error| NotCosigned::Proof(error.to_string()))?;
        AddCheckpoint::new(old, self.consistency(old, newest.size)?, note)
            .map_err(|error| NotCosigned::Proof(error.to_string()))
    }

    /// The proof that the tree of one size is a beginning of a later one.
    fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, NotCosigned> {
        if old == 0 || old == new {
            return Ok(Vec::new());
        }
        let broken = |error: &dyn std::error::Error| NotCosigned::Proof(error.to_string());
        let needed = tiles_for_consistency(old, new).map_err(|error| broken(&error))?;
        let tiles = self.store.tiles(&needed)?;
        prove_consistency(old, new, &tiles).map_err(|error| broken(&error))
    }

    /// Checks what a witness has signed, and keeps it.
    fn keep(&self, key: &VerifierKey, newest: &SignedCheckpoint, body: &[u8]) -> Result<(), NotCosigned> {
        let malformed = |error: &dyn std::error::Error| NotCosigned::Malformed(error.to_string());
        let note = SignedNote::parse(newest.note.as_bytes()).map_err(|error| malformed(&error))?;
        let signatures =
            parse_cosignatures(body, &note.text, std::slice::from_ref(key)).map_err(|error| malformed(&error))?;
        let signature: &NoteSignature = signatures.first().ok_or_else(|| NotCosigned::Malformed("none".to_owned()))?;
        let time_s = cosignature::verify(key, &note.text, signature).map_err(|error| malformed(&error))?;
        let said = Cosigned {
            witness: key.name().to_owned(),
            size: newest.size,
            root: newest.root,
            time_s,
            line: signature.to_string(),
        };
        Ok(self.store.keep_cosigned(&key.to_string(), &said)?)
    }

    /// What the witnesses have said last, the newest word first.
    pub(super) fn witnessed(&self) -> Result<Vec<Cosigned>, StoreError> {
        if self.settings.log_policy.is_none() { Ok(Vec::new()) } else { self.store.all_cosigned() }
    }

    /// A checkpoint's note with the cosignatures that are over exactly it.
    pub(super) fn with_cosignatures(&self, checkpoint: &SignedCheckpoint) -> Result<String, StoreError> {
        let mut note = checkpoint.note.clone();
        for said in self.witnessed()? {
            if (said.size, said.root) == (checkpoint.size, checkpoint.root) {
                note.push_str(&said.line);
                note.push('\n');
            }
        }
        Ok(note)
    }
}
