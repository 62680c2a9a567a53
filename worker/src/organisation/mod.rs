//! One organisation's log: a Durable Object with tables of its own, the only writer of that log.
//!
//! It is reached through [`crate::front`] only, which names the organisation, the slug and the reader's preferences in
//! headers of its own making. What is in memory of the log, its ledger and the right edge of its tree, is a cache of
//! storage: made when first needed, dropped whenever the two could differ.

mod alarm;
pub(crate) mod append;
mod begin;
mod blobs;
mod board_reads;
mod commit;
pub(crate) mod custodian;
mod log_reads;
mod office;
mod open;
mod queue;
mod rate;
mod report;
mod restore;
mod rollup;
mod signing;
mod store;
pub(crate) mod succession;
mod tree_reads;
mod witnesses;

pub(crate) use begin::{BEGIN_PATH, Beginning, may_sign};
pub(crate) use blobs::PIECE_HEADERS;
pub(crate) use log_reads::matches as matches_validator;
pub(crate) use office::READER_HEADER;
pub(crate) use store::in_one_transaction;
pub(crate) use witnesses::Cosigned;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use jiannuo_domain::day::Day;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::statement::LogName;
use jiannuo_domain::succession::Succession;
use serde::{Deserialize, Serialize};
use worker::{DurableObject, Env, Request, Response, State, console_error, console_log, durable_object, web_sys};

use crate::clock::{self, Settings};
use crate::faults::{self, Faults};
use crate::front::preferences::Preferences;
use crate::reply::Reply;
use office::{Asked, PublicLog, ROSTER_PATH, for_members};
use open::{OpenLog, Opening};
use queue::Queue;
use rate::Rates;
use store::{LogStore, StoreError};

/// The header in which the front names the organisation.
pub(crate) const ORGANISATION_HEADER: &str = "jiannuo-organisation";
/// The header in which the front names the slug.
pub(crate) const SLUG_HEADER: &str = "jiannuo-slug";

/// The header in which the front names the organisation's office log; the public one without it.
pub(crate) const LOG_HEADER: &str = "jiannuo-log";
/// Its value.
pub(crate) const OFFICE: &str = "office";

/// The header in which the front names scheme and host.
pub(crate) const ORIGIN_HEADER: &str = "jiannuo-origin";

/// When those should come again who want to read a log that is coming back: 1,000 entries come back in a second.
const RESTORING_SECONDS: u32 = 5;

/// The object.
#[durable_object(alarm)]
pub struct OrganisationLog {
    state: State,
    env: Env,
    settings: Rc<Settings>,
    store: LogStore,
    log: RefCell<Option<OpenLog>>,
    queue: Queue,
    rates: RefCell<Rates>,
    /// When the directory was told last, by the wall clock; 0 before the first time.
    reported_ms: Cell<i64>,
    /// Whether a report is due already.
    report_is_due: Cell<bool>,
    /// When witnesses were asked last, by the wall clock; 0 before the first time.
    asked_ms: Cell<i64>,
    /// When the parent was told last, by the wall clock; 0 before the first time.
    told_ms: Cell<i64>,
    /// How many entries the parent has been told of, as far as this construction knows.
    parent_has: Cell<u64>,
    /// Whether the log has the files that are handed out, as far as this construction knows.
    release_is_known: Cell<bool>,
    /// When the alarm rings, as far as this construction has set it.
    alarm_ms: Cell<Option<i64>>,
    /// Which of its organisation's logs this is, once that is known.
    log_name: Cell<Option<LogName>>,
    /// In an office log: what was heard of the public log last.
    public_log: RefCell<PublicLog>,
    /// The organisation above, once entry 0 was read.
    known_parent: OnceCell<Option<OrganisationId>>,
    /// The log was opened and something of it is missing, which the directory may not know.
    loss_is_news: Cell<bool>,
    /// This construction has told the directory of it.
    loss_is_told: Cell<bool>,
    /// How often a fault route of this object was called, to tell one construction from the next.
    fault_calls: Cell<u32>,
}

/// What a founding key is given out for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invited {
    /// The log that the new organisation is to continue, if any.
    pub(crate) succeeds: Option<Succession>,
}

/// What the front says with every request.
#[derive(Debug)]
pub(crate) struct Call {
    /// The organisation.
    pub(crate) org: OrganisationId,
    /// Its name in addresses.
    pub(crate) slug: String,
    /// Scheme and host under which the reader came.
    pub(crate) origin: String,
    /// The reader's language and text size.
    pub(crate) preferences: Preferences,
    /// The validator that the reader has already.
    pub(crate) if_none_match: Option<String>,
    /// The time.
    pub(crate) now_ms: i64,
    /// The day that boards are for.
    pub(crate) today: Day,
    /// Everything shown is invented.
    pub(crate) demo: bool,
    /// Provoked faults.
    pub(crate) faults: Faults,
}

impl DurableObject for OrganisationLog {
    fn new(state: State, env: Env) -> Self {
        let settings = clock::settings(&env);
        let store = LogStore::new(state.storage());
        Self {
            state,
            env,
            settings,
            store,
            log: RefCell::new(None),
            queue: Queue::default(),
            rates: RefCell::default(),
            reported_ms: Cell::new(0),
            report_is_due: Cell::new(false),
            asked_ms: Cell::new(0),
            told_ms: Cell::new(0),
            parent_has: Cell::new(0),
            release_is_known: Cell::new(false),
            alarm_ms: Cell::new(None),
            log_name: Cell::new(None),
            public_log: RefCell::default(),
            known_parent: OnceCell::new(),
            loss_is_news: Cell::new(false),
            loss_is_told: Cell::new(false),
            fault_calls: Cell::new(0),
        }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        if let Some(kind) = request.path().strip_prefix("/__fault/").filter(|_| self.settings.test_faults) {
            self.fault_calls.set(self.fault_calls.get() + 1);
            let reply = match self.damage(kind) {
                Some(done) => done.map_or_else(|error| Reply::error(500, &error.to_string()), |()| Reply::empty(204)),
                None => faults::route(kind, request.inner(), self.fault_calls.get()).await,
            };
            return Ok(Response::from(reply.to_response()?));
        }
        let reply = match self.call(&request) {
            Some((call, path, query)) => self.answer_for(&request, &call, &path, query.as_deref()).await,
            None => Ok(Reply::error(400, "malformed")),
        };
        let reply = reply.unwrap_or_else(|error| {
            console_error!("{}", serde_json::json!({ "event": "storage", "error": error.to_string() }));
            Reply::error(500, "storage")
        });
        if self.loss_is_news.take() {
            // At once: nobody should find out by a page that is a minute old.
            self.reported_ms.set(0);
            self.wake_soon().await;
        }
        Ok(Response::from(reply.to_response()?))
    }

    async fn alarm(&self) -> worker::Result<Response> {
        self.wake().await?;
        Response::empty()
    }
}

impl OrganisationLog {
    fn call(&self, request: &Request) -> Option<(Call, String, Option<String>)> {
        let headers = request.headers();
        let header = |name: &str| headers.get(name).ok().flatten();
        let url = request.url().ok()?;
        if self.log_name.get().is_none() && header(LOG_HEADER).as_deref() == Some(OFFICE) {
            // An object is called under one of the two names only.
            self.log_name.set(Some(LogName::Office));
        }
        let now_ms = self.settings.now_ms(headers);
        let call = Call {
            org: header(ORGANISATION_HEADER)?.parse().ok()?,
            slug: header(SLUG_HEADER)?,
            origin: header(ORIGIN_HEADER).unwrap_or_default(),
            preferences: Preferences::handed_on(|name| header(name)),
            if_none_match: header("if-none-match"),
            now_ms,
            today: self.settings.today(now_ms),
            demo: self.settings.demo,
            faults: Faults::of(&self.settings, headers),
        };
        Some((call, url.path().trim_start_matches('/').to_owned(), url.query().map(str::to_owned)))
    }

    /// Which of its organisation's logs this is.
    pub(super) fn log_name(&self) -> Result<LogName, StoreError> {
        if let Some(name) = self.log_name.get() {
            return Ok(name);
        }
        let name = self.store.log_name()?;
        self.log_name.set(Some(name));
        Ok(name)
    }

    /// Answers everybody in a public log, members in an office log.
    async fn answer_for(
        &self,
        request: &Request,
        call: &Call,
        path: &str,
        query: Option<&str>,
    ) -> Result<Reply, StoreError> {
        let (content, headers) = (request.inner(), request.headers());
        if self.log_name()? == LogName::Public {
            return match path.strip_prefix("o/blobs/").or_else(|| path.strip_prefix("o/uploads/")) {
                Some(hash) if !self.is_coming_back(call)? => self.answer_about_blob(request, call, path, hash).await,
                _ => self.answer(content, call, path, query).await,
            };
        }
        let token = headers.get(READER_HEADER).ok().flatten();
        let asked = Asked::of(&content.method(), path, query);
        let reply = match self.admit(token.as_deref(), &asked, call).await? {
            Ok(()) => match self.begin_office_log(call, path).await? {
                Ok(()) => self.answer(content, call, path, query).await?,
                Err(reply) => reply,
            },
            Err(reply) => reply,
        };
        Ok(for_members(reply))
    }

    /// Below `uploads/` the front asks for members who bring a file, below `blobs/` for anybody who reads one.
    async fn answer_about_blob(
        &self,
        request: &Request,
        call: &Call,
        path: &str,
        hash: &str,
    ) -> Result<Reply, StoreError> {
        match (path.starts_with("o/uploads/"), request.inner().method().as_str()) {
            (true, "POST") => self.take_piece(request, call, hash).await,
            (true, _) => self.offset(request, call, hash).await,
            (false, _) => self.read_blob(call, hash, request.headers().get("range").ok().flatten().as_deref()),
        }
    }

    async fn answer(
        &self,
        request: &web_sys::Request,
        call: &Call,
        path: &str,
        query: Option<&str>,
    ) -> Result<Reply, StoreError> {
        // What comes from outside is below `o/`; the rest is between objects.
        match path.strip_prefix("o/") {
            Some("entries") => self.push(request, call).await,
            Some("log/remembered") => self.remembered(request, call).await,
            Some("log/restore") => self.restore(request, call).await,
            Some(_) if self.is_coming_back(call)? => {
                Ok(Reply::error(503, "restoring").with("retry-after", RESTORING_SECONDS.to_string()))
            }
            Some(path) => match path.strip_prefix("log/") {
                Some(path) => self.read_log(call, path, query),
                None if self.log_name()? == LogName::Public => self.read_board(call, path, query),
                None => Ok(Reply::error(404, "not-found")),
            },
            None if path == BEGIN_PATH => self.begin(request, call).await,
            None if path == rollup::CHILD_PATH => self.child_tells(request, call).await,
            None if path == ROSTER_PATH => self.tell_roster(call, query),
            None if path == "may-found" => self.may_found(call, query),
            None if path == succession::SUCCESSION_PATH => self.succession(request, call).await,
            None => Ok(Reply::error(404, "not-found")),
        }
    }

    /// What organisation a key may found below this one; asked by the front.
    fn may_found(&self, call: &Call, query: Option<&str>) -> Result<Reply, StoreError> {
        let key: Option<PublicKey> =
            query.and_then(jiannuo_domain::id::from_hex::<65>).and_then(|bytes| PublicKey::from_bytes(&bytes).ok());
        let invited = match key {
            Some(key) => self.read(call, |log| log.ledger.acceptance().invited_to_found(&key, call.now_ms))?,
            None => None,
        };
        Ok(Reply::json(200, &invited.map(|succeeds| Invited { succeeds })))
    }

    /// Runs work on the log for a request.
    fn read<T>(&self, call: &Call, work: impl FnOnce(&mut OpenLog) -> T) -> Result<T, StoreError> {
        self.with_log(call.org, call.now_ms, call.faults, work)
    }

    /// Runs work on the log, which is opened from storage if it is not in memory.
    fn with_log<T>(
        &self,
        org: OrganisationId,
        now_ms: i64,
        faults: Faults,
        work: impl FnOnce(&mut OpenLog) -> T,
    ) -> Result<T, StoreError> {
        let mut slot = self.log.borrow_mut();
        if let Some(log) = slot.as_mut() {
            return Ok(work(log));
        }
        let started_ms = clock::wall_ms();
        let roster = self.public_log.borrow().roster.clone();
        let (seeds, log) = (&self.settings.log_seeds, self.log_name()?);
        let log = Opening { store: &self.store, seeds, org, log, roster, now_ms, faults }.open()?;
        let (entries, ms) = (log.tiles.size(), clock::wall_ms() - started_ms);
        let violations = log.ledger.violations.len();
        console_log!(
            "{}",
            serde_json::json!({ "event": "open", "org": org, "entries": entries, "violations": violations, "ms": ms })
        );
        if let Err(read_only) = &log.signing {
            let why = read_only.to_string();
            console_error!("{}", serde_json::json!({ "event": "read-only", "org": org, "error": why }));
        }
        if log.forgotten.is_some() {
            self.loss_is_news.set(!self.loss_is_told.replace(true));
        }
        Ok(work(slot.insert(log)))
    }

    /// Drops what is in memory of the log; storage has the truth.
    fn forget(&self) {
        *self.log.borrow_mut() = None;
    }

    /// Does to storage what only tests of its reading want; `None` for another kind of fault.
    fn damage(&self, kind: &str) -> Option<Result<(), StoreError>> {
        let done = match kind {
            "format-1" => self.store.forget_tree(),
            "lose-last-entry" => self.store.lose_last_entry(),
            "format-2" => self.store.forget_blob_tables(),
            "age-orphans" => self.store.age_orphans(),
            "lose-blobs" => self.store.lose_blobs(),
            _ => return None,
        };
        self.forget();
        Some(done)
    }
}
