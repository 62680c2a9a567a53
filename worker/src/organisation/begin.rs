//! Beginning a log anew that this server has lost with everything else (spec rule W29): tables, the keys that it has
//! signed with, and its newest known checkpoint as remembered by somebody. It opens as a log that has forgotten all of its
//! entries, and takes them back as such a log does ([`super::restore`]).
//!
//! **Invariant:** until it is whole, nothing of it is shown: a part of a log makes a board that never was.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::statement::{LogName, origin};
use jiannuo_tlog::checkpoint::open_parsed;
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::note::{MAX_NOTE_BYTES, SignedNote, VerifierKey};
use serde::{Deserialize, Serialize};
use worker::{console_log, web_sys};

use super::signing::Signing;
use super::store::StoreError;
use super::{Call, OrganisationLog};
use crate::bounded;
use crate::clock::Settings;
use crate::organisation::append::malformed;
use crate::reply::Reply;

/// The path between front and object.
pub(crate) const BEGIN_PATH: &str = "begin-restoration";

/// Keys and note in JSON, where every byte takes two at most.
const MAX_BEGINNING_BYTES: usize = 2 * (MAX_NOTE_BYTES + jiannuo_tlog::log_key::MAX_LOG_KEYS_BYTES) + 1024;

/// What a lost log begins with again; judged by the front.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Beginning {
    /// The keys that it has signed with, oldest first.
    pub(crate) keys: LogKeys,
    /// Its newest known checkpoint.
    pub(crate) note: String,
}

/// The checkpoint with the log's own signatures alone, if the newest of these keys is one of this deployment's seeds and
/// has signed it; else why not.
pub(crate) fn may_sign(
    settings: &Settings,
    org: OrganisationId,
    keys: &LogKeys,
    note: &SignedNote,
) -> Result<String, &'static str> {
    let origin = origin(org, LogName::Public);
    let seeds = settings.log_seeds.as_ref().map_err(|_| "foreign-log-key")?;
    Signing::go_on(seeds, origin.clone(), keys.clone(), 0).map_err(|_| "foreign-log-key")?;
    let newest: Vec<VerifierKey> = keys.newest().cloned().into_iter().collect();
    let checkpoint = open_parsed(note, &newest).map_err(|_| "not-signed")?;
    if checkpoint.origin != origin || !checkpoint.extensions.is_empty() {
        return Err("not-signed");
    }
    let all: Vec<VerifierKey> = keys.keys.iter().map(|key| key.vkey.clone()).collect();
    own_signatures(note, &all).ok_or("not-signed")
}

/// A note without the cosignatures of witnesses, who are asked anew; none where a signature of the log does not hold.
pub(super) fn own_signatures(note: &SignedNote, keys: &[VerifierKey]) -> Option<String> {
    let signatures = note.known_signatures(keys).ok()?.into_iter().map(|(_, signature)| signature.clone()).collect();
    Some(SignedNote { text: note.text.clone(), signatures }.to_string())
}

impl OrganisationLog {
    /// Begins the log; how many entries it has. A log that is there already is left as it is.
    pub(super) async fn begin(&self, request: &web_sys::Request, call: &Call) -> Result<Reply, StoreError> {
        let Ok(content) = bounded::read(request, MAX_BEGINNING_BYTES).await else {
            return Ok(Reply::error(413, "too-large"));
        };
        let beginning: Beginning = match serde_json::from_slice(&content) {
            Ok(beginning) => beginning,
            Err(error) => return Ok(malformed(&error)),
        };
        if self.store.format()?.is_none() {
            self.store.begin((call.org, LogName::Public), &beginning, call.faults)?;
            self.forget();
            self.state.storage().sync().await?;
            console_log!("{}", serde_json::json!({ "event": "restoration-begun", "org": call.org }));
        }
        Ok(Reply::json(200, &self.read(call, |log| log.tiles.size())?))
    }

    /// Whether the log was begun anew and has not come to its old word yet.
    pub(super) fn is_coming_back(&self, call: &Call) -> Result<bool, StoreError> {
        self.read(call, |log| log.checkpoint.is_none() && log.forgotten.is_some())
    }
}
