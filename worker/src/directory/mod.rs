//! The directory: one Durable Object that owns the slugs, the tree of organisations, the founding keys that were used,
//! and each organisation's line for the front page.
//!
//! A slug is never given twice, not even after a founding that never ended. A founding goes through three steps, each
//! of which can be repeated: reserve here, append in the organisation's own object, activate here.
//! Deliberately absent: any judgement on statements, which is the log's.

mod store;

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{KeyId, OrganisationId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{DurableObject, Env, Request, Response, State, console_error, durable_object};

use crate::bounded;
use crate::reply::Reply;
use crate::summary::Summary;
use store::{DirectoryStore, Reserving};

/// There is one directory.
pub(crate) const DIRECTORY_NAME: &str = "directory";

/// Longest request between objects: a summary of 10,000 pledges with different days has 200 kB.
const MAX_INTERNAL_BYTES: usize = 1024 * 1024;

/// A founding on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reservation {
    /// The organisation.
    pub(crate) org: OrganisationId,
    /// The name it asks for.
    pub(crate) slug: String,
    /// The organisation above.
    pub(crate) parent: Option<OrganisationId>,
    /// The founding key.
    pub(crate) founding_key: KeyId,
    /// Hash of the founding statement: a repetition has the same.
    pub(crate) statement: Digest,
}

/// A line on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// Whose.
    pub(crate) org: OrganisationId,
    /// What.
    pub(crate) summary: Summary,
}

/// An organisation as the directory knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listed {
    /// Its identity.
    pub(crate) org: OrganisationId,
    /// Its name in addresses.
    pub(crate) slug: String,
    /// The organisation above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<OrganisationId>,
    /// The organisation whose log continues its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) successor: Option<OrganisationId>,
    /// Its line, once it has told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) summary: Option<Summary>,
}

/// The object.
#[durable_object(fetch)]
pub struct Directory {
    store: DirectoryStore,
}

impl DurableObject for Directory {
    fn new(state: State, _env: Env) -> Self {
        Self { store: DirectoryStore::new(state.storage()) }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let reply = match self.answer(&request).await {
            Ok(reply) => reply,
            Err(error) => {
                console_error!("{}", serde_json::json!({ "event": "directory", "error": error.to_string() }));
                Reply::error(500, "storage")
            }
        };
        Ok(Response::from(reply.to_response()?))
    }
}

impl Directory {
    async fn answer(&self, request: &Request) -> worker::Result<Reply> {
        let url = request.url()?;
        let query = url.query().unwrap_or_default();
        self.store.open()?;
        Ok(match url.path() {
            "/list" => Reply::json(200, &self.store.list()?),
            "/find" => Reply::json(200, &self.store.find(query)?),
            "/parent" => Reply::json(200, &self.store.parent(query)?),
            "/founding" => Reply::json(200, &self.store.founding(query)?),
            "/reserve" => match content::<Reservation>(request).await {
                Some(reservation) => match self.store.reserve(&reservation)? {
                    Reserving::Done => Reply::json(200, &true),
                    Reserving::Taken(what) => Reply::error(409, what),
                },
                None => Reply::error(400, "malformed"),
            },
            "/activate" => {
                let (org, continues) = query.split_once('&').map_or((query, None), |(org, old)| (org, Some(old)));
                Reply::json(200, &self.store.activate(org, continues)?)
            }
            "/__fault/directory-format-1" => {
                self.store.forget_successions()?;
                Reply::empty(204)
            }
            "/summary" => match content::<Told>(request).await {
                Some(told) => Reply::json(200, &self.store.keep_summary(&told)?),
                None => Reply::error(400, "malformed"),
            },
            _ => Reply::error(404, "not-found"),
        })
    }
}

async fn content<T: DeserializeOwned>(request: &Request) -> Option<T> {
    let bytes = bounded::read(request.inner(), MAX_INTERNAL_BYTES).await.ok()?;
    serde_json::from_slice(&bytes).ok()
}
