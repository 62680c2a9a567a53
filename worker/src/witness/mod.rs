//! The witness: cosigns checkpoints of other servers' logs that extend what it has seen (C2SP tlog-witness), so that a log
//! that shows two histories needs every witness's help.
//!
//! One object for each origin. **Why it is atomic:** between reading what was seen last and storing what is seen now there
//! is no `await`, so no other request of this object runs in between; the write is one transaction; and the engine holds
//! back the answer with the cosignature until that write is on disk. Were it otherwise, two requests at a time, or a
//! crash, could make this witness cosign two histories, which is the one thing that it must never do.
//!
//! A deployment is a witness when it has the binding `WITNESS`: the witness's name, then the keys of the logs that it
//! watches, a line each. Its key is derived from the deployment's secret, like those of its logs.
//! Deliberately absent: any look into a log's entries; a witness only compares trees.

mod store;

use std::rc::Rc;

use jiannuo_tlog::cosignature::CosignerKey;
use jiannuo_tlog::log_key::Seeds;
use jiannuo_tlog::note::VerifierKey;
use jiannuo_tlog::witness::{AddCheckpoint, MAX_REQUEST_BYTES, Refusal, TEXT_CONTENT_TYPE, cosignature_lines, decide};
use worker::wasm_bindgen::JsValue;
use worker::{
    DurableObject, Env, Headers, Method, Request, RequestInit, Response, State, console_error, console_log,
    durable_object, web_sys,
};

use crate::bounded::{self, Unread};
use crate::clock::{self, NOW_HEADER, Settings};
use crate::faults::{FAULT_HEADER, Faults, Point};
use crate::reply::{NO_STORE, REVALIDATE, Reply};
use store::WitnessStore;

/// Logs that one witness watches: the organisations of a county twice over.
const MAX_LOGS: usize = 1_000;

/// What a deployment is as a witness.
#[derive(Debug)]
pub(crate) struct Role {
    cosigner: CosignerKey,
    logs: Vec<VerifierKey>,
}

/// Why a binding does not make a witness.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum RoleError {
    #[error("the binding WITNESS begins with the witness's name")]
    Name,
    #[error("line {0} of the binding WITNESS is no key of a log")]
    Log(usize),
    #[error("a witness watches at most {MAX_LOGS} logs")]
    TooMany,
    #[error("a witness needs the binding LOG_KEYS")]
    Seeds,
}

thread_local! {
    static ROLE: std::cell::OnceCell<Option<Rc<Role>>> = const { std::cell::OnceCell::new() };
}

/// The role of this deployment, if it is a witness.
pub(crate) fn role(env: &Env) -> Option<Rc<Role>> {
    ROLE.with(|cell| cell.get_or_init(|| Role::read(env)).clone())
}

impl Role {
    fn read(env: &Env) -> Option<Rc<Self>> {
        let text = |name: &str| clock::text_binding(env, name);
        let seeds = text("LOG_KEYS").and_then(|seeds| Seeds::parse(&seeds).ok());
        match Self::parse(&text("WITNESS")?, seeds.as_ref()) {
            Ok(role) => Some(Rc::new(role)),
            Err(error) => {
                console_error!("{}", serde_json::json!({ "event": "no-witness", "error": error.to_string() }));
                None
            }
        }
    }

    fn parse(text: &str, seeds: Option<&Seeds>) -> Result<Self, RoleError> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let name = lines.next().ok_or(RoleError::Name)?;
        let seeds = seeds.ok_or(RoleError::Seeds)?;
        let cosigner = seeds.newest().witness_cosigner(name).map_err(|_| RoleError::Name)?;
        let logs: Vec<VerifierKey> = lines
            .enumerate()
            .map(|(place, line)| line.parse().map_err(|_| RoleError::Log(place + 1)))
            .collect::<Result<_, _>>()?;
        if logs.len() > MAX_LOGS { Err(RoleError::TooMany) } else { Ok(Self { cosigner, logs }) }
    }

    /// The keys of the log with an origin.
    fn keys_of(&self, origin: &str) -> Vec<VerifierKey> {
        self.logs.iter().filter(|key| key.name() == origin).cloned().collect()
    }
}

/// `GET /witness/key`: the key that others put into their policies.
pub(crate) fn key(env: &Env) -> Reply {
    match role(env) {
        Some(role) => Reply::content(TEXT_CONTENT_TYPE, format!("{}\n", role.cosigner.verifier()))
            .with("cache-control", REVALIDATE)
            .readable_by_anybody(),
        None => Reply::error(404, "not-found"),
    }
}

/// `POST /witness/add-checkpoint`: finds the log's object and asks it.
pub(crate) async fn add_checkpoint(request: &web_sys::Request, headers: &Headers, env: &Env) -> worker::Result<Reply> {
    let Some(role) = role(env) else { return Ok(Reply::error(404, "not-found")) };
    let body = match bounded::read(request, MAX_REQUEST_BYTES).await {
        Ok(body) => body,
        Err(Unread::TooLarge) => return Ok(text(413, "too large\n")),
        Err(Unread::Broken) => return Ok(text(400, "incomplete\n")),
    };
    let origin = match AddCheckpoint::parse(&body) {
        Ok(request) => request.checkpoint().origin.clone(),
        Err(error) => return Ok(refused(&Refusal::Malformed(error))),
    };
    if role.keys_of(&origin).is_empty() {
        // Before any object is made: strangers' origins cost no storage.
        return Ok(refused(&Refusal::UnknownLog));
    }
    let handed_on = Headers::new();
    for name in [NOW_HEADER, FAULT_HEADER] {
        if let Some(value) = headers.get(name)? {
            handed_on.set(name, &value)?;
        }
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(handed_on);
    init.with_body(Some(JsValue::from(worker::js_sys::Uint8Array::from(body.as_slice()))));
    let stub = env.durable_object("WITNESS_LOG")?.get_by_name(&origin)?;
    let request = Request::new_with_init("https://witness/add-checkpoint", &init)?;
    Reply::of(stub.fetch_with_request(request).await?).await
}

/// What one origin's log was last seen to be.
#[durable_object(fetch)]
pub struct WitnessLog {
    env: Env,
    settings: Rc<Settings>,
    store: WitnessStore,
}

impl DurableObject for WitnessLog {
    fn new(state: State, env: Env) -> Self {
        let settings = clock::settings(&env);
        Self { settings, store: WitnessStore::new(state.storage()), env }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let reply = match self.cosign(request.inner(), request.headers()).await {
            Ok(reply) => reply,
            Err(error) => {
                console_error!("{}", serde_json::json!({ "event": "witness", "error": error.to_string() }));
                text(500, "storage\n")
            }
        };
        Ok(Response::from(reply.to_response()?))
    }
}

impl WitnessLog {
    async fn cosign(&self, request: &web_sys::Request, headers: &Headers) -> worker::Result<Reply> {
        let Some(role) = role(&self.env) else { return Ok(Reply::error(404, "not-found")) };
        let Ok(body) = bounded::read(request, MAX_REQUEST_BYTES).await else { return Ok(text(400, "incomplete\n")) };
        let faults = Faults::of(&self.settings, headers);
        let request = match AddCheckpoint::parse(&body) {
            Ok(request) => request,
            Err(error) => return Ok(refused(&Refusal::Malformed(error))),
        };
        let origin = &request.checkpoint().origin;
        // From here to the write: no `await`.
        self.store.open()?;
        let latest = self.store.latest()?;
        let next = match decide(latest, &request, &role.keys_of(origin)) {
            Ok(next) => next,
            Err(refusal) => {
                if refusal == Refusal::OtherRoot {
                    // Two histories under one key: both notes are kept, for whoever asks.
                    self.store.keep_evidence(&request.note().to_string())?;
                }
                console_log!("{}", serde_json::json!({ "event": "not-cosigned", "why": refusal.to_string() }));
                return Ok(refused(&refusal));
            }
        };
        faults.at(Point::BeforeWitnessing);
        self.store.keep(&next, &request.note().to_string())?;
        faults.at(Point::AfterWitnessing);
        let time_s = u64::try_from(self.settings.now_ms(headers) / 1_000).unwrap_or_default();
        Ok(match cosignature_lines(&request, &[&role.cosigner], time_s) {
            Ok(lines) => text(200, &lines),
            Err(error) => text(500, &format!("{error}\n")),
        })
    }
}

fn refused(refusal: &Refusal) -> Reply {
    Reply { status: refusal.status(), ..Reply::content(refusal.content_type(), refusal.body()) }
        .with("cache-control", NO_STORE)
}

fn text(status: u16, body: &str) -> Reply {
    Reply { status, ..Reply::content(TEXT_CONTENT_TYPE, body) }.with("cache-control", NO_STORE)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiannuo_tlog::log_key::Seed;

    use super::*;

    fn seeds() -> Seeds {
        Seeds::parse(&"07".repeat(32)).unwrap()
    }

    #[test]
    fn w25_a_witness_is_a_name_and_the_logs_that_it_watches() {
        let log = Seed::from_bytes([1; 32]).log_signer("example.org/log").unwrap();
        let text = format!("# who we are\nwitness.example\n\n{}\n", log.verifier());
        let role = Role::parse(&text, Some(&seeds())).unwrap();
        assert_eq!(role.cosigner.verifier().name(), "witness.example");
        assert_eq!(role.keys_of("example.org/log").len(), 1);
        assert!(role.keys_of("example.org/other").is_empty());
    }

    #[test]
    fn w25_what_is_not_a_witness_is_none() {
        let parse = |text: &str| Role::parse(text, Some(&seeds())).err();
        assert_eq!(parse(""), Some(RoleError::Name));
        assert_eq!(parse("two words"), Some(RoleError::Name));
        assert_eq!(parse("witness.example\nno key"), Some(RoleError::Log(1)));
        assert_eq!(Role::parse("witness.example", None).err(), Some(RoleError::Seeds));
    }
}
