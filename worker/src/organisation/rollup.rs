//! Rolling up: each log tells the one above how far it has come, and that one fixes it by an entry of its own
//! (spec rule W28). An office log tells its own organisation's public log in the same way. So a child that shows two
//! histories contradicts its parent's log, and the root's checkpoint is a fingerprint of the whole tree.
//!
//! What is told is a signed checkpoint with a proof, in the text of C2SP tlog-witness, and the parent decides as a witness
//! does. **Why it is atomic:** between reading what the child told last and storing what it tells now there is no `await`.
//! What was fixed is read from the parent's own log, so a crash fixes nothing twice.
//! Deliberately absent: believing a child, and waiting for a parent: a push never does.

use std::collections::BTreeMap;

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::key::software::KeyPair;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::{Ledger, Receipt};
use jiannuo_domain::limits::MAX_FIXED_CHILDREN;
use jiannuo_domain::statement::{LogName, origin};
use jiannuo_domain::words::{ChildrenWords, FixedChild};
use jiannuo_tlog::note::VerifierKey;
use jiannuo_tlog::witness::{
    AddCheckpoint, LATEST_SIZE_CONTENT_TYPE, Latest, MAX_REQUEST_BYTES, Refusal, TEXT_CONTENT_TYPE, decide,
    parse_latest_size,
};
use worker::{Headers, Method, Request, RequestInit, console_error, console_log, web_sys};

use super::custodian::NotSaid;
use super::store::{KnownChild, SignedCheckpoint, StoreError};
use super::{Call, ORGANISATION_HEADER, OrganisationLog, SLUG_HEADER};
use crate::bounded;
use crate::clock::wall_ms;
use crate::faults::Faults;
use crate::front::objects::ask_directory;
use crate::reply::Reply;

/// The least time between two reports to the parent; one report fixes all that came before it.
const TELLING_PAUSE_MS: i64 = 60_000;

/// When a parent is told again that did not take it.
const TELLING_RETRY_MS: i64 = 60_000;

/// The same in tests of faults, which wait for it; in them nothing else here pauses.
const TELLING_RETRY_IN_TESTS_MS: i64 = 500;

/// The least time between two entries that fix children: with 24 a day at most, of which idle hours have none, a parent's
/// log stays one of people's words, and whoever rewrites a child has an hour at most.
const FIXING_INTERVAL_MS: i64 = 3_600_000;

/// The path between objects on which a child tells.
pub(super) const CHILD_PATH: &str = "child-checkpoint";

/// Why a parent has not taken what it was told.
#[derive(Debug, thiserror::Error)]
enum NotTold {
    #[error("it does not answer: {0}")]
    Away(#[from] worker::Error),
    #[error("it refuses with status {0}")]
    Refused(u16),
    #[error("it has been told of {0} entries, more than this log has")]
    AheadOfUs(u64),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("nothing can be told: {0}")]
    Proof(String),
}

/// What a parent answered.
enum Answer {
    Taken,
    /// What it was told last.
    Latest(u64),
}

impl OrganisationLog {
    /// Tells the parent, if there is one and it is time; when to try again, if it does not have all.
    pub(super) async fn roll_up(&self) -> Result<Option<i64>, StoreError> {
        let Some(org) = self.store.organisation()? else { return Ok(None) };
        let Some(parent) = self.parent()? else { return Ok(None) };
        let newest = self.with_log(org, wall_ms(), Faults::default(), |log| log.checkpoint.clone())?;
        let Some(newest) = newest.filter(|newest| newest.size != self.parent_has.get()) else { return Ok(None) };
        let when_ms = self.next_telling_ms();
        if when_ms > wall_ms() {
            return Ok(Some(when_ms));
        }
        self.told_ms.set(wall_ms());
        if let Err(error) = self.tell(parent, &newest).await {
            let why = error.to_string();
            console_log!("{}", serde_json::json!({ "event": "not-rolled-up", "org": org, "why": why }));
            let retry_ms = if self.settings.test_faults { TELLING_RETRY_IN_TESTS_MS } else { TELLING_RETRY_MS };
            return Ok(Some(wall_ms().saturating_add(retry_ms)));
        }
        self.parent_has.set(newest.size);
        // What came in meanwhile has set the alarm itself.
        Ok(None)
    }

    pub(super) fn next_telling_ms(&self) -> i64 {
        let pause_ms = if self.settings.test_faults { 0 } else { TELLING_PAUSE_MS };
        self.told_ms.get().saturating_add(pause_ms)
    }

    /// Tells the parent, a second time if it was told another size last than this construction remembers.
    async fn tell(&self, parent: OrganisationId, newest: &SignedCheckpoint) -> Result<(), NotTold> {
        match self.tell_from(parent, self.parent_has.get(), newest).await? {
            Answer::Taken => Ok(()),
            Answer::Latest(size) if size > newest.size => Err(NotTold::AheadOfUs(size)),
            Answer::Latest(size) => match self.tell_from(parent, size, newest).await? {
                Answer::Taken => Ok(()),
                Answer::Latest(_) => Err(NotTold::Refused(409)),
            },
        }
    }

    async fn tell_from(&self, parent: OrganisationId, old: u64, newest: &SignedCheckpoint) -> Result<Answer, NotTold> {
        let told = self.add_checkpoint_request(old, newest).map_err(|error| NotTold::Proof(error.to_string()))?;
        let headers = Headers::new();
        headers.set(ORGANISATION_HEADER, &parent.to_string())?;
        headers.set(SLUG_HEADER, "")?;
        let mut init = RequestInit::new();
        init.with_method(Method::Post).with_headers(headers).with_body(Some(told.to_string().into()));
        let stub = self.env.durable_object("ORGANISATION_LOG")?.get_by_name(&parent.to_string())?;
        let request = Request::new_with_init(&format!("https://log/{CHILD_PATH}"), &init)?;
        let mut response = stub.fetch_with_request(request).await?;
        let media_type = response.headers().get("content-type")?;
        match response.status_code() {
            200 => Ok(Answer::Taken),
            409 if media_type.as_deref() == Some(LATEST_SIZE_CONTENT_TYPE) => {
                parse_latest_size(&response.bytes().await?).map(Answer::Latest).ok_or(NotTold::Refused(409))
            }
            status => Err(NotTold::Refused(status)),
        }
    }

    /// What a child tells this log of itself.
    pub(super) async fn child_tells(&self, request: &web_sys::Request, call: &Call) -> Result<Reply, StoreError> {
        let Ok(body) = bounded::read(request, MAX_REQUEST_BYTES).await else {
            return Ok(Reply::error(413, "too-large"));
        };
        let told = match AddCheckpoint::parse(&body) {
            Ok(told) => told,
            Err(error) => return Ok(refused(&Refusal::Malformed(error))),
        };
        let Some((child, log)) = log_of(&told.checkpoint().origin) else { return Ok(refused(&Refusal::UnknownLog)) };
        let parent: Option<OrganisationId> = match log {
            LogName::Public => ask_directory(&self.env, &format!("/parent?{child}")).await?,
            // An organisation's own identity stands for its office log: no public log is below itself.
            LogName::Office => Some(child),
        };
        if parent != Some(call.org) {
            return Ok(refused(&Refusal::UnknownLog));
        }
        let keys = self.keys_of(&told.checkpoint().origin);
        // From here to the write: no `await`. A log that is not written to here keeps no account of others either.
        if self.read(call, |log| log.signing.is_err())? {
            return Ok(Reply::error(503, "read-only"));
        }
        let known = self.store.child(child)?;
        let latest = known.as_ref().map(|known| Latest { size: known.size, root: known.root });
        let note = told.note().to_string();
        match decide(latest, &told, &keys) {
            Ok(Latest { size, root }) => {
                self.store.keep_child(&KnownChild { org: child, size, root, note, told_ms: call.now_ms })?;
            }
            Err(refusal) => {
                if contradicts(&refusal, told.checkpoint().size) {
                    self.store.keep_child_evidence(child, &note)?;
                    let why = refusal.to_string();
                    console_error!("{}", serde_json::json!({ "event": "child-forked", "org": child, "why": why }));
                }
                return Ok(refused(&refusal));
            }
        }
        self.wake_by(self.next_fixing_ms(call)?).await;
        Ok(Reply::content(TEXT_CONTENT_TYPE, String::new()))
    }

    /// The keys of a log of this deployment.
    pub(super) fn keys_of(&self, origin: &str) -> Vec<VerifierKey> {
        let signers = self.settings.log_seeds.as_ref().ok().and_then(|seeds| seeds.log_signers(origin).ok());
        signers.into_iter().flatten().map(|signer| signer.verifier().clone()).collect()
    }

    fn next_fixing_ms(&self, call: &Call) -> Result<i64, StoreError> {
        let interval_ms = self.fixing_interval_ms();
        self.read(call, |log| fixed_ms(&log.ledger).saturating_add(interval_ms))
    }

    fn fixing_interval_ms(&self) -> i64 {
        if self.settings.test_faults { 0 } else { FIXING_INTERVAL_MS }
    }

    /// Fixes all children that have grown, by one entry; when to do it again, if any are left.
    pub(super) async fn fix_children(&self, org: OrganisationId, pair: &KeyPair) -> Result<Option<i64>, NotSaid> {
        let known = self.store.children()?;
        let interval_ms = self.fixing_interval_ms();
        let (grown, when_ms) = self.with_log(org, wall_ms(), Faults::default(), |log| {
            (grown(&log.ledger, known), fixed_ms(&log.ledger).saturating_add(interval_ms))
        })?;
        if grown.is_empty() {
            return Ok(None);
        }
        if when_ms > wall_ms() {
            return Ok(Some(when_ms));
        }
        let is_all = grown.len() <= MAX_FIXED_CHILDREN;
        let words = ChildrenWords { children: grown.into_iter().take(MAX_FIXED_CHILDREN).collect() };
        self.say(org, pair, Kind::ChildrenFixed, &words).await?;
        Ok(Some(wall_ms().saturating_add(interval_ms)).filter(|_| !is_all))
    }
}

/// Whether a refused checkpoint, signed by the child, is not of the history that it told before: it goes back, or its
/// proof does not hold. Another old size alone says nothing; children forget it.
fn contradicts(refusal: &Refusal, size: u64) -> bool {
    match refusal {
        Refusal::OtherRoot | Refusal::BadProof => true,
        Refusal::Conflict(latest) => size < *latest,
        Refusal::Malformed(_) | Refusal::OldBeyondNew | Refusal::UnknownLog | Refusal::NotSigned => false,
    }
}

fn refused(refusal: &Refusal) -> Reply {
    Reply { status: refusal.status(), ..Reply::content(refusal.content_type(), refusal.body()) }
}

/// Which log has an origin.
fn log_of(name: &str) -> Option<(OrganisationId, LogName)> {
    let org = name.split('/').nth(1)?.parse().ok()?;
    [LogName::Public, LogName::Office].into_iter().find(|log| origin(org, *log) == name).map(|log| (org, log))
}

/// When children were fixed last, in milliseconds since 1970; 0 before the first time.
fn fixed_ms(ledger: &Ledger) -> i64 {
    match ledger.children.last().map(|told| told.stamp.receipt) {
        Some(Receipt::Logged { received_ms, .. }) => received_ms,
        _ => 0,
    }
}

/// The children that have grown since they were fixed, in the order of their identities. Words that were erased fix
/// nothing any more, so what they named is fixed again.
fn grown(ledger: &Ledger, known: Vec<KnownChild>) -> Vec<FixedChild> {
    let told = ledger.children.iter().filter_map(|told| told.words()).flat_map(|words| &words.children);
    still_to_fix(told, known)
}

fn still_to_fix<'a>(fixed: impl Iterator<Item = &'a FixedChild>, known: Vec<KnownChild>) -> Vec<FixedChild> {
    let fixed: BTreeMap<OrganisationId, u64> = fixed.map(|child| (child.org, child.size)).collect();
    let mut grown: Vec<FixedChild> = known
        .into_iter()
        .filter(|child| fixed.get(&child.org).is_none_or(|size| child.size > *size))
        .map(|KnownChild { org, size, root, .. }| FixedChild { org, size, root })
        .collect();
    grown.sort_by_key(|child| child.org);
    grown
}

#[cfg(test)]
mod tests {
    use jiannuo_tlog::Hash;

    use super::*;

    fn org(number: u8) -> OrganisationId {
        OrganisationId::from_bytes([number; 16])
    }

    fn known(number: u8, size: u64) -> KnownChild {
        KnownChild { org: org(number), size, root: Hash([number; 32]), note: String::new(), told_ms: 0 }
    }

    fn fixed(number: u8, size: u64) -> FixedChild {
        FixedChild { org: org(number), size, root: Hash([number; 32]) }
    }

    #[test]
    fn w28_only_children_that_have_grown_are_fixed_again() {
        let before = [fixed(1, 5), fixed(2, 9), fixed(1, 6)];
        let grown = still_to_fix(before.iter(), vec![known(3, 1), known(2, 9), known(1, 7)]);
        assert_eq!(grown, [fixed(1, 7), fixed(3, 1)]);
        assert!(still_to_fix(before.iter(), vec![known(1, 6), known(2, 9)]).is_empty());
    }

    #[test]
    fn w28_a_child_contradicts_itself_when_it_goes_back_or_cannot_prove_that_it_grew() {
        assert!(contradicts(&Refusal::BadProof, 9) && contradicts(&Refusal::OtherRoot, 9));
        assert!(contradicts(&Refusal::Conflict(10), 9));
        assert!(!contradicts(&Refusal::Conflict(9), 9) && !contradicts(&Refusal::Conflict(8), 9));
        assert!(!contradicts(&Refusal::NotSigned, 1), "anybody could send that");
    }

    #[test]
    fn w28_a_child_is_named_by_its_logs_origin() {
        for log in [LogName::Public, LogName::Office] {
            assert_eq!(log_of(&origin(org(7), log)), Some((org(7), log)));
        }
        for other in [format!("other/{}/public", org(7)), format!("jiannuo/{}/", org(7)), "jiannuo".to_owned()] {
            assert_eq!(log_of(&other), None, "{other}");
        }
    }
}
