//! Files beside the log: taken in piece by piece before the statement that names them, and handed out once one does (spec
//! rules W32–W34).
//!
//! The words are those of the IETF's draft on resumable uploads. **Invariant:** what is called whole is on disk and is what
//! its name says; nothing is handed out that no standing words name. Deliberately absent: sessions; each piece shows by
//! itself who brings it.

use jiannuo_domain::body::Salt;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{KeyId, from_hex};
use jiannuo_domain::limits::{BLOB_CHUNK_BYTES, MAX_BLOB_BYTES, MAX_ORGANISATION_BLOB_BYTES, MAX_PENDING_BLOB_BYTES};
use jiannuo_domain::media::{MediaError, check_file};
use jiannuo_domain::reader::{Question, ReaderToken};
use jiannuo_domain::statement::LogName;
use jiannuo_domain::words::{Blob, MediaType};
use worker::{Headers, Request};

use super::log_reads::not_found;
use super::store::{KnownBlob, Piece, StoreError, orphaned_ms};
use super::{Call, OrganisationLog, READER_HEADER};
use crate::bounded::{self, Unread};
use crate::clock::wall_ms;
use crate::faults::Point;
use crate::reply::{NO_STORE, REVALIDATE, Reply};
use crate::signatures::verify_message;

/// What a file is handed out with: it loads nothing, runs nothing and is framed by nobody, whatever a browser takes it for.
const BLOB_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Headers of a piece, which the front hands on.
pub(crate) const PIECE_HEADERS: [&str; 5] = [OFFSET, LENGTH, COMPLETE, SALT, MEDIA];

const OFFSET: &str = "upload-offset";
const LENGTH: &str = "upload-length";
const COMPLETE: &str = "upload-complete";
const SALT: &str = "jiannuo-blob-salt";
const MEDIA: &str = "jiannuo-blob-media";

/// When somebody should come again who has too much on its way: orphans go within a day, and nothing is hurried by asking.
const PENDING_SECONDS: u32 = 60 * 60;

/// What a request says of the piece that it brings.
#[derive(Debug)]
struct Said {
    blob: Blob,
    offset: u32,
    /// Whether the file ends with it.
    is_last: bool,
}

impl Said {
    fn of(hash: Digest, headers: &Headers) -> Option<Self> {
        let header = |name: &str| headers.get(name).ok().flatten();
        let media = header(MEDIA)?;
        let blob = Blob {
            hash,
            salt: from_hex(&header(SALT)?).map(Salt)?,
            media: MediaType::ALL.into_iter().find(|known| known.name() == media)?,
            bytes: header(LENGTH)?.parse().ok()?,
        };
        let is_last = match header(COMPLETE)?.as_str() {
            "?1" => true,
            "?0" => false,
            _ => return None,
        };
        Some(Self { blob, offset: header(OFFSET)?.parse().ok()?, is_last })
    }

    /// Whether a piece of so many bytes fits where it is said to belong: all but the last are of one length.
    fn fits(&self, length: usize) -> bool {
        let end = u64::from(self.offset) + length as u64;
        let is_at_a_seam = (self.offset as usize).is_multiple_of(BLOB_CHUNK_BYTES);
        is_at_a_seam
            && if self.is_last {
                length > 0 && end == u64::from(self.blob.bytes)
            } else {
                length == BLOB_CHUNK_BYTES && end < u64::from(self.blob.bytes)
            }
    }
}

impl OrganisationLog {
    /// `GET blobs/{hash}`.
    pub(super) fn read_blob(&self, call: &Call, hash: &str, range: Option<&str>) -> Result<Reply, StoreError> {
        self.read(call, |_| ())?;
        let Ok(hash) = hash.parse::<Digest>() else { return Ok(not_found()) };
        let Some(known) = self.store.blob(&hash)? else { return Ok(not_found()) };
        let Some(blob) = known.blob else { return Ok(Reply::error(410, "erased").readable_by_anybody()) };
        if known.record.is_none() || !known.is_whole {
            return Ok(not_found());
        }
        // The hash names the content; what can change is only whether it is still there, so caches must ask.
        let etag = format!("\"{hash}\"");
        if call.has(&etag) {
            return Ok(Reply::not_modified(&etag, REVALIDATE).readable_by_anybody());
        }
        let content = self.store.blob_bytes(&hash)?;
        let reply = match range.and_then(|range| part(range, content.len())) {
            Some((from, to)) => {
                let all = content.len();
                let reply = Reply::content(blob.media.name(), content.get(from..to).unwrap_or_default());
                Reply { status: 206, ..reply }.with("content-range", format!("bytes {from}-{}/{all}", to - 1))
            }
            None => Reply::content(blob.media.name(), content),
        };
        let reply = reply
            .with("etag", etag)
            .with("cache-control", REVALIDATE)
            .with("accept-ranges", "bytes")
            .with("content-security-policy", BLOB_POLICY);
        let reply = if blob.media.is_picture() { reply } else { reply.with("content-disposition", "attachment") };
        Ok(reply.readable_by_anybody())
    }

    /// `HEAD blobs/{hash}` by a member: how much of the file is here.
    pub(super) async fn offset(&self, request: &Request, call: &Call, hash: &str) -> Result<Reply, StoreError> {
        let Ok(hash) = hash.parse::<Digest>() else { return Ok(not_found()) };
        if let Err(reply) = self.admit_bringer(request.headers(), "GET", &hash, call).await? {
            return Ok(reply);
        }
        Ok(match self.store.blob(&hash)? {
            None => not_found(),
            Some(KnownBlob { blob: None, .. }) => Reply::error(410, "erased"),
            Some(known) => progress(204, known.received, known.is_whole),
        })
    }

    /// `PATCH blobs/{hash}`: the next piece of a file.
    pub(super) async fn take_piece(&self, request: &Request, call: &Call, hash: &str) -> Result<Reply, StoreError> {
        let Ok(hash) = hash.parse::<Digest>() else { return Ok(not_found()) };
        let Some(said) = Said::of(hash, request.headers()) else { return Ok(Reply::error(400, "malformed")) };
        let content = match bounded::read(request.inner(), BLOB_CHUNK_BYTES).await {
            Ok(content) => content,
            Err(Unread::TooLarge) => return Ok(Reply::error(413, "too-large")),
            Err(Unread::Broken) => return Ok(Reply::error(400, "incomplete")),
        };
        call.faults.at(Point::PieceReceived);
        let is_read_only = self.read(call, |log| log.signing.is_err())?;
        // What words in the log name and has been lost may come from anybody: its hash vouches for it.
        let key = if self.is_wanted(&said.blob)? {
            None
        } else if is_read_only {
            return Ok(Reply::error(503, "read-only"));
        } else {
            match self.admit_bringer(request.headers(), "PATCH", &hash, call).await? {
                Ok(key) => Some(key),
                Err(reply) => return Ok(reply),
            }
        };
        // From here to the write: no `await`.
        let (reply, begins) = self.put_piece(&said, &content, key, call)?;
        if begins {
            self.wake_by(orphaned_ms(wall_ms())).await;
        }
        self.state.storage().sync().await?;
        call.faults.at(Point::PieceKept);
        Ok(reply)
    }

    /// Whether words in the log name a file, as it is said to be, that is not here whole.
    fn is_wanted(&self, blob: &Blob) -> Result<bool, StoreError> {
        let known = self.store.blob(&blob.hash)?;
        Ok(known.is_some_and(|known| known.record.is_some() && !known.is_whole && known.blob.as_ref() == Some(blob)))
    }

    /// Keeps a piece if it is the next one; whether a file begins with it.
    fn put_piece(
        &self,
        said: &Said,
        content: &[u8],
        key: Option<KeyId>,
        call: &Call,
    ) -> Result<(Reply, bool), StoreError> {
        let hash = said.blob.hash;
        let known = self.store.blob(&hash)?;
        let received = match &known {
            Some(KnownBlob { blob: None, .. }) => return Ok((Reply::error(410, "erased"), false)),
            Some(known) if known.is_whole => return Ok((progress(204, known.received, true), false)),
            Some(known) if known.blob.as_ref() == Some(&said.blob) => known.received,
            Some(known) if known.record.is_some() => return Ok((Reply::error(422, "blob-mismatch"), false)),
            Some(_) => {
                // Somebody has begun something else under this name: a name that nothing else can be the hash of.
                self.store.give_up_blob(&hash)?;
                0
            }
            None => 0,
        };
        if said.offset != received {
            return Ok((progress(409, received, false), false));
        }
        let begins = received == 0;
        if let Some(refused) = self.room_for(said, key.filter(|_| begins))? {
            return Ok((refused, false));
        }
        if !said.fits(content.len()) {
            return Ok((Reply::error(400, "piece-size"), false));
        }
        if said.is_last {
            let whole = [self.store.blob_bytes(&hash)?.as_slice(), content].concat();
            if let Err(code) = verdict(&said.blob, &whole) {
                self.store.give_up_blob(&hash)?;
                return Ok((Reply::error(422, code), false));
            }
        }
        let end = said.offset.saturating_add(u32::try_from(content.len()).unwrap_or(u32::MAX));
        let piece = Piece {
            blob: &said.blob,
            number: u64::from(said.offset) / BLOB_CHUNK_BYTES as u64,
            bytes: content,
            received: end,
            is_whole: said.is_last,
            key,
            now_ms: wall_ms(),
        };
        self.store.put_piece(&piece, call.faults)?;
        Ok((progress(204, end, said.is_last), begins))
    }

    /// Why there is no room for a file; `key` is whose it is, if it begins now and is counted.
    fn room_for(&self, said: &Said, key: Option<KeyId>) -> Result<Option<Reply>, StoreError> {
        if !(1..=MAX_BLOB_BYTES).contains(&said.blob.bytes) {
            return Ok(Some(Reply::error(413, "too-large")));
        }
        let Some(key) = key else { return Ok(None) };
        let bytes = u64::from(said.blob.bytes);
        if self.store.pending_bytes(&key)?.saturating_add(bytes) > MAX_PENDING_BLOB_BYTES {
            return Ok(Some(Reply::error(429, "too-many-blobs").with("retry-after", PENDING_SECONDS.to_string())));
        }
        let is_full = self.store.all_blob_bytes()?.saturating_add(bytes) > MAX_ORGANISATION_BLOB_BYTES;
        Ok(is_full.then(|| Reply::error(507, "blobs-full")))
    }

    /// The key of a member who has signed a question about a file; anybody else hears why not.
    async fn admit_bringer(
        &self,
        headers: &Headers,
        method: &str,
        hash: &Digest,
        call: &Call,
    ) -> Result<Result<KeyId, Reply>, StoreError> {
        let token = headers.get(READER_HEADER).ok().flatten();
        let Some(token) = token.and_then(|text| text.parse::<ReaderToken>().ok()) else {
            return Ok(Err(Reply::error(401, "reader-missing")));
        };
        if !token.is_timely(call.now_ms) {
            return Ok(Err(Reply::error(401, "reader-clock")));
        }
        let key = self.read(call, |log| {
            let roster = log.ledger.acceptance().roster();
            roster.signer(&token.key, roster.size()).filter(|key| !key.is_custodian).map(|key| key.public_key)
        })?;
        let path = format!("blobs/{hash}");
        let question = Question { org: call.org, log: LogName::Public, method, path: &path, time_ms: token.time_ms };
        let holds = match key {
            Some(key) => verify_message(&key, &question.signing_input(), &token.signature).await,
            None => false,
        };
        Ok(if holds { Ok(token.key) } else { Err(Reply::error(403, "reader-refused")) })
    }
}

/// Whether a file is what its name and its words say, and of a kind that is taken.
fn verdict(blob: &Blob, bytes: &[u8]) -> Result<(), &'static str> {
    if !blob.is_of(bytes) {
        return Err("blob-mismatch");
    }
    match check_file(bytes) {
        Ok(media) if media == blob.media => Ok(()),
        Err(MediaError::Metadata) => Err("blob-metadata"),
        Ok(_) | Err(_) => Err("blob-type"),
    }
}

/// How much of a file is here.
fn progress(status: u16, received: u32, is_whole: bool) -> Reply {
    Reply::empty(status)
        .with(OFFSET, received.to_string())
        .with(COMPLETE, if is_whole { "?1" } else { "?0" })
        .with("cache-control", NO_STORE)
}

/// The one part that a `Range` header asks for, from its first byte to behind its last; nothing where it asks for something
/// else, which is answered with the whole.
fn part(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let (from, to) = match (first, last) {
        ("", last) => (length.saturating_sub(last.parse().ok()?), length),
        (first, "") => (first.parse().ok()?, length),
        (first, last) => (first.parse().ok()?, last.parse::<usize>().ok()?.checked_add(1)?.min(length)),
    };
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(offset: u32, bytes: u32, is_last: bool) -> Said {
        let (hash, salt) = (Digest::of(&[b""]), Salt([0; 32]));
        Said { blob: Blob { hash, salt, media: MediaType::Pdf, bytes }, offset, is_last }
    }

    #[test]
    fn w32_all_pieces_but_the_last_are_of_one_length() {
        let piece = BLOB_CHUNK_BYTES;
        let whole = u32::try_from(2 * piece + 7).unwrap_or_default();
        let seam = u32::try_from(piece).unwrap_or_default();
        assert!(said(0, whole, false).fits(piece));
        assert!(said(seam, whole, false).fits(piece));
        assert!(said(2 * seam, whole, true).fits(7));
        for (offset, is_last, length) in [
            (0, false, piece - 1),
            (0, true, piece),
            (1, false, piece),
            (2 * seam, true, 6),
            (2 * seam, true, 8),
            (2 * seam, false, 7),
            (2 * seam, true, 0),
        ] {
            assert!(!said(offset, whole, is_last).fits(length), "{offset} {is_last} {length}");
        }
        assert!(said(0, 3, true).fits(3));
    }

    #[test]
    fn w33_one_part_of_a_file_can_be_asked_for() {
        assert_eq!(part("bytes=0-4", 10), Some((0, 5)));
        assert_eq!(part("bytes=4-", 10), Some((4, 10)));
        assert_eq!(part("bytes=-3", 10), Some((7, 10)));
        assert_eq!(part("bytes=8-99", 10), Some((8, 10)));
        for other in ["bytes=10-", "bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=x-y"] {
            assert_eq!(part(other, 10), None, "{other}");
        }
    }
}
