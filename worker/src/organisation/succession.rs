//! The log that continues this one, when nobody can bring back what it has forgotten (spec rule W30).
//!
//! **Invariant:** there is one successor at most, and it says exactly what was missing when it was let in. The mark of it
//! in this log's storage is what decides; the directory is told afterwards, by whoever comes next if need be. From the mark
//! on nothing is signed here any more, even when the missing entries come back: two logs would go on for one board.
//! Deliberately absent: who may found a successor, which the front asks the log above.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::succession::Succession;
use serde::{Deserialize, Serialize};
use worker::{console_log, web_sys};

use super::store::StoreError;
use super::{Call, OrganisationLog};
use crate::bounded;
use crate::faults::Point;
use crate::reply::Reply;

/// Between objects only.
pub(crate) const SUCCESSION_PATH: &str = "succession";

/// The longest such request: two identities, two hashes, two numbers and a slug.
const MAX_REQUEST_BYTES: usize = 1024;

/// The organisation whose log continues one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Successor {
    /// Its identity.
    pub(crate) org: OrganisationId,
    /// Its name in addresses.
    pub(crate) slug: String,
}

/// What a founding asks of the log that it wants to continue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// What the founding statement says.
    pub(crate) says: Succession,
    /// Who says it.
    pub(crate) successor: Successor,
    /// Whether it is to be so from now on; otherwise it is only looked at.
    pub(crate) is_final: bool,
}

/// Why a log is not continued by that founding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "answer")]
pub(crate) enum Verdict {
    /// It is.
    #[error("it may be continued")]
    Good,
    /// Another one continues it already.
    #[error("has-successor")]
    HasSuccessor {
        /// Which.
        org: OrganisationId,
    },
    /// Nothing of it is missing.
    #[error("succession-not-needed")]
    NotNeeded,
    /// Something else is missing.
    #[error("succession-differs")]
    Differs,
}

impl Verdict {
    /// What becomes of a founding that says so of a log from which that is missing.
    fn of(says: &Succession, by: OrganisationId, lost: Option<&Succession>, known: Option<&Successor>) -> Self {
        match (known, lost) {
            // Let in before: what has come back since changes nothing.
            (Some(known), _) if known.org == by => Self::Good,
            (Some(known), _) => Self::HasSuccessor { org: known.org },
            (None, None) => Self::NotNeeded,
            (None, Some(lost)) if lost == says => Self::Good,
            (None, Some(_)) => Self::Differs,
        }
    }
}

impl OrganisationLog {
    /// Whether a founding may continue this log; if it is final, it does from now on.
    pub(super) async fn succession(&self, request: &web_sys::Request, call: &Call) -> Result<Reply, StoreError> {
        let content = bounded::read(request, MAX_REQUEST_BYTES).await.unwrap_or_default();
        let Ok(asked) = serde_json::from_slice::<Asked>(&content) else { return Ok(Reply::error(400, "malformed")) };
        // From here to the write: no `await`, so that nothing comes back in between.
        let verdict = self.read(call, |log| {
            Verdict::of(&asked.says, asked.successor.org, log.lost().as_ref(), log.successor.as_ref())
        })?;
        if verdict != Verdict::Good || !asked.is_final {
            return Ok(Reply::json(200, &verdict));
        }
        call.faults.at(Point::BeforeSucceeding);
        self.store.succeed(&asked.successor)?;
        call.faults.at(Point::AfterSucceeding);
        self.forget();
        self.state.storage().sync().await?;
        console_log!("{}", serde_json::json!({ "event": "succeeded", "org": call.org, "by": asked.successor.org }));
        Ok(Reply::json(200, &verdict))
    }
}

#[cfg(test)]
mod tests {
    use jiannuo_tlog::Hash;

    use super::*;

    #[test]
    fn w30_a_log_is_continued_once_and_by_whoever_says_exactly_what_is_missing() {
        let id = |byte| OrganisationId::from_bytes([byte; 16]);
        let lost = Succession { org: id(1), size: 9, root: Hash([1; 32]), kept: 7, kept_root: Hash([2; 32]) };
        let verdict = |says: &Succession, lost, known: Option<u8>| {
            let known = known.map(|byte| Successor { org: id(byte), slug: "new".to_owned() });
            Verdict::of(says, id(2), lost, known.as_ref())
        };
        assert_eq!(verdict(&lost, Some(&lost), None), Verdict::Good);
        assert_eq!(verdict(&lost, None, None), Verdict::NotNeeded);
        assert_eq!(verdict(&Succession { kept: 6, ..lost }, Some(&lost), None), Verdict::Differs);
        assert_eq!(verdict(&lost, Some(&lost), Some(3)), Verdict::HasSuccessor { org: id(3) });
        // A repetition gets the same answer, also when everything has come back.
        assert_eq!(verdict(&lost, Some(&lost), Some(2)), Verdict::Good);
        assert_eq!(verdict(&lost, None, Some(2)), Verdict::Good);
    }
}
