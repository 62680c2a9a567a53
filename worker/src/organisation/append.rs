//! Taking in a push: read, bound, verify, then wait for the turn to be judged and written ([`super::commit`]).
//!
//! What is found out here about a statement stays true while the push waits: whether it can be read, and whether a key
//! that its name commits to has signed it. What can change, everything that the log decides, is judged in the commit.

use std::collections::{BTreeSet, HashMap};

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::id::{EntryId, KeyId, OrganisationId};
use jiannuo_domain::intake::{self, Arrival, Read};
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::limits::MAX_PUSH_BYTES;
use jiannuo_domain::push::{Push, SignedStatement};
use jiannuo_domain::statement::Statement;
use worker::web_sys;

use super::queue::{Turn, Waiting};
use super::store::StoreError;
use super::{Call, OrganisationLog};
use crate::bounded::{self, Unread};
use crate::faults::Point;
use crate::reply::Reply;
use crate::signatures::{Claim, verify};

/// When those should come again for whom there is no room: a full queue is written in well under a second.
const BUSY_SECONDS: u32 = 1;

/// A pushed statement before its signature was looked at.
enum Step {
    /// Refused already.
    Bad { entry: Option<EntryId>, refusal: Refusal },
    /// In the log already, under this identity; its answer needs no signature (spec rule S1).
    Known(Box<Read>),
    /// New.
    New(Box<Read>, Signing),
}

/// The key that should have signed a new statement.
#[derive(Clone, Copy)]
struct Signing {
    key: PublicKey,
    /// Where that key is from.
    origin: Origin,
}

/// Where a key is from. A chain of statements in one push, each introducing the next one's key, begins with a key that
/// the log knows: what strangers introduce to each other costs no signature check and is counted nowhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// The log knows it.
    Log,
    /// The founding statement of an empty log brings its own.
    Founding,
    /// The statement at this place in the push introduces it.
    Step(usize),
}

/// The content of a push request, or the answer that says what is wrong with it.
pub(crate) fn parse(content: Result<Vec<u8>, Unread>) -> Result<Push, Reply> {
    let bytes = content.map_err(|unread| match unread {
        Unread::TooLarge => Reply::error(413, "too-large"),
        Unread::Broken => Reply::error(400, "incomplete"),
    })?;
    let push: Push = serde_json::from_slice(&bytes).map_err(|error| malformed(&error))?;
    if push.fits() { Ok(push) } else { Err(Reply::error(413, "too-many-entries")) }
}

/// What does not parse; the parser's words are for developers.
pub(crate) fn malformed(error: &serde_json::Error) -> Reply {
    Reply::json(400, &serde_json::json!({ "error": "malformed", "detail": error.to_string() }))
}

impl OrganisationLog {
    /// `POST entries`.
    pub(super) async fn push(&self, request: &web_sys::Request, call: &Call) -> Result<Reply, StoreError> {
        let arriving = self.queue.arrive();
        let content = bounded::read(request, MAX_PUSH_BYTES).await;
        let Some(_room) = self.queue.room(content.as_ref().map_or(0, Vec::len)) else {
            return Ok(Reply::error(503, "busy").with("retry-after", BUSY_SECONDS.to_string()));
        };
        let push = match parse(content) {
            Ok(push) => push,
            Err(reply) => return Ok(reply),
        };
        // The clock moved while the content came in: receipt is when the last byte is here.
        let now_ms = self.settings.now_ms(&worker::Headers(request.headers()));
        call.faults.at(Point::Received);
        let steps = self.read(call, |log| take_apart(&log.ledger, push.entries))?;
        if let Some(reply) = self.over_rate(&steps, now_ms) {
            return Ok(reply);
        }
        let arrivals = self.check_signatures(steps, now_ms).await;
        call.faults.at(Point::Verified);
        drop(arriving);
        Ok(self.seated(call.org, Waiting { arrivals, now_ms, faults: call.faults }).await)
    }

    /// The answer to what takes a seat and waits for its turn.
    pub(super) async fn seated(&self, org: OrganisationId, waiting: Waiting) -> Reply {
        let faults = waiting.faults;
        let seat = self.queue.take_seat(waiting);
        faults.at(Point::Queued);
        loop {
            match seat.turn().await {
                Turn::Lead => self.lead(org).await,
                Turn::Answer(reply) => return reply,
            }
        }
    }

    fn over_rate(&self, steps: &[Step], now_ms: i64) -> Option<Reply> {
        let rates = self.rates.borrow();
        let wait = new_keys(steps).iter().find_map(|key| rates.wait_seconds(key, now_ms))?;
        Some(Reply::error(429, "too-many-pushes").with("retry-after", wait.to_string()))
    }

    async fn check_signatures(&self, steps: Vec<Step>, now_ms: i64) -> Vec<Arrival> {
        let verdicts = verdicts(&steps).await;
        let mut counted = BTreeSet::new();
        let arrivals = steps
            .into_iter()
            .zip(verdicts)
            .map(|(step, verdict)| match (step, verdict) {
                (Step::Bad { entry, refusal }, _) => Arrival::Bad { entry, refusal },
                (Step::Known(read), _) => Arrival::Good(read),
                (Step::New(read, signing), Some(true)) => {
                    if signing.origin == Origin::Log {
                        counted.insert(read.statement.key);
                    }
                    Arrival::Good(read)
                }
                (Step::New(read, _), verdict) => {
                    // Whoever introduced the key of a statement that was not looked at had not signed for it.
                    let refusal = verdict.map_or(Refusal::UnknownKey, |_| Refusal::BadSignature);
                    Arrival::Bad { entry: Some(read.statement.entry), refusal }
                }
            })
            .collect();
        let mut rates = self.rates.borrow_mut();
        counted.into_iter().for_each(|key| rates.count(key, now_ms));
        arrivals
    }
}

/// Whether each new statement's signature holds; `None` for one whose key was introduced by none that holds.
async fn verdicts(steps: &[Step]) -> Vec<Option<bool>> {
    let mut verdicts = vec![None; steps.len()];
    loop {
        let is_ready = |origin| match origin {
            Origin::Log | Origin::Founding => true,
            Origin::Step(place) => verdicts.get(place) == Some(&Some(true)),
        };
        let (places, claims): (Vec<_>, Vec<_>) = steps
            .iter()
            .enumerate()
            .filter_map(|(place, step)| match step {
                Step::New(read, Signing { key, origin }) if verdicts.get(place) == Some(&None) && is_ready(*origin) => {
                    let signature = read.signed.signature;
                    Some((place, Claim { key: *key, statement: &read.signed.statement, signature }))
                }
                _ => None,
            })
            .unzip();
        if claims.is_empty() {
            return verdicts;
        }
        for (place, verdict) in places.into_iter().zip(verify(&claims).await) {
            if let Some(slot) = verdicts.get_mut(place) {
                *slot = Some(verdict);
            }
        }
    }
}

/// The keys whose share of pushes a push uses up.
fn new_keys(steps: &[Step]) -> BTreeSet<KeyId> {
    steps
        .iter()
        .filter_map(|step| match step {
            Step::New(read, Signing { origin: Origin::Log, .. }) => Some(read.statement.key),
            _ => None,
        })
        .collect()
}

/// Reads each statement and finds the key that should have signed it.
fn take_apart(ledger: &Ledger, entries: Vec<SignedStatement>) -> Vec<Step> {
    let mut introduced = HashMap::new();
    entries
        .into_iter()
        .enumerate()
        .map(|(place, signed)| {
            let read = match intake::read(signed) {
                Ok(read) => read,
                Err(refusal) => return Step::Bad { entry: None, refusal },
            };
            if ledger.acceptance().entry(&read.statement.entry).is_some() {
                return Step::Known(Box::new(read));
            }
            match signing(ledger, &introduced, &read.statement) {
                Ok(signing) => {
                    for key in intake::introduced_keys(&read.statement) {
                        introduced.entry(key.id()).or_insert(Signing { key, origin: Origin::Step(place) });
                    }
                    Step::New(Box::new(read), signing)
                }
                Err(refusal) => Step::Bad { entry: Some(read.statement.entry), refusal },
            }
        })
        .collect()
}

/// The key that should have signed a statement, before any signature of its push was looked at.
fn signing(ledger: &Ledger, introduced: &HashMap<KeyId, Signing>, statement: &Statement) -> Result<Signing, Refusal> {
    let is_founding = statement.kind == Kind::OrganisationFounded;
    if is_founding && ledger.acceptance().size() > 0 {
        return Err(Refusal::AlreadyFounded);
    }
    if let Some(key) = ledger.acceptance().public_key(&statement.key) {
        return Ok(Signing { key, origin: Origin::Log });
    }
    let own = || {
        let key = intake::introduced_keys(statement).find(|key| is_founding && key.id() == statement.key)?;
        Some(Signing { key, origin: Origin::Founding })
    };
    introduced.get(&statement.key).copied().or_else(own).ok_or(Refusal::UnknownKey)
}
