//! What a leaf must be before anything is folded: whole, in the order of receipt, of this organisation, signed by a key
//! that the log itself introduced before (spec rules S7, S8).
//!
//! Deliberately absent: whether it was allowed, which the fold answers; and that other readers see the same, times of
//! receipt included, which the checkpoint answers.

use jiannuo_domain::canonical::from_canonical;
use jiannuo_domain::codes::Codes;
use jiannuo_domain::id::{EntryId, KeyId, OrganisationId};
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::leaf::Leaf;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::statement::{Reading, Statement, Suite};
use serde::Deserialize;

use crate::keys::Keys;
use crate::office::needs_no_more;
use crate::replica::SyncError;

/// A leaf that was read and whose signature holds.
pub(crate) struct Genuine {
    /// Its place in the log.
    pub(crate) index: u64,
    pub(crate) leaf: Leaf,
    pub(crate) entry: EntryId,
    /// Unless it is of a newer version.
    pub(crate) statement: Option<Box<Statement>>,
}

/// Reads and checks the leaves that follow a ledger's last one.
pub(crate) async fn check(ledger: &Ledger, keys: &impl Keys, leaves: &[&[u8]]) -> Result<Vec<Genuine>, SyncError> {
    let mut introduced: Vec<PublicKey> = Vec::new();
    let mut genuine = Vec::with_capacity(leaves.len());
    let mut received_ms = ledger.acceptance().received_ms();
    for (index, bytes) in (ledger.acceptance().size()..).zip(leaves) {
        let not_genuine = || SyncError::NotGenuine { index };
        let leaf = Leaf::from_bytes(bytes).map_err(|_| not_genuine())?;
        let reading = Statement::read(&leaf.statement).map_err(|_| not_genuine())?;
        if leaf.received_ms < received_ms {
            return Err(not_genuine());
        }
        received_ms = leaf.received_ms;
        let known = |key: &KeyId, introduced: &[PublicKey]| {
            let in_log = ledger.acceptance().public_key(key);
            in_log.or_else(|| introduced.iter().copied().find(|other| other.id() == *key))
        };
        let (org, entry, statement, key) = match reading {
            Reading::Known(statement) => {
                needs_no_more(ledger, &statement)?;
                introduced.extend(introduced_keys(&statement));
                let key = known(&statement.key, &introduced).ok_or_else(not_genuine)?;
                (statement.org, statement.entry, Some(statement), Some(key))
            }
            Reading::Newer(newer) => {
                let signer = newer_signer(&leaf.statement).ok_or_else(not_genuine)?;
                (newer.org, newer.entry, None, signer.and_then(|key| known(&key, &introduced)))
            }
        };
        if !is_signed(ledger.acceptance().org(), org, keys, key, &leaf).await {
            return Err(not_genuine());
        }
        genuine.push(Genuine { index, leaf, entry, statement });
    }
    Ok(genuine)
}

/// Whether a leaf is of this organisation and its signature holds, as far as this version can check it.
async fn is_signed(
    expected: OrganisationId,
    org: OrganisationId,
    keys: &impl Keys,
    key: Option<PublicKey>,
    leaf: &Leaf,
) -> bool {
    org == expected
        && match key {
            Some(key) => keys.verify(&key, &leaf.statement, &leaf.signature).await,
            None => true,
        }
}

/// The keys that a statement brings into the log.
fn introduced_keys(statement: &Statement) -> impl Iterator<Item = PublicKey> {
    let Codes { public_key, founding_key, .. } = statement.codes.clone().unwrap_or_default();
    public_key.into_iter().chain(founding_key)
}

/// What statements of every version say about their signature.
#[derive(Deserialize)]
struct Signing {
    suite: AnySuite,
    key: KeyId,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum AnySuite {
    Known(Suite),
    Newer(#[expect(dead_code, reason = "only that it is a text matters")] String),
}

/// The key of a newer statement if its signature can be checked here; `None` when it does not say how it is signed.
fn newer_signer(statement: &str) -> Option<Option<KeyId>> {
    let Signing { suite, key } = from_canonical(statement).ok()?;
    Some(matches!(suite, AnySuite::Known(_)).then_some(key))
}
