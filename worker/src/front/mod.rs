//! The stateless half: routes, methods, preferences, the isolate's cache, files, founding; one log line a request.
//!
//! Log lines name the route, never the address of a record, a person or a client.

mod cache;
mod files;
mod founding;
mod names;
pub(crate) mod objects;
pub(crate) mod preferences;
mod restoring;
mod route;
mod succession;

use std::cell::RefCell;

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::statement::LogName;
use worker::wasm_bindgen::JsValue;
use worker::{Env, Headers, Response, Result, console_error, console_log, web_sys};

use crate::clock::{self, NOW_HEADER, Settings, wall_ms};
use crate::directory::Listed;
use crate::organisation::{READER_HEADER, custodian, matches_validator};
use crate::reply::{HTML, JSON, NO_STORE, Parts, REVALIDATE, Reply};
use crate::{RELEASE, faults, pages, witness};
use cache::{Cache, Kept};
use files::File;
use objects::{OrganisationCall, ask_directory, call_organisation};
use preferences::Preferences;
use route::Route;

/// A minute: a page says as at which it holds.
const MINUTE_MS: i64 = 60_000;

/// The description of this API, by hand.
const OPEN_API: &str = include_str!("../../openapi.json");

thread_local! {
    static CACHE: RefCell<Cache> = RefCell::default();
}

/// A request, as far as routes look at it.
#[derive(Debug)]
pub(crate) struct Incoming {
    method: String,
    path: String,
    /// The question, without the question mark.
    pub(crate) query: Option<String>,
    /// Scheme and host.
    pub(crate) origin: String,
    /// The validator that the reader has already.
    pub(crate) if_none_match: Option<String>,
    /// Language and text size.
    pub(crate) preferences: Preferences,
    /// All headers.
    pub(crate) headers: Headers,
}

impl Incoming {
    fn of(request: &web_sys::Request) -> Self {
        let headers = Headers(request.headers());
        let header = |name: &str| headers.get(name).ok().flatten();
        let url = request.url();
        let (origin, path, query) = take_apart(&url);
        let preferences = Preferences::of(header("cookie").as_deref(), header("accept-language").as_deref());
        Self {
            method: request.method(),
            path: path.to_owned(),
            query: query.map(str::to_owned),
            origin: origin.to_owned(),
            if_none_match: header("if-none-match"),
            preferences,
            headers,
        }
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }

    fn wants_html(&self) -> bool {
        self.header("accept").is_some_and(|accept| accept.contains("text/html"))
    }

    /// Path and question, with another question in place of its own.
    fn address(&self, path: &str, query: Option<&str>) -> String {
        match query.filter(|query| !query.is_empty()) {
            Some(query) => format!("{path}?{query}"),
            None => path.to_owned(),
        }
    }
}

/// Origin, path and question of an address that the engine has normalised.
fn take_apart(url: &str) -> (&str, &str, Option<&str>) {
    let host = url.find("://").map_or(0, |place| place + 3);
    let path = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |place| host + place);
    let (origin, rest) = url.split_at(path);
    let rest = rest.split('#').next().unwrap_or_default();
    match rest.split_once('?') {
        Some((path, query)) => (origin, path, Some(query)),
        None => (origin, if rest.is_empty() { "/" } else { rest }, None),
    }
}

/// What a request is answered with.
enum Answer {
    /// Made here.
    Reply(Reply),
    /// From the cache.
    Kept(Parts),
    /// Content from the disk service under headers of our own.
    File(Reply, Response),
    /// From an organisation's object, whole.
    Object(Response),
}

/// An answer and what its log line says of it.
struct Answered {
    answer: Answer,
    status: u16,
    org: Option<String>,
}

impl From<Reply> for Answered {
    fn from(reply: Reply) -> Self {
        Self { status: reply.status, answer: Answer::Reply(reply), org: None }
    }
}

/// Answers a request.
pub(crate) async fn handle(request: &web_sys::Request, env: &Env) -> Result<web_sys::Response> {
    let started_ms = wall_ms();
    let settings = clock::settings(env);
    let incoming = Incoming::of(request);
    let route = Route::of(&incoming.path);
    let answered = if route.methods().contains(&incoming.method.as_str()) {
        let answered = answer(request, &incoming, route, env, &settings, started_ms).await;
        // An object that trapped or could not be reached; the answer still has its headers and its log line.
        answered.unwrap_or_else(|error| {
            console_error!("{}", serde_json::json!({ "event": "error", "error": error.to_string() }));
            Reply::error(500, "internal").into()
        })
    } else {
        Reply::error(405, "method-not-allowed").with("allow", route.methods().join(", ")).into()
    };
    let answered = for_people(answered, &incoming, &settings);
    console_log!(
        "{{\"event\":\"request\",\"method\":{:?},\"route\":\"{}\",\"status\":{},\"ms\":{},\"org\":{}}}",
        known_method(&incoming.method),
        route.pattern(),
        answered.status,
        wall_ms() - started_ms,
        answered.org.map_or("null".to_owned(), |org| format!("\"{org}\"")),
    );
    to_response(answered.answer, incoming.method != "HEAD")
}

/// The method for the log line; strangers' inventions are not written down.
fn known_method(method: &str) -> &str {
    match method {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" => method,
        _ => "other",
    }
}

/// An error as a page, for whom asks for pages.
fn for_people(answered: Answered, incoming: &Incoming, settings: &Settings) -> Answered {
    if answered.status < 400 || !incoming.wants_html() {
        return answered;
    }
    let html = pages::message(answered.status, incoming.preferences, settings.demo, incoming.query.as_deref());
    let mut reply = Reply::content(HTML, html).with("cache-control", NO_STORE);
    if let Answer::Reply(Reply { headers, .. }) = &answered.answer {
        for (name, value) in headers.iter().filter(|(name, _)| matches!(*name, "allow" | "retry-after")) {
            reply = reply.with(name, value);
        }
    }
    reply.status = answered.status;
    Answered { answer: Answer::Reply(reply), ..answered }
}

fn to_response(answer: Answer, with_body: bool) -> Result<web_sys::Response> {
    match answer {
        Answer::Reply(reply) => reply.to_parts().to_response(with_body),
        Answer::Kept(parts) => parts.to_response(with_body),
        Answer::File(reply, response) => reply.to_parts().to_streamed(&response, with_body),
        Answer::Object(response) => {
            let response = web_sys::Response::from(response);
            if with_body { Ok(response) } else { Parts::of(&response).to_response(false) }
        }
    }
}

async fn answer(
    request: &web_sys::Request,
    incoming: &Incoming,
    route: Route<'_>,
    env: &Env,
    settings: &Settings,
    now_ms: i64,
) -> Result<Answered> {
    if let Some(answered) = preferring(incoming, route) {
        return Ok(answered);
    }
    Ok(match route {
        Route::Front | Route::Gallery | Route::Board { .. } => page(incoming, route, env, settings, now_ms).await?,
        Route::Health => Reply::json(200, &serde_json::json!({ "status": "ok", "release": RELEASE })).into(),
        Route::OpenApi => Reply::content(JSON, OPEN_API).with("cache-control", REVALIDATE).readable_by_anybody().into(),
        Route::Organisations => founding::found(request, incoming, env, settings).await?.into(),
        Route::RestoredOrganisations => restoring::restore(request, incoming, env, settings).await?.into(),
        Route::Tree => tree(incoming, env, settings).await?.into(),
        Route::WitnessKey => witness::key(env).into(),
        Route::AddCheckpoint => witness::add_checkpoint(request, &incoming.headers, env).await?.into(),
        Route::Entries { name } => {
            let content = request.body().map(Into::into).or_else(|| Some("".into()));
            to_organisation(incoming, env, name, "entries", content).await?
        }
        Route::Restoring { name, rest } => {
            let content = request.body().map(Into::into).or_else(|| Some("".into()));
            to_organisation(incoming, env, name, rest, content).await?
        }
        Route::Blob { name, hash } => {
            let is_brought = incoming.method == "PATCH";
            let is_asked_by_member = incoming.method == "HEAD" && incoming.header(READER_HEADER).is_some();
            let content = is_brought.then(|| request.body().map_or_else(|| "".into(), Into::into));
            let folder = if is_brought || is_asked_by_member { "uploads" } else { "blobs" };
            to_organisation(incoming, env, name, &format!("{folder}/{hash}"), content).await?
        }
        Route::Log { name, rest } => to_organisation(incoming, env, name, rest, None).await?,
        Route::Office { name, rest } => {
            let content = (incoming.method == "POST").then(|| request.body().map_or_else(|| "".into(), Into::into));
            let rest = if rest == "entries" { rest.to_owned() } else { format!("log/{rest}") };
            to_log(incoming, env, (name, LogName::Office), &rest, content).await?
        }
        Route::Bare => with_slash(incoming),
        Route::BareApp => Reply::redirect(308, "/app/").into(),
        Route::App { rest } => from_file(files::app(env, incoming, rest).await?),
        Route::File { path } => from_file(files::file(env, incoming, path).await?),
        Route::Fault { name, kind } if settings.test_faults => match name {
            None if kind == "directory-format-1" => objects::provoke_directory(env, kind).await?.into(),
            None => faults::route(kind, request, 0).await.into(),
            Some(name) => objects::provoke(env, name, kind, request).await?.into(),
        },
        Route::Fault { .. } | Route::Unknown => Reply::error(404, "not-found").into(),
    })
}

fn from_file(file: File) -> Answered {
    match file {
        File::Reply(reply) => reply.into(),
        File::Stream(reply, response) => Answered { status: 200, answer: Answer::File(reply, response), org: None },
    }
}

fn with_slash(incoming: &Incoming) -> Answered {
    let path = format!("{}/", incoming.path);
    Reply::redirect(308, &incoming.address(&path, incoming.query.as_deref())).into()
}

/// Back to the same page with the preferences that its question asks for; a path that another host could be read from
/// is not led back to.
fn preferring(incoming: &Incoming, route: Route<'_>) -> Option<Answered> {
    let is_page = matches!(route, Route::Front | Route::Gallery | Route::Board { .. } | Route::Unknown);
    let (cookies, rest) = incoming.query.as_deref().filter(|_| is_page).and_then(preferences::asked)?;
    if incoming.path.starts_with("//") {
        return None;
    }
    let address = incoming.address(&incoming.path, Some(&rest));
    let mut reply = Reply::redirect(303, &address).with("cache-control", NO_STORE);
    reply.headers.extend(cookies.into_iter().map(|cookie| ("set-cookie", cookie)));
    Some(reply.into())
}

/// A page or another form of a board: from the cache if it is fresh, else asked for, with what the cache has.
async fn page(incoming: &Incoming, route: Route<'_>, env: &Env, settings: &Settings, now_ms: i64) -> Result<Answered> {
    let question = route.question(incoming.query.as_deref());
    let key = key(incoming, &question, settings);
    let kept = CACHE.with_borrow(|cache| cache.get(&key).cloned());
    if let Some(kept) = kept.as_ref().filter(|kept| kept.is_fresh(now_ms)) {
        return Ok(from_kept(kept, incoming));
    }
    let (reply, org) = match route {
        Route::Board { name, rest } => board(incoming, env, name, rest, &question, kept.as_ref()).await?,
        Route::Gallery => (gallery(incoming), None),
        _ => (front(incoming, env, settings, &question, kept.as_ref()).await?, None),
    };
    if let Some(kept) = kept.filter(|_| reply.status == 304) {
        CACHE.with_borrow_mut(|cache| cache.renew(&key, now_ms));
        return Ok(from_kept(&kept, incoming));
    }
    let status = reply.status;
    if status != 200 {
        return Ok(Answered { org, ..reply.into() });
    }
    let parts = reply.to_parts();
    let has = reply.header("etag").is_some_and(|etag| has(incoming, etag));
    let not_modified = has.then(|| reply.to_not_modified());
    CACHE.with_borrow_mut(|cache| cache.keep(key, &reply, parts.clone(), org.clone(), now_ms));
    Ok(match not_modified {
        Some(reply) => Answered { org, ..reply.into() },
        None => Answered { answer: Answer::Kept(parts), status, org },
    })
}

/// What a cached answer is a function of.
fn key(incoming: &Incoming, question: &str, settings: &Settings) -> String {
    let now = if settings.adjustable_clock { incoming.header(NOW_HEADER) } else { None };
    format!(
        "{} {} {} {}{}",
        incoming.preferences.language.tag(),
        incoming.preferences.text(),
        now.unwrap_or_default(),
        incoming.origin,
        incoming.address(&incoming.path, Some(question)),
    )
}

fn has(incoming: &Incoming, etag: &str) -> bool {
    incoming.if_none_match.as_deref().is_some_and(|said| matches_validator(said, etag))
}

fn from_kept(kept: &Kept, incoming: &Incoming) -> Answered {
    let org = kept.org.clone();
    if has(incoming, &kept.etag) {
        return Answered { org, ..Reply::not_modified(&kept.etag, REVALIDATE).into() };
    }
    Answered { answer: Answer::Kept(kept.parts.clone()), status: 200, org }
}

/// Asks an organisation's object for a page.
/// Where the pledges were as a table before there were others.
const OLD_TABLE: &str = "board.csv";

async fn board(
    incoming: &Incoming,
    env: &Env,
    name: &str,
    rest: &str,
    question: &str,
    kept: Option<&Kept>,
) -> Result<(Reply, Option<String>)> {
    let org = match resolve(incoming, env, name).await? {
        Ok(org) => org,
        Err(reply) => return Ok((reply, None)),
    };
    if rest == OLD_TABLE {
        let separator = if question.is_empty() { "" } else { "?" };
        return Ok((Reply::redirect(308, &format!("/o/{name}/pledges.csv{separator}{question}")), None));
    }
    let path = format!("o/{rest}");
    let call = OrganisationCall {
        org,
        log: LogName::Public,
        slug: name,
        path: &path,
        query: Some(question).filter(|question| !question.is_empty()),
        if_none_match: kept.map(|kept| kept.etag.as_str()),
        content: None,
    };
    let response = call_organisation(env, incoming, call).await?;
    Ok((Reply::of(response).await?, Some(org.to_string())))
}

/// Every component in every state; the same for everybody who prefers the same.
fn gallery(incoming: &Incoming) -> Reply {
    let preferences = incoming.preferences;
    let html = jiannuo_board::gallery::gallery_page(preferences.language, preferences.text_size);
    let etag = format!("\"{}\"", Digest::of(&[html.as_bytes()]));
    for_reader(Reply::content(HTML, html), preferences, etag)
}

/// A page as the reader prefers it, with its validator.
fn for_reader(page: Reply, preferences: Preferences, etag: String) -> Reply {
    page.with("content-language", preferences.language.tag())
        .with("vary", "accept-language, cookie")
        .with("etag", etag)
        .with("cache-control", REVALIDATE)
}

/// The front page.
async fn front(
    incoming: &Incoming,
    env: &Env,
    settings: &Settings,
    question: &str,
    kept: Option<&Kept>,
) -> Result<Reply> {
    let asked = match clock::asked_day(Some(question)) {
        Ok(asked) => asked,
        Err(reply) => return Ok(reply),
    };
    let listed: Vec<Listed> = ask_directory(env, "/list").await?;
    let now_ms = settings.now_ms(&incoming.headers);
    let preferences = incoming.preferences;
    let mut frame = pages::Frame::front(preferences, settings.today(now_ms), now_ms, settings.demo);
    if let Some(day) = asked {
        frame = pages::Frame { query: question, today: day, now_ms: clock::on_day(now_ms, day), ..frame };
    }
    let identity = format!(
        "{RELEASE}\n{question}\n{}\n{}\n{}\n{}\n{}",
        frame.now_ms / MINUTE_MS,
        settings.demo,
        preferences.language.tag(),
        preferences.text(),
        serde_json::to_string(&listed)?,
    );
    let etag = format!("\"{}\"", Digest::of(&[identity.as_bytes()]));
    if kept.is_some_and(|kept| kept.etag == etag) {
        return Ok(Reply::not_modified(&etag, REVALIDATE));
    }
    let html = pages::front(&listed, &frame);
    Ok(for_reader(Reply::content(HTML, html), preferences, etag))
}

/// The tree for the app.
async fn tree(incoming: &Incoming, env: &Env, settings: &Settings) -> Result<Reply> {
    let listed: Vec<Listed> = ask_directory(env, "/list").await?;
    let today = settings.today(settings.now_ms(&incoming.headers));
    let organisations: Vec<_> = listed
        .iter()
        .map(|one| {
            let summary = one.summary.as_ref();
            serde_json::json!({
                "org": one.org,
                "slug": one.slug,
                "parent": one.parent,
                "successor": one.successor,
                "lost": summary.and_then(|summary| summary.lost.as_ref()),
                "name": summary.and_then(|summary| summary.name.as_deref()),
                "name_english": summary.and_then(|summary| summary.name_english.as_deref()),
                "level": summary.and_then(|summary| summary.level),
                "pledges": summary.map(|summary| summary.pledges),
                "overdue": summary.map(|summary| summary.overdue(today)),
                "as_at_ms": summary.map(|summary| summary.as_at_ms),
                "size": summary.map(|summary| summary.size),
            })
        })
        .collect();
    let tree = serde_json::json!({
        "today": today,
        "demo": settings.demo,
        "custodian": custodian::public_key(settings),
        "organisations": organisations,
    });
    Ok(Reply::json(200, &tree).readable_by_anybody())
}

/// Hands a request on to an organisation's object and its answer back.
async fn to_organisation(
    incoming: &Incoming,
    env: &Env,
    name: &str,
    rest: &str,
    content: Option<JsValue>,
) -> Result<Answered> {
    to_log(incoming, env, (name, LogName::Public), rest, content).await
}

/// As [`to_organisation`], to one of its logs.
async fn to_log(
    incoming: &Incoming,
    env: &Env,
    (name, log): (&str, LogName),
    rest: &str,
    content: Option<JsValue>,
) -> Result<Answered> {
    let org = match resolve(incoming, env, name).await? {
        Ok(org) => org,
        Err(reply) => return Ok(reply.into()),
    };
    let path = format!("o/{rest}");
    let call = OrganisationCall {
        org,
        log,
        slug: name,
        path: &path,
        query: incoming.query.as_deref(),
        if_none_match: incoming.if_none_match.as_deref(),
        content,
    };
    let response = call_organisation(env, incoming, call).await?;
    Ok(Answered { status: response.status_code(), answer: Answer::Object(response), org: Some(org.to_string()) })
}

/// The organisation with a name, or what to answer instead: its identity leads to its slug, an unknown name nowhere.
async fn resolve(incoming: &Incoming, env: &Env, name: &str) -> Result<std::result::Result<OrganisationId, Reply>> {
    if let Some(org) = names::known(name) {
        return Ok(Ok(org));
    }
    let is_identity = name.parse::<OrganisationId>().is_ok();
    if !is_identity && names::problem(name).is_some() {
        return Ok(Err(Reply::error(404, "not-found")));
    }
    let Some(found) = ask_directory::<Option<Listed>>(env, &format!("/find?{name}")).await? else {
        return Ok(Err(Reply::error(404, "not-found")));
    };
    if is_identity {
        let path = incoming.path.replacen(name, &found.slug, 1);
        let address = incoming.address(&path, incoming.query.as_deref());
        return Ok(Err(Reply::redirect(308, &address).readable_by_anybody()));
    }
    names::remember(name, found.org);
    Ok(Ok(found.org))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w1_addresses_are_taken_apart() {
        let local = "http://127.0.0.1:8787";
        assert_eq!(take_apart("http://127.0.0.1:8787/o/a/?on=1"), (local, "/o/a/", Some("on=1")));
        assert_eq!(take_apart("http://127.0.0.1:8787/"), (local, "/", None));
        assert_eq!(take_apart("https://host"), ("https://host", "/", None));
        assert_eq!(take_apart("https://host/a?b?c"), ("https://host", "/a", Some("b?c")));
    }
}
