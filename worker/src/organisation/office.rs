//! The office log: the same object, kept for members only (spec rule W31).
//!
//! Who they are stands in the public log, which another object keeps. Before anything is done here that object is asked how
//! far it has come, and for the roster if that has changed; so a member who left reads nothing from the next question on.
//! **Invariant:** nothing leaves this log for anybody who has not signed the question with a key of the roster.
//! Deliberately absent: a roster of its own, and keys: what it names of the public log, the custodian signs.

use jiannuo_domain::acceptance::{Anchor, Roster};
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::intake::Arrival;
use jiannuo_domain::reader::{Question, ReaderToken};
use jiannuo_domain::statement::LogName;
use jiannuo_tlog::{Hash, empty_root};
use serde::{Deserialize, Serialize};
use worker::{Headers, Request, RequestInit};

use super::custodian::NotSaid;
use super::queue::Waiting;
use super::store::StoreError;
use super::{Call, ORGANISATION_HEADER, OrganisationLog, SLUG_HEADER};
use crate::reply::{NO_STORE, Reply};
use crate::signatures::verify_message;

/// The header in which a member shows who asks.
pub(crate) const READER_HEADER: &str = "jiannuo-reader";

/// The path between objects on which the public log is asked for its roster; the question is the size from which on the
/// asker knows it.
pub(super) const ROSTER_PATH: &str = "roster";

/// How far a public log had come, and who was on its roster until then.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct PublicLog {
    /// The root at the roster's size.
    pub(super) root: Hash,
    /// The roster.
    pub(super) roster: Roster,
    /// How many entries of the office log it fixes; 0 for none.
    pub(super) office_size: u64,
}

impl Default for PublicLog {
    /// One of which nothing was heard.
    fn default() -> Self {
        Self { root: empty_root(), roster: Roster::default(), office_size: 0 }
    }
}

/// Why the public log could not be heard.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotHeard {
    #[error("the public log does not answer: {0}")]
    Away(#[from] worker::Error),
    #[error("the public log answers with status {0}")]
    Refused(u16),
}

impl OrganisationLog {
    /// Asks the public log for what is new about its roster, and has this log be judged by it.
    pub(super) async fn hear_public_log(&self, org: OrganisationId) -> Result<(), NotHeard> {
        // What was judged by a longer public log than is known is judged anew by whatever there is now.
        let is_unsound = self.log.borrow().as_ref().is_some_and(|log| !log.ledger.violations.is_empty());
        let known = if is_unsound { 0 } else { self.public_log.borrow().roster.changed_at() };
        let headers = Headers::new();
        headers.set(ORGANISATION_HEADER, &org.to_string())?;
        headers.set(SLUG_HEADER, "")?;
        let mut init = RequestInit::new();
        init.with_headers(headers);
        let request = Request::new_with_init(&format!("https://log/{ROSTER_PATH}?{known}"), &init)?;
        let stub = self.env.durable_object("ORGANISATION_LOG")?.get_by_name(&org.to_string())?;
        let mut response = stub.fetch_with_request(request).await?;
        if response.status_code() != 200 {
            return Err(NotHeard::Refused(response.status_code()));
        }
        let Some(told): Option<PublicLog> = response.json().await? else { return Ok(()) };
        // Answers may overtake each other; a roster does not go back.
        if told.roster.size() > self.public_log.borrow().roster.size() {
            if is_unsound {
                self.forget();
            } else if let Some(log) = self.log.borrow_mut().as_mut() {
                log.ledger.judge_by(told.roster.clone());
            }
            *self.public_log.borrow_mut() = told;
        }
        Ok(())
    }

    /// The public log's answer: nothing when its roster is as the asker knows it.
    pub(super) fn tell_roster(&self, call: &Call, query: Option<&str>) -> Result<Reply, StoreError> {
        let known: u64 = query.and_then(|query| query.parse().ok()).unwrap_or_default();
        let told = self.read(call, |log| {
            let roster = log.ledger.acceptance().roster();
            let fixed = log.ledger.children.iter().rev().filter_map(|told| told.words());
            let own = fixed.flat_map(|words| &words.children).find(|child| child.org == call.org);
            let office_size = own.map_or(0, |child| child.size);
            let told = || PublicLog { root: log.tiles.root(), roster: roster.clone(), office_size };
            // A log that has forgotten entries may have forgotten who left.
            log.forgotten.is_none().then(|| (roster.changed_at() != known).then(told))
        })?;
        Ok(told.map_or_else(|| Reply::error(503, "read-only"), |told| Reply::json(200, &told)))
    }

    /// Lets a member's question in; anybody else hears why not.
    pub(super) async fn admit(
        &self,
        token: Option<&str>,
        asked: &Asked,
        call: &Call,
    ) -> Result<Result<(), Reply>, StoreError> {
        if let Err(error) = self.hear_public_log(call.org).await {
            worker::console_error!("{}", serde_json::json!({ "event": "not-heard", "error": error.to_string() }));
            return Ok(Err(Reply::error(503, "read-only")));
        }
        // Opened for whoever asks: a change of the deployment's seeds must reach a log that no member reads meanwhile.
        let (is_signing, is_sound) = self.read(call, |log| (log.signing.is_ok(), log.ledger.violations.is_empty()))?;
        if !is_sound {
            // It names more of the public log than there is: that one was set back, and this one waits for it.
            return Ok(Err(Reply::error(503, "read-only")));
        }
        if token.is_none() && !is_signing {
            return Ok(Err(Reply::error(503, "read-only")));
        }
        let Some(token) = token.and_then(|text| text.parse::<ReaderToken>().ok()) else {
            return Ok(Err(Reply::error(401, "reader-missing")));
        };
        if !token.is_timely(call.now_ms) {
            return Ok(Err(Reply::error(401, "reader-clock")));
        }
        Ok(if self.is_members(&token, asked, call).await { Ok(()) } else { Err(Reply::error(403, "reader-refused")) })
    }

    /// Whether the key of somebody who is on the roster now has signed the question.
    async fn is_members(&self, token: &ReaderToken, asked: &Asked, call: &Call) -> bool {
        let key = {
            let public = self.public_log.borrow();
            let signer = public.roster.signer(&token.key, public.roster.size());
            signer.filter(|key| !key.is_custodian).map(|key| key.public_key)
        };
        let Some(key) = key else { return false };
        let Asked { method, path } = asked;
        let question = Question { org: call.org, log: LogName::Office, method, path, time_ms: token.time_ms };
        verify_message(&key, &question.signing_input(), &token.signature).await
    }

    /// Begins the log when the first member asks for it: its first entry says how far the public log has come. One of which
    /// the public log has fixed more than is here was lost or set back: it is neither begun nor gone on with, which would be
    /// a second history, and waits for whoever remembers it.
    pub(super) async fn begin_office_log(&self, call: &Call, path: &str) -> Result<Result<(), Reply>, StoreError> {
        let size = self.read(call, |log| log.tiles.size())?;
        if size < self.public_log.borrow().office_size {
            let is_coming_back = matches!(path, "o/log/remembered" | "o/log/restore");
            return Ok(if is_coming_back { Ok(()) } else { Err(Reply::error(503, "read-only")) });
        }
        if self.store.format()?.is_some() {
            return Ok(Ok(()));
        }
        let nothing_else = Waiting { arrivals: Vec::new(), now_ms: call.now_ms, faults: call.faults };
        let reply = self.seated(call.org, nothing_else).await;
        Ok(if reply.status == 200 { Ok(()) } else { Err(reply) })
    }

    /// What the custodian has to say before anything else is said here: how far the public log has come, when its roster has
    /// changed. Called without an `await` before the write.
    pub(super) fn anchor(&self, org: OrganisationId, now_ms: i64, wants: bool) -> Result<Option<Arrival>, NotSaid> {
        if !wants {
            return Ok(None);
        }
        let public = self.public_log.borrow();
        let anchor = Anchor { size: public.roster.size(), root: public.root };
        self.anchoring(org, &public.roster, anchor, now_ms).map(Some)
    }
}

/// What was asked of this log, as its asker has signed it.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// `GET` or `POST`.
    method: String,
    /// What follows the log's address, the question included.
    path: String,
}

impl Asked {
    /// A question as the front hands it on, below `o/`.
    pub(super) fn of(method: &str, path: &str, query: Option<&str>) -> Self {
        let path = path.strip_prefix("o/").unwrap_or(path);
        let path = path.strip_prefix("log/").unwrap_or(path);
        let question = query.map(|query| format!("?{query}")).unwrap_or_default();
        Self { method: method.to_owned(), path: format!("{path}{question}") }
    }
}

/// An answer that is for members: no cache keeps it and no other page reads it.
pub(super) fn for_members(mut reply: Reply) -> Reply {
    let is_for_anybody =
        |name: &str| matches!(name, "access-control-allow-origin" | "access-control-expose-headers" | "etag");
    reply.headers.retain(|(name, _)| !is_for_anybody(name));
    reply.with("cache-control", NO_STORE).with("cross-origin-resource-policy", "same-origin")
}
