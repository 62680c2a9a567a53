//! Making a server know an organisation again that it has lost with everything else (spec rule W29): its place among the
//! organisations, and what its log had signed. What the log said then comes back by the way of every log that has
//! forgotten something (W24).
//!
//! Two things are asked for. That this deployment signs for the log: the checkpoint is signed by a key that its seed gives,
//! and entry 0, which names founding key and organisation above, is in that tree. And that the operator gives the name,
//! because no log says it: a signature by the store's founding code, which founds nothing here and is not used up, so that
//! one code brings back every organisation of the store.
//! **Invariant:** as in a founding, each step can be repeated: reserve, begin the log, make it public.

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::limits::MAX_LEAF_BYTES;
use jiannuo_domain::restore::{RestorationBegun, RestoredOrganisation, operators_input};
use jiannuo_domain::statement::{LogName, Statement};
use jiannuo_tlog::log_key::MAX_LOG_KEYS_BYTES;
use jiannuo_tlog::note::{MAX_NOTE_BYTES, SignedNote};
use jiannuo_tlog::proof::verify_inclusion;
use jiannuo_tlog::{Checkpoint, leaf_hash};
use worker::{Env, Result, web_sys};

use super::objects::{OrganisationCall, ask_directory, call_organisation, tell_directory};
use super::{Incoming, names};
use crate::bounded;
use crate::clock::Settings;
use crate::directory::Reservation;
use crate::faults::{Faults, Point};
use crate::organisation::append::malformed;
use crate::organisation::{BEGIN_PATH, Beginning, may_sign};
use crate::reply::Reply;
use crate::signatures::verify_message;

/// Bytes of a request: note, keys and leaf as texts in JSON, where every byte takes two at most; a proof of 64 hashes of 50
/// bytes, slug, signature and names are small.
const MAX_RESTORED_BYTES: usize = 2 * (MAX_NOTE_BYTES + MAX_LOG_KEYS_BYTES + MAX_LEAF_BYTES) + 8 * 1024;

/// A request that holds.
struct Judged {
    reservation: Reservation,
    beginning: Beginning,
}

/// `POST /organisations/restored`.
pub(crate) async fn restore(
    request: &web_sys::Request,
    incoming: &Incoming,
    env: &Env,
    settings: &Settings,
) -> Result<Reply> {
    let faults = Faults::of(settings, &incoming.headers);
    let Ok(content) = bounded::read(request, MAX_RESTORED_BYTES).await else {
        return Ok(Reply::error(413, "too-large"));
    };
    let restored: RestoredOrganisation = match serde_json::from_slice(&content) {
        Ok(restored) => restored,
        Err(error) => return Ok(malformed(&error)),
    };
    let judged = match judge(restored, settings).await {
        Ok(judged) => judged,
        Err((status, code)) => return Ok(Reply::error(status, code)),
    };
    let Reservation { org, slug, parent, .. } = &judged.reservation;
    if let Some(parent) = parent
        && !is_known(env, *parent).await?
    {
        return Ok(Reply::error(409, "parent-unknown"));
    }
    let mut response = tell_directory(env, "/reserve", &judged.reservation).await?;
    if response.status_code() != 200 {
        let body = response.bytes().await?;
        return Ok(Reply { body, ..Reply::error(response.status_code(), "") });
    }
    faults.at(Point::RestorationReserved);
    let call = OrganisationCall {
        org: *org,
        log: LogName::Public,
        slug,
        path: BEGIN_PATH,
        query: None,
        if_none_match: None,
        content: Some(serde_json::to_string(&judged.beginning)?.into()),
    };
    let mut response = call_organisation(env, incoming, call).await?;
    if response.status_code() != 200 {
        let body = response.bytes().await?;
        return Ok(Reply { body, ..Reply::error(response.status_code(), "") });
    }
    let size: u64 = response.json().await?;
    faults.at(Point::RestorationBegun);
    let _: bool = ask_directory(env, &format!("/activate?{org}")).await?;
    faults.at(Point::RestorationActivated);
    names::remember(slug, *org);
    let begun = RestorationBegun { org: *org, slug: slug.clone(), size };
    Ok(Reply::json(201, &begun).with("location", format!("/o/{slug}/")))
}

/// Whether an organisation has its place here: those above come back first, as every founding came after its parent's.
async fn is_known(env: &Env, org: OrganisationId) -> Result<bool> {
    let found: Option<serde_json::Value> = ask_directory(env, &format!("/find?{org}")).await?;
    Ok(found.is_some())
}

/// Whether the operator gives the name, and this deployment has signed for the log.
async fn judge(
    restored: RestoredOrganisation,
    settings: &Settings,
) -> std::result::Result<Judged, (u16, &'static str)> {
    if let Some(problem) = names::problem(&restored.slug) {
        return Err((422, problem));
    }
    let note = SignedNote::parse(restored.checkpoint.as_bytes()).map_err(|_| (400, "malformed"))?;
    let operator = settings.founding_key.ok_or((403, "not-the-operator"))?;
    let input = operators_input(&restored.slug, &note.text);
    if !verify_message(&operator, &input, &restored.signature).await {
        return Err((403, "not-the-operator"));
    }
    let checkpoint: Checkpoint = note.text.parse().map_err(|_| (400, "malformed"))?;
    let leaf = leaf_hash(restored.founding.as_bytes());
    let Checkpoint { size, root, .. } = &checkpoint;
    verify_inclusion(&leaf, 0, *size, root, &restored.proof).map_err(|_| (422, "not-the-logs"))?;
    let (statement, digest, founding_key) = founding(&restored.founding).ok_or((422, "not-a-founding"))?;
    let note = may_sign(settings, statement.org, &restored.keys, &note).map_err(|code| (403, code))?;
    let reservation = Reservation {
        org: statement.org,
        slug: restored.slug,
        parent: statement.codes.as_ref().and_then(|codes| codes.parent),
        founding_key: founding_key.id(),
        statement: digest,
    };
    Ok(Judged { reservation, beginning: Beginning { keys: restored.keys, note } })
}

/// Entry 0 with the hash of its text, as a founding is remembered by, and its founding key.
fn founding(leaf: &str) -> Option<(Statement, Digest, PublicKey)> {
    let leaf = Leaf::from_bytes(leaf.as_bytes()).ok()?;
    let statement = Statement::from_text(&leaf.statement).ok().filter(|one| one.kind == Kind::OrganisationFounded)?;
    let founding_key = statement.codes.as_ref()?.founding_key?;
    Some((statement, Digest::of(&[leaf.statement.as_bytes()]), founding_key))
}
