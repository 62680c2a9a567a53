//! Where the keys of this project's logs and witnesses come from, and how one key hands over to the next.
//!
//! A deployment keeps one secret, the seed; every log's key is derived from it and from the log's origin, so nothing
//! secret is ever stored beside a log. Clients pin the key that they saw first and follow handovers from there: each is
//! a note that both the previous key and the new one have signed.
//!
//! Deliberately absent: where the secret's text is kept, and the clock. **Invariant:** a key is trusted only if a chain
//! of handovers, every link verified, leads to it from the pinned one.

use std::fmt;

use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::cosignature::CosignerKey;
use crate::note::{KeyKind, NoteError, SignedNote, SignerKey, VerifierKey, VerifierKeyError};

/// Seeds that a deployment can hold at once: the one in use, and the one before it during a change of keys.
pub const MAX_SEEDS: usize = 2;

/// Keys of a log that are read from its keys address: a change a month for five years, rounded up. A client walks the
/// list only from its pinned key on, two signatures a step.
pub const MAX_LOG_KEYS: usize = 64;

/// Bytes that a keys address may answer with: [`MAX_LOG_KEYS`] entries of a vkey (at most 309 bytes, twice, as the
/// handover's text repeats it), an origin and two signature lines (at most 255 + 352 bytes each) stay below 2 KiB each.
pub const MAX_LOG_KEYS_BYTES: usize = MAX_LOG_KEYS * 2 * 1024;

/// First line of a handover's text, and what the derivation of a log's key begins with. A handover can never be taken
/// for a checkpoint: its third line is longer than a hash in base64.
const LOG_KEY_HEADER: &str = "jiannuo/log-key/v1\n";

/// What the derivation of a witness's key begins with.
const WITNESS_KEY_HEADER: &str = "jiannuo/witness-key/v1\n";

/// What the derivation of the custodian's key begins with: the server's own signature under statements.
const CUSTODIAN_KEY_HEADER: &str = "jiannuo/custodian-key/v1\n";

/// Why a deployment's secret is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeedError {
    /// No line, or more than [`MAX_SEEDS`].
    #[error("the log keys are 1 to {MAX_SEEDS} lines, this has {0}")]
    Lines(usize),
    /// A line that is not 64 hexadecimal digits.
    #[error("a line of the log keys is 64 hexadecimal digits")]
    Digits,
    /// The same seed twice.
    #[error("the two lines of the log keys are equal")]
    Twice,
}

/// A deployment's secret: 32 random bytes that all keys of its logs are derived from.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; 32]);

/// Without the secret.
impl fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seed(secret)")
    }
}

impl Seed {
    /// A seed of these bytes, which must be random.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key of the log with this origin.
    ///
    /// # Errors
    /// [`VerifierKeyError::Name`] for an origin that cannot name a key.
    pub fn log_signer(&self, origin: &str) -> Result<SignerKey, VerifierKeyError> {
        SignerKey::from_seed(origin, self.derive(LOG_KEY_HEADER, origin))
    }

    /// The key of the witness with this name.
    ///
    /// # Errors
    /// [`VerifierKeyError::Name`].
    pub fn witness_cosigner(&self, name: &str) -> Result<CosignerKey, VerifierKeyError> {
        CosignerKey::from_seed(name, self.derive(WITNESS_KEY_HEADER, name))
    }

    /// 32 bytes for the key with which the server that keeps the logs signs statements of its own. That key's curve is not
    /// this crate's business; where it cannot use the bytes, the next attempt gives others.
    pub fn custodian_secret(&self, attempt: u8) -> [u8; 32] {
        self.derive(CUSTODIAN_KEY_HEADER, &attempt.to_string())
    }

    fn derive(&self, header: &str, name: &str) -> [u8; 32] {
        let mut derived = [0; 32];
        // HKDF gives up to 255 × 32 bytes, so it always gives 32; were it to fail, a fixed key would be anybody's.
        if Hkdf::<Sha256>::new(None, &self.0)
            .expand_multi_info(&[header.as_bytes(), name.as_bytes()], &mut derived)
            .is_err()
        {
            unreachable!("HKDF-SHA256 gives 32 bytes");
        }
        derived
    }
}

/// The seeds that a deployment holds, newest first; at least one.
#[derive(Debug, Clone)]
pub struct Seeds(Vec<Seed>);

impl Seeds {
    /// Reads the deployment's secret: one seed a line in hexadecimal digits, newest first. Spaces around a line and
    /// empty lines are passed over, for people paste this.
    ///
    /// # Errors
    /// Any of [`SeedError`].
    pub fn parse(text: &str) -> Result<Self, SeedError> {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() || lines.len() > MAX_SEEDS {
            return Err(SeedError::Lines(lines.len()));
        }
        let seeds = lines.into_iter().map(parse_seed).collect::<Option<Vec<Seed>>>().ok_or(SeedError::Digits)?;
        match seeds.as_slice() {
            [newest, previous] if newest == previous => Err(SeedError::Twice),
            _ => Ok(Self(seeds)),
        }
    }

    /// The seed in use.
    pub fn newest(&self) -> &Seed {
        &self.0[0]
    }

    /// All of them, newest first.
    pub fn all(&self) -> &[Seed] {
        &self.0
    }

    /// The keys that sign the checkpoints of the log with this origin, newest first.
    ///
    /// # Errors
    /// [`VerifierKeyError::Name`].
    pub fn log_signers(&self, origin: &str) -> Result<Vec<SignerKey>, VerifierKeyError> {
        self.0.iter().map(|seed| seed.log_signer(origin)).collect()
    }
}

fn parse_seed(line: &str) -> Option<Seed> {
    let digits = line.as_bytes();
    let mut seed = [0; 32];
    if digits.len() != 2 * seed.len() {
        return None;
    }
    for (byte, pair) in seed.iter_mut().zip(digits.chunks_exact(2)) {
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(Seed(seed))
}

/// What a log's keys address answers: all keys that the log has had, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogKeys {
    /// The keys, oldest first.
    pub keys: Vec<LogKey>,
}

/// One key of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogKey {
    /// The key; its name is the log's origin.
    pub vkey: VerifierKey,
    /// When the log began to sign with it, in milliseconds since 1970. The log's own word, which nothing depends on.
    pub since_ms: i64,
    /// The note by which the key before it hands over to this one; absent in the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<String>,
}

/// Why a list of keys does not lead from a pinned key to another.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandoverError {
    /// The list is empty or has more than [`MAX_LOG_KEYS`].
    #[error("a log has 1 to {MAX_LOG_KEYS} keys, this has {0}")]
    Count(usize),
    /// The pinned key is not in the list.
    #[error("the log's list of keys does not have the pinned key")]
    NotListed,
    /// A key after the pinned one comes without a note.
    #[error("a key of the log comes without a handover")]
    Missing,
    /// The note is not one, or one of the two keys has not signed it.
    #[error("the handover between two keys of the log does not hold: {0}")]
    Note(#[from] NoteError),
    /// The note is about another log or another key than the list says, or the key is of another kind or name.
    #[error("the handover is not to the key that follows in the list")]
    Text,
}

impl LogKeys {
    /// The list of a log that has had one key.
    pub fn first(key: VerifierKey, since_ms: i64) -> Self {
        Self { keys: vec![LogKey { vkey: key, since_ms, handover: None }] }
    }

    /// The newest key; none if the list is empty, which no list of a log is.
    pub fn newest(&self) -> Option<&VerifierKey> {
        self.keys.last().map(|key| &key.vkey)
    }

    /// Adds a key that the newest one hands over to.
    ///
    /// # Errors
    /// [`HandoverError::Text`] if `previous` is not the list's newest key or `next` is no other key of the same log;
    /// [`HandoverError::Count`] if the list is full.
    pub fn hand_over(&mut self, previous: &SignerKey, next: &SignerKey, since_ms: i64) -> Result<(), HandoverError> {
        if self.newest() != Some(previous.verifier()) {
            return Err(HandoverError::Text);
        }
        if self.keys.len() >= MAX_LOG_KEYS {
            return Err(HandoverError::Count(self.keys.len() + 1));
        }
        let note = handover(previous, next)?;
        self.keys.push(LogKey { vkey: next.verifier().clone(), since_ms, handover: Some(note.to_string()) });
        Ok(())
    }

    /// The newest key, reached from the pinned one by handovers that all hold. What stands before the pinned key is not
    /// looked at: the pin is what the client trusts.
    ///
    /// # Errors
    /// Any of [`HandoverError`].
    pub fn follow(&self, pinned: &VerifierKey) -> Result<&VerifierKey, HandoverError> {
        if self.keys.is_empty() || self.keys.len() > MAX_LOG_KEYS {
            return Err(HandoverError::Count(self.keys.len()));
        }
        let from = self.keys.iter().position(|key| key.vkey == *pinned).ok_or(HandoverError::NotListed)?;
        for pair in self.keys[from..].windows(2) {
            let note = pair[1].handover.as_ref().ok_or(HandoverError::Missing)?;
            verify_handover(note.as_bytes(), &pair[0].vkey, &pair[1].vkey)?;
        }
        self.newest().ok_or(HandoverError::NotListed)
    }
}

/// The note by which one key of a log hands over to the next.
///
/// # Errors
/// [`HandoverError::Text`] unless they are two keys of one log.
pub fn handover(previous: &SignerKey, next: &SignerKey) -> Result<SignedNote, HandoverError> {
    let text = handover_text(previous.verifier(), next.verifier())?;
    Ok(SignedNote::sign(text, &[previous, next])?)
}

/// Whether the note hands over from the one key to the other, signed by both: the previous key gives its place away,
/// and the new one shows that somebody holds it.
///
/// # Errors
/// [`HandoverError::Note`], [`HandoverError::Text`].
pub fn verify_handover(note: &[u8], previous: &VerifierKey, next: &VerifierKey) -> Result<(), HandoverError> {
    let note = SignedNote::parse(note)?;
    if note.text != handover_text(previous, next)? {
        return Err(HandoverError::Text);
    }
    for key in [previous, next] {
        note.verify(std::slice::from_ref(key))?;
    }
    Ok(())
}

/// Header, origin, the new key's vkey.
fn handover_text(previous: &VerifierKey, next: &VerifierKey) -> Result<String, HandoverError> {
    let same_log = previous.name() == next.name();
    let sign_checkpoints = previous.kind() == KeyKind::Ed25519 && next.kind() == KeyKind::Ed25519;
    if !same_log || !sign_checkpoints || previous == next {
        return Err(HandoverError::Text);
    }
    Ok(format!("{LOG_KEY_HEADER}{}\n{next}\n", next.name()))
}

#[cfg(test)]
mod tests;
