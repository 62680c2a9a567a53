//! What a file is, read from its bytes, and whether a picture tells more than it shows (spec rule B10).
//!
//! Neither names nor what somebody says about a file are believed. What cannot be read to its end is not called clean.
//! Deliberately absent: decoding of pictures, and reading what papers and tables say.

mod jpeg;
mod pdf;
mod png;
mod table;
mod webp;

use crate::body::Salt;
use crate::hash::Digest;
use crate::limits::MAX_BLOB_BYTES;
use crate::words::{Blob, MediaType};

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// It has no bytes, or more than [`MAX_BLOB_BYTES`].
    #[error("the file has {bytes} bytes, 1 to {MAX_BLOB_BYTES} are allowed")]
    Size {
        /// How many it has.
        bytes: usize,
    },
    /// It is none of the kinds of files that a log takes.
    #[error("the file is of a kind that a log does not take")]
    UnknownType,
    /// It is another kind of file than was said.
    #[error("the file is {}", found.name())]
    OtherType {
        /// What it is.
        found: MediaType,
    },
    /// The paper runs, sends, starts or carries something, or hides whether it does.
    #[error("the paper does more than show pages")]
    Active,
    /// The picture says where, when or by whom it was taken, or holds something that is not to be seen on it.
    #[error("the picture carries more than is to be seen on it")]
    Metadata,
}

/// What a picture consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// Of what is needed to show it.
    Picture,
    /// Of more than that.
    More,
}

/// What kind of file these bytes are; `None` for everything that a log does not take, pictures that hold programs (SVG) and
/// pages included.
pub fn media_type(bytes: &[u8]) -> Option<MediaType> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(MediaType::Jpeg),
        _ if bytes.starts_with(png::SIGNATURE) => Some(MediaType::Png),
        _ if webp::is_webp(bytes) => Some(MediaType::Webp),
        _ if bytes.starts_with(b"%PDF-") => Some(MediaType::Pdf),
        _ if table::is_workbook(bytes) => Some(MediaType::Xlsx),
        _ if table::is_text_table(bytes) => Some(MediaType::Csv),
        _ => None,
    }
}

/// Whether a picture carries more than is to be seen on it: place, time, device, author, comments, a second picture, or
/// anything behind its end. A picture that cannot be read to its end counts as one that does; papers and tables do not.
pub fn carries_metadata(bytes: &[u8]) -> bool {
    let parts = match media_type(bytes) {
        Some(MediaType::Jpeg) => jpeg::parts(bytes),
        Some(MediaType::Png) => png::parts(bytes),
        Some(MediaType::Webp) => webp::parts(bytes),
        _ => Some(Parts::Picture),
    };
    parts != Some(Parts::Picture)
}

/// Whether a log takes these bytes; answers what they are. What a device asks before it keeps a file, and the server
/// before it keeps it.
///
/// # Errors
/// [`MediaError`], but for [`MediaError::OtherType`].
pub fn check_file(bytes: &[u8]) -> Result<MediaType, MediaError> {
    let fits = u32::try_from(bytes.len()).is_ok_and(|length| (1..=MAX_BLOB_BYTES).contains(&length));
    if !fits {
        return Err(MediaError::Size { bytes: bytes.len() });
    }
    let media = media_type(bytes).ok_or(MediaError::UnknownType)?;
    if media == MediaType::Pdf && pdf::does_more_than_show(bytes) {
        return Err(MediaError::Active);
    }
    if carries_metadata(bytes) { Err(MediaError::Metadata) } else { Ok(media) }
}

impl Blob {
    /// What words say about these bytes, under a salt of 32 fresh random bytes.
    ///
    /// # Errors
    /// [`MediaError`].
    pub fn of(bytes: &[u8], salt: Salt) -> Result<Self, MediaError> {
        let media = check_file(bytes)?;
        let length = u32::try_from(bytes.len()).map_err(|_| MediaError::Size { bytes: bytes.len() })?;
        Ok(Self { hash: Self::digest(bytes, salt), salt, media, bytes: length })
    }

    /// The hash that words name these bytes by, under a salt.
    pub fn digest(bytes: &[u8], salt: Salt) -> Digest {
        Digest::of(&[&salt.0, bytes])
    }

    /// Whether these bytes are the ones that words name: hash and length. What they are is [`check_file`]'s question.
    pub fn is_of(&self, bytes: &[u8]) -> bool {
        u32::try_from(bytes.len()) == Ok(self.bytes) && Self::digest(bytes, self.salt) == self.hash
    }
}

#[cfg(test)]
mod tests;
