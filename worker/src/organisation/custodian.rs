//! The custodian: the server that keeps this log, where it speaks with a key of its own (spec rules A11 and W27).
//!
//! Its statements take the way of every push, through the queue and under the same judgement, so nothing is in a log that
//! its rules do not allow. What it has said is read from the log, never from a note beside it, so a crash at any step says
//! nothing twice. It speaks only by the object's alarm.
//! Deliberately absent: speaking where the clock is adjustable. What is being seeded is dated in the past, and a statement
//! of today's would come between.

use std::cell::OnceCell;

use jiannuo_domain::acceptance::{Anchor, KeyUse, Roster, State};
use jiannuo_domain::body::Salt;
use jiannuo_domain::codes::Codes;
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::custodian::custodian_key;
use jiannuo_domain::id::{EntryId, OrganisationId};
use jiannuo_domain::intake::{self, Arrival};
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::key::software::KeyPair;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::push::{Outcome, PushAnswer, SignedStatement};
use jiannuo_domain::statement::{LogName, Statement, StatementError};
use jiannuo_domain::words::{ReleaseWords, Words, WordsError};
use wasm_bindgen::prelude::*;
use worker::console_error;
use worker::js_sys::Uint8Array;

use super::OrganisationLog;
use super::queue::Waiting;
use super::store::StoreError;
use crate::clock::{Settings, wall_ms};
use crate::faults::Faults;

/// Where the build has left its list of files, for this and for everybody: the words of `release.served`.
const RELEASE_LIST: &str = "http://assets/app/release.json";

thread_local! {
    /// The keys of this deployment's seeds, newest first; deriving one takes a millisecond.
    static PAIRS: OnceCell<Vec<KeyPair>> = const { OnceCell::new() };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["crypto"], js_name = getRandomValues)]
    fn get_random_values(array: &Uint8Array) -> Result<JsValue, JsValue>;
}

/// Why the custodian has not said something.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotSaid {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the words: {0}")]
    Words(#[from] WordsError),
    #[error("the statement: {0}")]
    Statement(#[from] StatementError),
    #[error("the log refuses it: {0}")]
    Refused(String),
    #[error("the engine: {0}")]
    Engine(String),
}

impl From<worker::Error> for NotSaid {
    fn from(error: worker::Error) -> Self {
        Self::Engine(error.to_string())
    }
}

fn with_pairs<T>(settings: &Settings, work: impl FnOnce(&[KeyPair]) -> T) -> T {
    let derive = || settings.log_seeds.iter().flat_map(|seeds| seeds.all()).filter_map(custodian_key).collect();
    PAIRS.with(|cell| work(cell.get_or_init(derive)))
}

/// The key that logs founded now appoint; none without seeds.
pub(crate) fn public_key(settings: &Settings) -> Option<PublicKey> {
    with_pairs(settings, |pairs| pairs.first().map(KeyPair::public_key))
}

/// Whether a log lets a key speak for its custodian.
fn is_appointed(ledger: &Ledger, key: &PublicKey) -> bool {
    let (acceptance, id) = (ledger.acceptance(), key.id());
    let is_open = || acceptance.record(&id.device()).is_some_and(|record| record.state == State::Open);
    acceptance.key(&id).is_some_and(|facts| facts.purpose == KeyUse::Custodian) && is_open()
}

fn random<const N: usize>() -> Result<[u8; N], NotSaid> {
    let array = Uint8Array::new_with_length(u32::try_from(N).unwrap_or_default());
    get_random_values(&array).map_err(|error| NotSaid::Engine(format!("{error:?}")))?;
    let mut bytes = [0; N];
    array.copy_to(&mut bytes);
    Ok(bytes)
}

/// A statement under the custodian's signature, as it is taken in.
fn signed(pair: &KeyPair, unsigned: Unsigned) -> Result<Arrival, NotSaid> {
    let statement = unsigned.statement.to_text()?;
    let signed = SignedStatement { signature: pair.sign(&statement), statement, body: unsigned.body };
    let read = intake::read(signed).map_err(|refusal| NotSaid::Refused(format!("{refusal:?}")))?;
    Ok(Arrival::Good(Box::new(read)))
}

impl OrganisationLog {
    /// Says what is due; when it wants to be woken again, if anything is left to say.
    pub(super) async fn speak(&self) -> Result<Option<i64>, NotSaid> {
        if self.settings.adjustable_clock || self.log_name()? == LogName::Office {
            return Ok(None);
        }
        let Some(org) = self.store.organisation()? else { return Ok(None) };
        let Some(pair) = self.custodian(org)? else { return Ok(None) };
        if self.parent()?.is_none() && !self.release_is_known.get() {
            self.tell_release(org, &pair).await?;
            self.release_is_known.set(true);
        }
        self.fix_children(org, &pair).await
    }

    /// The key that the log has appointed, while its seed is there; none of a log that is not signed here either.
    fn custodian(&self, org: OrganisationId) -> Result<Option<KeyPair>, StoreError> {
        self.with_log(org, wall_ms(), Faults::default(), |log| {
            let appointed = |pair: &&KeyPair| is_appointed(&log.ledger, &pair.public_key());
            with_pairs(&self.settings, |pairs| pairs.iter().find(appointed).cloned()).filter(|_| log.signing.is_ok())
        })
    }

    /// The organisation whose log fixes this one: the one above, as entry 0 names it; for an office log, its own.
    pub(super) fn parent(&self) -> Result<Option<OrganisationId>, StoreError> {
        if self.log_name()? == LogName::Office {
            return self.store.organisation();
        }
        if let Some(parent) = self.known_parent.get() {
            return Ok(*parent);
        }
        let leaves = self.store.leaves(0, 1)?;
        let Some(leaf) = leaves.first() else { return Ok(None) };
        let founding =
            Leaf::from_bytes(leaf.as_bytes()).ok().and_then(|leaf| Statement::from_text(&leaf.statement).ok());
        let parent = founding.ok_or(StoreError::Damaged(0))?.codes.and_then(|codes| codes.parent);
        // Entry 0 never changes.
        Ok(*self.known_parent.get_or_init(|| parent))
    }

    /// Says which files of the app are handed out, once for each build.
    async fn tell_release(&self, org: OrganisationId, pair: &KeyPair) -> Result<(), NotSaid> {
        let mut response = self.env.service("ASSETS")?.fetch(RELEASE_LIST, None).await?;
        if response.status_code() != 200 {
            // Files that no build of ours has laid out are for nobody to rely on.
            console_error!("{}", serde_json::json!({ "event": "no-release", "status": response.status_code() }));
            return Ok(());
        }
        let release: ReleaseWords = response.json().await?;
        let is_said = self.with_log(org, wall_ms(), Faults::default(), |log| {
            log.ledger.releases.last().and_then(|told| told.words()).is_some_and(|words| *words == release)
        })?;
        if is_said { Ok(()) } else { self.say(org, pair, Kind::ReleaseServed, &release).await }
    }

    /// The custodian's statement in an office log of how far the public log has come.
    pub(super) fn anchoring(
        &self,
        org: OrganisationId,
        roster: &Roster,
        anchor: Anchor,
        now_ms: i64,
    ) -> Result<Arrival, NotSaid> {
        let is_appointed =
            |pair: &&KeyPair| roster.signer(&pair.public_key().id(), anchor.size).is_some_and(|key| key.is_custodian);
        let pair = with_pairs(&self.settings, |pairs| pairs.iter().find(is_appointed).cloned());
        let pair = pair.ok_or_else(|| NotSaid::Refused("no key of this deployment is appointed".to_owned()))?;
        let key = pair.public_key().id();
        let codes = Codes { public_log: Some(anchor), ..Codes::default() };
        let entry = EntryId::from_bytes(random()?);
        let unsigned = Unsigned::new(org, key, Kind::RosterAnchored, key.device(), entry, now_ms).in_office();
        signed(&pair, unsigned.with_codes(codes))
    }

    /// Says something, on disk when this returns.
    pub(super) async fn say(
        &self,
        org: OrganisationId,
        pair: &KeyPair,
        kind: Kind,
        words: &impl Words,
    ) -> Result<(), NotSaid> {
        let (key, now_ms) = (pair.public_key().id(), wall_ms());
        let unsigned = Unsigned::new(org, key, kind, key.device(), EntryId::from_bytes(random()?), now_ms)
            .with_words(words, Salt(random()?))?;
        let arrivals = vec![signed(pair, unsigned)?];
        let reply = self.seated(org, Waiting { arrivals, now_ms, faults: Faults::default() }).await;
        let answer = serde_json::from_slice::<PushAnswer>(&reply.body).ok().filter(|_| reply.status == 200);
        match answer.and_then(|answer| answer.answers.into_iter().next()).map(|answer| answer.outcome) {
            Some(Outcome::Accepted { .. }) => Ok(()),
            Some(Outcome::Refused { refusal }) => Err(NotSaid::Refused(format!("{refusal:?}"))),
            None => Err(NotSaid::Refused(format!("status {}", reply.status))),
        }
    }
}
