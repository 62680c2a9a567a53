//! Signed notes: a text with signatures of named keys under it (C2SP signed-note).
//!
//! What is parsed is canonical: formatting it again gives the same bytes, so a note can be kept in parts and still be
//! handed on as it came. Deliberately absent: what the text means, and signature types that no log or witness of this
//! project uses. **Invariant:** a note is never trusted by parsing; [`SignedNote::verify`] says whose it is.

mod key;

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub use key::{KeyKind, MAX_KEY_NAME_BYTES, SignerKey, VerifierKey, VerifierKeyError};

/// Bytes of a whole note that are read: the 16 signatures that everybody must accept (signed-note, "Format") at 5 KiB
/// each for post-quantum ones are 16 × 5 KiB × 4/3 ≈ 107 KiB of base64, the rest is for names and the text.
pub const MAX_NOTE_BYTES: usize = 128 * 1024;

/// Signatures of a note that are read: two of the log during a change of its keys, and the 32 witnesses that a policy
/// can name (tlog-policy, "Implementation limits") in as many again for a change of theirs, rounded up.
pub const MAX_SIGNATURES: usize = 80;

/// Begins a signature line: em dash, space (signed-note, "Format").
const SIGNATURE_PREFIX: &str = "— ";

/// The bytes of a key id, which a signature begins with.
const KEY_ID_BYTES: usize = 4;

/// A text and the signatures under it, in the order in which they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    /// The text with its last newline, as it is signed.
    pub text: String,
    /// At least one in a note that was parsed.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line (signed-note, "Signatures"): who, by which key, and the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The key's name.
    pub name: String,
    /// The key's id, which tells keys of one name and their algorithms apart.
    pub key_id: [u8; KEY_ID_BYTES],
    /// What follows the key id, as the key's algorithm has it; at least one byte.
    pub signature: Vec<u8>,
}

/// Why bytes are not a note, or a note is nobody's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More than [`MAX_NOTE_BYTES`].
    #[error("a note has at most {MAX_NOTE_BYTES} bytes")]
    TooLong,
    /// Not UTF-8.
    #[error("a note is UTF-8")]
    NotUtf8,
    /// A character below U+0020 that is not a newline.
    #[error("a note has no control characters but newlines")]
    ControlCharacter,
    /// No empty line after a text that ends in a newline.
    #[error("a note's text ends in a newline, then comes an empty line, then signatures")]
    NoSignatureBlock,
    /// A line after the last empty line that is not a signature.
    #[error("a signature line is an em dash, a name and base64, with single spaces between")]
    SignatureLine,
    /// More than [`MAX_SIGNATURES`].
    #[error("a note has at most {MAX_SIGNATURES} signatures")]
    TooManySignatures,
    /// A key that is known has not signed this text, although the note says so.
    #[error("the signature of {name} does not hold")]
    BadSignature {
        /// The key's name.
        name: String,
    },
    /// No key that is known has signed.
    #[error("no known key has signed")]
    NoKnownSignature,
}

impl SignedNote {
    /// Reads a note (signed-note, "Format").
    ///
    /// # Errors
    /// Any of [`NoteError`] up to `TooManySignatures`. Nothing is verified.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLong);
        }
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::NotUtf8)?;
        refuse_control_characters(note)?;
        // The text may have empty lines of its own, so the last one is what separates.
        let separator = note.rfind("\n\n").ok_or(NoteError::NoSignatureBlock)?;
        let (text, block) = (&note[..=separator], &note[separator + 2..]);
        Ok(Self { text: text.to_owned(), signatures: parse_signature_lines(block)? })
    }

    /// A note of this text with the signatures of these keys, in their order.
    ///
    /// # Errors
    /// [`NoteError::ControlCharacter`], or [`NoteError::NoSignatureBlock`] for a text without a newline at its end: no
    /// reader would take such a note.
    pub fn sign(text: String, signers: &[&SignerKey]) -> Result<Self, NoteError> {
        refuse_control_characters(&text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::NoSignatureBlock);
        }
        let signatures = signers.iter().map(|signer| signer.sign(&text)).collect();
        Ok(Self { text, signatures })
    }

    /// The signatures whose keys are among the given ones, each with its key; all of them hold. Those of other keys are
    /// passed over (signed-note, "Signatures").
    ///
    /// # Errors
    /// [`NoteError::BadSignature`] when one of a known key does not hold: somebody has altered the note, and what else
    /// is altered nobody knows.
    pub fn known_signatures<'a>(
        &'a self,
        keys: &'a [VerifierKey],
    ) -> Result<Vec<(&'a VerifierKey, &'a NoteSignature)>, NoteError> {
        let mut known = Vec::new();
        for signature in &self.signatures {
            // Two keys can share name and id by accident or by somebody's work; the signature is the one's that it fits.
            let mut candidates = keys.iter().filter(|key| key.is_named_by(signature)).peekable();
            if candidates.peek().is_none() {
                continue;
            }
            let signer = candidates.find(|key| key.verifies(&self.text, signature));
            let signer = signer.ok_or_else(|| NoteError::BadSignature { name: signature.name.clone() })?;
            known.push((signer, signature));
        }
        Ok(known)
    }

    /// Like [`known_signatures`](Self::known_signatures), and demands that there is at least one.
    ///
    /// # Errors
    /// [`NoteError::BadSignature`], [`NoteError::NoKnownSignature`].
    pub fn verify<'a>(
        &'a self,
        keys: &'a [VerifierKey],
    ) -> Result<Vec<(&'a VerifierKey, &'a NoteSignature)>, NoteError> {
        let known = self.known_signatures(keys)?;
        if known.is_empty() { Err(NoteError::NoKnownSignature) } else { Ok(known) }
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)?;
        formatter.write_str("\n")?;
        self.signatures.iter().try_for_each(|signature| writeln!(formatter, "{signature}"))
    }
}

/// The signature line without its newline.
impl fmt::Display for NoteSignature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.key_id.as_slice(), &self.signature].concat();
        write!(formatter, "{SIGNATURE_PREFIX}{} {}", self.name, STANDARD.encode(bytes))
    }
}

impl FromStr for NoteSignature {
    type Err = NoteError;

    /// Reads a signature line without its newline.
    fn from_str(line: &str) -> Result<Self, NoteError> {
        let (name, base64) = line
            .strip_prefix(SIGNATURE_PREFIX)
            .and_then(|rest| rest.split_once(' '))
            .filter(|(name, _)| key::is_key_name(name))
            .ok_or(NoteError::SignatureLine)?;
        let bytes = STANDARD.decode(base64).map_err(|_| NoteError::SignatureLine)?;
        match bytes.split_first_chunk::<KEY_ID_BYTES>() {
            Some((key_id, signature)) if !signature.is_empty() => {
                Ok(Self { name: name.to_owned(), key_id: *key_id, signature: signature.to_vec() })
            }
            _ => Err(NoteError::SignatureLine),
        }
    }
}

/// Reads one or more signature lines, each with its newline.
pub(crate) fn parse_signature_lines(block: &str) -> Result<Vec<NoteSignature>, NoteError> {
    let lines = block.strip_suffix('\n').ok_or(NoteError::NoSignatureBlock)?;
    if lines.split('\n').nth(MAX_SIGNATURES).is_some() {
        return Err(NoteError::TooManySignatures);
    }
    lines.split('\n').map(str::parse).collect()
}

/// Newlines are the only characters below U+0020 that notes have (signed-note, "Format").
fn refuse_control_characters(text: &str) -> Result<(), NoteError> {
    if text.bytes().any(|byte| byte < b' ' && byte != b'\n') { Err(NoteError::ControlCharacter) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
