//! The answers of `add-checkpoint` (C2SP tlog-witness): written by witnesses, read by logs.

use crate::checkpoint::parse_decimal;
use crate::cosignature::{CosignatureError, CosignerKey};
use crate::note::{KeyKind, MAX_NOTE_BYTES, NoteError, NoteSignature, SignedNote, VerifierKey, parse_signature_lines};
use crate::witness::AddCheckpoint;

/// Bytes of an answer that are read: it is a part of a note.
pub const MAX_ANSWER_BYTES: usize = MAX_NOTE_BYTES;

/// Why an answer does not have the cosignatures that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// Not signature lines, or too many.
    #[error("the answer is not cosignatures: {0}")]
    Form(#[source] NoteError),
    /// A known witness's cosignature does not hold, or there is none.
    #[error("the answer has no cosignature of the witness: {0}")]
    Cosignature(#[source] NoteError),
}

/// The body of an answer with status 200: a cosignature by each key, as of the time in seconds since 1970. Made only
/// after the state that [`super::decide`] gave is durable.
///
/// # Errors
/// [`CosignatureError::Time`].
pub fn cosignature_lines(
    request: &AddCheckpoint,
    cosigners: &[&CosignerKey],
    time_s: u64,
) -> Result<String, CosignatureError> {
    let cosign = |cosigner: &&CosignerKey| {
        let cosignature = cosigner.cosign(&request.note().text, time_s)?;
        Ok(format!("{cosignature}\n"))
    };
    cosigners.iter().map(cosign).collect()
}

/// The cosignatures of known witnesses in the body of an answer with status 200, at least one, all of them verified for
/// the checkpoint's text. Those of unknown keys are passed over, so that a witness cannot fill a log's notes.
///
/// # Errors
/// Any of [`AnswerError`].
pub fn parse_cosignatures(
    body: &[u8],
    checkpoint_text: &str,
    witnesses: &[VerifierKey],
) -> Result<Vec<NoteSignature>, AnswerError> {
    if body.len() > MAX_ANSWER_BYTES {
        return Err(AnswerError::Form(NoteError::TooLong));
    }
    let lines = std::str::from_utf8(body).map_err(|_| AnswerError::Form(NoteError::NotUtf8))?;
    let signatures = parse_signature_lines(lines).map_err(AnswerError::Form)?;
    let note = SignedNote { text: checkpoint_text.to_owned(), signatures };
    let cosigners: Vec<VerifierKey> =
        witnesses.iter().filter(|key| key.kind() == KeyKind::Cosignature).cloned().collect();
    let known = note.verify(&cosigners).map_err(AnswerError::Cosignature)?;
    Ok(known.into_iter().map(|(_, signature)| signature.clone()).collect())
}

/// The size of the latest cosigned checkpoint in the body of an answer with status 409 whose media type is
/// [`super::LATEST_SIZE_CONTENT_TYPE`].
pub fn parse_latest_size(body: &[u8]) -> Option<u64> {
    std::str::from_utf8(body).ok()?.strip_suffix('\n').and_then(parse_decimal)
}
