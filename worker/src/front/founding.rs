//! Founding an organisation: reserve its name, append its first entries, make it public; each step can be repeated.
//!
//! The founding statement is judged before anything is reserved, so that only the holder of a founding key can use the
//! key or a name up. A repetition of the same statement gets the same answer, whatever step a crash came at.
//! A founding that continues another log has one step more ([`super::succession`]), between the log and the public.

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::id::to_hex;
use jiannuo_domain::intake::{self, Arrival, Read};
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::limits::MAX_PUSH_BYTES;
use jiannuo_domain::push::{Outcome, Push, PushAnswer};
use jiannuo_domain::statement::LogName;
use jiannuo_domain::succession::Succession;
use serde::Deserialize;
use serde_json::json;
use worker::{Env, Result, web_sys};

use super::objects::{OrganisationCall, ask_directory, call_organisation, tell_directory};
use super::{Incoming, names, succession};
use crate::bounded;
use crate::clock::Settings;
use crate::directory::{Listed, Reservation};
use crate::faults::{Faults, Point};
use crate::organisation::{Invited, append};
use crate::reply::Reply;
use crate::signatures::{Claim, verify};

/// Bytes around the push: the slug and the names of the two fields.
const ENVELOPE_BYTES: usize = 256;

/// `POST /organisations`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Founding {
    slug: String,
    push: Push,
}

/// The push of a founding, written as it is handed on, within what the log takes in.
fn pushed(founding: &Founding) -> std::result::Result<String, Reply> {
    let push = serde_json::to_string(&founding.push).map_err(|error| append::malformed(&error))?;
    // More than a push holds would be refused when the name is used up already.
    if push.len() <= MAX_PUSH_BYTES { Ok(push) } else { Err(Reply::error(413, "too-large")) }
}

/// A founding whose statement is good.
pub(super) struct Judged {
    pub(super) reservation: Reservation,
    founding_key: PublicKey,
    /// The log that it continues.
    pub(super) continues: Option<Succession>,
}

/// Founds an organisation.
pub(crate) async fn found(
    request: &web_sys::Request,
    incoming: &Incoming,
    env: &Env,
    settings: &Settings,
) -> Result<Reply> {
    let faults = Faults::of(settings, &incoming.headers);
    let founding = match read(request).await {
        Ok(founding) => founding,
        Err(reply) => return Ok(reply),
    };
    let push = match pushed(&founding) {
        Ok(push) => push,
        Err(reply) => return Ok(reply),
    };
    let now_ms = settings.now_ms(&incoming.headers);
    let judged = match judge(&founding, now_ms).await {
        Ok(judged) => judged,
        Err(reply) => return Ok(reply),
    };
    let reservation = &judged.reservation;
    if let Some(reply) = reserve(&judged, incoming, env, settings).await? {
        return Ok(reply);
    }
    faults.at(Point::Reserved);
    let call = OrganisationCall {
        org: reservation.org,
        log: LogName::Public,
        slug: &reservation.slug,
        path: "o/entries",
        query: None,
        if_none_match: None,
        content: Some(push.into()),
    };
    let mut response = call_organisation(env, incoming, call).await?;
    if response.status_code() != 200 {
        let body = response.bytes().await?;
        return Ok(Reply { body, ..Reply::error(response.status_code(), "") });
    }
    let answer: PushAnswer = response.json().await?;
    faults.at(Point::Appended);
    if !matches!(answer.answers.first().map(|answer| &answer.outcome), Some(Outcome::Accepted { .. })) {
        return Ok(Reply::json(422, &json!({ "error": "refused", "answers": answer.answers })));
    }
    if let Some(reply) = succession::follow(&judged, incoming, env).await? {
        return Ok(reply);
    }
    faults.at(Point::Succeeded);
    succession::activate(env, reservation.org, judged.continues.map(|old| old.org)).await?;
    faults.at(Point::Activated);
    names::remember(&reservation.slug, reservation.org);
    let founded = json!({
        "org": reservation.org,
        "slug": reservation.slug,
        "size": answer.size,
        "answers": answer.answers,
    });
    Ok(Reply::json(201, &founded).with("location", format!("/o/{}/", reservation.slug)))
}

async fn read(request: &web_sys::Request) -> std::result::Result<Founding, Reply> {
    let bytes = match bounded::read(request, MAX_PUSH_BYTES + ENVELOPE_BYTES).await {
        Ok(bytes) => bytes,
        Err(bounded::Unread::TooLarge) => return Err(Reply::error(413, "too-large")),
        Err(bounded::Unread::Broken) => return Err(Reply::error(400, "incomplete")),
    };
    let founding: Founding = serde_json::from_slice(&bytes).map_err(|error| append::malformed(&error))?;
    if !founding.push.fits() {
        return Err(Reply::error(413, "too-many-entries"));
    }
    match names::problem(&founding.slug) {
        Some(problem) => Err(Reply::error(422, problem)),
        None => Ok(founding),
    }
}

/// Whether the first statement founds an organisation and its signature holds.
async fn judge(founding: &Founding, now_ms: i64) -> std::result::Result<Judged, Reply> {
    let not_a_founding = || Reply::error(422, "not-a-founding");
    let first = founding.push.entries.first().cloned().ok_or_else(not_a_founding)?;
    let read = intake::read(first).map_err(refused)?;
    if read.statement.kind != Kind::OrganisationFounded {
        return Err(not_a_founding());
    }
    let codes = read.statement.codes.clone().unwrap_or_default();
    let founding_key = codes.founding_key.ok_or_else(not_a_founding)?;
    let reservation = Reservation {
        org: read.statement.org,
        slug: founding.slug.clone(),
        parent: codes.parent,
        founding_key: founding_key.id(),
        statement: read.digest,
    };
    check(read, founding_key, now_ms).await.map_err(refused)?;
    Ok(Judged { reservation, founding_key, continues: codes.succeeds })
}

async fn check(read: Read, founding_key: PublicKey, now_ms: i64) -> std::result::Result<(), Refusal> {
    let claim = Claim { key: founding_key, statement: &read.signed.statement, signature: read.signed.signature };
    if !verify(&[claim]).await.contains(&true) {
        return Err(Refusal::BadSignature);
    }
    // An empty log's verdict; the organisation's own log judges again.
    let mut ledger = Ledger::new(read.statement.org, read.statement.log);
    let received = intake::receive(&mut ledger, &[Arrival::Good(Box::new(read))], now_ms);
    match received.answers.into_iter().next().map(|answer| answer.outcome) {
        Some(Outcome::Refused { refusal }) => Err(refusal),
        _ => Ok(()),
    }
}

fn refused(refusal: Refusal) -> Reply {
    Reply::json(422, &json!({ "error": "refused", "refusal": refusal }))
}

/// Reserves the name; an answer when that cannot be.
async fn reserve(judged: &Judged, incoming: &Incoming, env: &Env, settings: &Settings) -> Result<Option<Reply>> {
    let asked = &judged.reservation;
    let known: Option<Reservation> = ask_directory(env, &format!("/founding?{}", asked.founding_key)).await?;
    match known {
        // Begun before: go on, whatever has become of the invitation since.
        Some(known) if known == *asked => return Ok(None),
        Some(_) => return Ok(Some(Reply::error(409, "founding-key-used"))),
        None => {}
    }
    let invited = match asked.parent {
        // Whoever keeps the store may have a root's log continued as well as begun.
        None if settings.founding_key == Some(judged.founding_key) => Some(Invited { succeeds: judged.continues }),
        None => None,
        Some(parent) => match ask_directory::<Option<Listed>>(env, &format!("/find?{parent}")).await? {
            Some(parent) => invited_by(&parent, judged, incoming, env).await?,
            None => None,
        },
    };
    let Some(invited) = invited else { return Ok(Some(Reply::error(403, "founding-key-unknown"))) };
    if invited.succeeds != judged.continues {
        return Ok(Some(Reply::error(403, "succession-not-invited")));
    }
    if let Some(reply) = succession::precheck(judged, incoming, env).await? {
        return Ok(Some(reply));
    }
    let mut response = tell_directory(env, "/reserve", asked).await?;
    if response.status_code() == 200 {
        return Ok(None);
    }
    let body = response.bytes().await?;
    Ok(Some(Reply { body, ..Reply::error(response.status_code(), "") }))
}

/// What the organisation above has given the founding key out for.
async fn invited_by(parent: &Listed, judged: &Judged, incoming: &Incoming, env: &Env) -> Result<Option<Invited>> {
    let key = to_hex(judged.founding_key.as_bytes());
    let call = OrganisationCall {
        org: parent.org,
        log: LogName::Public,
        slug: &parent.slug,
        path: "may-found",
        query: Some(&key),
        if_none_match: None,
        content: None,
    };
    let mut response = call_organisation(env, incoming, call).await?;
    super::objects::expect_ok(&response)?;
    response.json().await
}
