//! The log's keys: signing checkpoints, and handing over from one key to the next (spec rule W22).
//!
//! The keys are derived from the deployment's seeds whenever the log is opened and are stored nowhere. A log whose newest
//! key on record is none of them is not signed by anybody here: its own word would contradict what its readers know.

use jiannuo_tlog::log_key::{HandoverError, LogKey, LogKeys, Seeds};
use jiannuo_tlog::note::{NoteError, VerifierKeyError};
use jiannuo_tlog::{Checkpoint, Hash, SignedNote, SignerKey};

use super::store::SignedCheckpoint;

/// Why nobody here can sign for a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotSigning {
    /// The newest key on record is not of the seeds that the deployment has.
    #[error("the log signed with a key that is not of this deployment's seeds")]
    OtherKey,
    /// The keys on record do not lead from the first to the last.
    #[error(transparent)]
    Handover(#[from] HandoverError),
    /// The origin cannot name a key, which no origin of ours is like.
    #[error(transparent)]
    Name(#[from] VerifierKeyError),
    /// There is nothing to sign with, or something that cannot be signed.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// What a log signs with.
#[derive(Debug)]
pub(crate) struct Signing {
    origin: String,
    /// Newest first; two during a change of seeds.
    signers: Vec<SignerKey>,
    /// All that the log has signed with, the newest last.
    keys: LogKeys,
    /// The newest key has just been handed over to and is on no record yet.
    is_new: bool,
}

impl Signing {
    /// For a log that begins now.
    pub(crate) fn first(seeds: &Seeds, origin: String, now_ms: i64) -> Result<Self, NotSigning> {
        let signers = seeds.log_signers(&origin)?;
        let newest = signers.first().ok_or(NotSigning::OtherKey)?;
        let keys = LogKeys::first(newest.verifier().clone(), now_ms);
        Ok(Self { origin, signers, keys, is_new: true })
    }

    /// For a log that has signed with these keys before. Hands over to the newest seed's key if the log has signed with
    /// the one before it.
    pub(crate) fn go_on(seeds: &Seeds, origin: String, mut keys: LogKeys, now_ms: i64) -> Result<Self, NotSigning> {
        let signers = seeds.log_signers(&origin)?;
        let first = keys.keys.first().ok_or(NotSigning::OtherKey)?;
        let on_record = keys.follow(&first.vkey)?;
        let is_new = match signers.as_slice() {
            [newest, ..] if newest.verifier() == on_record => false,
            [newest, previous] if previous.verifier() == on_record => {
                keys.hand_over(previous, newest, now_ms)?;
                true
            }
            _ => return Err(NotSigning::OtherKey),
        };
        Ok(Self { origin, signers, keys, is_new })
    }

    /// The keys of the log, oldest first.
    pub(crate) const fn keys(&self) -> &LogKeys {
        &self.keys
    }

    /// The newest key, if it has to be written down.
    pub(crate) fn new_key(&self) -> Option<&LogKey> {
        self.keys.keys.last().filter(|_| self.is_new)
    }

    /// Notes that the newest key is on record.
    pub(crate) const fn is_on_record(&mut self) {
        self.is_new = false;
    }

    /// A signed checkpoint.
    pub(crate) fn checkpoint(&self, size: u64, root: Hash, now_ms: i64) -> Result<SignedCheckpoint, NotSigning> {
        let text = text(&self.origin, size, root);
        let signers: Vec<&SignerKey> = self.signers.iter().collect();
        let note = SignedNote::sign(text, &signers)?.to_string();
        Ok(SignedCheckpoint { size, root, note, signed_ms: now_ms })
    }
}

fn text(origin: &str, size: u64, root: Hash) -> String {
    Checkpoint { origin: origin.to_owned(), size, root, extensions: Vec::new() }.to_string()
}

/// Whether a checkpoint says what it should, by the word of one of the log's keys on record.
pub(crate) fn is_signed(checkpoint: &SignedCheckpoint, origin: &str, keys: &LogKeys) -> bool {
    let verifiers: Vec<_> = keys.keys.iter().map(|key| key.vkey.clone()).collect();
    jiannuo_tlog::checkpoint::open(checkpoint.note.as_bytes(), &verifiers)
        .is_ok_and(|(_, note)| note.text == text(origin, checkpoint.size, checkpoint.root))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const ORIGIN: &str = "jiannuo/00/public";

    fn seeds(bytes: &[u8]) -> Seeds {
        let lines: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}").repeat(32)).collect();
        Seeds::parse(&lines.join("\n")).unwrap()
    }

    fn go_on(bytes: &[u8], keys: &LogKeys) -> Result<Signing, NotSigning> {
        Signing::go_on(&seeds(bytes), ORIGIN.to_owned(), keys.clone(), 2)
    }

    #[test]
    fn w22_a_log_hands_over_once_and_signs_with_both_keys_while_there_are_two() {
        let first = Signing::first(&seeds(&[1]), ORIGIN.to_owned(), 1).unwrap();
        assert!(first.new_key().is_some());
        let same = go_on(&[1], first.keys()).unwrap();
        assert_eq!((same.new_key(), same.keys()), (None, first.keys()));
        let changed = go_on(&[2, 1], first.keys()).unwrap();
        assert_eq!(changed.keys().keys.len(), 2);
        assert_eq!(changed.new_key().and_then(|key| key.handover.as_ref()).map(String::is_empty), Some(false));
        let again = go_on(&[2, 1], changed.keys()).unwrap();
        assert_eq!((again.new_key(), again.keys()), (None, changed.keys()));
        let checkpoint = again.checkpoint(0, jiannuo_tlog::empty_root(), 3).unwrap();
        assert_eq!(SignedNote::parse(checkpoint.note.as_bytes()).unwrap().signatures.len(), 2);
        assert!(is_signed(&checkpoint, ORIGIN, first.keys()) && is_signed(&checkpoint, ORIGIN, changed.keys()));
        let alone = go_on(&[2], changed.keys()).unwrap();
        assert_eq!(alone.new_key(), None);
    }

    #[test]
    fn w22_a_log_whose_key_the_deployment_does_not_have_is_not_signed() {
        let first = Signing::first(&seeds(&[1]), ORIGIN.to_owned(), 1).unwrap();
        assert_eq!(go_on(&[2], first.keys()).unwrap_err(), NotSigning::OtherKey);
        assert_eq!(go_on(&[3, 2], first.keys()).unwrap_err(), NotSigning::OtherKey);
        let changed = go_on(&[2, 1], first.keys()).unwrap();
        assert_eq!(go_on(&[1], changed.keys()).unwrap_err(), NotSigning::OtherKey, "back to the old one");
        let mut broken = changed.keys().clone();
        broken.keys[1].handover = None;
        assert!(matches!(go_on(&[2], &broken), Err(NotSigning::Handover(_))));
    }

    #[test]
    fn w21_a_checkpoint_is_its_logs_word_for_one_tree() {
        let signing = Signing::first(&seeds(&[1]), ORIGIN.to_owned(), 1).unwrap();
        let good = signing.checkpoint(7, Hash([7; 32]), 3).unwrap();
        assert!(is_signed(&good, ORIGIN, signing.keys()));
        assert!(!is_signed(&SignedCheckpoint { size: 8, ..good.clone() }, ORIGIN, signing.keys()));
        assert!(!is_signed(&SignedCheckpoint { root: Hash([8; 32]), ..good.clone() }, ORIGIN, signing.keys()));
        assert!(!is_signed(&good, "jiannuo/01/public", signing.keys()));
        let other = Signing::first(&seeds(&[2]), ORIGIN.to_owned(), 1).unwrap();
        assert!(!is_signed(&good, ORIGIN, other.keys()));
    }
}
