//! Calls to the objects.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::statement::{LogName, origin};
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::wasm_bindgen::JsValue;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Result, web_sys};

use super::Incoming;
use crate::clock::NOW_HEADER;
use crate::directory::DIRECTORY_NAME;
use crate::faults::FAULT_HEADER;
use crate::front::preferences::{LANGUAGE_HEADER, TEXT_HEADER};
use crate::organisation::{
    LOG_HEADER, OFFICE, ORGANISATION_HEADER, ORIGIN_HEADER, PIECE_HEADERS, READER_HEADER, SLUG_HEADER,
};
use crate::reply::Reply;

/// Asks the directory; `path` may carry a question.
pub(crate) async fn ask_directory<T: DeserializeOwned>(env: &Env, path: &str) -> Result<T> {
    let stub = env.durable_object("DIRECTORY")?.get_by_name(DIRECTORY_NAME)?;
    let mut response = stub.fetch_with_str(&format!("https://directory{path}")).await?;
    expect_ok(&response)?;
    response.json().await
}

/// Tells the directory something; the answer with its status.
pub(crate) async fn tell_directory(env: &Env, path: &str, content: &impl Serialize) -> Result<Response> {
    let stub = env.durable_object("DIRECTORY")?.get_by_name(DIRECTORY_NAME)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(serde_json::to_string(content)?.into()));
    stub.fetch_with_request(Request::new_with_init(&format!("https://directory{path}"), &init)?).await
}

/// Who is called, and what for.
#[derive(Debug)]
pub(crate) struct OrganisationCall<'a> {
    /// The organisation.
    pub(crate) org: OrganisationId,
    /// Which of its logs.
    pub(crate) log: LogName,
    /// Its slug.
    pub(crate) slug: &'a str,
    /// The path below the organisation's address, without the first slash.
    pub(crate) path: &'a str,
    /// The question, without the question mark.
    pub(crate) query: Option<&'a str>,
    /// What the caller has already.
    pub(crate) if_none_match: Option<&'a str>,
    /// The content to send; with it the call is a POST.
    pub(crate) content: Option<JsValue>,
}

/// Calls an organisation's object for a request from outside. Its headers are made here: nothing that a stranger sent is
/// handed on, except where the bindings say so.
pub(crate) async fn call_organisation(env: &Env, incoming: &Incoming, call: OrganisationCall<'_>) -> Result<Response> {
    let headers = Headers::new();
    headers.set(ORGANISATION_HEADER, &call.org.to_string())?;
    headers.set(SLUG_HEADER, call.slug)?;
    headers.set(ORIGIN_HEADER, &incoming.origin)?;
    headers.set(LANGUAGE_HEADER, incoming.preferences.language.tag())?;
    headers.set(TEXT_HEADER, incoming.preferences.text())?;
    if let Some(etag) = call.if_none_match {
        headers.set("if-none-match", etag)?;
    }
    if call.log == LogName::Office {
        headers.set(LOG_HEADER, OFFICE)?;
    }
    for name in [NOW_HEADER, FAULT_HEADER, READER_HEADER, "range"].into_iter().chain(PIECE_HEADERS) {
        if let Some(value) = incoming.header(name) {
            // The object reads the first two only where its bindings allow it, and the last ones of files only.
            headers.set(name, &value)?;
        }
    }
    let mut init = RequestInit::new();
    init.with_headers(headers);
    if let Some(content) = call.content {
        init.with_method(Method::Post).with_body(Some(content));
    }
    let question = call.query.map(|query| format!("?{query}")).unwrap_or_default();
    let address = format!("https://log/{}{question}", call.path);
    let stub = env.durable_object("ORGANISATION_LOG")?.get_by_name(&object_name(call.org, call.log))?;
    stub.fetch_with_request(Request::new_with_init(&address, &init)?).await
}

/// The name of the object that keeps a log; the public one's was given when there was no other.
fn object_name(org: OrganisationId, log: LogName) -> String {
    match log {
        LogName::Public => org.to_string(),
        LogName::Office => origin(org, log),
    }
}

/// Provokes a fault in an organisation's object, in tests only.
pub(crate) async fn provoke(env: &Env, name: &str, kind: &str, request: &web_sys::Request) -> Result<Reply> {
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(request.body().map(Into::into));
    let request = Request::new_with_init(&format!("https://log/__fault/{kind}"), &init)?;
    Reply::of(env.durable_object("ORGANISATION_LOG")?.get_by_name(name)?.fetch_with_request(request).await?).await
}

/// Provokes a fault in the directory, in tests only.
pub(crate) async fn provoke_directory(env: &Env, kind: &str) -> Result<Reply> {
    let stub = env.durable_object("DIRECTORY")?.get_by_name(DIRECTORY_NAME)?;
    Reply::of(stub.fetch_with_str(&format!("https://directory/__fault/{kind}")).await?).await
}

/// Whether an object answered as it should.
pub(crate) fn expect_ok(response: &Response) -> Result<()> {
    match response.status_code() {
        200 => Ok(()),
        status => Err(format!("an object answered {status}").into()),
    }
}
